package extract

import (
	"bytes"
	"encoding/hex"
	"strconv"
)

// The values of PDF (ISO 32000-1 section 7.3): float64, bool, pdfName, pdfString, []any, pdfDict, pdfRef, nil, and,
// in the content of a page, pdfOperator.
type (
	pdfName     string
	pdfString   []byte
	pdfDict     map[string]any
	pdfRef      int
	pdfOperator string
)

// maxDepth is how deep values may lie in each other.
const maxDepth = 40

// pdfReader reads values. It never fails: what is no value is nil, and every call goes on.
type pdfReader struct {
	data []byte
	at   int
}

func name(v any) string {
	n, _ := v.(pdfName)
	return string(n)
}

func pdfSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}

func pdfDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// skip goes to the next byte that is neither blank nor comment, and reports whether there is one.
func (r *pdfReader) skip() bool {
	for r.at < len(r.data) {
		switch c := r.data[r.at]; {
		case pdfSpace(c):
			r.at++
		case c == '%':
			if end := bytes.IndexAny(r.data[r.at:], "\r\n"); end >= 0 {
				r.at += end
			} else {
				r.at = len(r.data)
			}
		default:
			return true
		}
	}
	return false
}

// end is what value returns when there is nothing more.
type end struct{}

func (r *pdfReader) value(depth int) any {
	if !r.skip() || depth > maxDepth {
		r.at = min(r.at+1, len(r.data))
		return end{}
	}
	rest := r.data[r.at:]
	switch c := rest[0]; {
	case bytes.HasPrefix(rest, []byte("<<")):
		r.at += 2
		return r.dict(depth)
	case c == '<':
		return r.hex()
	case c == '(':
		return r.literal()
	case c == '[':
		r.at++
		return r.array(depth)
	case c == '/':
		r.at++
		return r.name()
	case c == ']', c == '>', c == '}', c == '{', c == ')':
		r.at++
		return pdfOperator(c)
	default:
		return r.word()
	}
}

func (r *pdfReader) dict(depth int) pdfDict {
	d := pdfDict{}
	for r.skip() && !bytes.HasPrefix(r.data[r.at:], []byte(">>")) {
		key, ok := r.value(depth + 1).(pdfName)
		if !ok {
			continue
		}
		if !r.skip() || bytes.HasPrefix(r.data[r.at:], []byte(">>")) {
			break
		}
		d[string(key)] = r.value(depth + 1)
	}
	r.at = min(r.at+2, len(r.data))
	return d
}

func (r *pdfReader) array(depth int) []any {
	list := []any{}
	for r.skip() && r.data[r.at] != ']' {
		list = append(list, r.value(depth+1))
	}
	r.at = min(r.at+1, len(r.data))
	return list
}

func (r *pdfReader) token() []byte {
	start := r.at
	for r.at < len(r.data) && !pdfSpace(r.data[r.at]) && !pdfDelimiter(r.data[r.at]) {
		r.at++
	}
	return r.data[start:r.at]
}

func (r *pdfReader) name() pdfName {
	text := r.token()
	if !bytes.Contains(text, []byte("#")) {
		return pdfName(text)
	}
	var out []byte
	for i := 0; i < len(text); i++ {
		if text[i] == '#' && i+2 < len(text) {
			if b, err := strconv.ParseUint(string(text[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(b))
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	return pdfName(out)
}

// word reads a number, a reference, a word, or an operator.
func (r *pdfReader) word() any {
	text := string(r.token())
	switch text {
	case "true", "false":
		return text == "true"
	case "null":
		return nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return pdfOperator(text)
	}
	if after, ok := r.reference(); ok && n >= 0 && n < 1<<31 {
		r.at = after
		return pdfRef(n)
	}
	return n
}

// reference reports whether a generation and an R follow, and where they end.
func (r *pdfReader) reference() (int, bool) {
	ahead := pdfReader{data: r.data[:min(len(r.data), r.at+16)], at: r.at}
	if !ahead.skip() || ahead.data[ahead.at] < '0' || ahead.data[ahead.at] > '9' {
		return 0, false
	}
	if _, err := strconv.Atoi(string(ahead.token())); err != nil || !ahead.skip() {
		return 0, false
	}
	last := string(ahead.token())
	return ahead.at, last == "R"
}

func (r *pdfReader) hex() pdfString {
	stop := bytes.IndexByte(r.data[r.at:], '>')
	if stop < 0 {
		stop = len(r.data) - r.at
	}
	digits := bytes.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' {
			return c
		}
		return -1
	}, r.data[r.at:r.at+stop])
	r.at = min(r.at+stop+1, len(r.data))
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	_, _ = hex.Decode(out, digits) // only digits are left
	return out
}

// literal reads a string in parentheses.
func (r *pdfReader) literal() pdfString {
	var out []byte
	open := 0
	for r.at < len(r.data) {
		c := r.data[r.at]
		r.at++
		switch c {
		case '(':
			if open++; open == 1 {
				continue
			}
		case ')':
			if open--; open == 0 {
				return out
			}
		case '\\':
			out = append(out, r.escape()...)
			continue
		}
		out = append(out, c)
	}
	return out
}

func (r *pdfReader) escape() []byte {
	if r.at >= len(r.data) {
		return nil
	}
	c := r.data[r.at]
	r.at++
	switch c {
	case 'n':
		return []byte{'\n'}
	case 'r':
		return []byte{'\r'}
	case 't':
		return []byte{'\t'}
	case 'b', 'f', '\n':
		return nil
	case '\r':
		if r.at < len(r.data) && r.data[r.at] == '\n' {
			r.at++
		}
		return nil
	}
	if c < '0' || c > '7' {
		return []byte{c}
	}
	n := int(c - '0')
	for i := 0; i < 2 && r.at < len(r.data) && r.data[r.at] >= '0' && r.data[r.at] <= '7'; i++ {
		n = n*8 + int(r.data[r.at]-'0')
		r.at++
	}
	return []byte{byte(n)}
}

// streamStart returns where the stream begins that follows a dictionary, 0 when there is none.
func (r *pdfReader) streamStart() int {
	if !r.skip() || !bytes.HasPrefix(r.data[r.at:], []byte("stream")) {
		return 0
	}
	start := r.at + len("stream")
	switch {
	case bytes.HasPrefix(r.data[start:], []byte("\r\n")):
		return start + 2
	case start < len(r.data):
		return start + 1
	default:
		return 0
	}
}
