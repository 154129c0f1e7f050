package mailtest

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
)

// talk is the smallest client: it sends lines and reads until a line with a prefix.
type talk struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
}

func dialReal(t *testing.T, r *Real, s mail.Server) *talk {
	t.Helper()
	d := &net.Dialer{Timeout: 10 * time.Second}
	config := &tls.Config{RootCAs: r.Roots(), ServerName: s.Host}
	var conn net.Conn
	var err error
	if s.Security == mail.TLS {
		conn, err = tls.DialWithDialer(d, "tcp", s.HostPort(), config)
	} else {
		conn, err = d.Dial("tcp", s.HostPort())
	}
	if err != nil {
		t.Fatalf("dial %s: %v\n%s", s.HostPort(), err, r.Log())
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(30 * time.Second))
	return &talk{t: t, conn: conn, in: bufio.NewReader(conn)}
}

// say sends a line, unless it is empty, and returns the first line that begins with until.
func (c *talk) say(line, until string) string {
	c.t.Helper()
	if line != "" {
		fmt.Fprintf(c.conn, "%s\r\n", line)
	}
	var seen strings.Builder
	for {
		got, err := c.in.ReadString('\n')
		seen.WriteString(got)
		if err != nil {
			c.t.Fatalf("after %q: %v; read %q", line, err, seen.String())
		}
		if strings.HasPrefix(got, until) {
			return strings.TrimSpace(got)
		}
	}
}

func (c *talk) upgrade(r *Real) {
	c.t.Helper()
	conn := tls.Client(c.conn, &tls.Config{RootCAs: r.Roots(), ServerName: "localhost"})
	if err := conn.Handshake(); err != nil {
		c.t.Fatalf("handshake: %v", err)
	}
	c.conn, c.in = conn, bufio.NewReader(conn)
}

func TestDovecotSpeaksEveryProtocol(t *testing.T) {
	r := Dovecot(t, RealUser("ada", "pw"), RealUser("grace", "other"), RealToken("ada", "token-1"))

	c := dialReal(t, r, r.Server(mail.TLS))
	c.say("", "* OK")
	c.say("a LOGIN ada pw", "a OK")
	if got := c.say("b STATUS Archive (MESSAGES)", "* STATUS"); !strings.Contains(got, "MESSAGES 0") {
		t.Errorf("Archive: %s", got)
	}

	c = dialReal(t, r, r.Server(mail.STARTTLS))
	c.say("a STARTTLS", "a OK")
	c.upgrade(r)
	c.say("b LOGIN grace wrong", "b NO")
	c.say("c LOGIN grace other", "c OK")

	c = dialReal(t, r, r.Server(mail.TLS))
	bearer := base64.StdEncoding.EncodeToString([]byte("user=ada\x01auth=Bearer token-1\x01\x01"))
	c.say("a AUTHENTICATE XOAUTH2 "+bearer, "a OK")

	c = dialReal(t, r, r.POP3(mail.TLS))
	c.say("", "+OK")
	c.say("USER ada", "+OK")
	c.say("PASS pw", "+OK")
	if got := c.say("STAT", "+OK"); got != "+OK 0 0" {
		t.Errorf("STAT: %s", got)
	}
	c = dialReal(t, r, r.POP3(mail.STARTTLS))
	c.say("STLS", "+OK Begin")
	c.upgrade(r)
	c.say("CAPA", ".")
}

func TestDovecotSubmitsToTheRelay(t *testing.T) {
	r := Dovecot(t)
	c := dialReal(t, r, r.Submission(mail.STARTTLS))
	c.say("EHLO client.example.test", "250 ")
	c.say("STARTTLS", "220")
	c.upgrade(r)
	c.say("EHLO client.example.test", "250 ")
	c.say("AUTH PLAIN "+base64.StdEncoding.EncodeToString([]byte("\x00ada\x00pw")), "235")
	c.say("MAIL FROM:<ada@example.test>", "250")
	c.say("RCPT TO:<grace@example.test>", "250")
	c.say("DATA", "354")
	c.say("Subject: hello\r\n\r\nA line.\r\n.", "250")
	got := r.Relay().Mail()
	if len(got) != 1 || got[0].From != "ada@example.test" || !strings.Contains(string(got[0].Data), "A line.") {
		t.Fatalf("relayed: %+v", got)
	}
	dialReal(t, r, r.Submission(mail.TLS)).say("", "220")
}

func TestDovecotRestartsWithItsMail(t *testing.T) {
	r := Dovecot(t)
	s := r.Server(mail.TLS)
	c := dialReal(t, r, s)
	c.say("a LOGIN ada pw", "a OK")
	c.say("b CREATE Kept", "b OK")
	r.Stop()
	if conn, err := net.DialTimeout("tcp", s.HostPort(), time.Second); err == nil {
		conn.Close()
		t.Error("the port is still open after Stop")
	}
	r.Start()
	c = dialReal(t, r, s)
	c.say("a LOGIN ada pw", "a OK")
	c.say("b SELECT Kept", "b OK")
}
