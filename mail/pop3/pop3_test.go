package pop3_test

import (
	"context"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/mailtest"
	"letterbox/mail/pop3"
)

// clientFor returns a client that trusts the in-process servers, also without TLS.
func clientFor(t testing.TB, scale float64) *pop3.Client {
	t.Helper()
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	timeouts := dial.Timeouts{}.Scale(scale)
	timeouts = dial.Timeouts{Greeting: timeouts.Greeting, Command: timeouts.Command} // a busy machine may be slow at the rest
	dialer := dial.New(dial.Config{Roots: ca.Roots(), Timeouts: timeouts, AllowPlain: func(string) bool { return true }})
	return pop3.New(pop3.Config{Dialer: dialer})
}

func message(subject string) []byte {
	return []byte("From: ada@example.test\r\nTo: bob@example.test\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject + "@x>\r\n\r\nText of " + subject + "\r\n")
}

func open(t *testing.T, server *mailtest.POP3Server) *pop3.Session {
	t.Helper()
	s, err := clientFor(t, 1).Open(t.Context(), server.Server(), server.Credential(), nil)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// verify runs Verify to its end and closes the session that it leaves open.
func verify(ctx context.Context, c *pop3.Client, s mail.Server, cred mail.Credential, note func(mail.Check)) error {
	session, err := c.Verify(ctx, s, cred, note)
	if err == nil {
		session.Close()
	}
	return err
}

// commands returns the names of the commands that clients sent, those of an exchange of SASL left out.
func commands(server *mailtest.POP3Server) []string {
	known := []string{"CAPA", "STLS", "USER", "PASS", "APOP", "AUTH", "STAT", "LIST", "UIDL", "TOP", "RETR", "QUIT", "NOOP", "DELE", "RSET"}
	var names []string
	for _, said := range server.Said() {
		name, _, _ := strings.Cut(said.Line, " ")
		for _, k := range known {
			if name == k {
				names = append(names, name)
			}
		}
	}
	return names
}

func count(names []string, name string) (n int) {
	for _, other := range names {
		if other == name {
			n++
		}
	}
	return n
}

// token is an access token that never changes.
type token string

func (t token) Token(context.Context) (string, error) { return string(t), nil }
