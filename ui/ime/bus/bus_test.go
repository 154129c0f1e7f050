//go:build linux

package bus_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"letterbox/ui/ime"
	"letterbox/ui/ime/bus"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// person writes down what the backend has the fields do. The test's goroutine is the UI goroutine.
type person struct {
	t       *testing.T
	backend *bus.Backend
	posted  chan func()
	log     []string
}

// field is a Sink by its name.
type field struct {
	name string
	p    *person
}

func (f field) Compose(c ime.Composition) {
	f.p.log = append(f.p.log, fmt.Sprintf("%s~%s", f.name, c.Text))
}
func (f field) Commit(text string) { f.p.log = append(f.p.log, f.name+"+"+text) }

func newPerson(t *testing.T, c bus.Config) *person {
	t.Helper()
	p := &person{t: t, posted: make(chan func(), 1000)}
	c.Post = func(f func()) { p.posted <- f }
	p.backend = bus.Open(t.Context(), c)
	t.Cleanup(p.backend.Close)
	return p
}

func (p *person) focus(name string) { p.backend.Focus(field{name: name, p: p}) }

// typed offers keys one after the other and writes down which were taken.
func (p *person) typed(keys string) {
	p.t.Helper()
	for _, r := range keys {
		done := false
		p.backend.Offer(ime.Key{Sym: uint32(r), Code: 38}, func(taken bool) {
			done = true
			if !taken {
				p.log = append(p.log, "-"+string(r))
			}
		})
		p.until(func() bool { return done })
	}
}

// until runs what is posted until something holds.
func (p *person) until(holds func() bool) {
	p.t.Helper()
	for !holds() {
		select {
		case f := <-p.posted:
			f()
		case <-p.t.Context().Done():
			p.t.Fatal(p.t.Context().Err())
		}
	}
}

func (p *person) did(want string) {
	p.t.Helper()
	if got := strings.Join(p.log, " "); got != want {
		p.t.Errorf("the fields were told\n\t%s\nwant\n\t%s", got, want)
	}
	p.log = nil
}

func TestEveryProtocolWritesNihao(t *testing.T) {
	for name, w := range map[string]wire{
		"fcitx5": fcitxWire(), "portal": ibusWire("org.freedesktop.portal.IBus"), "ibus": ibusWire("org.freedesktop.IBus"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := newBus(t)
			s := newServer(t, address, w)
			c := bus.Config{Session: address}
			if name == "ibus" {
				file := filepath.Join(t.TempDir(), "address")
				if err := os.WriteFile(file, []byte("# a comment\nIBUS_ADDRESS="+address+"\nIBUS_DAEMON_PID=1\n"), 0o600); err != nil {
					t.Fatal(err)
				}
				c = bus.Config{IBusFiles: []string{file + "-of-another-display", file}}
			}
			p := newPerson(t, c)
			if !p.backend.Serving() {
				t.Fatal("no input method was found")
			}
			p.focus("a")
			p.backend.Caret(ime.Rect{X: 3, Y: 4, Width: 1, Height: 20})
			p.typed("Ani A")
			p.did("-A a~n a~ni a+你好 a~ -A")
			p.backend.Offer(ime.Key{Sym: 0xffe1, Code: 50, State: ime.StateShift, Release: true}, func(bool) { p.log = append(p.log, "up") })
			p.until(func() bool { return len(p.log) > 0 })
			p.backend.Leave()
			p.typed("n")
			p.did("up -n")
			if told, want := s.told(), "FocusIn rect(3,4,1,20) key(ffe1,50,true) Reset FocusOut"; told != want {
				t.Errorf("the input method was told\n\t%s\nwant\n\t%s", told, want)
			}
		})
	}
}

// TestWhatWasLeftIsDropped has an input method commit what it is told to drop: the field has kept those letters.
func TestWhatWasLeftIsDropped(t *testing.T) {
	t.Parallel()
	address := newBus(t)
	s := newServer(t, address, fcitxWire(), func(s *server) { s.onDrop = "ni" })
	p := newPerson(t, bus.Config{Session: address})
	p.focus("a")
	p.typed("ni")
	p.backend.Reset(field{name: "b", p: p})
	s.wireCommitLate(t, p, "ni")
	p.typed("ha")
	p.did("a~n a~ni b~h b~ha")
	p.backend.Leave()
	p.focus("c")
	p.typed("x")
	p.did("c~x")
}

// wireCommitLate has the text come after the reply to Reset.
func (s *server) wireCommitLate(t *testing.T, p *person, text string) {
	t.Helper()
	p.backend.Caret(ime.Rect{X: 1, Y: 1, Height: 1})
	s.waitFor(t, "rect(1,1,0,1)")
	s.wire.commit(s, text)
}

func (s *server) waitFor(t *testing.T, call string) {
	t.Helper()
	for !strings.Contains(s.told(), call) {
		select {
		case <-t.Context().Done():
			t.Fatal(t.Context().Err())
		case <-time.After(time.Millisecond):
		}
	}
}

func TestAnEndingInputMethodLeavesLetters(t *testing.T) {
	t.Parallel()
	address := newBus(t)
	s := newServer(t, address, fcitxWire())
	p := newPerson(t, bus.Config{Session: address})
	p.focus("a")
	p.typed("ni")
	s.vanish(t)
	p.until(func() bool { return strings.HasSuffix(strings.Join(p.log, " "), "a+ni") })
	p.typed("h")
	p.did("a~n a~ni a+ni -h")
	s.letters = ""
	s.appear(t)
	s.waitFor(t, "FocusIn FocusIn")
	p.typed("ni ")
	p.did("a~n a~ni a+你好 a~")
}

func TestOneThatComesLaterServes(t *testing.T) {
	t.Parallel()
	address := newBus(t)
	p := newPerson(t, bus.Config{Session: address})
	if p.backend.Serving() {
		t.Error("there is no input method yet")
	}
	p.focus("a")
	p.typed("n")
	s := newServer(t, address, fcitxWire())
	s.waitFor(t, "FocusIn")
	p.typed("n ")
	p.did("-n a~n a+你好 a~")
}

func TestAHangingInputMethodLosesNothing(t *testing.T) {
	t.Parallel()
	address := newBus(t)
	hang := make(chan struct{})
	defer close(hang)
	newServer(t, address, fcitxWire(), func(s *server) { s.hang = hang })
	p := newPerson(t, bus.Config{Session: address, Wait: 50 * time.Millisecond})
	p.focus("a")
	p.typed("ni")
	p.did("-n -i")
}

func TestWithoutABusKeysAreNotTaken(t *testing.T) {
	t.Parallel()
	p := newPerson(t, bus.Config{Session: "unix:path=" + t.TempDir() + "/none"})
	p.focus("a")
	p.typed("ni")
	p.did("-n -i")
}
