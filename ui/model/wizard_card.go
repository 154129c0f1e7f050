package model

import (
	"context"
	"slices"
	"strings"

	"letterbox/mail"
)

// SourceCard is the Source of a Candidate whose servers a binding card names.
const SourceCard = "card"

// Cards reads binding cards. Its methods may be called from any goroutine.
type Cards interface {
	// Open reads the card in a file. Errors are *mail.Problem.
	Open(ctx context.Context, path string) (Card, error)
	// Use uses a card from now on for the addresses of its domains. Where its key was not trusted, the person has compared
	// the fingerprint, and the key is remembered.
	Use(ctx context.Context, c Card) error
}

// CardStanding says what is known of the key that signed a card.
type CardStanding string

// What can be known. Only the first two are trusted without a person's word.
const (
	CardByPolicy  CardStanding = "policy"    // the administrator's policy lists it
	CardConfirmed CardStanding = "confirmed" // the person compared it before
	CardUnknown   CardStanding = "unknown"
	CardChanged   CardStanding = "changed" // another one was confirmed for the issuer or one of the domains
)

// Card is a binding card whose signature fits.
type Card struct {
	Issuer             string
	Domains            []string // of mail addresses
	Incoming, Outgoing mail.Server
	UserName           mail.UserNameForm
	UserDomain         string   // of mail.DomainUser
	Expires            string   // the last day, as 2006-01-02
	Authorities        []string // who vouches for its hosts, for showing
	Help               map[string]string
	HelpURL            string // https; "" for none
	Fingerprint        mail.Fingerprint
	Groups             string // the fingerprint as people compare it
	Standing           CardStanding
	Raw                []byte // the file
}

// Trusted reports whether the card is used without comparing anything.
func (c Card) Trusted() bool { return c.Standing == CardByPolicy || c.Standing == CardConfirmed }

// IsZero reports whether there is no card.
func (c Card) IsZero() bool { return len(c.Raw) == 0 }

// IsFor reports whether the card is for the domain of an address that may still be in the making.
func (c Card) IsFor(typed string) bool { return slices.Contains(c.Domains, domainOf(typed)) }

// CardState is the card that the wizard goes by.
type CardState struct {
	Possible bool // cards can be opened
	Card     Card // that was opened; zero for none
	InUse    bool // it says which servers the addresses of its domains have
	Failed   bool // the problem that is shown is that of a card
}

// cardPages are those from which a card can be opened: nothing is under way there that it would break off.
var cardPages = []Page{PageType, PageCredentials, PageAdvanced, PageDoubt, PageConsent, PageProblem, PageCard}

// CanOpenCard reports whether a card can be opened now.
func (w *Wizard) CanOpenCard() bool {
	return w.cards != nil && !w.renews() && slices.Contains(cardPages, w.state.Page)
}

// OpenCard reads the card in a file and shows it, or says what is wrong with it.
func (w *Wizard) OpenCard(path string) {
	if !w.CanOpenCard() {
		return
	}
	w.cardPath, w.goOn = path, false
	run(w.scope, &w.opening,
		func(ctx context.Context) (Card, error) { return w.cards.Open(ctx, path) },
		func(c Card, err error) {
			if !w.CanOpenCard() {
				return // the person went on meanwhile
			}
			w.opened(c, mail.ProblemOf(err))
		})
	w.show()
}

func (w *Wizard) opened(c Card, problem *mail.Problem) {
	if problem != nil {
		w.failCard(problem)
		w.show()
		return
	}
	w.state.Demo = false
	w.state.Card.Card, w.state.Card.InUse, w.state.Card.Failed = c, false, false
	w.state.Page = PageCard
	w.show()
}

func (w *Wizard) failCard(problem *mail.Problem) {
	w.state.Receiving, w.state.Sending = nil, nil
	w.state.Demo = false
	w.state.Card.Failed = true
	w.fail(problem, mail.Report{})
}

// useCard goes on with the card that is shown: where its key was not trusted, the person has compared the fingerprint.
func (w *Wizard) useCard() {
	c := w.state.Card.Card
	run(w.scope, &w.opening,
		func(ctx context.Context) (struct{}, error) { return struct{}{}, w.cards.Use(ctx, c) },
		func(_ struct{}, err error) {
			if problem := mail.ProblemOf(err); problem != nil {
				w.failCard(problem)
			} else {
				w.takeCard()
			}
			w.show()
		})
}

// takeCard asks for the address and the secret. What was found or chosen before is not the card's.
func (w *Wizard) takeCard() {
	s := &w.state
	s.Card.InUse = true
	s.Edited, s.FormProblems, s.Username = false, nil, ""
	w.chosen, w.consent = "", false
	w.discovery.stop()
	w.found, w.picked, w.sought = nil, 0, sought{}
	if !looksLikeAddress(s.Address) {
		s.Address = ""
	}
	s.AddressProblem = nil
	s.Page = PageCredentials
	w.settleProvider()
	w.discover()
}

// completeAddress adds the domain of the card to a name that was typed alone.
func (w *Wizard) completeAddress() {
	name := strings.TrimSpace(w.state.Address)
	if w.state.Card.InUse && name != "" && !looksLikeAddress(name) {
		w.setAddress(name + "@" + w.state.Card.Card.Domains[0])
	}
}

// leaveCard puts the card away that is shown and not in use.
func (w *Wizard) leaveCard() {
	w.opening.stop()
	w.state.Card.Card, w.state.Card.InUse = Card{}, false
	w.state.Page = PageType
}
