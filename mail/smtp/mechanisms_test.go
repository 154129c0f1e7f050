package smtp_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/mailtest"
	"letterbox/mail/sasl"
	"letterbox/mail/smtp"
)

// signIn verifies against a server and returns how the sign-in went.
func signIn(t *testing.T, c *smtp.Client, server mail.Server, cred mail.Credential) (way string, p *mail.Problem) {
	t.Helper()
	err := c.Verify(t.Context(), server, cred, func(c mail.Check) {
		if c.Stage == mail.StageAuthenticate && c.Status == mail.CheckOK {
			way = c.Finding
		}
	})
	return way, mail.ProblemOf(err)
}

// attempts returns the mechanisms by which somebody tried to sign in.
func attempts(server *mailtest.SMTPServer) []string {
	var found []string
	for _, said := range server.Said() {
		if words := strings.Fields(said.Line); len(words) > 1 && words[0] == "AUTH" {
			found = append(found, words[1])
		}
	}
	return found
}

func TestMechanisms(t *testing.T) {
	all := []string{"PLAIN", "NTLM", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"}
	cases := []struct {
		want    string
		offered []string
		user    string
		opts    []mailtest.SMTPOption
	}{
		{"SCRAM-SHA-256", all, "ada", nil},
		{"SCRAM-SHA-256", all, "ada", []mailtest.SMTPOption{mailtest.SMTPStartTLS()}},
		{"SCRAM-SHA-256", all, "ada", []mailtest.SMTPOption{mailtest.SMTPClear()}},
		{"SCRAM-SHA-256-PLUS", append(all, "SCRAM-SHA-256-PLUS"), "ada", nil},
		{"SCRAM-SHA-1-PLUS", append(all, "SCRAM-SHA-1-PLUS"), "ada", []mailtest.SMTPOption{mailtest.SMTPStartTLS()}},
		{"SCRAM-SHA-1", all[:4], "ada@corp.example", nil},
		{"PLAIN", all[:3], "ada", nil},
		{"CRAM-MD5", all[:3], "ada", []mailtest.SMTPOption{mailtest.SMTPClear()}},
		{"CRAM-MD5", all[1:3], "ada", nil},
		{"NTLM", all[1:2], `CORP\ada`, nil},
		{"NTLM", all[1:2], "ada@corp.example", []mailtest.SMTPOption{mailtest.SMTPStartTLS()}},
		{"LOGIN", []string{"LOGIN", "PLAIN", "NTLM"}, `CORP\ada`, nil},
	}
	for _, c := range cases {
		t.Run(c.want+" "+c.user, func(t *testing.T) {
			server := mailtest.SMTP(t, append(c.opts, mailtest.SMTPUser(c.user, "密码 pw"), mailtest.SMTPMechanisms(c.offered...))...)
			ours := smtp.New(smtp.Config{Dialer: dial.New(dial.Config{Roots: server.Roots(), AllowPlain: func(string) bool { return true }})})
			if way, p := signIn(t, ours, server.Server(), server.Credential()); way != c.want || p != nil {
				t.Errorf("by %q: %v", way, p)
			}
			before := len(attempts(server))
			if _, p := signIn(t, ours, server.Server(), mail.Password("wrong")); p == nil || p.Code != mail.AuthRejected {
				t.Errorf("a wrong password: %v", p)
			}
			if n := len(attempts(server)) - before; n != 1 {
				t.Errorf("a wrong password was tried %d times", n)
			}
		})
	}
}

func TestServerMustProveItself(t *testing.T) {
	scram := mailtest.SMTPMechanisms("SCRAM-SHA-256", "PLAIN")
	early := mailtest.Fault{On: "AUTH", Reply: "235 2.7.0 welcome\r\n"}
	for name, more := range map[string]mailtest.SMTPOption{"impostor": mailtest.SMTPImpostor(), "no proof at all": mailtest.SMTPFaults(early)} {
		server := mailtest.SMTP(t, scram, more)
		_, p := signIn(t, client(t, 1, nil), server.Server(), server.Credential())
		if p == nil || p.Class != "SERVER_UNPROVEN" || p.Retry != mail.RetryAfterChange || !errors.Is(p, sasl.ErrUnproven) {
			t.Errorf("%s: %v", name, p)
		}
		if tried := attempts(server); len(tried) != 1 {
			t.Errorf("%s: tried %v", name, tried)
		}
	}
}

// The next mechanism follows a refusal of the mechanism, and never a refusal of the person.
func TestNextMechanism(t *testing.T) {
	after := []string{"SCRAM-SHA-256", "PLAIN"}
	for reply, want := range map[string][]string{
		"504 5.5.4 unrecognized authentication type\r\n":     after,
		"504 5.7.4 Unrecognized authentication type\r\n":     after,
		"535 5.7.8 Error: authentication failed\r\n":         after[:1],
		"534 5.7.9 Authentication mechanism is too weak\r\n": after[:1],
		"454 4.7.0 Temporary authentication failure\r\n":     after[:1],
		"538 5.7.11 Encryption required\r\n":                 after[:1],
		"535 5.7.3 Authentication unsuccessful\r\n":          after[:1],
		"432 4.7.12 A password transition is needed\r\n":     after[:1],
		"530 5.7.0 Must issue a STARTTLS command first\r\n":  after[:1],
		"526 Authentication failure\r\n":                     after[:1],
		"550 User has no permission\r\n":                     after[:1],
	} {
		server := mailtest.SMTP(t, mailtest.SMTPMechanisms("SCRAM-SHA-256", "PLAIN"), mailtest.SMTPFaults(mailtest.Fault{On: "AUTH", Once: true, Reply: reply}))
		way, p := signIn(t, client(t, 1, nil), server.Server(), server.Credential())
		if got := attempts(server); !slices.Equal(got, want) || (p == nil) != (len(want) == 2) {
			t.Errorf("after %q: tried %v, by %q: %v", reply, got, way, p)
		}
	}
}

// TestDovecotMechanisms signs in by every mechanism that a Dovecot offers whose passwords are kept in a scheme.
func TestDovecotMechanisms(t *testing.T) {
	for _, c := range []struct{ scheme, mechanism string }{
		{"PLAIN", "LOGIN"}, {"CRAM-MD5", "CRAM-MD5"}, {"PLAIN", "SCRAM-SHA-1"}, {"SCRAM-SHA-256", "SCRAM-SHA-256"}, {"SHA512-CRYPT", "PLAIN"},
	} {
		t.Run(c.scheme+" "+c.mechanism, func(t *testing.T) {
			running := mailtest.Dovecot(t, mailtest.RealUser("ada", "s3cret pw"), mailtest.RealScheme(c.scheme), mailtest.RealMechanisms(c.mechanism))
			ours := smtp.New(smtp.Config{Dialer: dial.New(dial.Config{Roots: running.Roots()})})
			for _, security := range []mail.Security{mail.TLS, mail.STARTTLS} {
				if way, p := signIn(t, ours, running.Submission(security), running.Credential("ada")); way != c.mechanism || p != nil {
					t.Errorf("%s by %q: %v\n%s", security, way, p, running.Log())
				}
			}
			if _, p := signIn(t, ours, running.Submission(mail.TLS), mail.Password("wrong")); p == nil || p.Code != mail.AuthRejected {
				t.Errorf("a wrong password: %v", p)
			}
		})
	}
}
