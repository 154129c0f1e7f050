package mailtest

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"mime/quotedprintable"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"letterbox/mail"
)

var corpusEncodings = map[string]encoding.Encoding{
	"gbk": simplifiedchinese.GBK, "gb2312": simplifiedchinese.GBK, "gb18030": simplifiedchinese.GB18030,
	"big5": traditionalchinese.Big5, "iso-2022-jp": japanese.ISO2022JP,
	"iso-8859-1": charmap.ISO8859_1, "windows-1252": charmap.Windows1252,
}

// encode turns text into the bytes of a charset. The words of a tongue exist in all of its charsets, so the
// replacement never happens to them.
func encode(charset, text string) []byte {
	e := corpusEncodings[charset]
	if e == nil {
		return []byte(text)
	}
	out, err := encoding.ReplaceUnsupported(e.NewEncoder()).Bytes([]byte(text))
	if err != nil {
		return []byte(text)
	}
	return out
}

// compose writes Raw, and the truth about the body, from what the envelope says.
func (s *Specimen) compose(random *rand.Rand, t *tongue) {
	var b bytes.Buffer
	s.head(&b, random)
	boundary := fmt.Sprintf("=_%x", random.Uint64())
	switch kind := random.IntN(100); {
	case kind < 44:
		s.Text = s.letter(random, t, 1800)
		s.part(&b, random, "text/plain", s.Text)
	case kind < 84:
		s.Text, s.HTML = s.letter(random, t, 1500), true
		fmt.Fprintf(&b, "Content-Type: multipart/alternative; boundary=%q\n\n--%s\n", boundary, boundary)
		s.part(&b, random, "text/plain", s.Text)
		fmt.Fprintf(&b, "\n--%s\n", boundary)
		s.part(&b, random, "text/html", page(random, t, 2*len(s.Text)))
		fmt.Fprintf(&b, "\n--%s--\n", boundary)
	case kind < 92:
		s.HTML = true
		s.part(&b, random, "text/html", page(random, t, amount(random, 6000, 60000)))
	default:
		s.Text = s.letter(random, t, 900)
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=%q\n\n--%s\n", boundary, boundary)
		s.part(&b, random, "text/plain", s.Text)
		for range 1 + random.IntN(2) {
			fmt.Fprintf(&b, "\n--%s\n", boundary)
			s.attach(&b, random, t.phrase(random, 2)+".pdf")
		}
		fmt.Fprintf(&b, "\n--%s--\n", boundary)
	}
	s.Raw = bytes.ReplaceAll(b.Bytes(), []byte("\n"), []byte("\r\n"))
}

// head writes the header fields up to those of the content.
func (s *Specimen) head(b *bytes.Buffer, random *rand.Rand) {
	e := s.Envelope
	fmt.Fprintf(b, "Return-Path: <%s>\n", e.Sender().Spec())
	for hop := range 1 + random.IntN(3) {
		fmt.Fprintf(b, "Received: from mx%d.example.net (mx%d.example.net [192.0.2.%d])\n\tby mail%d.example.test with ESMTPS id %08X\n\tfor <ada@example.test>; %s\n",
			hop, hop, random.IntN(255), hop, random.Uint32(), s.Received.Format(time.RFC1123Z))
	}
	fmt.Fprintf(b, "Message-ID: <%s>\nDate: %s\n", e.MessageID, e.Date.Format(time.RFC1123Z))
	fmt.Fprintf(b, "From: %s\nTo: %s\n", s.addresses(e.From), s.addresses(e.To))
	if len(e.Cc) > 0 {
		fmt.Fprintf(b, "Cc: %s\n", s.addresses(e.Cc))
	}
	fmt.Fprintf(b, "Subject: %s\n", s.words(e.Subject))
	if e.InReplyTo != "" {
		fmt.Fprintf(b, "In-Reply-To: <%s>\nReferences: <%s>\n", e.InReplyTo, strings.Join(e.References, ">\n\t<"))
	}
	if random.IntN(4) == 0 {
		fmt.Fprintf(b, "List-Id: <list%d.lists.example.org>\nPrecedence: bulk\n", random.IntN(20))
	}
	b.WriteString("MIME-Version: 1.0\n")
}

func (s *Specimen) addresses(list []mail.Address) string {
	var all []string
	for _, a := range list {
		all = append(all, s.words(a.Name)+" <"+a.Spec()+">")
	}
	return strings.Join(all, ",\n\t")
}

// words writes unstructured text as encoded words (RFC 2047) of the message's charset, ASCII as it is.
func (s *Specimen) words(text string) string {
	if len([]rune(text)) == len(text) {
		return text
	}
	var all []string
	for runes := []rune(text); len(runes) > 0; {
		n := min(10, len(runes))
		all = append(all, "=?"+s.Charset+"?B?"+base64.StdEncoding.EncodeToString(encode(s.Charset, string(runes[:n])))+"?=")
		runes = runes[n:]
	}
	return strings.Join(all, "\n ")
}

// letter returns a text of about median bytes, with a quotation when the message is a reply.
func (s *Specimen) letter(random *rand.Rand, t *tongue, median int) string {
	text := t.text(random, amount(random, median, 30000))
	if s.Envelope.InReplyTo != "" {
		quoted := strings.TrimSpace(t.text(random, amount(random, 500, 4000)))
		text += "\n> " + strings.ReplaceAll(quoted, "\n", "\n> ") + "\n"
	}
	return text
}

// part writes one text part, in a transfer encoding that the charset allows.
func (s *Specimen) part(b *bytes.Buffer, random *rand.Rand, mediaType, text string) {
	raw := encode(s.Charset, text)
	transfer := "7bit"
	if s.Charset != "us-ascii" && s.Charset != "iso-2022-jp" {
		transfer = []string{"base64", "quoted-printable", "8bit"}[random.IntN(3)]
	}
	fmt.Fprintf(b, "Content-Type: %s; charset=%s\nContent-Transfer-Encoding: %s\n\n", mediaType, s.Charset, transfer)
	switch transfer {
	case "base64":
		base64Lines(b, bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n")))
	case "quoted-printable":
		var q bytes.Buffer
		w := quotedprintable.NewWriter(&q)
		w.Write(raw) // a bytes.Buffer takes everything
		w.Close()
		b.Write(bytes.ReplaceAll(q.Bytes(), []byte("\r\n"), []byte("\n")))
	default:
		b.Write(raw)
	}
}

// attach writes a part of random bytes; its name is plain, an extended parameter (RFC 2231) or encoded words.
func (s *Specimen) attach(b *bytes.Buffer, random *rand.Rand, name string) {
	s.Attachments = append(s.Attachments, name)
	parameter := fmt.Sprintf("filename=%q", name)
	if s.words(name) != name {
		parameter = "filename*=UTF-8''" + url.PathEscape(name)
		if random.IntN(2) == 0 {
			parameter = `filename="` + s.words(name) + `"`
		}
	}
	fmt.Fprintf(b, "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment;\n %s\n\n", parameter)
	data := make([]byte, 9, 9+amount(random, 15000, 400000))
	copy(data, "%PDF-1.4\n")
	for len(data)+8 < cap(data) {
		data = binary.LittleEndian.AppendUint64(data, random.Uint64())
	}
	base64Lines(b, data)
}

func base64Lines(b *bytes.Buffer, data []byte) {
	for chunk := range slices.Chunk(data, 57) { // 76 characters, RFC 2045 section 6.8
		b.Write(base64.StdEncoding.AppendEncode(b.AvailableBuffer(), chunk))
		b.WriteByte('\n')
	}
}

// amount returns a size with the long tail of real mail, at most limit.
func amount(random *rand.Rand, median, limit int) int {
	return min(limit, int(float64(median)*math.Exp(0.9*random.NormFloat64())))
}

// page returns an HTML document of about n bytes, as newsletters look.
func page(random *rand.Rand, t *tongue, n int) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><head><style>td{vertical-align:top} .b{background:#0a66c2;color:#fff}</style></head><body>\n<table width=\"600\" align=\"center\">\n")
	for b.Len() < n {
		switch random.IntN(4) {
		case 0:
			fmt.Fprintf(&b, "<tr><td align=\"center\"><a class=\"b\" href=\"https://click.example.net/%x\">%s</a></td></tr>\n", random.Uint64(), t.phrase(random, 2))
		case 1:
			fmt.Fprintf(&b, "<tr><td><img src=\"https://img.example.net/%x.png\" width=\"560\" height=\"%d\" alt=\"%s\"></td></tr>\n", random.Uint32(), 80+random.IntN(200), t.phrase(random, 1))
		default:
			fmt.Fprintf(&b, "<tr><td style=\"padding:12px 24px;font-size:14px\"><p>%s%s</p></td></tr>\n", t.phrase(random, 6+random.IntN(12)), t.stop)
		}
	}
	b.WriteString("</table></body></html>\n")
	return b.String()
}
