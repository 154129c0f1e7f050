package acceptance

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/mail/message"
)

// sender is a bound profile, its mailbox on Dovecot and its submission server.
type sender struct {
	*profile
	server     *mailtest.Real
	submission *mailtest.SMTPServer
}

func newSender(t *testing.T, opts ...mailtest.SMTPOption) sender {
	t.Helper()
	server := mailtest.Dovecot(t, mailtest.RealUser("ada", secret))
	submission := mailtest.SMTP(t, append(opts, mailtest.SMTPUser("ada", secret))...)
	p := newProfile(t, trusting(t, server.CAFile(), submission.CAPEM()))
	if r := p.bind("ada@corp.example", secret, server.Server(mail.TLS), submission.Server()); r.status != 0 {
		t.Fatalf("bind: exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	p.must("", "sync", "--once")
	return sender{p, server, submission}
}

// file writes a file for a verb and returns its path.
func (p *profile) file(name, content string) string {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}

// stored returns the messages of a folder as the server keeps them.
func (s sender) stored(folder string) [][]byte {
	s.t.Helper()
	return maildir(s.t, s.server, folder)
}

func maildir(t testing.TB, server *mailtest.Real, folder string) [][]byte {
	t.Helper()
	dir := server.MailDir("ada")
	if folder != "INBOX" {
		dir = filepath.Join(dir, folder)
	}
	var all [][]byte
	for _, sub := range []string{"new", "cur"} {
		files, err := filepath.Glob(filepath.Join(dir, sub, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, raw)
		}
	}
	return all
}

// outgoing returns the message of a result, and its state.
func outgoing(r result) (map[string]any, string) {
	out, _ := r.last()["outgoing"].(map[string]any)
	state, _ := out["state"].(string)
	return out, state
}

// outbox returns what the outbox lists.
func (p *profile) outbox() []map[string]any {
	p.t.Helper()
	list, _ := p.must("", "outbox").last()["outbox"].([]any)
	rows := make([]map[string]any, len(list))
	for i, r := range list {
		rows[i], _ = r.(map[string]any)
	}
	return rows
}

// inOutbox fails the test unless the outbox has one message in this state, and returns its number.
func (p *profile) inOutbox(state mail.OutgoingState) string {
	p.t.Helper()
	list := p.outbox()
	if len(list) != 1 || list[0]["state"] != string(state) {
		p.t.Fatalf("outbox %v, want one message that is %s", list, state)
	}
	id, _ := list[0]["id"].(float64)
	return strconv.Itoa(int(id))
}

// TestSendWithNamesAndFiles writes a message in Chinese with a file, hidden receivers included: it arrives as it was
// written, nobody sees who is hidden, and the person's own copy is in Sent exactly once.
func TestSendWithNamesAndFiles(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	content := string(bytes.Repeat([]byte("\x00\x01内容\r\n"), 900))
	text := "王经理：\n\n附件是本季度的报告。\n From the team\n.\n-- \n李"
	sent := s.must("", "send", "--to", "张三 <zhang@corp.example>，bob@corp.example", "--bcc", "secret@corp.example, bob@corp.example",
		"--subject", "报告：2026 年第三季度", "--body-file", s.file("text", text), "--attach", s.file("报告.docx", content))
	if _, state := outgoing(sent); state != string(mail.OutgoingCopied) && state != string(mail.OutgoingSent) {
		t.Errorf("sent: %s", sent.stdout)
	}
	submitted := s.submission.Submitted()
	if len(submitted) != 1 {
		t.Fatalf("%d messages submitted", len(submitted))
	}
	m := submitted[0]
	if got := strings.Join(m.To, " "); m.From != "ada@corp.example" || got != "zhang@corp.example bob@corp.example secret@corp.example" {
		t.Errorf("from %q to %q", m.From, got)
	}
	arrivesAsWritten(t, m.Raw, text, content)
	s.must("", "sync", "--once")
	s.must("", "sync", "--once")
	copies := s.stored("Sent")
	if len(copies) != 1 || message.Envelope(copies[0]).MessageID != message.Envelope(m.Raw).MessageID {
		t.Errorf("%d copies in Sent", len(copies))
	}
	if listed := s.collected("Sent"); len(listed) != 1 {
		t.Errorf("%d copies listed", len(listed))
	}
	if left := s.outbox(); len(left) != 0 {
		t.Errorf("left in the outbox: %v", left)
	}
	secretIsNowhere(t, s.profile)
}

func arrivesAsWritten(t *testing.T, raw []byte, text, content string) {
	t.Helper()
	read := message.Parse(raw, message.Options{})
	if bytes.Contains(raw, []byte("secret@")) || read.Envelope.Subject != "报告：2026 年第三季度" || read.Envelope.To[0].Name != "张三" {
		t.Errorf("%+v", read.Envelope)
	}
	if got := strings.TrimRight(read.Body.Text, "\n"); got != text {
		t.Errorf("text %q, want %q", got, text)
	}
	files := message.Files(raw)
	if len(files) != 1 || files[0].Name != "报告.docx" {
		t.Fatalf("files %+v", files)
	}
	var got bytes.Buffer
	if _, err := got.ReadFrom(files[0].Content); err != nil || got.String() != content {
		t.Errorf("file of %d bytes, %v, want %d", got.Len(), err, len(content))
	}
}

// TestSendAFile sends what another program wrote: byte by byte, but for who is hidden.
func TestSendAFile(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	const rest = "From: Ada <ada@corp.example>\r\nDate: Wed, 18 Nov 2026 10:04:05 +0800\r\nX-Odd:   kept \r\nTo: bob@corp.example\r\nMessage-ID: <own@corp.example>\r\n\r\ntext\r\n"
	s.must("Bcc: eve@corp.example\r\n"+rest, "send", "-")
	submitted := s.submission.Submitted()
	if len(submitted) != 1 || string(submitted[0].Raw) != rest || strings.Join(submitted[0].To, " ") != "bob@corp.example eve@corp.example" {
		t.Errorf("submitted %+v", submitted)
	}
}

// TestSendIncomplete tells what a message lacks, and leaves nothing behind.
func TestSendIncomplete(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	for class, args := range map[string][]string{
		"NO_RECIPIENT":   {"--subject", "x"},
		"ADDRESS_SYNTAX": {"--to", "bob@corp.example, someone", "--subject", "x"},
	} {
		r := s.run("", append([]string{"send"}, args...)...)
		if r.status != 2 || r.problem()["class"] != class {
			t.Errorf("%v: exit %d\n%s", args, r.status, r.stdout)
		}
	}
	if r := s.run("", "send", "--to", "bob@corp.example", "--attach", filepath.Join(s.dir, "absent")); r.status != 18 {
		t.Errorf("no file: exit %d\n%s", r.status, r.stdout)
	}
	if left := s.outbox(); len(left) != 0 || len(s.submission.Submitted()) != 0 {
		t.Errorf("left in the outbox: %v", left)
	}
}
