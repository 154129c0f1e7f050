package message

import "bytes"

// cutLine returns the line that starts at pos without its line end, and where the next one starts.
func cutLine(raw []byte, pos int) (line []byte, next int) {
	end := bytes.IndexByte(raw[pos:], '\n')
	if end < 0 {
		end, next = len(raw), len(raw)
	} else {
		end, next = pos+end, pos+end+1
	}
	for end > pos && raw[end-1] == '\r' {
		end--
	}
	return raw[pos:end], next
}

type lineKind uint8

const (
	lineJunk lineKind = iota
	lineBlank
	lineFold
	lineField
	lineFrom // the "From " line of an mbox
)

// kindOf says what a line of a header is.
func kindOf(line []byte) lineKind {
	switch {
	case len(line) == 0:
		return lineBlank
	case line[0] == ' ' || line[0] == '\t':
		return lineFold
	case isFromLine(line):
		return lineFrom
	}
	for i, c := range line {
		if c == ':' && i > 0 {
			return lineField
		}
		if c <= ' ' || c == ':' || c == 0x7f {
			// Blanks between the name and the colon are an obsolete form (RFC 5322 section 4.5).
			rest := bytes.TrimLeft(line[i:], " \t")
			if i > 0 && len(rest) > 0 && rest[0] == ':' {
				return lineField
			}
			break
		}
	}
	return lineJunk
}

// isFromLine reports the line that starts a message in an mbox, also in its quoted form.
func isFromLine(line []byte) bool {
	line = bytes.TrimPrefix(line, []byte(">"))
	rest, ok := bytes.CutPrefix(line, []byte("From "))
	rest = bytes.TrimLeft(rest, " \t")
	return ok && (len(rest) == 0 || rest[0] != ':')
}

// junkLines is how many lines behind a junk line are searched for a field.
const junkLines = 50

// resumes returns where, before the next blank line, a well-known header field stands, so that the junk line at pos
// is only junk within the header and not the start of a body whose blank line is missing; -1 when there is none.
// A line with two hyphens is rather a delimiter.
func resumes(raw []byte, pos, next int) int {
	if bytes.HasPrefix(raw[pos:], dashes) {
		return -1
	}
	for range junkLines {
		if next >= len(raw) {
			return -1
		}
		line, after := cutLine(raw, next)
		switch kindOf(line) {
		case lineBlank:
			return -1
		case lineField:
			if isWellKnown(line[:bytes.IndexByte(line, ':')]) {
				return next
			}
		case lineJunk:
			if bytes.HasPrefix(line, dashes) {
				return -1
			}
		case lineFold, lineFrom: // belong to the junk
		}
		next = after
	}
	return -1
}

// isWellKnown reports a field name that hardly occurs at the start of a line of text.
func isWellKnown(name []byte) bool {
	name = bytes.ToLower(bytes.TrimRight(name[:min(len(name), 40)], " \t"))
	return bytes.HasPrefix(name, []byte("content-")) || bytes.HasPrefix(name, []byte("x-")) || wellKnown[string(name)]
}

var wellKnown = map[string]bool{
	"from": true, "to": true, "cc": true, "subject": true, "date": true, "message-id": true, "mime-version": true,
	"received": true, "return-path": true, "reply-to": true, "sender": true, "references": true,
	"in-reply-to": true, "dkim-signature": true, "delivered-to": true, "user-agent": true, "importance": true,
}

// startOf returns where the header of a whole message starts: behind a byte order mark and blank lines.
func startOf(raw []byte) int {
	pos := 0
	if bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
		pos = 3
	}
	for pos < len(raw) {
		line, next := cutLine(raw, pos)
		if len(bytes.TrimSpace(line)) > 0 {
			break
		}
		pos = next
	}
	return pos
}

var dashes = []byte("--")
