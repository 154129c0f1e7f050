package message

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func TestTextOfHTML(t *testing.T) {
	for _, c := range []struct{ what, html, want string }{
		{"blanks", "<p>  a \n b&nbsp;&nbsp;c </p>", "a b c"},
		{"paragraphs", "<p>a</p><p>b</p><div>c</div><div>d</div>", "a\n\nb\n\nc\nd"},
		{"breaks", "a<br>b<br><br>c<br><br><br><br><br>d", "a\nb\n\nc\n\n\nd"},
		{"dropped", "<head><title>t</title><style>p{}</style></head><script>x()</script><body>a<!-- c -->", "a"},
		{"hidden", `<div style="display:none">x<div>y</div></div><span style="mso-hide:all;VISIBILITY: hidden">z</span><p hidden>w<p>a<i style="max-height:0px;overflow:hidden">p</i><b style="opacity:0">q</b>`, "a"},
		{"hidden line break", `a<br style="display:none">b`, "ab"},
		{"lists", "<ul><li>a<li>b<ol start=3><li>c<li>d</ol></ul>e", "• a\n• b\n  3. c\n  4. d\ne"},
		{"table", "<table><tr><th>a<th>b</tr><tr><td>1</td><td></td><td>2</td></tr></table>", "a\tb\n1\t2"},
		{"layout table", "<table><tr><td><table><tr><td>a</td></tr></table></td></tr><tr><td> <p>b</p></td></tr></table>", "a\n\nb"},
		{"pre", "<pre>a  b\n  c</pre>d", "a  b\n  c\nd"},
		{"quotation", "a<blockquote>b<blockquote><p>c</p></blockquote></blockquote>d", "a\n> b\n\n>> c\n\nd"},
		{"images", `<img src=x alt="Logo"> a <img src=y>`, "Logo a"},
		{"entities", "&lt;b&gt; &amp; &#20320;&hellip;", "<b> & 你…"},
		{"controls", "a\x00\x01b&#1;c", "abc"},
		{"damage", "a<b<c></d><p", "a"},
		{"unmatched ends", "</ul></blockquote></pre></a>a", "a"},
	} {
		if got, _ := textOfHTML(c.html); strings.TrimSpace(got) != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestLinks(t *testing.T) {
	text, links := textOfHTML(`<p>see <a href=" HTTPS://example.org/a?b=c&amp;d#e "> the <b>page</b> </a>, <a href="javascript:x()">no</a>
		<a href="/rel">no</a> <a name=x>no</a> <a href="mailto:a@b.org">mail</a> <a href="http://x.org"><img src=y></a> <a href=data:x>no</a>`)
	var got []string
	for _, l := range links {
		got = append(got, text[l.Start:l.End]+" "+l.URL)
	}
	want := []string{"the page https://example.org/a?b=c&d#e", "mail mailto:a@b.org"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	plain := "见https://example.org/路径, (http://a.org/x_(y)). <HTTP://b.org/>。 mailto:a@b.org! xhttp://no.org http:// file:///etc ftp://no.org https://c.org/a."
	got = nil
	for _, l := range findLinks(plain) {
		got = append(got, plain[l.Start:l.End])
	}
	want = []string{"https://example.org/", "http://a.org/x_(y)", "HTTP://b.org/", "mailto:a@b.org", "https://c.org/a"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Offsets stay right when several texts are joined.
func TestLinksOfBody(t *testing.T) {
	raw := "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none http://a.org\n\n--b\nContent-Type: text/html\n\n<p>请 <a href=http://b.org>two</a></p>\n--b\n\nhttp://c.org\n--b--"
	b := Parse([]byte(raw), Options{}).Body
	var got []string
	for _, l := range b.Links {
		got = append(got, b.Text[l.Start:l.End]+" "+l.URL)
	}
	if diff := cmp.Diff([]string{"http://a.org http://a.org", "two http://b.org", "http://c.org http://c.org"}, got); diff != "" {
		t.Error(diff)
	}
	if b.FromHTML || !strings.Contains(b.HTML, "<pre") || !strings.Contains(b.HTML, "two") {
		t.Errorf("FromHTML %v, HTML %q", b.FromHTML, b.HTML)
	}
}

// Markup that one part leaves open does not reach into the next.
func TestJoinedHTMLIsClosed(t *testing.T) {
	raw := "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src=\"http://evil.org/\n--b\nContent-Type: text/html\n\n<p>secret</p>\n--b\nContent-Type: text/html\n\n\"><style>p{}\n--b--"
	doc := Parse([]byte(raw), Options{}).Body.HTML
	if strings.Contains(doc, "evil.org") || !strings.Contains(doc, "<p>secret</p>") {
		t.Error(doc)
	}
	single := "Content-Type: text/html\n\n<b>as it is"
	if doc := Parse([]byte(single), Options{}).Body; doc.HTML != "<b>as it is" || !doc.FromHTML || doc.Text != "as it is" {
		t.Errorf("%+v", doc)
	}
}

func TestMetaCharset(t *testing.T) {
	raw := "Content-Type: text/html\n\n<html><head><meta http-equiv=Content-Type content=\"text/html; charset=windows-1255\"></head>\xf9\xec\xe5\xed"
	if b := Parse([]byte(raw), Options{}).Body; b.Text != "שלום" {
		t.Error(b.Text)
	}
}

func TestFlowed(t *testing.T) {
	for _, c := range []struct {
		delSp      bool
		text, want string
	}{
		{false, "a \nb\nc", "a b\nc"},
		{true, "你 \n好", "你好"},
		{false, "> a \n> b\n>> c \n>> d\ne", "> a b\n>> c d\ne"},
		{false, "> a \nb", "> a \nb"},
		{false, "a \n-- \nme", "a \n-- \nme"},
		{false, " From x\n >y", "From x\n>y"},
		{false, ">a\n", ">a\n"},
		{false, "", ""},
	} {
		if got := joinFlowed(c.text, c.delSp); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestPreview(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"Hello\n\n  World  \n", "Hello World"},
		{"On Mon, Ada wrote:\n> quoted\nanswer\n-- \nme", "answer"},
		{"在 2026年3月2日，张三 写道：\n> 你好\n收到", "收到"},
		{"收到\n------------------ 原始邮件 ------------------\n发件人: x", "收到"},
		{"-----Original Message-----\nFrom: a", "From: a"},
		{"* * *\n=====\ntext", "text"},
		{"\u200c\u00a0\u200c\u034f text \ufeff", "text"},
		{"-- \nonly a signature", ""},
		{strings.Repeat("字", 200), strings.Repeat("字", 140)},
		{strings.Repeat("x", 139) + "👩‍👩‍👧", strings.Repeat("x", 139)},
		{strings.Repeat("word ", 100), strings.TrimSpace(strings.Repeat("word ", 28))},
	} {
		got := Preview(c.text)
		if got != c.want || utf8.RuneCountInString(got) > maxPreview {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// The names and forms of the parse command are a promise.
func TestSummary(t *testing.T) {
	raw := "From: Ada <Ada@Example.ORG>\nSubject: s\nDate: Mon, 2 Mar 2026 10:20:30 +0800\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n--b\nContent-Type: a/b; name=x\n\n\n--b--"
	got, err := json.Marshal(Summarise([]byte(raw)))
	want := `{"subject":"s","from_name":"Ada","from_addr":"Ada@Example.ORG","date":"2026-03-02T02:20:30Z","has_html":false,` +
		`"n_attachments":1,"n_inline_cid":0,"attachment_filenames":["x"],"text":"one"}`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
	got, err = json.Marshal(Summarise(nil))
	want = `{"subject":"","from_name":"","from_addr":"","date":"","has_html":false,"n_attachments":0,"n_inline_cid":0,"attachment_filenames":[],"text":""}`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}

func TestHeaderHint(t *testing.T) {
	for raw, want := range map[string]bool{
		"":                                    false,
		"Content-Type: multipart/mixed; b=c":  true,
		"Content-Type: text/html":             false,
		"Content-Type: multipart/alternative": false,
		"Content-Type: application/pdf":       true,
	} {
		if h := ReadHeader([]byte(raw + "\n\n")); h.HasAttachmentHint != want {
			t.Errorf("%q: %+v", raw, h)
		}
	}
	m := Parse([]byte("\nx"), Options{})
	if m.Attachment != mail.NoAttachment || m.MediaType != "text/plain" {
		t.Errorf("%+v", m)
	}
}
