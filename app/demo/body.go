package demo

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"net/url"
	"strings"
	"time"
)

// file is an attachment or an inline image.
type file struct {
	name, mediaType string
	content         []byte
}

// body writes the Content-Type field and what follows it.
func (l letter) body(b *bytes.Buffer, at time.Time, serial int) error {
	if l.raw != nil {
		b.WriteString(crlf(l.raw(at, serial)))
		return nil
	}
	header, content, err := l.readable(serial)
	if err != nil {
		return err
	}
	if len(l.files) > 0 {
		inner := part{header, content}
		list := []part{inner}
		for _, f := range l.files {
			list = append(list, f.attached())
		}
		if header, content, err = compound("mixed", fmt.Sprintf("=_mixed_%04d", serial), list); err != nil {
			return err
		}
	}
	writeHeader(b, header)
	b.WriteString("\r\n")
	b.Write(content)
	return nil
}

type part struct {
	header  textproto.MIMEHeader
	content []byte
}

// readable makes what a person reads: plain text, HTML, or both as alternatives.
func (l letter) readable(serial int) (textproto.MIMEHeader, []byte, error) {
	var list []part
	if l.text != "" || l.html == "" {
		p, err := l.textPart("plain", l.text)
		if err != nil {
			return nil, nil, err
		}
		list = append(list, p)
	}
	if l.html != "" {
		p, err := l.textPart("html", l.html)
		if err != nil {
			return nil, nil, err
		}
		if len(l.images) > 0 {
			related := []part{p}
			for _, f := range l.images {
				related = append(related, f.inline())
			}
			if p.header, p.content, err = compound("related", fmt.Sprintf("=_related_%04d", serial), related); err != nil {
				return nil, nil, err
			}
		}
		list = append(list, p)
	}
	if len(list) == 1 {
		return list[0].header, list[0].content, nil
	}
	return compound("alternative", fmt.Sprintf("=_alternative_%04d", serial), list)
}

func (l letter) textPart(subtype, text string) (part, error) {
	text = crlf(text)
	header := textproto.MIMEHeader{"Content-Type": {"text/" + subtype + "; charset=" + l.charset}}
	if enc := charsetOf(l.charset); enc != nil {
		encoded, err := enc.NewEncoder().Bytes([]byte(text))
		if err != nil {
			return part{}, err
		}
		if l.charset == "ISO-2022-JP" {
			header.Set("Content-Transfer-Encoding", "7bit")
			return part{header, encoded}, nil
		}
		header.Set("Content-Transfer-Encoding", "base64")
		return part{header, []byte(folded(encoded))}, nil
	}
	if isASCII(text) && longest(text) < 200 {
		header.Set("Content-Transfer-Encoding", "7bit")
		return part{header, []byte(text)}, nil
	}
	if subtype == "plain" {
		header.Set("Content-Transfer-Encoding", "base64")
		return part{header, []byte(folded([]byte(text)))}, nil
	}
	header.Set("Content-Transfer-Encoding", "quoted-printable")
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		return part{}, err
	}
	if err := w.Close(); err != nil {
		return part{}, err
	}
	return part{header, b.Bytes()}, nil
}

func longest(text string) int {
	most := 0
	for line := range strings.SplitSeq(text, "\r\n") {
		most = max(most, len(line))
	}
	return most
}

// attached names the file twice, as careful senders do: RFC 2231 for those who know it, RFC 2047 for the others.
func (f file) attached() part {
	return part{textproto.MIMEHeader{
		"Content-Type":              {f.mediaType + `; name="` + mime.BEncoding.Encode("utf-8", f.name) + `"`},
		"Content-Disposition":       {"attachment; filename*=utf-8''" + url.PathEscape(f.name)},
		"Content-Transfer-Encoding": {"base64"},
	}, []byte(folded(f.content))}
}

func (f file) inline() part {
	return part{textproto.MIMEHeader{
		"Content-Type":              {f.mediaType + `; name="` + f.name + `"`},
		"Content-Disposition":       {`inline; filename="` + f.name + `"`},
		"Content-Id":                {"<" + f.name + ">"},
		"Content-Transfer-Encoding": {"base64"},
	}, []byte(folded(f.content))}
}

func compound(subtype, boundary string, list []part) (textproto.MIMEHeader, []byte, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary(boundary); err != nil {
		return nil, nil, err
	}
	for _, p := range list {
		out, err := w.CreatePart(p.header)
		if err != nil {
			return nil, nil, err
		}
		if _, err := out.Write(p.content); err != nil {
			return nil, nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, nil, err
	}
	return textproto.MIMEHeader{"Content-Type": {"multipart/" + subtype + "; boundary=\"" + boundary + "\""}}, b.Bytes(), nil
}

func writeHeader(b *bytes.Buffer, header textproto.MIMEHeader) {
	for _, name := range []string{"Content-Type", "Content-Transfer-Encoding"} {
		if v := header.Get(name); v != "" {
			fmt.Fprintf(b, "%s: %s\r\n", name, v)
		}
	}
}

func base64Of(content []byte) string { return base64.StdEncoding.EncodeToString(content) }

// folded is base64 in lines of 76 characters (RFC 2045 section 6.8).
func folded(content []byte) string {
	text := base64Of(content)
	var b strings.Builder
	for len(text) > 76 {
		b.WriteString(text[:76] + "\r\n")
		text = text[76:]
	}
	b.WriteString(text + "\r\n")
	return b.String()
}

func crlf(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }
