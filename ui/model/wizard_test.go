package model

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
)

var (
	qqIMAP = mail.Server{Protocol: mail.IMAP, Host: "imap.qq.com", Port: 993, Security: mail.TLS, Auth: mail.PasswordAuth}
	qqSMTP = mail.Server{Protocol: mail.Submission, Host: "smtp.qq.com", Port: 465, Security: mail.TLS, Auth: mail.PasswordAuth}
	qq     = mail.Provider{
		ID: "qq", Name: map[string]string{"zh-CN": "QQ 邮箱", "en": "QQ Mail"}, Secret: mail.AuthorizationCode, Shape: "[A-Za-z]{16}",
		Domains: []string{"qq.com"}, Incoming: []mail.Server{qqIMAP}, Outgoing: []mail.Server{qqSMTP},
	}
	exmail = mail.Provider{ID: "exmail", Name: map[string]string{"zh-CN": "腾讯企业邮箱", "en": "Tencent corporate"}, Secret: mail.EitherPassword}
	gmail  = mail.Provider{ID: "gmail", Name: map[string]string{"en": "Gmail"}, Secret: mail.BrowserSignIn, Domains: []string{"gmail.com"}}
)

func candidate(trusted bool) mail.Candidate {
	return mail.Candidate{Provider: "qq", Source: "mx", Trusted: trusted, Incoming: qqIMAP, Outgoing: qqSMTP}
}

// wizardAt makes a wizard over a fake that finds a trusted candidate.
func wizardAt(d *desk) (*Wizard, *fakeSetup, *[]mail.Account) {
	setup := &fakeSetup{providers: []mail.Provider{exmail, qq, gmail}, found: []mail.Candidate{candidate(true)}}
	left := &[]mail.Account{}
	w := NewWizard(WizardConfig{Scope: d.scope, Setup: setup, Leave: func(a mail.Account) { *left = append(*left, a) }})
	return w, setup, left
}

func TestServersOfAnotherDomainAreNotShown(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		found := mail.Candidate{Source: "srv", Trusted: true, Incoming: mail.Server{Protocol: mail.IMAP, Host: "imap.first.test", Port: 993, Security: mail.TLS}}
		f := &fakeSetup{found: []mail.Candidate{found}}
		w := NewWizard(WizardConfig{Scope: d.scope, Setup: f, Leave: func(mail.Account) {}})
		w.SetQuery("ada@first.test")
		w.Next()
		d.settle()
		if host := w.State().Incoming.Host; host != "imap.first.test" {
			t.Fatalf("found %q", host)
		}
		w.SetAddress("ada@second.test")
		if host := w.State().Incoming.Host; host != "" {
			t.Errorf("%q is shown for another domain", host)
		}
	})
}

func TestWizardRecognisesWhileTyping(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, _ := wizardAt(d)
		w.ChooseProvider("exmail")
		for i := range "zhangwei@qq.com" {
			w.SetQuery("zhangwei@qq.com"[:i+1])
		}
		s := w.State()
		if s.Provider.ID != "qq" || !s.Guessed || s.SecretKind != mail.AuthorizationCode {
			t.Errorf("provider %q guessed %t secret %q", s.Provider.ID, s.Guessed, s.SecretKind)
		}
		if len(setup.asked) != 0 {
			t.Error("discovery was asked while the address was being typed")
		}
		w.SetQuery("zhangwei@corp.example")
		if w.State().Provider.ID != "exmail" {
			t.Errorf("an unknown domain shows %q, want what was chosen", w.State().Provider.ID)
		}
	})
}

func TestWizardSearchesProviders(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, _, _ := wizardAt(d)
		for query, want := range map[string]int{"": 3, "腾讯": 1, "mail q": 1, "GMAIL": 1, "nothing": 0} {
			w.SetQuery(query)
			if got := len(w.State().Providers); got != want {
				t.Errorf("%q leaves %d providers, want %d", query, got, want)
			}
		}
		if w.SetQuery("腾讯"); !w.State().CanNext {
			t.Fatal("cannot go on with the one provider left")
		}
		w.Next()
		if s := w.State(); s.Page != PageCredentials || s.Provider.ID != "exmail" {
			t.Errorf("page %s provider %q", s.Page, s.Provider.ID)
		}
	})
}

func TestWizardBindsAndKeepsWhatWasTyped(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, left := wizardAt(d)
		w.SetQuery("zhangwei@qq.com")
		w.Next()
		w.SetSecret("abcdefghijklmnop")
		w.Back()
		if s := w.State(); s.Page != PageType || s.Query != "zhangwei@qq.com" {
			t.Fatalf("going back shows page %s query %q", s.Page, s.Query)
		}
		w.Next()
		if s := w.State(); s.Address != "zhangwei@qq.com" || w.Secret() != "abcdefghijklmnop" {
			t.Fatalf("going on again lost address %q or the secret", s.Address)
		}
		setup.binding = make(gate)
		setup.checks = []mail.Check{{Server: mail.IMAP, Stage: mail.StageResolve, Status: mail.CheckOK, Elapsed: time.Millisecond}}
		d.settle()
		w.Next()
		d.settle()
		s := w.State()
		if s.Page != PageVerify || s.Receiving[0].Status != mail.CheckOK || s.Receiving[1].Status != "" {
			t.Fatalf("page %s steps %v", s.Page, s.Receiving)
		}
		close(setup.binding)
		d.settle()
		if s := w.State(); s.Page != PageDone || s.Account.ID != 7 || s.Sending[5].Status != mail.CheckOK {
			t.Fatalf("page %s account %d", s.Page, s.Account.ID)
		}
		if w.Secret() != "" {
			t.Error("the secret is still held after it was sealed")
		}
		if b := setup.bindings[0]; b.Candidate.Incoming.Username != "zhangwei@qq.com" || b.Consent {
			t.Errorf("binding %+v", b)
		}
		if w.Next(); len(*left) != 1 || (*left)[0].ID != 7 {
			t.Errorf("left with %v", *left)
		}
	})
}

func TestWizardWaitsForDiscovery(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, _ := wizardAt(d)
		setup.discovery = make(gate)
		w.ChooseProvider("exmail")
		w.Next()
		w.SetAddress("li@corp.example")
		w.SetSecret("pw")
		w.Next()
		d.settle()
		if s := w.State(); !s.Busy || s.Page != PageCredentials || s.CanNext {
			t.Fatalf("busy %t page %s", s.Busy, s.Page)
		}
		close(setup.discovery)
		d.settle()
		if s := w.State(); s.Page != PageDone {
			t.Errorf("page %s, want to have gone on by itself", s.Page)
		}
		if len(setup.asked) != 1 {
			t.Errorf("discovery was asked %d times", len(setup.asked))
		}
	})
}

func TestWizardDropsDiscoveryOfAnotherAddress(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, _ := wizardAt(d)
		setup.discovery = make(gate)
		w.ChooseProvider("exmail")
		w.Next()
		w.SetAddress("li@one.example")
		w.AddressDone()
		d.settle()
		w.SetAddress("li@two.example")
		w.AddressDone()
		d.settle()
		if setup.canceled != 1 {
			t.Errorf("%d searches cancelled, want the first", setup.canceled)
		}
		close(setup.discovery)
		d.settle()
		if s := w.State(); s.Candidate.Source != "mx" || len(setup.asked) != 2 {
			t.Errorf("candidate from %q after %d searches", s.Candidate.Source, len(setup.asked))
		}
	})
}

func TestWizardAsksConsent(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, _ := wizardAt(d)
		setup.found = []mail.Candidate{candidate(false)}
		w.SetQuery("li@corp.example")
		w.Next()
		w.SetSecret("pw")
		d.settle()
		w.Next()
		if s := w.State(); s.Page != PageConsent || len(setup.bindings) != 0 {
			t.Fatalf("page %s, %d bindings", s.Page, len(setup.bindings))
		}
		w.Back()
		w.Next()
		w.Consent()
		d.settle()
		if s := w.State(); s.Page != PageDone || !setup.bindings[0].Consent {
			t.Errorf("page %s", s.Page)
		}
	})
}

func TestWizardCancelDuringVerify(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, left := wizardAt(d)
		setup.binding = make(gate)
		w.SetQuery("li@qq.com")
		w.Next()
		w.SetSecret("abcdefghijklmnop")
		d.settle()
		w.Next()
		d.settle()
		w.Cancel()
		d.settle()
		if s := w.State(); s.Page != PageCredentials || s.Problem != nil || w.Secret() == "" {
			t.Errorf("page %s problem %v", s.Page, s.Problem)
		}
		if setup.canceled != 1 || len(*left) != 0 {
			t.Errorf("%d bindings cancelled, left %v", setup.canceled, *left)
		}
	})
}

func TestWizardShowsProblemAndRetries(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, _ := wizardAt(d)
		refused := &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate}
		setup.bindErr = fmt.Errorf("verify: %w", refused)
		setup.checks = []mail.Check{
			{Server: mail.IMAP, Stage: mail.StageAuthenticate, Status: mail.CheckFailed, Problem: refused},
			{Server: mail.Submission, Stage: mail.StageAuthenticate, Status: mail.CheckRunning},
		}
		w.SetQuery("li@qq.com")
		w.Next()
		w.SetSecret("abcdefghijklmnop")
		d.settle()
		w.Next()
		d.settle()
		s := w.State()
		if s.Page != PageProblem || s.Problem != refused || s.Receiving[4].Status != mail.CheckFailed {
			t.Fatalf("page %s problem %v", s.Page, s.Problem)
		}
		if s.Sending[4].Status != "" {
			t.Error("a step still turns although nothing runs")
		}
		setup.bindErr, setup.checks = nil, nil
		w.Retry()
		d.settle()
		if s := w.State(); s.Page != PageDone || s.Problem != nil {
			t.Errorf("after trying again: page %s problem %v", s.Page, s.Problem)
		}
	})
}

func TestWizardNothingFoundAsksForServers(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, _ := wizardAt(d)
		setup.found = nil
		w.SetQuery("li@corp.example")
		w.Next()
		w.SetSecret("pw")
		w.Next()
		d.settle()
		s := w.State()
		if s.Page != PageAdvanced || s.SearchProblem.Code != mail.NothingFound || s.Incoming.Username != "li@corp.example" {
			t.Fatalf("page %s search %v", s.Page, s.SearchProblem)
		}
		in, out := s.Incoming, s.Outgoing
		in.Host = "imap.corp.example"
		in.Security = mail.STARTTLS
		w.SetIncoming(in)
		if got := w.State().Incoming.Port; got != "143" {
			t.Errorf("port %s, want it to follow the security", got)
		}
		w.Next()
		if s := w.State(); s.Page != PageAdvanced || len(s.FormProblems) != 1 || s.FormProblems[0] != (FormProblem{false, FieldHost}) {
			t.Fatalf("problems %v", s.FormProblems)
		}
		out.Host = "smtp.corp.example"
		w.SetOutgoing(out)
		w.SetAddress("wang@corp.example")
		if got := w.State().Incoming.Username; got != "wang@corp.example" {
			t.Errorf("user name %q did not follow the address", got)
		}
		w.Next()
		d.settle()
		b := setup.bindings[0].Candidate
		if b.Source != SourceTyped || !b.Trusted || b.Incoming.Host != "imap.corp.example" || b.Incoming.Port != 143 {
			t.Errorf("bound with %+v", b)
		}
	})
}

func TestWizardSearchFailedOnTheNetwork(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, _ := wizardAt(d)
		setup.found, setup.findErr = nil, &mail.Problem{Code: mail.Offline}
		w.SetQuery("li@corp.example")
		w.Next()
		w.SetSecret("pw")
		w.Next()
		d.settle()
		if s := w.State(); s.Page != PageProblem || s.Problem.Code != mail.Offline {
			t.Fatalf("page %s problem %v", s.Page, s.Problem)
		}
		setup.found, setup.findErr = []mail.Candidate{candidate(true)}, nil
		w.Retry()
		d.settle()
		if s := w.State(); s.Page != PageDone {
			t.Errorf("page %s after the network came back", s.Page)
		}
	})
}

func TestWizardNamesWhatIsMissing(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, _ := wizardAt(d)
		w.ChooseProvider("exmail")
		w.Next()
		w.SetAddress("nobody")
		w.Next()
		if s := w.State(); !errors.Is(s.AddressProblem, mail.ErrAddressNoAt) || !s.SecretMissing || s.Page != PageCredentials {
			t.Errorf("address problem %v, secret missing %t", s.AddressProblem, s.SecretMissing)
		}
		if len(setup.bindings) != 0 {
			t.Error("bound without address")
		}
	})
}

func TestWizardDoubts(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, _ := wizardAt(d)
		w.SetQuery("li@qq.com")
		w.Next()
		for secret, want := range map[string]Doubt{
			"abcdefghijklmnop": NoDoubt, "Secret#1": DoubtNotACode, "abcd efgh": DoubtBlanks, "ａｂｃ": DoubtWide, "": NoDoubt,
		} {
			w.SetSecret(secret)
			if got := w.State().Doubt; got != want {
				t.Errorf("%q: doubt %q, want %q", secret, got, want)
			}
		}
		w.SetSecret("short")
		if w.State().Doubt != NoDoubt {
			t.Error("doubted while it is still being typed")
		}
		if w.SecretDone(); w.State().Doubt != DoubtNotACode {
			t.Error("too short, and not doubted")
		}
		d.settle()
		w.Next()
		d.settle()
		if w.State().Page != PageDoubt || len(setup.bindings) != 0 {
			t.Fatalf("page %s: sent without a question", w.State().Page)
		}
		if w.Next(); w.State().Page != PageCredentials || w.Secret() != "short" {
			t.Errorf("Enter leads to %s", w.State().Page)
		}
		w.Next()
		w.SendAnyway()
		d.settle()
		if w.State().Page != PageDone || len(setup.bindings) != 1 {
			t.Errorf("page %s: a doubt kept the person from going on", w.State().Page)
		}
	})
}

func TestShapeMatchesTheWholeSecret(t *testing.T) {
	for secret, want := range map[string]bool{"abcd": true, "abcde": false, "xabcd": false, "abcd\n": false} {
		if hasShape(secret, "[a-d]{4}|x") != want {
			t.Errorf("%q: want %t", secret, want)
		}
	}
	if !hasShape("anything", "(") {
		t.Error("an expression that cannot be read refuses secrets")
	}
}

func TestWizardDemoAndReturn(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, left := wizardAt(d)
		w.TryDemo()
		d.settle()
		if s := w.State(); s.Page != PageDone || !s.Demo || s.Account.ID != 9 {
			t.Fatalf("page %s", s.Page)
		}
		w = NewWizard(WizardConfig{Scope: d.scope, Setup: setup, Return: true, Leave: func(a mail.Account) { *left = append(*left, a) }})
		w.Back()
		if len(*left) != 1 || (*left)[0].ID != 0 {
			t.Errorf("left with %v, want the way back to the mailbox", *left)
		}
	})
}

func TestWizardStateNeverHoldsTheSecret(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, _, _ := wizardAt(d)
		w.SetQuery("li@qq.com")
		w.SetSecret("tell-nobody")
		if text := fmt.Sprintf("%+v", w.State()); strings.Contains(text, "tell-nobody") {
			t.Error("the secret is in the state")
		}
		d.settle()
	})
}

func TestWizardFoldsStepsIntoTheLastRow(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, _, _ := wizardAt(d)
		w.beginChecks()
		last := func() mail.Check { return w.State().Receiving[5] }
		for _, stage := range []mail.Stage{mail.StageIdentify, mail.StageList, mail.StageOpen} {
			w.note(mail.Check{Server: mail.IMAP, Stage: stage, Status: mail.CheckOK, Elapsed: time.Second})
			if last().Status != mail.CheckRunning {
				t.Errorf("%s: last row %q", stage, last().Status)
			}
		}
		w.note(mail.Check{Server: mail.IMAP, Stage: mail.StageFetch, Status: mail.CheckSkipped})
		if last().Status != mail.CheckOK || last().Elapsed != 3*time.Second {
			t.Errorf("last row %q after %s", last().Status, last().Elapsed)
		}
	})
}
