package oauthtest

import (
	"context"
	"sync"
	"time"
)

// Clock is a clock that stands still until it is moved. It is safe for concurrent use.
type Clock struct {
	mu     sync.Mutex
	now    time.Time
	timers []timer
	added  chan struct{} // closed and replaced when a timer is added
}

type timer struct {
	at time.Time
	c  chan time.Time
	d  time.Duration
}

// NewClock returns a clock that shows a fixed time.
func NewClock() *Clock {
	return &Clock{now: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC), added: make(chan struct{})}
}

// Now returns the clock's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// After behaves as time.After, by this clock.
func (c *Clock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := timer{at: c.now.Add(d), c: make(chan time.Time, 1), d: d}
	c.timers = append(c.timers, t)
	close(c.added)
	c.added = make(chan struct{})
	return t.c
}

// Move moves the clock, forwards or back, and wakes whose time has come.
func (c *Clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	var later []timer
	for _, t := range c.timers {
		if t.at.After(c.now) {
			later = append(later, t)
		} else {
			t.c <- c.now
		}
	}
	c.timers = later
}

// Await returns when somebody waits for d, or an error when ctx ends first.
func (c *Clock) Await(ctx context.Context, d time.Duration) error {
	for {
		c.mu.Lock()
		added := c.added
		for _, t := range c.timers {
			if t.d == d {
				c.mu.Unlock()
				return nil
			}
		}
		c.mu.Unlock()
		select {
		case <-added:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
