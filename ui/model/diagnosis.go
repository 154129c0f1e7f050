package model

import (
	"context"
	"slices"

	"letterbox/mail"
)

// Diagnoser checks bound accounts. Its methods may be called from any goroutine.
type Diagnoser interface {
	// Diagnose goes through all stages on both servers of an account and, if asked to, sends it a message from itself,
	// worded in a language. note hears of every check, from any goroutine. What is wrong is in the report; the error is
	// only for what kept the diagnosis from being made.
	Diagnose(ctx context.Context, account mail.AccountID, sendTest bool, language string, note func(mail.Check)) (mail.Report, error)
	// CanSendTest reports whether messages can be sent at all.
	CanSendTest() bool
}

// DiagnosisState is what the page that checks a connection shows.
type DiagnosisState struct {
	Account            mail.Account
	Receiving, Sending []mail.Check // a row for every step, whether it was reached or not
	Running            bool
	Stopped            bool          // by the person, before the end
	CanTest            bool          // a test message may be sent now
	Tested             bool          // the server took a test message
	Problem            *mail.Problem // the first that was found
}

// Ended reports that every step that could be tried was.
func (s DiagnosisState) Ended() bool { return !s.Running && !s.Stopped }

// Diagnosis checks the connection of one account. It belongs to the UI goroutine.
type Diagnosis struct {
	scope    *Scope
	port     Diagnoser
	language func() string
	state    DiagnosisState
	changed  func(DiagnosisState)
	running  slot
}

// NewDiagnosis makes the presenter of an account's page. language is asked when a test message is worded. Nothing
// happens before Run.
func NewDiagnosis(scope *Scope, port Diagnoser, account mail.Account, language func() string) *Diagnosis {
	d := &Diagnosis{scope: scope, port: port, language: language, changed: func(DiagnosisState) {}}
	d.state.Account = account
	d.prepare(false)
	return d
}

// Observe sets who draws the state and has it drawn at once.
func (d *Diagnosis) Observe(changed func(DiagnosisState)) {
	d.changed = changed
	changed(d.state)
}

// State returns what is shown.
func (d *Diagnosis) State() DiagnosisState { return d.state }

// Run checks from the beginning.
func (d *Diagnosis) Run() { d.run(false) }

// SendTest checks from the beginning and sends a test message in the end.
func (d *Diagnosis) SendTest() {
	if d.state.CanTest {
		d.run(true)
	}
}

// Stop ends a check under way; what was found stays on the page.
func (d *Diagnosis) Stop() {
	if !d.state.Running {
		return
	}
	d.running.stop()
	d.state.Running, d.state.Stopped = false, true
	d.settle()
	d.changed(d.state)
}

// Close ends a check under way. Nothing is drawn any more.
func (d *Diagnosis) Close() {
	d.changed = func(DiagnosisState) {}
	d.running.stop()
}

func (d *Diagnosis) run(test bool) {
	if d.state.Running {
		return
	}
	d.prepare(test)
	d.state.Running = true
	account, language := d.state.Account.ID, d.language()
	runTelling(d.scope, &d.running,
		func(ctx context.Context, tell func(mail.Check)) (mail.Report, error) {
			return d.port.Diagnose(ctx, account, test, language, tell)
		},
		d.heard, d.ended)
	d.changed(d.state)
}

// The steps of each server, in the order in which they are gone.
var (
	imapSteps    = []mail.Stage{mail.StageResolve, mail.StageConnect, mail.StageSecure, mail.StageGreet, mail.StageAuthenticate, mail.StageIdentify, mail.StageList, mail.StageOpen, mail.StageFetch}
	pop3Steps    = []mail.Stage{mail.StageResolve, mail.StageConnect, mail.StageSecure, mail.StageGreet, mail.StageAuthenticate, mail.StageList, mail.StageFetch}
	submitSteps  = []mail.Stage{mail.StageResolve, mail.StageConnect, mail.StageSecure, mail.StageGreet, mail.StageAuthenticate}
	testingSteps = append(slices.Clip(submitSteps), mail.StageSubmit)
)

// prepare puts up the rows of both servers, none of which has begun.
func (d *Diagnosis) prepare(test bool) {
	s := &d.state
	s.Stopped, s.Problem, s.Tested = false, nil, false
	s.CanTest = d.port.CanSendTest()
	incoming, outgoing := imapSteps, submitSteps
	if s.Account.Incoming.Protocol == mail.POP3 {
		incoming = pop3Steps
	}
	if test {
		outgoing = testingSteps
	}
	s.Receiving = rowsOf(s.Account.Incoming, incoming)
	s.Sending = rowsOf(s.Account.Outgoing, outgoing)
}

func rowsOf(server mail.Server, stages []mail.Stage) []mail.Check {
	rows := make([]mail.Check, 0, len(stages)+1)
	for _, stage := range stages {
		if stage == mail.StageSecure && server.Security == mail.Plain {
			continue
		}
		rows = append(rows, mail.Check{Server: server.Protocol, Stage: stage})
	}
	return rows
}

// heard puts a check into its row. A step that has no row, such as the sign-in with a token, gets one before the
// step that it is needed for.
func (d *Diagnosis) heard(c mail.Check) {
	d.note(c)
	d.changed(d.state)
}

func (d *Diagnosis) note(c mail.Check) {
	column := &d.state.Sending
	if c.Server.Incoming() {
		column = &d.state.Receiving
	}
	rows := slices.Clone(*column)
	at := slices.IndexFunc(rows, func(r mail.Check) bool { return r.Stage == c.Stage })
	if at < 0 {
		at = max(slices.IndexFunc(rows, func(r mail.Check) bool { return r.Status == "" }), 0)
		rows = slices.Insert(rows, at, mail.Check{})
	}
	rows[at] = c
	*column = rows
}

func (d *Diagnosis) ended(report mail.Report, err error) {
	s := &d.state
	s.Running = false
	for _, c := range report.Checks {
		d.note(c) // what was told last counts
	}
	s.Problem = report.Problem()
	switch {
	case mail.IsCanceled(err):
		s.Stopped = true
	case err != nil:
		s.Problem = mail.ProblemOf(err)
	}
	s.Tested = slices.ContainsFunc(report.Checks, func(c mail.Check) bool { return c.Stage == mail.StageSubmit && c.Status == mail.CheckOK })
	d.settle()
	d.changed(*s)
}

// settle leaves nothing turning once the outcome is known.
func (d *Diagnosis) settle() {
	for _, column := range []*[]mail.Check{&d.state.Receiving, &d.state.Sending} {
		rows := slices.Clone(*column)
		for i := range rows {
			if rows[i].Status == mail.CheckRunning {
				rows[i].Status = ""
			}
		}
		*column = rows
	}
}
