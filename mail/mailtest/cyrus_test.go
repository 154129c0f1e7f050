package mailtest

import (
	"strings"
	"testing"

	"letterbox/mail"
)

func TestCyrusSpeaksIMAPAndPOP3(t *testing.T) {
	r := Cyrus(t, RealUser("ada", "pw"), RealUser("grace", "other"))

	c := dialReal(t, r, r.Server(mail.STARTTLS))
	if greeting := c.say("", "* OK"); !strings.Contains(greeting, "LOGINDISABLED") {
		t.Errorf("the greeting allows a password in clear: %s", greeting)
	}
	c.say("a STARTTLS", "a OK")
	c.upgrade(r)
	c.say("b LOGIN ada wrong", "b NO")
	c.say("c LOGIN ada pw", "c OK")
	if got := c.say(`d LIST "" "Drafts" RETURN (SPECIAL-USE)`, "* LIST"); !strings.Contains(got, `\drafts`) {
		t.Errorf("Drafts: %s", got)
	}

	c = dialReal(t, r, r.Server(mail.TLS))
	c.say("", "* OK")
	c.say("a LOGIN grace other", "a OK")
	c.say("b APPEND INBOX {17+}\r\nSubject: x\r\n\r\ny\r\n", "b OK")

	c = dialReal(t, r, r.POP3(mail.TLS))
	c.say("USER grace", "+OK")
	c.say("PASS other", "+OK")
	if got := c.say("STAT", "+OK 1"); got == "" {
		t.Error("no message by POP3")
	}
	dialReal(t, r, r.POP3(mail.STARTTLS)).say("", "+OK")
}

func TestCyrusRestarts(t *testing.T) {
	r := Cyrus(t)
	r.Stop()
	r.Start()
	dialReal(t, r, r.Server(mail.TLS)).say("a LOGIN ada pw", "a OK")
}
