package message

import (
	"bytes"
	"io"
	"strings"

	"github.com/emersion/go-message/textproto"

	"letterbox/mail"
)

// creator begins a part with a header.
type creator func(textproto.Header) (io.Writer, error)

// top begins the message itself.
func top(out io.Writer) creator {
	return func(h textproto.Header) (io.Writer, error) { return out, textproto.WriteHeader(out, h) }
}

// branch is a part of a message that goes out with HTML: a multipart when kind is not "", else a file when there is one,
// else a text.
type branch struct {
	kind  string // the subtype of the multipart
	parts []branch
	file  *File
	id    string // Content-ID of a file that the HTML shows
	text  string
	html  bool
}

// formatted lays a message out: the text and the HTML as alternatives, with the HTML the files that it shows, and the
// other files behind them (RFC 2046 section 5.1, RFC 2387).
func formatted(c mail.Composition, files []File) branch {
	related := branch{kind: "related", parts: []branch{{text: c.Rich.HTML, html: true}}}
	mixed := branch{kind: "mixed", parts: []branch{{}}}
	left := append([]mail.Picture(nil), c.Rich.Pictures...)
	for i := range files {
		if at := shownAs(left, files[i].Name); at >= 0 {
			related.parts = append(related.parts, branch{file: &files[i], id: left[at].ContentID})
			left = append(left[:at], left[at+1:]...)
		} else {
			mixed.parts = append(mixed.parts, branch{file: &files[i]})
		}
	}
	mixed.parts[0] = branch{kind: "alternative", parts: []branch{{text: c.Text}, related.bare()}}
	return mixed.bare()
}

// shownAs returns which of the pictures a file is, -1 for none.
func shownAs(pictures []mail.Picture, name string) int {
	for i, p := range pictures {
		if FileName(p.Name) == FileName(name) && isID(p.ContentID) {
			return i
		}
	}
	return -1
}

// bare returns the only part of a multipart that needs to be none.
func (b branch) bare() branch {
	if len(b.parts) == 1 {
		return b.parts[0]
	}
	return b
}

// writeTo writes the branch; w has what its header begins with.
func (b branch) writeTo(w composer, create creator) error {
	switch {
	case b.kind != "":
		return b.multipart(w, create)
	case b.file != nil && b.id != "":
		w.line("Content-ID: <" + b.id + ">")
		return b.file.write(w, create, "inline")
	case b.file != nil:
		return b.file.write(w, create, "attachment")
	}
	var body []byte
	if b.html {
		w.line("Content-Type: text/html; charset=utf-8")
		html := strings.ReplaceAll(strings.ToValidUTF8(b.text, "\uFFFD"), "\r\n", "\n")
		body = w.encoded(strings.ReplaceAll(strings.TrimRight(html, "\n"), "\n", "\r\n") + "\r\n")
	} else {
		body = w.text(b.text)
	}
	part, err := create(w.header())
	if err != nil {
		return err
	}
	_, err = part.Write(bytes.TrimSuffix(body, []byte("\r\n"))) // the boundary begins with one
	return err
}

func (b branch) multipart(w composer, create creator) error {
	boundary := "=_" + randomName(12)
	w.parameters("Content-Type: multipart/"+b.kind, []string{`boundary="` + boundary + `"`})
	out, err := create(w.header())
	if err != nil {
		return err
	}
	parts := textproto.NewMultipartWriter(out)
	if err := parts.SetBoundary(boundary); err != nil {
		return err
	}
	for _, p := range b.parts {
		if err := p.writeTo(composer{}, parts.CreatePart); err != nil {
			return err
		}
	}
	return parts.Close()
}
