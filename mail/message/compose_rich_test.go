package message

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
)

const richMessage = "From: Ada <ada@corp.example>\r\nTo: ben@corp.example\r\nSubject: news\r\nMessage-ID: <n@corp.example>\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/mixed; boundary=m\r\n\r\n" +
	"--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n" +
	"--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello 你好\r\n" +
	"--a\r\nContent-Type: multipart/related; boundary=r\r\n\r\n" +
	"--r\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello <b>你好</b> <img src=\"cid:logo@x\"></p>\r\n" +
	"--r\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@x>\r\nContent-Disposition: inline; filename=logo.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--r--\r\n--a--\r\n" +
	"--m\r\nContent-Type: application/pdf; name=plan.pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--m--\r\n"

// again reads a message to be edited, lets somebody edit it and writes it.
func again(t *testing.T, raw string, edit func(*mail.Composition)) Message {
	t.Helper()
	c, files := Edit([]byte(raw))
	var kept []File
	for _, f := range files {
		content, err := io.ReadAll(f.Content)
		if err != nil {
			t.Fatal(err)
		}
		f.Content = bytes.NewReader(content)
		kept = append(kept, f)
	}
	edit(&c)
	out, err := Compose(c, kept, ComposeOptions{Date: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return Parse(out, Options{})
}

// TestEditKeepsHTML edits a message that another program wrote. What was not touched goes out as it was, with its
// pictures where the HTML shows them; with another text there is no HTML any more, and nothing else is lost.
func TestEditKeepsHTML(t *testing.T) {
	t.Parallel()
	touched := func(c *mail.Composition) { c.Subject, c.To = "other news", "cleo@corp.example" }
	for name, raw := range map[string]string{
		"all":        richMessage,
		"HTML alone": "From: ada@corp.example\r\nTo: ben@corp.example\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello <b>你好</b></p>\r\n",
	} {
		before, after := Parse([]byte(raw), Options{}), again(t, raw, touched)
		if strings.TrimSpace(after.Body.HTML) != strings.TrimSpace(before.Body.HTML) || strings.TrimSpace(after.Body.Text) != strings.TrimSpace(before.Body.Text) {
			t.Errorf("%s: %q and %q have become %q and %q", name, before.Body.HTML, before.Body.Text, after.Body.HTML, after.Body.Text)
		}
		if got, want := filesOf(after), filesOf(before); !slices.Equal(got, want) || after.Envelope.Subject != "other news" {
			t.Errorf("%s: files %q have become %q, subject %q", name, want, got, after.Envelope.Subject)
		}
		other := again(t, raw, func(c *mail.Composition) { c.Text = "Something else\n" })
		if other.Body.HTML != "" || strings.TrimSpace(other.Body.Text) != "Something else" || len(filesOf(other)) != len(filesOf(before)) {
			t.Errorf("%s with another text: %q, %q, files %q", name, other.Body.HTML, other.Body.Text, filesOf(other))
		}
	}
}

// filesOf describes the files of a message.
func filesOf(m Message) (list []string) {
	for _, p := range m.Body.Parts {
		if p.Attachment || p.Inline {
			list = append(list, strings.Join([]string{p.Filename, p.MediaType, p.ContentID}, " "))
		}
	}
	slices.Sort(list)
	return list
}
