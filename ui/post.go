package ui

import (
	"sync"

	"fyne.io/fyne/v2"
)

// poster brings functions to the UI goroutine. It is the only place that does: presenters are given its post and
// know no toolkit. Functions run in the order in which they were posted, and however many are posted before the UI
// goroutine gets to them, the toolkit's queue sees one.
type poster struct {
	mu      sync.Mutex
	waiting []func()
}

// post queues f. Any goroutine may call it; it never waits for f.
func (p *poster) post(f func()) {
	p.mu.Lock()
	p.waiting = append(p.waiting, f)
	first := len(p.waiting) == 1
	p.mu.Unlock()
	if first {
		fyne.Do(p.flush)
	}
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
