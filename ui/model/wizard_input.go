package model

import (
	"strings"
	"unicode"

	"letterbox/mail"
)

// SetQuery takes what is typed on the first page: an address, which is recognised, or words to search by.
func (w *Wizard) SetQuery(text string) {
	w.state.Query = text
	if looksLikeAddress(text) {
		w.setAddress(text)
	}
	w.show()
}

// SetAddress takes what is typed as the address on the second page.
func (w *Wizard) SetAddress(text string) {
	w.setAddress(text)
	if looksLikeAddress(w.state.Query) {
		w.state.Query = text // the first page shows the same address when one goes back
	}
	w.show()
}

func (w *Wizard) setAddress(text string) {
	if text == w.state.Address {
		return
	}
	if before, err := mail.ParseAddress(w.state.Address); err == nil && w.state.Edited {
		w.renameUser(before.Spec(), text)
	}
	w.state.Address = text
	w.state.AddressProblem = nil
	w.consent = false
}

// renameUser lets typed user names follow the address they were taken from.
func (w *Wizard) renameUser(before, typed string) {
	now, err := mail.ParseAddress(typed)
	if err != nil {
		return
	}
	for _, f := range []*ServerForm{&w.state.Incoming, &w.state.Outgoing} {
		if f.Username == before {
			f.Username = now.Spec()
		}
	}
}

// AddressDone says that the person left the field of the address: servers are looked for now.
func (w *Wizard) AddressDone() {
	w.discover()
	w.show()
}

// ChooseProvider takes a provider that was pressed in the list. An address that belongs to another one wins over it.
func (w *Wizard) ChooseProvider(id mail.ProviderID) {
	w.chosen = id
	w.consent = false
	w.show()
}

// SetSecret takes what is typed as the password or the code.
func (w *Wizard) SetSecret(text string) {
	w.secret, w.secretDone = text, false
	w.state.SecretMissing = false
	w.discover()
	w.show()
}

// SecretDone says that the person left the field of the secret: what is too short is doubted only now.
func (w *Wizard) SecretDone() {
	w.secretDone = true
	w.show()
}

// settleProvider decides whose mailbox this is and which part of the catalogue the query leaves.
func (w *Wizard) settleProvider() {
	s := &w.state
	recognised, ok := mail.Provider{}, false
	if looksLikeAddress(s.Address) {
		recognised, ok = w.setup.Recognise(s.Address)
	}
	s.Provider, s.Known, s.Guessed = recognised, ok, ok && recognised.ID != w.chosen
	if !ok {
		s.Provider, s.Known = w.provider(w.chosen)
	}
	s.SecretKind = s.Provider.Secret
	if s.SecretKind == "" {
		s.SecretKind = mail.LoginPassword
	}
	s.Providers = w.catalogue
	if s.Query != "" && !looksLikeAddress(s.Query) {
		s.Providers = search(w.catalogue, s.Query)
	}
}

func (w *Wizard) provider(id mail.ProviderID) (mail.Provider, bool) {
	for _, p := range w.catalogue {
		if p.ID == id && id != "" {
			return p, true
		}
	}
	return mail.Provider{}, false
}

// leaveType goes from the first page to the second. A query that leaves one provider chooses it.
func (w *Wizard) leaveType() {
	s := &w.state
	if !looksLikeAddress(s.Query) && s.Query != "" && len(s.Providers) == 1 {
		w.chosen = s.Providers[0].ID
	}
	s.Demo = false
	s.Page = PageCredentials
	w.settleProvider()
	w.discover()
}

// leaveForms checks what was typed, and goes on to the checks as soon as the servers are known.
func (w *Wizard) leaveForms() {
	s := &w.state
	_, s.AddressProblem = mail.ParseAddress(s.Address)
	s.SecretMissing = w.secret == "" && s.SecretKind != mail.BrowserSignIn
	if s.AddressProblem != nil || s.SecretMissing {
		s.Page = PageCredentials
		return
	}
	if s.Edited {
		if s.FormProblems = formProblems(s.Incoming, s.Outgoing); len(s.FormProblems) > 0 {
			s.Page = PageAdvanced
			return
		}
	}
	if s.Page != PageProblem {
		w.origin = s.Page
	}
	if w.discover(); w.discovery.busy() && !s.Edited {
		w.goOn = true
		return
	}
	w.verifyOrAsk()
}

// looksLikeAddress reports whether a text is meant as an address rather than as words to search by.
func looksLikeAddress(text string) bool { return strings.ContainsAny(text, "@＠") }

// search returns the providers that a person may mean by text: every word of it is found in a name, a hint, a
// domain or a host.
func search(all []mail.Provider, text string) []mail.Provider {
	words := strings.Fields(strings.ToLower(text))
	var hits []mail.Provider
	for _, p := range all {
		hay := strings.ToLower(haystack(p))
		found := true
		for _, word := range words {
			found = found && strings.Contains(hay, word)
		}
		if found {
			hits = append(hits, p)
		}
	}
	return hits
}

func haystack(p mail.Provider) string {
	parts := []string{string(p.ID)}
	for _, texts := range []map[string]string{p.Name, p.Hint} {
		for _, t := range texts {
			parts = append(parts, t)
		}
	}
	parts = append(parts, p.Domains...)
	for _, servers := range [][]mail.Server{p.Incoming, p.Outgoing} {
		for _, s := range servers {
			parts = append(parts, s.Host)
		}
	}
	return strings.Join(parts, "\n")
}

// Doubt says why what was typed as the secret may be the wrong thing. It only warns: providers change their codes.
type Doubt string

// The doubts.
const (
	NoDoubt       Doubt = ""
	DoubtBlanks   Doubt = "blanks"     // blanks at the ends or inside, as copying brings along
	DoubtWide     Doubt = "full-width" // full-width characters, as a Chinese input method leaves behind
	DoubtNotACode Doubt = "not-a-code" // a code is wanted, and this looks like a password that a person made up
)

// codeLength is how long the codes are of providers whose codes have one length.
var codeLength = map[mail.ProviderID]int{"qq": 16, "netease_163": 16, "netease_126": 16, "netease_yeah": 16}

// settleDoubt compares the secret with the kind that the provider wants.
func (w *Wizard) settleDoubt() {
	s := &w.state
	s.Doubt = doubt(w.secret, s.SecretKind)
	if length := codeLength[s.Provider.ID]; s.Doubt == NoDoubt && s.SecretKind == mail.AuthorizationCode && length > 0 && w.secret != "" {
		if len(w.secret) > length || (w.secretDone && len(w.secret) < length) {
			s.Doubt = DoubtNotACode
		}
	}
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
