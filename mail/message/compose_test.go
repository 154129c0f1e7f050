package message

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func simple() mail.Composition {
	return mail.Composition{From: mail.Address{Local: "me", Domain: "example.org"}, To: "you@example.org", Subject: "s", Text: "t", MessageID: "a@b"}
}

func compose(t *testing.T, c mail.Composition, opts ComposeOptions, files ...File) string {
	t.Helper()
	opts.Date = composed
	raw, err := Compose(c, files, opts)
	if err != nil {
		t.Fatal(err)
	}
	wireForm(t, raw)
	return string(raw)
}

func TestComposeForms(t *testing.T) {
	want := "Date: Wed, 18 Nov 2026 10:04:05 +0800\r\nFrom: me@example.org\r\nTo: you@example.org\r\nSubject: s\r\nMessage-ID: <a@b>\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\nContent-Transfer-Encoding: 7bit\r\n\r\nt\r\n"
	if diff := cmp.Diff(want, compose(t, simple(), ComposeOptions{})); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct {
		what  string
		alter func(c *mail.Composition)
		want  string
	}{
		{"word by word", func(c *mail.Composition) { c.Subject = "Re: 报告 第 二 版 for you" }, "\r\nSubject: Re: =?utf-8?B?5oql5ZGKIOesrCDkuowg54mI?= for you\r\n"},
		{"few letters", func(c *mail.Composition) { c.Subject = "Müllers Kaffee" }, "\r\nSubject: =?utf-8?Q?M=C3=BCllers?= Kaffee\r\n"},
		{"no subject", func(c *mail.Composition) { c.Subject = "" }, "To: you@example.org\r\nMessage-ID"},
		{"name", func(c *mail.Composition) { c.From.Name = "Ada King" }, "\r\nFrom: Ada King <me@example.org>\r\n"},
		{"name in quotes", func(c *mail.Composition) { c.From.Name = "King, Ada" }, "\r\nFrom: \"King, Ada\" <me@example.org>\r\n"},
		{"Chinese list", func(c *mail.Composition) { c.To = "张三 <z@x.org>；b@x.org，c＠ｘ.org" }, "\r\nTo: =?utf-8?B?5byg5LiJ?= <z@x.org>, b@x.org, c@x.org\r\n"},
		{"international domain", func(c *mail.Composition) { c.Cc = "a@例子.测试" }, "\r\nCc: a@xn--fsqu00a.xn--0zwm56d\r\n"},
		{"Latin text", func(c *mail.Composition) { c.Text = "Grüße aus Berlin" }, "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe aus Berlin\r\n"},
		{"Chinese text", func(c *mail.Composition) { c.Text = "你好，世界" }, "\r\nContent-Transfer-Encoding: base64\r\n\r\n5L2g5aW977yM5LiW55WMDQo=\r\n"},
		{
			"flowed", func(c *mail.Composition) {
				c.Text = "From here\n x\n" + strings.Repeat("four ", 20) + "\n> " + strings.Repeat("five5 ", 15) + "\nend  \n-- \nMe"
			},
			"\r\n\r\n From here\r\n  x\r\n" + strings.Repeat("four ", 14) + "\r\nfour four four four four four\r\n" +
				"> " + strings.Repeat("five5 ", 12) + "\r\n> five5 five5 five5\r\nend\r\n-- \r\nMe\r\n",
		},
		{"injection", func(c *mail.Composition) {
			c.Subject, c.InReplyTo, c.MessageID = "a\r\nBcc: x@y.z\x00", "x>\r\nY: <z", "b\nc@d"
		}, "\r\nSubject: a Bcc: x@y.z\r\nMessage-ID: <"},
	} {
		composition := simple()
		c.alter(&composition)
		got := compose(t, composition, ComposeOptions{})
		headerLines(t, []byte(got))
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %q does not have %q", c.what, got, c.want)
		}
	}
}

func TestFileNamesForOldPrograms(t *testing.T) {
	got := compose(t, simple(), ComposeOptions{}, File{Name: "报告.docx", Content: strings.NewReader("x")}, File{Name: "plain name.txt", Content: strings.NewReader("é")})
	for _, want := range []string{
		"\r\nContent-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document;\r\n name=\"=?utf-8?B?5oql5ZGKLmRvY3g=?=\"\r\n" +
			"Content-Disposition: attachment;\r\n filename=\"=?utf-8?B?5oql5ZGKLmRvY3g=?=\";\r\n filename*=utf-8''%E6%8A%A5%E5%91%8A.docx\r\n",
		"\r\nContent-Type: text/plain; charset=utf-8;\r\n name=\"plain name.txt\"\r\nContent-Disposition: attachment;\r\n filename=\"plain name.txt\"\r\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not have %q", got, want)
		}
	}
}

func TestMediaOfFiles(t *testing.T) {
	for _, c := range []struct{ given, name, head, want string }{
		{"", "a.PDF", "x", "application/pdf"},
		{"image/x-own", "a.pdf", "x", "image/x-own"},
		{"bad\r\nX: y", "a", "\x89PNG\x0d\x0a\x1a\x0a", "image/png"},
		{"", "page", "<html>", "text/plain"},
		{"", "a.txt", "\xd5\xc5", "text/plain"},
		{"", "a.txt", "张\xe4", "text/plain; charset=utf-8"},
		{"message/rfc822", "a.eml", "x", unknownMedia},
		{"", "b", "\x00\x01", unknownMedia},
	} {
		if got := mediaOfFile(c.given, c.name, []byte(c.head)); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.given, c.name, got, c.want)
		}
	}
}

func TestComposeRefuses(t *testing.T) {
	c := simple()
	c.To = "you@example.org, someone"
	_, err := Compose(c, nil, ComposeOptions{Date: composed})
	if p := mail.ProblemOf(err); p == nil || p.Class != "ADDRESS_SYNTAX" || p.Facts[mail.FactRecipients] != "someone" {
		t.Errorf("%v", err)
	}
	broken := errors.New("broken")
	if _, err := Compose(simple(), []File{{Name: "a", Content: iotest.ErrReader(broken)}}, ComposeOptions{Date: composed}); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	late := File{Name: "a", Content: io.MultiReader(strings.NewReader(strings.Repeat("x", 2*Sniffed)), iotest.ErrReader(broken))}
	if _, err := Compose(simple(), []File{late}, ComposeOptions{Date: composed}); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

func TestReadAddresses(t *testing.T) {
	for _, c := range []struct{ typed, want, invalid string }{
		{"", "", ""},
		{" , ;", "", ""},
		{"a@x.org", "a@x.org", ""},
		{`"Doe, John" <j@x.org>, b@x.org`, `"Doe, John" <j@x.org>, b@x.org`, ""},
		{"Doe, John <j@x.org>; b@x.org", `"Doe, John" <j@x.org>, b@x.org`, ""},
		{"bob, Ann <ann@x.org>", "", "bob"},
		{"张三 <z@x.org>、李四 <l@x.org>\nw@x.org", "张三 <z@x.org>, 李四 <l@x.org>, w@x.org", ""},
		{"ｚ＠ｘ。ｏｒｇ", "z@x.org", ""},
		{"a@x.org b@x.org", "a@x.org, b@x.org", ""},
		{"Ann a@x.org", "", "Ann a@x.org"},
		{"a@x.org (Ann)", "Ann <a@x.org>", ""},
		{"a@b", "", "a@b"},
		{"<>", "", "<>"},
		{`"a b"@x.org`, "", `"a b"@x.org`},
		{`"a,b"@x.org`, `"a,b"@x.org`, ""},
	} {
		list, invalid := ReadAddresses(c.typed)
		if invalid != c.invalid || c.invalid == "" && WriteAddresses(list) != c.want {
			t.Errorf("%q: %q %q, want %q %q", c.typed, WriteAddresses(list), invalid, c.want, c.invalid)
		}
	}
}

// TestDraftComesBack writes a draft that is not finished and opens it as another program would have stored it.
func TestDraftComesBack(t *testing.T) {
	c := simple()
	c.To, c.Bcc, c.Purpose = "张三 <z@x.org>, half", "secret@x.org", mail.Purpose{Kind: mail.PurposeEdit}
	c.Text, c.InReplyTo, c.References = "text\n", "r@x", []string{"r@x"}
	raw := compose(t, c, ComposeOptions{Draft: true}, File{Name: "a.bin", Content: strings.NewReader("\x00\x01")})
	got, files := Edit([]byte(raw))
	if diff := cmp.Diff(c, got); diff != "" {
		t.Error(diff)
	}
	if len(files) != 1 || files[0].Name != "a.bin" {
		t.Fatalf("%+v", files)
	}
	if content, err := io.ReadAll(files[0].Content); err != nil || string(content) != "\x00\x01" {
		t.Errorf("%q, %v", content, err)
	}
}

func TestReady(t *testing.T) {
	from := mail.Address{Local: "me", Domain: "example.org"}
	whole := "From x@y Thu Jan 1\nbcc : Secret <s@x.org>,\n\tt@x.org\nFrom: a@x.org\nDate: Wed, 18 Nov 2026 10:04:05 +0800\nX:  y\nMessage-ID: <i@d>\nTo: b@x.org\n\nBcc: body\n"
	raw, e := Ready([]byte(whole), from, composed)
	if want := "From: a@x.org\nDate: Wed, 18 Nov 2026 10:04:05 +0800\nX:  y\nMessage-ID: <i@d>\nTo: b@x.org\n\nBcc: body\n"; string(raw) != want {
		t.Errorf("%q, want %q", raw, want)
	}
	if WriteAddresses(e.Bcc) != "Secret <s@x.org>, t@x.org" || e.MessageID != "i@d" {
		t.Errorf("%+v", e)
	}
	raw, e = Ready([]byte("To: b@x.org\r\nMessage-ID: <a b\xff>\r\n\r\nx"), from, composed)
	want := "Date: Wed, 18 Nov 2026 10:04:05 +0800\r\nFrom: me@example.org\r\nMessage-ID: <" + e.MessageID + ">\r\nTo: b@x.org\r\n\r\nx"
	if string(raw) != want || !strings.HasSuffix(e.MessageID, "@example.org") || e.Sender() != from || !e.Date.Equal(composed) {
		t.Errorf("%q, want %q", raw, want)
	}
}

func TestLargeFile(t *testing.T) {
	content := bytes.Repeat([]byte{0, 1, 2, 3, 4, 5, 6}, 300000)
	raw := compose(t, simple(), ComposeOptions{}, File{Name: "a", Content: iotest.HalfReader(bytes.NewReader(content))})
	_, r, err := OpenPart(strings.NewReader(raw), "2")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, content) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}
