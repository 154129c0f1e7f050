package engine_test

import (
	"fmt"
	"testing"
	"time"

	"letterbox/mail"
)

const tenYears = 10 * 365 * 24 * time.Hour

// TestClockJumpsWhilePushing works and syncs while the clock goes ten years ahead and back: neither is a reason to do
// anything twice, or never.
func TestClockJumpsWhilePushing(t *testing.T) {
	t.Parallel()
	f := newField(t)
	f.sync()
	for i, jump := range []time.Duration{tenYears, -tenYears, -tenYears, tenYears} {
		run := fmt.Sprintf("j%d", i)
		want := f.work(run)
		f.later += jump
		f.interrupted(f.incoming, 40, false)
		f.later -= jump / 2
		f.sync()
		f.later -= jump / 2
		f.sync()
		f.settled(run, want, run+"-delete@corp.example")
	}
}

// TestClockJumpsWhileSending has an attempt fail while the clock is ten years ahead. When it is right again, the message
// does not wait for ten years.
func TestClockJumpsWhileSending(t *testing.T) {
	t.Parallel()
	f := newField(t)
	f.sync()
	for i, jump := range []time.Duration{tenYears, -tenYears} {
		id := fmt.Sprintf("c%d", i)
		number := f.enqueue(id)
		f.later += jump
		f.interrupted(f.outgoing, 1, false)
		f.later -= jump
		f.sync()
		f.sync()
		o := f.outgoingWith(number)
		f.judgeSent(id, o)
		if o.State != mail.OutgoingCopied {
			t.Errorf("the clock jumped by %v: %s until %v", jump, o.State, o.Due)
		}
	}
}
