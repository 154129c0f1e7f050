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

// TestSend sends from one mailbox what cannot be sent, what another program wrote, what the person writes with names and
// files, and what waits for the next sync.
func TestSend(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	s.refusesTheIncomplete()
	s.sendsAFile()
	s.sendsNamesAndFiles()
	s.sendsWhatIsQueued()
	if left := s.outbox(); len(left) != 0 {
		t.Errorf("left in the outbox: %v", left)
	}
	sent := s.submission.Submitted()
	copies, listed := s.stored("Sent"), s.collected("Sent")
	if len(sent) != 3 || len(copies) != 3 || len(listed) != 3 {
		t.Fatalf("%d messages sent, %d copies, %d listed", len(sent), len(copies), len(listed))
	}
	ids := map[string]int{}
	for _, raw := range copies {
		ids[message.Envelope(raw).MessageID]++
	}
	for _, m := range sent {
		if id := message.Envelope(m.Raw).MessageID; ids[id] != 1 {
			t.Errorf("%d copies of %s", ids[id], id)
		}
	}
	secretIsNowhere(t, s.profile)
}

// sendsNamesAndFiles writes a message in Chinese with a file, hidden receivers included: it arrives as it was written,
// and nobody sees who is hidden.
func (s sender) sendsNamesAndFiles() {
	s.t.Helper()
	content := string(bytes.Repeat([]byte("\x00\x01内容\r\n"), 900))
	text := "王经理：\n\n附件是本季度的报告。\n From the team\n.\n-- \n李"
	before := len(s.submission.Submitted())
	sent := s.must("", "send", "--to", "张三 <zhang@corp.example>，bob@corp.example", "--bcc", "secret@corp.example, bob@corp.example",
		"--subject", "报告：2026 年第三季度", "--body-file", s.file("text", text), "--attach", s.file("报告.docx", content))
	if _, state := outgoing(sent); state != string(mail.OutgoingCopied) {
		s.t.Errorf("sent: %s", sent.stdout)
	}
	submitted := s.submission.Submitted()
	if len(submitted) != before+1 {
		s.t.Fatalf("%d messages submitted", len(submitted))
	}
	m := submitted[before]
	if got := strings.Join(m.To, " "); m.From != "ada@corp.example" || got != "zhang@corp.example bob@corp.example secret@corp.example" {
		s.t.Errorf("from %q to %q", m.From, got)
	}
	arrivesAsWritten(s.t, m.Raw, text, content)
}

// sendsWhatIsQueued leaves a message for the next sync, which sends it once.
func (s sender) sendsWhatIsQueued() {
	s.t.Helper()
	before := len(s.submission.Submitted())
	s.must("", "send", "--queue", "--to", "bob@corp.example", "--subject", "later")
	s.inOutbox(mail.OutgoingQueued)
	if n := len(s.submission.Submitted()); n != before {
		s.t.Errorf("%d messages submitted", n)
	}
	if sent := s.must("", "sync", "--once").last()["sent"]; sent != 1.0 {
		s.t.Errorf("the sync says that it sent %v", sent)
	}
	s.must("", "sync", "--once")
}

func arrivesAsWritten(t testing.TB, raw []byte, text, content string) {
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

// sendsAFile sends what another program wrote: byte by byte, but for who is hidden.
func (s sender) sendsAFile() {
	s.t.Helper()
	const rest = "From: Ada <ada@corp.example>\r\nDate: Wed, 18 Nov 2026 10:04:05 +0800\r\nX-Odd:   kept \r\nTo: bob@corp.example\r\nMessage-ID: <own@corp.example>\r\n\r\ntext\r\n"
	s.must("Bcc: eve@corp.example\r\n"+rest, "send", "-")
	submitted := s.submission.Submitted()
	if len(submitted) != 1 || string(submitted[0].Raw) != rest || strings.Join(submitted[0].To, " ") != "bob@corp.example eve@corp.example" {
		s.t.Errorf("submitted %+v", submitted)
	}
}

// refusesTheIncomplete tells what a message lacks, and leaves nothing behind.
func (s sender) refusesTheIncomplete() {
	s.t.Helper()
	for class, args := range map[string][]string{
		"NO_RECIPIENT":   {"--subject", "x"},
		"ADDRESS_SYNTAX": {"--to", "bob@corp.example, someone", "--subject", "x"},
	} {
		r := s.run("", append([]string{"send"}, args...)...)
		if r.status != 2 || r.problem()["class"] != class {
			s.t.Errorf("%v: exit %d\n%s", args, r.status, r.stdout)
		}
	}
	if r := s.run("", "send", "--to", "bob@corp.example", "--attach", filepath.Join(s.dir, "absent")); r.status != 18 {
		s.t.Errorf("no file: exit %d\n%s", r.status, r.stdout)
	}
	if left := s.outbox(); len(left) != 0 || len(s.submission.Submitted()) != 0 {
		s.t.Errorf("left in the outbox: %v", left)
	}
}
