package message

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-message/textproto"

	"letterbox/mail"
)

// File is a file to be attached. Content is read once, to its end.
type File struct {
	Name      string
	MediaType string // "": by name and content
	Size      int64  // bytes, as far as is known: memory for them is taken at once
	Content   io.Reader
}

// ComposeOptions say what for a message is written.
type ComposeOptions struct {
	Date time.Time // with the zone that is told
	// Draft is whether the person goes on writing: Bcc stays, and what is no address yet stays as text.
	Draft bool
}

// Compose writes a message (RFC 5322) that every server takes: lines of at most 998 bytes that end in CRLF, and nothing but
// ASCII unless the local part of an address has other characters. Nothing that a field holds can become another field. Bcc is
// left out but in drafts. The message needs no receivers; whether that is right is for the caller to say.
//
// A *mail.Problem with the code AddressInvalid names an address that is none; other errors are those of the files' readers.
func Compose(c mail.Composition, files []File, opts ComposeOptions) ([]byte, error) {
	var w composer
	if err := w.envelope(c, opts); err != nil {
		return nil, err
	}
	w.field("MIME-Version", []string{"1.0"})
	out := room(c, files)
	if c.Formatted() {
		if err := formatted(c, files).writeTo(w, top(out)); err != nil {
			return nil, fmt.Errorf("read file to attach: %w", err)
		}
		return out.Bytes(), nil
	}
	if len(files) == 0 {
		body := w.text(c.Text)
		_ = textproto.WriteHeader(out, w.header()) // a buffer never fails
		out.Write(body)
		return out.Bytes(), nil
	}
	boundary := "=_" + randomName(12)
	w.parameters("Content-Type: multipart/mixed", []string{`boundary="` + boundary + `"`})
	_ = textproto.WriteHeader(out, w.header()) // a buffer never fails
	if err := writeParts(out, boundary, c.Text, files); err != nil {
		return nil, fmt.Errorf("read file to attach: %w", err)
	}
	return out.Bytes(), nil
}

// writeParts writes the body of a multipart: the text and the files.
func writeParts(out io.Writer, boundary, text string, files []File) error {
	parts := textproto.NewMultipartWriter(out)
	if err := parts.SetBoundary(boundary); err != nil {
		return err
	}
	var first composer
	body := first.text(text)
	part, err := parts.CreatePart(first.header())
	if err != nil {
		return err
	}
	if _, err := part.Write(bytes.TrimSuffix(body, []byte("\r\n"))); err != nil { // the boundary begins with one
		return err
	}
	for _, f := range files {
		if err := f.writeTo(parts); err != nil {
			return err
		}
	}
	return parts.Close()
}

// NewMessageID makes the Message-ID of a message of from, without angle brackets: random, so that it tells nothing of the
// computer, and with the sender's domain, which only they give out.
func NewMessageID(from mail.Address) string {
	domain, err := wireDomain(from.Domain)
	if err != nil {
		domain = "letterbox.invalid"
	}
	return randomName(16) + "@" + domain
}

// randomName returns n random bytes as text.
func randomName(n int) string {
	name := make([]byte, n)
	_, _ = rand.Read(name) // never fails
	return hex.EncodeToString(name)
}

// composer gathers the header of a message or a part.
type composer struct{ fields [][]byte } // as they are written, each with its CRLF

// header returns the fields in the order in which they were added.
func (w *composer) header() textproto.Header {
	var h textproto.Header
	for _, f := range slices.Backward(w.fields) {
		h.AddRaw(f) // which puts it at the top
	}
	return h
}

// maxReserved bounds the memory that is taken because somebody says that it will be needed.
const maxReserved = 256 << 20

// room takes the memory for a message at once, so that large files are not copied while the message grows.
func room(c mail.Composition, files []File) *bytes.Buffer {
	size := int64(8<<10 + 3*len(c.Text) + 3*len(c.Rich.HTML))
	for _, f := range files {
		size += max(f.Size, 0)/3*4 + max(f.Size, 0)/3*4/lineBytes*2 + 4<<10
	}
	out := &bytes.Buffer{}
	out.Grow(int(min(size, maxReserved)))
	return out
}

func (w *composer) line(s string) { w.fields = append(w.fields, []byte(s+"\r\n")) }

// envelope writes the fields that are not about the content.
func (w *composer) envelope(c mail.Composition, opts ComposeOptions) error {
	w.field("Date", []string{opts.Date.Format("Mon, 02 Jan 2006 15:04:05 -0700")})
	sender, err := addressTokens([]mail.Address{c.From})
	if err != nil {
		return err
	}
	w.field("From", sender)
	lists := []struct{ name, typed string }{{"To", c.To}, {"Cc", c.Cc}}
	if opts.Draft {
		lists = append(lists, struct{ name, typed string }{"Bcc", c.Bcc})
	}
	for _, l := range lists {
		tokens, err := typedTokens(l.typed, opts.Draft)
		if err != nil {
			return err
		}
		w.field(l.name, tokens)
	}
	w.field("Subject", unstructuredTokens(c.Subject))
	id := c.MessageID
	if !isID(id) {
		id = NewMessageID(c.From)
	}
	w.field("Message-ID", []string{"<" + id + ">"})
	w.field("In-Reply-To", idTokens([]string{c.InReplyTo}))
	w.field("References", idTokens(boundReferences(c.References)))
	return nil
}

// mostReferences is how many of the last identifiers of a conversation are told, besides the first one.
const mostReferences = 20

// boundReferences keeps the first and the last identifiers of a long conversation.
func boundReferences(ids []string) []string {
	if len(ids) <= mostReferences+1 {
		return ids
	}
	return append(slices.Clone(ids[:1]), ids[len(ids)-mostReferences:]...)
}

// writeTo writes an attachment as a part.
func (f File) writeTo(parts *textproto.MultipartWriter) error {
	return f.write(composer{}, parts.CreatePart, "attachment")
}

// write writes a file with what its header has already.
func (f File) write(w composer, create creator, disposition string) error {
	head := make([]byte, Sniffed)
	n, err := io.ReadFull(f.Content, head)
	if err != nil && n == 0 && err != io.EOF { //nolint:errorlint // io.ReadFull returns io.EOF itself
		return err
	}
	head = head[:n]
	name := FileName(f.Name)
	media := mediaOfFile(f.MediaType, name, head)
	w.parameters("Content-Type: "+media, nameForms(name))
	w.parameters("Content-Disposition: "+disposition, fileNameForms(name))
	w.line("Content-Transfer-Encoding: base64")
	part, err := create(w.header())
	if err != nil {
		return err
	}
	return writeBase64(part, io.MultiReader(bytes.NewReader(head), f.Content))
}

// parameters writes a field with each of its parameters on a line of its own.
func (w *composer) parameters(value string, parameters []string) {
	w.line(strings.Join(append([]string{value}, parameters...), ";\r\n "))
}
