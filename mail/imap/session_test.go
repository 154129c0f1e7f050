package imap_test

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// clientFor returns a client that trusts the in-process servers.
func clientFor(t testing.TB, scale float64) *imap.Client {
	t.Helper()
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	timeouts := dial.Timeouts{}.Scale(scale)
	timeouts = dial.Timeouts{Greeting: timeouts.Greeting, Command: timeouts.Command} // a busy machine may be slow at the rest
	dialer := dial.New(dial.Config{Roots: ca.Roots(), Timeouts: timeouts})
	return imap.New(imap.Config{Dialer: dialer, ClientVersion: "1", Limits: imap.Limits{Answer: 1 << 20}})
}

// brief is how much of the usual time is waited for a server that falls silent.
const brief = 0.05

func message(subject string) []byte {
	return []byte("From: ada@example.test\r\nTo: bob@example.test\r\nSubject: " + subject + "\r\nX-Other: no\r\nMessage-ID: <" + subject + "@x>\r\n\r\nText of " + subject + "\r\n")
}

func open(t *testing.T, server *mailtest.Server) *imap.Session {
	t.Helper()
	s, err := clientFor(t, 1).Open(t.Context(), server.Server(), server.Credential(), nil)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestVerifyNotesEveryStage(t *testing.T) {
	for name, opts := range map[string][]mailtest.IMAPOption{"tls": nil, "starttls": {mailtest.IMAPStartTLS()}} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.IMAP(t, opts...)
			must(t, server.Append("INBOX", message("one"), time.Time{}, 0))
			var ended []string
			err := verify(clientFor(t, 1), t.Context(), server.Server(), server.Credential(), func(c mail.Check) {
				if c.Status != mail.CheckRunning {
					ended = append(ended, string(c.Stage)+" "+string(c.Status))
				}
			})
			must(t, err)
			want := "resolve ok, connect ok, secure ok, greet ok, authenticate ok, identify skipped, list ok, open ok, fetch ok"
			if got := strings.Join(ended, ", "); got != want {
				t.Errorf("stages: %s", got)
			}
			for _, said := range server.Said() {
				if !said.Secure && strings.Contains(said.Line, "AUTH") {
					t.Errorf("said in clear text: %s", said.Line)
				}
			}
		})
	}
}

func TestSessionReadsAMailbox(t *testing.T) {
	server := mailtest.IMAP(t)
	must(t, server.AddFolder("&XfJT0ZAB-", `\Sent`))
	must(t, server.AddFolder("Drafts"))
	must(t, server.AddFolder("项目/测试"))
	for _, subject := range []string{"one", "two", "three"} {
		must(t, server.Append("INBOX", message(subject), time.Date(2026, 3, 2, 10, 20, 30, 0, time.UTC), mail.Flagged))
	}
	ctx := t.Context()
	s := open(t, server)
	folders, err := s.Folders(ctx)
	must(t, err)
	var paths []string
	for _, f := range folders {
		paths = append(paths, f.Path+"="+string(f.Role))
	}
	if got := strings.Join(paths, " "); got != "INBOX=inbox &XfJT0ZAB-=sent Drafts=drafts 项目/测试=" {
		t.Errorf("folders: %s", got)
	}
	if folders[0].Sync.Exists != 3 || folders[0].Unread != 3 || folders[0].Sync.UIDNext != 4 {
		t.Errorf("INBOX counts: %+v", folders[0])
	}
	state, err := s.Select(ctx, folders[0])
	must(t, err)
	if state.Exists != 3 || state.UIDValidity == 0 || state.UIDNext != 4 {
		t.Errorf("state: %+v", state)
	}
	uids, err := s.UIDs(ctx)
	must(t, err)
	if len(uids) != 3 || uids[2] != 3 {
		t.Errorf("uids: %v", uids)
	}
	var seen []imap.Header
	collect := func(h imap.Header) error {
		h.Raw = append([]byte(nil), h.Raw...)
		seen = append(seen, h)
		return nil
	}
	skipped, err := s.HeadersLast(ctx, 2, collect)
	must(t, err)
	if len(skipped) != 0 || len(seen) != 2 || seen[0].UID != 2 || seen[1].UID != 3 {
		t.Errorf("last two: %+v", seen)
	}
	seen = nil
	_, err = s.Headers(ctx, []imap.Range{{First: 1, Last: 1}, {First: 3}}, collect)
	must(t, err)
	if len(seen) != 2 || !strings.Contains(string(seen[0].Raw), "Subject: one") || strings.Contains(string(seen[0].Raw), "X-Other") ||
		!seen[0].Flags.Has(mail.Flagged) || seen[0].Size != int64(len(message("one"))) || seen[0].Received.Year() != 2026 {
		t.Errorf("headers: %+v", seen)
	}
	bodies := make(map[mail.UID]string)
	err = s.Bodies(ctx, []mail.UID{3, 1, 99}, func(uid mail.UID, size int64, r io.Reader) error {
		raw, err := io.ReadAll(r)
		if int64(len(raw)) != size {
			t.Errorf("%d bytes of %d", len(raw), size)
		}
		bodies[uid] = string(raw)
		return err
	})
	must(t, err)
	if len(bodies) != 2 || bodies[3] != string(message("three")) {
		t.Errorf("bodies: %v", bodies)
	}
	must(t, s.StoreFlags(ctx, []mail.UID{1, 2}, mail.Seen|mail.Answered, mail.Flagged))
	flags := make(map[mail.UID]mail.Flags)
	must(t, s.Flags(ctx, []imap.Range{{First: 1}}, func(uid mail.UID, f mail.Flags) error {
		flags[uid] = f
		return nil
	}))
	if flags[1] != mail.Seen|mail.Answered || flags[3] != mail.Flagged || len(flags) != 3 {
		t.Errorf("flags: %v", flags)
	}
	if s.Broken() || !s.Capable("idle") {
		t.Error("the session must be whole, and know IDLE")
	}
}

func TestWatch(t *testing.T) {
	server := mailtest.IMAP(t)
	s := open(t, server)
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	news := make(chan struct{}, 10)
	done := make(chan error, 1)
	go func() { done <- s.Watch(ctx, func() { news <- struct{}{} }) }()
	must(t, server.Append("INBOX", message("new"), time.Time{}, 0))
	<-news
	cancel()
	must(t, <-done)
	if s.Broken() {
		t.Fatal("a watch that is called off must leave the session whole")
	}
	uids, err := s.UIDs(t.Context())
	must(t, err)
	if len(uids) != 1 {
		t.Errorf("uids: %v", uids)
	}
}

func TestWatchReportsALostConnection(t *testing.T) {
	server := mailtest.IMAP(t)
	s := open(t, server)
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	news := make(chan struct{}, 10)
	done := make(chan error, 1)
	go func() { done <- s.Watch(t.Context(), func() { news <- struct{}{} }) }()
	must(t, server.Append("INBOX", message("new"), time.Time{}, 0))
	<-news
	server.Disconnect()
	if err := <-done; mail.ProblemOf(err).Code != mail.ConnectionLost || !s.Broken() {
		t.Errorf("got %v, broken %v", err, s.Broken())
	}
}

func TestEachErrorIsReturnedAndBreaks(t *testing.T) {
	server := mailtest.IMAP(t)
	must(t, server.Append("INBOX", message("one"), time.Time{}, 0))
	s := open(t, server)
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	stop := io.ErrShortBuffer
	if _, err := s.HeadersLast(t.Context(), 1, func(imap.Header) error { return stop }); !errors.Is(err, stop) || !s.Broken() {
		t.Errorf("got %v, broken %v", err, s.Broken())
	}
	if _, err := s.UIDs(t.Context()); mail.ProblemOf(err).Code != mail.ConnectionLost {
		t.Errorf("a broken session answered %v", err)
	}
}

func TestTraceHoldsNoSecret(t *testing.T) {
	for _, caps := range []string{"AUTH=PLAIN SASL-IR", "AUTH=PLAIN", "AUTH=LOGIN", "X"} {
		greeting := mailtest.Fault{On: "GREETING", Reply: "* OK [CAPABILITY IMAP4rev1 " + caps + "] ready\r\n"}
		server := mailtest.IMAP(t, mailtest.IMAPUser("ada", "s3cret-word"), mailtest.IMAPFaults(greeting))
		must(t, server.Append("INBOX", message("private-subject"), time.Time{}, 0))
		var text strings.Builder
		dialer := dial.New(dial.Config{Roots: server.Roots(), Trace: func(mail.Server) dial.Tracer { return dial.TraceTo(&text) }})
		verify(imap.New(imap.Config{Dialer: dialer}), t.Context(), server.Server(), server.Credential(), nil)
		encoded := base64.StdEncoding.EncodeToString([]byte("\x00ada\x00s3cret-word"))
		for _, secret := range []string{"s3cret-word", encoded, base64.StdEncoding.EncodeToString([]byte("s3cret-word")), "private-subject"} {
			if strings.Contains(text.String(), secret) {
				t.Errorf("%s: the trace holds %q:\n%s", caps, secret, text.String())
			}
		}
	}
}

// verify runs Verify to its end and closes the session that it leaves open.
func verify(c *imap.Client, ctx context.Context, s mail.Server, cred mail.Credential, note func(mail.Check)) error { //nolint:revive // reads like the method
	session, err := c.Verify(ctx, s, cred, note)
	if err == nil {
		session.Close()
	}
	return err
}
