package message

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"letterbox/mail"
)

// shape describes the leaves of a message: path, media type, "a" for attachment, "i" for inline.
func shape(m Message) string {
	var out []string
	for _, p := range m.Body.Parts {
		s := p.Path + " " + p.MediaType
		if p.Attachment {
			s += " a"
		}
		if p.Inline {
			s += " i"
		}
		if p.Filename != "" {
			s += " " + p.Filename
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestTree(t *testing.T) {
	const mixed = "Content-Type: multipart/mixed; boundary=b\n\n"
	for _, c := range []struct{ what, raw, text, shape string }{
		{"one text", "\nhello\n", "hello", "1 text/plain"},
		{"type without subtype", "Content-Type: text\n\nhello", "hello", "1 text/plain"},
		{"two parts", mixed + "pre\n--b\n\none\n--b\nContent-Type: image/png\n\nx\n--b--\nafter", "one", "1 text/plain; 2 image/png a"},
		{"CRLF", strings.ReplaceAll(mixed+"--b\n\none\n--b--\n", "\n", "\r\n"), "one", "1 text/plain"},
		{"no closing delimiter", mixed + "--b\n\none\n--b\nContent-Type: a/b; name=a.pdf\n\nx", "one", "1 text/plain; 2 a/b a a.pdf"},
		{"boundary is the start of another", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=b2\n\n--b2\n\none\n--b2--\n--b--\n", "one", "1.1 text/plain"},
		{"quoted boundary, blanks behind delimiters", "Content-Type: multipart/mixed; boundary=\"a b\"\n\n--a b \t\n\none\n--a b--  \n", "one", "1 text/plain"},
		{"no boundary parameter", "Content-Type: multipart/mixed\n\n--x\nContent-Type: text/plain\n\none\n--x--\n", "one", "1 text/plain"},
		{"wrong boundary", "Content-Type: multipart/mixed; boundary=wrong\n\n--x\nContent-Type: text/plain\n\none\n--x\nContent-Type: a/b\n\n\n--x--\n", "one", "1 text/plain; 2 a/b a"},
		{"empty boundary", "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\none\n----\n", "--\n\none\n----", "1 text/plain"},
		{"multipart without any delimiter", mixed + "just text\n", "just text", "1 text/plain"},
		{"part without blank line", mixed + "--b\nContent-Type: text/html\n--b\n\none\n--b--", "one", "1 text/html; 2 text/plain"},
		{"encoded multipart", "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable\n\n--b\n\na=3Db\n--b--", "a=3Db", "1 text/plain"},
		{"inner multipart without end", mixed + "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--", "one\n\ntwo", "1.1 text/plain; 2 text/plain"},
		{"same boundary inside", mixed + "--b\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\none\n--b--\n--b--", "one", "1.1 text/plain"},
		{"enclosed message is one leaf", mixed + "--b\n\none\n--b\nContent-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=z\n\n--z\n\ninner\n--z--\n--b--", "one", "1 text/plain; 2 message/rfc822 a"},
		{"digest", "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\ny\n--b--", "", "1 message/rfc822 a"},
		{"related", "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>one</p>\n--b\nContent-Type: image/png; name=a.png\nContent-ID: <x>\n\n1\n--b\nContent-Type: image/png\nContent-ID: <y>\nContent-Disposition: attachment\n\n1\n--b--", "one", "1 text/html; 2 image/png i a.png; 3 image/png a"},
		{"text with a name", mixed + "--b\n\none\n--b\nContent-Type: text/plain; name=x.txt\n\ntwo\n--b\nContent-Disposition: attachment\n\nthree\n--b--", "one", "1 text/plain; 2 text/plain a x.txt; 3 text/plain a"},
		{"alternative", "Content-Type: multipart/alternative; boundary=b\n\n--b\n\none\n--b\nContent-Type: text/html\n\n<p>rich</p>\n--b--", "one", "1 text/plain; 2 text/html"},
		{"empty plain alternative", "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n \n--b\nContent-Type: text/html\n\n<p>rich</p>\n--b--", "rich", "1 text/plain; 2 text/html"},
		{"footer of a list", mixed + "--b\nContent-Type: text/html\n\n<p>rich</p>\n--b\n\nlist footer\n--b--", "rich\n\nlist footer", "1 text/html; 2 text/plain"},
		{"NUL", "\nbefore\x00after", "beforeafter", "1 text/plain"},
		{"mixed line ends", "\na\rb\r\nc\nd", "a\nb\nc\nd", "1 text/plain"},
		{"winmail.dat", "Content-Type: application/ms-tnef; name=winmail.dat\n\nx", "", "1 application/ms-tnef a winmail.dat"},
	} {
		m := Parse([]byte(c.raw), Options{})
		if m.Body.Text != c.text || shape(m) != c.shape {
			t.Errorf("%s:\ntext  %q\nwant  %q\nshape %s\nwant  %s", c.what, m.Body.Text, c.text, shape(m), c.shape)
		}
	}
}

func TestNotes(t *testing.T) {
	for _, c := range []struct {
		raw  string
		want mail.Note
	}{
		{"Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n", mail.NoteBoundaryMissing},
		{"Content-Transfer-Encoding: base64\n\naGVsbG8!!!=\n", mail.NoteBadEncoding},
		{"Content-Transfer-Encoding: quoted-printable\n\na=ZZ\n", mail.NoteBadEncoding},
		{"Subject: x\nno field\n\n", mail.NoteBadHeader},
		{"Content-Type: text/plain; charset=utf-8\n\n\xc7\xeb\xb2\xe9\xca\xd5", mail.NoteCharsetGuessed},
		{"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx", mail.NoteEncrypted},
		{"Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nx", mail.NoteSignedUnchecked},
		{"Content-Type: multipart/signed; boundary=b\n\n--b\n\na\n--b\nContent-Type: application/pgp-signature\n\nx\n--b--", mail.NoteSignedUnchecked},
		{"Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--", mail.NoteEncrypted},
		{"\n-----BEGIN PGP MESSAGE-----\nx", mail.NoteEncrypted},
		{"\n-----BEGIN PGP SIGNED MESSAGE-----\nx", mail.NoteSignedUnchecked},
	} {
		if m := Parse([]byte(c.raw), Options{}); !hasNote(m, c.want) {
			t.Errorf("%q: %v, want %s", c.raw, m.Body.Notes, c.want)
		}
	}
	clean := "From: a@b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b--\r\n"
	if m := Parse([]byte(clean), Options{}); len(m.Body.Notes) > 0 {
		t.Error(m.Body.Notes)
	}
}

// What is built to be expensive stays cheap: each takes some milliseconds. The limit leaves room for the race detector
// on a busy machine; anything quadratic would take far longer.
func TestHostileShapes(t *testing.T) {
	var nested, wrong, parts, words strings.Builder
	for i := range 4990 {
		fmt.Fprintf(&nested, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		fmt.Fprintf(&wrong, "Content-Type: multipart/mixed; boundary=no%d\n\n--b%d\n", i, i)
	}
	parts.WriteString("Content-Type: multipart/mixed; boundary=b\n\n")
	for range 20000 {
		parts.WriteString("--b\n\nx\n")
	}
	words.WriteString("Subject: ")
	for range 50000 {
		words.WriteString("=?utf-8?Q?a ")
	}
	for what, raw := range map[string]string{
		"nested":     nested.String() + "\ncore",
		"wrong":      wrong.String() + "\ncore",
		"parts":      parts.String(),
		"words":      words.String(),
		"comments":   "From: " + strings.Repeat("(", 100000),
		"quotes":     "From: " + strings.Repeat(`"a, `, 50000),
		"angles":     "From: " + strings.Repeat("<", 100000),
		"groups":     "To: " + strings.Repeat("a:", 50000),
		"routes":     "To: " + strings.Repeat("<@a,", 30000),
		"segments":   "Content-Type: a/b; " + strings.Repeat("name*0=a; name*1=b; ", 6000),
		"params":     "Content-Type: a/b" + strings.Repeat("; a=\"", 20000),
		"junk":       strings.Repeat("junk\n", 100000),
		"delimiters": "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--c\n", 500000),
		"html depth": "Content-Type: text/html\n\n" + strings.Repeat("<div><blockquote>", 100000) + "core",
		"html line":  "Content-Type: text/html\n\n" + strings.Repeat("word ", 600000),
		"html links": "Content-Type: text/html\n\n" + strings.Repeat("<a href=http://a.b>x", 100000),
		"text line":  "\n" + strings.Repeat("http:", 600000),
		"bad words":  "Subject: " + strings.Repeat("=?utf-8?Q?=E9=F4=FA=81=FC=E8=E9=F4=FA=81=FC=E8?= x ", 2600),
		"bad parts":  "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: a/b; name=\"\xe9\xf4\xfa\x81\xfc\xe8\xe9\xf4\xfa\x81\xfc\xe8\"\n\n\xe9\n", 5000),
		"hz":         "\n" + strings.Repeat("~{", 200000),
	} {
		start := time.Now()
		m := Parse([]byte(raw), Options{})
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%s took %v", what, d)
		}
		if len(m.Body.Parts) > maxParts+1 {
			t.Errorf("%s: %d parts", what, len(m.Body.Parts))
		}
	}
	m := Parse([]byte(nested.String()+"\ncore"), Options{})
	if m.Body.Text != "core" || !hasNote(m, mail.NoteTooDeep) || strings.Count(m.Body.Parts[0].Path, ".") > maxDepth {
		t.Errorf("text %q, notes %v, parts %d", m.Body.Text, m.Body.Notes, len(m.Body.Parts))
	}
}

func TestTransfer(t *testing.T) {
	for _, c := range []struct{ encoding, raw, want string }{
		{"base64", "aGVsbG8=", "hello"},
		{"base64", "aGVs\r\nbG8=\r\n", "hello"},
		{"base64", "aGVsbG8", "hello"},
		{"base64", "aGVs bG8", "hello"},
		{"base64", "aGV*sbG8=", "hello"},
		{"base64", "aGVsbG8=\r\n\r\n-- \r\nlist footer, with words\r\n", "hello"},
		{"base64", "aGVsbG8=\r\naGVsbG8=\r\n", "hellohello"},
		{"base64", "aGVsbG8==IHlvdQ==", "hello you"},
		{"base64", "", ""},
		{"quoted-printable", "a=3Db=\r\nc  \r\nd=", "a=bc\r\nd"},
		{"quoted-printable", "50=% =zz =3", "50=% =zz =3"},
		{"quoted-printable", "a=e9", "a\xe9"},
		{"uuencode", "junk\nbegin 644 x\n%:&5L;&\\\n`\nend\n", "hello"},
		{"uuencode", "begin 644 x\n%:&5L;&\\\n", "hello"},
		{"", "as is", "as is"},
	} {
		got, _ := decodeTransfer(c.encoding, []byte(c.raw))
		if string(got) != c.want {
			t.Errorf("%s %q: %q, want %q", c.encoding, c.raw, got, c.want)
		}
		if size := decodedSize(c.encoding, []byte(c.raw)); size != int64(len(c.want)) {
			t.Errorf("%s %q: size %d, want %d", c.encoding, c.raw, size, len(c.want))
		}
	}
	for raw, want := range map[string]string{"BASE64": "base64", " Quoted-Printable ": "quoted-printable", "8bit": "", "x-uue": "uuencode", "": ""} {
		if got := transferOf(raw); got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}

// plainReader hides that a reader knows its size.
type plainReader struct{ io.Reader }

func TestOpenPart(t *testing.T) {
	content := bytes.Repeat([]byte("0123456789abcdef\x00\xff\n"), 60000)
	encoded := base64.StdEncoding.EncodeToString(content)
	var lines strings.Builder
	for len(encoded) > 0 {
		n := min(73, len(encoded)) // no multiple of four
		lines.WriteString(encoded[:n] + "\r\n")
		encoded = encoded[n:]
	}
	raw := "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: a/b; name=x.bin\r\n" +
		"Content-Transfer-Encoding: base64\r\n\r\n" + lines.String() + "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\nx\r\n--b--\r\n"
	part, r, err := OpenPart(plainReader{strings.NewReader(raw)}, "2")
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(got, content) || part.Filename != "x.bin" || part.Size != int64(len(content)) {
		t.Errorf("%d bytes of %d, %+v, %v", len(got), len(content), part, err)
	}
	if _, r, err = OpenPart(strings.NewReader(raw), "3"); err != nil {
		t.Fatal(err)
	}
	if got, _ := io.ReadAll(r); string(got) != "Subject: in\r\n\r\nx" {
		t.Errorf("%q", got)
	}
	_, _, err = OpenPart(strings.NewReader(raw), "4")
	var p *mail.Problem
	if !errors.As(err, &p) || p.Code != mail.NotFound {
		t.Error(err)
	}
	broken := errors.New("broken")
	if _, err := Read(io.MultiReader(strings.NewReader("Subject: x\n"), errReader{broken}), Options{}); !errors.Is(err, broken) {
		t.Error(err)
	}
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

// The charset of the person's language helps where a message says nothing.
func TestPriorCharset(t *testing.T) {
	raw := append([]byte("Subject: "), encode(t, simplifiedchinese.GBK, "你")...)
	if m := Parse(raw, Options{Charset: "gb18030"}); m.Envelope.Subject != "你" {
		t.Error(m.Envelope.Subject)
	}
}

// The body's charset is that of a header with raw bytes.
func TestRawHeaderUsesBodyCharset(t *testing.T) {
	raw := "Subject: \xd0\xd2\xc9\xd7\xc5\xd4\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n"
	if m := Parse([]byte(raw), Options{}); m.Envelope.Subject != "привет" {
		t.Error(m.Envelope.Subject)
	}
	if e := Envelope([]byte(raw)); e.Subject != "привет" {
		t.Error(e.Subject)
	}
}

// Reading costs the message itself and little more: attachments are not decoded.
func TestMemory(t *testing.T) {
	raw := ordinary(8 << 20)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	m, err := Read(bytes.NewReader(raw), Options{})
	runtime.ReadMemStats(&after)
	if err != nil || len(m.Body.Parts) != 3 {
		t.Fatal(shape(m), err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > uint64(len(raw))*3/2 {
		t.Errorf("%d bytes allocated for a message of %d", used, len(raw))
	}
}
