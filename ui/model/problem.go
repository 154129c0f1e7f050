package model

import (
	"context"
	"strconv"
	"time"

	"letterbox/mail"
)

// Correct takes a server in place of the one that failed as if it had been typed, keeps the user name, and tries again.
func (w *Wizard) Correct(right mail.Server) {
	if w.renews() { // the servers of a bound account are changed in its settings
		w.Back()
		return
	}
	set, f := w.SetIncoming, w.state.Incoming
	other, o := w.SetOutgoing, w.state.Outgoing
	if right.Protocol == mail.Submission {
		set, f, other, o = other, o, set, f
	}
	if sister := mail.SisterHost(o.Host); sister != "" && right.Host == mail.SisterHost(f.Host) {
		o.Host = sister
		other(o) // the mailbox is on the other servers altogether
	}
	f.Host, f.Port, f.Security = right.Host, strconv.Itoa(right.Port), right.Security
	set(f)
	w.Retry()
}

// Corrector is a Setup that knows servers which guides get wrong. Its method returns at once.
type Corrector interface {
	// Correct returns the candidate with the right servers, and a problem for each that was wrong.
	Correct(candidate mail.Candidate) (mail.Candidate, []*mail.Problem)
}

// rest counts down the time that a server wants to be left alone. At its end Letterbox tries again by itself, unless
// the server has refused the secret: that is for the person.
func (w *Wizard) rest() {
	w.resting.stop()
	w.state.RetryIn = 0
	p := w.state.Problem
	span := restOf(p)
	if span == 0 {
		return
	}
	until := time.Now().Add(span)
	w.state.RetryIn = span
	runTelling(w.scope, &w.resting,
		func(ctx context.Context, tell func(struct{})) (struct{}, error) {
			return struct{}{}, everySecond(ctx, until, func() { tell(struct{}{}) })
		},
		func(struct{}) { w.rests(p, max(time.Until(until).Round(time.Second), time.Second)) },
		func(struct{}, error) {
			w.rests(p, 0)
			if w.explains(p) && p.Class != classAttemptsSpent {
				w.Retry()
			}
		})
}

// classAttemptsSpent is the class of sign-ins that Letterbox itself holds back after refusals.
const classAttemptsSpent = "ATTEMPTS_SPENT"

// restOf returns how long a problem asks to wait, 0 when it does not.
func restOf(p *mail.Problem) time.Duration {
	if p == nil || p.Code != mail.RateLimited {
		return 0
	}
	span, err := time.ParseDuration(p.Facts[mail.FactAfter])
	if err != nil || span < time.Second {
		return 0
	}
	return span
}

func (w *Wizard) explains(p *mail.Problem) bool {
	return w.state.Page == PageProblem && w.state.Problem == p
}

func (w *Wizard) rests(p *mail.Problem, left time.Duration) {
	if !w.explains(p) {
		w.resting.stop()
		return
	}
	w.state.RetryIn = left
	w.show()
}
