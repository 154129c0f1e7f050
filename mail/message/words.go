package message

import (
	"bytes"
	"strings"
)

// encodedWord is one encoded-word of RFC 2047, still encoded.
type encodedWord struct {
	charset string
	base64  bool
	text    []byte
}

// bytes decodes the transfer encoding.
func (w encodedWord) bytes() []byte {
	if w.base64 {
		out, _ := appendBase64(nil, w.text)
		return out
	}
	return appendQ(nil, w.text)
}

// decodeWords reads an unstructured field (RFC 2047): encoded-words wherever they stand, also within quotes and
// words, and raw 8-bit text beside them. Adjacent words of one charset are joined before their bytes are decoded,
// since programs split them inside characters. The result is one clean line.
func decodeWords(raw []byte, h *hints) string {
	if bytes.IndexByte(raw, 0x1b) < 0 && !bytes.Contains(raw, []byte("=?")) && isASCII(raw) {
		return cleanLine(string(raw))
	}
	return cleanLine(joinWords(decodeRaw(raw, h), h))
}

// decodeRaw decodes the 8-bit bytes and escapes of a field value; encoded-words in it are ASCII and stay. A charset
// whose characters may look like syntax ("<", ",", "@") must be decoded before the syntax is read.
func decodeRaw(raw []byte, h *hints) string {
	if bytes.IndexByte(raw, 0x1b) < 0 && isASCII(raw) {
		return string(raw)
	}
	text, _ := decodeText(unfold(raw), "", h)
	return text
}

// unfold removes the line breaks of folds (RFC 5322 section 2.2.3), keeping the blanks.
func unfold(raw []byte) []byte {
	if bytes.IndexByte(raw, '\n') < 0 {
		return raw
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), nil), []byte("\n"), nil)
}

// joinWords replaces the encoded-words of s.
func joinWords(s string, h *hints) string {
	if !strings.Contains(s, "=?") {
		return s
	}
	var out strings.Builder
	var pending []encodedWord
	flush := func() {
		out.WriteString(decodePending(pending, h))
		pending = pending[:0]
	}
	scan := wordScanner{s: s}
	for pos := 0; pos < len(s); {
		start, end, w, ok := scan.next(pos)
		if !ok {
			flush()
			out.WriteString(s[pos:])
			break
		}
		between := s[pos:start]
		if len(pending) == 0 || strings.Trim(between, " \t\r\n") != "" {
			flush()
			out.WriteString(between)
		} else if !strings.EqualFold(pending[0].charset, w.charset) {
			flush()
		}
		pending = append(pending, w)
		pos = end
	}
	flush()
	return out.String()
}

// decodePending decodes adjacent words of one charset.
func decodePending(words []encodedWord, h *hints) string {
	if len(words) == 0 {
		return ""
	}
	var data []byte
	unpadded := false
	for i, w := range words {
		data = append(data, w.bytes()...)
		unpadded = unpadded || w.base64 && i < len(words)-1 && len(w.text)%4 != 0
	}
	cs := charsetOf(words[0].charset)
	if unpadded && cs.family != familyNone {
		// Some programs cut the base64 text itself. Joined, it decodes; word by word it does not.
		if _, damage := decodeWith(cs, data); damage > 0 {
			var joined []byte
			for _, w := range words {
				joined = append(joined, bytes.TrimRight(w.text, "= ")...)
			}
			whole, _ := appendBase64(nil, joined)
			if _, less := decodeWith(cs, whole); less < damage {
				data = whole
			}
		}
	}
	text, _ := decodeText(data, words[0].charset, h)
	return text
}

// wordScanner finds encoded-words. It remembers where the next "?=" is, so that text full of unfinished words is
// read in linear time.
type wordScanner struct {
	s    string
	mark int // position of the next "?=" at or behind known, len(s) when there is none
	from int // mark is right for positions up to mark that are >= from
	set  bool
}

func (w *wordScanner) closing(pos int) int {
	if !w.set || pos > w.mark || pos < w.from {
		w.from, w.set = pos, true
		if i := strings.Index(w.s[pos:], "?="); i >= 0 {
			w.mark = pos + i
		} else {
			w.mark = len(w.s)
		}
	}
	return w.mark
}

// next returns the first encoded-word at or behind pos: =?charset?encoding?text?=
func (w *wordScanner) next(pos int) (start, end int, word encodedWord, ok bool) {
	s := w.s
	for {
		i := strings.Index(s[pos:], "=?")
		if i < 0 {
			return 0, 0, word, false
		}
		start = pos + i
		name := s[start+2 : min(len(s), start+2+80)]
		q := strings.IndexByte(name, '?')
		text := start + 2 + q + 3
		if q > 0 && text <= len(s) && s[text-1] == '?' && isEncodingLetter(s[text-2]) && !strings.ContainsAny(name[:q], " \t\r\n\"") {
			if end = w.closing(text); end < len(s) {
				return start, end + 2, encodedWord{
					charset: name[:q], base64: s[text-2]|0x20 == 'b', text: []byte(s[text:end]),
				}, true
			}
			return 0, 0, word, false
		}
		pos = start + 2
	}
}

func isEncodingLetter(c byte) bool { return c|0x20 == 'b' || c|0x20 == 'q' }

// appendQ decodes the Q encoding (RFC 2047 section 4.2), taking what is not encoded as it is.
func appendQ(dst, src []byte) []byte {
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '_':
			dst = append(dst, ' ')
		case c == '=' && i+2 < len(src) && hexValue[src[i+1]] < 16 && hexValue[src[i+2]] < 16:
			dst = append(dst, hexValue[src[i+1]]<<4|hexValue[src[i+2]])
			i += 2
		case c == '\r' || c == '\n':
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
