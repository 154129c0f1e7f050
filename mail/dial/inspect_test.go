package dial_test

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// script answers each line that begins with a key, and begins TLS after the last answer.
func script(t *testing.T, cert tls.Certificate, greeting string, answers ...string) mail.Server {
	t.Helper()
	s := listen(t, func(c net.Conn) {
		_, _ = io.WriteString(c, greeting)
		lines := bufio.NewReader(c)
		for _, answer := range answers {
			if _, err := lines.ReadString('\n'); err != nil {
				return
			}
			_, _ = io.WriteString(c, answer)
		}
		s := tls.Server(c, &tls.Config{Certificates: []tls.Certificate{cert}})
		if s.Handshake() == nil {
			_, _ = s.Read(make([]byte, 1))
		}
	})
	s.Security = mail.STARTTLS
	return s
}

func TestInspectBySTARTTLS(t *testing.T) {
	cert := issue(t, mailtest.WrongNameCert)
	long := strings.Repeat("x", 5<<10)
	cases := []struct {
		name     string
		protocol mail.Protocol
		greeting string
		answers  []string
		code     mail.Code
	}{
		{"imap", mail.IMAP, "* OK ready\r\n", []string{"* note\r\na OK go\r\n"}, mail.TLSWrongName},
		{"pop3", mail.POP3, "+OK ready\r\n", []string{"+OK go\r\n"}, mail.TLSWrongName},
		{"smtp", mail.Submission, "220-hello\r\n220 ready\r\n", []string{"250-corp\r\n250 STARTTLS\r\n", "220 go\r\n"}, mail.TLSWrongName},
		{"imap stripped", mail.IMAP, "* OK ready\r\n", []string{"a BAD what\r\n"}, mail.TLSNotOffered},
		{"imap authenticated", mail.IMAP, "* PREAUTH ready\r\n", nil, mail.TLSNotOffered},
		{"pop3 stripped", mail.POP3, "+OK ready\r\n", []string{"-ERR what\r\n"}, mail.TLSNotOffered},
		{"smtp stripped", mail.Submission, "220 ready\r\n", []string{"250 corp\r\n", "502 what\r\n"}, mail.TLSNotOffered},
		{"injected", mail.IMAP, "* OK ready\r\n", []string{"a OK go\r\n* injected\r\n"}, mail.ProtocolViolation},
		{"another protocol", mail.IMAP, "220 ready\r\n", nil, mail.WrongProtocol},
		{"endless line", mail.IMAP, "* OK " + long + "\r\n", nil, mail.LimitExceeded},
		{"endless lines", mail.Submission, strings.Repeat("220-x\r\n", 300), nil, mail.LimitExceeded},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			server := script(t, cert, c.greeting, c.answers...)
			server.Protocol = c.protocol
			seen := dialer(t, 1).Inspect(t.Context(), server)
			if seen.Problem == nil || seen.Problem.Code != c.code || seen.By != "" {
				t.Fatalf("got %v", seen.Problem)
			}
			if shown := len(seen.Chain) == 1; shown != (c.code == mail.TLSWrongName) {
				t.Errorf("%d certificates", len(seen.Chain))
			}
		})
	}
}

func TestInspectTellsWhoVouches(t *testing.T) {
	cert := issue(t, mailtest.GoodCert)
	server := showing(t, cert)
	seen := dialer(t, 1).Inspect(t.Context(), server)
	if seen.Problem != nil || seen.By != mail.ByAuthority || len(seen.Chain) != 2 || len(seen.Faults(0))+len(seen.Faults(1)) != 0 {
		t.Fatalf("%+v", seen)
	}
	seen = trusting(server.Host, time.Now(), pinned(t, server.Host, server.Port, cert, time.Now())).Inspect(t.Context(), server)
	if seen.Problem != nil || seen.By != mail.ByPin || len(seen.Chain) != 1 {
		t.Fatalf("%+v", seen)
	}
}
