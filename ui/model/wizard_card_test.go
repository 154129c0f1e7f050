package model

import (
	"context"
	"testing"

	"letterbox/mail"
)

// fakeCards reads one card.
type fakeCards struct {
	card    Card
	openErr error
	useErr  error
	opened  []string
	used    []Card
	opening gate
}

func (f *fakeCards) Open(ctx context.Context, path string) (Card, error) {
	f.opened = append(f.opened, path)
	if err := f.opening.pass(ctx); err != nil {
		return Card{}, err
	}
	return f.card, f.openErr
}

func (f *fakeCards) Use(_ context.Context, c Card) error {
	f.used = append(f.used, c)
	return f.useErr
}

func cardOf(standing CardStanding) Card {
	return Card{Issuer: "Corp IT", Domains: []string{"corp.example"}, Standing: standing, Raw: []byte("{}")}
}

// withCards makes a wizard that can open cards, over a fake that finds the card's servers.
func withCards(d *desk, f *fakeCards) (*Wizard, *fakeSetup) {
	found := candidate(true)
	found.Provider, found.Source = "", SourceCard
	found.Incoming.Host, found.Incoming.Username = "mail.corp.example", `CORP\ada`
	setup := &fakeSetup{providers: []mail.Provider{exmail, qq, gmail}, found: []mail.Candidate{found}}
	return NewWizard(WizardConfig{Scope: d.scope, Setup: setup, Cards: f, Leave: func(mail.Account) {}}), setup
}

// TestCardLeavesAddressAndSecret goes the whole way: the card is opened and agreed to, a name and a password typed.
func TestCardLeavesAddressAndSecret(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := &fakeCards{card: cardOf(CardUnknown)}
		w, setup := withCards(d, f)
		w.ChooseProvider("gmail") // which would sign in with the browser
		w.OpenCard("/tmp/corp.mailbind")
		d.settle()
		if s := w.State(); s.Page != PageCard || s.Card.Card.Issuer != "Corp IT" || s.Card.InUse || len(f.used) > 0 {
			t.Fatalf("page %s, card %+v, used %d", s.Page, s.Card, len(f.used))
		}
		w.Next()
		d.settle()
		if s := w.State(); s.Page != PageCredentials || !s.Card.InUse || s.SecretKind != mail.LoginPassword || len(f.used) != 1 {
			t.Fatalf("page %s, in use %t, secret %s", s.Page, s.Card.InUse, s.SecretKind)
		}
		w.SetAddress("ada")
		w.AddressDone()
		d.settle()
		if s := w.State(); s.Address != "ada@corp.example" || s.Incoming.Host != "mail.corp.example" {
			t.Errorf("address %q, server %q", s.Address, s.Incoming.Host)
		}
		w.SetSecret("correct horse")
		w.Next()
		d.settle()
		if s := w.State(); s.Page != PageDone || len(setup.bindings) != 1 {
			t.Fatalf("page %s", s.Page)
		}
		if b := setup.bindings[0]; b.Candidate.Source != SourceCard || b.Candidate.Incoming.Username != `CORP\ada` || b.Address.Spec() != "ada@corp.example" {
			t.Errorf("bound %+v", b)
		}
	})
}

func TestCardKeepsAnAddressThatWasTyped(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup := withCards(d, &fakeCards{card: cardOf(CardByPolicy)})
		w.SetQuery("ada@corp.example")
		w.Next()
		d.settle()
		w.OpenCard("corp.mailbind")
		d.settle()
		asked := len(setup.asked)
		w.Next()
		d.settle()
		if s := w.State(); s.Page != PageCredentials || s.Address != "ada@corp.example" || len(setup.asked) != asked+1 {
			t.Errorf("page %s, address %q, asked %v", s.Page, s.Address, setup.asked)
		}
		w.Back()
		if s := w.State(); s.Page != PageCard {
			t.Errorf("back leads to %s", s.Page)
		}
		w.Back()
		if s := w.State(); s.Page != PageType || !s.Card.Card.IsZero() || s.Card.InUse {
			t.Errorf("back leads to %s with %+v", s.Page, s.Card)
		}
	})
}

func TestCardThatIsRefusedSaysWhy(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := &fakeCards{card: cardOf(CardUnknown), openErr: &mail.Problem{Code: mail.PolicyForbids, Class: "CARD_EXPIRED"}}
		w, _ := withCards(d, f)
		w.OpenCard("old.mailbind")
		d.settle()
		if s := w.State(); s.Page != PageProblem || s.Problem.Class != "CARD_EXPIRED" || !s.Card.Failed || len(s.Receiving) > 0 {
			t.Fatalf("page %s, %v", s.Page, s.Problem)
		}
		w.Retry()
		d.settle()
		if len(f.opened) != 2 || f.opened[1] != "old.mailbind" {
			t.Errorf("opened %v", f.opened)
		}
		w.Back()
		if s := w.State(); s.Page != PageType || s.Card.Failed {
			t.Errorf("back leads to %s", s.Page)
		}
		f.openErr, f.useErr = nil, &mail.Problem{Code: mail.StorageFailed}
		w.OpenCard("new.mailbind")
		d.settle()
		w.Next()
		d.settle()
		if s := w.State(); s.Page != PageProblem || s.Card.InUse {
			t.Errorf("page %s, in use %t", s.Page, s.Card.InUse)
		}
	})
}

func TestCardsWaitWhileTheWizardIsBusy(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := &fakeCards{card: cardOf(CardUnknown), opening: make(gate)}
		w, setup := withCards(d, f)
		setup.binding = make(gate)
		w.SetQuery("ada@corp.example")
		w.Next()
		w.SetSecret("correct horse")
		d.settle()
		w.OpenCard("late.mailbind")
		w.Next()
		d.settle()
		close(f.opening)
		d.settle()
		if s := w.State(); s.Page != PageVerify || s.Card.Possible {
			t.Fatalf("page %s", s.Page)
		}
		w.OpenCard("later.mailbind")
		d.settle()
		if len(f.opened) != 1 {
			t.Errorf("opened %v", f.opened)
		}
		close(setup.binding)
		d.settle()
		none := NewWizard(WizardConfig{Scope: d.scope, Setup: setup, Leave: func(mail.Account) {}})
		none.OpenCard("corp.mailbind")
		if s := none.State(); s.Card.Possible || s.Page != PageType {
			t.Error("cards are offered although nobody reads them")
		}
	})
}

// TestShellOpensCards opens one over the mailbox, from which the wizard can be left again.
func TestShellOpensCards(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		m, f := mailbox(), &fakeCards{card: cardOf(CardConfirmed)}
		s := NewShell(Config{Scope: d.scope, Setup: &fakeSetup{}, Reader: m, Mailer: m, Subscriber: m, Prefs: m, Cards: f})
		s.OpenCard("early.mailbind")
		s.Start()
		d.settle()
		s.OpenCard("corp.mailbind")
		d.settle()
		if len(f.opened) != 1 || s.Wizard() == nil || s.Wizard().State().Page != PageCard {
			t.Fatalf("opened %v on %s", f.opened, s.State().Screen)
		}
		s.Wizard().Cancel()
		if s.State().Screen != ScreenMailbox {
			t.Errorf("left to %s", s.State().Screen)
		}
		without := shellAt(d, m)
		without.OpenCard("corp.mailbind")
		if without.State().Screen != ScreenMailbox {
			t.Error("cards are opened although nobody reads them")
		}
	})
}
