package ui

import (
	"sync"

	"fyne.io/fyne/v2"
)

// poster brings functions to the UI goroutine. It is the only place that does: presenters are given its post and
// know no toolkit. Functions run in the order in which they were posted, and however many are posted before the UI
// goroutine gets to them, the toolkit's queue sees one. Before the toolkit runs, the goroutine that calls serve is
// the UI goroutine.
type poster struct {
	wake chan struct{} // one slot: there is something for serve

	mu      sync.Mutex
	waiting []func()
	toolkit bool // the UI goroutine is the toolkit's
}

func newPoster() *poster { return &poster{wake: make(chan struct{}, 1)} }

// post queues f. Any goroutine may call it; it never waits for f.
func (p *poster) post(f func()) {
	p.mu.Lock()
	p.waiting = append(p.waiting, f)
	first, toolkit := len(p.waiting) == 1, p.toolkit
	p.mu.Unlock()
	switch {
	case !first:
	case toolkit:
		fyne.Do(p.flush)
	default:
		select {
		case p.wake <- struct{}{}:
		default:
		}
	}
}

// serve runs what is posted until enough says so, which is asked after each turn, or stop is closed. It must have
// returned before toToolkit is called, and before anybody else calls it.
func (p *poster) serve(stop <-chan struct{}, enough func() bool) {
	for !enough() {
		select {
		case <-p.wake:
			p.flush()
		case <-stop:
			return
		}
	}
}

// toToolkit makes the toolkit's goroutine, on which it must be called, the UI goroutine, and runs what has waited.
func (p *poster) toToolkit() {
	p.mu.Lock()
	p.toolkit = true
	p.mu.Unlock()
	p.flush()
}

func (p *poster) flush() {
	p.mu.Lock()
	ready := p.waiting
	p.waiting = nil
	p.mu.Unlock()
	for _, f := range ready {
		f()
	}
}
