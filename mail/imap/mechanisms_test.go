package imap_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
	"letterbox/mail/sasl"
)

// signIn verifies against a server and returns how the sign-in went.
func signIn(t *testing.T, client *imap.Client, server mail.Server, cred mail.Credential) (way string, p *mail.Problem) {
	t.Helper()
	err := verify(client, t.Context(), server, cred, func(c mail.Check) {
		if c.Stage == mail.StageAuthenticate && c.Status == mail.CheckOK {
			way = c.Finding
		}
	})
	return way, mail.ProblemOf(err)
}

func TestMechanisms(t *testing.T) {
	all := []string{"PLAIN", "NTLM", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"}
	cases := []struct {
		want    string
		offered []string
		user    string
		opts    []mailtest.IMAPOption
	}{
		{"SCRAM-SHA-256", all, "ada", nil},
		{"SCRAM-SHA-256", all, "ada", []mailtest.IMAPOption{mailtest.IMAPCapabilities("SASL-IR")}},
		{"SCRAM-SHA-256", all, "ada", []mailtest.IMAPOption{mailtest.IMAPStartTLS()}},
		{"SCRAM-SHA-256", all, "ada", []mailtest.IMAPOption{mailtest.IMAPClear()}},
		{"SCRAM-SHA-256-PLUS", append(all, "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"), "ada", nil},
		{"SCRAM-SHA-256-PLUS", append(all, "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"), "ada", []mailtest.IMAPOption{mailtest.IMAPStartTLS()}},
		{"SCRAM-SHA-1-PLUS", append(all, "SCRAM-SHA-1-PLUS"), "ada", nil},
		{"SCRAM-SHA-256", append(all, "SCRAM-SHA-1-PLUS"), "ada", []mailtest.IMAPOption{mailtest.IMAPClear()}},
		{"SCRAM-SHA-1", all[:4], "ada@corp.example", nil},
		{"PLAIN", all[:3], "ada", nil},
		{"CRAM-MD5", all[:3], "ada", []mailtest.IMAPOption{mailtest.IMAPClear()}},
		{"CRAM-MD5", all[1:3], "ada", nil},
		{"NTLM", all[1:2], `CORP\ada`, nil},
		{"NTLM", all[1:2], "ada@corp.example", []mailtest.IMAPOption{mailtest.IMAPStartTLS()}},
		{"NTLM", all[1:2], "张三", []mailtest.IMAPOption{mailtest.IMAPClear()}},
		{"LOGIN command", all[:1], `CORP\ada`, nil},
	}
	for _, c := range cases {
		t.Run(c.want+" "+c.user, func(t *testing.T) {
			server := mailtest.IMAP(t, append(c.opts, mailtest.IMAPUser(c.user, "密码 pw"), mailtest.IMAPMechanisms(c.offered...))...)
			client := clearClient(t)
			if way, p := signIn(t, client, server.Server(), server.Credential()); way != c.want || p != nil {
				t.Errorf("by %q: %v", way, p)
			}
			before := len(attempts(server))
			if _, p := signIn(t, client, server.Server(), mail.Password("wrong")); p == nil || p.Code != mail.AuthRejected {
				t.Errorf("a wrong password: %v", p)
			}
			if n := len(attempts(server)) - before; n != 1 {
				t.Errorf("a wrong password was tried %d times", n)
			}
		})
	}
}

// clearClient may speak to the in-process servers without TLS.
func clearClient(t *testing.T) *imap.Client {
	t.Helper()
	ca, err := mailtest.SharedCA()
	must(t, err)
	return imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: ca.Roots(), AllowPlain: func(string) bool { return true }})})
}

// attempts returns the commands by which somebody tried to sign in.
func attempts(server *mailtest.Server) []string {
	var found []string
	for _, said := range server.Said() {
		if words := strings.Fields(said.Line); len(words) > 2 && (words[1] == "AUTHENTICATE" || words[1] == "LOGIN") {
			found = append(found, strings.Join(words[1:3], " "))
		}
	}
	return found
}

func TestServerMustProveItself(t *testing.T) {
	scram := []mailtest.IMAPOption{mailtest.IMAPMechanisms("SCRAM-SHA-256", "PLAIN"), mailtest.IMAPCapabilities("SASL-IR")}
	early := mailtest.Fault{On: "AUTHENTICATE", Reply: "{tag} OK welcome\r\n"}
	for name, more := range map[string]mailtest.IMAPOption{"impostor": mailtest.IMAPImpostor(), "no proof at all": mailtest.IMAPFaults(early)} {
		server := mailtest.IMAP(t, append(scram, more)...)
		_, p := signIn(t, clientFor(t, 1), server.Server(), server.Credential())
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
	after := []string{"AUTHENTICATE SCRAM-SHA-256", "AUTHENTICATE PLAIN"}
	for reply, want := range map[string][]string{
		"{tag} BAD unknown command\r\n":                         after,
		"{tag} NO unsupported authentication mechanism\r\n":     after,
		"{tag} NO sorry\r\n":                                    after[:1],
		"{tag} NO [AUTHENTICATIONFAILED] wrong\r\n":             after[:1],
		"{tag} BAD [AUTHENTICATIONFAILED] wrong\r\n":            after[:1],
		"{tag} NO [UNAVAILABLE] directory is down\r\n":          after[:1],
		"{tag} BAD invalid credentials\r\n":                     after[:1],
		"* BYE unsupported authentication mechanism, sorry\r\n": after[:1],
	} {
		refuse := mailtest.Fault{On: "AUTHENTICATE", Once: true, Reply: reply}
		if strings.HasPrefix(reply, "*") {
			refuse.Then = mailtest.Drop
		}
		server := mailtest.IMAP(t, mailtest.IMAPMechanisms("SCRAM-SHA-256", "PLAIN"), mailtest.IMAPFaults(refuse))
		way, p := signIn(t, clientFor(t, 1), server.Server(), server.Credential())
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
			client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: running.Roots()})})
			for _, security := range []mail.Security{mail.TLS, mail.STARTTLS} {
				server := running.Server(security)
				if way, p := signIn(t, client, server, running.Credential("ada")); way != c.mechanism || p != nil {
					t.Errorf("%s by %q: %v\n%s", security, way, p, running.Log())
				}
			}
			if _, p := signIn(t, client, running.Server(mail.TLS), mail.Password("wrong")); p == nil || p.Code != mail.AuthRejected {
				t.Errorf("a wrong password: %v", p)
			}
		})
	}
}

// TestCyrusMechanisms is the same against another make of server, which also has NTLM and ties SCRAM to its TLS: by
// tls-unique, so that on TLS 1.3 there is no binding that both sides have.
func TestCyrusMechanisms(t *testing.T) {
	for _, c := range []struct {
		mechanism, want string
		opts            []mailtest.RealOption
	}{
		{"CRAM-MD5", "CRAM-MD5", nil},
		{"NTLM", "NTLM", nil},
		{"SCRAM-SHA-1", "SCRAM-SHA-1", nil},
		{"SCRAM-SHA-256", "SCRAM-SHA-256", nil},
		{"SCRAM-SHA-256", "SCRAM-SHA-256-PLUS", []mailtest.RealOption{mailtest.RealTLS12()}},
	} {
		t.Run(c.want, func(t *testing.T) {
			running := mailtest.Cyrus(t, append(c.opts, mailtest.RealUser("ada", "s3cret pw"), mailtest.RealMechanisms(c.mechanism))...)
			client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: running.Roots()})})
			for _, security := range []mail.Security{mail.TLS, mail.STARTTLS} {
				if way, p := signIn(t, client, running.Server(security), running.Credential("ada")); way != c.want || p != nil {
					t.Errorf("%s by %q: %v\n%s", security, way, p, running.Log())
				}
			}
			if _, p := signIn(t, client, running.Server(mail.TLS), mail.Password("wrong")); p == nil || p.Code != mail.AuthRejected {
				t.Errorf("a wrong password: %v", p)
			}
		})
	}
}
