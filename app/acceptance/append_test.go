package acceptance

import (
	"crypto/tls"
	"testing"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// appendAll stores a corpus in a folder through IMAP, as another client of the person would.
func appendAll(t *testing.T, server *mailtest.Real, folder string, corpus mailtest.Corpus) {
	t.Helper()
	s := server.Server(mail.TLS)
	c, err := imapclient.DialTLS(s.HostPort(), &imapclient.Options{TLSConfig: &tls.Config{RootCAs: server.Roots(), MinVersion: tls.VersionTLS12}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := c.Login("ada", secret).Wait(); err != nil {
		t.Fatal(err)
	}
	for m := range corpus.All() {
		options := &goimap.AppendOptions{Time: m.Received}
		for _, f := range m.Flags.Wire() {
			options.Flags = append(options.Flags, goimap.Flag(f))
		}
		command := c.Append(folder, int64(len(m.Raw)), options)
		if _, err := command.Write(m.Raw); err != nil {
			t.Fatal(err)
		}
		if err := command.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := command.Wait(); err != nil {
			t.Fatal(err)
		}
	}
}
