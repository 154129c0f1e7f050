package model

import (
	"context"
	"slices"

	"letterbox/mail"
)

// bound is the answer of a binding.
type bound struct {
	account mail.Account
	report  mail.Report
}

// verifyOrAsk starts the checks, or asks first what has to be asked.
func (w *Wizard) verifyOrAsk() {
	s := &w.state
	w.settleServers()
	switch {
	case s.Candidate.Incoming.IsZero() && s.SearchProblem != nil && s.SearchProblem.Code != mail.NothingFound:
		w.fail(s.SearchProblem, mail.Report{})
	case s.Candidate.Incoming.IsZero():
		s.Page = PageAdvanced // nothing found: the person may know the servers
	case !s.Candidate.Trusted && !w.consent:
		s.Page = PageConsent
	default:
		w.verify()
	}
}

// Consent agrees to send the secret to the servers that PageConsent names, and goes on.
func (w *Wizard) Consent() {
	w.consent = true
	w.verify()
	w.show()
}

// Retry tries again with what is typed, after the person has changed something outside.
func (w *Wizard) Retry() {
	if w.state.Demo {
		w.TryDemo()
		return
	}
	if w.state.Card.Failed {
		w.OpenCard(w.cardPath)
		return
	}
	if w.state.SearchProblem != nil {
		w.sought = sought{} // the search may end differently now
	}
	w.trusting = true // this secret was sent before
	w.leaveForms()
	w.show()
}

// TryDemo binds the demo mailbox.
func (w *Wizard) TryDemo() {
	w.state.Demo = true
	w.origin = PageType
	w.beginChecks()
	runTelling(w.scope, &w.binding,
		func(ctx context.Context, tell func(mail.Check)) (bound, error) {
			account, report, err := w.setup.BindDemo(ctx, tell)
			return bound{account, report}, err
		},
		w.heard, w.finished)
	w.show()
}

// verify has the servers checked, after the sign-in where there is one.
func (w *Wizard) verify() {
	s := &w.state
	address, err := mail.ParseAddress(s.Address)
	if err != nil {
		s.AddressProblem, s.Page = err, PageCredentials
		return
	}
	s.Demo = false
	if s.SecretKind != mail.BrowserSignIn {
		w.bind(address, mail.Password(w.secret))
		return
	}
	if w.proof.of != w.wanted() {
		w.proof = proof{}
		w.beginSignIn()
		return
	}
	w.bind(address, w.proof.credential)
}

// bind has the servers checked with a secret, and the account stored or renewed.
func (w *Wizard) bind(address mail.Address, secret mail.Credential) {
	w.correct()
	b := Binding{Address: address, Secret: secret, Candidate: w.state.Candidate, Consent: w.consent}
	for _, server := range []*mail.Server{&b.Candidate.Incoming, &b.Candidate.Outgoing} {
		server.Auth = secret.Method()
		switch {
		case w.state.Username != "" && !w.state.Edited:
			server.Username = w.state.Username
		case server.Username == "":
			server.Username = address.Spec()
		}
	}
	w.beginChecks()
	runTelling(w.scope, &w.binding,
		func(ctx context.Context, tell func(mail.Check)) (bound, error) {
			if w.renews() {
				return w.renew(ctx, b, tell)
			}
			account, report, err := w.setup.Bind(ctx, b, tell)
			return bound{account, report}, err
		},
		w.heard, w.finished)
}

// correct takes the right servers in place of typed ones that guides get wrong, and says so.
func (w *Wizard) correct() {
	w.state.Corrected = nil
	corrector, ok := w.setup.(Corrector)
	if !ok || w.renews() {
		return
	}
	right, wrong := corrector.Correct(w.state.Candidate)
	if len(wrong) > 0 {
		w.state.Candidate, w.state.Corrected = right, wrong[0]
	}
}

func (w *Wizard) finished(b bound, err error) {
	problem := mail.ProblemOf(err)
	if problem == nil {
		problem = b.report.Problem()
	}
	switch {
	case problem == nil:
		w.state.Account = b.account
		w.state.Page = PageDone
		w.secret, w.proof = "", proof{} // sealed by now; nothing needs them here any more
		w.passAll()
	case problem.Code == mail.Canceled:
		w.state.Page = w.formPage()
	case problem.Code == mail.ConsentNeeded:
		w.state.Page = PageConsent
	default:
		if problem.Stage == mail.StageAuthenticate {
			w.proof = proof{} // the servers do not take it
		}
		w.fail(problem, b.report)
	}
	w.show()
}

func (w *Wizard) fail(problem *mail.Problem, report mail.Report) {
	w.state.Problem, w.state.Report, w.state.Page = problem, report, PageProblem
	w.stopRunning()
	w.rest()
}

func (w *Wizard) stopChecks() {
	w.binding.stop()
	w.state.Page = w.formPage()
}

// The steps that are shown of each server, so that no row appears or moves while checks run.
var (
	receivingSteps = []mail.Stage{mail.StageResolve, mail.StageConnect, mail.StageSecure, mail.StageGreet, mail.StageAuthenticate, mail.StageOpen}
	sendingSteps   = []mail.Stage{mail.StageResolve, mail.StageConnect, mail.StageSecure, mail.StageGreet, mail.StageAuthenticate, mail.StageSubmit}
)

func (w *Wizard) beginChecks() {
	s := &w.state
	s.Page, s.Problem, s.Report = PageVerify, nil, mail.Report{}
	incoming := s.Candidate.Incoming.Protocol
	if incoming == "" || s.Demo {
		incoming = mail.IMAP
	}
	s.Receiving, s.Sending = steps(incoming, receivingSteps), steps(mail.Submission, sendingSteps)
	if s.SecretKind == mail.BrowserSignIn && !s.Demo {
		s.Receiving = slices.Insert(s.Receiving, 0, mail.Check{Server: incoming, Stage: mail.StageSignIn, Status: mail.CheckOK})
	}
}

func steps(server mail.Protocol, stages []mail.Stage) []mail.Check {
	list := make([]mail.Check, 0, len(stages)+1)
	for _, stage := range stages {
		list = append(list, mail.Check{Server: server, Stage: stage})
	}
	return list
}

// heard shows a check while it runs.
func (w *Wizard) heard(c mail.Check) {
	w.note(c)
	w.changed(w.state)
}

// note puts a check into its row. What follows the sign-in on the incoming server shares the last row; the last
// row of the outgoing server says that it is ready, which a passed sign-in shows.
func (w *Wizard) note(c mail.Check) {
	column := &w.state.Sending
	if c.Server.Incoming() || c.Stage == mail.StageSignIn {
		column = &w.state.Receiving
	}
	rows := slices.Clone(*column)
	at := slices.IndexFunc(rows, func(r mail.Check) bool { return r.Stage == c.Stage })
	if at < 0 || (c.Stage == mail.StageOpen && rows[at].Stage == mail.StageOpen) {
		if at = len(rows) - 1; !foldable(c.Stage) || at < 0 {
			return
		}
		c = fold(rows[at], c)
	}
	rows[at] = c
	if last := len(rows) - 1; c.Stage == mail.StageAuthenticate && c.Status == mail.CheckOK && rows[last].Stage == mail.StageSubmit {
		rows[last].Status = mail.CheckOK
	}
	*column = rows
}

func foldable(s mail.Stage) bool {
	return s == mail.StageIdentify || s == mail.StageList || s == mail.StageOpen || s == mail.StageFetch
}

// fold adds a check to the row that shows several: a failure stays, passing is only sure at the last of them.
func fold(row, c mail.Check) mail.Check {
	switch {
	case row.Status == mail.CheckFailed:
		return row
	case c.Status == mail.CheckFailed:
		row.Status, row.Problem = mail.CheckFailed, c.Problem
	case c.Stage == mail.StageFetch && c.Status != mail.CheckRunning:
		row.Status = mail.CheckOK
	default:
		row.Status = mail.CheckRunning
	}
	row.Elapsed += c.Elapsed
	if c.Finding != "" {
		row.Finding = c.Finding
	}
	return row
}

// stopRunning leaves nothing turning once the outcome is known.
func (w *Wizard) stopRunning() {
	for _, column := range []*[]mail.Check{&w.state.Receiving, &w.state.Sending} {
		rows := slices.Clone(*column)
		for i := range rows {
			if rows[i].Status == mail.CheckRunning {
				rows[i].Status = ""
			}
		}
		*column = rows
	}
}

// passAll shows every step as passed.
func (w *Wizard) passAll() {
	for _, column := range []*[]mail.Check{&w.state.Receiving, &w.state.Sending} {
		rows := slices.Clone(*column)
		for i := range rows {
			if rows[i].Status == "" || rows[i].Status == mail.CheckRunning {
				rows[i].Status = mail.CheckOK
			}
		}
		*column = rows
	}
}
