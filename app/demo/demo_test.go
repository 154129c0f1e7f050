package demo_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/smtp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"letterbox/app/demo"
	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/message"
	submission "letterbox/mail/smtp"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))

func start(t *testing.T) *demo.Demo {
	t.Helper()
	d, err := demo.Start(t.Context(), noon)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

func open(t *testing.T, d *demo.Demo) *imap.Session {
	t.Helper()
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: d.Roots()}), ClientName: "test"})
	s, err := client.Open(t.Context(), d.Candidate().Incoming, d.Password(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// bodies returns all messages of a folder, and how many are unread and flagged.
func bodies(t *testing.T, s *imap.Session, f mail.Folder) (raw [][]byte, unread, flagged int) {
	t.Helper()
	ctx := t.Context()
	if _, err := s.Select(ctx, f); err != nil {
		t.Fatal(err)
	}
	uids, err := s.UIDs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Bodies(ctx, uids, func(_ mail.UID, _ int64, r io.Reader) error {
		text, err := io.ReadAll(r)
		raw = append(raw, text)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.HeadersLast(ctx, len(uids), func(h imap.Header) error {
		if !h.Flags.Has(mail.Seen) {
			unread++
		}
		if h.Flags.Has(mail.Flagged) {
			flagged++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return raw, unread, flagged
}

func TestTheSampleMailbox(t *testing.T) {
	d := start(t)
	s := open(t, d)
	folders, err := s.Folders(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]struct {
		count int
		role  mail.Role
	}{
		"INBOX": {96, mail.RoleInbox}, "项目": {4, ""}, "项目/华东": {30, ""}, "Sent": {30, mail.RoleSent}, "Drafts": {5, mail.RoleDrafts},
		"Archive": {22, mail.RoleArchive}, "Junk": {8, mail.RoleJunk}, "Trash": {5, mail.RoleTrash},
	}
	total, unread, flagged := 0, 0, 0
	ids := make(map[string]bool)
	var all bytes.Buffer
	for _, f := range folders {
		raw, u, fl := bodies(t, s, f)
		if w := want[f.Path]; len(raw) != w.count || f.Role != w.role {
			t.Errorf("%s: %d messages, role %q", f.Path, len(raw), f.Role)
		}
		total, unread, flagged = total+len(raw), unread+u, flagged+fl
		for _, text := range raw {
			checkForm(t, text, ids)
			checkReading(t, text)
			all.Write(text)
		}
	}
	if total != demo.Messages || len(folders) != len(want) {
		t.Errorf("%d messages in %d folders", total, len(folders))
	}
	if unread < 25 || unread > 35 || flagged < 5 {
		t.Errorf("%d unread, %d flagged", unread, flagged)
	}
	for _, part := range []string{
		"charset=GBK", "charset=GB18030", "charset=ISO-2022-JP", "multipart/report", "text/calendar", "multipart/related", "multipart/alternative",
		"application/pdf", "spreadsheetml.sheet", "wordprocessingml.document", "image/png", "List-Unsubscribe:", "In-Reply-To: <songjiang-7@",
	} {
		if !strings.Contains(all.String(), part) {
			t.Errorf("nothing has %s", part)
		}
	}
}

// checkForm wants what RFC 5322 and RFC 2045 want.
func checkForm(t *testing.T, raw []byte, ids map[string]bool) {
	t.Helper()
	header, _, found := bytes.Cut(raw, []byte("\r\n\r\n"))
	if !found || bytes.Contains(bytes.ReplaceAll(raw, []byte("\r\n"), nil), []byte("\n")) {
		t.Errorf("line ends: %.80q", raw)
	}
	for line := range bytes.SplitSeq(raw, []byte("\r\n")) {
		if len(line) > 998 {
			t.Errorf("a line of %d bytes: %.80q", len(line), raw)
		}
	}
	for line := range strings.SplitSeq(string(header), "\r\n") {
		for _, r := range line {
			if r >= 0x80 {
				t.Errorf("raw bytes in the header: %q", line)
				break
			}
		}
		if id, ok := strings.CutPrefix(line, "Message-ID: "); ok {
			if ids[id] {
				t.Errorf("%s twice", id)
			}
			ids[id] = true
		}
	}
}

// checkReading wants the program's own reader to find nothing odd.
func checkReading(t *testing.T, raw []byte) {
	t.Helper()
	m := message.Parse(raw, message.Options{})
	e := m.Envelope
	if e.Date.After(noon) || e.Date.Before(noon.AddDate(-1, 0, 0)) || e.MessageID == "" || len(e.From) != 1 || e.From[0].Name == "" || len(e.To) == 0 {
		t.Errorf("envelope: %+v", e)
	}
	if len(m.Body.Notes) > 0 || strings.ContainsRune(m.Body.Text+e.Subject+e.From[0].Name, '\uFFFD') {
		t.Errorf("%s: %v", e.Subject, m.Body.Notes)
	}
	for _, p := range m.Body.Attachments() {
		if p.Filename == "" && p.MediaType != "message/delivery-status" && p.MediaType != "text/rfc822-headers" || p.Size == 0 {
			t.Errorf("%s: attachment %+v", e.Subject, p)
		}
	}
	if testing.Verbose() {
		t.Logf("%s | %s | %s | %q | %d attachments", e.Date.Format("01-02 15:04"), e.Sender().Display(), e.Subject, m.Preview, len(m.Body.Attachments()))
	}
}

func TestEveryStartIsTheSame(t *testing.T) {
	var first [][]byte
	for i := range 2 {
		d := start(t)
		raw, _, _ := bodies(t, open(t, d), mail.Folder{Path: "INBOX", Wire: "INBOX", Selectable: true})
		if i == 0 {
			first = raw
			continue
		}
		if !slices.EqualFunc(first, raw, bytes.Equal) {
			t.Error("the second start has other messages")
		}
	}
}

func TestNewMailReachesAWaitingClient(t *testing.T) {
	d := start(t)
	s := open(t, d)
	if _, err := s.Select(t.Context(), mail.Folder{Path: "INBOX", Wire: "INBOX", Selectable: true}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	told := make(chan struct{}, 1)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = s.Watch(ctx, func() {
			select {
			case told <- struct{}{}:
			default:
			}
		})
	}()
	if err := d.Deliver(noon.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	select {
	case <-told:
	case <-ctx.Done():
		t.Error("nobody was told")
	}
	cancel()
	<-ended
}

func TestOfflineAndOnlineAgain(t *testing.T) {
	d := start(t)
	before := d.Candidate()
	s := open(t, d)
	d.GoOffline()
	if _, err := s.UIDs(t.Context()); err == nil {
		t.Error("the connection survived")
	}
	if conn, err := net.Dial("tcp", before.Incoming.HostPort()); err == nil {
		_ = conn.Close()
		t.Error("the port is open")
	}
	d.GoOffline() // twice is once
	if err := d.Deliver(noon); err != nil {
		t.Errorf("mail arrives at the server meanwhile: %v", err)
	}
	if err := d.GoOnline(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := d.Candidate(); after != before {
		t.Errorf("moved from %v to %v", before, after)
	}
	raw, _, _ := bodies(t, open(t, d), mail.Folder{Path: "INBOX", Wire: "INBOX", Selectable: true})
	if len(raw) != 97 {
		t.Errorf("%d messages", len(raw))
	}
}

func TestSubmission(t *testing.T) {
	d := start(t)
	client := submission.New(submission.Config{Dialer: dial.New(dial.Config{Roots: d.Roots()})})
	if err := client.Verify(t.Context(), d.Candidate().Outgoing, d.Password(), nil); err != nil {
		t.Error(err)
	}
	err := client.Verify(t.Context(), d.Candidate().Outgoing, mail.Password("wrong"), nil)
	if p := mail.ProblemOf(err); p.Code != mail.AuthRejected {
		t.Errorf("%v", err)
	}
	if err := submit(t, d, "demo@letterbox.example"); err != nil {
		t.Error(err)
	}
	if err := submit(t, d, "somebody@else.example"); err != nil {
		t.Error(err)
	}
	raw, _, _ := bodies(t, open(t, d), mail.Folder{Path: "INBOX", Wire: "INBOX", Selectable: true})
	if n := len(raw); n != 97 || !bytes.Contains(raw[n-1], []byte("Subject: to myself")) {
		t.Errorf("%d messages", n)
	}
}

// submit sends one message by the standard library's client.
func submit(t *testing.T, d *demo.Demo, to string) error {
	t.Helper()
	out := d.Candidate().Outgoing
	conn, err := tls.Dial("tcp", out.HostPort(), &tls.Config{RootCAs: d.Roots(), ServerName: out.Host, MinVersion: tls.VersionTLS12})
	if err != nil {
		return err
	}
	c, err := smtp.NewClient(conn, out.Host)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	secret, err := d.Password().Reveal(t.Context())
	if err != nil {
		return err
	}
	if err := c.Auth(smtp.PlainAuth("", out.Username, secret, out.Host)); err != nil {
		return err
	}
	if err := c.Mail(d.Address().Spec()); err != nil {
		return err
	}
	if err := c.Rcpt(to); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "From: <%s>\r\nTo: <%s>\r\nSubject: to myself\r\n\r\nHello\r\n", d.Address().Spec(), to); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return c.Quit()
}
