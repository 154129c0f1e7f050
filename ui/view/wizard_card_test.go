package view

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// sampleCard is one that a company could sign.
func sampleCard(standing model.CardStanding) model.Card {
	c := model.Card{
		Issuer: "示例公司信息部", Domains: []string{"corp.example", "corp.test"}, Expires: "2027-12-31", Standing: standing, Raw: []byte("{}"),
		Incoming: mail.Server{Protocol: mail.IMAP, Host: "mail.corp.example", Port: 993, Security: mail.TLS},
		Outgoing: mail.Server{Protocol: mail.Submission, Host: "mail.corp.example", Port: 587, Security: mail.STARTTLS},
		UserName: mail.DomainUser, UserDomain: "CORP", Authorities: []string{"Corp Internal CA"}, HelpURL: "https://it.corp.example/mail",
		Help:   both("密码与登录电脑的密码相同。有问题请拨 8000。", "The password is that of your computer. If something does not work, call 8000."),
		Groups: "4F6A 21C0 9D3E 77B1 5A08 E2C4 1F93 BB60 7D25 03AE C81F 64D9 0B57 9E12 F4A8 33C6",
	}
	c.Fingerprint[0] = 0x4f
	return c
}

// cardPictures are the states that a binding card leads to.
func cardPictures() map[string]model.WizardState {
	show := func(standing model.CardStanding) model.WizardState {
		return model.WizardState{Page: model.PageCard, Card: model.CardState{Card: sampleCard(standing)}, CanNext: true, CanBack: true}
	}
	opens := bound(model.PageType, 0, "")
	opens.Guessed, opens.Card.Possible = false, true
	use := bound(model.PageCredentials, 0, "zhangwei@corp.example")
	use.Provider, use.Known, use.SecretKind = mail.Provider{}, false, mail.LoginPassword
	use.Card = model.CardState{Card: sampleCard(model.CardConfirmed), InUse: true}
	use.Candidate.Source = model.SourceCard
	use.Incoming.Host, use.Outgoing.Host = "mail.corp.example", "mail.corp.example"
	other := use
	other.Address = "zhangwei@elsewhere.example"
	fails := func(p *mail.Problem) model.WizardState {
		s := model.WizardState{Page: model.PageProblem, Problem: p, Card: model.CardState{Failed: true}, CanNext: true, CanBack: true}
		p.Stage = mail.StageDiscover
		return s
	}
	return map[string]model.WizardState{
		"card": show(model.CardUnknown), "card-changed": show(model.CardChanged), "card-policy": show(model.CardByPolicy),
		"card-offer": opens, "card-account": use, "card-other": other,
		"card-tampered": fails(&mail.Problem{Code: mail.TLSUntrusted, Class: "CARD_TAMPERED"}),
		"card-expired":  fails(&mail.Problem{Code: mail.PolicyForbids, Class: "CARD_EXPIRED", Facts: map[string]string{mail.FactUntil: "2026-06-30T00:00:00Z"}}),
	}
}

func TestCardThatNobodyComparedBeginsWithTheWayBack(t *testing.T) {
	for standing, want := range map[model.CardStanding]string{
		model.CardUnknown: "Back", model.CardChanged: "Back", model.CardConfirmed: "Next", model.CardByPolicy: "Next",
	} {
		s := openWizard(t, widget.ModeLight, words.EN)
		state := cardPictures()["card"]
		state.Card.Card = sampleCard(standing)
		s.view.draw(state)
		focused, _ := s.window.Canvas().Focused().(*widget.Button)
		if focused == nil || focused.Label() != want {
			t.Errorf("%s: the focus is on %v, want %s", standing, focused, want)
		}
	}
}

func TestCardShowsItsServersWhenAsked(t *testing.T) {
	s := openWizard(t, widget.ModeLight, words.EN)
	s.view.draw(cardPictures()["card-policy"])
	page, _ := s.view.pages[model.PageCard].(*cardPage)
	if page.servers.Visible() {
		t.Fatal("the servers are not folded away")
	}
	test.Tap(page.fold)
	if !page.servers.Visible() {
		t.Fatal("the servers do not come")
	}
	compare(t, s.window.Canvas().Capture(), "card-open-en-light")
}

func TestCardHelpsWithThePassword(t *testing.T) {
	s := openWizard(t, widget.ModeLight, words.ZH)
	state := cardPictures()["card-account"]
	s.view.draw(state)
	page, _ := s.view.pages[model.PageCredentials].(*accountPage)
	if page.notFor.Visible() || !strings.Contains(page.cardHelp.Text(), "8000") {
		t.Errorf("help %q", page.cardHelp.Text())
	}
	test.Tap(page.cardPage)
	if len(s.opened) != 1 || s.opened[0] != "https://it.corp.example/mail" {
		t.Errorf("opened %v", s.opened)
	}
	state.Address = "zhangwei@elsewhere.example"
	s.view.draw(state)
	if !page.notFor.Visible() || page.cardHelp.Visible() || page.cardPage.Visible() {
		t.Error("an address of another domain is helped by the card")
	}
}

func TestFirstPageOffersCards(t *testing.T) {
	s := openWizard(t, widget.ModeLight, words.EN)
	asked := 0
	s.view.config.ChooseCard = func() { asked++ }
	s.view.draw(cardPictures()["card-offer"])
	page, _ := s.view.pages[model.PageType].(*typePage)
	test.Tap(page.card)
	if asked != 1 || page.card.Size().Width < 1 || page.card.Position() == (fyne.Position{}) {
		t.Errorf("asked %d times", asked)
	}
}
