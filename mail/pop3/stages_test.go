package pop3_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

func TestVerifyNotesEveryStage(t *testing.T) {
	for name, opts := range map[string][]mailtest.POP3Option{"tls": nil, "stls": {mailtest.POP3StartTLS()}} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.POP3(t, opts...)
			server.Deliver(message("one"))
			var ended []string
			must(t, verify(t.Context(), clientFor(t, 1), server.Server(), server.Credential(), func(c mail.Check) {
				if c.Status != mail.CheckRunning {
					ended = append(ended, string(c.Stage)+" "+string(c.Status))
				}
			}))
			want := "resolve ok, connect ok, secure ok, greet ok, authenticate ok, open ok, fetch ok"
			if got := strings.Join(ended, ", "); got != want {
				t.Errorf("stages: %s", got)
			}
			for _, said := range server.Said() {
				if !said.Secure && said.Line != "STLS" {
					t.Errorf("said in clear text: %s", said.Line)
				}
			}
		})
	}
}

// What was announced before the handshake is asked again behind it, and once more after the sign-in.
func TestCapabilitiesAreAskedAgain(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3StartTLS(), mailtest.POP3APOP())
	open(t, server).Close()
	if got := strings.Join(commands(server), " "); got != "STLS CAPA AUTH CAPA QUIT" {
		t.Errorf("the client said %s", got)
	}
}

// stages are the faults that can be played at each stage of Verify, and the stage that must be named.
var stages = []struct {
	on    string
	stage mail.Stage
}{
	{"GREETING", mail.StageGreet}, {"CAPA", mail.StageGreet}, {"AUTH", mail.StageAuthenticate}, {"UIDL", mail.StageOpen}, {"TOP", mail.StageFetch},
}

func verifyAgainst(ctx context.Context, t *testing.T, opts ...mailtest.POP3Option) (*mail.Problem, *mailtest.POP3Server) {
	t.Helper()
	server := mailtest.POP3(t, opts...)
	server.Deliver(message("one"))
	return mail.ProblemOf(verify(ctx, clientFor(t, 1), server.Server(), server.Credential(), nil)), server
}

func TestCancelEndsEveryStageAtOnce(t *testing.T) {
	handshake := append(slices.Clone(stages), struct {
		on    string
		stage mail.Stage
	}{"HANDSHAKE", mail.StageSecure})
	for _, st := range handshake {
		t.Run(st.on, func(t *testing.T) {
			server := mailtest.POP3(t, mailtest.POP3Faults(mailtest.Fault{On: st.on, Then: mailtest.Hang}))
			server.Deliver(message("one"))
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			err := verify(ctx, clientFor(t, 1), server.Server(), server.Credential(), func(c mail.Check) {
				if c.Stage == st.stage && c.Status == mail.CheckRunning {
					time.AfterFunc(20*time.Millisecond, cancel)
				}
			})
			if ctx.Err() == nil {
				t.Fatal("ended before it was cancelled")
			}
			if p := mail.ProblemOf(err); p == nil || p.Code != mail.Canceled || p.Stage != st.stage {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestRefusalsAtEveryStage(t *testing.T) {
	refused, dropped, odd := "refused", "dropped", "odd"
	for _, st := range stages {
		for _, kind := range []string{refused, dropped, odd} {
			t.Run(st.on+" "+kind, func(t *testing.T) {
				fault := mailtest.Fault{On: st.on, Reply: "-ERR [SYS/TEMP] sorry\r\n"}
				code := mail.ServerBusy
				switch kind {
				case dropped:
					fault.Reply, fault.Then, code = "", mailtest.Drop, mail.ConnectionLost
				case odd:
					fault.Reply, code = "what?\r\n", mail.ProtocolViolation
				}
				p, server := verifyAgainst(t.Context(), t, mailtest.POP3Faults(fault))
				if kind == refused && (st.on == "CAPA" || st.on == "UIDL") { // servers without them serve all the same
					if p != nil || st.on == "UIDL" && count(commands(server), "TOP") == 0 {
						t.Errorf("got %v", p)
					}
					return
				}
				if p == nil || p.Stage != st.stage || p.Code != code {
					t.Fatalf("got %v", p)
				}
				if kind == refused && p.Reply != "sorry" {
					t.Errorf("got %+v", p)
				}
			})
		}
	}
}

func TestSilenceIsTimedOut(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3Faults(mailtest.Fault{On: "LIST", Then: mailtest.Hang}))
	t.Parallel()
	s, err := clientFor(t, 0.05).Open(t.Context(), server.Server(), server.Credential(), nil)
	must(t, err)
	defer s.Close()
	_, err = s.List(t.Context())
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.TimedOut || p.Stage != mail.StageOpen || !s.Broken() {
		t.Errorf("got %v", err)
	}
}

func TestCertificates(t *testing.T) {
	want := map[mailtest.CertKind]mail.Code{
		mailtest.ExpiredCert: mail.TLSExpired, mailtest.WrongNameCert: mail.TLSWrongName, mailtest.SelfSignedCert: mail.TLSUntrusted,
	}
	for kind, code := range want {
		for _, how := range []mailtest.POP3Option{mailtest.POP3StartTLS(), mailtest.POP3User("ada", "pw")} {
			p, server := verifyAgainst(t.Context(), t, mailtest.POP3Certificate(kind), how)
			if p == nil || p.Code != code || p.Stage != mail.StageSecure || p.Facts[mail.FactNames] == "" {
				t.Errorf("%s: %v", kind, p)
			}
			for _, said := range server.Said() {
				if said.Line != "STLS" {
					t.Errorf("%s: the client said %q", kind, said.Line)
				}
			}
		}
	}
}

func TestClearTextIsNeverFallenBackTo(t *testing.T) {
	cases := map[string]struct {
		fault mailtest.Fault
		code  mail.Code
	}{
		"refused":     {mailtest.Fault{On: "STLS", Reply: "-ERR not today\r\n"}, mail.TLSNotOffered},
		"continued":   {mailtest.Fault{On: "STLS", Reply: "+ go on\r\n"}, mail.ProtocolViolation},
		"injected":    {mailtest.Fault{On: "STLS", Reply: "+OK go\r\n+OK\r\nSASL PLAIN\r\n.\r\n"}, mail.ProtocolViolation},
		"in two":      {mailtest.Fault{On: "STLS", Reply: "+OK go\r\n+"}, mail.ProtocolViolation},
		"other":       {mailtest.Fault{On: "GREETING", Reply: "* OK IMAP4rev1 ready\r\n"}, mail.WrongProtocol},
		"page":        {mailtest.Fault{On: "GREETING", Reply: "HTTP/1.1 400 Bad Request\r\n\r\n"}, mail.WrongProtocol},
		"closed":      {mailtest.Fault{On: "STLS", Then: mailtest.Drop}, mail.ConnectionLost},
		"not a reply": {mailtest.Fault{On: "GREETING", Reply: "hello\r\n"}, mail.ProtocolViolation},
		"two lines":   {mailtest.Fault{On: "GREETING", Reply: "+OK 2 messages\r\n1 120\r\n2 200\r\n.\r\n"}, mail.ProtocolViolation},
	}
	for name, c := range cases {
		p, server := verifyAgainst(t.Context(), t, mailtest.POP3StartTLS(), mailtest.POP3Faults(c.fault))
		if p == nil || p.Code != c.code || p.Reply != "" {
			t.Errorf("%s: %v", name, p)
		}
		for _, said := range server.Said() {
			if !said.Secure && said.Line != "STLS" {
				t.Errorf("%s: the client said %q", name, said.Line)
			}
		}
	}
}

// Without TLS no secret is shown unless a policy allows it: the connection is not even made.
func TestClearTextNeedsAPolicy(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3Clear())
	err := verify(t.Context(), strictClient(t), server.Server(), server.Credential(), nil)
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.PlainForbidden || len(server.Said()) != 0 {
		t.Errorf("got %v after %v", err, server.Said())
	}
}

func TestFloodsEndInALimit(t *testing.T) {
	for on, reply := range map[string]string{
		"CAPA": "+OK\r\nX\r\n", "LIST": "+OK\r\n1 1\r\n", "UIDL": "+OK\r\n1 u1\r\n", "GREETING": "+OK",
	} {
		t.Run(on, func(t *testing.T) {
			p, _ := verifyAgainst(t.Context(), t, mailtest.POP3Faults(mailtest.Fault{On: on, Reply: reply, Then: mailtest.Flood}))
			if p == nil || p.Code != mail.LimitExceeded {
				t.Errorf("got %v", p)
			}
		})
	}
}

func TestEachErrorIsReturnedAndBreaks(t *testing.T) {
	server := mailtest.POP3(t)
	server.Deliver(message("one"))
	s := open(t, server)
	entries, err := s.List(t.Context())
	must(t, err)
	stop := errors.New("stop")
	if _, err := s.Headers(t.Context(), entries, failing(stop)); !errors.Is(err, stop) || !s.Broken() {
		t.Errorf("got %v, broken %v", err, s.Broken())
	}
	if _, err := s.Headers(t.Context(), entries, failing(nil)); mail.ProblemOf(err).Code != mail.ConnectionLost {
		t.Errorf("a broken session answered %v", err)
	}
}
