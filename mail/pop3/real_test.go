package pop3_test

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"testing"

	"github.com/emersion/go-imap/v2/imapclient"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/mailtest"
	"letterbox/mail/pop3"
)

// TestRealServers does against the servers of this machine what the other tests do against the one in memory.
func TestRealServers(t *testing.T) {
	for name, start := range map[string]func(testing.TB, ...mailtest.RealOption) *mailtest.Real{"dovecot": mailtest.Dovecot, "cyrus": mailtest.Cyrus} {
		t.Run(name, func(t *testing.T) {
			running := start(t)
			corpus := mailtest.NewCorpus(1, 50)
			if name == "dovecot" {
				running.Deliver("ada", "INBOX", corpus.All())
			} else {
				appendAll(t, running, corpus)
			}
			for _, security := range []mail.Security{mail.TLS, mail.STARTTLS} {
				readReal(t, running, security, corpus)
			}
		})
	}
}

func readReal(t *testing.T, running *mailtest.Real, security mail.Security, corpus mailtest.Corpus) {
	t.Helper()
	server := running.POP3(security)
	client := pop3.New(pop3.Config{Dialer: dial.New(dial.Config{Roots: running.Roots()})})
	credential := running.Credential(server.Username)
	s, err := client.Verify(t.Context(), server, credential, nil)
	must(t, err)
	defer s.Close()
	entries, err := s.List(t.Context())
	must(t, err)
	if len(entries) != corpus.Len() {
		t.Fatalf("%s: %d messages listed", security, len(entries))
	}
	delivered := map[string]bool{}
	for m := range corpus.All() {
		delivered[string(m.Raw)] = true
	}
	var headers [][]byte
	refused, err := s.Headers(t.Context(), entries, func(_ pop3.Entry, raw []byte) error {
		headers = append(headers, bytes.Clone(raw))
		return nil
	})
	if err != nil || len(refused) != 0 || len(headers) != len(entries) {
		t.Fatalf("%s: %d headers, refused %v, %v", security, len(headers), refused, err)
	}
	next := 0
	refused, err = s.Bodies(t.Context(), entries, func(e pop3.Entry, body io.Reader) error {
		raw, err := io.ReadAll(body)
		if !delivered[string(raw)] || !bytes.HasPrefix(raw, headers[next]) {
			t.Errorf("%s: message %d of %d bytes is none that was delivered, or has another header", security, e.Number, len(raw))
		}
		next++
		return err
	})
	if err != nil || len(refused) != 0 || next != len(entries) {
		t.Errorf("%s: %d bodies, refused %v, %v", security, next, refused, err)
	}
	err = verify(t.Context(), client, server, mail.Password("wrong"), nil)
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.AuthRejected {
		t.Errorf("%s: wrong password: %v", security, err)
	}
}

// appendAll stores a corpus in INBOX through IMAP, as another client of the person would.
func appendAll(t *testing.T, server *mailtest.Real, corpus mailtest.Corpus) {
	t.Helper()
	c, err := imapclient.DialTLS(server.Server(mail.TLS).HostPort(), &imapclient.Options{TLSConfig: &tls.Config{RootCAs: server.Roots(), MinVersion: tls.VersionTLS12}})
	must(t, err)
	defer c.Close()
	must(t, c.Login("ada", "pw").Wait())
	for m := range corpus.All() {
		command := c.Append("INBOX", int64(len(m.Raw)), nil)
		_, written := command.Write(m.Raw)
		closed := command.Close()
		_, stored := command.Wait()
		must(t, errors.Join(written, closed, stored))
	}
}
