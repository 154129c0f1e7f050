package smtp_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/smtp"
)

// scripted is a server without TLS whose every connection is served by talk. It ends with the test.
func scripted(t *testing.T, talk func(conn net.Conn, in *bufio.Reader)) mail.Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
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
			serving.Go(func() {
				defer conn.Close()
				talk(conn, bufio.NewReader(conn))
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		serving.Wait()
	})
	return mail.Server{Protocol: mail.Submission, Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: mail.Plain, Auth: mail.PasswordAuth, Username: "ada"}
}

// clearClient trusts clear text.
func clearClient(scale float64) *smtp.Client {
	return smtp.New(smtp.Config{Dialer: dial.New(dial.Config{AllowPlain: func(string) bool { return true }, Timeouts: answersWithin(scale)})})
}

// greet goes as far as DATA, announcing extensions, and returns whether it got there.
func greet(conn net.Conn, in *bufio.Reader, extensions string) bool {
	fmt.Fprint(conn, "220 localhost ESMTP\r\n")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return false
		}
		switch name, _, _ := strings.Cut(strings.TrimSpace(line), " "); name {
		case "EHLO":
			fmt.Fprintf(conn, "250-localhost\r\n%s250 AUTH PLAIN\r\n", extensions)
		case "AUTH":
			fmt.Fprint(conn, "235 ok\r\n")
		case "DATA":
			fmt.Fprint(conn, "354 go\r\n")
			return true
		default:
			fmt.Fprint(conn, "250 ok\r\n")
		}
	}
}

// large is more than the buffers of two sockets take.
func large() (io.ReadCloser, error) {
	return io.NopCloser(io.LimitReader(lines{}, 16<<20)), nil
}

// lines is an endless text.
type lines struct{}

func (lines) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "a line of a message of some length\n"[i%35]
	}
	return len(p), nil
}

func TestAServerThatDoesNotReadOn(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	server := scripted(t, func(conn net.Conn, in *bufio.Reader) {
		if greet(conn, in, "") {
			<-done
		}
	})
	out := outbound("bob@corp.example")
	out.Content = large
	_, err := clearClient(brief).Submit(t.Context(), server, mail.Password("pw"), out, nil)
	close(done)
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.TimedOut || p.Stage != mail.StageSubmit {
		t.Error(err)
	}
}

func TestCancelWhileTheMessageIsWritten(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan struct{})
	server := scripted(t, func(conn net.Conn, in *bufio.Reader) {
		if greet(conn, in, "") {
			cancel()
			<-done
		}
	})
	out := outbound("bob@corp.example")
	out.Content = large
	began := time.Now()
	_, err := clearClient(1).Submit(ctx, server, mail.Password("pw"), out, nil)
	close(done)
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.Canceled {
		t.Error(err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

// Whoever gives up after the end of the message has left is told that nobody knows what became of it, and soon.
func TestCancelWhileTheLastAnswerIsAwaited(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	server := scripted(t, func(conn net.Conn, in *bufio.Reader) {
		if !greet(conn, in, "") {
			return
		}
		for line, err := in.ReadString('\n'); err == nil; line, err = in.ReadString('\n') {
			if line == ".\r\n" {
				cancel()
			}
		}
	})
	began := time.Now()
	_, err := clearClient(1).Submit(ctx, server, mail.Password("pw"), outbound("bob@corp.example"), nil)
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.SendUnknown || p.Retry != mail.RetryNever {
		t.Error(err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

// A server may say why it would rather not read on; that tells more than the connection that broke.
func TestAServerThatRefusesInTheMiddle(t *testing.T) {
	server := scripted(t, func(conn net.Conn, in *bufio.Reader) {
		if greet(conn, in, "") {
			fmt.Fprint(conn, "552 5.3.4 that is enough\r\n")
			_, _ = io.CopyN(io.Discard, in, 1<<20)
			conn.(*net.TCPConn).CloseWrite()
			_, _ = io.CopyN(io.Discard, in, 1<<20)
		}
	})
	out := outbound("bob@corp.example")
	out.Content = large
	_, err := clearClient(1).Submit(t.Context(), server, mail.Password("pw"), out, nil)
	p := mail.ProblemOf(err)
	if p == nil || p.Code != mail.ConnectionLost && p.Class != "SIZE_LIMIT" {
		t.Error(err)
	}
}

func TestExtensionsInSmallLetters(t *testing.T) {
	var said []string
	server := scripted(t, func(conn net.Conn, in *bufio.Reader) {
		greet(conn, bufio.NewReader(io.TeeReader(in, writer(func(p []byte) { said = append(said, string(p)) }))), "250-smtputf8\r\n250-size 1000000\r\n250-auth=login\r\n250-Dsn\r\n")
	})
	out := outbound("张伟@corp.example")
	out.ForwardPaths[0].Notify = mail.NotifyDelay
	_, err := clearClient(1).Submit(t.Context(), server, mail.Password("pw"), out, nil)
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.SendUnknown {
		t.Error(err)
	}
	if all := strings.Join(said, ""); !strings.Contains(all, "SIZE=76 SMTPUTF8\r\n") || !strings.Contains(all, "NOTIFY=DELAY\r\n") {
		t.Errorf("%q", all)
	}
}

type writer func([]byte)

func (w writer) Write(p []byte) (int, error) {
	w(p)
	return len(p), nil
}

// A server that hangs up instead of answering QUIT has still taken the message.
func TestAServerThatLeavesWithoutAWord(t *testing.T) {
	server := scripted(t, func(conn net.Conn, in *bufio.Reader) {
		if !greet(conn, in, "") {
			return
		}
		for {
			line, err := in.ReadString('\n')
			if err != nil {
				return
			}
			if line == ".\r\n" {
				fmt.Fprint(conn, "250-2.0.0 taken\r\n250 2.0.0 queued as 4711\r\n")
			}
			if line == "QUIT\r\n" {
				return
			}
		}
	})
	receipt, err := clearClient(1).Submit(t.Context(), server, mail.Password("pw"), outbound("bob@corp.example"), nil)
	if err != nil || receipt.Reply != "taken queued as 4711" {
		t.Errorf("%v %+v", err, receipt)
	}
}
