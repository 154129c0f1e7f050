package message

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func TestSplitHeader(t *testing.T) {
	for _, c := range []struct{ what, raw, subject, body string }{
		{"ordinary", "Subject: a\r\nX: y\r\n\r\nbody", "a", "body"},
		{"LF", "Subject: a\nX: y\n\nbody", "a", "body"},
		{"CR only", "Subject: a\rX: y\r\rbody", "a", "body"},
		{"byte order mark", "\xef\xbb\xbfSubject: a\r\n\r\nbody", "a", "body"},
		{"mbox line", "From a@b Mon Mar  2 10:20:30 2026\nSubject: a\n\nbody", "a", "body"},
		{"quoted mbox line", ">From a@b Mon Mar  2 10:20:30 2026\nSubject: a\n\nbody", "a", "body"},
		{"blank lines first", "\r\n \r\nSubject: a\r\n\r\nbody", "a", "body"},
		{"junk line", "X: y\r\njunk without colon\r\nSubject: a\r\n\r\nbody", "a", "body"},
		{"several junk lines", "X: y\njunk\n\\tmore junk\nSubject: a\n\nbody", "a", "body"},
		{"no blank line", "Subject: a\r\nHello Bob,\r\nnews: none\r\n\r\nbye", "a", "Hello Bob,\r\nnews: none\r\n\r\nbye"},
		{"fold", "Subject: a\r\n b\r\n\tc\r\n\r\nbody", "a b c", "body"},
		{"blank before colon", "Subject : a\r\n\r\nbody", "a", "body"},
		{"name in capitals", "SUBJECT: a\r\n\r\nbody", "a", "body"},
		{"first of two", "Subject: a\r\nSubject: b\r\n\r\nbody", "a", "body"},
		{"first is empty", "Subject:\r\nSubject: b\r\n\r\nbody", "b", "body"},
		{"no body", "Subject: a", "a", ""},
		{"nothing", "", "", ""},
	} {
		m := Parse([]byte(c.raw), Options{})
		if got := strings.ReplaceAll(c.body, "\r\n", "\n"); m.Envelope.Subject != c.subject || m.Body.Text != got {
			t.Errorf("%s: subject %q, text %q", c.what, m.Envelope.Subject, m.Body.Text)
		}
	}
}

// A field that is too long does not hide the ones behind it, and does not cost memory.
func TestHeaderLimits(t *testing.T) {
	raw := "X: " + strings.Repeat("x", 5<<20) + "\r\nSubject: after\r\n\r\nbody"
	m := Parse([]byte(raw), Options{})
	if m.Envelope.Subject != "after" || m.Body.Text != "body" || !hasNote(m, mail.NoteTruncated) {
		t.Errorf("subject %q, text %q, notes %v", m.Envelope.Subject, m.Body.Text, m.Body.Notes)
	}
	m = Parse([]byte("Subject: first\r\n"+strings.Repeat("X-Y: z\r\n", 100000)+"\r\nbody"), Options{})
	if m.Envelope.Subject != "first" || m.Body.Text != "body" {
		t.Errorf("subject %q, text %q", m.Envelope.Subject, m.Body.Text)
	}
}

func hasNote(m Message, want mail.Note) bool {
	for _, n := range m.Body.Notes {
		if n == want {
			return true
		}
	}
	return false
}

func TestAddresses(t *testing.T) {
	one := func(name, local, domain string) []mail.Address {
		return []mail.Address{{Name: name, Local: local, Domain: domain}}
	}
	gbk := string(encode(t, simplifiedchinese.GBK, "张三"))
	for _, c := range []struct {
		raw  string
		want []mail.Address
	}{
		{"ada@Example.ORG", one("", "ada", "example.org")},
		{"<ada@example.org>", one("", "ada", "example.org")},
		{"Ada Lovelace <ada@example.org>", one("Ada Lovelace", "ada", "example.org")},
		{`"Lovelace, Ada" <ada@example.org>`, one("Lovelace, Ada", "ada", "example.org")},
		{`"Ada \"the\" L" <ada@example.org>`, one(`Ada "the" L`, "ada", "example.org")},
		{"Lovelace, Ada <ada@example.org>", one("Lovelace, Ada", "ada", "example.org")},
		{"ada@example.org (Ada (Countess) L)", one("Ada (Countess) L", "ada", "example.org")},
		{"Ada <ada@example.org", one("Ada", "ada", "example.org")},
		{"Ada ada@example.org", one("Ada", "ada", "example.org")},
		{"ada@example.org  Thu Aug 22 12:46:39 2002", one("", "ada", "example.org")},
		{"=?utf-8?B?5byg5LiJ?= <z@example.org>", one("张三", "z", "example.org")},
		{`"=?utf-8?B?5byg5LiJ?=" <z@example.org>`, one("张三", "z", "example.org")},
		{"=?utf-8?Q?Smith,_John_<x>?= <j@example.org>", one("Smith, John <x>", "j", "example.org")},
		{gbk + " <z@example.org>", one("张三", "z", "example.org")},
		{"张三 <张三@例子.测试>", one("张三", "张三", "例子.测试")},
		{"'Ada' <ada@example.org>", one("Ada", "ada", "example.org")},
		{"<@a.org,@b.org:ada@example.org>", one("", "ada", "example.org")},
		{`"a b"@example.org`, one("", "a b", "example.org")},
		{"ada @ example . org", one("", "ada", "example.org")},
		{"MAILER-DAEMON", one("", "MAILER-DAEMON", "")},
		{"Only A Name", one("Only A Name", "", "")},
		{"undisclosed-recipients:;", nil},
		{"Team: a@x.org, b@y.org;, c@z.org", []mail.Address{{Local: "a", Domain: "x.org"}, {Local: "b", Domain: "y.org"}, {Local: "c", Domain: "z.org"}}},
		{"a@x.org,,b@y.org; C <c@z.org>", []mail.Address{{Local: "a", Domain: "x.org"}, {Local: "b", Domain: "y.org"}, {Name: "C", Local: "c", Domain: "z.org"}}},
		{`"unfinished <ada@example.org>`, one("unfinished", "ada", "example.org")},
		{"=?utf-8?Q?evil=40bad.org_=3Cevil=40bad.org=3E?= <real@example.org>", one("evil@bad.org <evil@bad.org>", "real", "example.org")},
		{"=?utf-8?Q?evil=40bad.org?=", one("evil@bad.org", "", "")},
		{"ceo@ba\u200bnk.example", one("", "ceo", "bank.example")},
		{"", nil},
	} {
		if diff := cmp.Diff(c.want, parseAddresses([]byte(c.raw), nil)); diff != "" {
			t.Errorf("%q: %s", c.raw, diff)
		}
	}
}

func TestDates(t *testing.T) {
	for raw, want := range map[string]string{
		"Mon, 2 Mar 2026 10:20:30 +0800":                "2026-03-02T02:20:30Z",
		"2 Mar 2026 10:20:30 -0000":                     "2026-03-02T10:20:30Z",
		"Mon, 2 Mar 2026 10:20 +0000":                   "2026-03-02T10:20:00Z",
		"Mon, 2 Mar 26 10:20:30 EST":                    "2026-03-02T15:20:30Z",
		"8 Oct 1991 10:25:36 EDT":                       "1991-10-08T14:25:36Z",
		"Tue, 8 Oct 91 10:25:36 PDT":                    "1991-10-08T17:25:36Z",
		"Fri, 12 June 2025 08:00:00 +0200":              "2025-06-12T06:00:00Z",
		"Mon, 2 Mar 2026 10:20:30 +0000 (UTC (x))":      "2026-03-02T10:20:30Z",
		"Sat, 28 Feb 2026 10:20:30 (Saturday) +0100":    "2026-02-28T09:20:30Z",
		"Mon Mar  2 10:20:30 2026":                      "2026-03-02T10:20:30Z",
		"2026-03-02T10:20:30Z":                          "2026-03-02T10:20:30Z",
		"2026-03-02 10:20:30 +0800":                     "2026-03-02T02:20:30Z",
		"Mon, 2 Mar 2026 10:20:30 GMT+0800":             "2026-03-02T02:20:30Z",
		"Mon, 2 Mar 2026 10:20:30 +08:00":               "2026-03-02T02:20:30Z",
		"Mon, 2-Mar-2026 10:20:30 +0000":                "2026-03-02T10:20:30Z",
		"Mon, 2 Mar 2026 10:20:30":                      "2026-03-02T10:20:30Z",
		"2 Mar 102 10:20:30 +0000":                      "2002-03-02T10:20:30Z",
		"Mon, 02 Mar 2026 10:20:30 PM +0000":            "2026-03-02T22:20:30Z",
		"Wed, 20 Jan 2038 00:00:00 +0000":               "2038-01-20T00:00:00Z",
		"Mon, 2 Mar 2026 10:20:30 Z":                    "2026-03-02T10:20:30Z",
		"Mon, 2 Mar 2026 10:20:30 K":                    "2026-03-02T10:20:30Z",
		"Mon, 30 Feb 2026 10:20:30 +0000":               "",
		"Mon, 2 Mar 0000 10:20:30 +0000":                "",
		"yesterday":                                     "",
		"":                                              "",
		"Wed, 15 Dec 2010    59:10 -0500":               "",
		"Mon, 2 Mar 2026 99:20:30 +0000":                "",
		strings.Repeat("Mon, 2 Mar 2026 10:20:30 ", 90): "2026-03-02T10:20:30Z",
	} {
		got := ""
		if d, ok := parseDate([]byte(raw)); ok {
			got = d.UTC().Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}

func TestDateFallsBackToReceived(t *testing.T) {
	e := Envelope([]byte("Received: from a by b; Tue, 3 Mar 2026 01:00:00 +0000\r\nReceived: from c; Mon, 2 Mar 2026 23:00:00 +0000\r\nDate: soon\r\n\r\n"))
	if got := e.Date.UTC().Format(time.RFC3339); got != "2026-03-03T01:00:00Z" {
		t.Error(got)
	}
}

func TestIDs(t *testing.T) {
	e := Envelope([]byte("Message-ID: <a b@x>\r\nIn-Reply-To: Your message of Monday <c@x> <d@x>\r\nReferences: <1@x>\r\n <2@x><3@x> junk <4@x\r\n\r\n"))
	want := mail.Envelope{MessageID: "ab@x", InReplyTo: "c@x", References: []string{"1@x", "2@x", "3@x"}}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Error(diff)
	}
	if e := Envelope([]byte("Message-ID: 12345\r\nReferences: a@x b@x\r\n\r\n")); e.MessageID != "12345" || len(e.References) != 2 {
		t.Errorf("%+v", e)
	}
}

// Parameters in all the ways that file names are written.
func TestFilenames(t *testing.T) {
	gbk := encode(t, simplifiedchinese.GBK, "报价单")
	percent := ""
	for _, c := range gbk {
		percent += "%" + string("0123456789ABCDEF"[c>>4]) + string("0123456789ABCDEF"[c&15])
	}
	for _, c := range []struct{ disposition, want string }{
		{`attachment; filename="a b.pdf"`, "a b.pdf"},
		{`attachment; filename=a b.pdf`, "a b.pdf"},
		{`attachment; filename=a.pdf (comment`, "a.pdf (comment"},
		{`attachment; filename="unfinished.pdf`, "unfinished.pdf"},
		{`attachment; FileName = "a\"b.pdf"; size=3`, `a"b.pdf`},
		{`attachment; filename="C:\new\table.txt"`, "table.txt"},
		{`attachment; filename="../../etc/passwd"`, "passwd"},
		{`attachment; filename=".."`, ""},
		{`attachment; filename*=utf-8''%E6%8A%A5%E4%BB%B7%E5%8D%95.pdf`, "报价单.pdf"},
		{`attachment; filename*=GBK''` + percent + `.pdf`, "报价单.pdf"},
		{`attachment; filename*1*=%E5%8D%95.pdf; filename*0*=utf-8''%E6%8A%A5%E4%BB%B7`, "报价单.pdf"},
		{`attachment; filename*0*=utf-8''%E6%8A; filename*1*=%A5.txt`, "报.txt"},
		{`attachment; filename*0="long "; filename*1="name.txt"`, "long name.txt"},
		{`attachment; filename*0=a; filename*2=c.txt`, "a"},
		{`attachment; filename=old.txt; filename*=utf-8''%E7%9C%9F.txt`, "真.txt"},
		{`attachment; filename*=utf-8''100%.txt`, "100%.txt"},
		{`attachment; filename*=''plain.txt`, "plain.txt"},
		{`attachment; filename="=?utf-8?B?5oql5Lu35Y2VLnBkZg==?="`, "报价单.pdf"},
		{`attachment; filename="=?utf-8?B?5oql5Lu3?= =?utf-8?B?5Y2VLnBkZg==?="`, "报价单.pdf"},
		{`attachment; filename="报价单.pdf"`, "报价单.pdf"},
		{`attachment; filename="` + string(gbk) + `.pdf"`, "报价单.pdf"},
		{"attachment; filename=\"a\x00b\r\n\tc\u202egpj.exe\"", "ab cgpj.exe"},
		{`attachment; filename="` + strings.Repeat("长", 200) + `.docx"`, strings.Repeat("长", 78) + ".docx"},
		{"attachment; filename=\"a.p\u200bdf.exe\"", "a.pdf.exe"},
		{`attachment; filename="` + strings.Repeat(`x\"`, 3) + `.a"`, `x"x"x".a`},
	} {
		raw := "Content-Type: application/octet-stream\r\nContent-Disposition: " + c.disposition + "\r\n\r\nx"
		m := Parse([]byte(raw), Options{})
		if len(m.Body.Parts) != 1 || m.Body.Parts[0].Filename != c.want || !m.Body.Parts[0].Attachment {
			t.Errorf("%q: %+v, want %q", c.disposition, m.Body.Parts, c.want)
		}
		if got := m.Body.Parts[0].Filename; !utf8.ValidString(got) || len(got) > maxNameBytes {
			t.Errorf("%q: %q is too long or no UTF-8", c.disposition, got)
		}
	}
}
