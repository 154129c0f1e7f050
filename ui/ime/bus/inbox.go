package bus

import (
	"context"
	"sync"

	"github.com/godbus/dbus/v5"
)

// tasks is what the worker is to do, as long as it takes: the UI goroutine never waits for it.
type tasks struct {
	wake chan struct{} // one slot

	mu   sync.Mutex
	list []func(context.Context, *worker)
}

func (t *tasks) add(f func(context.Context, *worker)) {
	t.mu.Lock()
	t.list = append(t.list, f)
	t.mu.Unlock()
	ring(t.wake)
}

func (t *tasks) take() []func(context.Context, *worker) {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := t.list
	t.list = nil
	return list
}

// inbox keeps signals in the order of the wire. The library calls it from the goroutine that also hands out replies,
// so that when a reply is there, the signals before it are in the inbox.
type inbox struct {
	wake chan struct{} // one slot

	mu   sync.Mutex
	list []*dbus.Signal
}

// DeliverSignal implements dbus.SignalHandler.
func (i *inbox) DeliverSignal(_, _ string, s *dbus.Signal) {
	i.mu.Lock()
	i.list = append(i.list, s)
	i.mu.Unlock()
	ring(i.wake)
}

// Terminate implements dbus.Terminator: a connection has ended.
func (i *inbox) Terminate() { ring(i.wake) }

func (i *inbox) take() []*dbus.Signal {
	i.mu.Lock()
	defer i.mu.Unlock()
	list := i.list
	i.list = nil
	return list
}

func ring(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
