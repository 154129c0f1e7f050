package smtp_test

import (
	"context"
	"crypto/x509"
	"os"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/mailtest"
	"letterbox/mail/smtp"
)

// hostileTimeouts are short where a hostile server makes the client wait, and long where a busy machine does.
var hostileTimeouts = dial.Timeouts{Handshake: 10 * time.Second, Greeting: 5 * time.Second, Command: 5 * time.Second}

// timeoutsFor returns shorter ones for a server that is silent after the end of a message, which is waited for ten times
// as long as for the answer to a command.
func timeoutsFor(c mailtest.HostileCase) dial.Timeouts {
	timeouts := hostileTimeouts
	if strings.Contains(c.ID, "slow") {
		timeouts.Command = time.Second
	}
	return timeouts
}

// patience bounds one step.
const patience = 2 * time.Minute

func TestHostileServers(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	cases := mailtest.HostileCases(t, "smtp")
	certs := mailtest.HostileCerts(t)
	ca, err := os.ReadFile(certs + "/ca.pem")
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	before := mailtest.PeakMemory(t)
	t.Run("cases", func(t *testing.T) {
		for _, c := range cases {
			t.Run(c.ID, func(t *testing.T) {
				t.Parallel()
				server := mailtest.StartHostile(t, c, certs)
				v := &visitor{t: t, server: server.Server(), secret: mail.Password(server.Password)}
				v.client = smtp.New(smtp.Config{Dialer: dial.New(dial.Config{Roots: roots, Timeouts: timeoutsFor(c)})})
				v.visit(c)
				for _, complaint := range server.Judge(v.outcome(), patience) {
					t.Errorf("%s; asserted: %s; seen: %s", complaint, c.Assertion, v.visible.String())
				}
			})
		}
	})
	if grown := mailtest.PeakMemory(t) - before; grown > mailtest.MemoryFactor*200<<20 {
		t.Errorf("memory grew by %d MB", grown>>20)
	}
}

// asked is whom the person wants to write to. Some cases refuse the second.
var asked = []string{"b@example.org", "c@example.org", "d@example.org"}

// visitor does with a server what an account does: it is verified, and then a message is submitted; what a person may
// send again after that is sent again.
type visitor struct {
	t       *testing.T
	client  *smtp.Client
	server  mail.Server
	secret  mail.Credential
	failed  bool
	elapsed time.Duration
	visible strings.Builder
}

func (v *visitor) visit(c mailtest.HostileCase) {
	verified := v.step(func(ctx context.Context) error { return v.client.Verify(ctx, v.server, v.secret, nil) })
	out := outbound(asked...)
	out.ReversePath = address("a@example.org")
	out.Proceed = func([]mail.RecipientVerdict) bool { return true }
	if c.Class == "injection" {
		v.inject(out)
	}
	receipt, p := v.submit(out)
	for range 3 {
		switch {
		case p != nil && p.Code == mail.SendUnknown:
			return // a person decides now
		case p != nil && (p.Retry == mail.RetryNever || !verified):
			return
		case p == nil && receipt.Refused() == nil:
			return
		case p == nil:
			out.ForwardPaths = nil
			for _, refused := range receipt.Refused() {
				out.ForwardPaths = append(out.ForwardPaths, mail.ForwardPath{Address: refused.Address})
			}
		}
		receipt, p = v.submit(out)
	}
}

// inject tries to make recipients of what is none.
func (v *visitor) inject(out mail.Outbound) {
	for _, evil := range []string{"b@example.org>\r\nRCPT TO:<evil@example.org", "b\r\nBcc: evil@example.org@example.org", "b@example.org> NOTIFY=NEVER"} {
		out.ForwardPaths = []mail.ForwardPath{{Address: address(evil)}}
		if _, err := v.client.Submit(v.t.Context(), v.server, v.secret, out, nil); mail.ProblemOf(err) == nil || mail.ProblemOf(err).Code != mail.AddressInvalid {
			v.t.Errorf("%q: %v", evil, err)
		}
	}
}

func (v *visitor) submit(out mail.Outbound) (receipt mail.Receipt, p *mail.Problem) {
	v.step(func(ctx context.Context) error {
		var err error
		receipt, err = v.client.Submit(ctx, v.server, v.secret, out, nil)
		p = mail.ProblemOf(err)
		return err
	})
	return receipt, p
}

func (v *visitor) step(work func(ctx context.Context) error) bool {
	ctx, cancel := context.WithTimeout(v.t.Context(), 2*patience)
	defer cancel()
	began := time.Now()
	err := work(ctx)
	v.elapsed = max(v.elapsed, time.Since(began))
	if err == nil {
		return true
	}
	p := mail.ProblemOf(err)
	if p.Code == mail.Unknown || p.Retry == "" {
		v.t.Errorf("unclassified: %v", err)
	}
	v.visible.WriteString(p.Error() + "\n")
	v.failed = true
	return false
}

func (v *visitor) outcome() mailtest.HostileOutcome {
	return mailtest.HostileOutcome{Failed: v.failed, Elapsed: v.elapsed, Visible: v.visible.String(), Asked: asked}
}
