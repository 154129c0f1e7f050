package command

import (
	"context"
	"flag"

	"letterbox/mail"
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
	list := []candidateObject{}
	for _, found := range candidates {
		object := candidateObject{
			Source: found.Source, Trusted: found.Trusted, Provider: found.Provider, Username: found.Incoming.Username, Auth: found.Incoming.Auth,
			Incoming: []*serverObject{serverJSON(found.Incoming)}, Outgoing: []*serverObject{serverJSON(found.Outgoing)},
		}
		if p, known := s.Catalogue.ByID(found.Provider); known {
			object.Hint = p.SecretTip[string(c.Lang)]
		}
		list = append(list, object)
		c.out.text("%s\t%s\t%s\t%s", found.Source, found.Provider, found.Incoming.URL(), found.Outgoing.URL())
	}
	c.out.event("result", map[string]any{"candidates": list})
	return nil
}
