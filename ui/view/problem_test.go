package view

import (
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// problemCards are the ten cards that are looked at: of every kind of help one.
func problemCards() map[string]model.WizardState {
	const someone = "zhangwei@corp.example"
	said := func(provider int, address string, code mail.Code, class, reply string) model.WizardState {
		s := problemState(min(provider, 1), address, &mail.Problem{
			Code: code, Class: class, Stage: mail.StageAuthenticate, Reply: reply, Retry: mail.RetryAfterChange,
		})
		s.Provider = catalogue()[provider]
		return s
	}
	network := func(code mail.Code, stage mail.Stage, passed int) model.WizardState {
		s := untrusted(someone)
		s.Problem = &mail.Problem{Code: code, Stage: stage, Server: s.Problem.Server, Facts: map[string]string{mail.FactAfter: "20s"}}
		return steps(s, passed, passed, mail.CheckFailed)
	}
	inClear := network(mail.PlainPort, mail.StageSecure, 2)
	inClear.Problem.Class, inClear.Problem.Server.Port = "TLS_MODE_MISMATCH", 143
	limited := said(0, someone, mail.RateLimited, "RATE_LIMIT_LOGIN", "login frequency limited")
	limited.Problem.Facts, limited.RetryIn = map[string]string{mail.FactAfter: "10m0s"}, 9*time.Minute+58*time.Second
	return map[string]model.WizardState{
		"code":     said(1, "zhangwei@qq.com", mail.AppPasswordNeeded, "AUTHCODE_REQUIRED", "Please using authorized code to login"),
		"off":      said(0, someone, mail.ProtocolDisabled, "PROTOCOL_DISABLED_ADMIN", "IMAP access is not allowed for this account"),
		"name":     network(mail.HostNotFound, mail.StageResolve, 0),
		"silent":   network(mail.Unreachable, mail.StageConnect, 1),
		"clear":    inClear,
		"other":    said(7, someone, mail.AccessDenied, "OAUTH_MAILBOX_MISMATCH", "User is authenticated but not connected."),
		"approval": said(7, someone, mail.ConsentDenied, "OAUTH_ADMIN_CONSENT", ""),
		"limited":  limited,
		"locked":   said(4, someone, mail.AccountUnavailable, "ACCOUNT_LOCKED", "account locked"),
		"browser":  said(7, someone, mail.MechanismMissing, "BASIC_AUTH_DISABLED", "Basic authentication is disabled."),
	}
}

func TestProblemCardsLookAsMeant(t *testing.T) {
	for name, state := range problemCards() {
		for _, lang := range words.Languages {
			for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
				name := "problem-" + name + "-" + map[words.Language]string{words.ZH: "zh", words.EN: "en"}[lang] + "-" + string(mode)
				t.Run(name, func(t *testing.T) {
					s := openWizard(t, mode, lang)
					s.view.draw(state)
					compare(t, s.window.Canvas().Capture(), name)
				})
			}
		}
	}
}

// pressed draws a problem and presses the button with a label.
func pressed(t *testing.T, state model.WizardState, label string) *wizardStage {
	t.Helper()
	s := openWizard(t, widget.ModeLight, words.EN)
	s.view.draw(state)
	for _, b := range s.view.frame.left {
		if strings.HasPrefix(b.Label(), label) {
			b.Tapped(nil)
			return s
		}
	}
	t.Fatalf("no button %q", label)
	return nil
}

func TestButtonsOfAProblemDoWhatTheySay(t *testing.T) {
	cards := problemCards()
	if s := pressed(t, cards["code"], "Open QQ Mail"); len(s.opened) != 1 || s.opened[0] != "https://mail.qq.com/" {
		t.Errorf("opened %v", s.opened)
	}
	if s := pressed(t, cards["off"], "Copy for the administrator"); len(s.copied) != 1 || !strings.Contains(s.copied[0], "enable IMAP access") {
		t.Errorf("copied %q", s.copied)
	}
	if s := pressed(t, cards["name"], "Change the servers"); s.presenter.State().Page != model.PageAdvanced {
		t.Errorf("leads to %s", s.presenter.State().Page)
	}
	s := pressed(t, cards["clear"], "Try with STARTTLS")
	if in := s.presenter.State().Incoming; in.Security != mail.STARTTLS || in.Port != "143" || in.Host != "mail.corp.example" {
		t.Errorf("corrected to %+v", in)
	}
}

// TestTheButtonToTryAgainCountsDown draws the seconds of a server that wants to be left alone.
func TestTheButtonToTryAgainCountsDown(t *testing.T) {
	s := openWizard(t, widget.ModeLight, words.ZH)
	state := problemCards()["limited"]
	for left, want := range map[time.Duration]string{9*time.Minute + 58*time.Second: "再试一次（9:58）", time.Second: "再试一次（0:01）", time.Hour: "再试一次（1:00:00）"} {
		state.RetryIn = left
		s.view.draw(state)
		if b := s.view.frame.left[0]; b.Label() != want || !b.Disabled() {
			t.Errorf("%q, disabled %v", b.Label(), b.Disabled())
		}
	}
	first := s.view.frame.left[0]
	state.RetryIn = 0
	s.view.draw(state)
	if b := s.view.frame.left[0]; b != first || b.Label() != "再试一次" || b.Disabled() {
		t.Errorf("%q in the end", b.Label())
	}
}
