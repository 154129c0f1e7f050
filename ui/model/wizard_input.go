package model

import (
	"strings"

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
	if w.renews() {
		return
	}
	if domainOf(text) != domainOf(w.state.Address) {
		w.discovery.stop()
		w.found, w.picked, w.sought = nil, 0, sought{} // those are another domain's
	}
	w.state.Address = text
	w.state.AddressProblem = nil
	w.consent = false
}

// domainOf returns what follows the @ of an address that may still be in the making.
func domainOf(typed string) string {
	_, domain, _ := strings.Cut(strings.ReplaceAll(typed, "＠", "@"), "@")
	return strings.ToLower(strings.TrimSpace(domain))
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
	w.completeAddress()
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
	w.secret, w.secretDone, w.trusting = text, false, false
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
	before := s.Provider.ID
	recognised, ok := mail.Provider{}, false
	if looksLikeAddress(s.Address) {
		recognised, ok = w.setup.Recognise(s.Address)
	}
	s.Provider, s.Known, s.Guessed = recognised, ok, ok && recognised.ID != w.chosen
	if !ok || (w.renews() && w.chosen != "") {
		if p, known := w.provider(w.chosen); known || !ok {
			s.Provider, s.Known, s.Guessed = p, known, false
		}
	}
	if s.Provider.ID != before {
		w.picked, w.besides = 0, false
	}
	w.settleSecretKind()
	s.Providers = w.catalogue
	if s.Query != "" && !looksLikeAddress(s.Query) {
		s.Providers = providersLike(w.setup.Catalogue(), s.Query)
	}
}

// settleSecretKind decides what is asked for: what the provider wants, or what it accepts besides.
func (w *Wizard) settleSecretKind() {
	s := &w.state
	s.SecretKind, s.Besides = s.Provider.Secret, s.Provider.Besides
	if w.renews() {
		s.SecretKind, s.Besides = w.kindOfRenewal()
	}
	if w.besides && s.Besides != "" {
		s.SecretKind, s.Besides = s.Besides, s.SecretKind
	}
	if s.SecretKind == "" {
		s.SecretKind = mail.LoginPassword
	}
}

// UseBesides switches to the other kind of secret that the provider accepts, and back.
func (w *Wizard) UseBesides() {
	if w.state.Besides == "" {
		return
	}
	w.besides = !w.besides
	w.state.SecretMissing = false
	w.show()
}

// SetUsername takes the user name where it may differ from the address; "" is the address.
func (w *Wizard) SetUsername(text string) {
	w.state.Username = text
	if w.state.Edited {
		w.state.Incoming.Username, w.state.Outgoing.Username = text, text
	}
	w.show()
}

func (w *Wizard) provider(id mail.ProviderID) (mail.Provider, bool) {
	for _, all := range [][]mail.Provider{w.catalogue, w.setup.Catalogue()} {
		for _, p := range all {
			if p.ID == id && id != "" {
				return p, true
			}
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
	w.completeAddress()
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
	if s.Page == PageCredentials || s.Page == PageAdvanced {
		w.origin = s.Page
	}
	w.secretDone = true
	if w.settleDoubt(); s.Doubt == DoubtNotACode && !w.trusting {
		s.Page = PageDoubt
		return
	}
	if w.discover(); w.discovery.busy() && !s.Edited {
		w.goOn = true
		return
	}
	w.verifyOrAsk()
}

// looksLikeAddress reports whether a text is meant as an address rather than as words to search by.
func looksLikeAddress(text string) bool { return strings.ContainsAny(text, "@＠") }

// providersLike returns the providers that a person may mean by text: every word of it is found in a name, a hint, a
// domain or a host.
func providersLike(all []mail.Provider, text string) []mail.Provider {
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
