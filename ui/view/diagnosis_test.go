package view

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// doctor is a model.Diagnoser that never answers, and a model.Reporter.
type doctor struct{}

func (doctor) CanSendTest() bool { return true }

func (doctor) Diagnose(ctx context.Context, _ mail.AccountID, _ bool, _ string, _ func(mail.Check)) (mail.Report, error) {
	<-ctx.Done()
	return mail.Report{}, ctx.Err()
}

func (doctor) Report(context.Context, string) (string, error) { return "", nil }
func (doctor) Trace(context.Context) (string, error)          { return "", nil }

// overPage opens a window as large as a sheet, for a page that is made with a scope.
func overPage(t *testing.T, mode widget.Mode, page func(*model.Scope) fyne.CanvasObject) fyne.Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(widget.NewTheme(func() widget.Mode { return mode }))
	ctx, cancel := context.WithCancel(context.Background())
	scope := model.NewScope(ctx, func(func()) {})
	t.Cleanup(func() { cancel(); scope.Wait() })
	w := test.NewWindow(page(scope))
	w.SetPadded(false)
	w.Resize(SheetSize)
	t.Cleanup(w.Close)
	return w
}

// examined is an account of the small catalogue with the steps of a diagnosis: so many have passed on each server,
// the next one has the status then.
func examined(receiving, sending int, then mail.CheckStatus) model.DiagnosisState {
	p := catalogue()[0]
	s := model.DiagnosisState{CanTest: true, Account: mail.Account{
		ID: 1, Address: mail.Address{Local: "zhangwei", Domain: "corp.example"}, Provider: p.ID, Incoming: p.Incoming[0], Outgoing: p.Outgoing[0],
	}}
	stages := []mail.Stage{mail.StageResolve, mail.StageConnect, mail.StageSecure, mail.StageGreet, mail.StageAuthenticate, mail.StageIdentify, mail.StageList, mail.StageOpen, mail.StageFetch}
	s.Receiving = rows(mail.IMAP, stages, receiving, then)
	s.Sending = rows(mail.Submission, stages[:5], sending, then)
	return s
}

func rows(p mail.Protocol, stages []mail.Stage, done int, then mail.CheckStatus) []mail.Check {
	findings := []string{"192.0.2.10 2001:db8::10", "192.0.2.10:993 in 18 ms; [2001:db8::10]:993 no answer", "TLS 1.3 TLS_AES_128_GCM_SHA256; certificate of imap.exmail.qq.com from DigiCert Inc until 2027-03-01", "IMAP4REV1 ID IDLE"}
	var list []mail.Check
	for i, stage := range stages {
		c := mail.Check{Server: p, Stage: stage}
		switch {
		case i < done:
			c.Status, c.Elapsed = mail.CheckOK, time.Duration(4+7*i)*time.Millisecond
			if i < len(findings) {
				c.Finding = findings[i]
			}
		case i == done:
			c.Status = then
		}
		list = append(list, c)
	}
	return list
}

func diagnoses() map[string]model.DiagnosisState {
	running := examined(5, 4, mail.CheckRunning)
	running.Running = true
	failed := examined(4, 5, mail.CheckFailed)
	failed.Problem = &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate, Server: failed.Account.Incoming, Reply: "NO LOGIN failed"}
	unreachable := examined(1, 1, mail.CheckFailed)
	unreachable.Problem = &mail.Problem{Code: mail.Unreachable, Stage: mail.StageConnect, Server: failed.Account.Incoming}
	return map[string]model.DiagnosisState{
		"diagnosis-running": running, "diagnosis-well": examined(9, 5, ""), "diagnosis-failed": failed, "diagnosis-unreachable": unreachable,
	}
}

// visit calls a function for both languages and both appearances, with the end of the name of a golden picture.
func visit(t *testing.T, name string, each func(t *testing.T, mode widget.Mode, lang words.Language, picture string)) {
	t.Helper()
	short := map[words.Language]string{words.ZH: "zh", words.EN: "en"}
	for _, lang := range words.Languages {
		for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
			picture := name + "-" + short[lang] + "-" + string(mode)
			t.Run(picture, func(t *testing.T) { each(t, mode, lang, picture) })
		}
	}
}

func newDiagnosisPage(scope *model.Scope, lang words.Language, note func(string)) *Diagnosis {
	presenter := model.NewDiagnosis(scope, doctor{}, examined(0, 0, "").Account, func() string { return string(lang) })
	return NewDiagnosis(DiagnosisConfig{
		Diagnosis: presenter, Language: lang,
		Provider: func(mail.ProviderID) mail.Provider { return catalogue()[0] },
		OpenLink: func(string) { note("link") }, Copy: func(string) { note("copy") },
		Report: func() { note("report") }, Close: func() { note("close") },
	})
}

func TestDiagnosisLooksAsDrawn(t *testing.T) {
	for name, state := range diagnoses() {
		visit(t, name, func(t *testing.T, mode widget.Mode, lang words.Language, picture string) {
			var page *Diagnosis
			w := overPage(t, mode, func(scope *model.Scope) fyne.CanvasObject {
				page = newDiagnosisPage(scope, lang, func(string) {})
				return page
			})
			page.draw(state)
			if name == "diagnosis-well" {
				page.toggle()
			}
			compare(t, w.Canvas().Capture(), picture)
			page.Leave()
		})
	}
}

func TestDiagnosisByKeyboardAlone(t *testing.T) {
	var noted []string
	var page *Diagnosis
	w := overPage(t, widget.ModeLight, func(scope *model.Scope) fyne.CanvasObject {
		page = newDiagnosisPage(scope, words.EN, func(what string) { noted = append(noted, what) })
		return page
	})
	page.draw(diagnoses()["diagnosis-failed"])
	seen := map[string]bool{}
	for range 12 {
		w.Canvas().FocusNext()
		if b, ok := w.Canvas().Focused().(*widget.Button); ok {
			seen[b.Label()] = true
		}
	}
	for _, key := range []words.Key{words.DiagnosisAgain, words.ReportOpen, words.DiagnosisFindings} {
		if !seen[words.T(words.EN, key)] {
			t.Errorf("Tab does not reach %q: %v", words.T(words.EN, key), seen)
		}
	}
	page.FocusFirst()
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if strings.Join(noted, " ") != "close" {
		t.Errorf("Esc does %q", noted)
	}
	for _, b := range page.right {
		test.Tap(b)
	}
	if noted[len(noted)-1] != "report" {
		t.Errorf("the report is not opened: %q", noted)
	}
	page.config.Diagnosis.Run()
	if len(page.left) != 1 || page.left[0].Label() != words.T(words.EN, words.ButtonStop) {
		t.Fatal("a check under way cannot be stopped")
	}
	test.Tap(page.left[0])
	if s := page.config.Diagnosis.State(); !s.Stopped || s.Running {
		t.Errorf("after stopping: %+v", s)
	}
}

const sampleReport = "# Letterbox · Support report · 2026-11-24T13:19:28Z\n\n## Versions and system\nletterbox: 1.0\nsystem: linux/amd64, 2 processors\n\n" +
	"## Account z…@corp.example\nimap: imaps://imap.exmail.qq.com:993, password, user name is the address\nactivity: watching\n\n" +
	"## Conversation with the servers\n13:19:28.543 imap.exmail.qq.com:993 #2 S: * OK [CAPABILITY IMAP4rev1 ID IDLE] ready\n13:19:28.543 imap.exmail.qq.com:993 #2 C: [81 bytes withheld]\n"

func newReportPage(scope *model.Scope, lang words.Language, copied *string) *Report {
	return NewReport(ReportConfig{
		Report: model.NewReport(scope, doctor{}, func() string { return string(lang) }), Language: lang,
		Copy:     func(text string) { *copied = text },
		SaveFile: func(string, func(io.WriteCloser)) {}, Close: func() {},
	})
}

func TestReportLooksAsDrawn(t *testing.T) {
	visit(t, "report", func(t *testing.T, mode widget.Mode, lang words.Language, picture string) {
		var page *Report
		var copied string
		w := overPage(t, mode, func(scope *model.Scope) fyne.CanvasObject {
			page = newReportPage(scope, lang, &copied)
			return page
		})
		page.draw(model.ReportState{Making: true})
		if !page.copied.Disabled() {
			t.Error("what is not there can be copied")
		}
		page.draw(model.ReportState{Text: sampleReport})
		compare(t, w.Canvas().Capture(), picture)
		test.Tap(page.copied)
		if copied != sampleReport {
			t.Errorf("copied %q", copied)
		}
	})
}
