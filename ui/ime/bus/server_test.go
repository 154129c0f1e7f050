//go:build linux

package bus_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

// newBus starts a bus for a test and returns its address.
func newBus(t *testing.T) string {
	t.Helper()
	const daemon = "dbus-daemon"
	if _, err := exec.LookPath(daemon); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("the test of input methods needs ", daemon)
	}
	cmd := exec.CommandContext(t.Context(), daemon, "--session", "--nofork", "--print-address=1", "--address=unix:tmpdir="+t.TempDir())
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(address)
}

// server is an input method that composes letters and commits 你好 for a space. Capitals are not taken.
type server struct {
	conn   *dbus.Conn
	wire   wire
	hang   chan struct{} // not nil: keys are answered when it is closed
	onDrop string        // committed when the composition is reset
	dies   dying         // of the letter x

	mu       sync.Mutex
	letters  string
	calls    []string
	ended    string // what is told of the engine that has ended: its place-holder, or "" for an error
	noEngine bool
}

// dying is when a server ends, while it has a key.
type dying int

const (
	never dying = iota
	beforeAll
	beforeAnswer // the letter has been composed
)

// wire is how the server speaks.
type wire struct {
	name, context string
	path          dbus.ObjectPath
	commit        func(s *server, text string)
	compose       func(s *server, text string)
}

const icPath = dbus.ObjectPath("/context/1")

func fcitxWire() wire {
	const context = "org.fcitx.Fcitx.InputContext1"
	return wire{
		name: "org.fcitx.Fcitx5", context: context, path: "/org/freedesktop/portal/inputmethod",
		commit: func(s *server, text string) { s.emit(context+".CommitString", text) },
		compose: func(s *server, text string) {
			type part struct {
				Text   string
				Format int32
			}
			s.emit(context+".UpdateFormattedPreedit", []part{{text, 1 << 4}}, int32(len(text)))
		},
	}
}

func ibusWire(name string) wire {
	const context = "org.freedesktop.IBus.InputContext"
	return wire{
		name: name, context: context, path: "/org/freedesktop/IBus",
		commit: func(s *server, text string) { s.emit(context+".CommitText", ibusText(text)) },
		compose: func(s *server, text string) {
			s.emit(context+".UpdatePreeditText", ibusText(text), uint32(len(text)), text != "")
		},
	}
}

func ibusText(text string) dbus.Variant {
	type list struct {
		Class      string
		Attached   map[string]dbus.Variant
		Attributes []dbus.Variant
	}
	return dbus.MakeVariant(struct {
		Class    string
		Attached map[string]dbus.Variant
		Text     string
		List     dbus.Variant
	}{"IBusText", nil, text, dbus.MakeVariant(list{Class: "IBusAttrList"})})
}

func newServer(t *testing.T, address string, w wire, set ...func(*server)) *server {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	s := &server{conn: conn, wire: w}
	for _, f := range set { // before anybody can call it
		f(s)
	}
	tables := map[string]map[string]any{
		w.context: {
			"FocusIn": s.noted("FocusIn"), "FocusOut": s.noted("FocusOut"), "Reset": s.reset,
			"SetCapability": func(uint64) *dbus.Error { return nil }, "SetCapabilities": func(uint32) *dbus.Error { return nil },
			"SetCursorRect": s.rect, "SetCursorLocation": s.rect,
			"ProcessKeyEvent": s.fcitxKey, "GetEngine": s.engine,
		},
	}
	if w.name != fcitxWire().name {
		tables[w.context]["ProcessKeyEvent"] = s.ibusKey
	}
	for name, table := range tables {
		if err := conn.ExportMethodTable(table, icPath, name); err != nil {
			t.Fatal(err)
		}
	}
	factory := map[string]any{"CreateInputContext": s.create}
	for _, name := range []string{"org.freedesktop.IBus", "org.freedesktop.IBus.Portal"} {
		if err := conn.ExportMethodTable(factory, w.path, name); err != nil {
			t.Fatal(err)
		}
	}
	factory = map[string]any{"CreateInputContext": s.createFcitx}
	if err := conn.ExportMethodTable(factory, w.path, "org.fcitx.Fcitx.InputMethod1"); err != nil {
		t.Fatal(err)
	}
	s.appear(t)
	return s
}

func (s *server) appear(t *testing.T) {
	t.Helper()
	if reply, err := s.conn.RequestName(s.wire.name, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("own %s: %v, %v", s.wire.name, reply, err)
	}
}

func (s *server) vanish(t *testing.T) {
	t.Helper()
	if _, err := s.conn.ReleaseName(s.wire.name); err != nil {
		t.Fatal(err)
	}
}

func (s *server) emit(signal string, args ...any) { _ = s.conn.Emit(icPath, signal, args...) }

func (s *server) note(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, fmt.Sprintf(format, args...))
}

func (s *server) noted(name string) func() *dbus.Error {
	return func() *dbus.Error { s.note("%s", name); return nil }
}

func (s *server) told() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.calls, " ")
}

func (s *server) create(string) (dbus.ObjectPath, *dbus.Error) { return icPath, nil }

func (s *server) createFcitx([]struct{ Key, Value string }) (dbus.ObjectPath, []byte, *dbus.Error) {
	return icPath, nil, nil
}

func (s *server) rect(x, y, w, h int32) *dbus.Error {
	s.note("rect(%d,%d,%d,%d)", x, y, w, h)
	return nil
}

func (s *server) reset() *dbus.Error {
	s.note("Reset")
	s.mu.Lock()
	dropped := s.letters
	s.letters = ""
	s.mu.Unlock()
	if dropped != "" && s.onDrop != "" {
		s.wire.commit(s, s.onDrop)
	}
	return nil
}

func (s *server) engine() (dbus.Variant, *dbus.Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := "pinyin"
	if s.noEngine {
		name = s.ended
	}
	if name == "" {
		return dbus.MakeVariant(""), dbus.MakeFailedError(errors.New("no such object"))
	}
	type description struct {
		Class    string
		Attached map[string]dbus.Variant
		Name     string
	}
	return dbus.MakeVariant(description{"IBusEngineDesc", nil, name}), nil
}

// loseEngine has the server take back what is composed, as ibus does for an engine that has ended.
func (s *server) loseEngine() {
	s.mu.Lock()
	s.noEngine, s.letters = true, ""
	s.mu.Unlock()
	s.wire.compose(s, "")
}

// clear has the server take back what is composed though there is an engine.
func (s *server) clear() {
	s.mu.Lock()
	s.letters = ""
	s.mu.Unlock()
	s.wire.compose(s, "")
}

func (s *server) fcitxKey(sym, code, _ uint32, release bool, _ uint32) (bool, *dbus.Error) {
	return s.key(sym, code, release)
}

func (s *server) ibusKey(sym, code, state uint32) (bool, *dbus.Error) {
	return s.key(sym, code+8, state&(1<<30) != 0)
}

func (s *server) key(sym, code uint32, release bool) (bool, *dbus.Error) {
	if s.hang != nil {
		<-s.hang
	}
	if sym == 'x' && s.dies == beforeAll {
		s.conn.Close()
	}
	if release || code != 38 {
		s.note("key(%x,%d,%v)", sym, code, release)
		return false, nil
	}
	s.mu.Lock()
	commit, taken := "", true
	switch {
	case sym == ' ' && s.letters != "":
		commit, s.letters = "你好", ""
	case 'a' <= sym && sym <= 'z':
		s.letters += string(rune(sym))
	default:
		taken = false
	}
	letters := s.letters
	s.mu.Unlock()
	if commit != "" {
		s.wire.commit(s, commit)
	}
	if taken {
		s.wire.compose(s, letters)
	}
	if sym == 'x' && s.dies == beforeAnswer {
		s.conn.Close()
	}
	return taken, nil
}
