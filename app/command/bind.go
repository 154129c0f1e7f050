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
	usage: "bind ADDRESS [--password-stdin | --oauth [--open COMMAND] [--device] [--any-account]] [--renew] [--username U] [--incoming URL] [--outgoing URL] [--name N] [--provider ID] [--dns HOST:PORT] [--card FILE [--card-key FINGERPRINT]] [--consent] [--dry-run]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var b bindFlags
		set.BoolVar(&b.passwordStdin, "password-stdin", false, "read the password or authorization code from standard input")
		set.BoolVar(&b.signIn.oauth, "oauth", false, "sign in on the provider's page in the browser")
		set.StringVar(&b.signIn.open, "open", "", "command that opens the page instead of the system's browser; its last argument is the link")
		set.BoolVar(&b.signIn.device, "device", false, "show a code to be typed on another device")
		set.BoolVar(&b.signIn.anyAccount, "any-account", false, "agree to an account that is not the address, such as that of an alias")
		set.BoolVar(&b.renew, "renew", false, "a new password or sign-in for an account that is bound; its mail stays")
		set.StringVar(&b.username, "username", "", "user name, where it is not the address")
		set.StringVar(&b.incoming, "incoming", "", "incoming server, e.g. imaps://host:993")
		set.StringVar(&b.outgoing, "outgoing", "", "submission server, e.g. smtps://host:465")
		set.StringVar(&b.name, "name", "", "name shown in the list of accounts")
		set.StringVar(&b.provider, "provider", "", "provider of the catalogue, or authority of the policy")
		set.BoolVar(&b.consent, "consent", false, "agree to servers that were found by an insecure way")
		b.card.register(set)
		set.BoolVar(&b.dryRun, "dry-run", false, "verify only, keep nothing")
		dns := set.String("dns", "", "ask this name server, host:port")
		return func(ctx context.Context, c *call) error {
			c.DNS = *dns
			return b.run(ctx, c)
		}
	},
	minArgs: 1, maxArgs: 1,
}

type bindFlags struct {
	signIn                                       signInFlags
	card                                         cardBinding
	passwordStdin, renew, consent, dryRun        bool
	username, incoming, outgoing, name, provider string
}

func (b *bindFlags) run(ctx context.Context, c *call) error {
	address, err := mail.ParseAddress(c.args[0])
	if err != nil {
		return &mail.Problem{Code: mail.AddressInvalid, Retry: mail.RetryAfterChange, Err: err}
	}
	if err := b.check(); err != nil {
		return err
	}
	c.out.told = func(p *mail.Problem) words.Context { return c.known(b.provider, p.Server.Host) }
	var secret mail.Credential
	if !b.signIn.oauth {
		password, err := c.readSecret(b.passwordStdin)
		if err != nil {
			return err
		}
		secret = mail.Password(password)
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
	typed = c.corrected(s, typed)
	if err := b.card.take(ctx, s, address); err != nil {
		return err
	}
	if b.renew {
		return b.again(ctx, c, s, address, secret, typed)
	}
	return b.bind(ctx, c, s, address, secret, typed)
}

func (b *bindFlags) check() error {
	if b.renew && (b.dryRun || b.name != "") {
		return usage("--renew takes neither --dry-run nor --name")
	}
	if err := b.card.check(b.renew, b.incoming, b.outgoing, b.provider); err != nil {
		return err
	}
	return b.signIn.check(b.passwordStdin)
}

// bind binds an address that is not bound. Where the person signs in on a page, that comes last, when nothing else
// stands in the way.
func (b *bindFlags) bind(ctx context.Context, c *call, s *Services, address mail.Address, secret mail.Credential, typed []mail.Candidate) (err error) {
	candidates := typed
	if candidates == nil {
		if candidates, err = s.Binder.Discover(ctx, address, mail.ProviderID(b.provider)); err != nil {
			return err
		}
		candidates = b.withUsername(candidates)
	}
	request := binder.Request{
		Address: address, Label: b.name, Secret: secret, Candidates: candidates, Consent: b.consent || typed != nil, DryRun: b.dryRun,
	}
	if b.signIn.oauth && len(candidates) > 0 {
		if err := s.Binder.Allows(ctx, request); err != nil {
			return err
		}
		first := candidates[0]
		if request.Secret, err = b.signIn.credential(ctx, c, s, address, b.authority(first.Provider), first.Incoming.Protocol); err != nil {
			return err
		}
	}
	account, _, err := s.Binder.Bind(ctx, request, c.check)
	if err != nil {
		return err
	}
	if !b.dryRun {
		b.card.keep(ctx, c, s, address, candidates[0])
	}
	c.out.event("result", map[string]any{"account": accountJSON(account)})
	c.out.text("%s", words.T(c.Lang, words.CommandBound, account.Address.Spec()))
	return nil
}

// again gives a bound account a new secret, and other servers if the flags name them.
func (b *bindFlags) again(ctx context.Context, c *call, s *Services, address mail.Address, secret mail.Credential, typed []mail.Candidate) error {
	account, err := s.account(ctx, address.Spec())
	if err != nil {
		return err
	}
	if len(typed) > 0 {
		account.Incoming, account.Outgoing = typed[0].Incoming, typed[0].Outgoing
	}
	if b.username != "" {
		account.Incoming.Username, account.Outgoing.Username = b.username, b.username
	}
	account.Provider = b.authority(account.Provider)
	if b.signIn.oauth {
		if secret, err = b.signIn.credential(ctx, c, s, account.Address, account.Provider, account.Incoming.Protocol); err != nil {
			return err
		}
	}
	if _, err := s.Binder.Renew(ctx, account, secret, c.check); err != nil {
		return err
	}
	c.out.event("result", map[string]any{"account": accountJSON(account)})
	c.out.text("%s", words.T(c.Lang, words.CommandRenewed, account.Address.Spec()))
	return nil
}

// authority is the provider at which the person signs in: the one that was named, else the one that was found.
func (b *bindFlags) authority(found mail.ProviderID) mail.ProviderID {
	if b.provider != "" {
		return mail.ProviderID(b.provider)
	}
	return found
}

// check tells one check as it ends.
func (c *call) check(check mail.Check) {
	if check.Status == mail.CheckRunning {
		return
	}
	known := words.Context{}
	if check.Problem != nil {
		known = c.out.told(check.Problem)
	}
	fields := checkJSON(c.Lang, check, known)
	c.out.event("check", fields)
	c.out.text("%-9s %-13s %-8s %d ms", fields["server"], check.Stage, check.Status, check.Elapsed.Milliseconds())
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
