// Package hub fans events out from those who change things to those who show them.
//
// Publish never blocks: each subscriber has a bounded queue of its own. Events that arrive while it is busy are
// joined into one delivery, equal events become one, and when a queue overflows everything in it is replaced by
// one mail.Resync, so that a slow subscriber loses detail but never the fact that something changed.
//
// The order of events is kept per subscriber. The hub starts no goroutine; a delivery is a receive from the
// subscriber's channel.
package hub

import (
	"sync"

	"letterbox/mail"
)

// maxPending is how many distinct events wait for one subscriber before they collapse into a Resync. A window
// handles a delivery per frame, and no frame's worth of work makes as many distinct ones.
const maxPending = 512

// Hub connects publishers and subscribers. The zero value is ready. It is safe for concurrent use.
type Hub struct {
	mu          sync.Mutex
	subscribers map[*subscriber]struct{}
}

type subscriber struct {
	out     chan []mail.Event // one slot: the delivery that waits to be received
	pending []mail.Event
	seen    map[mail.Event]struct{} // what pending holds already
	closed  bool
}

// Subscribe returns a channel of deliveries and the function that ends them; after cancel the channel is closed.
// Subscribe before reading the first snapshot.
func (h *Hub) Subscribe() (events <-chan []mail.Event, cancel func()) {
	s := &subscriber{out: make(chan []mail.Event, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.subscribers == nil {
		h.subscribers = map[*subscriber]struct{}{}
	}
	h.subscribers[s] = struct{}{}
	return s.out, func() { h.unsubscribe(s) }
}

func (h *Hub) unsubscribe(s *subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s.closed {
		return
	}
	s.closed = true
	delete(h.subscribers, s)
	close(s.out)
}

// Publish hands events to every subscriber without waiting for any.
func (h *Hub) Publish(events []mail.Event) {
	if len(events) == 0 {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subscribers {
		s.add(events)
	}
}

// add joins events with what was not received yet. The one-slot channel holds the whole of it, so taking the slot
// back and filling it again is how a delivery grows.
func (s *subscriber) add(events []mail.Event) {
	select {
	case s.pending = <-s.out:
	default:
		s.pending, s.seen = nil, map[mail.Event]struct{}{}
	}
	for _, e := range events {
		s.join(e)
	}
	s.out <- s.pending
}

func (s *subscriber) join(e mail.Event) {
	if len(s.pending) == 1 {
		if _, lost := s.pending[0].(mail.Resync); lost {
			return
		}
	}
	// BodiesStored carries a list, so it is neither comparable nor ever the same as another.
	if _, distinct := e.(mail.BodiesStored); !distinct {
		if _, double := s.seen[e]; double {
			return
		}
		s.seen[e] = struct{}{}
	}
	s.pending = append(s.pending, e)
	if _, lost := e.(mail.Resync); lost || len(s.pending) > maxPending {
		s.pending = []mail.Event{mail.Resync{}}
	}
}
