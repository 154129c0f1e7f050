package model

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"letterbox/mail"
)

// fakeDoctor tells its checks and then waits at its gate.
type fakeDoctor struct {
	checks   []mail.Check
	report   mail.Report
	err      error
	held     gate
	tests    []bool
	canceled int
	text     string
}

func (f *fakeDoctor) CanSendTest() bool { return true }

func (f *fakeDoctor) Diagnose(ctx context.Context, _ mail.AccountID, test bool, _ string, note func(mail.Check)) (mail.Report, error) {
	f.tests = append(f.tests, test)
	for _, c := range f.checks {
		note(c)
	}
	if err := f.held.pass(ctx); err != nil {
		f.canceled++
		return mail.Report{}, err
	}
	return f.report, f.err
}

func (f *fakeDoctor) Report(_ context.Context, language string) (string, error) {
	return language + " " + f.text, f.err
}

func (f *fakeDoctor) Trace(context.Context) (string, error) { return "trace", f.err }

func examined() mail.Account {
	return mail.Account{
		ID:       3,
		Incoming: mail.Server{Protocol: mail.IMAP, Host: "imap.corp.example", Security: mail.TLS},
		Outgoing: mail.Server{Protocol: mail.Submission, Host: "smtp.corp.example", Security: mail.TLS},
	}
}

func english() string { return "en" }

func TestDiagnosisFillsItsRowsInPlace(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		refused := &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate}
		f := &fakeDoctor{held: make(gate), checks: []mail.Check{
			{Server: mail.IMAP, Stage: mail.StageResolve, Status: mail.CheckOK, Finding: "192.0.2.1"},
			{Server: mail.IMAP, Stage: mail.StageSignIn, Status: mail.CheckOK},
			{Server: mail.Submission, Stage: mail.StageResolve, Status: mail.CheckRunning},
		}}
		p := NewDiagnosis(d.scope, f, examined(), english)
		before := len(p.State().Receiving)
		p.Run()
		p.Run() // one at a time
		d.settle()
		s := p.State()
		if !s.Running || s.Receiving[0].Status != mail.CheckOK || s.Receiving[1].Stage != mail.StageSignIn || len(s.Receiving) != before+1 || len(f.tests) != 1 {
			t.Fatalf("under way: %+v", s)
		}
		f.report = mail.Report{Checks: []mail.Check{{Server: mail.IMAP, Stage: mail.StageAuthenticate, Status: mail.CheckFailed, Problem: refused}}}
		close(f.held)
		d.settle()
		s = p.State()
		if s.Running || s.Problem != refused || !s.Ended() || s.Sending[0].Status != "" {
			t.Errorf("ended: %+v", s)
		}
		at := slices.IndexFunc(s.Receiving, func(c mail.Check) bool { return c.Stage == mail.StageAuthenticate })
		if s.Receiving[at].Status != mail.CheckFailed {
			t.Errorf("the failed step is %+v", s.Receiving[at])
		}
	})
}

func TestDiagnosisStopsAndClosesAtOnce(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := &fakeDoctor{held: make(gate), checks: []mail.Check{{Server: mail.IMAP, Stage: mail.StageResolve, Status: mail.CheckRunning}}}
		p := NewDiagnosis(d.scope, f, examined(), english)
		p.Run()
		d.settle()
		p.Stop()
		d.settle()
		if s := p.State(); !s.Stopped || s.Running || s.Receiving[0].Status != "" || f.canceled != 1 {
			t.Errorf("stopped: %+v, %d cancelled", s, f.canceled)
		}
		p.SendTest()
		d.settle()
		if rows := p.State().Sending; rows[len(rows)-1].Stage != mail.StageSubmit || !f.tests[1] {
			t.Error("no test message is asked for")
		}
		p.Observe(func(s DiagnosisState) {
			if !s.Running {
				t.Error("a closed page is drawn")
			}
		})
		p.Close()
		d.settle()
		if f.canceled != 2 {
			t.Error("a closed page goes on checking")
		}
	})
}

func TestDiagnosisOfATestMessage(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := &fakeDoctor{report: mail.Report{Checks: []mail.Check{{Server: mail.Submission, Stage: mail.StageSubmit, Status: mail.CheckOK}}}}
		p := NewDiagnosis(d.scope, f, examined(), english)
		p.SendTest()
		d.settle()
		if s := p.State(); !s.Tested || s.Problem != nil {
			t.Errorf("ended: %+v", s)
		}
		f.report, f.err = mail.Report{}, &mail.Problem{Code: mail.NotFound}
		p.Run()
		d.settle()
		if s := p.State(); s.Tested || s.Problem == nil || s.Problem.Code != mail.NotFound {
			t.Errorf("of an account that is gone: %+v", s)
		}
	})
}

// closing is a file that may fail.
type closing struct {
	bytes.Buffer
	err error
}

func (c *closing) Close() error { return c.err }

func TestReportIsShownBeforeItIsSaved(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := &fakeDoctor{text: "whole"}
		r := NewReport(d.scope, f, english)
		if !r.State().Making {
			t.Error("nothing is made")
		}
		d.settle()
		if s := r.State(); s.Text != "en whole" || s.Making {
			t.Errorf("made: %+v", s)
		}
		file := &closing{}
		r.Save(file)
		d.settle()
		if file.String() != "en whole" || !r.State().Saved {
			t.Errorf("saved %q: %+v", file.String(), r.State())
		}
		r.Save(&closing{err: errors.New("full")})
		d.settle()
		if s := r.State(); s.Saved || s.Problem == nil {
			t.Errorf("not saved: %+v", s)
		}
		r.Make(true)
		d.settle()
		if s := r.State(); s.Text != "trace" || !s.Trace || s.Problem != nil {
			t.Errorf("the conversation: %+v", s)
		}
		r.Close()
	})
}

func TestShellOpensOneSupportPageAtATime(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := &fakeDoctor{held: make(gate)}
		s := NewShell(Config{Scope: d.scope, Mailer: &fakeMail{}, Prefs: &fakeMail{prefs: map[string]string{}}, Language: "en", Diagnoser: f, Reporter: f})
		s.OpenDiagnosis(0)
		if s.Diagnosis() != nil || s.CanDiagnose() {
			t.Error("there is nothing to check without an account")
		}
		s.settings.setAccounts([]mail.Account{{ID: 1}, examined()})
		s.OpenDiagnosis(3)
		d.settle()
		if p := s.Diagnosis(); p == nil || p.State().Account.ID != 3 || !p.State().Running {
			t.Fatal("the account is not checked")
		}
		s.OpenReport()
		d.settle()
		if s.Diagnosis() != nil || s.Report() == nil || f.canceled != 1 {
			t.Errorf("two pages are open, or a check goes on: %d cancelled", f.canceled)
		}
		s.CloseSupport()
		if s.Report() != nil {
			t.Error("the page is still open")
		}
	})
}
