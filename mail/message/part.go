package message

import (
	"bytes"
	"strings"

	"letterbox/mail"
)

// notes collects each note once, in the order met.
type notes []mail.Note

func (n *notes) add(when bool, note mail.Note) {
	if !when {
		return
	}
	for _, have := range *n {
		if have == note {
			return
		}
	}
	*n = append(*n, note)
}

// isText reports whether the leaf is text that is shown as part of the message: plain or HTML, without a file name
// and not marked as an attachment.
func (n *node) isText() bool {
	return (n.media == "text/plain" || n.media == "text/html") && !n.hasName && n.dispo != "attachment"
}

// isInline reports whether HTML beside the leaf shows it: it has a Content-ID inside multipart/related (RFC 2387).
func (n *node) isInline() bool {
	if n.isText() || n.contentID == "" || n.dispo == "attachment" {
		return false
	}
	for p := n.parent; p != nil; p = p.parent {
		if p.media == "multipart/related" {
			return true
		}
	}
	return false
}

// part describes a leaf.
func (t *tree) part(path string, n *node) mail.Part {
	inline := n.isInline()
	return mail.Part{
		Path:       path,
		MediaType:  n.media,
		Charset:    cleanLine(canonicalCharset(n.params["charset"])),
		Filename:   n.name,
		ContentID:  n.contentID,
		Size:       decodedSize(n.transfer, t.raw[n.start:n.end]),
		Attachment: !inline && !n.isText(),
		Inline:     inline,
	}
}

// noteSecurity tells what the leaf and its parents say about signatures and encryption, which are not opened.
func (t *tree) noteSecurity(n *node) {
	switch n.media {
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		signed := strings.Contains(strings.ToLower(n.params["smime-type"]), "signed")
		t.notes.add(signed, mail.NoteSignedUnchecked)
		t.notes.add(!signed, mail.NoteEncrypted)
	case "application/pgp-encrypted":
		t.notes.add(true, mail.NoteEncrypted)
	case "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature":
		t.notes.add(true, mail.NoteSignedUnchecked)
	}
}

// noteInlinePGP tells the same of text in the older inline form (RFC 9580 section 6.2).
func (t *tree) noteInlinePGP(text string) {
	if strings.Contains(text, "-----BEGIN PGP ") {
		t.notes.add(strings.Contains(text, "-----BEGIN PGP MESSAGE-----"), mail.NoteEncrypted)
		t.notes.add(strings.Contains(text, "-----BEGIN PGP SIGNED MESSAGE-----"), mail.NoteSignedUnchecked)
	}
}

// decodedSize returns how many bytes the leaf has after transfer decoding, without keeping them.
func decodedSize(transfer string, src []byte) int64 {
	switch transfer {
	case "base64":
		return base64Size(src)
	case "quoted-printable":
		return qpSize(src)
	case "":
		return int64(len(src))
	}
	out, _ := decodeTransfer(transfer, src)
	return int64(len(out))
}

// base64Size counts digits. Only text that goes on behind its padding, which is damaged, is decoded.
func base64Size(src []byte) int64 {
	digits := 0
	for i, c := range src {
		if base64Value[c] < 64 {
			digits++
		} else if c == '=' && digits > 0 && len(bytes.Trim(src[i:], "= \t\r\n")) > 0 {
			out, _ := appendBase64(nil, src)
			return int64(len(out))
		}
	}
	return int64(digits) * 6 / 8
}

// qpSize counts what appendQP would append.
func qpSize(src []byte) int64 {
	size := 0
	for pos := 0; pos < len(src); {
		line, next := cutLine(src, pos)
		ending := next - pos - len(line)
		pos = next
		line = bytes.TrimRight(line, " \t\r")
		if len(line) > 0 && line[len(line)-1] == '=' {
			line, ending = line[:len(line)-1], 0
		}
		size += len(line) + ending
		for i := bytes.IndexByte(line, '='); i >= 0; i = bytes.IndexByte(line, '=') {
			if line = line[i+1:]; len(line) > 1 && hexValue[line[0]] < 16 && hexValue[line[1]] < 16 {
				size -= 2
				line = line[2:]
			}
		}
	}
	return int64(size)
}
