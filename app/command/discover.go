package command

import (
	"context"
	"flag"

	"letterbox/mail"
	"letterbox/ui/words"
)

var discoverVerb = verb{
	name: "discover", usage: "discover ADDRESS [--provider ID] [--dns HOST:PORT] [--http-root URL] [--offline]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		provider := set.String("provider", "", "provider of the catalogue")
		dns := set.String("dns", "", "ask this name server, host:port")
		root := set.String("http-root", "", "ask for configuration files below this URL")
		offline := set.Bool("offline", false, "use the catalogue only")
		return func(ctx context.Context, c *call) error {
			c.DNS, c.HTTPRoot, c.NoNetwork = *dns, *root, *offline
			return runDiscover(ctx, c, mail.ProviderID(*provider))
		}
	},
	minArgs: 1, maxArgs: 1,
}

type candidateObject struct {
	Source   string          `json:"source"`
	Trusted  bool            `json:"trusted"`
	Provider mail.ProviderID `json:"provider"`
	Incoming []*serverObject `json:"incoming"`
	Outgoing []*serverObject `json:"outgoing"`
	Username string          `json:"username"`
	Auth     mail.AuthMethod `json:"auth"`
	Hint     string          `json:"hint"`
	Origins  originsObject   `json:"origins"`
}

type originsObject struct {
	Incoming originObject `json:"incoming"`
	Outgoing originObject `json:"outgoing"`
	Username originObject `json:"username"`
}

type originObject struct {
	Source  string `json:"source"`
	Where   string `json:"where"`
	Trusted bool   `json:"trusted"`
}

// catalogueObject says which catalogue was asked: the program's own has no file.
type catalogueObject struct {
	File    string `json:"file"`
	Checked string `json:"checked"`
}

func runDiscover(ctx context.Context, c *call, provider mail.ProviderID) error {
	address, err := mail.ParseAddress(c.args[0])
	if err != nil {
		return &mail.Problem{Code: mail.AddressInvalid, Retry: mail.RetryAfterChange, Err: err}
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	candidates, err := s.Discover.Discover(ctx, address, provider)
	if err != nil {
		return err
	}
	list := make([]candidateObject, 0, len(candidates))
	for i, found := range candidates {
		hint := ""
		if p, known := s.Catalogue.ByID(found.Provider); known {
			hint = p.SecretTip[string(c.Lang)]
		}
		list = append(list, candidateJSON(found, hint))
		c.candidate(i+1, found, s)
	}
	c.out.event("result", map[string]any{"candidates": list, "catalogue": catalogueObject{s.CatalogueFile, s.Catalogue.Checked()}})
	if s.CatalogueFile != "" {
		c.out.text("%s", words.T(c.Lang, words.DiscoverCatalogue, s.CatalogueFile, s.Catalogue.Checked()))
	}
	return nil
}

func candidateJSON(found mail.Candidate, hint string) candidateObject {
	return candidateObject{
		Source: found.Source, Trusted: found.Trusted, Provider: found.Provider, Username: found.Incoming.Username, Auth: found.Incoming.Auth, Hint: hint,
		Incoming: []*serverObject{serverJSON(found.Incoming)}, Outgoing: []*serverObject{serverJSON(found.Outgoing)},
		Origins: originsObject{
			originObject(found.Origins.Incoming), originObject(found.Origins.Outgoing), originObject(found.Origins.Username),
		},
	}
}

// candidate tells one way to a mailbox in sentences: each value, and where it comes from.
func (c *call) candidate(number int, found mail.Candidate, s *Services) {
	name := string(found.Provider)
	if p, known := s.Catalogue.ByID(found.Provider); known {
		name = words.For(c.Lang).Pick(p.Name)
	}
	c.out.text("%d. %s", number, name)
	for _, row := range []struct {
		label words.Key
		value string
		from  mail.Origin
	}{
		{words.DiscoverIncoming, found.Incoming.URL(), found.Origins.Incoming},
		{words.DiscoverOutgoing, found.Outgoing.URL(), found.Origins.Outgoing},
		{words.DiscoverUsername, found.Incoming.Username, found.Origins.Username},
	} {
		c.out.text("   %s  %s  %s", words.T(c.Lang, row.label), row.value, words.OriginOf(c.Lang, row.from))
	}
	if !found.Trusted {
		c.out.text("   %s", words.T(c.Lang, words.DiscoverConsent))
	}
}

// corrected replaces typed hosts that are known mistakes, and tells so.
func (c *call) corrected(s *Services, typed []mail.Candidate) []mail.Candidate {
	for i := range typed {
		right, wrong := s.Catalogue.Corrected(typed[i])
		for _, p := range wrong {
			c.out.notice(c.streams.Err, p)
		}
		typed[i] = right
	}
	return typed
}
