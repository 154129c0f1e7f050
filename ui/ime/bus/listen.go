package bus

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// callTime bounds what an input method may take for anything but a key.
const callTime = 5 * time.Second

// call calls a method of the input context, if there is one. It returns what becomes of the field when that fails.
func (w *worker) call(ctx context.Context, method string) []effect {
	if w.service == nil {
		return nil
	}
	call, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	if err := w.service.call(call, method); err != nil {
		return w.lose(ctx, err)
	}
	return nil
}

// lose lets go of an input method that failed. What it composed stays as letters, which is what is returned.
func (w *worker) lose(ctx context.Context, err error) []effect {
	if w.service == nil || ctx.Err() != nil {
		return nil
	}
	w.finder.drop(w.service)
	w.service = nil
	pause := firstPause
	if errors.Is(err, context.DeadlineExceeded) {
		pause = hungPause
	}
	w.look(pause)
	text := w.shown
	w.shown = ""
	if text == "" {
		return nil
	}
	return []effect{{commit: text}}
}

// listen takes the signals that have come, and notices when input methods end and begin. It returns what the input
// method told the field to do, and what is kept of a composition of one that has ended.
func (w *worker) listen(ctx context.Context) (told, kept []effect) {
	lost, found := false, false
	for _, s := range w.inbox.take() {
		if name, before, now, ok := ownerChange(s); ok {
			lost = lost || before != "" && w.service != nil && w.service.name == name && !w.service.private
			found = found || now != ""
		} else if e, ok := w.effect(s); ok {
			told = append(told, e)
		}
	}
	if w.service != nil && (lost || !w.service.conn.Connected()) {
		kept = w.lose(ctx, dbus.ErrClosed)
		found = true
	}
	if found {
		w.connect(ctx)
	}
	return told, kept
}

// rescue keeps a composition that was taken back, by no key and with nothing in its place, because its engine has ended:
// ibus clears what an engine composed that is no more, and clears everything when it ends itself. Before is what was
// composed, told what the input method said since. It returns what the field is to do.
func (w *worker) rescue(ctx context.Context, before string, told []effect) []effect {
	if before == "" || w.shown != "" || len(told) == 0 {
		return told
	}
	for _, e := range told {
		if e.compose == nil {
			return told
		}
	}
	if w.composes(ctx) {
		return told
	}
	w.left = before // should it commit that after all
	return []effect{{commit: before}}
}

// composes reports whether the input method has something to compose with. It is asked only where engines are programs
// of their own. In the place of an engine that has ended ibus puts one that does nothing; when it ends itself, the input
// context goes before the connection.
func (w *worker) composes(ctx context.Context) bool {
	if w.service == nil {
		return false
	}
	if w.service.engine == "" {
		return true
	}
	call, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	name, err := w.service.engineName(call)
	const placeholder = "dummy"
	return err == nil && name != placeholder
}

// effect is what a signal has the field do.
func (w *worker) effect(s *dbus.Signal) (effect, bool) {
	if w.service == nil || w.sink == nil || s.Path != w.service.path {
		return effect{}, false
	}
	name, ok := strings.CutPrefix(s.Name, w.service.context)
	read := w.service.effects[name]
	if !ok || read == nil {
		return effect{}, false
	}
	e, ok := read(s.Body)
	switch {
	case !ok:
		return effect{}, false
	case e.compose != nil:
		w.shown = e.compose.Text
	case e.commit == w.left:
		w.left = "" // some engines commit late what they were told to drop, and the field has it already
		return effect{}, false
	default:
		w.shown = ""
	}
	return e, true
}

// ownerChange reads a signal of the bus that says who owns a name now, "" for nobody.
func ownerChange(s *dbus.Signal) (name, before, now string, ok bool) {
	if s.Name != "org.freedesktop.DBus.NameOwnerChanged" || dbus.Store(s.Body, &name, &before, &now) != nil {
		return "", "", "", false
	}
	return name, before, now, true
}
