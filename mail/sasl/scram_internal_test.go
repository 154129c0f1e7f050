package sasl

import (
	"crypto/tls"
	"errors"
	"strings"
	"testing"

	gosasl "github.com/emersion/go-sasl"

	"letterbox/mail"
)

// scramFor returns a client with a nonce that the test knows.
func scramFor(t *testing.T, k scramKind, nonce string, o Offer) *scramClient {
	t.Helper()
	prepared, err := k.hash.NewClient(o.Username, o.Secret, "")
	if err != nil {
		t.Fatal(err)
	}
	return k.begin(prepared.WithNonceGenerator(func() string { return nonce }), o).(*scramClient)
}

// The examples of RFC 5802 section 5 and RFC 7677 section 3.
var published = []struct {
	kind                         scramKind
	nonce, first, server, answer string
	proof                        string
}{
	{
		scram1, "fyko+d2lbbFgONRv9qkxdawL", "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
		"r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
		"c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=", "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
	},
	{
		scram256, "rOprNGfwEbeRWgbNEkqO", "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
		"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
		"c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
		"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
	},
}

func TestSCRAMAsPublished(t *testing.T) {
	for _, p := range published {
		c := scramFor(t, p.kind, p.nonce, Offer{Username: "user", Secret: "pencil"})
		name, first, err := c.Start()
		if name != p.kind.name || string(first) != p.first || err != nil {
			t.Fatalf("%s starts with %q %v", name, first, err)
		}
		answer, err := c.Next([]byte(p.server))
		if string(answer) != p.answer || err != nil {
			t.Errorf("%s answers %q %v", name, answer, err)
		}
		if err := Complete(c); !errors.Is(err, ErrUnproven) {
			t.Errorf("%s is complete before the server's proof: %v", name, err)
		}
		last, err := c.Next([]byte(p.proof))
		if len(last) != 0 || err != nil || Complete(c) != nil {
			t.Errorf("%s ends with %q %v %v", name, last, err, Complete(c))
		}
		if _, err := c.Next([]byte(p.proof)); err == nil {
			t.Errorf("%s goes on after its end", name)
		}
	}
}

func TestSCRAMWantsTheServersProof(t *testing.T) {
	for _, proof := range []string{"", "v=", "v=AAAA", "x=1", published[0].proof, strings.Replace(published[1].proof, "v=6", "v=7", 1)} {
		p := published[1]
		c := scramFor(t, p.kind, p.nonce, Offer{Username: "user", Secret: "pencil"})
		c.Start()
		if _, err := c.Next([]byte(p.server)); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Next([]byte(proof)); !errors.Is(err, ErrUnproven) || !errors.Is(Complete(c), ErrUnproven) {
			t.Errorf("%q: %v, complete %v", proof, err, Complete(c))
		}
	}
}

// A refusal in the server's last message is acknowledged, so that the protocol's own refusal tells why.
func TestSCRAMLetsTheServerRefuse(t *testing.T) {
	p := published[1]
	c := scramFor(t, p.kind, p.nonce, Offer{Username: "user", Secret: "other"})
	c.Start()
	if _, err := c.Next([]byte(p.server)); err != nil {
		t.Fatal(err)
	}
	if answer, err := c.Next([]byte("e=invalid-proof")); len(answer) != 0 || err != nil {
		t.Errorf("answers %q %v", answer, err)
	}
	if _, err := c.Next(nil); err == nil || !errors.Is(Complete(c), ErrUnproven) {
		t.Errorf("a refusal completes the exchange: %v", err)
	}
}

func TestSCRAMRefusesHostileChallenges(t *testing.T) {
	ours := "rOprNGfwEbeRWgbNEkqO"
	for name, challenge := range map[string]string{
		"empty":               "",
		"our nonce alone":     "r=" + ours + ",s=c2FsdA==,i=4096",
		"another nonce":       "r=xOprNGfwEbeRWgbNEkqOabc,s=c2FsdA==,i=4096",
		"unprintable nonce":   "r=" + ours + "\x01,s=c2FsdA==,i=4096",
		"no salt":             "r=" + ours + "abc,s=,i=4096",
		"salt not base64":     "r=" + ours + "abc,s=???,i=4096",
		"one iteration":       "r=" + ours + "abc,s=c2FsdA==,i=1",
		"no iteration":        "r=" + ours + "abc,s=c2FsdA==,i=0",
		"negative":            "r=" + ours + "abc,s=c2FsdA==,i=-4096",
		"a day of iterations": "r=" + ours + "abc,s=c2FsdA==,i=2000000000",
		"more than 64 bits":   "r=" + ours + "abc,s=c2FsdA==,i=99999999999999999999999",
		"no number":           "r=" + ours + "abc,s=c2FsdA==,i=many",
		"mandatory extension": "m=x,r=" + ours + "abc,s=c2FsdA==,i=4096",
		"fields out of order": "s=c2FsdA==,r=" + ours + "abc,i=4096",
		"endless":             "r=" + ours + strings.Repeat("a", 8000) + ",s=c2FsdA==,i=4096",
	} {
		c := scramFor(t, scram256, ours, Offer{Username: "user", Secret: "pencil"})
		c.Start()
		if answer, err := c.Next([]byte(challenge)); err == nil {
			t.Errorf("%s: answers %q", name, answer)
		}
	}
}

// The flag says what the client could do and what the server offered: "p" binds, "y" could, "n" cannot, or no longer
// wants to because the server did not know the mechanism that it offered.
func TestSCRAMFlag(t *testing.T) {
	unique := &tls.ConnectionState{Version: tls.VersionTLS12, TLSUnique: []byte("unique")}
	cases := []struct {
		offered, refused []string
		state            *tls.ConnectionState
		want             string
	}{
		{[]string{"SCRAM-SHA-256"}, nil, nil, "n,,"},
		{[]string{"SCRAM-SHA-256"}, nil, unique, "y,,"},
		{[]string{"SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"}, nil, unique, "p=tls-unique,,"},
		{[]string{"SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"}, nil, nil, "n,,"},
		{[]string{"SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"}, []string{"SCRAM-SHA-256-PLUS"}, unique, "n,,"},
		{[]string{"SCRAM-SHA-1", "SCRAM-SHA-1-PLUS"}, nil, unique, "p=tls-unique,,"},
	}
	for _, c := range cases {
		_, client, err := Choose(Offer{Mechanisms: c.offered, Refused: c.refused, TLS: c.state, Username: "a", Secret: "b", Method: mail.PasswordAuth})
		if err != nil {
			t.Fatal(err)
		}
		if _, first, _ := client.Start(); !strings.HasPrefix(string(first), c.want+"n=a,r=") {
			t.Errorf("%v without %v: starts with %q, want %q", c.offered, c.refused, first, c.want)
		}
	}
}

// Only an exchange that was bound can fail by its binding, and a binding that does not match is no such failure.
func TestUnbindable(t *testing.T) {
	unique := &tls.ConnectionState{Version: tls.VersionTLS12, TLSUnique: []byte("unique")}
	for _, c := range []struct {
		mechanism, last, words string
		want                   bool
	}{
		{"SCRAM-SHA-256-PLUS", "e=unsupported-channel-binding-type", "", true},
		{"SCRAM-SHA-256-PLUS", "e=channel-binding-not-supported", "", true},
		{"SCRAM-SHA-256-PLUS", "e=channel-bindings-dont-match", "bad protocol", false},
		{"SCRAM-SHA-256-PLUS", "e=invalid-proof", "", false},
		{"SCRAM-SHA-256-PLUS", "", "authenticating: Bad protocol / cancel", true},
		{"SCRAM-SHA-256-PLUS", "", "authentication failure", false},
		{"SCRAM-SHA-256", "", "bad protocol / cancel", false},
		{"PLAIN", "", "bad protocol / cancel", false},
	} {
		_, client, err := Choose(Offer{Mechanisms: []string{c.mechanism}, Protected: true, TLS: unique, Username: "a", Secret: "b", Method: mail.PasswordAuth})
		if err != nil {
			t.Fatal(err)
		}
		client.Start()
		if c.last != "" {
			if answer, err := client.Next([]byte(c.last)); len(answer) != 0 || err != nil {
				t.Errorf("%q is answered by %q %v", c.last, answer, err)
			}
		}
		if got := Unbindable(client, c.words); got != c.want {
			t.Errorf("%s %q %q: %v", c.mechanism, c.last, c.words, got)
		}
	}
	offer := Offer{Mechanisms: []string{"SCRAM-SHA-1", "SCRAM-SHA-1-PLUS"}, Unbound: true, TLS: unique, Username: "a", Secret: "b", Method: mail.PasswordAuth}
	mech, client, err := Choose(offer)
	if err != nil || mech != "SCRAM-SHA-1" {
		t.Fatal(mech, err)
	}
	if _, first, _ := client.Start(); !strings.HasPrefix(string(first), "n,,") {
		t.Errorf("starts with %q", first)
	}
}

// RFC 5802 section 5.1 escapes names; SASLprep (RFC 4013) makes one form of what looks alike.
func TestSCRAMName(t *testing.T) {
	for name, want := range map[string]string{"a=b,c": "a=3Db=2Cc", "ａda": "ada", "张三": "张三"} {
		_, client, err := Choose(Offer{Mechanisms: []string{"SCRAM-SHA-256"}, Username: name, Secret: "x", Method: mail.PasswordAuth})
		if err != nil {
			t.Fatal(err)
		}
		if _, first, _ := client.Start(); !strings.HasPrefix(string(first), "n,,n="+want+",r=") {
			t.Errorf("%q becomes %q", name, first)
		}
	}
}

// FuzzChallenges feeds every mechanism two challenges; none may crash, answer one without bounds, or take an exchange
// for complete that the server did not prove.
func FuzzChallenges(f *testing.F) {
	f.Add([]byte(published[1].server), []byte(published[1].proof))
	f.Add([]byte("<1896.697170952@postoffice.reston.mci.net>"), []byte("e=other-error"))
	f.Add([]byte(nil), unhex(f, publishedChallenge))
	f.Fuzz(func(t *testing.T, first, second []byte) {
		for _, mech := range []string{"SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "NTLM", "PLAIN", "LOGIN"} {
			_, client, err := Choose(Offer{Mechanisms: []string{mech}, Protected: true, Username: "user", Secret: "pencil", Method: mail.PasswordAuth})
			if err != nil {
				t.Fatal(err)
			}
			client.Start()
			feed(t, mech, client, first, second)
		}
	})
}

func feed(t *testing.T, mech string, client gosasl.Client, challenges ...[]byte) {
	for _, challenge := range challenges {
		answer, err := client.Next(challenge)
		if len(answer) > 2*longestNTLM {
			t.Errorf("%s answers with %d bytes", mech, len(answer))
		}
		if err != nil {
			break
		}
	}
	if strings.HasPrefix(mech, "SCRAM") && Complete(client) == nil {
		t.Errorf("%s is complete", mech)
	}
}
