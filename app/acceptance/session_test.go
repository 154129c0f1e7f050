package acceptance

import (
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// session signs ada in at a server, beside the program: as another client of hers does.
func session(tb testing.TB, server *mailtest.Real) *imap.Session {
	tb.Helper()
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: server.Roots()})})
	s := server.Server(mail.TLS)
	s.Username = "ada"
	open, err := client.Open(tb.Context(), s, server.Credential("ada"), nil)
	if err != nil {
		tb.Fatal(err)
	}
	return open
}
