package engine

import (
	"slices"
	"time"

	"letterbox/mail"
)

// A mailbox that was bound has proved that its secret works. Servers refuse good secrets too: when they are busy, when
// there were too many sign-ins, when the directory behind them is down. So one refusal is not believed; so many
// within the span are, and until then the server is left alone for longWait after each.
const (
	refusalsBelieved = 3
	refusalSpan      = time.Hour
)

// doubtful reports whether a refusal may have another cause than it says. What a server says in so many words, and
// what the authority of a browser sign-in says, is certain at once.
func doubtful(p *mail.Problem) bool {
	return p != nil && p.Code == mail.AuthRejected && p.Retry == mail.RetryAfterChange
}

// refusals are the times at which a server refused to let an account in, since it last did.
type refusals []time.Time

// believed adds a refusal and reports whether there are enough now.
func (r *refusals) believed(now time.Time) bool {
	recent := slices.DeleteFunc(*r, func(t time.Time) bool { return now.Sub(t) > refusalSpan || now.Before(t) })
	*r = append(recent, now)
	return len(*r) >= refusalsBelieved
}

// resting returns why the server of an account is left alone just now, nil when it is not: whoever wants one more
// connection does not get past the worker's waiting.
func (e *Engine) resting(id mail.AccountID) *mail.Problem {
	e.mu.Lock()
	w := e.workers[id]
	e.mu.Unlock()
	if w == nil {
		return nil
	}
	return w.resting()
}

func (w *worker) resting() *mail.Problem {
	switch now := w.status.get(); {
	case now.Problem == nil:
		return nil
	case now.Activity == mail.NeedsAttention,
		now.Activity == mail.Waiting && (doubtful(now.Problem) || respite(now.Problem) > 0):
		return now.Problem
	default:
		return nil
	}
}

// nudge asks the worker of an account for a round, unless its server is left alone: what waits to be sent is sent
// first when it is asked again.
func (e *Engine) nudge(id mail.AccountID) {
	if e.resting(id) == nil {
		e.Refresh(id)
	}
}
