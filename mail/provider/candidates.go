package provider

import (
	"slices"
	"strings"

	"letterbox/mail"
)

// Sources of candidates that this package makes.
const (
	SourcePreset = "preset" // the provider of the domain, or the one the person chose
	SourceMX     = "mx"     // found by the mail exchangers
)

// Candidates returns the ways to reach the mailbox of an address at a provider, best first: by way of signing in,
// then the servers that everybody uses, then those of other regions and old names; POP3 and other forms of the
// user name at the end. They are trusted, because who chose the provider knows it, unless the servers' names are
// only guessed from the domain. It returns nil for an unknown provider.
func (c *Catalogue) Candidates(id mail.ProviderID, a mail.Address) []mail.Candidate {
	e, found := c.byID[id]
	if !found {
		return nil
	}
	return e.candidates(a, SourcePreset, "")
}

// CandidatesByMX returns what Candidates does for the provider of the mail exchangers, given by preference, with
// the servers of the region that they belong to. They are not trusted: DNS does not prove itself. It returns nil
// when the exchangers say nothing.
func (c *Catalogue) CandidatesByMX(hosts []string, a mail.Address) []mail.Candidate {
	e, host := c.exchanger(hosts)
	if e == nil {
		return nil
	}
	return e.candidates(a, SourceMX, host)
}

// guessed reports whether none of the servers has a name of its own.
func (e *entry) guessed() bool { return len(e.Incoming) == 0 }

func (e *entry) candidates(a mail.Address, source, mx string) []mail.Candidate {
	servers := e.applicable(canonical(a.Domain), mx)
	origin := mail.Origin{Source: source, Where: mx, Trusted: source == SourcePreset && !e.guessed()}
	var list []mail.Candidate
	add := func(name string, auth mail.AuthMethod, in, out mail.Server) {
		in.Username, out.Username, in.Auth, out.Auth = name, name, auth, auth
		list = append(list, mail.Candidate{
			Provider: e.ID, Source: source, Trusted: origin.Trusted, Incoming: in, Outgoing: out,
			Origins: mail.Origins{Incoming: origin, Outgoing: origin, Username: origin},
		})
	}
	names := userNames(e.details.Usernames, a)
	imap := pairs(servers, mail.IMAP)
	for _, auth := range e.details.Auth {
		for _, p := range imap {
			add(names[0], auth, p[0], p[1])
		}
	}
	for _, name := range names[1:] {
		if len(imap) > 0 {
			add(name, e.details.Auth[0], imap[0][0], imap[0][1])
		}
	}
	for _, auth := range e.details.Auth {
		for _, p := range pairs(servers, mail.POP3) {
			add(names[0], auth, p[0], p[1])
		}
	}
	return list
}

// userNames returns the user names that can be made from an address, best first. One with a domain of Windows cannot.
func userNames(forms []mail.UserNameForm, a mail.Address) []string {
	var names []string
	for _, form := range forms {
		switch form {
		case mail.WholeAddress:
			names = append(names, a.Spec())
		case mail.LocalPart:
			names = append(names, a.Local)
		case mail.DomainUser:
		}
	}
	return names
}

// applicable returns the provider's servers for a domain and mail exchanger, with their names filled in. Servers
// that are only for this domain or exchanger take the place of all others.
func (e *entry) applicable(domain, mx string) []server {
	company := !e.owns(domain)
	special := slices.ContainsFunc(e.servers, func(s server) bool { return s.isFor(domain, mx) })
	var list []server
	for _, s := range e.servers {
		switch {
		case len(s.only) > 0 && !s.isFor(domain, mx),
			len(s.only) == 0 && special,
			s.group == groupCompany && !company:
			continue
		}
		s.Host = strings.Replace(s.Host, domainMark, domain, 1)
		list = append(list, s)
	}
	if company {
		// A company's own servers go first; the sort keeps the order otherwise.
		slices.SortStableFunc(list, func(x, y server) int { return x.order() - y.order() })
	}
	return list
}

func (s server) isFor(domain, mx string) bool {
	for _, only := range s.only {
		if only == domain || strings.HasPrefix(only, ".") && mx != "" && matches(only, mx) {
			return true
		}
	}
	return false
}

func (s server) order() int {
	if s.group == groupCompany {
		return 0
	}
	return 1
}

// pairs joins the incoming servers of a protocol with outgoing servers of the same group: the best with the best,
// then the fall-backs in step. A group without outgoing servers takes those of the main group. POP3 is only
// offered once, with the best.
func pairs(servers []server, incoming mail.Protocol) [][2]mail.Server {
	var groups []group
	for _, s := range servers {
		if !slices.Contains(groups, s.group) {
			groups = append(groups, s.group)
		}
	}
	var list [][2]mail.Server
	for _, g := range groups {
		in, out := pick(servers, g, incoming), pick(servers, g, mail.Submission)
		if len(out) == 0 {
			out = pick(servers, groupMain, mail.Submission)
		}
		if len(in) == 0 || len(out) == 0 {
			continue
		}
		for i := range max(len(in), len(out)) {
			list = append(list, [2]mail.Server{in[min(i, len(in)-1)], out[min(i, len(out)-1)]})
		}
	}
	if incoming == mail.POP3 && len(list) > 1 {
		return list[:1]
	}
	return list
}

func pick(servers []server, g group, p mail.Protocol) []mail.Server {
	var list []mail.Server
	for _, s := range servers {
		if s.group == g && s.Protocol == p {
			list = append(list, s.Server)
		}
	}
	return list
}
