package acceptance

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"letterbox/mail"
	keyring "letterbox/storage/secret"
)

// TestWrongAddress types what is no address. Nothing is begun: not even a profile.
func TestWrongAddress(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"ada", "ada@", "@corp.example", "ada@corp", "ada b@corp.example", "ada@corp..example", "ada@corp.example, bo@corp.example", " "} {
		for language, headline := range map[string]string{"en": "This is not a complete email address", "zh-CN": "这不是完整的邮箱地址"} {
			p := missingProfile(t, "")
			r := p.fails(2, mail.AddressInvalid, "bind", typed, "--password-stdin", "--lang", language)
			problem := r.problem()
			if problem["headline"] != headline {
				t.Errorf("%q is told as %v", typed, problem["headline"])
			}
			if _, err := os.Stat(p.dir); err == nil {
				t.Errorf("%q: there is a profile", typed)
			}
		}
	}
}

// TestBindTwice binds an address a second time. It is refused before any server hears of it, and the account works on.
func TestBindTwice(t *testing.T) {
	t.Parallel()
	w := synced(t, 3)
	key := w.key("ada@corp.example")
	said := len(w.in.Said()) + len(w.out.Said())
	for _, address := range []string{"ada@corp.example", "ADA@Corp.Example"} {
		w.fails(2, mail.AlreadyBound, w.binding(address)...)
	}
	if now := len(w.in.Said()) + len(w.out.Said()); now != said {
		t.Errorf("the servers were asked")
	}
	if again := w.key("ada@corp.example"); again == nil || *again != *key {
		t.Error("the key was changed")
	}
	if n := w.rows("profile.db", "account"); n != 1 {
		t.Errorf("%d accounts", n)
	}
	w.must("", "sync", "--once")
}

// key returns the key of an account, nil when there is none.
func (p *profile) key(address string) *[32]byte {
	p.t.Helper()
	db := p.open()
	id, err := db.Setting(p.t.Context(), "profile-id")
	p.close(db)
	if err != nil {
		p.t.Fatal(err)
	}
	keys, err := keyring.OpenSealed(p.dir+"/keys.sealed", []byte(strings.TrimSpace(string(readFile(p.t, p.passphrase)))))
	if err != nil {
		p.t.Fatal(err)
	}
	key, err := keys.Key(p.t.Context(), id+"/"+address)
	if err != nil {
		return nil
	}
	return &key
}

// TestUnbind removes one of two accounts: its mail, its password and its key go, and the other one stays. With the
// last account everything is gone.
func TestUnbind(t *testing.T) {
	t.Parallel()
	w := synced(t, 12)
	w.deliverLarge(600 << 10) // a body in a file
	w.must("", "sync", "--once")
	want := w.must("", "export").stdout
	w.write()
	if r := w.run(secret+"\n", w.binding("bo@corp.example")...); r.status != 0 {
		t.Fatalf("exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	w.must("", "sync", "bo@corp.example", "--once")
	w.must("", "unbind", "ada@corp.example")
	if w.key("ada@corp.example") != nil || w.key("bo@corp.example") == nil {
		t.Error("the wrong key is gone")
	}
	if got := strings.Replace(w.must("", "export").stdout, "bo@corp.example", "ada@corp.example", 1); got != want {
		t.Errorf("what is left differs: %s", firstDifference(got, want))
	}
	if n := w.bodyFiles(); n != 1 {
		t.Errorf("%d large bodies, want that of the account that stays", n)
	}
	w.must("", "unbind", "bo@corp.example")
	w.holdsNothing()
	if n := w.bodyFiles(); n != 0 {
		t.Errorf("%d large bodies were left behind", n)
	}
	w.fails(18, mail.NotFound, "unbind", "ada@corp.example")
}

// bodyFiles counts the files of large bodies.
func (p *profile) bodyFiles() (n int) {
	for path := range p.contents() {
		if strings.HasPrefix(path, filepath.Join(p.dir, "bodies")+string(filepath.Separator)) {
			n++
		}
	}
	return n
}

// TestSecondInstance starts the program on a profile whose program is in the middle of a sync. The second one is
// refused, and the first one finishes as if nothing had been.
func TestSecondInstance(t *testing.T) {
	t.Parallel()
	w := synced(t, 3)
	w.deliver(60)
	calm := w.another(t)
	calm.must("", "sync", "--once")

	g := newGate(t, w.in.Server().Port, 30<<10)
	p := newProfile(t, w.ca)
	in := w.in.Server()
	in.Port = g.port
	if r := p.bind("ada@corp.example", secret, in, w.out.Server()); r.status != 0 {
		t.Fatalf("exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	first := p.start("", "sync", "--once")
	select {
	case <-g.reached:
	case err := <-first.ended:
		t.Fatalf("the first ended too early: %v\n%s", err, first.stderr.String())
	}
	before := len(w.in.Said())
	for _, verb := range [][]string{{"list", "INBOX"}, {"sync", "--once"}, w.binding("bo@corp.example")} {
		p.fails(15, mail.ProfileInUse, verb...)
	}
	if len(w.in.Said()) != before {
		t.Error("a second instance has spoken to the server")
	}
	close(g.open)
	if r := first.wait(); r.status != 0 {
		t.Errorf("the first: exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	got := strings.Replace(p.must("", "export").stdout, in.URL(), w.in.Server().URL(), 1)
	if want := calm.must("", "export").stdout; got != want {
		t.Errorf("the export differs: %s", firstDifference(got, want))
	}
}

// gate stands before a server and stops its words after so many bytes of one connection, until it is opened.
type gate struct {
	port    int
	reached chan struct{}
	open    chan struct{}
	once    sync.Once
}

func newGate(t *testing.T, port int, after int64) *gate {
	t.Helper()
	g := &gate{reached: make(chan struct{}), open: make(chan struct{})}
	g.port = peer(t, false, func(client io.ReadWriter) {
		server, err := net.Dial("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))) //nolint:noctx // ends with the server
		if err != nil {
			return
		}
		var back sync.WaitGroup
		back.Go(func() {
			if n, _ := io.CopyN(client, server, after); n == after { // less: one of them has gone
				g.once.Do(func() { close(g.reached) })
				select {
				case <-g.open:
				case <-t.Context().Done():
				}
				_, _ = io.Copy(client, server) // ends when either goes
			}
		})
		_, _ = io.Copy(server, client)
		_ = server.Close()
		back.Wait()
	}).Port
	return g
}
