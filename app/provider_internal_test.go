package app

import (
	"context"
	"strings"
	"testing"

	"letterbox/app/binder"
	"letterbox/mail"
)

// bearer is a person who signed in in the browser.
type bearer string

// Token implements mail.TokenSource.
func (b bearer) Token(context.Context) (string, error) { return string(b), nil }

// stage is one provider with all its servers open.
type stage struct {
	*internet
	house      *house
	role       role
	address    mail.Address
	candidates []mail.Candidate
	doors      map[mail.Server]*door
}

// play opens the servers of a provider, and discovers them.
func play(t *testing.T, h *house, id mail.ProviderID, r role) *stage {
	t.Helper()
	typed, exchanger, _ := strings.Cut(r.address, " ")
	address, err := mail.ParseAddress(typed)
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{internet: newInternet(t), house: h, role: r, address: address, doors: map[mail.Server]*door{}}
	s.exchanger[address.Domain] = exchanger
	s.settle(h)
	if s.role.script.user == "" {
		s.role.script.user = address.Spec()
	}
	for _, c := range s.house.catalogue.Candidates(id, address) {
		s.open(c)
	}
	if s.candidates, err = s.house.discover.Discover(t.Context(), address, r.chosen); err != nil {
		t.Fatal(err)
	}
	for _, c := range s.candidates {
		s.open(c)
	}
	return s
}

func (s *stage) open(c mail.Candidate) {
	for _, server := range []mail.Server{c.Incoming, c.Outgoing} {
		if key := place(server); s.doors[key] == nil {
			s.doors[key] = s.internet.open(server, s.role.script)
		}
	}
}

// place is a server whoever signs in.
func place(s mail.Server) mail.Server {
	s.Auth, s.Username = "", ""
	return s
}

// reading returns the candidates that read by a protocol, with the user name that the person had to type.
func (s *stage) reading(p mail.Protocol) []mail.Candidate {
	var list []mail.Candidate
	for _, c := range s.candidates {
		if c.Incoming.Protocol != p {
			continue
		}
		if s.role.username != "" {
			c.Incoming.Username, c.Outgoing.Username = s.role.username, s.role.username
		}
		list = append(list, c)
	}
	return list
}

// bind binds by address and secret alone.
func (s *stage) bind(candidates []mail.Candidate, secret mail.Credential) (mail.Account, mail.Report, error) {
	return s.house.binder.Bind(s.t.Context(), binder.Request{
		Address: s.address, Secret: secret, Candidates: candidates, Consent: true, DryRun: true,
	}, func(mail.Check) {})
}

// secret is what signs in at the provider: a token where it takes one, else what people type.
func (s *stage) secret(word string) mail.Credential {
	if p, _ := s.house.catalogue.ByID(s.candidates[0].Provider); p.Secret == mail.BrowserSignIn {
		return mail.Tokens(bearer(word))
	}
	return mail.Password(word)
}

// once checks that the two servers of a candidate have seen one sign-in each, and the others nobody; mechanism is what
// IMAP has to be signed in to with, "" for any.
func (s *stage) once(c mail.Candidate, mechanism, word string) {
	s.t.Helper()
	for server, d := range s.doors {
		visits, proofs := d.seen()
		mine := server == place(c.Incoming) || server == place(c.Outgoing)
		switch {
		case !mine && visits > 0:
			s.t.Errorf("%s was called", server.URL())
		case mine && (len(proofs) != 1 || proofs[0].secret != word || proofs[0].user != s.role.script.user):
			s.t.Errorf("%s: sign-ins %+v", server.URL(), proofs)
		case mine && server.Protocol == mail.IMAP && mechanism != "" && proofs[0].mechanism != mechanism:
			s.t.Errorf("%s: signed in by %s, want %s", server.URL(), proofs[0].mechanism, mechanism)
		}
	}
}

// TestEveryProviderBinds plays a server for each entry of the catalogue, which must bind by address and secret alone.
func TestEveryProviderBinds(t *testing.T) {
	all, h := roles(), newHouse(t)
	for _, p := range h.catalogue.All() {
		r, written := all[p.ID]
		if !written {
			t.Errorf("%s has no script", p.ID)
			continue
		}
		t.Run(string(p.ID), func(t *testing.T) {
			s := play(t, h, p.ID, r)
			for _, protocol := range []mail.Protocol{mail.IMAP, mail.POP3} {
				if list := s.reading(protocol); len(list) > 0 {
					s.binds(p.ID, list)
					s.refuses(list)
				} else if protocol == mail.IMAP {
					t.Error("no servers found")
				}
			}
		})
	}
}

func (s *stage) binds(id mail.ProviderID, list []mail.Candidate) {
	s.t.Helper()
	account, _, err := s.bind(list, s.secret(secretWord))
	if err != nil {
		s.t.Fatalf("%s: %v", list[0].Incoming.Protocol, err)
	}
	if account.Provider != id || account.Incoming.Username != s.role.script.user || place(account.Incoming) != place(list[0].Incoming) {
		s.t.Errorf("bound as %s to %+v", account.Provider, account.Incoming)
	}
	s.once(list[0], s.role.mechanism, secretWord)
	if d := s.doors[place(list[0].Incoming)]; s.role.script.wantsID && account.Incoming.Protocol == mail.IMAP && !d.said("SELECT", "ID") && !d.said("EXAMINE", "ID") {
		s.t.Errorf("the folder was opened before ID: %v", d.commands)
	}
}

// refuses tries a wrong secret, of which each server must be asked once, and whose refusal must be understood.
func (s *stage) refuses(list []mail.Candidate) {
	s.t.Helper()
	_, report, err := s.bind(list, s.secret(wrongWord))
	if err == nil {
		s.t.Fatal("a wrong secret binds")
	}
	for _, c := range report.Checks {
		if c.Problem == nil {
			continue
		}
		if want := s.role.classes[c.Server]; c.Stage != mail.StageAuthenticate || c.Problem.Class != want || c.Problem.Reply == "" {
			s.t.Errorf("%s: %s at %s for %q, want %s", c.Server, c.Problem.Class, c.Stage, c.Problem.Reply, want)
		}
	}
	s.once(list[0], "", wrongWord)
}

// TestGmailTakesAnAppPasswordToo is what the catalogue says beside the browser.
func TestGmailTakesAnAppPasswordToo(t *testing.T) {
	r := roles()["gmail"]
	s := play(t, newHouse(t), "gmail", r)
	account, _, err := s.bind(s.reading(mail.IMAP), mail.Password(secretWord))
	if err != nil || account.Incoming.Auth != mail.PasswordAuth {
		t.Fatalf("%+v: %v", account, err)
	}
	s.once(s.reading(mail.IMAP)[0], "PLAIN", secretWord)
}

// TestASignInAloneIsNoBinding: a server that lets the person in and no folder out is not bound.
func TestASignInAloneIsNoBinding(t *testing.T) {
	h := newHouse(t)
	for _, id := range []mail.ProviderID{"netease_163", "qq", "generic"} {
		r := roles()[id]
		r.script.neverOpens = true
		s := play(t, h, id, r)
		account, report, err := s.bind(s.reading(mail.IMAP), mail.Password(secretWord))
		if err == nil || account.Address.Domain != "" {
			t.Fatalf("%s: bound to %+v", id, account)
		}
		if p := report.Problem(); p == nil || p.Stage != mail.StageOpen {
			t.Errorf("%s: %v", id, p)
		}
		s.once(s.reading(mail.IMAP)[0], r.mechanism, secretWord)
	}
}
