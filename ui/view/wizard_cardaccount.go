package view

import (
	"strings"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// drawCard shows on the page for address and secret what the card in use says: how addresses of its domains go on, its
// words of help, and when it is not for the address.
func (p *accountPage) drawCard(s model.WizardState) {
	w, c := p.v.words, s.Card.Card
	placeholder := w.T(words.AccountPlaceholder)
	if s.Card.InUse {
		placeholder = w.T(words.CardPlaceholder, c.Domains[0])
	}
	p.address.SetPlaceholder(placeholder)
	whole := strings.Contains(s.Address, "@") && s.AddressProblem == nil
	other := s.Card.InUse && whole && looksWhole(s.Address) && !c.IsFor(s.Address)
	p.notFor.SetText(w.T(words.CardNotFor, atDomains(w, c.Domains)))
	setShown(p.notFor, other)
	help, page := "", ""
	if s.Card.InUse && !other {
		help, page = w.Pick(c.Help), c.HelpURL
	}
	p.cardHelp.SetText(help)
	setShown(p.cardHelp, help != "")
	p.cardPage.Set(w.T(words.CardHelpOpen), func() { p.v.config.OpenLink(page) })
	setShown(p.cardPage, page != "")
}

// looksWhole reports whether an address does not seem to be in the making.
func looksWhole(typed string) bool {
	_, err := mail.ParseAddress(typed)
	return err == nil
}
