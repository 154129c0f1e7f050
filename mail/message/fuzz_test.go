package message

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"letterbox/mail"
)

// line fails the test when s is not one clean line.
func line(t *testing.T, what, s string) {
	t.Helper()
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		t.Errorf("%s is no clean line: %q", what, s)
	}
}

func addresses(t *testing.T, list []mail.Address) {
	t.Helper()
	for _, a := range list {
		line(t, "name", a.Name)
		line(t, "local part", a.Local)
		line(t, "domain", a.Domain)
		if a == (mail.Address{}) {
			t.Error("empty address")
		}
	}
}

func FuzzHeader(f *testing.F) {
	for _, seed := range []string{
		"From: =?utf-8?B?5byg5LiJ?= <z@example.org>\r\nSubject: =?gbk?Q?=D5=C5?=\r\n =?gbk?Q?=C8=FD?=\r\nDate: Mon, 2 Mar 26 10:20 EST\r\n\r\n",
		"\xef\xbb\xbfFrom x\n>From y\n junk\nSubject : \xd5\xc5\xc8\xfd\nReferences: <a@b> <c\n\n",
		"Content-Type: text/plain; charset=\"iso-2022-jp\"; name*0*=x'y'%1; name*1=z\nSubject: \x1b$B!!\x1b(B\n\n",
		"Date: 2026-03-02T10:20:30Z\rSubject: ~{Gk~} +AGE-\r\r",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		h := ReadHeader(raw)
		e := h.Envelope
		line(t, "subject", e.Subject)
		line(t, "media type", h.MediaType)
		for _, id := range append([]string{e.MessageID, e.InReplyTo}, e.References...) {
			line(t, "id", id)
		}
		for _, list := range [][]mail.Address{e.From, e.ReplyTo, e.To, e.Cc, e.Bcc} {
			addresses(t, list)
		}
	})
}

func FuzzAddresses(f *testing.F) {
	for _, seed := range []string{
		`"Lovelace, Ada" <ada@example.org>, Team: a@x (b (c)), =?utf-8?Q?a,_b?= <c@d>;`,
		`Doe, John <j@x`, `"a b"@c, <@x,@y:z@w> "`, "a@b  Thu Aug 22 12:46:39 2002", `a\"b (\) <<>>,;:@`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { addresses(t, parseAddresses(raw, nil)) })
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\nContent-Type: text/html\n\n<p>a<a href=http://b.org>c</a>\n--b--",
		"Content-Type: multipart/alternative\n\n--x\nContent-Type: text/plain; format=flowed; delsp=yes\n\n> a \n> b\n--x--",
		"Content-Transfer-Encoding: base64\nContent-Type: text/html; charset=utf-7\n\nK0FHRS0=\nfooter",
		"Content-Transfer-Encoding: quoted-printable\n\n=D5=C5=C8=FD=\n=E4",
		"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n%:&5L;&\\\n`\nend",
		"Content-Type: multipart/related; boundary=\"\"\n\n--\n--\n----",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := Parse(raw, Options{})
		b := m.Body
		if !utf8.ValidString(b.Text) || !utf8.ValidString(b.HTML) {
			t.Error("body is not valid UTF-8")
		}
		if strings.ContainsFunc(b.Text, func(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' }) {
			t.Errorf("control character in %q", b.Text)
		}
		line(t, "preview", m.Preview)
		checkLinks(t, b)
		for _, p := range b.Parts {
			checkPart(t, raw, p)
		}
	})
}

// checkLinks asserts that links are in order and cut no characters.
func checkLinks(t *testing.T, b mail.Body) {
	t.Helper()
	end := 0
	for _, l := range b.Links {
		if l.Start < end || l.End <= l.Start || l.End > len(b.Text) || !utf8.ValidString(b.Text[l.Start:l.End]) {
			t.Errorf("link %+v of %d bytes", l, len(b.Text))
		}
		end = l.End
	}
}

// checkPart asserts that what is told of a leaf is clean, and that it opens with the size that is told.
func checkPart(t *testing.T, raw []byte, p mail.Part) {
	t.Helper()
	line(t, "media type", p.MediaType)
	line(t, "charset", p.Charset)
	line(t, "content id", p.ContentID)
	if line(t, "file name", p.Filename); strings.ContainsAny(p.Filename, `/\`) || len(p.Filename) > maxNameBytes {
		t.Errorf("file name %q", p.Filename)
	}
	got, r, err := OpenPart(bytes.NewReader(raw), p.Path)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil || int64(len(data)) != p.Size || got.Size != p.Size {
		t.Errorf("part %s: %d bytes, size says %d, %v", p.Path, len(data), p.Size, err)
	}
}
