package model

import (
	"context"
	"sync"
)

// Scope is where the background work of presenters lives: the context that ends it, the door back to the UI
// goroutine, and the count of calls under way.
type Scope struct {
	ctx     context.Context
	post    func(func())
	working sync.WaitGroup
}

// NewScope makes a scope. post runs a function on the UI goroutine, later and in order, and never blocks for it;
// ending ctx cancels every call of the scope.
func NewScope(ctx context.Context, post func(func())) *Scope {
	return &Scope{ctx: ctx, post: post}
}

// Wait returns when no call of the scope is under way. Cancel the scope's context first.
func (s *Scope) Wait() { s.working.Wait() }

// slot is one kind of work of a presenter, of which only the newest call counts. It belongs to the UI goroutine.
type slot struct {
	number int // of the newest call
	cancel context.CancelFunc
}

// renew cancels the call before and returns context and number of the next.
func (s *slot) renew(parent context.Context) (context.Context, int) {
	s.stop()
	ctx, cancel := context.WithCancel(parent)
	s.cancel = cancel
	return ctx, s.number
}

// stop cancels the call under way; its answer will be dropped.
func (s *slot) stop() {
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
	s.number++
}

// current reports whether a call is still the one that counts.
func (s *slot) current(number int) bool { return s.number == number }

// busy reports whether a call is under way.
func (s *slot) busy() bool { return s.cancel != nil }

// run leaves the UI goroutine for work and comes back to it with then, unless the slot was renewed or stopped
// meanwhile.
func run[T any](sc *Scope, s *slot, work func(context.Context) (T, error), then func(T, error)) {
	runTelling(sc, s,
		func(ctx context.Context, _ func(struct{})) (T, error) { return work(ctx) },
		func(struct{}) {},
		then)
}

// runTelling is run for work that reports on its way: what it tells, from any goroutine, reaches heard on the UI
// goroutine for as long as the call counts.
func runTelling[T, N any](sc *Scope, s *slot, work func(ctx context.Context, tell func(N)) (T, error), heard func(N), then func(T, error)) {
	ctx, number := s.renew(sc.ctx)
	back := func(f func()) {
		sc.post(func() {
			if s.current(number) {
				f()
			}
		})
	}
	sc.working.Go(func() {
		value, err := work(ctx, func(n N) { back(func() { heard(n) }) })
		back(func() {
			s.stop()
			then(value, err)
		})
	})
}

// do leaves the UI goroutine for an intention of the person, which nothing but the end of the scope cancels, and
// comes back to it with then.
func do(sc *Scope, work func(context.Context) error, then func(error)) {
	sc.working.Go(func() {
		err := work(sc.ctx)
		sc.post(func() { then(err) })
	})
}

// sequence keeps intentions in the order in which the person had them. It belongs to the UI goroutine.
type sequence struct {
	last chan struct{} // closed when the newest one is done
}

// do is like the function do, and begins when everything before it is done.
func (q *sequence) do(sc *Scope, work func(context.Context) error, then func(error)) {
	before, done := q.last, make(chan struct{})
	q.last = done
	do(sc,
		func(ctx context.Context) error {
			defer close(done)
			if before != nil {
				<-before // ends with the scope at the latest, as every work does
			}
			return work(ctx)
		},
		then)
}
