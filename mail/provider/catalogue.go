package provider

import (
	"maps"
	"slices"
	"strings"

	"letterbox/mail"
)

// Catalogue is what is known of all providers.
type Catalogue struct {
	entries []*entry
	byID    map[mail.ProviderID]*entry
	cards   []mail.Provider
	family  map[mail.ProviderID][]mail.ProviderID
	mx      []mxJSON
	checked string
}

type entry struct {
	mail.Provider
	details    Details
	notDomains []string
	servers    []server
}

// Details is what the catalogue knows of a provider beyond what people are shown.
type Details struct {
	Auth       []mail.AuthMethod   // best first
	Usernames  []mail.UserNameForm // best first
	SavesSent  SavesSent
	Quirks     []Quirk
	Mistakes   []Mistake
	Sources    []string // short names of where the facts come from
	Confidence string   // high, medium-high, medium, low-medium or low
	Checked    string   // the day, as in 2026-11-23
}

// SavesSent says whether the provider itself keeps a copy of what is submitted.
type SavesSent string

// The answers. With Unknown the sent folder has to be looked at before a copy is stored.
const (
	SavesSentYes     SavesSent = "yes"
	SavesSentNo      SavesSent = "no"
	SavesSentUnknown SavesSent = "unknown"
)

// Quirk is a deviation from the standards that code has to know.
type Quirk string

// The quirks.
const (
	IdleRefused        Quirk = "idle-refused"         // IDLE is answered with BAD
	IdleSilent         Quirk = "idle-silent"          // IDLE is accepted, new mail is not told
	SearchUnreliable   Quirk = "search-unreliable"    // SEARCH misses mail, returns all, or is refused
	UIDExpungeRefused  Quirk = "uid-expunge-refused"  // UIDPLUS is announced, UID EXPUNGE is answered with BAD
	SentAppendRefused  Quirk = "sent-append-refused"  // APPEND to the sent folder is refused: the copy is there
	MessageIDRewritten Quirk = "message-id-rewritten" // submitted mail gets another Message-ID
	XListRoles         Quirk = "xlist-roles"          // roles of folders come from XLIST, not SPECIAL-USE
	XOAuth2Closed      Quirk = "xoauth2-closed"       // XOAUTH2 is announced, but not open to other clients
	PlainRefused       Quirk = "plain-refused"        // AUTHENTICATE PLAIN may be refused where LOGIN works
	SlowGreeting       Quirk = "slow-greeting"        // the SMTP greeting comes after some five seconds
	GBKReplies         Quirk = "gbk-replies"          // replies may be in GBK instead of UTF-8
)

// Mistake is a host that people are told to use and that does not serve their mail, and the right one.
type Mistake struct {
	Host    string `json:"host"`
	Instead string `json:"instead"`
}

// Load reads and checks a catalogue; the schema is in the package comment. The error names the first thing that
// is wrong.
func Load(text []byte) (*Catalogue, error) {
	f, err := decode(text)
	if err != nil {
		return nil, err
	}
	if err := check(f); err != nil {
		return nil, err
	}
	c := &Catalogue{byID: make(map[mail.ProviderID]*entry), family: make(map[mail.ProviderID][]mail.ProviderID), mx: f.MX, checked: f.Checked}
	for _, raw := range f.Providers {
		e, err := raw.entry()
		if err != nil {
			return nil, err
		}
		c.entries = append(c.entries, e)
		c.byID[e.ID] = e
	}
	for _, card := range f.Cards {
		p := c.byID[card.ID].Provider
		if card.Name != nil {
			p.Name = card.Name
		}
		c.cards = append(c.cards, p)
		c.family[card.ID] = card.Also
	}
	return c, nil
}

func (raw entryJSON) entry() (*entry, error) {
	e := &entry{
		Provider: mail.Provider{
			ID: raw.ID, Name: raw.Name, Hint: raw.Hint, Mark: raw.Mark, Secret: raw.Secret, SecretTip: raw.SecretTip,
			SecretURL: raw.SecretURL, Besides: raw.Besides, Shape: raw.Shape, UserName: raw.userName(),
			EnableTip: raw.EnableTip, EnableURL: raw.EnableURL, HelpURL: raw.HelpURL, Domains: raw.Domains,
			SavesSent: raw.SavesSent == string(SavesSentYes), NeedsID: raw.NeedsID, Connections: raw.Connections,
		},
		details: Details{
			Auth: raw.Auth, Usernames: raw.Usernames, SavesSent: SavesSent(raw.SavesSent), Quirks: raw.Quirks,
			Mistakes: raw.Mistakes, Sources: raw.Sources, Confidence: raw.Confidence, Checked: raw.Checked,
		},
		notDomains: raw.NotDomains,
	}
	for _, s := range raw.Servers {
		parsed, err := s.parse(raw.Auth[0])
		if err != nil {
			return nil, raw.wrong("%w", err)
		}
		e.servers = append(e.servers, parsed)
		switch {
		case len(parsed.only) > 0 || strings.Contains(parsed.Host, domainMark):
		case parsed.Protocol.Incoming():
			e.Incoming = append(e.Incoming, parsed.Server)
		default:
			e.Outgoing = append(e.Outgoing, parsed.Server)
		}
	}
	return e, nil
}

// userName is what to tell people about the user name: that it has a form which only they can know, if there is one
// among those that the servers take, else the best.
func (raw entryJSON) userName() mail.UserNameForm {
	if slices.Contains(raw.Usernames, mail.DomainUser) {
		return mail.DomainUser
	}
	return raw.Usernames[0]
}

// ByID returns the provider of an id.
func (c *Catalogue) ByID(id mail.ProviderID) (mail.Provider, bool) {
	e, found := c.byID[id]
	if !found {
		return mail.Provider{}, false
	}
	return e.copied(), true
}

// Details returns what else is known of a provider.
func (c *Catalogue) Details(id mail.ProviderID) (Details, bool) {
	e, found := c.byID[id]
	if !found {
		return Details{}, false
	}
	return e.details, true
}

// Has reports whether the provider has a quirk; false for an unknown provider.
func (d Details) Has(q Quirk) bool {
	return slices.Contains(d.Quirks, q)
}

// All returns every provider in the order of the file: the common ones first.
func (c *Catalogue) All() []mail.Provider {
	list := make([]mail.Provider, 0, len(c.entries))
	for _, e := range c.entries {
		list = append(list, e.copied())
	}
	return list
}

// Featured returns the providers of the first page of binding in their order, with the names used there.
func (c *Catalogue) Featured() []mail.Provider {
	list := make([]mail.Provider, 0, len(c.cards))
	for _, p := range c.cards {
		list = append(list, copyOf(p))
	}
	return list
}

// SameFamily reports whether somebody who chose one provider may mean the other: clusters, clouds and sister domains
// of one company that share a card.
func (c *Catalogue) SameFamily(chosen, other mail.ProviderID) bool {
	return chosen == other || slices.Contains(c.family[chosen], other)
}

// SeveralPlaces reports whether a provider's servers depend on which cluster, cloud or region a domain belongs to, which
// its mail exchangers tell.
func (c *Catalogue) SeveralPlaces(id mail.ProviderID) bool {
	e, found := c.byID[id]
	if !found {
		return false
	}
	regional := func(s server) bool {
		return slices.ContainsFunc(s.only, func(only string) bool { return strings.HasPrefix(only, ".") })
	}
	return len(c.family[id]) > 0 || slices.ContainsFunc(e.servers, regional)
}

// NamesServers reports whether the servers of a provider have names of their own. Those of software that companies
// run themselves can only be looked for.
func (c *Catalogue) NamesServers(id mail.ProviderID) bool {
	e, found := c.byID[id]
	return found && !e.guessed()
}

// Checked returns the day on which the catalogue was last gone through, as in 2026-11-23.
func (c *Catalogue) Checked() string { return c.checked }

func (e *entry) copied() mail.Provider { return copyOf(e.Provider) }

// copyOf keeps callers from changing the catalogue through the maps and slices of what they were given.
func copyOf(p mail.Provider) mail.Provider {
	p.Name, p.Hint = maps.Clone(p.Name), maps.Clone(p.Hint)
	p.SecretTip, p.EnableTip = maps.Clone(p.SecretTip), maps.Clone(p.EnableTip)
	p.Domains = append([]string(nil), p.Domains...)
	p.Incoming = append([]mail.Server(nil), p.Incoming...)
	p.Outgoing = append([]mail.Server(nil), p.Outgoing...)
	return p
}
