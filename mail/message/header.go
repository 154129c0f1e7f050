package message

import (
	"bytes"
	"strings"
	"time"

	"letterbox/mail"
)

// Header is what the header of a message says without its body.
type Header struct {
	Envelope          mail.Envelope
	MediaType         string // of the whole message, lower case; "text/plain" when missing or unreadable
	HasAttachmentHint bool   // the media type is one that usually carries attachments; the body decides
}

// ReadHeader reads the header at the start of raw, which may end with the header or be a whole message. It never
// fails: what cannot be read is left out.
func ReadHeader(raw []byte) Header {
	raw = withLineFeeds(raw)
	b := splitHeader(raw, startOf(raw), nil)
	media, p := parseParams(b.get("content-type"), nil)
	h := &hints{}
	if cs := p["charset"]; cs != "" {
		h.names = []string{cs}
	}
	return headerOf(&b, mediaOf(media), h)
}

// Envelope reads the envelope from a block of header fields, such as the answer to BODY[HEADER.FIELDS (…)]. With
// Content-Type among them, raw 8-bit fields are read in the charset that it names.
func Envelope(raw []byte) mail.Envelope { return ReadHeader(raw).Envelope }

// headerOf decodes the fields of a header; h helps with undeclared 8-bit text.
func headerOf(b *block, media string, h *hints) Header {
	e := mail.Envelope{
		Subject:    decodeWords(b.get("subject"), h),
		From:       parseAddresses(b.get("from"), h),
		ReplyTo:    parseAddresses(b.get("reply-to"), h),
		To:         parseAddresses(b.get("to"), h),
		Cc:         parseAddresses(b.get("cc"), h),
		Bcc:        parseAddresses(b.get("bcc"), h),
		Date:       dateOf(b),
		MessageID:  parseID(b.get("message-id")),
		References: parseIDs(b.get("references")),
	}
	if replies := parseIDs(b.get("in-reply-to")); len(replies) > 0 {
		e.InReplyTo = replies[0]
	}
	return Header{Envelope: e, MediaType: media, HasAttachmentHint: hintsAttachment(media)}
}

// dateOf returns the Date field's time, else that of the first Received field that has one (RFC 5321 section 4.4:
// it stands behind the last semicolon), which is the last hop before the mailbox.
func dateOf(b *block) time.Time {
	for _, name := range []string{"date", "resent-date"} {
		if t, ok := parseDate(b.get(name)); ok {
			return t
		}
	}
	var found time.Time
	b.all("received", func(value []byte) bool {
		t, ok := parseDate(value[bytes.LastIndexByte(value, ';')+1:])
		if ok {
			found = t
		}
		return !ok
	})
	return found
}

// mediaOf tidies a media type: type/subtype in lower case, "text/plain" when it is none.
func mediaOf(value string) string {
	main, sub, ok := strings.Cut(value, "/")
	main, sub = strings.TrimSpace(main), strings.TrimSpace(sub)
	if i := strings.IndexAny(sub, " \t,"); i >= 0 {
		sub = sub[:i]
	}
	if !ok || main == "" || sub == "" {
		switch main {
		case "multipart":
			return "multipart/mixed"
		case "html":
			return "text/html"
		}
		return "text/plain"
	}
	return cleanLine(main + "/" + sub)
}

func hintsAttachment(media string) bool {
	switch {
	case media == "multipart/mixed", media == "application/ms-tnef":
		return true
	case strings.HasPrefix(media, "multipart/"), strings.HasPrefix(media, "text/"):
		return false
	}
	return true
}

// withLineFeeds makes the old Macintosh line ends, a lone CR everywhere, readable. Other input is returned as it is.
func withLineFeeds(raw []byte) []byte {
	if bytes.IndexByte(raw, '\n') >= 0 || bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	return bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
}
