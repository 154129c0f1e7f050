package imap_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// stages are the faults that can be played at each stage of Verify, and the stage that must be named.
var stages = []struct {
	on    string
	stage mail.Stage
}{
	{"GREETING", mail.StageGreet}, {"AUTHENTICATE", mail.StageAuthenticate}, {"LIST", mail.StageList}, {"SELECT", mail.StageOpen}, {"FETCH", mail.StageFetch},
}

func verifyAgainst(ctx context.Context, t *testing.T, opts ...mailtest.IMAPOption) (*mail.Problem, *mailtest.Server) {
	t.Helper()
	server := mailtest.IMAP(t, opts...)
	must(t, server.Append("INBOX", message("one"), time.Time{}, 0))
	return mail.ProblemOf(verify(clientFor(t, 1), ctx, server.Server(), server.Credential(), nil)), server
}

func TestCancelEndsEveryStageAtOnce(t *testing.T) {
	handshake := append(slices.Clone(stages), struct {
		on    string
		stage mail.Stage
	}{"HANDSHAKE", mail.StageSecure})
	for _, st := range handshake {
		t.Run(st.on, func(t *testing.T) {
			server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: st.on, Then: mailtest.Hang}))
			must(t, server.Append("INBOX", message("one"), time.Time{}, 0))
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			err := verify(clientFor(t, 1), ctx, server.Server(), server.Credential(), func(c mail.Check) {
				if c.Stage == st.stage && c.Status == mail.CheckRunning {
					time.AfterFunc(20*time.Millisecond, cancel)
				}
			})
			select {
			case <-ctx.Done():
			default:
				t.Fatal("ended before it was cancelled")
			}
			p := mail.ProblemOf(err)
			if p == nil || p.Code != mail.Canceled || p.Stage != st.stage {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestCancelIsPrompt(t *testing.T) {
	server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: "SEARCH", Then: mailtest.Hang}))
	s := open(t, server)
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	var asked time.Time
	time.AfterFunc(20*time.Millisecond, func() {
		asked = time.Now()
		cancel()
	})
	_, err = s.UIDs(ctx)
	if took := time.Since(asked); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	if !mail.IsCanceled(err) || !s.Broken() {
		t.Errorf("got %v, broken %v", err, s.Broken())
	}
}

func TestRefusalsAtEveryStage(t *testing.T) {
	for _, st := range stages {
		for _, kind := range []string{"NO", "BAD", "BYE", "drop"} {
			t.Run(st.on+" "+kind, func(t *testing.T) {
				fault := mailtest.Fault{On: st.on, Reply: "{tag} " + kind + " sorry\r\n"}
				switch {
				case kind == "BYE" || st.on == "GREETING":
					fault.Reply, fault.Then = "* "+kind+" sorry\r\n", mailtest.Drop
				case kind == "drop":
					fault.Reply, fault.Then = "", mailtest.Drop
				}
				if kind == "drop" {
					fault.Reply, fault.Then = "", mailtest.Drop
				}
				opts := []mailtest.IMAPOption{mailtest.IMAPFaults(fault)}
				if kind == "BAD" && st.on == "AUTHENTICATE" { // LOGIN is tried then
					opts = append(opts, mailtest.IMAPFaults(mailtest.Fault{On: "LOGIN", Reply: "{tag} BAD sorry\r\n"}))
				}
				p, _ := verifyAgainst(t.Context(), t, opts...)
				if st.on == "FETCH" && (kind == "NO" || kind == "BAD") { // one message that the server cannot give is skipped
					if p != nil {
						t.Fatalf("got %v", p)
					}
					return
				}
				if p == nil || p.Stage != st.stage || p.Code == mail.Unknown {
					t.Fatalf("got %v", p)
				}
				if kind == "drop" && p.Code != mail.ConnectionLost || kind != "drop" && p.Reply != "sorry" {
					t.Errorf("got %+v", p)
				}
			})
		}
	}
}

func TestSilenceIsTimedOut(t *testing.T) {
	server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: "SELECT", Then: mailtest.Hang}))
	t.Parallel()
	s, err := clientFor(t, brief).Open(t.Context(), server.Server(), server.Credential(), nil)
	must(t, err)
	defer s.Close()
	_, err = s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	if p := mail.ProblemOf(err); p.Code != mail.TimedOut || p.Stage != mail.StageOpen || !s.Broken() {
		t.Errorf("got %v", err)
	}
}

func TestWrongPassword(t *testing.T) {
	server := mailtest.IMAP(t)
	err := verify(clientFor(t, 1), t.Context(), server.Server(), mail.Password("wrong"), nil)
	if p := mail.ProblemOf(err); p.Code != mail.AuthRejected || p.Class != "AUTH_BAD_CREDENTIALS" || p.Retry != mail.RetryAfterChange {
		t.Errorf("got %v", err)
	}
}

func TestCertificates(t *testing.T) {
	want := map[mailtest.CertKind]mail.Code{
		mailtest.ExpiredCert: mail.TLSExpired, mailtest.NotYetValidCert: mail.TLSExpired, mailtest.WrongNameCert: mail.TLSWrongName,
		mailtest.SelfSignedCert: mail.TLSUntrusted, mailtest.UnknownCACert: mail.TLSUntrusted,
	}
	for kind, code := range want {
		for _, how := range []mailtest.IMAPOption{mailtest.IMAPStartTLS(), mailtest.IMAPUser("ada", "pw")} {
			p, server := verifyAgainst(t.Context(), t, mailtest.IMAPCertificate(kind), how)
			if p == nil || p.Code != code || p.Stage != mail.StageSecure || p.Facts[mail.FactNames] == "" || p.Facts[mail.FactUntil] == "" {
				t.Errorf("%s: %v %v", kind, p, p.Facts)
			}
			for _, said := range server.Said() {
				if !strings.Contains(said.Line, "STARTTLS") {
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
		"refused":     {mailtest.Fault{On: "STARTTLS", Reply: "{tag} NO not today\r\n"}, mail.TLSNotOffered},
		"unknown":     {mailtest.Fault{On: "STARTTLS", Reply: "{tag} BAD what\r\n"}, mail.TLSNotOffered},
		"continued":   {mailtest.Fault{On: "STARTTLS", Reply: "+ go on\r\n"}, mail.TLSNotOffered},
		"injected":    {mailtest.Fault{On: "STARTTLS", Reply: "{tag} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"}, mail.ProtocolViolation},
		"preauth":     {mailtest.Fault{On: "GREETING", Reply: "* PREAUTH welcome\r\n"}, mail.ProtocolViolation},
		"other":       {mailtest.Fault{On: "GREETING", Reply: "+OK POP3 ready\r\n"}, mail.WrongProtocol},
		"closed":      {mailtest.Fault{On: "STARTTLS", Then: mailtest.Drop}, mail.ConnectionLost},
		"not a reply": {mailtest.Fault{On: "GREETING", Reply: "hello\r\n"}, mail.ProtocolViolation},
	}
	for name, c := range cases {
		p, server := verifyAgainst(t.Context(), t, mailtest.IMAPStartTLS(), mailtest.IMAPFaults(c.fault))
		if p == nil || p.Code != c.code || p.Reply != "" {
			t.Errorf("%s: %v", name, p)
		}
		for _, said := range server.Said() {
			if !said.Secure && !strings.Contains(said.Line, "STARTTLS") {
				t.Errorf("%s: the client said %q", name, said.Line)
			}
		}
	}
}

func TestLoginWhenNoMechanismIsOffered(t *testing.T) {
	greeting := mailtest.Fault{On: "GREETING", Reply: "* OK [CAPABILITY IMAP4rev1 ID AUTH=XOAUTH2] ready\r\n"}
	server := mailtest.IMAP(t, mailtest.IMAPUser("张三", `p"w\ 密码`), mailtest.IMAPFaults(greeting))
	must(t, verify(clientFor(t, 1), t.Context(), server.Server(), server.Credential(), nil))
	disabled := mailtest.Fault{On: "GREETING", Reply: "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2] ready\r\n"}
	p, server := verifyAgainst(t.Context(), t, mailtest.IMAPFaults(disabled))
	if p == nil || p.Code != mail.MechanismMissing || p.Class != "BASIC_AUTH_DISABLED" || len(server.Said()) != 0 {
		t.Errorf("got %v after %v", p, server.Said())
	}
}

func TestIDIsSentWhenSelectIsRefusedForIt(t *testing.T) {
	unsafe := mailtest.Fault{On: "SELECT", Once: true, Reply: "{tag} NO SELECT Unsafe Login. Please contact kefu@188.com for help\r\n"}
	id := mailtest.Fault{On: "ID", Reply: "* ID NIL\r\n{tag} OK done\r\n"}
	s := open(t, mailtest.IMAP(t, mailtest.IMAPFaults(unsafe, id)))
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	unsafe.Once = false
	s = open(t, mailtest.IMAP(t, mailtest.IMAPFaults(unsafe, id)))
	_, err = s.Select(t.Context(), mail.Folder{Path: "INBOX", Wire: "INBOX"})
	if p := mail.ProblemOf(err); p.Class != "IMAP_ID_REQUIRED" || p.Facts[mail.FactFolder] != "INBOX" {
		t.Errorf("got %v", err)
	}
}

func TestIDFollowsTheSignIn(t *testing.T) {
	signIn := mailtest.Fault{On: "AUTHENTICATE", Reply: "{tag} OK [CAPABILITY IMAP4rev1 ID] done\r\n"}
	id := mailtest.Fault{On: "ID", Reply: "* ID (\"name\" \"x\")\r\n{tag} OK done\r\n"}
	server := mailtest.IMAP(t, mailtest.IMAPFaults(signIn, id))
	open(t, server)
	var names []string
	for _, said := range server.Said() {
		if words := strings.Fields(said.Line); len(words) > 1 {
			names = append(names, words[1])
		}
	}
	if got := strings.Join(names, " "); got != "AUTHENTICATE ID" {
		t.Errorf("the client said %s", got)
	}
}

func TestBodyCutInTheMiddle(t *testing.T) {
	server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: "FETCH", Then: mailtest.CutAnswer, Cut: 60}))
	must(t, server.Append("INBOX", message("one"), time.Time{}, 0))
	s := open(t, server)
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	err = s.Bodies(t.Context(), []mail.UID{1}, func(_ mail.UID, _ int64, r io.Reader) error {
		_, err := io.Copy(io.Discard, r)
		return fmt.Errorf("store: %w", err)
	})
	if p := mail.ProblemOf(err); p.Code != mail.ConnectionLost || !s.Broken() {
		t.Errorf("got %v", err)
	}
}

func TestBodiesOfAServerThatNamesTheUIDLast(t *testing.T) {
	first := mailtest.Fault{On: "FETCH", Once: true, Reply: "* 1 FETCH (BODY[] {3}\r\none UID 1)\r\n* 2 FETCH (BODY[] {3}\r\ntwo UID 2)\r\n{tag} OK\r\n"}
	second := mailtest.Fault{On: "FETCH", Once: true, Reply: "* 1 FETCH (BODY[] {3}\r\none UID 1)\r\n{tag} OK\r\n"}
	third := mailtest.Fault{On: "FETCH", Once: true, Reply: "* 2 FETCH (BODY[] \"two\" UID 2)\r\n{tag} OK\r\n"}
	s := open(t, mailtest.IMAP(t, mailtest.IMAPFaults(first, second, third)))
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	var got []string
	must(t, s.Bodies(t.Context(), []mail.UID{1, 2}, func(uid mail.UID, size int64, r io.Reader) error {
		raw, err := io.ReadAll(r)
		got = append(got, fmt.Sprintf("%d %d %s", uid, size, raw))
		return err
	}))
	if strings.Join(got, ",") != "1 3 one,2 3 two" {
		t.Errorf("got %v", got)
	}
}

// A message that the server cannot fetch makes it refuse every set that holds it.
func TestPoisonedMessageIsSkipped(t *testing.T) {
	server := mailtest.IMAP(t)
	for i := range 20 {
		must(t, server.Append("INBOX", message(fmt.Sprint("m", i+1)), time.Time{}, 0))
	}
	server.Poison(7, 13)
	s := open(t, server)
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	for name, fetch := range map[string]func(func(imap.Header) error) ([]mail.UID, error){
		"Headers": func(each func(imap.Header) error) ([]mail.UID, error) {
			return s.Headers(t.Context(), []imap.Range{{First: 1}}, each)
		},
		"HeadersLast": func(each func(imap.Header) error) ([]mail.UID, error) { return s.HeadersLast(t.Context(), 100, each) },
	} {
		var got []mail.UID
		skipped, err := fetch(func(h imap.Header) error {
			got = append(got, h.UID)
			return nil
		})
		must(t, err)
		slices.Sort(got)
		if len(got) != 18 || len(slices.Compact(got)) != 18 || !slices.Equal(skipped, []mail.UID{7, 13}) {
			t.Errorf("%s: got %v, skipped %v", name, got, skipped)
		}
	}
}

func TestFloodsEndInALimit(t *testing.T) {
	for on, reply := range map[string]string{
		"SELECT": "* 1 EXISTS\r\n", "LIST": "* LIST () \"/\" \"x\"\r\n", "FETCH": "* 1 FETCH (UID 1 FLAGS ())\r\n", "SEARCH": "* SEARCH 1\r\n", "IDLE": "* OK x\r\n",
		"AUTHENTICATE": "* OK x\r\n",
	} {
		t.Run(on, func(t *testing.T) {
			t.Parallel()
			server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: on, Reply: reply, Then: mailtest.Flood}))
			err := everything(t, server)
			if p := mail.ProblemOf(err); p == nil || p.Code != mail.LimitExceeded {
				t.Errorf("got %v", err)
			}
		})
	}
}

func everything(t *testing.T, server *mailtest.Server) error {
	s, err := clientFor(t, 1).Open(t.Context(), server.Server(), server.Credential(), nil)
	if err != nil {
		return err
	}
	defer s.Close()
	_, errList := s.Folders(t.Context())
	_, errSelect := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	_, errSearch := s.UIDs(t.Context())
	_, errFetch := s.Headers(t.Context(), []imap.Range{{First: 1}}, func(imap.Header) error { return nil })
	var errNoop error
	if !s.Broken() {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute) // only so that a failure ends
		defer cancel()
		errNoop = s.Watch(ctx, func() {})
	}
	return errors.Join(errList, errSelect, errSearch, errFetch, errNoop)
}
