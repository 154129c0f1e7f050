package pop3_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/mailtest"
	"letterbox/mail/pop3"
)

// strictClient never speaks clear text.
func strictClient(t *testing.T) *pop3.Client {
	t.Helper()
	ca, err := mailtest.SharedCA()
	must(t, err)
	return pop3.New(pop3.Config{Dialer: dial.New(dial.Config{Roots: ca.Roots()})})
}

// failing takes headers and ends with an error.
func failing(err error) func(pop3.Entry, []byte) error {
	return func(pop3.Entry, []byte) error { return err }
}

// read returns what a session has, message by message: UIDL, header, body.
func read(t *testing.T, s *pop3.Session) (entries []pop3.Entry, headers, bodies []string) {
	t.Helper()
	entries, err := s.List(t.Context())
	must(t, err)
	_, err = s.Headers(t.Context(), entries, func(_ pop3.Entry, raw []byte) error {
		headers = append(headers, string(raw))
		return nil
	})
	must(t, err)
	_, err = s.Bodies(t.Context(), entries, func(_ pop3.Entry, body io.Reader) error {
		raw, err := io.ReadAll(body)
		bodies = append(bodies, string(raw))
		return err
	})
	must(t, err)
	return entries, headers, bodies
}

// Messages arrive as they are, whatever the server's abilities are.
func TestMaildropIsReadByteByByte(t *testing.T) {
	letters := []string{
		string(message("one")),
		"Subject: dots\r\n\r\n.\r\n..\r\n...x\r\n.\r\n",
		"Subject: lone\r\n\r\na\n.\nb\r.\r\n+OK\n-ERR\r\n",
		"Subject: none\r\n\r\n",
		"Subject: long\r\n\r\n" + strings.Repeat("x", 200_000) + "\r\n." + strings.Repeat("y", 70_000) + "\r\n",
	}
	all := []string{"USER", "UIDL", "TOP", "PIPELINING"}
	for name, opts := range map[string][]mailtest.POP3Option{
		"tls": nil, "stls": {mailtest.POP3StartTLS()}, "clear": {mailtest.POP3Clear()},
		"no pipelining": {mailtest.POP3Capabilities(all[:3]...)},
		"no TOP":        {mailtest.POP3Capabilities("USER", "UIDL", "PIPELINING")},
		"no UIDL":       {mailtest.POP3Capabilities("USER", "TOP", "PIPELINING")},
		"no CAPA":       {mailtest.POP3Capabilities()},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.POP3(t, opts...)
			for _, l := range letters {
				server.Deliver([]byte(l))
			}
			if name == "no CAPA" {
				letters = letters[:1] // and a server that has neither UIDL nor TOP is another test's
				server.Misbehave(mailtest.Fault{On: "UIDL", Reply: "+OK\r\n1 a\r\n.\r\n"})
			}
			s := open(t, server)
			entries, headers, bodies := read(t, s)
			for i, l := range letters {
				end := strings.Index(l, "\r\n\r\n") + 4
				if bodies[i] != l || headers[i] != l[:end] || entries[i].Size != int64(len(l)) {
					t.Errorf("message %d: header %.80q, body %.80q of %d bytes", i, headers[i], bodies[i], entries[i].Size)
				}
			}
			if pipelines := s.Capable("PIPELINING"); server.Hurried() != pipelines {
				t.Errorf("pipelining announced %v, used %v", pipelines, server.Hurried())
			}
		})
	}
}

func TestBareLFServer(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3BareLF())
	server.Deliver([]byte("Subject: one\r\n\r\n.\r\ntext\r\n"))
	server.Deliver(message("two"))
	_, _, bodies := read(t, open(t, server))
	if want := "Subject: one\n\n.\ntext\n"; len(bodies) != 2 || bodies[0] != want {
		t.Errorf("got %q", bodies)
	}
}

// A message that has no UIDL, or that of another one, has a name of its own, and the same one in every session.
func TestNamesOfMessages(t *testing.T) {
	server := mailtest.POP3(t)
	server.DeliverAs("same", message("one"))
	server.DeliverAs("same", message("two"))
	server.DeliverAs("", message("three"))
	server.DeliverAs("", append([]byte("Status: RO\r\n"), message("three")...)) // a copy of it that somebody has seen
	server.DeliverAs("other", message("four"))
	names := func() (list []string) {
		entries, err := open(t, server).List(t.Context())
		must(t, err)
		for _, e := range entries {
			list = append(list, e.UIDL)
		}
		return list
	}
	first := names()
	if len(first) != 5 || first[0] != "same" || first[4] != "other" || !strings.HasPrefix(first[1], "same ") || first[3] != first[2]+" 2" {
		t.Errorf("names %q", first)
	}
	if len(slices.Compact(slices.Sorted(slices.Values(first)))) != 5 {
		t.Errorf("two have one name: %q", first)
	}
	server.Remove("other")
	if again := names(); !slices.Equal(again, first[:4]) {
		t.Errorf("%q, in another session %q", first, again)
	}
}

func TestServerThatNamesNothing(t *testing.T) {
	p, _ := verifyAgainst(t.Context(), t, mailtest.POP3Capabilities("USER"))
	if p == nil || p.Class != "UIDL_UNSUPPORTED" || p.Retry != mail.RetryAfterChange {
		t.Errorf("got %v", p)
	}
	empty := mailtest.POP3(t, mailtest.POP3Faults(
		mailtest.Fault{On: "LIST", Reply: "-ERR nothing to list\r\n"}, mailtest.Fault{On: "UIDL", Reply: "-ERR nothing to list\r\n"}))
	must(t, verify(t.Context(), clientFor(t, 1), empty.Server(), empty.Credential(), nil))
}

// Odd lines of a list cost nothing but themselves.
func TestOddLists(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3Faults(
		mailtest.Fault{On: "LIST", Reply: "+OK\r\n2 2\r\n1 1 more\r\n3 -7\r\n4 99999999999999999999\r\nx\r\n\r\n-1 5\r\n0 4\r\n.\r\n"},
		mailtest.Fault{On: "UIDL", Reply: "+OK\r\n 1  a \r\n2 b\r\n3 c\r\n4 d\r\n5 e\r\nnonsense\r\n6\r\n" + "7 " + strings.Repeat("u", 600) + "\r\n.\r\n"}))
	entries, err := open(t, server).List(t.Context())
	must(t, err)
	want := []pop3.Entry{{Number: 1, UIDL: "a", Size: 1}, {Number: 2, UIDL: "b", Size: 2}, {Number: 3, UIDL: "c"}, {Number: 4, UIDL: "d"}, {Number: 5, UIDL: "e"}}
	if !slices.Equal(entries, want) {
		t.Errorf("got %+v", entries)
	}
}

// A message that the server does not show is left out, and its refusal is not taken for the next one's.
func TestRefusedMessages(t *testing.T) {
	for name, capabilities := range map[string][]string{"pipelined": {"USER", "UIDL", "TOP", "PIPELINING"}, "one by one": {"USER", "UIDL", "TOP"}} {
		server := mailtest.POP3(t, mailtest.POP3Capabilities(capabilities...), mailtest.POP3Faults(mailtest.Fault{On: "RETR", After: 1, Once: true, Reply: "-ERR cannot read it\r\n"}))
		for i := range 50 {
			server.Deliver(message(fmt.Sprint("m", i)))
		}
		s := open(t, server)
		entries, err := s.List(t.Context())
		must(t, err)
		n := 0
		refused, err := s.Bodies(t.Context(), entries, func(e pop3.Entry, body io.Reader) error {
			n++
			raw, err := io.ReadAll(body)
			if want := message(fmt.Sprint("m", e.Number-1)); !bytes.Equal(raw, want) {
				t.Errorf("%s: message %d is %q", name, e.Number, raw)
			}
			return err
		})
		must(t, err)
		if n != 49 || len(refused) != 1 || refused[0].Number != 2 || s.Broken() {
			t.Errorf("%s: %d bodies, refused %v", name, n, refused)
		}
	}
}

// Answers to TOP that are refused are had from RETR.
func TestRefusedTOP(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3Faults(mailtest.Fault{On: "TOP", Reply: "-ERR not supported\r\n"}))
	server.Deliver(message("one"))
	_, headers, _ := read(t, open(t, server))
	if len(headers) != 1 || !strings.Contains(headers[0], "Subject: one") || strings.Contains(headers[0], "Text of") {
		t.Errorf("got %q", headers)
	}
}

func TestBodyCutInTheMiddle(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3Faults(mailtest.Fault{On: "RETR", After: 1, Then: mailtest.CutAnswer, Cut: 60}))
	server.Deliver(message("one"))
	server.Deliver(message("two"))
	s := open(t, server)
	entries, err := s.List(t.Context())
	must(t, err)
	var whole []string
	_, err = s.Bodies(t.Context(), entries, func(_ pop3.Entry, body io.Reader) error {
		raw, err := io.ReadAll(body)
		if err == nil {
			whole = append(whole, string(raw))
		}
		return err
	})
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.ConnectionLost || !s.Broken() || len(whole) != 1 {
		t.Errorf("got %v and %q", err, whole)
	}
}

func TestMessageOfAnotherSizeThanAnnounced(t *testing.T) {
	flood := mailtest.Fault{On: "RETR", Reply: "+OK\r\nA\r\n", Then: mailtest.Flood}
	server := mailtest.POP3(t, mailtest.POP3Faults(flood))
	server.Deliver(message("one"))
	s := open(t, server)
	entries, err := s.List(t.Context())
	must(t, err)
	var taken int64
	_, err = s.Bodies(t.Context(), entries, func(_ pop3.Entry, body io.Reader) error {
		n, err := io.Copy(io.Discard, body)
		taken = n
		return err
	})
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.LimitExceeded || taken > 20<<20 {
		t.Errorf("got %v after %d MB", err, taken>>20)
	}
}

// What the server says is kept, in whatever charset it says it.
func TestRepliesInGBK(t *testing.T) {
	words := "\xc3\xdc\xc2\xeb\xb4\xed\xce\xf3" // 密码错误
	p, _ := verifyAgainst(t.Context(), t, mailtest.POP3Capabilities("USER", "UIDL"), mailtest.POP3Faults(mailtest.Fault{On: "PASS", Reply: "-ERR " + words + "\r\n"}))
	if p == nil || p.Reply != "密码错误" || p.Code != mail.AuthRejected {
		t.Errorf("got %+v", p)
	}
}

func TestTraceHoldsNoSecret(t *testing.T) {
	for _, opts := range [][]mailtest.POP3Option{
		{mailtest.POP3Mechanisms("PLAIN")},
		{mailtest.POP3Mechanisms("LOGIN")},
		{mailtest.POP3Capabilities("USER", "UIDL", "TOP", "PIPELINING")},
	} {
		server := mailtest.POP3(t, append(opts, mailtest.POP3User("ada", "s3cret-word"))...)
		server.Deliver(message("private-subject"))
		var text strings.Builder
		dialer := dial.New(dial.Config{Roots: server.Roots(), Trace: func(mail.Server) dial.Tracer { return dial.TraceTo(&text) }})
		must(t, verify(t.Context(), pop3.New(pop3.Config{Dialer: dialer}), server.Server(), server.Credential(), nil))
		encoded := base64.StdEncoding.EncodeToString([]byte("\x00ada\x00s3cret-word"))
		for _, secret := range []string{"s3cret-word", encoded, base64.StdEncoding.EncodeToString([]byte("s3cret-word")), "private-subject"} {
			if strings.Contains(text.String(), secret) {
				t.Errorf("the trace holds %q:\n%s", secret, text.String())
			}
		}
	}
}
