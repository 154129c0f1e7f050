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
	w := &composer{}
	w.reserve(c, files)
	if err := w.envelope(c, opts); err != nil {
		return nil, err
	}
	w.field("MIME-Version", []string{"1.0"})
	if len(files) == 0 {
		w.text(c.Text)
		return w.out.Bytes(), nil
	}
	boundary := "=_" + randomName(12)
	w.line("Content-Type: multipart/mixed;")
	w.line(` boundary="` + boundary + `"`)
	w.line("")
	w.line("--" + boundary)
	w.text(c.Text)
	for _, f := range files {
		w.line("--" + boundary)
		if err := w.file(f); err != nil {
			return nil, fmt.Errorf("read file to attach: %w", err)
		}
	}
	w.line("--" + boundary + "--")
	return w.out.Bytes(), nil
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

// composer writes one message.
type composer struct{ out bytes.Buffer }

// maxReserved bounds the memory that is taken because somebody says that it will be needed.
const maxReserved = 256 << 20

// reserve takes the memory for a message at once, so that large files are not copied while the message grows.
func (w *composer) reserve(c mail.Composition, files []File) {
	size := int64(8<<10 + 3*len(c.Text))
	for _, f := range files {
		size += max(f.Size, 0)/3*4 + max(f.Size, 0)/3*4/lineBytes*2 + 4<<10
	}
	w.out.Grow(int(min(size, maxReserved)))
}

func (w *composer) line(s string) { w.out.WriteString(s + "\r\n") }

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

// file writes an attachment with its header.
func (w *composer) file(f File) error {
	head := make([]byte, Sniffed)
	n, err := io.ReadFull(f.Content, head)
	if err != nil && n == 0 && err != io.EOF { //nolint:errorlint // io.ReadFull returns io.EOF itself
		return err
	}
	head = head[:n]
	name := FileName(f.Name)
	media := mediaOfFile(f.MediaType, name, head)
	w.parameters("Content-Type: "+media, nameForms(name))
	w.parameters("Content-Disposition: attachment", fileNameForms(name))
	w.line("Content-Transfer-Encoding: base64")
	w.line("")
	return w.base64(io.MultiReader(bytes.NewReader(head), f.Content))
}

// parameters writes a field with each of its parameters on a line of its own.
func (w *composer) parameters(value string, parameters []string) {
	w.line(strings.Join(append([]string{value}, parameters...), ";\r\n "))
}
