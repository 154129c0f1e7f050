package acceptance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/mail"
)

var binary string

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
	t          *testing.T
	dir        string
	passphrase string
	ca         string
}

func newProfile(t *testing.T, ca string) *profile {
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
}

// last returns the result object.
func (r result) last() map[string]any {
	if len(r.lines) == 0 {
		return nil
	}
	return r.lines[len(r.lines)-1]
}

// code returns the code of the problem in the result object.
func (r result) code() mail.Code {
	p, _ := r.last()["problem"].(map[string]any)
	code, _ := p["code"].(string)
	return mail.Code(code)
}

func (p *profile) command(args ...string) *exec.Cmd {
	args = append(args, "--json", "--data-dir", p.dir, "--secrets", "sealed", "--passphrase-file", p.passphrase)
	if p.ca != "" {
		args = append(args, "--ca-file", p.ca)
	}
	return exec.CommandContext(p.t.Context(), binary, args...)
}

// run runs a verb with --json and text on standard input.
func (p *profile) run(stdin string, args ...string) result {
	p.t.Helper()
	cmd := p.command(args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatalf("%v: %v", args, err)
	}
	r := result{status: cmd.ProcessState.ExitCode(), stdout: stdout.String(), stderr: stderr.String(), memory: residentMemory(cmd)}
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
