package smtp_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/mailtest"
	"letterbox/mail/smtp"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// brief is how much of the usual time is waited for a server that falls silent. It is still far more than a busy machine
// takes to answer, and such tests wait at the same time.
const brief = 0.04

// answersWithin scales how long an answer is waited for, and nothing that a busy machine may be slow at.
func answersWithin(scale float64) dial.Timeouts {
	timeouts := dial.Timeouts{}.Scale(scale)
	return dial.Timeouts{Greeting: timeouts.Greeting, Command: timeouts.Command}
}

// client returns a Client that trusts the in-process servers and waits as long as scale says.
func client(t *testing.T, scale float64, trace *trace) *smtp.Client {
	t.Helper()
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	config := dial.Config{Roots: ca.Roots(), Timeouts: answersWithin(scale)}
	if trace != nil {
		config.Trace = func(mail.Server) dial.Tracer { return trace }
	}
	return smtp.New(smtp.Config{Dialer: dial.New(config)})
}

type trace struct {
	mu    sync.Mutex
	lines []string
}

func (t *trace) add(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lines = append(t.lines, line)
}

func (t *trace) Sent(line string)     { t.add("C: " + line) }
func (t *trace) Received(line string) { t.add("S: " + line) }

// notes gathers what a check list would show, as "stage status".
func notes(to *[]string) func(mail.Check) {
	return func(c mail.Check) {
		if c.Status != mail.CheckRunning {
			*to = append(*to, fmt.Sprintf("%s %s", c.Stage, c.Status))
		}
	}
}

func TestVerify(t *testing.T) {
	for _, test := range []struct {
		name    string
		options []mailtest.SMTPOption
		stages  string
		said    string
	}{
		{
			"TLS", nil,
			"resolve ok, connect ok, secure ok, greet ok, authenticate ok", "EHLO [127.0.0.1] AUTH QUIT",
		},
		{
			"STARTTLS",
			[]mailtest.SMTPOption{mailtest.SMTPStartTLS()},
			"resolve ok, connect ok, secure ok, greet ok, authenticate ok", "EHLO [127.0.0.1] STARTTLS EHLO [127.0.0.1] AUTH QUIT",
		},
		{
			"LOGIN alone",
			[]mailtest.SMTPOption{mailtest.SMTPMechanisms("LOGIN")},
			"resolve ok, connect ok, secure ok, greet ok, authenticate ok", "EHLO [127.0.0.1] AUTH cHc= QUIT",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := mailtest.SMTP(t, test.options...)
			var stages []string
			if err := client(t, 1, nil).Verify(context.Background(), server.Server(), server.Credential(), notes(&stages)); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(stages, ", "); got != test.stages {
				t.Errorf("stages %s", got)
			}
			var said []string
			for _, s := range server.Said() {
				line := s.Line
				if strings.HasPrefix(line, "AUTH") {
					line = "AUTH"
				}
				said = append(said, line)
			}
			if got := strings.Join(said, " "); got != test.said {
				t.Errorf("said %s", got)
			}
		})
	}
}

func TestXOAuth2(t *testing.T) {
	server := mailtest.SMTP(t, mailtest.SMTPMechanisms("XOAUTH2"))
	if err := client(t, 1, nil).Verify(context.Background(), server.Server(), mail.Tokens(token("pw")), nil); err != nil {
		t.Error(err)
	}
	err := client(t, 1, nil).Verify(context.Background(), server.Server(), mail.Tokens(token("expired")), nil)
	if p := mail.ProblemOf(err); p.Code != mail.AuthRejected || p.Reply != "Authentication failed" {
		t.Errorf("the refusal behind the explanation: %v", err)
	}
	err = client(t, 1, nil).Verify(context.Background(), server.Server(), server.Credential(), nil)
	if p := mail.ProblemOf(err); p.Code != mail.MechanismMissing || p.Class != "BASIC_AUTH_DISABLED" {
		t.Errorf("a password where only tokens are taken: %v", err)
	}
}

type token string

func (t token) Token(context.Context) (string, error) { return string(t), nil }

func TestVerifyDiagnoses(t *testing.T) {
	fault := func(f mailtest.Fault) []mailtest.SMTPOption { return []mailtest.SMTPOption{mailtest.SMTPFaults(f)} }
	clearText := func(f mailtest.Fault) []mailtest.SMTPOption {
		return []mailtest.SMTPOption{mailtest.SMTPStartTLS(), mailtest.SMTPFaults(f)}
	}
	long := "250-" + strings.Repeat("x", 9000) + "\r\n"
	for _, test := range []struct {
		name    string
		options []mailtest.SMTPOption
		want    mail.Code
		stage   mail.Stage
		class   string
	}{
		{"wrong password", fault(mailtest.Fault{On: "AUTH", Reply: "535 5.7.8 Error: authentication failed\r\n"}), mail.AuthRejected, mail.StageAuthenticate, "AUTH_BAD_CREDENTIALS"},
		{"code wanted", fault(mailtest.Fault{On: "AUTH", Reply: "535-Login fail.\r\n535 Please using authorization code\r\n"}), mail.AppPasswordNeeded, mail.StageAuthenticate, "AUTHCODE_REQUIRED"},
		{"busy", fault(mailtest.Fault{On: "AUTH", Reply: "454 4.7.0 Temporary authentication failure\r\n"}), mail.ServerBusy, mail.StageAuthenticate, "SERVER_TEMP"},
		{"no sign-in offered", []mailtest.SMTPOption{mailtest.SMTPMechanisms()}, mail.MechanismMissing, mail.StageAuthenticate, "MECH_UNSUPPORTED"},
		{"unknown mechanisms", []mailtest.SMTPOption{mailtest.SMTPMechanisms("X-NEW", "GSSAPI")}, mail.MechanismMissing, mail.StageAuthenticate, "MECH_UNSUPPORTED"},
		{"endless challenges", fault(mailtest.Fault{On: "AUTH", Reply: "334 \r\n"}), mail.ProtocolViolation, mail.StageAuthenticate, ""},
		{"refused at the door", fault(mailtest.Fault{On: "GREETING", Reply: "421 4.7.0 too many connections\r\n"}), mail.RateLimited, mail.StageGreet, "CONN_LIMIT"},
		{"no EHLO", fault(mailtest.Fault{On: "EHLO", Reply: "502 unknown\r\n"}), mail.MechanismMissing, mail.StageAuthenticate, "MECH_UNSUPPORTED"},
		{"neither EHLO nor HELO", []mailtest.SMTPOption{mailtest.SMTPFaults(mailtest.Fault{On: "EHLO", Reply: "502 unknown\r\n"}, mailtest.Fault{On: "HELO", Reply: "502 unknown\r\n"})}, mail.ServerRefused, mail.StageGreet, "CLIENT_PROTOCOL"},
		{"another protocol", fault(mailtest.Fault{On: "GREETING", Reply: "* OK IMAP4rev1\r\n"}), mail.WrongProtocol, mail.StageGreet, "WRONG_PROTOCOL_PORT"},
		{"a web server", fault(mailtest.Fault{On: "GREETING", Reply: "HTTP/1.1 400 Bad Request\r\n"}), mail.WrongProtocol, mail.StageGreet, "WRONG_PROTOCOL_PORT"},
		{"an odd greeting", fault(mailtest.Fault{On: "GREETING", Reply: "354 x\r\n"}), mail.ProtocolViolation, mail.StageGreet, ""},
		{"no reply code", fault(mailtest.Fault{On: "EHLO", Reply: "hello\r\n"}), mail.ProtocolViolation, mail.StageGreet, ""},
		{"codes that differ", fault(mailtest.Fault{On: "EHLO", Reply: "250-a\r\n550 b\r\n"}), mail.ProtocolViolation, mail.StageGreet, ""},
		{"endless reply", fault(mailtest.Fault{On: "EHLO", Reply: "250-x\r\n", Then: mailtest.Flood}), mail.LimitExceeded, mail.StageGreet, ""},
		{"endless line", fault(mailtest.Fault{On: "EHLO", Reply: long}), mail.LimitExceeded, mail.StageGreet, ""},
		{"silence at the door", fault(mailtest.Fault{On: "GREETING", Then: mailtest.Hang}), mail.TimedOut, mail.StageGreet, ""},
		{"silence at sign-in", fault(mailtest.Fault{On: "AUTH", Then: mailtest.Hang}), mail.TimedOut, mail.StageAuthenticate, ""},
		{"half a reply", fault(mailtest.Fault{On: "EHLO", Reply: "250-localhost\r\n", Then: mailtest.Hang}), mail.TimedOut, mail.StageGreet, ""},
		{"hung up", fault(mailtest.Fault{On: "AUTH", Then: mailtest.Drop}), mail.ConnectionLost, mail.StageAuthenticate, ""},
		{"not TLS", []mailtest.SMTPOption{mailtest.SMTPFaults(mailtest.Fault{On: "HANDSHAKE", Reply: "220 localhost ESMTP\r\n", Then: mailtest.Drop})}, mail.PlainPort, mail.StageSecure, "TLS_MODE_MISMATCH"},
		{"expired", []mailtest.SMTPOption{mailtest.SMTPCertificate(mailtest.ExpiredCert)}, mail.TLSExpired, mail.StageSecure, ""},
		{"a stranger's certificate", []mailtest.SMTPOption{mailtest.SMTPStartTLS(), mailtest.SMTPCertificate(mailtest.UnknownCACert)}, mail.TLSUntrusted, mail.StageSecure, ""},
		{"STARTTLS not offered", clearText(mailtest.Fault{On: "EHLO", Reply: "250-localhost\r\n250 AUTH PLAIN\r\n"}), mail.TLSNotOffered, mail.StageSecure, "TLS_OR_AUTH_OFF"},
		{"STARTTLS refused", clearText(mailtest.Fault{On: "STARTTLS", Reply: "502 5.5.1 no\r\n"}), mail.TLSNotOffered, mail.StageSecure, "TLS_OR_AUTH_OFF"},
		{"STARTTLS not now", clearText(mailtest.Fault{On: "STARTTLS", Reply: "454 4.7.0 not now\r\n"}), mail.TLSNotOffered, mail.StageSecure, "TLS_OR_AUTH_OFF"},
		{"no EHLO before STARTTLS", clearText(mailtest.Fault{On: "EHLO", Reply: "502 unknown\r\n"}), mail.TLSNotOffered, mail.StageSecure, "TLS_OR_AUTH_OFF"},
		{"an odd STARTTLS", clearText(mailtest.Fault{On: "STARTTLS", Reply: "354 x\r\n"}), mail.ProtocolViolation, mail.StageSecure, ""},
		{"injection before the handshake", clearText(mailtest.Fault{On: "STARTTLS", Reply: "220 go\r\n250 AUTH PLAIN\r\n"}), mail.ProtocolViolation, mail.StageSecure, ""},
		{"lies before TLS", clearText(mailtest.Fault{On: "GREETING", Reply: "554 5.7.1 click http://evil.example/\r\n"}), mail.AccessDenied, mail.StageGreet, "POLICY_BLOCKED"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			scale := 1.0
			if test.want == mail.TimedOut {
				scale = brief
			}
			server := mailtest.SMTP(t, test.options...)
			err := client(t, scale, nil).Verify(context.Background(), server.Server(), server.Credential(), nil)
			p := mail.ProblemOf(err)
			if err == nil || p.Code != test.want || p.Stage != test.stage || p.Class != test.class {
				t.Fatalf("%v (class %q)", err, p.Class)
			}
			if p.Server != server.Server() || p.Retry == "" {
				t.Errorf("incomplete: %+v", p)
			}
			for _, s := range server.Said() {
				if strings.HasPrefix(s.Line, "AUTH") && !s.Secure {
					t.Errorf("signed in without TLS: %s", s.Line)
				}
			}
			if strings.Contains(p.Reply, "evil") {
				t.Errorf("repeats what was said before TLS: %q", p.Reply)
			}
		})
	}
}

func TestPlainNeedsAPolicy(t *testing.T) {
	server := mailtest.SMTP(t, mailtest.SMTPClear())
	err := client(t, 1, nil).Verify(context.Background(), server.Server(), server.Credential(), nil)
	if p := mail.ProblemOf(err); p.Code != mail.PlainForbidden || len(server.Said()) > 0 {
		t.Errorf("%v", err)
	}
	c := smtp.New(smtp.Config{Dialer: dial.New(dial.Config{AllowPlain: func(host string) bool { return host == "127.0.0.1" }})})
	if err := c.Verify(context.Background(), server.Server(), server.Credential(), nil); err != nil {
		t.Errorf("allowed by policy: %v", err)
	}
}

func TestCancelEndsTheWait(t *testing.T) {
	server := mailtest.SMTP(t, mailtest.SMTPFaults(mailtest.Fault{On: "AUTH", Then: mailtest.Hang}))
	ctx, cancel := context.WithCancel(context.Background())
	err := client(t, 1, nil).Verify(ctx, server.Server(), server.Credential(), func(c mail.Check) {
		if c.Stage == mail.StageAuthenticate && c.Status == mail.CheckRunning {
			time.AfterFunc(20*time.Millisecond, cancel)
		}
	})
	if !mail.IsCanceled(err) {
		t.Errorf("%v", err)
	}
}

func TestASilentGoodbyeDoesNotSpoilTheCheck(t *testing.T) {
	server := mailtest.SMTP(t, mailtest.SMTPFaults(mailtest.Fault{On: "QUIT", Then: mailtest.Hang}))
	began := time.Now()
	if err := client(t, 1, nil).Verify(context.Background(), server.Server(), server.Credential(), nil); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestSecretsStayOutOfTheTrace(t *testing.T) {
	for _, mechanism := range []string{"PLAIN", "LOGIN", "XOAUTH2"} {
		server := mailtest.SMTP(t, mailtest.SMTPUser("ada", "s3cret-s3cret"), mailtest.SMTPMechanisms(mechanism))
		cred := server.Credential()
		if mechanism == "XOAUTH2" {
			cred = mail.Tokens(token("s3cret-s3cret"))
		}
		var seen trace
		if err := client(t, 1, &seen).Verify(context.Background(), server.Server(), cred, nil); err != nil {
			t.Fatal(err)
		}
		all := strings.Join(seen.lines, "\n")
		for _, s := range server.Said() {
			for word := range strings.FieldsSeq(s.Line) {
				if len(word) > 8 && word != "[127.0.0.1]" && strings.Contains(all, word) {
					t.Errorf("%s: %q is in the trace", mechanism, word)
				}
			}
		}
		if !strings.Contains(all, "EHLO") {
			t.Error("the trace is empty")
		}
	}
}

func TestHelloNameCannotInject(t *testing.T) {
	server := mailtest.SMTP(t)
	dialer := dial.New(dial.Config{Roots: server.Roots()})
	for name, want := range map[string]string{"a\r\nMAIL FROM:<a@b>": "EHLO [127.0.0.1]", "mail.corp.example": "EHLO mail.corp.example"} {
		before := len(server.Said())
		if err := smtp.New(smtp.Config{Dialer: dialer, HelloName: name}).Verify(context.Background(), server.Server(), server.Credential(), nil); err != nil {
			t.Fatal(err)
		}
		if got := server.Said()[before].Line; got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}
