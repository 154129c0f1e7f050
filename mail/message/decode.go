package message

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// hints help to read text whose own declaration is missing or wrong. One value serves one message, by one goroutine;
// nil has no names and no limit.
type hints struct {
	names      []string // charsets to try, in order: what parts declare, then what the person's language suggests
	detections int      // how often statistics were asked
}

// list returns the charsets to try.
func (h *hints) list() []string {
	if h == nil {
		return nil
	}
	return h.names
}

// mayDetect reports whether statistics, which are slow, may be asked once more. Thousands of damaged words must not
// add up to seconds.
func (h *hints) mayDetect() bool {
	if h == nil {
		return true
	}
	h.detections++
	return h.detections <= maxDetections
}

// decodeText turns bytes into valid UTF-8. The order is the one that loses least: what is UTF-8 is UTF-8, 7-bit
// text with escapes is what the escapes say, then the declaration if the bytes agree with it, then the hints, then
// detection. guessed is true when neither the bytes themselves nor the declaration settled it.
func decodeText(data []byte, declared string, h *hints) (text string, guessed bool) {
	cs := charsetOf(declared)
	if text, ok := decodeWide(data, cs); ok {
		return text, false
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if isASCII(data) {
		return decodeSevenBit(data, cs), false
	}
	if utf8.Valid(data) {
		return decodeValid(data, cs)
	}
	if text, damaged, ok := decodeDeclared(data, cs); ok {
		return text, damaged
	}
	for _, name := range h.list() {
		if text, ok := decodeHinted(data, charsetOf(name)); ok {
			return text, true
		}
	}
	return detectText(data, h), true
}

// decodeValid decodes what is valid UTF-8. Short text of another multi-byte charset can be that by accident.
func decodeValid(data []byte, cs charset) (text string, guessed bool) {
	if cs.family == familyMulti && onlyTwoByte(data) {
		if text, damage := decodeWith(cs, data); damage == 0 {
			return text, false
		}
	}
	return string(data), cs.family == familyMulti || cs.family == familySingle
}

// decodeDeclared decodes 8-bit text as declared; ok is false when the bytes speak against it.
func decodeDeclared(data []byte, cs charset) (text string, damaged, ok bool) {
	switch {
	case cs.family == familyNone:
		return "", false, false
	case cs.family == familyUTF8 && utf8.Valid(data[:wholeUTF8(data)]):
		return utf8Set.decode(data), true, true
	}
	if actual := contradicted(cs, data); actual.family != familyNone {
		return actual.decode(data), true, true
	}
	text, damage := decodeWith(cs, data)
	return text, damage > 0, damage*25 <= highBytes(data)
}

// decodeHinted decodes 8-bit text with a charset that only may be meant.
func decodeHinted(data []byte, cs charset) (text string, ok bool) {
	if cs.family != familyMulti && cs.family != familySingle {
		return "", false
	}
	if actual := contradicted(cs, data); actual.family != familyNone {
		return actual.decode(data), true
	}
	text, damage := decodeWith(cs, data)
	return text, damage == 0
}

// decodeWide decodes UTF-16 and UTF-32: when declared and the bytes look like it, or when a mark says so.
func decodeWide(data []byte, cs charset) (string, bool) {
	if cs.family == familyWide {
		if bytes.IndexByte(data, 0) >= 0 || len(data) >= 2 && !utf8.Valid(data) {
			return cs.decode(data), true
		}
		return "", false
	}
	if len(data) >= 2 && (data[0] == 0xff && data[1] == 0xfe || data[0] == 0xfe && data[1] == 0xff) {
		return charsets["utf-16"].decode(data), true
	}
	return "", false
}

// decodeSevenBit decodes bytes below 128, which are ASCII unless escapes or the declaration say otherwise.
func decodeSevenBit(data []byte, cs charset) string {
	switch {
	case cs.family == familySeven:
		if text := cs.decode(data); strings.Count(text, "\uFFFD")*25 <= len(data) {
			return text
		}
	case bytes.IndexByte(data, 0x1b) >= 0:
		if escaped := escapedCharset(data); escaped.family != familyNone {
			if text := escaped.decode(data); !strings.Contains(text, "\uFFFD") {
				return text
			}
		}
	case bytes.Contains(data, []byte("~{")) && looksHZ(data):
		return hz.decode(data)
	}
	return string(data)
}

// escapedCharset tells which ISO-2022 the escapes belong to.
func escapedCharset(data []byte) charset {
	for rest := data; ; {
		i := bytes.IndexByte(rest, 0x1b)
		if i < 0 || i+2 >= len(rest) {
			return charset{}
		}
		rest = rest[i+1:]
		switch {
		case rest[0] == '$' && (rest[1] == 'B' || rest[1] == '@' || rest[1] == '('), rest[0] == '(' && rest[1] == 'J', rest[0] == '(' && rest[1] == 'I':
			return iso2022J
		case rest[0] == '$' && rest[1] == ')':
			return shifted
		}
	}
}

// looksHZ reports whether every "~{" has its "~}" in the same line with pairs of GB 2312 between (RFC 1843).
func looksHZ(data []byte) bool {
	for {
		i := bytes.Index(data, []byte("~{"))
		if i < 0 {
			return true
		}
		data = data[i+2:]
		end := bytes.Index(data, []byte("~}"))
		if end < 2 || end%2 != 0 {
			return false
		}
		for j := 0; j < end; j += 2 {
			if data[j] < 0x21 || data[j] > 0x77 || data[j+1] < 0x21 || data[j+1] > 0x7e {
				return false
			}
		}
		data = data[end+2:]
	}
}

// decodeWith decodes and counts what a text of that charset would not hold: undefined bytes and C1 controls.
func decodeWith(cs charset, data []byte) (text string, damage int) {
	text = cs.decode(data)
	damage = strings.Count(text, "\uFFFD")
	if cs.family == familySingle {
		for _, r := range text {
			if r >= 0x80 && r < 0xa0 && r != 0x85 {
				damage++
			}
		}
	}
	return text, damage
}

// contradicted returns what the bytes are when a Western charset is declared that cannot be meant: programs write
// it by habit, and every byte string decodes with it. Western text has no long runs of upper bytes.
func contradicted(cs charset, data []byte) charset {
	if cs.family != familySingle || cs.decode([]byte{0xe9}) != "é" {
		return charset{}
	}
	if len(data) > detectWindow {
		data = data[:detectWindow]
	}
	if r := countRows(data); r.pairs < 4 || r.broken*20 > r.pairs {
		return charset{}
	}
	return detectEastAsian(data)
}

// detectText decodes by detection alone.
func detectText(data []byte, h *hints) string {
	if mostlyUTF8(data) {
		return utf8Set.decode(data)
	}
	return detect(data, h).decode(data)
}
