package sasl_test

import (
	"crypto/tls"
	"errors"
	"testing"

	"letterbox/mail"
	"letterbox/mail/sasl"
)

// scrams is everything that a server of our days offers.
var scrams = []string{"PLAIN", "LOGIN", "CRAM-MD5", "NTLM", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"}

func TestChoose(t *testing.T) {
	behindTLS := &tls.ConnectionState{Version: tls.VersionTLS12, TLSUnique: []byte("unique")}
	cases := []struct {
		name  string
		offer sasl.Offer
		want  string
		err   error
	}{
		{"plain before login", sasl.Offer{Mechanisms: []string{"LOGIN", "PLAIN"}, Protected: true}, "PLAIN", nil},
		{"login for a name of Windows", sasl.Offer{Mechanisms: []string{"LOGIN", "PLAIN"}, Protected: true, Username: `CORP\ada`}, "LOGIN", nil},
		{"any case", sasl.Offer{Mechanisms: []string{"login"}, Protected: true}, "LOGIN", nil},
		{"no password mechanism", sasl.Offer{Mechanisms: []string{"XOAUTH2"}, Protected: true}, "", sasl.ErrNoCommon},
		{"never exposed", sasl.Offer{Mechanisms: []string{"PLAIN", "LOGIN"}}, "", sasl.ErrExposed},
		{"token", sasl.Offer{Mechanisms: []string{"PLAIN", "XOAUTH2"}, Protected: true, Method: mail.OAuth2}, "XOAUTH2", nil},
		{"standard token mechanism first", sasl.Offer{Mechanisms: []string{"XOAUTH2", "OAUTHBEARER"}, Protected: true, Method: mail.OAuth2}, "OAUTHBEARER", nil},
		{"nothing offered", sasl.Offer{Protected: true, Method: mail.OAuth2}, "", sasl.ErrNoCommon},
		{"strongest behind TLS", sasl.Offer{Mechanisms: scrams, Protected: true, TLS: behindTLS}, "SCRAM-SHA-256-PLUS", nil},
		{"binding before the longer hash", sasl.Offer{Mechanisms: scrams, Refused: scrams[7:], Protected: true, TLS: behindTLS}, "SCRAM-SHA-1-PLUS", nil},
		{"nothing to bind to", sasl.Offer{Mechanisms: scrams}, "SCRAM-SHA-256", nil},
		{"shorter hash before plain", sasl.Offer{Mechanisms: scrams, Refused: scrams[5:], Protected: true, TLS: behindTLS}, "SCRAM-SHA-1", nil},
		{"plain behind TLS", sasl.Offer{Mechanisms: scrams, Refused: scrams[4:], Protected: true, TLS: behindTLS}, "PLAIN", nil},
		{"hidden on a clear connection", sasl.Offer{Mechanisms: scrams, Refused: scrams[4:], Protected: true}, "CRAM-MD5", nil},
		{"NTLM alone", sasl.Offer{Mechanisms: []string{"NTLM", "GSSAPI"}, Protected: true, TLS: behindTLS}, "NTLM", nil},
		{"all refused", sasl.Offer{Mechanisms: scrams, Refused: scrams, Protected: true}, "", sasl.ErrNoCommon},
		{"a password that SCRAM cannot prepare", sasl.Offer{Mechanisms: scrams, Protected: true, TLS: behindTLS, Secret: "a\u0007b"}, "PLAIN", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.offer.Method == "" {
				c.offer.Method = mail.PasswordAuth
			}
			mech, client, err := sasl.Choose(c.offer)
			if mech != c.want || !errors.Is(err, c.err) || (client == nil) != (err != nil) {
				t.Errorf("got %q, %v, %v", mech, client, err)
			}
		})
	}
}

// Each exchange is the initial response and then challenge and answer in turn; "!" is a refusal to answer.
func TestExchanges(t *testing.T) {
	cases := []struct {
		mech     string
		method   mail.AuthMethod
		initial  string
		exchange []string
	}{
		{"PLAIN", mail.PasswordAuth, "\x00张三\x00s", []string{"more?", "!"}},
		{"LOGIN", mail.PasswordAuth, "张三", []string{"Password:", "s", "again", "!"}},
		{"LOGIN", mail.PasswordAuth, "张三", []string{"User Name\x00", "张三", "密码", "s", "x", "!"}},
		{"XOAUTH2", mail.OAuth2, "user=张三\x01auth=Bearer s\x01\x01", []string{`{"status":"401"}`, "", "x", "!"}},
		{"OAUTHBEARER", mail.OAuth2, "n,a=张三,\x01auth=Bearer s\x01\x01", []string{`{"status":"401"}`, "\x01", "x", "!"}},
	}
	for _, c := range cases {
		_, client, err := sasl.Choose(sasl.Offer{Mechanisms: []string{c.mech}, Protected: true, Username: "张三", Secret: "s", Method: c.method})
		if err != nil {
			t.Fatal(err)
		}
		name, initial, err := client.Start()
		if name != c.mech || string(initial) != c.initial || err != nil {
			t.Errorf("%s starts with %q %q %v", c.mech, name, initial, err)
		}
		for i := 0; i < len(c.exchange); i += 2 {
			answer, err := client.Next([]byte(c.exchange[i]))
			if want := c.exchange[i+1]; want == "!" && err == nil || want != "!" && (string(answer) != want || err != nil) {
				t.Errorf("%s answers %q with %q %v, want %q", c.mech, c.exchange[i], answer, err, want)
			}
		}
	}
}

func TestOAuthBearerEscapesName(t *testing.T) {
	_, initial, _ := sasl.OAuthBearer("a=b,c", "t").Start()
	if string(initial) != "n,a=a=3Db=2Cc,\x01auth=Bearer t\x01\x01" {
		t.Errorf("got %q", initial)
	}
}
