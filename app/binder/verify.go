package binder

import (
	"context"
	"sync"

	"letterbox/mail"
)

// verification runs the checks of one candidate. Its goroutine for the outgoing server ends with run.
type verification struct {
	incoming Incoming
	outgoing Outgoing
	cred     mail.Credential
	note     func(mail.Check)

	mu     sync.Mutex
	report mail.Report
}

// run verifies both servers at the same time. Both verdicts are always completed, because a provider may allow one
// and refuse the other and the person should learn both at once. The session is nil unless the incoming server
// passed.
func (v *verification) run(ctx context.Context, candidate mail.Candidate) (Session, mail.Report) {
	v.report = mail.Report{}
	var outgoing sync.WaitGroup
	outgoing.Go(func() {
		err := v.outgoing.Verify(ctx, candidate.Outgoing, v.cred, v.take)
		v.conclude(candidate.Outgoing, err)
	})
	session, err := v.incoming.Verify(ctx, candidate.Incoming, v.cred, v.take)
	v.conclude(candidate.Incoming, err)
	outgoing.Wait()
	if err != nil {
		session = nil
	}
	return session, v.report
}

// take passes a check on and keeps the final ones.
func (v *verification) take(c mail.Check) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if c.Status != mail.CheckRunning {
		v.report.Checks = append(v.report.Checks, c)
	}
	v.note(c)
}

// conclude makes sure that an error is in the report even if no check carried it.
func (v *verification) conclude(server mail.Server, err error) {
	if err == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, c := range v.report.Checks {
		if c.Server == server.Protocol && c.Problem != nil {
			return
		}
	}
	p := mail.ProblemOf(err)
	check := mail.Check{Server: server.Protocol, Stage: p.Stage, Status: mail.CheckFailed, Problem: p}
	v.report.Checks = append(v.report.Checks, check)
	v.note(check)
}
