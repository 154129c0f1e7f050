//go:build linux

package bus_test

import (
	"fmt"
	"strings"
	"testing"

	"letterbox/ui/ime/bus"
)

// kinds are the protocols, and the configuration in which each is found on a bus.
var kinds = map[string]struct {
	wire   wire
	config func(address string) bus.Config
}{
	"fcitx5": {fcitxWire(), func(a string) bus.Config { return bus.Config{Session: a} }},
	"portal": {ibusWire("org.freedesktop.portal.IBus"), func(a string) bus.Config { return bus.Config{Session: a} }},
	"ibus":   {ibusWire("org.freedesktop.IBus"), func(a string) bus.Config { return bus.Config{IBusAddress: a} }},
}

// TestAKeyOfWhichTheInputMethodDies has one end while it has a key: the letter is there once, with those before it.
func TestAKeyOfWhichTheInputMethodDies(t *testing.T) {
	for name, kind := range kinds {
		for when, want := range map[dying]string{
			beforeAll: "a~n a~ni a+ni -x -y", beforeAnswer: "a~n a~ni a~nix a+nix -y",
		} {
			t.Run(fmt.Sprint(name, when), func(t *testing.T) {
				t.Parallel()
				address := newBus(t)
				newServer(t, address, kind.wire, func(s *server) { s.dies = when })
				p := newPerson(t, kind.config(address))
				p.focus("a")
				p.typed("nix")
				p.until(func() bool { return strings.Contains(strings.Join(p.log, " "), "a+ni") })
				p.typed("y")
				p.did(want)
			})
		}
	}
}

// TestAnEngineThatEndsLeavesLetters has the engine of ibus end, of which only the empty composition tells.
func TestAnEngineThatEndsLeavesLetters(t *testing.T) {
	for name, kind := range kinds {
		if name == "fcitx5" {
			continue // its engines are part of it
		}
		for _, ended := range []string{"", "dummy"} {
			t.Run(name+ended, func(t *testing.T) {
				t.Parallel()
				address := newBus(t)
				s := newServer(t, address, kind.wire, func(s *server) { s.ended = ended })
				p := newPerson(t, kind.config(address))
				p.focus("a")
				p.typed("ni")
				s.loseEngine()
				p.until(func() bool { return len(p.log) == 3 })
				p.did("a~n a~ni a+ni")
				s.wire.commit(s, "ni") // does not come twice
				p.typed("x")
				p.did("a~x")
			})
		}
	}
}

// TestAnEmptyCompositionEndsIt has the input method take a composition back, as when it is switched off by a click.
func TestAnEmptyCompositionEndsIt(t *testing.T) {
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := newBus(t)
			s := newServer(t, address, kind.wire)
			p := newPerson(t, kind.config(address))
			p.focus("a")
			p.typed("ni")
			s.clear()
			p.until(func() bool { return len(p.log) == 3 })
			p.typed("h")
			p.did("a~n a~ni a~ a~h")
		})
	}
}
