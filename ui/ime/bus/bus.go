// Package bus is the backend for input methods that are reached over D-Bus: fcitx5 by its own protocol, ibus on its
// private bus, and whoever serves the portal of ibus. It asks for no window system; where the caret is on the screen it
// learns from ui/ime/x11.
//
// A worker owns the connections and does one thing after the other: what the fields want, in the order of their calls,
// and between these what the input method tells. Signals that reach us before the reply to a key are handed over before
// that key's answer, and what the input method still says of a composition that was left or reset is thrown away.
//
// When the input method ends or does not answer, what was composed stays as letters, also where it takes that back while
// it ends; the key that it did not answer counts as not taken, unless it did something for it; no key is taken, and the
// worker looks for an input method again: when one appears on the bus, when a field gets the focus, and from time to
// time. It never starts one.
package bus

import (
	"context"
	"os"
	"strings"
	"time"

	"letterbox/ui/ime"
)

// Config says where input methods are looked for. Environment reads it.
type Config struct {
	// Post brings a function to the UI goroutine; functions run in the order in which they were posted.
	Post func(func())
	// Session is the address of the session bus, "" for none.
	Session string
	// IBusAddress is the address of the private bus of ibus; IBusFiles may hold it where it is "". The first file
	// that names a bus that answers counts.
	IBusAddress string
	IBusFiles   []string
	// Display is the X display, "" for none: then places are told as if windows were at the screen's corner.
	Display string
	// PreferIBus says that ibus is asked before fcitx5.
	PreferIBus bool
	// Wait bounds how long the input method may take for a key; 0 stands for AnswerTime.
	Wait time.Duration
}

// AnswerTime is long for a key, since an input method that is just starting reads its dictionaries first.
const AnswerTime = 20 * time.Second

// Environment is the Config of this process without Post.
func Environment() Config {
	c := Config{
		Session:     os.Getenv("DBUS_SESSION_BUS_ADDRESS"),
		IBusAddress: os.Getenv("IBUS_ADDRESS"),
		IBusFiles:   ibusFiles(),
		Display:     os.Getenv("DISPLAY"),
	}
	if runtime := os.Getenv("XDG_RUNTIME_DIR"); c.Session == "" && runtime != "" {
		c.Session = "unix:path=" + runtime + "/bus"
	}
	for _, name := range []string{"GTK_IM_MODULE", "QT_IM_MODULE", "XMODIFIERS"} {
		if value := os.Getenv(name); value != "" {
			c.PreferIBus = strings.TrimPrefix(value, "@im=") == "ibus"
			break
		}
	}
	return c
}

// Backend implements ime.Backend.
type Backend struct {
	tasks   *tasks
	serving bool
	cancel  context.CancelFunc
	done    chan struct{}
}

// Open looks for an input method, which takes no longer than ctx allows, and returns a backend that works until Close.
func Open(ctx context.Context, c Config) *Backend {
	if c.Wait == 0 {
		c.Wait = AnswerTime
	}
	w := newWorker(c)
	w.connect(ctx)
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	b := &Backend{tasks: w.tasks, serving: w.service != nil, cancel: cancel, done: make(chan struct{})}
	go func() { // ends with Close
		defer close(b.done)
		w.run(running)
	}()
	return b
}

// Serving reports whether Open found an input method.
func (b *Backend) Serving() bool { return b.serving }

// Focus implements ime.Backend.
func (b *Backend) Focus(s ime.Sink) {
	b.tasks.add(func(ctx context.Context, w *worker) { w.focus(ctx, s) })
}

// Reset implements ime.Backend.
func (b *Backend) Reset(s ime.Sink) {
	b.tasks.add(func(ctx context.Context, w *worker) { w.reset(ctx, s) })
}

// Off implements ime.Backend.
func (b *Backend) Off() { b.Leave() }

// Leave implements ime.Backend.
func (b *Backend) Leave() {
	b.tasks.add(func(ctx context.Context, w *worker) { w.leave(ctx) })
}

// Caret implements ime.Backend.
func (b *Backend) Caret(r ime.Rect) {
	b.tasks.add(func(ctx context.Context, w *worker) { w.caret(ctx, r) })
}

// Offer implements ime.Backend.
func (b *Backend) Offer(k ime.Key, taken func(bool)) {
	b.tasks.add(func(ctx context.Context, w *worker) { w.key(ctx, k, taken) })
}

// closeTime bounds how long an input method may take to hear that it is no longer needed.
const closeTime = time.Second

// Close implements ime.Backend. What was asked before is done first: an input method that is left in the middle of a
// composition may go on showing its candidates.
func (b *Backend) Close() {
	late := time.AfterFunc(closeTime, b.cancel)
	defer late.Stop()
	b.tasks.add(func(context.Context, *worker) { b.cancel() })
	<-b.done
}
