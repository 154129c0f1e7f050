package acceptance

import (
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// side is what a case has in place of one of the two servers of an account.
type side func(*testing.T) mail.Server

// imapSide and smtpSide are mail servers of the person with a fault.
func imapSide(opts ...mailtest.IMAPOption) side {
	return func(t *testing.T) mail.Server { return imapServer(t, opts...).Server() }
}

func smtpSide(opts ...mailtest.SMTPOption) side {
	return func(t *testing.T) mail.Server { return smtpServer(t, opts...).Server() }
}

// imapServer has one message, so that a binding passes every stage.
func imapServer(t *testing.T, opts ...mailtest.IMAPOption) *mailtest.Server {
	t.Helper()
	server := mailtest.IMAP(t, append(opts, mailtest.IMAPUser("ada", secret))...)
	fill(t, server, "INBOX", mailtest.NewCorpus(3, 1))
	return server
}

func smtpServer(t testing.TB, opts ...mailtest.SMTPOption) *mailtest.SMTPServer {
	t.Helper()
	return mailtest.SMTP(t, append(opts, mailtest.SMTPUser("ada", secret))...)
}

// fill stores a corpus in a folder.
func fill(t *testing.T, server *mailtest.Server, folder string, corpus mailtest.Corpus) {
	t.Helper()
	for m := range corpus.All() {
		if err := server.Append(folder, m.Raw, m.Received, m.Flags); err != nil {
			t.Fatal(err)
		}
	}
}

// asked makes a client speak to a server in a way that is not the server's.
func asked(security mail.Security, s side) side {
	return func(t *testing.T) mail.Server {
		server := s(t)
		server.Security = security
		return server
	}
}

// at is a server of which there is only the address.
func at(host string, port int) side {
	return func(*testing.T) mail.Server { return reached(host, port) }
}

// reached describes an IMAP server by TLS; where it stands for the outgoing server, it becomes one by SMTP.
func reached(host string, port int) mail.Server {
	return mail.Server{Protocol: mail.IMAP, Host: host, Port: port, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "ada"}
}

// closed is a port that nobody listens on any more.
func closed(t *testing.T) mail.Server {
	t.Helper()
	l := listen(t)
	_ = l.Close() // the port is free afterwards in any case
	return reached("127.0.0.1", l.Addr().(*net.TCPAddr).Port)
}

// web is an HTTP server, in clear text or by TLS.
func web(secure bool) side {
	return func(t *testing.T) mail.Server {
		s := httptest.NewUnstartedServer(http.NotFoundHandler())
		s.Config.ErrorLog = log.New(io.Discard, "", 0)
		if secure {
			s.TLS = goodTLS(t)
			s.StartTLS()
		} else {
			s.Start()
		}
		t.Cleanup(s.Close)
		return reached("127.0.0.1", s.Listener.Addr().(*net.TCPAddr).Port)
	}
}

// pop is a POP3 server where another one is expected, in clear text or by TLS.
func pop(opts ...mailtest.POP3Option) side {
	return func(t *testing.T) mail.Server {
		return reached("127.0.0.1", mailtest.POP3(t, opts...).Server().Port)
	}
}

// peer is a server that does what a script says with every connection, and ends with the test. After the script it
// listens on, so that the client has the last word.
func peer(t *testing.T, secure bool, script func(io.ReadWriter)) mail.Server {
	t.Helper()
	l := listen(t)
	if secure {
		l = tls.NewListener(l, goodTLS(t))
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			serving.Go(func() {
				script(conn)
				_, _ = io.Copy(io.Discard, conn) // ends when the client does, however it does
				_ = conn.Close()
			})
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		serving.Wait()
	})
	return reached("127.0.0.1", l.Addr().(*net.TCPAddr).Port)
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0") //nolint:noctx // closed with the test
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func goodTLS(t *testing.T) *tls.Config {
	t.Helper()
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	cert, err := ca.Issue(mailtest.GoodCert)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
}
