package message

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

var composed = time.Date(2026, 11, 18, 10, 4, 5, 0, time.FixedZone("", 8*3600))

// wireForm fails the test when raw is not what every server takes.
func wireForm(t *testing.T, raw []byte) {
	t.Helper()
	for line := range bytes.SplitSeq(raw, []byte("\r\n")) {
		if len(line) > 998 {
			t.Errorf("a line of %d bytes", len(line))
		}
		for _, c := range line {
			if c >= 0x80 || c < 0x20 && c != '\t' || c == 0x7f {
				t.Fatalf("byte %#x in %q", c, line)
			}
		}
	}
	if !bytes.HasSuffix(raw, []byte("\r\n")) {
		t.Error("no line end at the end")
	}
}

// headerLines fails the test when the header holds fields that Compose does not write, or a line too long for folding.
func headerLines(t *testing.T, raw []byte) {
	t.Helper()
	head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	seen := map[string]bool{}
	for line := range strings.SplitSeq(string(head), "\r\n") {
		if strings.TrimSpace(line) == "" {
			t.Errorf("a line of blanks in %q", head)
		}
		if line[0] == ' ' {
			continue
		}
		name, _, _ := strings.Cut(line, ":")
		if seen[name] || !strings.Contains(" Date From To Cc Bcc Subject Message-ID In-Reply-To References MIME-Version Content-Type Content-Transfer-Encoding ", " "+name+" ") {
			t.Errorf("field %q in %q", name, head)
		}
		seen[name] = true
	}
}

func FuzzCompose(f *testing.F) {
	f.Add("报告 for Q3", "张三", "Li, Si", "你好\n> 引用\n\n-- \n张三", "报告.docx", []byte("x\x00y"))
	f.Add("a\r\nBcc: x@y.z", "a\r\n\r\nb", "=?utf-8?Q?x?=", "From me\n From\n>From\n.\n..", "../a\"b\\c\r\n.txt", []byte{})
	f.Add(strings.Repeat("长", 300), strings.Repeat("名字", 60), `"quoted" \name`, strings.Repeat("word ", 900), strings.Repeat("文件", 80)+".pdf", bytes.Repeat([]byte("ab"), 5000))
	f.Add(strings.Repeat("x", 3000), "", "", strings.Repeat("y", 3000), "a.txt", []byte("text"))
	f.Add("  =?  ?=  ", "a (comment) b", "a@b", "> a long line of a quotation that is to be broken because it is much longer than it may be\n>> b\n> > c\n -- \n-- x", "%41'.a;b=c", []byte("\xff"))
	f.Fuzz(func(t *testing.T, subject, from, to, text, name string, content []byte) {
		typed := bareName(strings.ReplaceAll(to, "=?", "")) // typed text may hold encoded-words, which are read
		from = bareName(from)
		c := mail.Composition{
			From:    mail.Address{Name: from, Local: "me", Domain: "example.org"},
			To:      WriteAddresses([]mail.Address{{Name: typed, Local: "you", Domain: "例子.测试"}, {Local: "third", Domain: "example.net"}}),
			Bcc:     "secret@example.org",
			Subject: subject, Text: text, MessageID: "a@b", InReplyTo: "c@d\r\nX: y", References: []string{"c@d", "e f"},
		}
		raw, err := Compose(c, []File{{Name: name, Content: bytes.NewReader(content)}}, ComposeOptions{Date: composed})
		if err != nil {
			t.Fatal(err)
		}
		wireForm(t, raw)
		headerLines(t, raw)
		m := Parse(raw, Options{})
		want := mail.Envelope{
			Subject: cleanLine(subject), Date: composed, MessageID: "a@b", References: []string{"c@d"},
			From: []mail.Address{{Name: from, Local: "me", Domain: "example.org"}},
			To:   []mail.Address{{Name: typed, Local: "you", Domain: "xn--fsqu00a.xn--0zwm56d"}, {Local: "third", Domain: "example.net"}},
		}
		if diff := cmp.Diff(want, m.Envelope); diff != "" {
			t.Error(diff)
		}
		if got, want := strings.TrimRight(m.Body.Text, " \t\n"), textAsRead(text); got != want {
			t.Errorf("text %q, want %q", got, want)
		}
		if len(m.Body.Notes) > 0 {
			t.Error(m.Body.Notes)
		}
		sameFile(t, raw, m, name, content)
	})
}

// bareName is a name without the quotes around it, which count as syntax.
func bareName(s string) string {
	for {
		bare := strings.Trim(cleanLine(s), `"' `)
		if bare == s {
			return s
		}
		s = bare
	}
}

// textAsRead is text without what composing drops: what is no text, and blanks at the ends of lines.
func textAsRead(text string) string {
	lines := strings.Split(cleanText(strings.ToValidUTF8(text, "\uFFFD")), "\n")
	for i := range lines {
		if lines[i] != "-- " {
			lines[i] = strings.TrimRight(lines[i], " \t")
		}
	}
	return strings.TrimRight(strings.Join(lines, "\n"), " \t\n")
}

func sameFile(t *testing.T, raw []byte, m Message, name string, content []byte) {
	t.Helper()
	files := m.Body.Attachments()
	if len(files) != 1 {
		t.Fatalf("%d attachments", len(files))
	}
	want := strings.TrimSpace(safeName(name))
	if want == "" {
		want = "attachment"
	}
	if files[0].Filename != want || !utf8.ValidString(files[0].Filename) {
		t.Errorf("name %q, want %q", files[0].Filename, want)
	}
	_, r, err := OpenPart(bytes.NewReader(raw), files[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(got, content) {
		t.Errorf("content %q, %v, want %q", got, err, content)
	}
}

func FuzzReady(f *testing.F) {
	f.Add([]byte("From x@y Thu\nBcc: a@b.org\n c@d.org\nTo: e@f.org\n\nBcc: body\n"))
	f.Add([]byte("bcc:a@b.org\rTo: x\r\rtext"))
	f.Add([]byte("\xef\xbb\xbfSubject: =?gbk?B?1cU=?=\r\nContent-Type: text/plain; charset=gbk\r\njunk\r\nBcc : x@y.org\r\n\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		ready, e := Ready(raw, mail.Address{Local: "me", Domain: "example.org"}, composed)
		read := ReadHeader(ready).Envelope
		if len(read.Bcc) > 0 || read.MessageID != e.MessageID || read.MessageID == "" || read.Subject != e.Subject {
			t.Errorf("%q became %q", raw, ready)
		}
		if diff := cmp.Diff(e.To, read.To); diff != "" {
			t.Errorf("%q: %s", raw, diff)
		}
	})
}

func FuzzReadAddresses(f *testing.F) {
	for _, seed := range []string{"张三 <z@x.org>；“李”<l@x.org>", `"a, b" <c@d.org>, (x; y) e@f.org`, "<a@b.org", "\"", "a@b.org;c,d <e@f.org>", `"\"@x.org`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		list, invalid := ReadAddresses(typed)
		if invalid != "" {
			return
		}
		if _, err := addressTokens(list); err != nil {
			t.Errorf("%q: %v in %+v", typed, err, list)
		}
		for i := range list {
			list[i].Name = "" // names may hold what is syntax
		}
		again, invalid := ReadAddresses(WriteAddresses(list))
		if diff := cmp.Diff(list, again); diff != "" || invalid != "" {
			t.Errorf("%q: %s, %q", typed, diff, invalid)
		}
	})
}
