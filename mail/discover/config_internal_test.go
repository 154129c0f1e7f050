package discover

import (
	"strings"
	"testing"

	"letterbox/mail"
)

var li = mail.Address{Local: "li", Domain: "corp.example"}

func one(kind, host, port, socket, rest string) string {
	return `<incomingServer type="` + kind + `"><hostname>` + host + `</hostname><port>` + port + `</port><socketType>` + socket + `</socketType>` + rest + `</incomingServer>`
}

const out = `<outgoingServer type="smtp"><hostname>smtp.corp.example</hostname><port>465</port><socketType>SSL</socketType></outgoingServer>`

func wrap(body string) string {
	return `<clientConfig><emailProvider>` + body + out + `</emailProvider></clientConfig>`
}

func TestParseConfigTakesWhatItCan(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"usual":               {wrap(one("imap", "imap.corp.example", "993", "SSL", "")), "imaps://imap.corp.example:993 li@corp.example password"},
		"blanks and case":     {wrap(one("IMAP", " IMAP.corp.example\n", " 143 ", "starttls", "<username> %EMAILLOCALPART% </username>")), "imap+starttls://imap.corp.example:143 li password"},
		"IMAP before POP3":    {wrap(one("pop3", "pop.corp.example", "995", "SSL", "") + one("imap", "imap.corp.example", "993", "SSL", "")), "imaps://imap.corp.example:993 li@corp.example password"},
		"OAuth alone":         {wrap(one("imap", "imap.corp.example", "993", "SSL", "<authentication>OAuth2</authentication>")), "imaps://imap.corp.example:993 li@corp.example oauth2"},
		"a strange user name": {wrap(one("imap", "imap.corp.example", "993", "SSL", "<username>%REALNAME%</username>")), "imaps://imap.corp.example:993 li@corp.example password"},
		"trailing junk":       {wrap(one("imap", "imap.corp.example", "993", "SSL", "")) + "<p>", "imaps://imap.corp.example:993 li@corp.example password"},
		"GBK":                 {`<?xml version="1.0" encoding="gbk"?>` + wrap("<displayName>\xd3\xca\xcf\xe4</displayName>"+one("imap", "imap.corp.example", "993", "SSL", "")), "imaps://imap.corp.example:993 li@corp.example password"},
		"clear text":          {wrap(one("imap", "imap.corp.example", "143", "plain", "")), ""},
		"no socket type":      {wrap(one("imap", "imap.corp.example", "143", "", "")), ""},
		"Exchange":            {wrap(one("exchange", "owa.corp.example", "443", "SSL", "")), ""},
		"Kerberos alone":      {wrap(one("imap", "imap.corp.example", "993", "SSL", "<authentication>GSSAPI</authentication>")), ""},
		"a bad host":          {wrap(one("imap", "imap corp", "993", "SSL", "")), ""},
		"a bad port":          {wrap(one("imap", "imap.corp.example", "99999", "SSL", "")), ""},
		"a web page":          {"<!DOCTYPE html><html><body><p>Welcome", ""},
		"an entity":           {`<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + wrap(one("imap", "&x;", "993", "SSL", "")), ""},
		"nothing":             {"", ""},
	} {
		got := ""
		if list := parseConfig([]byte(test.text), li); len(list) > 0 {
			in := list[0].Incoming
			got = in.URL() + " " + in.Username + " " + string(in.Auth)
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestComplete(t *testing.T) {
	for name, test := range map[string]struct {
		partial mail.Server
		want    string // the first ones
		count   int
	}{
		"protocol only":    {mail.Server{Protocol: mail.IMAP}, "imaps://imap.corp.example:993 imaps://mail.corp.example:993 imaps://corp.example:993 imap+starttls://imap.corp.example:143", 12},
		"a host":           {mail.Server{Protocol: mail.IMAP, Host: "mx.corp.example"}, "imaps://mx.corp.example:993 imap+starttls://mx.corp.example:143", 4},
		"host and user":    {mail.Server{Protocol: mail.Submission, Host: "mx.corp.example", Username: "li"}, "smtps://mx.corp.example:465 smtp+starttls://mx.corp.example:587 smtps://mx.corp.example:994", 3},
		"a usual port":     {mail.Server{Protocol: mail.IMAP, Host: "h.example", Port: 143, Username: "li"}, "imap+starttls://h.example:143", 1},
		"an unusual port":  {mail.Server{Protocol: mail.IMAP, Host: "h.example", Port: 1993, Username: "li"}, "imaps://h.example:1993 imap+starttls://h.example:1993", 2},
		"a security":       {mail.Server{Protocol: mail.POP3, Host: "h.example", Security: mail.STARTTLS, Username: "li"}, "pop3+starttls://h.example:110", 1},
		"all but the name": {mail.Server{Protocol: mail.Submission, Host: "h.example", Port: 25, Security: mail.STARTTLS}, "smtp+starttls://h.example:25", 2},
		"plain is kept":    {mail.Server{Protocol: mail.IMAP, Host: "h.example", Security: mail.Plain, Username: "li"}, "imap+plain://h.example:143", 1},
	} {
		list := Complete(test.partial, li, "corp.example")
		var got []string
		for _, s := range list {
			if err := s.Validate(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			got = append(got, s.URL())
		}
		if !strings.HasPrefix(strings.Join(got, " "), test.want) || len(list) != test.count {
			t.Errorf("%s: %d %v", name, len(list), got)
		}
	}
}

func TestExpandIsInOrderOfLikelihood(t *testing.T) {
	list := Expand(li, "corp.example")
	var got []string
	for _, c := range list[:6] {
		got = append(got, c.Incoming.URL()+" "+c.Outgoing.URL())
	}
	want := `imaps://imap.corp.example:993 smtps://smtp.corp.example:465
imaps://imap.corp.example:993 smtp+starttls://smtp.corp.example:587
imaps://mail.corp.example:993 smtps://mail.corp.example:465
imaps://mail.corp.example:993 smtp+starttls://mail.corp.example:587
imaps://imap.corp.example:993 smtps://mail.corp.example:465
imaps://imap.corp.example:993 smtp+starttls://mail.corp.example:587`
	if strings.Join(got, "\n") != want {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	seen := make(map[mail.Candidate]bool)
	for _, c := range list {
		if seen[c] || c.Trusted {
			t.Errorf("twice or trusted: %+v", c)
		}
		seen[c] = true
	}
}

func TestWithin(t *testing.T) {
	for _, test := range []struct {
		host, domain string
		want         bool
	}{
		{"mail.corp.example", "corp.example", true},
		{"mail.corp.com.cn", "sales.corp.com.cn", true},
		{"evil.com.cn", "corp.com.cn", false},
		{"notcorp.example", "corp.example", false},
		{"corp.example.evil.example", "corp.example", false},
		{"other.github.io", "me.github.io", false},
	} {
		if got := within(test.host, test.domain); got != test.want {
			t.Errorf("%s in %s: %v", test.host, test.domain, got)
		}
	}
}
