package diagnose

import (
	"context"
	"slices"
	"sync"
	"time"

	"letterbox/mail"
)

// examination is one diagnosis under way. Its goroutines end with run.
type examination struct {
	config  Config
	account mail.Account
	note    func(mail.Check)

	mu      sync.Mutex
	reached map[mail.Protocol]string // how every address of a server answered
	checks  []mail.Check             // that have ended
}

func (e *examination) servers() []mail.Server {
	return []mail.Server{e.account.Incoming, e.account.Outgoing}
}

func (e *examination) run(ctx context.Context, o Options) {
	e.survey(ctx)
	cred, err := e.config.Secrets.Credential(ctx, e.account)
	if err != nil {
		e.approach(ctx, mail.ProblemOf(err))
		return
	}
	report, err := e.config.Verifier.Verify(ctx, e.account, cred, e.take)
	if err != nil && len(report.Checks) == 0 {
		e.approach(ctx, mail.ProblemOf(err))
		return
	}
	if o.SendTest {
		e.sendTest(ctx, cred, o.Language)
	}
}

// survey tries every address of both servers, for a short time: most servers have one or two, all of which answer.
func (e *examination) survey(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, e.config.Patience)
	defer cancel()
	var both sync.WaitGroup
	for _, s := range e.servers() {
		e.take(mail.Check{Server: s.Protocol, Stage: mail.StageResolve, Status: mail.CheckRunning})
		both.Go(func() {
			found := e.config.Network.Reach(ctx, s)
			e.mu.Lock()
			defer e.mu.Unlock()
			e.reached[s.Protocol] = found
		})
	}
	both.Wait()
}

// take passes a check on and keeps it when it has ended. How all addresses answered takes the place of how those did
// that the connection needed.
func (e *examination) take(c mail.Check) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if found := e.reached[c.Server]; c.Stage == mail.StageConnect && c.Status != mail.CheckRunning && found != "" {
		c.Finding = found
	}
	if c.Status != mail.CheckRunning {
		e.checks = append(e.checks, c)
	}
	e.note(c)
}

// approach goes as far as possible without signing in; why is what keeps us from it.
func (e *examination) approach(ctx context.Context, why *mail.Problem) {
	var both sync.WaitGroup
	for _, s := range e.servers() {
		both.Go(func() {
			err := e.config.Network.Approach(ctx, s, e.take)
			if err != nil {
				e.conclude(s, mail.ProblemOf(err))
				return
			}
			e.refuse(s, why)
		})
	}
	both.Wait()
}

// refuse tells that no sign-in was tried. A problem that concerns one server only leaves the other one's step out.
func (e *examination) refuse(s mail.Server, why *mail.Problem) {
	check := mail.Check{Server: s.Protocol, Stage: mail.StageAuthenticate, Status: mail.CheckFailed, Problem: why}
	if !why.Server.IsZero() && why.Server.Protocol != s.Protocol {
		check.Status, check.Problem = mail.CheckSkipped, nil
	}
	e.take(check)
}

// conclude makes sure that an error is among the checks even if none carried it.
func (e *examination) conclude(s mail.Server, p *mail.Problem) {
	e.mu.Lock()
	told := slices.ContainsFunc(e.checks, func(c mail.Check) bool { return c.Server == s.Protocol && c.Problem != nil })
	e.mu.Unlock()
	if !told {
		e.take(mail.Check{Server: s.Protocol, Stage: p.Stage, Status: mail.CheckFailed, Problem: p})
	}
}

// sendTest sends the test message if the submission server let us in.
func (e *examination) sendTest(ctx context.Context, cred mail.Credential, language string) {
	check := mail.Check{Server: mail.Submission, Stage: mail.StageSubmit, Status: mail.CheckSkipped}
	e.mu.Lock()
	let := slices.ContainsFunc(e.checks, func(c mail.Check) bool {
		return c.Server == mail.Submission && c.Stage == mail.StageAuthenticate && c.Status == mail.CheckOK
	})
	e.mu.Unlock()
	if !let || e.config.Sender == nil {
		e.take(check)
		return
	}
	check.Status = mail.CheckRunning
	e.take(check)
	began := time.Now()
	finding, err := e.config.Sender.SendTest(ctx, e.account, cred, language)
	check.Status, check.Finding, check.Elapsed = mail.CheckOK, finding, time.Since(began)
	if err != nil {
		check.Status, check.Problem = mail.CheckFailed, mail.ProblemOf(err)
	}
	e.take(check)
}
