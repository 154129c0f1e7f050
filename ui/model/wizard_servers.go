package model

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"letterbox/mail"
)

// SourceTyped is the Source of a Candidate whose servers the person typed.
const SourceTyped = "typed"

// ServerForm is one server as it is typed.
type ServerForm struct {
	Protocol mail.Protocol
	Host     string
	Port     string
	Security mail.Security
	Username string
}

// Field names a field of a ServerForm.
type Field string

// The fields that can be wrong.
const (
	FieldHost     Field = "host"
	FieldPort     Field = "port"
	FieldSecurity Field = "security"
)

// FormProblem says which field of which server is wrong.
type FormProblem struct {
	Incoming bool
	Field    Field
}

// sought is what discovery is asked for.
type sought struct {
	address  string
	provider mail.ProviderID
}

// discover looks for the servers of the address, unless it did so already or the servers were typed.
func (w *Wizard) discover() {
	address, err := mail.ParseAddress(w.state.Address)
	if err != nil || w.state.Edited || w.renews() {
		return
	}
	want := sought{address.Spec(), w.state.Provider.ID}
	if want == w.sought {
		return
	}
	w.sought = want
	w.found = nil
	w.state.SearchProblem = nil
	run(w.scope, &w.discovery,
		func(ctx context.Context) ([]mail.Candidate, error) {
			return w.setup.Discover(ctx, address, want.provider)
		},
		w.discovered)
}

func (w *Wizard) discovered(found []mail.Candidate, err error) {
	w.found, w.picked = found, 0
	if len(found) == 0 {
		w.state.SearchProblem = mail.ProblemOf(err)
		if err == nil {
			w.state.SearchProblem = &mail.Problem{Code: mail.NothingFound, Stage: mail.StageDiscover, Retry: mail.RetryAfterChange}
		}
		w.sought = sought{} // asking again is worth a try
	}
	w.settleServers()
	if w.goOn {
		w.goOn = false
		w.verifyOrAsk()
	}
	w.show()
}

// OpenAdvanced shows the servers, to be changed by hand.
func (w *Wizard) OpenAdvanced() {
	w.discover()
	w.state.Page = PageAdvanced
	w.show()
}

// SetIncoming takes the typed incoming server. A port that was the usual one follows protocol and security.
func (w *Wizard) SetIncoming(f ServerForm) {
	if w.administered() {
		w.show()
		return
	}
	if !w.state.Edited && f.Protocol != w.state.Incoming.Protocol && w.chooseProtocol(f.Protocol) {
		w.show()
		return
	}
	w.edit()
	w.state.Incoming = followPort(w.state.Incoming, f)
	w.show()
}

// SetOutgoing takes the typed submission server.
func (w *Wizard) SetOutgoing(f ServerForm) {
	if w.administered() {
		w.show()
		return
	}
	w.edit()
	f.Protocol = mail.Submission
	w.state.Outgoing = followPort(w.state.Outgoing, f)
	w.show()
}

func (w *Wizard) edit() {
	w.state.Edited = true
	w.state.FormProblems = nil
	w.goOn = false
	w.discovery.stop()
	w.consent = false
}

// UseFound drops what was typed for the servers and goes back to what discovery found.
func (w *Wizard) UseFound() {
	w.state.Edited = false
	w.state.FormProblems = nil
	w.discover()
	w.show()
}

// chooseProtocol takes the first option that is read by a protocol, and reports whether there is one.
func (w *Wizard) chooseProtocol(p mail.Protocol) bool {
	for i, c := range w.state.Options {
		if c.Incoming.Protocol == p {
			w.pick(i)
			return true
		}
	}
	return false
}

// ChooseOption takes one of the options.
func (w *Wizard) ChooseOption(i int) {
	if i < 0 || i >= len(w.state.Options) {
		return
	}
	w.state.Edited = false
	w.state.FormProblems = nil
	w.pick(i)
	w.show()
}

func (w *Wizard) pick(i int) {
	if i != w.picked {
		w.picked, w.consent = i, false
	}
}

// options returns what can be chosen from: what discovery found, else what the catalogue says, and the catalogue's
// way by POP3 where discovery found none.
func (w *Wizard) options() []mail.Candidate {
	if w.renews() {
		return []mail.Candidate{candidateOf(w.state.Renewing)}
	}
	known := presets(w.state.Provider, w.state.Known)
	if len(w.found) == 0 {
		return known
	}
	list := slices.Clone(w.found)
	if w.administered() || slices.ContainsFunc(list, byPOP3) {
		return list
	}
	if i := slices.IndexFunc(known, byPOP3); i >= 0 {
		list = append(list, known[i])
	}
	return list
}

func byPOP3(c mail.Candidate) bool { return c.Incoming.Protocol == mail.POP3 }

// presets returns the catalogue's candidates of a provider, one for each protocol, best first.
func presets(p mail.Provider, known bool) []mail.Candidate {
	if !known || len(p.Outgoing) == 0 {
		return nil
	}
	origin := mail.Origin{Source: "preset", Trusted: true}
	var list []mail.Candidate
	for _, s := range p.Incoming {
		if slices.ContainsFunc(list, func(c mail.Candidate) bool { return c.Incoming.Protocol == s.Protocol }) {
			continue
		}
		list = append(list, mail.Candidate{
			Provider: p.ID, Source: origin.Source, Trusted: true, Incoming: s, Outgoing: p.Outgoing[0],
			Origins: mail.Origins{Incoming: origin, Outgoing: origin, Username: origin},
		})
	}
	return list
}

// settleServers derives the candidate and the forms from what was found or typed.
func (w *Wizard) settleServers() {
	s := &w.state
	s.Administered = w.administered()
	s.Options = w.options()
	s.Option = min(w.picked, max(len(s.Options)-1, 0))
	if s.Edited {
		typed := mail.Origin{Source: SourceTyped, Trusted: true}
		s.Candidate = mail.Candidate{
			Provider: s.Provider.ID, Source: SourceTyped, Trusted: true,
			Incoming: s.Incoming.server(s.SecretKind), Outgoing: s.Outgoing.server(s.SecretKind),
			Origins: mail.Origins{Incoming: typed, Outgoing: typed, Username: typed},
		}
		return
	}
	s.Candidate = mail.Candidate{}
	if len(s.Options) > 0 {
		s.Candidate = s.Options[s.Option]
	}
	s.Incoming, s.Outgoing = formOf(s.Candidate.Incoming, mail.IMAP), formOf(s.Candidate.Outgoing, mail.Submission)
	a, err := mail.ParseAddress(s.Address)
	for _, f := range []*ServerForm{&s.Incoming, &s.Outgoing} {
		switch {
		case s.Username != "":
			f.Username = s.Username
		case f.Username == "" && err == nil:
			f.Username = a.Spec()
		}
	}
}

// formOf returns the form of a server, or an empty form with the usual choices.
func formOf(s mail.Server, p mail.Protocol) ServerForm {
	if s.IsZero() {
		return ServerForm{Protocol: p, Security: mail.TLS, Port: strconv.Itoa(mail.DefaultPort(p, mail.TLS))}
	}
	return ServerForm{Protocol: s.Protocol, Host: s.Host, Port: strconv.Itoa(s.Port), Security: s.Security, Username: s.Username}
}

// followPort keeps the port in step with protocol and security as long as nobody chose another.
func followPort(before, f ServerForm) ServerForm {
	was, want := usualPort(before), usualPort(f)
	if f.Port == before.Port && (f.Port == was || f.Port == "") && want != "" {
		f.Port = want
	}
	return f
}

func usualPort(f ServerForm) string {
	if p := mail.DefaultPort(f.Protocol, f.Security); p > 0 {
		return strconv.Itoa(p)
	}
	return ""
}

func (f ServerForm) server(kind mail.SecretKind) mail.Server {
	port, _ := strconv.Atoi(strings.TrimSpace(f.Port)) // 0 is refused by formProblems
	auth := mail.PasswordAuth
	if kind == mail.BrowserSignIn {
		auth = mail.OAuth2
	}
	return mail.Server{
		Protocol: f.Protocol, Host: strings.ToLower(strings.TrimSpace(f.Host)), Port: port, Security: f.Security,
		Auth: auth, Username: strings.TrimSpace(f.Username),
	}
}

// formProblems returns what is wrong with typed servers, in the order of the fields.
func formProblems(incoming, outgoing ServerForm) []FormProblem {
	var list []FormProblem
	for i, f := range []ServerForm{incoming, outgoing} {
		host := f
		host.Port, host.Security = "1", mail.TLS
		if host.server("").Validate() != nil {
			list = append(list, FormProblem{i == 0, FieldHost})
		}
		if port, err := strconv.Atoi(strings.TrimSpace(f.Port)); err != nil || port < 1 || port > 65535 {
			list = append(list, FormProblem{i == 0, FieldPort})
		}
		if !f.Security.Valid() {
			list = append(list, FormProblem{i == 0, FieldSecurity})
		}
	}
	return list
}
