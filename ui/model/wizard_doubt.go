package model

import (
	"regexp"
	"strings"
	"unicode"

	"letterbox/mail"
)

// Doubt says why what was typed as the secret may be the wrong thing. It never stops the person: providers change
// their codes.
type Doubt string

// The doubts.
const (
	NoDoubt       Doubt = ""
	DoubtBlanks   Doubt = "blanks"     // blanks at the ends or inside, as copying brings along
	DoubtWide     Doubt = "full-width" // full-width characters, as a Chinese input method leaves behind
	DoubtNotACode Doubt = "not-a-code" // a code is wanted, and this looks like a password that a person made up
)

// settleDoubt compares the secret with the kind that the provider wants. Its shape is compared when typing is over.
func (w *Wizard) settleDoubt() {
	s := &w.state
	s.Doubt = doubt(w.secret, s.SecretKind)
	if w.secret == "" || !made(s.SecretKind) || s.Provider.Shape == "" || s.Doubt == DoubtWide {
		return
	}
	switch fits := hasShape(w.secret, s.Provider.Shape); {
	case fits:
		s.Doubt = NoDoubt // blanks that belong to it, too
	case w.secretDone && s.Doubt == NoDoubt:
		s.Doubt = DoubtNotACode
	}
}

// made reports whether secrets of a kind are made by the provider and have a shape.
func made(kind mail.SecretKind) bool {
	return kind == mail.AuthorizationCode || kind == mail.AppPassword
}

// hasShape reports whether an expression matches all of a secret. An expression that cannot be read matches anything.
func hasShape(secret, shape string) bool {
	expression, err := regexp.Compile("^(?:" + shape + ")$")
	return err != nil || expression.MatchString(secret)
}

func doubt(secret string, kind mail.SecretKind) Doubt {
	notOfACode := func(r rune) bool { return r > unicode.MaxASCII || (!unicode.IsLetter(r) && !unicode.IsDigit(r)) }
	switch {
	case secret == "" || kind == mail.BrowserSignIn:
		return NoDoubt
	case strings.ContainsFunc(secret, func(r rune) bool { return r >= '！' && r <= '～' }):
		return DoubtWide
	case strings.ContainsFunc(secret, unicode.IsSpace):
		return DoubtBlanks
	case kind == mail.AuthorizationCode && strings.ContainsFunc(secret, notOfACode):
		return DoubtNotACode
	}
	return NoDoubt
}

// SendAnyway sends the secret although it does not look like what the provider wants.
func (w *Wizard) SendAnyway() {
	w.trusting = true
	w.state.Page = w.formPage()
	w.leaveForms()
	w.show()
}
