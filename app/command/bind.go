package command

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"io"
	"strings"

	"letterbox/app/binder"
	"letterbox/mail"
	"letterbox/ui/words"
)

var bindVerb = verb{
	name:  "bind",
	usage: "bind ADDRESS [--password-stdin] [--username U] [--incoming URL] [--outgoing URL] [--name N] [--provider ID] [--consent] [--dry-run]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var b bindFlags
		set.BoolVar(&b.passwordStdin, "password-stdin", false, "read the password or authorization code from standard input")
		set.StringVar(&b.username, "username", "", "user name, where it is not the address")
		set.StringVar(&b.incoming, "incoming", "", "incoming server, e.g. imaps://host:993")
		set.StringVar(&b.outgoing, "outgoing", "", "submission server, e.g. smtps://host:465")
		set.StringVar(&b.name, "name", "", "name shown in the list of accounts")
		set.StringVar(&b.provider, "provider", "", "provider of the catalogue")
		set.BoolVar(&b.consent, "consent", false, "agree to servers that were found by an insecure way")
		set.BoolVar(&b.dryRun, "dry-run", false, "verify only, keep nothing")
		return b.run
	},
	minArgs: 1, maxArgs: 1,
}

type bindFlags struct {
	passwordStdin, consent, dryRun               bool
	username, incoming, outgoing, name, provider string
}

func (b *bindFlags) run(ctx context.Context, c *call) error {
	address, err := mail.ParseAddress(c.args[0])
	if err != nil {
		return &mail.Problem{Code: mail.AddressInvalid, Retry: mail.RetryAfterChange, Err: err}
	}
	secret, err := c.readSecret(b.passwordStdin)
	if err != nil {
		return err
	}
	typed, err := b.typed(address)
	if err != nil {
		return err
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	candidates := typed
	if candidates == nil {
		if candidates, err = s.Binder.Discover(ctx, address, mail.ProviderID(b.provider)); err != nil {
			return err
		}
		candidates = b.withUsername(candidates)
	}
	account, _, err := s.Binder.Bind(ctx, binder.Request{
		Address: address, Label: b.name, Secret: mail.Password(secret), Candidates: candidates, Consent: b.consent || typed != nil, DryRun: b.dryRun,
	}, c.check)
	if err != nil {
		return err
	}
	c.out.event("result", map[string]any{"account": accountJSON(account)})
	c.out.text("%s", words.T(c.Lang, words.CommandBound, account.Address.Spec()))
	return nil
}

// check tells one check as it ends.
func (c *call) check(check mail.Check) {
	if check.Status == mail.CheckRunning {
		return
	}
	side := "outgoing"
	if check.Server.Incoming() {
		side = "incoming"
	}
	fields := map[string]any{"server": side, "stage": check.Stage, "status": check.Status, "ms": check.Elapsed.Milliseconds()}
	if check.Finding != "" {
		fields["finding"] = check.Finding
	}
	if check.Problem != nil {
		fields["problem"] = problemJSON(c.Lang, check.Problem)
	}
	c.out.event("check", fields)
	c.out.text("%-9s %-13s %-8s %d ms", side, check.Stage, check.Status, check.Elapsed.Milliseconds())
}

// typed returns the candidate that the flags spell out, nil when they name no server.
func (b *bindFlags) typed(address mail.Address) ([]mail.Candidate, error) {
	if b.incoming == "" && b.outgoing == "" {
		return nil, nil
	}
	if b.incoming == "" || b.outgoing == "" {
		return nil, usage("--incoming and --outgoing go together")
	}
	candidate := mail.Candidate{Provider: mail.ProviderID(b.provider), Source: "typed", Trusted: true}
	for _, side := range []struct {
		text string
		to   *mail.Server
	}{{b.incoming, &candidate.Incoming}, {b.outgoing, &candidate.Outgoing}} {
		server, err := mail.ParseServerURL(side.text)
		if err != nil {
			return nil, usage(err.Error())
		}
		if server.Username == "" {
			server.Username = address.Spec()
		}
		*side.to = server
	}
	if !candidate.Incoming.Protocol.Incoming() || candidate.Outgoing.Protocol != mail.Submission {
		return nil, usage("--incoming takes IMAP or POP3, --outgoing takes SMTP")
	}
	return b.withUsername([]mail.Candidate{candidate}), nil
}

func (b *bindFlags) withUsername(candidates []mail.Candidate) []mail.Candidate {
	if b.username != "" {
		for i := range candidates {
			candidates[i].Incoming.Username, candidates[i].Outgoing.Username = b.username, b.username
		}
	}
	return candidates
}

// readSecret reads a password from standard input, without its line end. A terminal is asked without echo.
func (c *call) readSecret(fromStdin bool) (string, error) {
	var secret string
	switch {
	case fromStdin:
		line, err := bufio.NewReader(io.LimitReader(c.streams.In, 1<<16)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", usage(err.Error())
		}
		secret = strings.TrimRight(line, "\r\n")
	case c.streams.Terminal:
		typed, err := askSecret(c.streams.Err, words.T(c.Lang, words.CommandPassword))
		if err != nil {
			return "", usage(err.Error())
		}
		secret = typed
	}
	if secret == "" {
		return "", usage("no password: use --password-stdin")
	}
	return secret, nil
}
