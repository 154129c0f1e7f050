package acceptance

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
)

var binary string

// cheapKeys is a file of sealed keys, empty, whose passphrase "correct horse" is cheap to try: 8 KiB once, where the
// program takes 64 MiB three times. Files that the program makes itself are tested with package secret.
//
//go:embed testdata/keys.sealed
var cheapKeys []byte

func TestMain(m *testing.M) { os.Exit(withBinary(m.Run)) }

func withBinary(run func() int) int {
	if binary = os.Getenv("LETTERBOX_BINARY"); binary != "" {
		return run()
	}
	dir, err := os.MkdirTemp("", "letterbox-binary-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary = filepath.Join(dir, "letterbox")
	if out, err := exec.Command("go", "build", "-o", binary, "letterbox").CombinedOutput(); err != nil { //nolint:noctx // ends with go build
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		return 1
	}
	return run()
}

// profile is one person's data folder, its sealed keys and the authority it trusts.
type profile struct {
	t          testing.TB
	dir        string
	passphrase string
	ca         string
	sentences  bool // what the program tells is for people, not JSON
}

// newProfile makes a profile with nothing but cheapKeys in it.
func newProfile(t testing.TB, ca string) *profile {
	t.Helper()
	p := missingProfile(t, ca)
	if err := errors.Join(os.Mkdir(p.dir, 0o700), os.WriteFile(filepath.Join(p.dir, "keys.sealed"), cheapKeys, 0o600)); err != nil {
		t.Fatal(err)
	}
	return p
}

// missingProfile is one whose folder the program has to make.
func missingProfile(t testing.TB, ca string) *profile {
	t.Helper()
	dir := t.TempDir()
	p := &profile{t: t, dir: filepath.Join(dir, "profile 信箱"), passphrase: filepath.Join(dir, "passphrase"), ca: ca}
	if err := os.WriteFile(p.passphrase, []byte("correct horse\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

// result is what one run of the program did.
type result struct {
	status int
	lines  []map[string]any
	stdout string
	stderr string
	memory int64 // largest resident memory, in kilobytes
	took   time.Duration
}

// last returns the result object.
func (r result) last() map[string]any {
	if len(r.lines) == 0 {
		return nil
	}
	return r.lines[len(r.lines)-1]
}

// count returns a number of the result object, which must be there.
func (r result) count(t testing.TB, name string) int {
	t.Helper()
	n, ok := r.last()[name].(float64)
	if !ok {
		t.Errorf("the result has no number %q: %v", name, r.last())
	}
	return int(n)
}

// problem returns the problem of the result object; nil, in which every field is missing, when there is none.
func (r result) problem() map[string]any {
	p, _ := r.last()["problem"].(map[string]any)
	return p
}

// code returns the code of the problem in the result object, "" when there is none.
func (r result) code() mail.Code {
	code, _ := r.problem()["code"].(string)
	return mail.Code(code)
}

func (p *profile) command(args ...string) *exec.Cmd {
	args = append(args, "--json="+strconv.FormatBool(!p.sentences), "--data-dir", p.dir, "--secrets", "sealed", "--passphrase-file", p.passphrase)
	if p.ca != "" {
		args = append(args, "--ca-file", p.ca)
	}
	return exec.CommandContext(p.t.Context(), binary, args...)
}

// run runs a verb with text on standard input.
func (p *profile) run(stdin string, args ...string) result {
	p.t.Helper()
	return p.start(stdin, args...).wait()
}

// running is a verb that may not have ended yet.
type running struct {
	p      *profile
	cmd    *exec.Cmd
	stdout watched
	stderr bytes.Buffer
	took   time.Duration
	ended  chan error
}

// watched is what a program prints, and closes seen as soon as want is in it.
type watched struct {
	text bytes.Buffer
	want string
	seen chan struct{}
}

// Write is called by one goroutine, that of the program's pipe.
func (w *watched) Write(p []byte) (int, error) {
	n, err := w.text.Write(p)
	if w.want != "" && bytes.Contains(w.text.Bytes(), []byte(w.want)) {
		w.want = ""
		close(w.seen)
	}
	return n, err
}

// until waits until a verb has printed what it is watched for.
func (v *running) until() {
	v.p.t.Helper()
	select {
	case <-v.stdout.seen:
	case <-time.After(patience):
		v.p.t.Errorf("%v does not come that far", v.cmd.Args)
	}
}

// start starts a verb; wait must follow.
func (p *profile) start(stdin string, args ...string) *running {
	return p.startWatched("", stdin, args...)
}

// startWatched is start; stdout.seen is closed when the verb has printed want.
func (p *profile) startWatched(want, stdin string, args ...string) *running {
	p.t.Helper()
	r := &running{p: p, cmd: p.command(args...), ended: make(chan error, 1), stdout: watched{want: want, seen: make(chan struct{})}}
	r.cmd.Stdin, r.cmd.Stdout, r.cmd.Stderr = strings.NewReader(stdin), &r.stdout, &r.stderr
	began := time.Now()
	if err := r.cmd.Start(); err != nil {
		p.t.Fatalf("%v: %v", args, err)
	}
	go func() {
		err := r.cmd.Wait()
		r.took = time.Since(began)
		r.ended <- err
	}()
	return r
}

// wait waits for the end and returns what it was.
func (v *running) wait() result {
	v.p.t.Helper()
	err := <-v.ended
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		v.p.t.Fatalf("%v: %v", v.cmd.Args, err)
	}
	r := result{status: v.cmd.ProcessState.ExitCode(), stdout: v.stdout.text.String(), stderr: v.stderr.String(), memory: residentMemory(v.cmd), took: v.took}
	for line := range strings.Lines(r.stdout) {
		var object map[string]any
		if json.Unmarshal([]byte(line), &object) == nil {
			r.lines = append(r.lines, object)
		}
	}
	return r
}

// must is run for a verb that has to succeed.
func (p *profile) must(stdin string, args ...string) result {
	p.t.Helper()
	r := p.run(stdin, args...)
	if r.status != 0 {
		p.t.Fatalf("letterbox %v: exit %d\n%s%s", args, r.status, r.stdout, r.stderr)
	}
	return r
}

// bind binds an address to two servers.
func (p *profile) bind(address, password string, in, out mail.Server) result {
	p.t.Helper()
	return p.run(password+"\n", "bind", address, "--password-stdin", "--username", in.Username, "--incoming", in.URL(), "--outgoing", out.URL())
}
