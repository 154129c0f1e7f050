package policy

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"letterbox/mail"
)

// checkRules checks what people may bind and where to.
func (p *Policy) checkRules() error {
	if err := checkDomains(p.AllowedDomains); err != nil {
		return in(err, "allowed_domains")
	}
	for i, one := range p.Plaintext {
		if err := one.check(); err != nil {
			return in(inItem(err, i), "plaintext")
		}
	}
	var taken []string
	for _, address := range slices.Sorted(maps.Keys(p.Usernames)) {
		read, err := checkUsername(address, p.Usernames[address])
		if err == nil {
			err = checkAddressTaken(read, &taken)
		}
		if err != nil {
			return in(in(err, address), "usernames")
		}
	}
	return p.checkServers()
}

func (p *Policy) checkServers() error {
	var taken []string
	for i, s := range p.Servers {
		err := s.check(p.Plaintext)
		if err == nil {
			err = in(checkTaken(s.Domains, &taken), "domains")
		}
		if err != nil {
			return in(inItem(err, i), "servers")
		}
	}
	return nil
}

func (s Servers) check(plain []Plaintext) error {
	if err := checkDomains(s.Domains); err != nil {
		return in(err, "domains")
	}
	if err := checkServer(s.Incoming, plain, mail.Protocol.Incoming, NoIncoming); err != nil {
		return in(err, "incoming")
	}
	submits := func(p mail.Protocol) bool { return p == mail.Submission }
	if err := checkServer(s.Outgoing, plain, submits, NoOutgoing); err != nil {
		return in(err, "outgoing")
	}
	return s.checkForm()
}

// checkServer checks the URL of a server, whose protocol must fit.
func checkServer(text string, plain []Plaintext, fits func(mail.Protocol) bool, unfit Kind) error {
	server, err := mail.ParseServerURL(text)
	switch {
	case err != nil || !isHost(plainHost(server.Host)):
		return wrong(NotAServer, text)
	case !fits(server.Protocol):
		return wrong(unfit, text)
	case server.Username != "":
		return wrong(UserInURL, "")
	case server.Security == mail.Plain && !slices.ContainsFunc(plain, func(one Plaintext) bool { return sameHost(one.Host, server.Host) }):
		return wrong(ClearText, server.Host)
	}
	return nil
}

func (s Servers) checkForm() error {
	switch {
	case s.Username != mail.DomainUser && s.Domain != "":
		return in(wrong(WithoutForm, s.Domain), "domain")
	case s.Username == mail.DomainUser && s.Domain == "":
		return wrong(Missing, "domain")
	case !visible(s.Domain) || strings.ContainsAny(s.Domain, `\@/`):
		return in(wrong(WrongForm, s.Domain), "domain")
	}
	return nil
}

func (o Plaintext) check() error {
	if !isHost(o.Host) {
		return in(wrong(NotAHost, o.Host), "host")
	}
	if _, err := time.Parse(time.DateOnly, o.Until); err != nil {
		return in(wrong(NotADay, o.Until), "until")
	}
	return nil
}

func checkUsername(address, name string) (mail.Address, error) {
	read, err := mail.ParseAddress(address)
	switch {
	case err != nil || read.Spec() != address || strings.ToLower(address) != address:
		return read, wrong(NotAnAddress, address)
	case name == "" || strings.TrimSpace(name) != name || strings.ContainsFunc(name, unicode.IsControl):
		return read, wrong(WrongForm, name)
	}
	return read, nil
}

// checkAddressTaken refuses an address that stands there twice, in Unicode and in ASCII.
func checkAddressTaken(address mail.Address, taken *[]string) error {
	form := canonicalAddress(address)
	if slices.Contains(*taken, form) {
		return wrong(Taken, address.Spec())
	}
	*taken = append(*taken, form)
	return nil
}
