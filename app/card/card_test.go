package card_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"letterbox/app/card"
	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// plain is a payload without an authority.
const plain = `{"version": 1, "issuer": "Corp IT", "domains": ["corp.example", "corp.test"], "incoming": "imaps://imap.corp.example",
 "outgoing": "smtp+starttls://smtp.corp.example:2587", "username": "domain-user", "domain": "CORP", "expires": "2030-12-31",
 "help": {"en": "Ask the desk, 1234.", "zh-CN": "请联系服务台 1234。"}, "help_url": "https://it.corp.example/mail"}`

// keyOf returns a key that is the same in every run.
func keyOf(n byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize))
}

// sealed signs anything, so that what Sign refuses can be tried.
func sealed(key ed25519.PrivateKey, inner string) []byte {
	public, _ := key.Public().(ed25519.PublicKey)
	return envelope(inner, card.EncodeKey(public), ed25519.Sign(key, []byte("letterbox binding card 1\n"+inner)))
}

func envelope(inner, key string, signature []byte) []byte {
	return fmt.Appendf(nil, `{"mailbind": 1, "payload": %q, "key": %q, "signature": %q}`,
		base64.StdEncoding.EncodeToString([]byte(inner)), key, base64.StdEncoding.EncodeToString(signature))
}

// with replaces a part of the plain payload.
func with(t *testing.T, old, replacement string) string {
	t.Helper()
	if strings.Count(plain, old) != 1 {
		t.Fatalf("%q is not once in the payload", old)
	}
	return strings.Replace(plain, old, replacement, 1)
}

// quoted returns a text as a JSON string.
func quoted(t *testing.T, text []byte) string {
	t.Helper()
	out, err := json.Marshal(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func wantClass(t *testing.T, what string, err error, code mail.Code, class string) {
	t.Helper()
	if p := mail.ProblemOf(err); p == nil || p.Code != code || p.Class != class {
		t.Errorf("%s: %v, want %s %s", what, err, code, class)
	}
}

func TestSignedCardIsReadAsItWasWritten(t *testing.T) {
	ca, err := mailtest.NewCA()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := card.Sign(keyOf(1), []byte(with(t, `"version": 1`, `"version": 1, "ca": `+quoted(t, ca.PEM()))))
	if err != nil {
		t.Fatal(err)
	}
	c, err := card.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	got := c.Candidate(mail.Address{Local: "ada", Domain: "Corp.example"})
	if got.Source != "card" || !got.Trusted || got.Incoming.URL() != "imaps://imap.corp.example:993" || got.Outgoing.URL() != "smtp+starttls://smtp.corp.example:2587" {
		t.Errorf("candidate %+v", got)
	}
	if got.Incoming.Username != `CORP\ada` || got.Outgoing.Username != `CORP\ada` || got.Origins.Username.Where != "Corp IT" {
		t.Errorf("user name %q, %q", got.Incoming.Username, got.Outgoing.Username)
	}
	if len(c.Authorities) != 1 || c.Help["en"] != "Ask the desk, 1234." || c.HelpURL != "https://it.corp.example/mail" || c.Issuer != "Corp IT" {
		t.Errorf("card %+v", c)
	}
	if !c.Key.Equal(keyOf(1).Public()) || !bytes.Equal(c.Raw, raw) {
		t.Error("key or file are others")
	}
	if !c.IsFor(mail.Address{Local: "a", Domain: "CORP.test"}) || c.IsFor(mail.Address{Local: "a", Domain: "sub.corp.test"}) {
		t.Error("domains")
	}
	if !c.Names("IMAP.corp.example.") || c.Names("corp.example") {
		t.Error("hosts")
	}
}

func TestUserNames(t *testing.T) {
	for rule, want := range map[string]string{
		`"username": "address"`: "ada@corp.example",
		`"username": "local"`:   "ada",
		`"username": ""`:        "ada@corp.example",
	} {
		c, err := card.Parse(sealed(keyOf(1), with(t, `"username": "domain-user", "domain": "CORP"`, rule)))
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Candidate(mail.Address{Local: "ada", Domain: "corp.example"}).Incoming.Username; got != want {
			t.Errorf("%s: %q, want %q", rule, got, want)
		}
	}
}

// TestPayloadsThatAreRefused has good signatures for what no card may say.
func TestPayloadsThatAreRefused(t *testing.T) {
	ca, err := mailtest.NewCA()
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := ca.Issue(mailtest.GoodCert)
	if err != nil {
		t.Fatal(err)
	}
	secretKey, _, err := card.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ old, replacement string }{
		"unknown member":  {`"version": 1`, `"version": 1, "password": "x"`},
		"other case":      {`"issuer"`, `"Issuer"`},
		"twice":           {`"version": 1`, `"version": 1, "issuer": "Other"`},
		"twice in help":   {`"help": {`, `"help": {"en": "Other",`},
		"null":            {`"Corp IT"`, `null`},
		"outer member":    {`"version": 1`, `"version": 1, "payload": "x"`},
		"no version":      {`"version": 1, `, ``},
		"version 0":       {`"version": 1`, `"version": 0`},
		"no issuer":       {`"Corp IT"`, `""`},
		"direction":       {`"Corp IT"`, `"Corp \u202eTI"`},
		"line end":        {`"Corp IT"`, `"Corp\nIT"`},
		"long issuer":     {`"Corp IT"`, `"` + strings.Repeat("x", 81) + `"`},
		"no domains":      {`["corp.example", "corp.test"]`, `[]`},
		"capital domain":  {`"corp.test"`, `"Corp.test"`},
		"bare name":       {`"corp.test"`, `"test"`},
		"wildcard":        {`"corp.test"`, `"*.test"`},
		"same domain":     {`"corp.test"`, `"corp.example"`},
		"user in the URL": {`imaps://imap`, `imaps://ada:secret@imap`},
		"other scheme":    {`imaps://`, `https://`},
		"sending to receive": {
			`imaps://`, `smtps://`,
		},
		"no outgoing":       {`"outgoing": "smtp+starttls://smtp.corp.example:2587", `, ``},
		"unknown user name": {`"domain-user"`, `"mail"`},
		"no user domain":    {`, "domain": "CORP"`, ``},
		"idle user domain":  {`"domain-user"`, `"local"`},
		"no expiry":         {`"expires": "2030-12-31",`, ``},
		"no day":            {`2030-12-31`, `2030-13-31`},
		"help in http":      {`https://it`, `http://it`},
		"help with a user":  {`https://it`, `https://ada@it`},
		"script":            {`https://it.corp.example/mail`, `javascript:alert(1)`},
		"help language":     {`"zh-CN"`, `"domain"`},
		"no authority":      {`"version": 1`, `"version": 1, "ca": ` + quoted(t, mail.ReadChain(leaf.Certificate).PEM())},
		"private key":       {`"version": 1`, `"version": 1, "ca": ` + quoted(t, append(ca.PEM(), secretKey...))},
		"no PEM":            {`"version": 1`, `"version": 1, "ca": ` + quoted(t, append(ca.PEM(), "secret"...))},
		"end":               {`/mail"}`, `/mail"} {}`},
		"array":             {`{"version"`, `[{"version"`},
	} {
		inner := with(t, c.old, c.replacement)
		_, err := card.Parse(sealed(keyOf(1), inner))
		wantClass(t, name, err, mail.PolicyInvalid, card.ClassUnreadable)
		if _, err := card.Sign(keyOf(1), []byte(inner)); err == nil {
			t.Errorf("%s: was signed", name)
		}
	}
}

// TestFilesThatAreRefused has faults around a payload that is in order.
func TestFilesThatAreRefused(t *testing.T) {
	good := string(sealed(keyOf(1), plain))
	public, _ := keyOf(2).Public().(ed25519.PublicKey)
	signature := ed25519.Sign(keyOf(1), []byte("letterbox binding card 1\n"+plain))
	bare := ed25519.Sign(keyOf(1), []byte(plain))
	own, _ := keyOf(1).Public().(ed25519.PublicKey)
	flipped := bytes.Clone(signature)
	flipped[10] ^= 1
	for name, c := range map[string]struct {
		text  string
		code  mail.Code
		class string
	}{
		"empty":             {"", mail.PolicyInvalid, card.ClassUnreadable},
		"no JSON":           {"BEGIN:VCARD", mail.PolicyInvalid, card.ClassUnreadable},
		"another object":    {`{"Accounts": []}`, mail.PolicyInvalid, card.ClassUnreadable},
		"trailing":          {good + "x", mail.PolicyInvalid, card.ClassUnreadable},
		"two":               {good + good, mail.PolicyInvalid, card.ClassUnreadable},
		"member twice":      {strings.Replace(good, `"mailbind": 1`, `"mailbind": 1, "key": ""`, 1), mail.PolicyInvalid, card.ClassUnreadable},
		"unknown member":    {strings.Replace(good, `"mailbind": 1`, `"mailbind": 1, "secret": ""`, 1), mail.PolicyInvalid, card.ClassUnreadable},
		"no version":        {strings.Replace(good, `"mailbind": 1, `, ``, 1), mail.PolicyInvalid, card.ClassUnreadable},
		"too large":         {good + strings.Repeat(" ", card.Largest), mail.PolicyInvalid, card.ClassUnreadable},
		"short signature":   {string(envelope(plain, card.EncodeKey(own), signature[:63])), mail.PolicyInvalid, card.ClassUnreadable},
		"no key":            {string(envelope(plain, "", signature)), mail.PolicyInvalid, card.ClassUnreadable},
		"later":             {strings.Replace(good, `"mailbind": 1`, `"mailbind": 2, "more": {}`, 1), mail.PolicyInvalid, card.ClassNewer},
		"later payload":     {string(sealed(keyOf(1), with(t, `"version": 1`, `"version": 2, "more": 1`))), mail.PolicyInvalid, card.ClassNewer},
		"changed payload":   {string(envelope(with(t, "imap.corp", "imap.evil"), card.EncodeKey(own), signature)), mail.TLSUntrusted, card.ClassTampered},
		"changed blank":     {string(envelope(plain+" ", card.EncodeKey(own), signature)), mail.TLSUntrusted, card.ClassTampered},
		"changed signature": {string(envelope(plain, card.EncodeKey(own), flipped)), mail.TLSUntrusted, card.ClassTampered},
		"other key":         {string(envelope(plain, card.EncodeKey(public), signature)), mail.TLSUntrusted, card.ClassTampered},
		"other purpose":     {string(envelope(plain, card.EncodeKey(own), bare)), mail.TLSUntrusted, card.ClassTampered},
	} {
		_, err := card.Parse([]byte(c.text))
		wantClass(t, name, err, c.code, c.class)
	}
}

func TestCardEndsWithItsLastDay(t *testing.T) {
	c := card.Card{Expires: "2030-12-31"}
	zone := time.FixedZone("UTC+8", 8*3600)
	if c.Ended(time.Date(2030, 12, 31, 23, 59, 0, 0, zone)) || !c.Ended(time.Date(2031, 1, 1, 0, 0, 0, 0, zone)) {
		t.Error("the last day counts, where the computer is")
	}
}

func TestKeysAreWrittenAndRead(t *testing.T) {
	text, public, err := card.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	key, err := card.ReadKey(text)
	if err != nil || !public.Equal(key.Public()) {
		t.Fatalf("read another key, %v", err)
	}
	again, err := card.DecodeKey(card.EncodeKey(public))
	if err != nil || !again.Equal(public) {
		t.Errorf("the public key is another, %v", err)
	}
	groups := card.Groups(card.Fingerprint(public))
	if parsed, err := mail.ParseFingerprint(groups); err != nil || parsed != card.Fingerprint(public) || strings.Count(groups, " ") != 15 {
		t.Errorf("fingerprint %q, %v", groups, err)
	}
	for _, wrong := range [][]byte{nil, []byte("x"), bytes.Replace(text, []byte("PRIVATE"), []byte("EC PRIVATE"), 2), append(bytes.Clone(text), "more"...)} {
		if _, err := card.ReadKey(wrong); err == nil {
			t.Errorf("read %q", wrong)
		}
	}
}
