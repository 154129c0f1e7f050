package pop3_test

import (
	"context"
	"crypto/x509"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/mailtest"
	"letterbox/mail/pop3"
)

// hostileTimeouts are short where a hostile server makes the client wait, and long where a busy machine does.
var hostileTimeouts = dial.Timeouts{Handshake: 10 * time.Second, Greeting: 5 * time.Second, Command: 5 * time.Second}

// hostileLimits are a small part of the usual ones, which the whole program meets in app/acceptance: what a flood shows
// is that there is one.
var hostileLimits = pop3.Limits{Messages: 20_000, Message: 4 << 20}

// patience bounds one step; reading up to a limit takes time too.
const patience = 2 * time.Minute

// largest is how many bytes of a message are kept; larger ones are not.
const largest = 1 << 20

func TestHostileServers(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	cases := mailtest.HostileCases(t, "pop3")
	certs := mailtest.HostileCerts(t)
	ca, err := os.ReadFile(certs + "/ca.pem")
	must(t, err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	before := mailtest.PeakMemory(t)
	t.Run("cases", func(t *testing.T) {
		for _, c := range cases {
			t.Run(c.ID, func(t *testing.T) {
				t.Parallel()
				server := mailtest.StartHostile(t, c, certs)
				v := &visitor{t: t, server: server.Server(), secret: mail.Password(server.Password), have: map[string]string{}}
				v.client = pop3.New(pop3.Config{Dialer: dial.New(dial.Config{Roots: roots, Timeouts: hostileTimeouts}), Limits: hostileLimits})
				v.visit()
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

// visitor does with a server what an account does: it is verified, and then collects what it does not have, in a
// second session too, as after a connection that was lost.
type visitor struct {
	t       *testing.T
	client  *pop3.Client
	server  mail.Server
	secret  mail.Credential
	failed  bool
	elapsed time.Duration
	visible strings.Builder

	names   []string          // in the order of the server
	have    map[string]string // name → message
	headers []string          // names of messages whose header is known
}

func (v *visitor) visit() {
	v.step(func(ctx context.Context) error { return verify(ctx, v.client, v.server, v.secret, nil) })
	if v.session() { // nobody comes again who was not let in
		v.session()
	}
}

// session reports whether the server let anybody in.
func (v *visitor) session() bool {
	var s *pop3.Session
	opened := v.step(func(ctx context.Context) (err error) {
		s, err = v.client.Open(ctx, v.server, v.secret, nil)
		return err
	})
	if !opened {
		return false
	}
	defer s.Close()
	var entries []pop3.Entry
	listed := v.step(func(ctx context.Context) (err error) {
		entries, err = s.List(ctx)
		return err
	})
	if !listed {
		return true
	}
	v.step(func(ctx context.Context) error {
		_, err := s.Headers(ctx, v.without(entries, v.headers), func(e pop3.Entry, _ []byte) error {
			v.headers = append(v.headers, e.UIDL)
			return nil
		})
		return err
	})
	v.step(func(ctx context.Context) error {
		_, err := s.Bodies(ctx, v.without(entries, v.names), func(e pop3.Entry, body io.Reader) error {
			raw, err := io.ReadAll(io.LimitReader(body, largest+1))
			if err == nil && len(raw) <= largest {
				v.names, v.have[e.UIDL] = append(v.names, e.UIDL), string(raw)
			}
			return err
		})
		return err
	})
	return true
}

// without leaves out the entries that are known already.
func (v *visitor) without(entries []pop3.Entry, known []string) []pop3.Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e pop3.Entry) bool { return slices.Contains(known, e.UIDL) })
}

// step makes one call and takes down how it went. It reports whether it succeeded.
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
	o := mailtest.HostileOutcome{Failed: v.failed, Elapsed: v.elapsed, Visible: v.visible.String(), Stored: []string{"INBOX"}}
	for _, name := range v.names {
		o.Stored = append(o.Stored, v.have[name])
	}
	return o
}
