package dial

import (
	"fmt"
	"strings"
	"testing"

	"letterbox/mail"
)

// traced returns what a trace says of bytes that came in one direction.
func traced(s mail.Server, sent bool, text string) string {
	var out strings.Builder
	t := newTap(TraceTo(&out), s)
	if sent {
		t.sent([]byte(text))
	} else {
		t.received([]byte(text))
	}
	return strings.ReplaceAll(strings.TrimSuffix(out.String(), "\n"), "\n", " / ")
}

func TestTraceTellsWhatIsHarmless(t *testing.T) {
	const name = "zhangwei@corp.example"
	cases := []struct {
		protocol mail.Protocol
		sent     bool
		line     string
		want     string
	}{
		{mail.IMAP, true, "L0001 CAPABILITY", "L0001 CAPABILITY"},
		{mail.IMAP, true, `L0002 LOGIN "zhangwei" "geheim"`, "L0002 LOGIN [redacted]"},
		{mail.IMAP, true, "L0002 AUTHENTICATE PLAIN AHpoYW5nd2VpAGdlaGVpbQ==", "L0002 AUTHENTICATE [redacted]"},
		{mail.IMAP, true, "AHpoYW5nd2VpAGdlaGVpbQ==", "[24 bytes]"},
		{mail.IMAP, true, `L0003 SELECT "Projects/Secret"`, "L0003 SELECT …"},
		{mail.IMAP, true, `L0003 SELECT "INBOX"`, "L0003 SELECT INBOX"},
		{mail.IMAP, true, "L0004 UID FETCH 1:5 (FLAGS BODY.PEEK[])", "L0004 UID FETCH 1:5 (FLAGS BODY.PEEK[])"},
		{mail.IMAP, true, "L0005 UID SEARCH SUBJECT secret", "L0005 UID SEARCH"},
		{mail.IMAP, true, "DONE", "DONE"},
		{mail.IMAP, true, "L0006 XSECRET word", "[18 bytes]"},
		{mail.IMAP, true, "L0006 APPEND Sent (\\Seen) {6}\r\nsecret", "L0006 APPEND …"},
		{mail.IMAP, false, "* OK [CAPABILITY IMAP4rev1] ready, ZhangWei", "* OK [CAPABILITY IMAP4rev1] ready, Z…"},
		{mail.IMAP, false, "L0002 NO zhangwei@corp.example is locked", "L0002 NO z…@corp.example is locked"},
		{mail.IMAP, false, "+ YXNr", "[6 bytes]"},
		{mail.IMAP, false, `* LIST () "/" "Secret"`, "* LIST …"},
		{mail.IMAP, false, "* 3 FETCH (BODY[] {6}\r\nsecret FLAGS ())", "* 3 FETCH …"},
		{mail.IMAP, false, "* 3 EXISTS", "* 3 EXISTS"},
		{mail.IMAP, false, "Subject: secret", "[15 bytes]"},
		{mail.Submission, true, "EHLO [127.0.0.1]", "EHLO [127.0.0.1]"},
		{mail.Submission, true, "AUTH PLAIN AHpoYW5nd2VpAGdlaGVpbQ==", "AUTH [redacted]"},
		{mail.Submission, true, "MAIL FROM:<zhangwei@corp.example> SIZE=10 AUTH=<x>", "MAIL FROM:<z…@corp.example> SIZE=10 …"},
		{mail.Submission, true, "RCPT the nuts", "RCPT …"},
		{mail.Submission, true, "Dear customer,", "[14 bytes]"},
		{mail.Submission, true, "data that is secret", "DATA"},
		{mail.Submission, false, "250-AUTH PLAIN LOGIN", "250-AUTH PLAIN LOGIN"},
		{mail.Submission, false, "334 VXNlcm5hbWU6", "[16 bytes]"},
		{mail.Submission, false, "535 5.7.8 no", "535 5.7.8 no"},
		{mail.POP3, true, "USER zhangwei", "USER"},
		{mail.POP3, true, "PASS geheim wort", "PASS [redacted]"},
		{mail.POP3, true, "TOP 3 0", "TOP 3 0"},
		{mail.POP3, true, "RETR secret", "RETR …"},
		{mail.POP3, false, "+OK <1896.69@mail.example>", "+OK <1…@mail.example>"},
		{mail.POP3, false, "SASL PLAIN", "SASL PLAIN"},
		{mail.POP3, false, "Subject: secret", "[15 bytes]"},
		{"", true, "anything", "[8 bytes]"},
	}
	for _, c := range cases {
		got := traced(mail.Server{Protocol: c.protocol, Username: name}, c.sent, c.line+"\r\n")
		got = strings.ReplaceAll(strings.ReplaceAll(got, "C: ", ""), "S: ", "")
		if got != c.want {
			t.Errorf("%s %q is traced as %q, want %q", c.protocol, c.line, got, c.want)
		}
	}
}

func TestTraceCutsLongLinesAndCountsRows(t *testing.T) {
	imap := mail.Server{Protocol: mail.IMAP}
	got := traced(imap, false, "* OK "+strings.Repeat("x", 500)+"\r\n")
	if len(got) > traceWidth+20 || !strings.HasSuffix(got, "…") {
		t.Errorf("a long line is %q", got)
	}
	got = traced(imap, false, "* 1 FETCH (UID 1)\r\n* 2 FETCH (UID 2)\r\n* 3 FETCH (UID 3)\r\nL1 OK done\r\n")
	literals := traced(imap, false, "* 1 FETCH (BODY[] {3}\r\nabc)\r\n* 2 FETCH (BODY[] {3}\r\nabc X {2}\r\nyz)\r\n* 3 EXISTS\r\n")
	if want := "S: * 1 FETCH … / S: [1 more lines, 37 bytes] / S: * 3 EXISTS"; literals != want {
		t.Errorf("literals are %q, want %q", literals, want)
	}
	if want := "S: * 1 FETCH … / S: [2 more lines, 34 bytes] / S: L1 OK done"; got != want {
		t.Errorf("a row is %q, want %q", got, want)
	}
}

func TestRecorderStaysInItsBounds(t *testing.T) {
	r := NewRecorder(nil)
	busy := mail.Server{Protocol: mail.IMAP, Host: "busy.example", Port: 993, Username: "a"}
	first := r.Trace(busy)
	for i := range 5000 {
		first.Received(fmt.Sprintf("line %d", i))
	}
	r.Trace(busy).Sent("second connection")
	lines := r.Lines(busy)
	size := 0
	for _, l := range lines {
		size += len(l.Text) + recordOverhead
	}
	if size > recordedBytes || len(lines) < 100 {
		t.Errorf("%d lines, %d bytes", len(lines), size)
	}
	last := lines[len(lines)-1]
	if last.Text != "second connection" || !last.Sent || last.Connection == lines[0].Connection {
		t.Errorf("the last line is %+v", last)
	}
	for i := range 2 * recordedServers {
		r.Trace(mail.Server{Protocol: mail.IMAP, Host: fmt.Sprintf("h%d.example", i), Port: 993}).Sent("x")
	}
	if len(r.servers) > recordedServers || len(r.Lines(busy)) != 0 {
		t.Errorf("%d servers are kept", len(r.servers))
	}
	first.Sent("late") // of a server that is forgotten
}

// FuzzTrace feeds lines that no protocol knows, in pieces: their words may not come through.
func FuzzTrace(f *testing.F) {
	for _, seed := range []string{"x\r\n", "* 1 FETCH (BODY[] {3}\r\nabc)\r\n", "L1 LOGIN {3}\r\nabc {4}\r\n", "+OK\n", "250-\n", "\r\n\r\n{99999999999999999999}\n"} {
		f.Add([]byte(seed), 3)
	}
	f.Fuzz(func(t *testing.T, text []byte, step int) {
		step = 1 + (step&0x7fffffff)%64
		for _, protocol := range []mail.Protocol{mail.IMAP, mail.POP3, mail.Submission} {
			var out strings.Builder
			tap := newTap(TraceTo(&out), mail.Server{Protocol: protocol, Username: "u"})
			for at := 0; at < len(text); at += step {
				tap.sent(text[at:min(at+step, len(text))])
				tap.received(text[at:min(at+step, len(text))])
			}
			tap.hush(true)
			tap.sent([]byte("zq-secret-zq\r\n"))
			tap.hush(false)
			tap.sent([]byte("\r\nzq-secret-zq\r\n"))
			if strings.Contains(out.String(), "zq-secret-zq") {
				t.Errorf("%s: %q", protocol, out.String())
			}
		}
	})
}

// The cost of the trace, with the recorder that the program uses: of flags of a large folder, of a message, and of
// the lines that are kept. The bytes per second beside it are those without any trace.
func BenchmarkTrace(b *testing.B) {
	var flags strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&flags, "* %d FETCH (UID %d FLAGS (\\Seen))\r\n", i, i)
	}
	body := "* 1 FETCH (BODY[] {65536}\r\n" + strings.Repeat("0123456789abcde\n", 4096) + ")\r\n"
	for name, text := range map[string]string{"flags": flags.String(), "body": body, "shown": strings.Repeat("* 17 EXISTS\r\nL0001 OK done\r\n", 100)} {
		b.Run(name, func(b *testing.B) {
			tap := newTap(NewRecorder(nil).Trace(mail.Server{Protocol: mail.IMAP, Username: "zhangwei@corp.example"}), mail.Server{Protocol: mail.IMAP, Username: "zhangwei@corp.example"})
			data := []byte(text)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				tap.received(data)
			}
		})
	}
}
