package provider

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"letterbox/mail"
)

type fileJSON struct {
	Schema    int               `json:"schema"`
	Checked   string            `json:"checked"`
	Sources   map[string]string `json:"sources"`
	Cards     []cardJSON        `json:"cards"`
	Providers []entryJSON       `json:"providers"`
	MX        []mxJSON          `json:"mx"`
}

type cardJSON struct {
	ID   mail.ProviderID   `json:"id"`
	Name map[string]string `json:"name"`
	Also []mail.ProviderID `json:"also"` // providers that people mean too when they take this card
}

type entryJSON struct {
	ID         mail.ProviderID     `json:"id"`
	Name       map[string]string   `json:"name"`
	Hint       map[string]string   `json:"hint"`
	Mark       string              `json:"mark"`
	Secret     mail.SecretKind     `json:"secret"`
	Besides    mail.SecretKind     `json:"besides"` // what it accepts too; empty for nothing
	Shape      string              `json:"shape"`   // regular expression of the whole secret that is typed, if there is one
	SecretTip  map[string]string   `json:"secret_tip"`
	SecretURL  string              `json:"secret_url"`
	EnableTip  map[string]string   `json:"enable_tip"`
	EnableURL  string              `json:"enable_url"`
	AlwaysOn   bool                `json:"always_on"` // there is no switch, so there is no enable_tip
	HelpURL    string              `json:"help_url"`
	Domains    []string            `json:"domains"`
	NotDomains []string            `json:"not_domains"` // exceptions from a domain with "*"
	Auth       []mail.AuthMethod   `json:"auth"`        // best first
	Usernames  []mail.UserNameForm `json:"usernames"`   // best first
	SavesSent  string              `json:"saves_sent"`  // yes, no or unknown
	NeedsID    bool                `json:"needs_id"`

	Connections int `json:"connections"` // that an account may have at the same time; 0 when nobody knows

	Quirks     []Quirk             `json:"quirks"`
	Mistakes   []Mistake           `json:"mistakes"`
	Servers    []serverJSON        `json:"servers"` // best first within a group
	Unknown    []string            `json:"unknown"` // pages that nobody has found: secret_url, enable_url, help_url
	Cites      map[string][]string `json:"cites"`   // where the tips, the pages and the shape come from, by their field
	Sources    []string            `json:"sources"`
	Confidence string              `json:"confidence"`
	Checked    string              `json:"checked"`
}

type serverJSON struct {
	URL        string   `json:"url"`        // as mail.ParseServerURL reads it
	Group      group    `json:"group"`      // servers that belong together
	For        []string `json:"for"`        // only for these mail domains or, with a leading dot, these MX suffixes
	Unverified bool     `json:"unverified"` // from a single weak source
	Sources    []string `json:"sources"`
}

type mxJSON struct {
	Pattern    string          `json:"pattern"`
	Provider   mail.ProviderID `json:"provider"`
	Gateway    string          `json:"gateway"` // product of a security gateway; Provider is empty then
	Confidence string          `json:"confidence"`
	Sources    []string        `json:"sources"`
}

// group names servers that are used together.
type group string

const (
	groupMain     group = ""         // what everybody uses
	groupOverseas group = "overseas" // the provider's entrance outside China
	groupLegacy   group = "legacy"   // old names that still answer
	groupCompany  group = "company"  // only for domains of companies
)

// server is one row of a provider: a server without a user name, and when it applies.
type server struct {
	mail.Server       // Auth is the provider's best; Host may hold "{domain}"
	group       group // which others it is paired with
	only        []string
	unverified  bool
}

const domainMark = "{domain}"

func decode(text []byte) (fileJSON, error) {
	var f fileJSON
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return f, fmt.Errorf("provider catalogue: %w", err)
	}
	if f.Schema != 1 {
		return f, fmt.Errorf("provider catalogue: schema %d is unknown", f.Schema)
	}
	return f, nil
}

func (s serverJSON) parse(auth mail.AuthMethod) (server, error) {
	// A brace is not a character of a host in a URL, so the mark is parsed as a label that stands for it.
	const standIn = "domain-mark"
	parsed, err := mail.ParseServerURL(strings.Replace(s.URL, domainMark, standIn, 1))
	if err != nil {
		return server{}, err
	}
	if strings.Contains(s.URL, domainMark) {
		parsed.Host = strings.Replace(parsed.Host, standIn, domainMark, 1)
	}
	parsed.Auth = auth
	return server{Server: parsed, group: s.Group, only: s.For, unverified: s.Unverified}, nil
}
