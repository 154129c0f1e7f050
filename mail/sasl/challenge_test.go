package sasl_test

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
	"letterbox/mail/sasl"
)

// explains is an IMAP server that refuses every token, after it has explained why.
type explains struct {
	mechanism string
	mu        sync.Mutex
	tokens    []string
	answers   []string // to the explanation
}

// serve speaks with one client.
func (e *explains) serve(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewScanner(conn)
	fmt.Fprintf(conn, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=%s] ready\r\n", e.mechanism)
	for in.Scan() {
		tag, command, _ := strings.Cut(in.Text(), " ")
		initial, ok := strings.CutPrefix(command, "AUTHENTICATE "+e.mechanism+" ")
		if !ok {
			fmt.Fprintf(conn, "%s BAD what\r\n", tag)
			continue
		}
		plain, _ := base64.StdEncoding.DecodeString(initial)
		fmt.Fprintf(conn, "+ %s\r\n", base64.StdEncoding.EncodeToString([]byte(`{"status":"401","schemes":"bearer","scope":"mail"}`)))
		in.Scan()
		e.mu.Lock()
		_, token, _ := strings.Cut(string(plain), "auth=Bearer ")
		e.tokens, e.answers = append(e.tokens, strings.TrimRight(token, "\x01")), append(e.answers, in.Text())
		e.mu.Unlock()
		fmt.Fprintf(conn, "%s NO [AUTHENTICATIONFAILED] the token is not valid\r\n", tag)
	}
}

// listen starts the server; it and its connections end with the test.
func (e *explains) listen(t *testing.T) (mail.Server, *dial.Dialer) {
	t.Helper()
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	cert, err := ca.Issue(mailtest.GoodCert)
	if err != nil {
		t.Fatal(err)
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12})
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { e.serve(conn) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		serving.Wait()
	})
	server := mail.Server{Protocol: mail.IMAP, Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: mail.TLS, Auth: mail.OAuth2, Username: "ada@corp.example"}
	return server, dial.New(dial.Config{Roots: ca.Roots()})
}

// TestCase22OnTheWire answers the explanation of a refusal by an empty line, or as RFC 7628 section 3.2.3 has it, waits
// for the refusal proper, and tries once more with another token, and no more.
func TestCase22OnTheWire(t *testing.T) {
	for mechanism, answer := range map[string]string{"XOAUTH2": "", "OAUTHBEARER": "AQ=="} {
		e := &explains{mechanism: mechanism}
		server, dialer := e.listen(t)
		h := &hand{tokens: []string{"first", "second", "third"}}
		_, err := sasl.WithToken(mail.Tokens(h), nil, func(c mail.Credential, note func(mail.Check)) (*imap.Session, error) {
			return imap.New(imap.Config{Dialer: dialer}).Open(t.Context(), server, c, note)
		})
		if p := mail.ProblemOf(err); err == nil || p.Retry != mail.RetryAfterChange || p.Class != "OAUTH_TOKEN_REJECTED" {
			t.Errorf("%s: %v", mechanism, err)
		}
		e.mu.Lock()
		if strings.Join(e.tokens, " ") != "first second" || len(e.answers) != 2 || e.answers[0] != answer || e.answers[1] != answer {
			t.Errorf("%s: tokens %q, answers %q", mechanism, e.tokens, e.answers)
		}
		e.mu.Unlock()
	}
}
