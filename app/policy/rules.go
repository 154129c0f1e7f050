package policy

import (
	"slices"
	"time"

	"letterbox/mail"
)

// Source is the source of what a policy names.
const Source = "policy"

// Servers are those of an organisation. People with an address there bind them and no others.
type Servers struct {
	Domains  []string          `json:"domains"`            // of mail addresses, in small letters
	Incoming string            `json:"incoming"`           // as on the command line: imaps://host:port
	Outgoing string            `json:"outgoing"`           // as on the command line: smtps://host:port
	Username mail.UserNameForm `json:"username,omitempty"` // "": the address
	Domain   string            `json:"domain,omitempty"`   // of domain-user
}

// Plaintext is a host that may speak clear text.
type Plaintext struct {
	Host  string `json:"host"`  // in small letters
	Until string `json:"until"` // the last day, as 2006-01-02
}

// AllowsDomain reports whether people may bind the address's domain.
func (p Policy) AllowsDomain(address mail.Address) bool {
	return len(p.AllowedDomains) == 0 || listed(p.AllowedDomains, address.Domain)
}

// AllowsServers reports whether people may bind an address to a candidate's servers. ofHost says which providers a
// host belongs to: what a candidate says of itself is not asked, since anybody can type that.
func (p Policy) AllowsServers(address mail.Address, c mail.Candidate, ofHost func(host string) []mail.ProviderID) bool {
	if own, ok := p.CandidateFor(address); ok {
		return samePlace(own.Incoming, c.Incoming) && samePlace(own.Outgoing, c.Outgoing)
	}
	if len(p.AllowedProviders) == 0 {
		return true
	}
	allowed := func(s mail.Server) bool {
		return slices.ContainsFunc(ofHost(s.Host), func(id mail.ProviderID) bool { return slices.Contains(p.AllowedProviders, id) })
	}
	return allowed(c.Incoming) && allowed(c.Outgoing)
}

func samePlace(a, b mail.Server) bool {
	return a.Protocol == b.Protocol && a.Security == b.Security && a.Port == b.Port && sameHost(a.Host, b.Host)
}

// CandidateFor returns the servers that the policy names for an address, with the user name that they want.
func (p Policy) CandidateFor(address mail.Address) (mail.Candidate, bool) {
	for _, s := range p.Servers {
		if !listed(s.Domains, address.Domain) {
			continue
		}
		in, out, err := s.parse()
		if err != nil {
			return mail.Candidate{}, false // parse has read it before
		}
		in.Username = s.username(address)
		if name, ok := p.UsernameOf(address); ok {
			in.Username = name
		}
		out.Username = in.Username
		origin := mail.Origin{Source: Source, Where: p.Path, Trusted: true}
		return mail.Candidate{
			Source: Source, Trusted: true, Incoming: in, Outgoing: out,
			Origins: mail.Origins{Incoming: origin, Outgoing: origin, Username: origin},
		}, true
	}
	return mail.Candidate{}, false
}

// UsernameOf returns the user name that the policy gives an address.
func (p Policy) UsernameOf(address mail.Address) (string, bool) {
	wanted := canonicalAddress(address)
	for text, name := range p.Usernames {
		if read, err := mail.ParseAddress(text); err == nil && canonicalAddress(read) == wanted {
			return name, true
		}
	}
	return "", false
}

// AllowsPlain reports whether a host may speak clear text at a time: to the end of the last day, where the computer is.
func (p Policy) AllowsPlain(host string, now time.Time) bool {
	_, allowed := p.PlainUntil(host, now)
	return allowed
}

// PlainUntil returns the last day on which a host may speak clear text, as 2006-01-02; false where it may not now.
func (p Policy) PlainUntil(host string, now time.Time) (day string, allowed bool) {
	for _, one := range p.Plaintext {
		last, err := time.ParseInLocation(time.DateOnly, one.Until, now.Location())
		if err == nil && sameHost(one.Host, host) && now.Before(last.AddDate(0, 0, 1)) && one.Until > day {
			day, allowed = one.Until, true
		}
	}
	return day, allowed
}

// AllowsPins reports whether people may accept single certificates and authorities for single hosts.
func (p Policy) AllowsPins() bool { return p.Pins == nil || *p.Pins }

// parse reads both URLs.
func (s Servers) parse() (in, out mail.Server, err error) {
	if in, err = mail.ParseServerURL(s.Incoming); err != nil {
		return in, out, err
	}
	out, err = mail.ParseServerURL(s.Outgoing)
	return in, out, err
}

func (s Servers) username(address mail.Address) string {
	switch s.Username {
	case mail.LocalPart:
		return address.Local
	case mail.DomainUser:
		return s.Domain + `\` + address.Local
	case mail.WholeAddress:
	}
	return address.Spec()
}
