package model

import (
	"context"
	"io"

	"letterbox/mail"
)

// Reporter writes what people may send to somebody who helps. Its methods may be called from any goroutine.
type Reporter interface {
	// Report returns the support report in a language.
	Report(ctx context.Context, language string) (string, error)
	// Trace returns the last lines that were exchanged with the servers of all accounts; "" when there are none.
	Trace(ctx context.Context) (string, error)
}

// ReportState is what the page of the support report shows.
type ReportState struct {
	Text    string // read-only
	Trace   bool   // the conversation alone instead of the whole report
	Making  bool
	Saved   bool
	Problem *mail.Problem // it could not be made, or saved
}

// Report shows the support report before anybody gets it. It belongs to the UI goroutine.
type Report struct {
	scope    *Scope
	port     Reporter
	language func() string
	state    ReportState
	changed  func(ReportState)
	making   slot
	saving   slot
}

// NewReport makes the presenter and begins to make the report.
func NewReport(scope *Scope, port Reporter, language func() string) *Report {
	r := &Report{scope: scope, port: port, language: language, changed: func(ReportState) {}}
	r.Make(false)
	return r
}

// Observe sets who draws the state and has it drawn at once.
func (r *Report) Observe(changed func(ReportState)) {
	r.changed = changed
	changed(r.state)
}

// State returns what is shown.
func (r *Report) State() ReportState { return r.state }

// Make makes the whole report again, or shows the conversation with the servers alone.
func (r *Report) Make(trace bool) {
	r.state.Trace, r.state.Making, r.state.Saved, r.state.Problem = trace, true, false, nil
	language := r.language()
	run(r.scope, &r.making,
		func(ctx context.Context) (string, error) {
			if trace {
				return r.port.Trace(ctx)
			}
			return r.port.Report(ctx, language)
		},
		func(text string, err error) {
			r.state.Text, r.state.Making, r.state.Problem = text, false, mail.ProblemOf(err)
			r.changed(r.state)
		})
	r.changed(r.state)
}

// Save writes what is shown.
func (r *Report) Save(w io.WriteCloser) {
	text := r.state.Text
	run(r.scope, &r.saving,
		func(context.Context) (struct{}, error) { return struct{}{}, writeFile(w, []byte(text)) },
		func(_ struct{}, err error) {
			r.state.Saved, r.state.Problem = err == nil, mail.ProblemOf(err)
			r.changed(r.state)
		})
}

// Close ends what is under way. Nothing is drawn any more.
func (r *Report) Close() {
	r.changed = func(ReportState) {}
	r.making.stop()
}
