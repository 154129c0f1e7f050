package pop3_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/mailtest"
	"letterbox/mail/pop3"
	"letterbox/mail/sasl"
)

// signIn verifies against a server and returns how the sign-in went.
func signIn(t *testing.T, client *pop3.Client, server mail.Server, cred mail.Credential) (way string, p *mail.Problem) {
	t.Helper()
	err := verify(t.Context(), client, server, cred, func(c mail.Check) {
		if c.Stage == mail.StageAuthenticate && c.Status == mail.CheckOK {
			way = c.Finding
		}
	})
	return way, mail.ProblemOf(err)
}

// attempts returns the commands by which somebody tried to sign in.
func attempts(server *mailtest.POP3Server) []string {
	var found []string
	for _, said := range server.Said() {
		words := strings.Fields(said.Line)
		switch {
		case len(words) > 1 && words[0] == "AUTH":
			found = append(found, strings.Join(words[:2], " "))
		case len(words) > 1 && (words[0] == "PASS" || words[0] == "APOP"):
			found = append(found, words[0])
		}
	}
	return found
}

func TestMechanisms(t *testing.T) {
	all := []string{"PLAIN", "LOGIN", "NTLM", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"}
	bound := append(slices.Clone(all), "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS")
	stls, plain, apop := mailtest.POP3StartTLS(), mailtest.POP3Clear(), mailtest.POP3APOP()
	old := mailtest.POP3Capabilities("USER", "UIDL", "TOP")
	for _, c := range []struct {
		want    string
		offered []string
		user    string
		opts    []mailtest.POP3Option
	}{
		{"SCRAM-SHA-256-PLUS", bound, "ada", nil},
		{"SCRAM-SHA-256-PLUS", bound, "ada", []mailtest.POP3Option{stls}},
		{"SCRAM-SHA-1-PLUS", bound[:7], "ada", nil},
		{"SCRAM-SHA-256", bound, "ada", []mailtest.POP3Option{plain, apop}},
		{"SCRAM-SHA-256", all, "ada@corp.example", []mailtest.POP3Option{stls}},
		{"SCRAM-SHA-1", all[:5], "ada", nil},
		{"PLAIN", all[:4], "ada", []mailtest.POP3Option{apop}},
		{"LOGIN", all[1:4], "ada", nil},
		{"LOGIN", all[:4], `CORP\ada`, nil},
		{"CRAM-MD5", all[:4], "ada", []mailtest.POP3Option{plain}},
		{"CRAM-MD5", all[2:4], "ada", []mailtest.POP3Option{stls}},
		{"NTLM", all[2:3], `CORP\ada`, nil},
		{"APOP", all[:2], "ada", []mailtest.POP3Option{plain, apop}},
		{"PLAIN", all[:2], "ada", []mailtest.POP3Option{plain}},
		{"USER", nil, "张三", []mailtest.POP3Option{old}},
		{"USER", nil, "ada", []mailtest.POP3Option{old, stls, apop}},
		{"USER", nil, "ada", []mailtest.POP3Option{old, plain}},
		{"APOP", nil, "ada", []mailtest.POP3Option{old, plain, apop}},
		{"APOP", []string{"X-OWN"}, "ada", []mailtest.POP3Option{apop}},
	} {
		t.Run(c.want+" "+c.user, func(t *testing.T) {
			opts := append([]mailtest.POP3Option{mailtest.POP3User(c.user, "密码 pw")}, c.opts...)
			if c.offered != nil {
				opts = append(opts, mailtest.POP3Mechanisms(c.offered...))
			}
			server := mailtest.POP3(t, opts...)
			client := clientFor(t, 1)
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

func TestTokens(t *testing.T) {
	for want, offered := range map[string][]string{"OAUTHBEARER": {"PLAIN", "XOAUTH2", "OAUTHBEARER"}, "XOAUTH2": {"PLAIN", "XOAUTH2"}} {
		server := mailtest.POP3(t, mailtest.POP3Mechanisms(offered...))
		if way, p := signIn(t, clientFor(t, 1), server.Server(), mail.Tokens(token("pw"))); way != want || p != nil {
			t.Errorf("%s: by %q: %v", want, way, p)
		}
		if _, p := signIn(t, clientFor(t, 1), server.Server(), mail.Tokens(token("expired"))); p == nil || p.Code != mail.SignInExpired && p.Code != mail.AuthRejected {
			t.Errorf("%s: a token that is not valid: %v", want, p)
		}
		if tried := attempts(server); len(tried) != 2 {
			t.Errorf("%s: tried %v", want, tried)
		}
	}
	server := mailtest.POP3(t, mailtest.POP3Mechanisms("PLAIN"))
	if _, p := signIn(t, clientFor(t, 1), server.Server(), mail.Tokens(token("pw"))); p == nil || p.Code != mail.MechanismMissing || len(attempts(server)) != 0 {
		t.Errorf("a server that takes no tokens: %v after %v", p, attempts(server))
	}
	server = mailtest.POP3(t, mailtest.POP3Mechanisms("XOAUTH2"))
	if _, p := signIn(t, clientFor(t, 1), server.Server(), server.Credential()); p == nil || p.Class != "BASIC_AUTH_DISABLED" || len(attempts(server)) != 0 {
		t.Errorf("a server that takes no password: %v after %v", p, attempts(server))
	}
}

func TestServerMustProveItself(t *testing.T) {
	early := mailtest.Fault{On: "AUTH", Reply: "+OK welcome\r\n"}
	for name, more := range map[string]mailtest.POP3Option{"impostor": mailtest.POP3Impostor(), "no proof at all": mailtest.POP3Faults(early)} {
		server := mailtest.POP3(t, mailtest.POP3Mechanisms("SCRAM-SHA-256", "PLAIN"), more)
		_, p := signIn(t, clientFor(t, 1), server.Server(), server.Credential())
		if p == nil || p.Class != "SERVER_UNPROVEN" || p.Retry != mail.RetryAfterChange || !errors.Is(p, sasl.ErrUnproven) {
			t.Errorf("%s: %v", name, p)
		}
		if tried := attempts(server); len(tried) != 1 {
			t.Errorf("%s: tried %v", name, tried)
		}
	}
}

// The next mechanism follows a refusal of the mechanism, which a server makes before it has seen anything of the
// person; it never follows a refusal of the person or of the moment.
func TestNextMechanism(t *testing.T) {
	after := []string{"AUTH SCRAM-SHA-256", "AUTH PLAIN", "PASS"}
	for _, c := range []struct {
		reply string
		once  bool
		then  mailtest.Action
		want  []string
	}{
		{reply: "-ERR unknown command\r\n", once: true, want: after[:2]},
		{reply: "-ERR\r\n", once: true, want: after[:2]},
		{reply: "-ERR [SYS/PERM] unsupported authentication mechanism\r\n", once: true, want: after[:2]},
		{reply: "-ERR not here\r\n", want: after},
		{reply: "-ERR [AUTH] wrong\r\n", want: after[:1]},
		{reply: "-ERR [IN-USE] busy\r\n", want: after[:1]},
		{reply: "-ERR [SYS/TEMP] later\r\n", want: after[:1]},
		{reply: "-ERR [LOGIN-DELAY] later\r\n", want: after[:1]},
		{reply: "", then: mailtest.Drop, want: after[:1]},
	} {
		refuse := mailtest.Fault{On: "AUTH", Once: c.once, Reply: c.reply, Then: c.then}
		server := mailtest.POP3(t, mailtest.POP3Capabilities("USER", "UIDL", "SASL SCRAM-SHA-256 PLAIN"), mailtest.POP3Faults(refuse))
		way, p := signIn(t, clientFor(t, 1), server.Server(), server.Credential())
		if got := attempts(server); !slices.Equal(got, c.want) || (p == nil) != (len(c.want) > 1) {
			t.Errorf("after %q: tried %v, by %q: %v", c.reply, got, way, p)
		}
	}
}

// An exchange that the server takes somewhere else is ended, and nobody is told that the password is wrong.
func TestOddExchange(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3Mechanisms("SCRAM-SHA-256"), mailtest.POP3Faults(mailtest.Fault{On: "AUTH", Reply: "+ \r\n+ bm9uc2Vuc2U=\r\n-ERR cancelled\r\n"}))
	_, p := signIn(t, clientFor(t, 1), server.Server(), server.Credential())
	if p == nil || p.Code != mail.ProtocolViolation {
		t.Errorf("got %v", p)
	}
}

// A timestamp that was said before TLS may be anybody's: an answer to it would show how the password hashes.
func TestTimestampBeforeTLSIsForgotten(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3StartTLS(), mailtest.POP3APOP(), mailtest.POP3Mechanisms("X-OWN"))
	if _, p := signIn(t, clientFor(t, 1), server.Server(), server.Credential()); p == nil || p.Code != mail.MechanismMissing || len(attempts(server)) != 0 {
		t.Errorf("got %v after %v", p, attempts(server))
	}
}

// A name or a password with a line break would be a command of its own.
func TestLineBreakInASecret(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3Capabilities("USER", "UIDL"))
	_, p := signIn(t, clientFor(t, 1), server.Server(), mail.Password("pw\r\nDELE 1"))
	if p == nil || p.Code != mail.AuthRejected || count(commands(server), "PASS")+count(commands(server), "DELE") != 0 {
		t.Errorf("got %v after %v", p, commands(server))
	}
}

// TestDovecotMechanisms signs in by every mechanism that a Dovecot offers whose passwords are kept in a scheme.
func TestDovecotMechanisms(t *testing.T) {
	for _, c := range []struct{ scheme, mechanism string }{
		{"PLAIN", "LOGIN"}, {"CRAM-MD5", "CRAM-MD5"}, {"PLAIN", "SCRAM-SHA-1"}, {"SCRAM-SHA-256", "SCRAM-SHA-256"}, {"SHA512-CRYPT", "PLAIN"},
	} {
		t.Run(c.scheme+" "+c.mechanism, func(t *testing.T) {
			running := mailtest.Dovecot(t, mailtest.RealUser("ada", "s3cret pw"), mailtest.RealToken("ada", "t0ken"), mailtest.RealScheme(c.scheme), mailtest.RealMechanisms(c.mechanism))
			client := pop3.New(pop3.Config{Dialer: dial.New(dial.Config{Roots: running.Roots()})})
			for _, security := range []mail.Security{mail.TLS, mail.STARTTLS} {
				server := running.POP3(security)
				if way, p := signIn(t, client, server, running.Credential("ada")); way != c.mechanism || p != nil {
					t.Errorf("%s by %q: %v\n%s", security, way, p, running.Log())
				}
				if way, p := signIn(t, client, server, mail.Tokens(token("t0ken"))); way != "OAUTHBEARER" || p != nil {
					t.Errorf("%s by %q: %v\n%s", security, way, p, running.Log())
				}
			}
			if _, p := signIn(t, client, running.POP3(mail.TLS), mail.Password("wrong")); p == nil || p.Code != mail.AuthRejected {
				t.Errorf("a wrong password: %v", p)
			}
			if _, p := signIn(t, client, running.POP3(mail.TLS), mail.Tokens(token("wrong"))); p == nil || p.Retry != mail.RetryAfterChange {
				t.Errorf("a wrong token: %v", p)
			}
		})
	}
}
