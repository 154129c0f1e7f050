package model

import (
	"context"
	"slices"
	"testing"

	"letterbox/mail"
)

// fakeAccounts keeps what it is told. Tests look at it only while everything waits.
type fakeAccounts struct {
	order   []mail.AccountID
	changes []mail.Account
	removed []mail.AccountID
	kept    []bool
	renewed []mail.Account
	secrets []mail.Credential
	err     error
}

func (f *fakeAccounts) Arrange(_ context.Context, order []mail.AccountID) error {
	f.order = order
	return f.err
}

func (f *fakeAccounts) Change(_ context.Context, a mail.Account) error {
	f.changes = append(f.changes, a)
	return f.err
}

func (f *fakeAccounts) Remove(_ context.Context, id mail.AccountID, keepMail bool) error {
	f.removed, f.kept = append(f.removed, id), append(f.kept, keepMail)
	return f.err
}

func (f *fakeAccounts) Renew(_ context.Context, a mail.Account, secret mail.Credential, note func(mail.Check)) (mail.Report, error) {
	f.renewed, f.secrets = append(f.renewed, a), append(f.secrets, secret)
	note(mail.Check{Server: mail.IMAP, Stage: mail.StageConnect, Status: mail.CheckOK})
	return mail.Report{}, f.err
}

// renewalAt makes a wizard that renews an account.
func renewalAt(d *desk, auth mail.AuthMethod) (*Wizard, *fakeAccounts, *fakeSignIn, *[]mail.Account) {
	account := mail.Account{ID: 5, Address: mail.Address{Local: "li", Domain: "corp.example"}, Provider: "qq", Incoming: qqIMAP, Outgoing: qqSMTP}
	account.Incoming.Auth, account.Outgoing.Auth = auth, auth
	account.Incoming.Username = "CORP\\li"
	setup := &fakeSetup{providers: []mail.Provider{exmail, qq, gmail}}
	accounts, signIn, left := &fakeAccounts{}, &fakeSignIn{registration: Registration{ClientID: "x"}, credential: mail.Tokens(token("new"))}, &[]mail.Account{}
	w := NewWizard(WizardConfig{
		Scope: d.scope, Setup: setup, Accounts: accounts, SignIn: signIn, Renew: account,
		Leave: func(a mail.Account) { *left = append(*left, a) },
	})
	return w, accounts, signIn, left
}

func TestRenewalKeepsServersAndUserName(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, accounts, _, left := renewalAt(d, mail.PasswordAuth)
		if s := w.State(); s.Page != PageCredentials || s.SecretKind != mail.AuthorizationCode || s.Address != "li@corp.example" {
			t.Fatalf("page %s wants %s", s.Page, s.SecretKind)
		}
		w.SetAddress("another@corp.example")
		w.SetSecret("abcdefghijklmnop")
		w.Next()
		d.settle()
		if s := w.State(); s.Page != PageDone || s.Receiving[1].Status != mail.CheckOK {
			t.Fatalf("page %s", s.Page)
		}
		if a := accounts.renewed[0]; a.ID != 5 || a.Address.Local != "li" || a.Incoming.Username != "CORP\\li" || a.Incoming.Host != "imap.qq.com" {
			t.Errorf("renewed %+v", a)
		}
		if w.Next(); len(*left) != 1 || (*left)[0].ID != 5 {
			t.Errorf("left with %v", *left)
		}
	})
}

func TestRenewalByBrowser(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, accounts, signIn, _ := renewalAt(d, mail.OAuth2)
		if w.State().SecretKind != mail.BrowserSignIn {
			t.Fatalf("wants %s", w.State().SecretKind)
		}
		w.Next()
		d.settle()
		if w.State().Page != PageDone || len(signIn.asked) != 1 || accounts.secrets[0].Method() != mail.OAuth2 {
			t.Errorf("page %s, asked %d times", w.State().Page, len(signIn.asked))
		}
	})
}

func TestRenewalThatFailsStaysAtTheForm(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, accounts, _, left := renewalAt(d, mail.PasswordAuth)
		accounts.err = &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate}
		w.SetSecret("abcdefghijklmnop")
		w.Next()
		d.settle()
		if w.State().Page != PageProblem {
			t.Fatalf("page %s", w.State().Page)
		}
		w.Back()
		if w.State().Page != PageCredentials || w.Secret() == "" {
			t.Errorf("back at %s", w.State().Page)
		}
		if w.Back(); len(*left) != 1 || (*left)[0].ID != 0 {
			t.Errorf("left with %v", *left)
		}
	})
}

func TestSettingsArrangeAndChange(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		accounts := &fakeAccounts{}
		s := NewSettings(d.scope, newFakeMail(), accounts, "en", func() {})
		s.setAccounts([]mail.Account{{ID: 1}, {ID: 2, Label: "two"}, {ID: 3}})
		s.Move(3, -1)
		s.Move(1, -1)
		s.SetColor(2, 4)
		s.SetLabel(2, "  ")
		s.SetName(2, "Li")
		s.setAccounts([]mail.Account{{ID: 1}, {ID: 2}}) // read before the changes were stored
		var order []mail.AccountID
		for _, a := range s.State().Accounts {
			order = append(order, a.ID)
		}
		d.settle()
		if want := []mail.AccountID{1, 3, 2}; !slices.Equal(accounts.order, want) || !slices.Equal(order, want) {
			t.Errorf("stored %v, shown %v", accounts.order, order)
		}
		if last := accounts.changes[len(accounts.changes)-1]; len(accounts.changes) != 3 || last.Color != 4 || last.Label != "" || last.Address.Name != "Li" {
			t.Errorf("changes %+v", accounts.changes)
		}
	})
}

func TestSettingsRemoveWithOrWithoutMail(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		accounts := &fakeAccounts{err: &mail.Problem{Code: mail.StorageFailed}}
		s := NewSettings(d.scope, newFakeMail(), accounts, "en", func() {})
		s.setAccounts([]mail.Account{{ID: 1}, {ID: 2}})
		s.Remove(true)
		if s.State().Removing != 0 {
			t.Error("removed without a question")
		}
		s.AskRemove(2)
		s.Remove(true)
		d.settle()
		if st := s.State(); !slices.Equal(accounts.removed, []mail.AccountID{2}) || !accounts.kept[0] || st.Problem == nil || st.Removing != 0 {
			t.Errorf("removed %v, problem %v", accounts.removed, st.Problem)
		}
	})
}

func TestProtocolAndCandidateCanBeChosen(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, _ := wizardAt(d)
		pop := mail.Server{Protocol: mail.POP3, Host: "pop.qq.com", Port: 995, Security: mail.TLS, Auth: mail.PasswordAuth}
		withPOP := qq
		withPOP.Incoming = []mail.Server{qqIMAP, pop}
		setup.providers[1] = withPOP
		second := candidate(false)
		second.Incoming.Host = "imap2.qq.com"
		setup.found = append(setup.found, second)
		w.SetQuery("li@qq.com")
		w.Next()
		d.settle()
		s := w.State()
		if len(s.Options) != 3 || s.Option != 0 || s.Candidate.Incoming.Host != "imap.qq.com" {
			t.Fatalf("%d options, %d is used", len(s.Options), s.Option)
		}
		w.ChooseOption(1)
		if s := w.State(); s.Candidate.Incoming.Host != "imap2.qq.com" || s.Edited {
			t.Errorf("chosen %s", s.Candidate.Incoming.Host)
		}
		form := w.State().Incoming
		form.Protocol = mail.POP3
		w.SetIncoming(form)
		if s := w.State(); s.Candidate.Incoming != pop || s.Edited || s.Incoming.Username != "li@qq.com" {
			t.Errorf("POP3 is read from %+v", s.Candidate.Incoming)
		}
		w.SetUsername("QQ\\li")
		w.SetSecret("abcdefghijklmnop")
		w.Next()
		d.settle()
		if b := setup.bindings[0].Candidate; b.Incoming.Protocol != mail.POP3 || b.Incoming.Username != "QQ\\li" || b.Outgoing.Username != "QQ\\li" {
			t.Errorf("bound with %+v", b)
		}
	})
}
