package message

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"letterbox/mail"
)

// Ready makes a message that another program wrote ready to be sent: Bcc goes, and From, Date and Message-ID come where
// they are missing. Everything else stays byte by byte. The envelope is that of the message with its Bcc.
func Ready(raw []byte, from mail.Address, now time.Time) ([]byte, mail.Envelope) {
	raw = withLineFeeds(raw)
	start := startOf(raw)
	b := splitHeader(raw, start, nil)
	envelope := ReadHeader(raw).Envelope
	hide := []string{"bcc", "resent-bcc"}
	var added composer
	if b.get("date") == nil {
		added.field("Date", []string{now.Format("Mon, 02 Jan 2006 15:04:05 -0700")})
		envelope.Date = now
	}
	if len(envelope.From) == 0 {
		if tokens, err := addressTokens([]mail.Address{from}); err == nil {
			added.field("From", tokens)
			envelope.From = []mail.Address{from}
		}
	}
	if !isID(envelope.MessageID) {
		envelope.MessageID = NewMessageID(envelope.Sender())
		hide = append(hide, "message-id")
		added.field("Message-ID", []string{"<" + envelope.MessageID + ">"})
	}
	out := []byte(withLineEnds(string(bytes.Join(added.fields, nil)), raw))
	out = appendVisible(out, raw[start:b.body], hide)
	return append(out, raw[b.body:]...), envelope
}

// appendVisible appends a header without the fields that hide names in lower case, and without the line that old mailbox
// formats begin a message with.
func appendVisible(out, header []byte, hide []string) []byte {
	hidden := false
	for pos := 0; pos < len(header); {
		line, next := cutLine(header, pos)
		switch kindOf(line) {
		case lineField:
			name, _, _ := strings.Cut(string(line), ":")
			hidden = slices.Contains(hide, strings.ToLower(strings.TrimSpace(name)))
		case lineFrom:
			hidden = true
		case lineBlank, lineJunk:
			hidden = false
		case lineFold:
		}
		if !hidden {
			out = append(out, header[pos:next]...)
		}
		pos = next
	}
	return out
}

// withLineEnds gives a header the line ends of the message that it is put in front of.
func withLineEnds(header string, raw []byte) string {
	if i := bytes.IndexByte(raw, '\n'); i > 0 && raw[i-1] != '\r' {
		return strings.ReplaceAll(header, "\r\n", "\n")
	}
	return header
}
