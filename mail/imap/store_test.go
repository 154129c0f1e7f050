package imap_test

import (
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// TestStore changes flags on servers that answer oddly, refuse, or go away.
func TestStore(t *testing.T) {
	for _, c := range []struct {
		name   string
		fault  mailtest.Fault
		want   mail.Code // "" for success
		broken bool
	}{
		{"odd responses before the answer", mailtest.Fault{On: "STORE", Reply: "* 1 FETCH (X-ODD ((\"\" {3}\r\n((()) NIL)\r\n\r\n* XYZZY\r\n* 99999999999 EXISTS\r\n{tag} OK [ODD ((] stored\r\n"}, "", false},
		{"a refusal", mailtest.Fault{On: "STORE", Reply: "{tag} NO [OVERQUOTA] no room\r\n"}, mail.QuotaExceeded, false},
		{"an answer to another command first", mailtest.Fault{On: "STORE", Reply: "L9999 OK lie\r\nT999 NO lie\r\n{tag} OK\r\n"}, "", false},
		{"a connection that goes away", mailtest.Fault{On: "STORE", Then: mailtest.Drop}, mail.ConnectionLost, true},
		{"silence", mailtest.Fault{On: "STORE", Then: mailtest.Hang}, mail.TimedOut, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := mailtest.IMAP(t, mailtest.IMAPFaults(c.fault))
			s := selectedInbox(t, server)
			defer s.Close()
			err := s.StoreFlags(t.Context(), []mail.UID{1}, mail.Seen, 0)
			if got := codeOf(err); got != c.want {
				t.Fatalf("code %q, want %q: %v", got, c.want, err)
			}
			if s.Broken() != c.broken {
				t.Errorf("broken %v, want %v", s.Broken(), c.broken)
			}
			if c.broken {
				return
			}
			if _, err := s.UIDs(t.Context()); err != nil {
				t.Errorf("the session is of no use afterwards: %v", err)
			}
		})
	}
}

func codeOf(err error) mail.Code {
	if err == nil {
		return ""
	}
	return mail.ProblemOf(err).Code
}

// selectedInbox opens a session on a server with one message and selects INBOX.
func selectedInbox(t *testing.T, server *mailtest.Server) *imap.Session {
	t.Helper()
	must(t, server.Append("INBOX", []byte("Subject: one\r\n\r\nhello\r\n"), time.Unix(1_790_000_000, 0), 0))
	s, err := clientFor(t, brief).Open(t.Context(), server.Server(), server.Credential(), nil)
	must(t, err)
	_, err = s.Select(t.Context(), mail.Folder{Path: "INBOX", Wire: "INBOX"})
	must(t, err)
	return s
}
