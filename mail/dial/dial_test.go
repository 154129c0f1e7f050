package dial_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/mailtest"
)

// listen serves connections on loopback until the test ends, and returns how to reach it.
func listen(t *testing.T, serve func(net.Conn)) mail.Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				serve(c)
			}()
		}
	}()
	return mail.Server{Protocol: mail.IMAP, Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: mail.TLS, Auth: mail.PasswordAuth}
}

func dialer(t *testing.T, scale float64) *dial.Dialer {
	t.Helper()
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	return dial.New(dial.Config{Roots: ca.Roots(), Timeouts: dial.Timeouts{}.Scale(scale)})
}

func code(err error) mail.Code {
	if err == nil {
		return ""
	}
	return mail.ProblemOf(err).Code
}

func say(text string) func(net.Conn) {
	return func(c net.Conn) {
		io.WriteString(c, text)
		io.Copy(io.Discard, c)
	}
}

func TestWhatAnswersOnATLSPort(t *testing.T) {
	cases := []struct {
		name, text string
		code       mail.Code
		speaks     string
	}{
		{"own protocol in clear", "* OK ready\r\n", mail.PlainPort, "imap"},
		{"another protocol", "220 mail ESMTP\r\n", mail.WrongProtocol, "smtp"},
		{"web server", "HTTP/1.1 400 Bad Request\r\n\r\n", mail.WrongProtocol, "http"},
		{"pop", "+OK ready\r\n", mail.WrongProtocol, "pop3"},
		{"something", "hello, who is there?\r\n", mail.PlainPort, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := dialer(t, 1).Dial(t.Context(), listen(t, say(c.text)), nil)
			p := mail.ProblemOf(err)
			if p == nil || p.Code != c.code || p.Facts[mail.FactSpeaks] != c.speaks || p.Stage != mail.StageSecure {
				t.Errorf("got %v %v", err, p.Facts)
			}
		})
	}
}

func TestDialFailures(t *testing.T) {
	closed := listen(t, nil)
	closed.Port = unusedPort(t)
	_, err := dialer(t, 1).Dial(t.Context(), closed, nil)
	if code(err) != mail.Refused {
		t.Errorf("closed port: %v", err)
	}
	silent := listen(t, func(c net.Conn) { io.Copy(io.Discard, c) })
	if _, err = dialer(t, 0.01).Dial(t.Context(), silent, nil); code(err) != mail.TimedOut {
		t.Errorf("silence in the handshake: %v", err)
	}
	hangsUp := listen(t, func(net.Conn) {})
	if _, err = dialer(t, 1).Dial(t.Context(), hangsUp, nil); code(err) != mail.ConnectionLost {
		t.Errorf("closed in the handshake: %v", err)
	}
	old := listen(t, func(c net.Conn) {
		tls.Server(c, &tls.Config{Certificates: []tls.Certificate{issue(t, mailtest.GoodCert)}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}).Handshake()
	})
	if _, err = dialer(t, 1).Dial(t.Context(), old, nil); code(err) != mail.TLSFailed {
		t.Errorf("TLS 1.1: %v", err)
	}
	plain := silent
	plain.Security = mail.Plain
	if _, err = dialer(t, 1).Dial(t.Context(), plain, nil); code(err) != mail.PlainForbidden {
		t.Errorf("clear text: %v", err)
	}
	allowed := dial.New(dial.Config{AllowPlain: func(host string) bool { return host == "127.0.0.1" }})
	c, err := allowed.Dial(t.Context(), plain, nil)
	if err != nil || c.Secure() || c.TLS() != nil {
		t.Fatalf("allowed clear text: %v", err)
	}
	c.Close()
}

func unusedPort(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func issue(t *testing.T, kind mailtest.CertKind) tls.Certificate {
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	cert, err := ca.Issue(kind)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

func TestCertificateFacts(t *testing.T) {
	server := listen(t, func(c net.Conn) {
		tls.Server(c, &tls.Config{Certificates: []tls.Certificate{issue(t, mailtest.WrongNameCert)}}).Handshake()
	})
	_, err := dialer(t, 1).Dial(t.Context(), server, nil)
	p := mail.ProblemOf(err)
	if p == nil || p.Code != mail.TLSWrongName || p.Facts[mail.FactNames] != "other.example.org" || len(p.Facts[mail.FactSHA256]) != 64 ||
		p.Facts[mail.FactIssuer] == "" || p.Facts[mail.FactFrom] == "" || p.Facts[mail.FactUntil] == "" {
		t.Errorf("got %v %v", err, p.Facts)
	}
}

func TestCancelClosesTheSocket(t *testing.T) {
	server := listen(t, func(c net.Conn) { io.Copy(io.Discard, c) })
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := dialer(t, 1).Dial(ctx, server, func(c mail.Check) {
		if c.Stage == mail.StageSecure {
			time.AfterFunc(10*time.Millisecond, cancel)
		}
	})
	if p := mail.ProblemOf(err); p.Code != mail.Canceled || p.Stage != mail.StageSecure {
		t.Errorf("got %v", err)
	}
}

// resolver answers every question by calling answer.
func resolver(err error) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, err }}
}

func TestLookupThatFails(t *testing.T) {
	d := dial.New(dial.Config{Resolver: resolver(errors.New("no name server"))})
	_, err := d.Dial(t.Context(), mail.Server{Protocol: mail.IMAP, Host: "mail.example.test", Port: 993, Security: mail.TLS}, nil)
	if c := code(err); c != mail.NameLookupFailed && c != mail.Offline {
		t.Errorf("got %v", err)
	}
	p := dial.Classify(&net.DNSError{Err: "no such host", IsNotFound: true}, mail.StageResolve, mail.Server{})
	if p.Code != mail.HostNotFound && p.Code != mail.Offline {
		t.Errorf("got %v", p)
	}
}

func TestStartTLSRefusesInjectedBytes(t *testing.T) {
	server := listen(t, say("OK go\r\n* injected\r\n"))
	server.Security = mail.STARTTLS
	c, err := dialer(t, 1).Dial(t.Context(), server, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if line, err := c.Buffer().ReadString('\n'); line != "OK go\r\n" || err != nil {
		t.Fatalf("read %q %v", line, err)
	}
	c.Buffer().Peek(3)
	if err := c.StartTLS(t.Context(), nil); !errors.Is(err, dial.ErrInjected) || code(err) != mail.ProtocolViolation {
		t.Errorf("got %v", err)
	}
}

func TestStartTLS(t *testing.T) {
	server := listen(t, func(c net.Conn) {
		io.WriteString(c, "OK go\r\n")
		s := tls.Server(c, &tls.Config{Certificates: []tls.Certificate{issue(t, mailtest.GoodCert)}})
		io.WriteString(s, "safe\r\n")
	})
	server.Security = mail.STARTTLS
	c, err := dialer(t, 1).Dial(t.Context(), server, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.Buffer().ReadString('\n')
	if err := c.StartTLS(t.Context(), nil); err != nil || !c.Secure() || c.TLS().Version < tls.VersionTLS12 {
		t.Fatalf("got %v", err)
	}
	if line, _ := bufio.NewReader(c).ReadString('\n'); line != "safe\r\n" {
		t.Errorf("read %q", line)
	}
}

func TestSilenceAndTrickle(t *testing.T) {
	d := dial.New(dial.Config{Timeouts: dial.Timeouts{Command: 100 * time.Millisecond}, AllowPlain: func(string) bool { return true }})
	trickle := listen(t, func(c net.Conn) {
		for {
			if _, err := c.Write([]byte("x")); err != nil {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	})
	silent := listen(t, func(c net.Conn) { io.Copy(io.Discard, c) })
	for _, server := range []mail.Server{trickle, silent} {
		server.Security = mail.Plain
		c, err := d.Dial(t.Context(), server, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_, err = io.ReadAll(c)
		if p := dial.Classify(err, mail.StageFetch, server); p.Code != mail.TimedOut {
			t.Errorf("got %v", err)
		}
	}
}

func TestTraceHidesSecretsAndContent(t *testing.T) {
	var text strings.Builder
	d := dial.New(dial.Config{AllowPlain: func(string) bool { return true }, Trace: func(mail.Server) dial.Tracer { return dial.TraceTo(&text) }})
	server := listen(t, say("* OK hello\r\n* 1 FETCH (BODY[] {8}\r\nSECRET\r\n)\r\n+ SECRET\r\n"))
	server.Security = mail.Plain
	c, err := d.Dial(t.Context(), server, nil)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(c, "a LOGIN ada SECRET\r\nAUTH PLAIN SECRET\r\nPASS SECRET\r\nb authenticate PLAIN SECRET\r\nc NOOP\r\n")
	for range 4 {
		c.Buffer().ReadString('\n')
	}
	c.Hush(true)
	io.WriteString(c, "SECRET\r\n")
	c.Hush(false)
	c.Close()
	if got := text.String(); strings.Contains(got, "SECRET") || !strings.Contains(got, "C: c NOOP") || !strings.Contains(got, "withheld") {
		t.Errorf("trace:\n%s", got)
	}
}

func TestOneLine(t *testing.T) {
	cases := map[string]string{
		"  a\r\n b\tc ": "a b c", "\xc3\xdc\xc2\xeb": "密码", "a\x1b[31m": `a\x1b[31m`, "x\u202ey": `x\u{202e}y`, "": "",
	}
	for raw, want := range cases {
		if got := dial.OneLine([]byte(raw), 100); got != want {
			t.Errorf("%q is %q, want %q", raw, got, want)
		}
	}
	if got := dial.OneLine([]byte(strings.Repeat("密", 50)), 100); len(got) != 99 {
		t.Errorf("%d bytes", len(got))
	}
}
