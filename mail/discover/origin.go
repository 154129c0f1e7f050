package discover

import (
	"net/url"
	"slices"

	"letterbox/mail"
	"letterbox/mail/provider"
)

// The names of the sources, as in mail.Origin.
const (
	SourcePreset     = provider.SourcePreset
	SourceAutoconfig = "autoconfig"
	SourceISPDB      = "ispdb"
	SourceMX         = provider.SourceMX
	SourceSRV        = "srv"
	SourceGuess      = "guess"
	SourceTyped      = "typed"
)

// usualPorts are where mail is read and submitted. A configuration that names others may be right, but the person
// should see it first.
var usualPorts = []int{143, 465, 587, 993, 994, 995}

// judge tells where the values of candidates come from and whether they may be trusted.
type judge struct {
	catalogue *provider.Catalogue
	query     Query
	source    string
	where     string
	stray     bool // nothing is trusted
}

// page is the judge of a configuration file that was found at an address. One that an organisation's own host hands
// over to a stranger's is trusted as little as the stranger.
func page(catalogue *provider.Catalogue, q Query, source string, asked, found *url.URL) judge {
	return judge{
		catalogue: catalogue, query: q, source: source, where: "https://" + found.Host + found.Path,
		stray: !within(found.Hostname(), asked.Hostname()),
	}
}

// over names source, provider and origin of each candidate. Hosts of the address's own organisation and of providers in
// the catalogue are trusted; everybody else needs the person's consent.
func (j judge) over(list []mail.Candidate) []mail.Candidate {
	for i := range list {
		c := &list[i]
		if p, known := j.catalogue.ByHost(c.Incoming.Host); known {
			c.Provider = p.ID
		}
		c.Origins = mail.Origins{
			Incoming: mail.Origin{Source: j.source, Where: j.where, Trusted: j.proper(c.Incoming)},
			Outgoing: mail.Origin{Source: j.source, Where: j.where, Trusted: j.proper(c.Outgoing)},
			Username: mail.Origin{Source: j.source, Where: j.where, Trusted: true},
		}
		settle(c)
	}
	return list
}

func (j judge) proper(s mail.Server) bool {
	_, known := j.catalogue.ByHost(s.Host)
	return !j.stray && (known || within(s.Host, j.query.Domain)) && slices.Contains(usualPorts, s.Port)
}

// settle takes source and trust of a candidate from its servers.
func settle(c *mail.Candidate) {
	in, out := c.Origins.Incoming, c.Origins.Outgoing
	c.Source, c.Trusted = in.Source, in.Trusted && out.Trusted
	if in.Trusted && !out.Trusted {
		c.Source = out.Source
	}
}

// distrusted names the source and where it was asked, and takes all trust away.
func distrusted(list []mail.Candidate, source, where string) []mail.Candidate {
	for i := range list {
		origin := mail.Origin{Source: source, Where: where}
		name := list[i].Origins.Username
		name.Source, name.Where = source, where
		list[i].Origins = mail.Origins{Incoming: origin, Outgoing: origin, Username: name}
		settle(&list[i])
	}
	return list
}
