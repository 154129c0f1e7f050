package app

import (
	"crypto/ed25519"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"letterbox/app/binder"
	"letterbox/app/card"
	"letterbox/app/command"
	"letterbox/assets"
	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/mail/provider"
	"letterbox/ui/model"
)

// inClear is a program without a policy, and two servers that speak clear text only.
type inClear struct {
	*house
	in  *mailtest.Server
	out *mailtest.SMTPServer
}

// candidate returns the servers with a kind of protection.
func (c inClear) candidate(security mail.Security) mail.Candidate {
	found := mail.Candidate{Source: "test", Trusted: true, Incoming: c.in.Server(), Outgoing: c.out.Server()}
	found.Incoming.Security, found.Outgoing.Security = security, security
	found.Incoming.Username, found.Outgoing.Username = "ada", "ada"
	return found
}

func (c inClear) account() mail.Account {
	servers := c.candidate(mail.Plain)
	return mail.Account{ID: 1, Address: ada, Incoming: servers.Incoming, Outgoing: servers.Outgoing}
}

var (
	ada      = mail.Address{Local: "ada", Domain: "corp.example"}
	password = mail.Password("pw")
)

func silent(mail.Check) {}

// harmless are the last words of what may be said before there is any protection.
var harmless = []string{"CAPABILITY", "STARTTLS", "LOGOUT", "QUIT", "127.0.0.1", "[127.0.0.1]", "LOCALHOST"}

// TestNoWayToClearText names every way on which a server could come into the program, and goes it with a server that
// speaks clear text. Without a policy none of them leads there: nothing is said to the servers.
func TestNoWayToClearText(t *testing.T) {
	h, _ := started(t, filepath.Join(t.TempDir(), "profile"), "", "")
	defer h.close()
	c := inClear{h, mailtest.IMAP(t, mailtest.IMAPUser("ada", "pw"), mailtest.IMAPClear()), mailtest.SMTP(t, mailtest.SMTPUser("ada", "pw"), mailtest.SMTPClear())}
	for name, way := range map[string]struct {
		take func(t *testing.T) error
		code mail.Code
	}{
		"typed on the command line": {func(t *testing.T) error { return c.bind(t, mail.Plain) }, mail.PlainForbidden},
		"typed in the wizard":       {func(t *testing.T) error { return c.wizard(t, mail.Plain) }, mail.PlainForbidden},
		"STARTTLS is not offered":   {func(t *testing.T) error { return c.wizard(t, mail.STARTTLS) }, mail.TLSNotOffered},
		"bound before": {func(t *testing.T) error {
			_, err := c.imapFor(c.in.Server()).Open(t.Context(), c.in.Server(), password, nil)
			return err
		}, mail.PlainForbidden},
		"sent through": {c.submit, mail.PlainForbidden},
		"renewed": {func(t *testing.T) error {
			_, err := (bound{h}).Renew(t.Context(), c.account(), password, silent)
			return err
		}, mail.PlainForbidden},
		"looked at":               {func(t *testing.T) error { return c.dialer.Inspect(t.Context(), c.in.Server()).Problem }, mail.TLSNotOffered},
		"binding card":            {c.card, mail.PlainForbidden},
		"catalogue":               {func(*testing.T) error { return catalogueWith(c.in.Server()) }, mail.PolicyInvalid},
		"catalogue of the policy": {c.policy(`{"catalogue": [{"id": "corp", "domains": ["corp.example"], "servers": [{"url": %q}, {"url": %q}]}]}`), mail.PolicyInvalid},
		"servers of the policy":   {c.policy(`{"servers": [{"domains": ["corp.example"], "incoming": %q, "outgoing": %q}]}`), mail.PolicyInvalid},
	} {
		if p := mail.ProblemOf(way.take(t)); p == nil || p.Code != way.code {
			t.Errorf("%s: %v, want %s", name, p, way.code)
		}
	}
	for _, said := range append(c.in.Said(), c.out.Said()...) {
		if word, _, _ := strings.Cut(said.Line[strings.Index(said.Line, " ")+1:], " "); !slices.Contains(harmless, strings.ToUpper(word)) {
			t.Errorf("a server heard %q", said.Line)
		}
	}
}

// bind binds the servers as the command line does.
func (c inClear) bind(t *testing.T, security mail.Security) error {
	t.Helper()
	_, _, err := c.binder.Bind(t.Context(), binder.Request{Address: ada, Secret: password, Candidates: []mail.Candidate{c.candidate(security)}, Consent: true}, silent)
	return err
}

// wizard binds the servers as the page with the servers does.
func (c inClear) wizard(t *testing.T, security mail.Security) error {
	t.Helper()
	_, _, err := (&setup{c.house}).Bind(t.Context(), model.Binding{Address: ada, Secret: password, Candidate: c.candidate(security), Consent: true}, silent)
	return err
}

func (c inClear) submit(t *testing.T) error {
	t.Helper()
	_, err := (postman{c.house}).SendTest(t.Context(), c.account(), password, "en")
	return err
}

// card opens a card of somebody who signed it well.
func (c inClear) card(t *testing.T) error {
	t.Helper()
	payload := fmt.Sprintf(`{"version": 1, "issuer": "Corp IT", "domains": ["corp.example"], "expires": "2099-12-31", "incoming": %q, "outgoing": %q}`, c.in.Server().URL(), c.out.Server().URL())
	signed, err := card.Sign(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)), []byte(payload))
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.cards.Read(signed)
	return err
}

// policy starts the program under a policy that names the servers and does not allow clear text.
func (c inClear) policy(format string) func(t *testing.T) error {
	return func(t *testing.T) error {
		t.Helper()
		rules := written(t, "policies.json", fmt.Sprintf(format, c.in.Server().URL(), c.out.Server().URL()))
		h, err := build(t.Context(), command.Globals{DataDir: filepath.Join(t.TempDir(), "profile"), Secrets: "memory", TimeoutScale: 1, PolicyFile: rules})
		if err == nil {
			h.close()
		}
		return err
	}
}

// catalogueWith puts a catalogue with a server into the place of the program's own.
func catalogueWith(s mail.Server) error {
	text := strings.Replace(string(assets.ProvidersJSON), "imaps://imap.exmail.qq.com:993", s.URL(), 1)
	if _, err := provider.Load([]byte(text)); err != nil {
		return badCatalogue("providers.json", err)
	}
	return nil
}
