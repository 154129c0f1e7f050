package binder

import (
	"context"
	"testing"
	"time"

	"letterbox/mail"
)

// refusing is a world whose incoming server answers a sign-in with a problem, and counts how often it was asked.
func refusing(code *mail.Code, asked *int) *world {
	return &world{incoming: func(_ context.Context, s mail.Server, note func(mail.Check)) error {
		*asked++
		if *code == "" {
			return nil
		}
		p := &mail.Problem{Code: *code, Stage: mail.StageAuthenticate, Server: s, Retry: mail.RetryAfterChange}
		note(mail.Check{Server: s.Protocol, Stage: p.Stage, Status: mail.CheckFailed, Problem: p})
		return p
	}}
}

func TestTwoRefusalsAMinute(t *testing.T) {
	code, asked := mail.AuthRejected, 0
	b := refusing(&code, &asked).binder(t)
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	b.config.Now = func() time.Time { return now }
	other := candidate("a")
	other.Incoming.Username = `CORP\ada`
	for i, step := range []struct {
		wait  time.Duration // before the step
		on    mail.Candidate
		asks  bool
		after string
	}{
		{0, candidate("a"), true, ""},
		{10 * time.Second, candidate("a"), true, ""},
		{5 * time.Second, candidate("a"), false, "45s"},
		{0, candidate("b"), true, ""},
		{0, other, true, ""},
		{44 * time.Second, candidate("a"), false, "1s"},
		{time.Second, candidate("a"), true, ""},
		{0, candidate("a"), false, "10s"},
		{-24 * time.Hour, candidate("a"), true, ""},
	} {
		now = now.Add(step.wait)
		before := asked
		_, _, err := b.Bind(t.Context(), request(step.on), quiet)
		p := mail.ProblemOf(err)
		if asks := asked > before; asks != step.asks {
			t.Errorf("step %d: asked %v: %v", i, asks, err)
		}
		if !step.asks && (p.Code != mail.RateLimited || p.Retry != mail.RetryLater || p.Facts[mail.FactAfter] != step.after || p.Server.Host != "a") {
			t.Errorf("step %d: %+v", i, p)
		}
	}
}

// What is not a refusal costs no attempt: neither a connection that breaks nor a sign-in that succeeds.
func TestOnlyRefusalsCount(t *testing.T) {
	for _, what := range []mail.Code{mail.ConnectionLost, mail.TimedOut, mail.ServerBusy, mail.MechanismMissing, ""} {
		code, asked := what, 0
		b := refusing(&code, &asked).binder(t)
		again := request(candidate("a"))
		again.DryRun = true
		for range 5 {
			b.Bind(t.Context(), again, quiet)
		}
		if asked != 5 {
			t.Errorf("%q: asked %d times", what, asked)
		}
	}
}

// The outgoing server counts for itself.
func TestRefusalsOfTheOutgoingServerCount(t *testing.T) {
	w := &world{outgoing: &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate}}
	b := w.binder(t)
	for range 2 {
		b.Bind(t.Context(), request(candidate("a")), quiet)
	}
	_, _, err := b.Bind(t.Context(), request(candidate("a")), quiet)
	if p := mail.ProblemOf(err); p.Code != mail.RateLimited || p.Server.Protocol != mail.Submission {
		t.Errorf("got %+v", p)
	}
}
