package acceptance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// steps returns "side stage status" of every check in the result.
func (r result) steps() []string {
	var steps []string
	checks, _ := r.last()["checks"].([]any)
	for _, c := range checks {
		if check, ok := c.(map[string]any); ok {
			steps = append(steps, strings.Join([]string{text(check["server"]), text(check["stage"]), text(check["status"])}, " "))
		}
	}
	return steps
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

func (r result) expectSteps(t *testing.T, want ...string) {
	t.Helper()
	got := strings.Join(r.steps(), "\n")
	for _, w := range want {
		if !strings.Contains(got+"\n", w+"\n") {
			t.Errorf("%q is not among the steps:\n%s", w, got)
		}
	}
}

// signIns counts how often somebody tried to sign in at the incoming server.
func (w *world) signIns() (n int) {
	for _, said := range w.in.Said() {
		if words := strings.Fields(said.Line); len(words) > 1 && (words[1] == "LOGIN" || words[1] == "AUTHENTICATE") {
			n++
		}
	}
	return n
}

// TestDiagnose checks a bound account that works, sends it a test message, and writes a report.
func TestDiagnose(t *testing.T) {
	t.Parallel()
	w := synced(t, 5)
	before, flags := w.signIns(), w.must("", "export", "--json").stdout
	w.out.Deliver(func(m mailtest.Submitted) {
		if err := w.in.Append("INBOX", m.Raw, time.Now(), 0); err != nil {
			t.Error(err)
		}
	})
	report := filepath.Join(t.TempDir(), "report.txt")
	r := w.must("", "diagnose", "ada@corp.example", "--send-test", "--report", report)
	r.expectSteps(t, "incoming resolve ok", "incoming connect ok", "incoming secure ok", "incoming greet ok", "incoming authenticate ok", "incoming list ok",
		"incoming open ok", "incoming fetch ok", "outgoing connect ok", "outgoing secure ok", "outgoing authenticate ok", "outgoing submit ok")
	if n := w.signIns() - before; n != 2 { // one to look whether the message came back
		t.Errorf("%d sign-ins", n)
	}
	if !strings.Contains(r.stdout, "back in Inbox after") {
		t.Errorf("nothing says that the test message came back:\n%s", r.stdout)
	}
	if !strings.Contains(r.stdout, `"event":"check"`) || !strings.Contains(r.stdout, "TLS 1.3") || !strings.Contains(r.stdout, "127.0.0.1:") {
		t.Errorf("told:\n%s", r.stdout)
	}
	sent := w.out.Submitted()
	if len(sent) != 1 || !strings.Contains(string(sent[0].Raw), "Auto-Submitted: auto-generated") {
		t.Errorf("%d messages were sent", len(sent))
	}
	if now := w.must("", "export", "--json").stdout; now != flags {
		t.Error("the cache has changed")
	}
	told := string(readFile(t, report))
	if !strings.Contains(told, "a…@corp.example") || !strings.Contains(told, "imap fetch: ok") || !strings.Contains(told, "EHLO") {
		t.Errorf("the report tells too little:\n%s", told)
	}
	if later := w.must("", "report").stdout; !strings.Contains(later, "imap fetch: ok") {
		t.Errorf("a report after another start has forgotten the diagnosis:\n%s", later)
	}
	if info, err := os.Stat(report); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("the report can be read by others: %v, %v", info, err)
	}
}

// TestDiagnoseFaults breaks one thing after the other on an account that was bound when all was well.
func TestDiagnoseFaults(t *testing.T) {
	t.Parallel()
	w := synced(t, 3)
	w.fails(18, mail.NotFound, "diagnose", "bo@corp.example")
	refused := "{tag} NO [AUTHENTICATIONFAILED] no\r\n"
	cases := []struct {
		name   string
		fault  mailtest.Fault
		status int
		code   mail.Code
		steps  []string
	}{
		{
			"password changed",
			mailtest.Fault{On: "LOGIN", Reply: refused},
			11, mail.AuthRejected,
			[]string{"incoming greet ok", "incoming authenticate failed", "outgoing authenticate ok"},
		},
		{
			"no inbox",
			mailtest.Fault{On: "SELECT", Reply: "{tag} NO [NONEXISTENT] no such mailbox\r\n"},
			18, mail.FolderMissing,
			[]string{"incoming list ok", "incoming open failed", "outgoing authenticate ok"},
		},
		{
			"closed",
			mailtest.Fault{On: "GREETING", Then: mailtest.Drop},
			14, mail.ConnectionLost,
			[]string{"incoming secure ok", "incoming greet failed", "outgoing authenticate ok"},
		},
	}
	for _, c := range cases {
		w.in.Misbehave(c.fault, mailtest.Fault{On: "AUTHENTICATE", Reply: refused})
		if c.fault.On != "LOGIN" {
			w.in.Misbehave(c.fault)
		}
		before := w.signIns()
		r := w.fails(c.status, c.code, "diagnose")
		r.expectSteps(t, c.steps...)
		if n := w.signIns() - before; n > 1 {
			t.Errorf("%s: %d sign-ins", c.name, n)
		}
		if problem := r.problem(); problem["headline"] == "" || problem["who"] == "" {
			t.Errorf("%s: %v", c.name, problem)
		}
	}
	w.in.Misbehave()
	_ = w.in.Close()
	r := w.fails(14, mail.Refused, "diagnose", "1", "--send-test")
	r.expectSteps(t, "incoming connect failed", "outgoing authenticate ok", "outgoing submit ok")
	w.sentences = true
	people := w.run("", "diagnose", "--lang", "zh-CN")
	if people.status != 14 || !strings.Contains(people.stdout, "建立连接") || !strings.Contains(people.stderr, "1. ") {
		t.Errorf("for people:\n%s%s", people.stdout, people.stderr)
	}
}

// TestReport tells what helps and nobody's business.
func TestReport(t *testing.T) {
	t.Parallel()
	w := synced(t, 8)
	file := filepath.Join(t.TempDir(), "report.txt")
	w.must("", "report", "--out", file)
	told := string(readFile(t, file))
	for _, want := range []string{"letterbox: ", "sqlite", "imaps://127.0.0.1", "smtps://127.0.0.1", "a…@corp.example", "13 messages", "profile.db"} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is missing:\n%s", want, told)
		}
	}
	private := []string{"ada@", secret, "Archive"}
	rows, _ := w.must("", "list", "INBOX", "--limit", "100").last()["messages"].([]any)
	for _, row := range rows {
		message, _ := row.(map[string]any)
		private = append(private, text(message["subject"]), text(message["from"]))
	}
	for _, piece := range private {
		if len(piece) > 3 && strings.Contains(told, piece) {
			t.Errorf("%q is in the report:\n%s", piece, told)
		}
	}
	if shown := w.must("", "report", "--lang", "zh-CN").last()["report"]; !strings.Contains(text(shown), "版本与系统") {
		t.Errorf("in Chinese: %v", shown)
	}
}
