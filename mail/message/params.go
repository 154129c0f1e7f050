package message

import "strings"

// params are the parameters of a Content-Type or Content-Disposition, by lower-case name, decoded.
type params map[string]string

// parseParams reads "value; name=value; …" (RFC 2045 section 5.1, RFC 2231): comments and blanks anywhere, values
// with blanks and without quotes, quotes without an end, encoded-words and raw 8-bit text in values. value is the
// part before the first semicolon, lower case.
func parseParams(raw []byte, h *hints) (value string, p params) {
	if len(raw) == 0 {
		return "", nil
	}
	s := decodeRaw(raw, h)
	end := strings.IndexByte(s, ';')
	if end < 0 {
		end = len(s)
	}
	value = strings.ToLower(strings.Trim(dropComments(s[:end]), " \t\r\n\""))
	p = params{}
	var pieces map[string][]segment
	for n := 0; end < len(s) && n < maxParams+maxSegments; n++ {
		var name, text string
		name, text, end = nextParam(s, end+1)
		if name == "" {
			continue
		}
		star := strings.IndexByte(name, '*')
		if star < 0 {
			if _, ok := p[name]; !ok && len(p) < maxParams {
				p[name] = joinWords(text, h)
			}
			continue
		}
		if pieces == nil {
			pieces = map[string][]segment{}
		}
		if seg, ok := segmentOf(name[star:], text); ok && len(pieces[name[:star]]) < maxSegments {
			pieces[name[:star]] = append(pieces[name[:star]], seg)
		}
	}
	for name, segs := range pieces {
		p[name] = joinSegments(segs, h)
	}
	return value, p
}

// nextParam reads one parameter at pos; end is the position of the semicolon behind it, or len(s).
func nextParam(s string, pos int) (name, value string, end int) {
	eq := pos
	for eq < len(s) && s[eq] != '=' && s[eq] != ';' {
		eq++
	}
	if eq == len(s) || s[eq] == ';' {
		return "", "", eq
	}
	name = strings.ToLower(strings.Trim(dropComments(s[pos:eq]), " \t\r\n"))
	start := len(s) - len(strings.TrimLeft(s[eq+1:], " \t\r\n"))
	if start < len(s) && s[start] == '"' {
		if value, end, ok := quotedValue(s, start+1); ok {
			return name, value, semicolon(s, end)
		}
		start++
	}
	end = semicolon(s, start)
	value = s[start:end]
	if !strings.HasPrefix(name, "filename") && !strings.HasPrefix(name, "name") {
		value = dropComments(value) // names without quotes may well have parentheses
	}
	return name, strings.Trim(value, " \t\r\n\""), end
}

// semicolon returns the position of the next semicolon, or len(s).
func semicolon(s string, pos int) int {
	if i := strings.IndexByte(s[pos:], ';'); i >= 0 {
		return pos + i
	}
	return len(s)
}

// quotedValue reads a quoted-string whose opening quote stands before pos. A backslash only escapes a quote or
// itself: Windows paths are written with single ones.
func quotedValue(s string, pos int) (value string, end int, ok bool) {
	var out strings.Builder
	for i := pos; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return out.String(), i + 1, true
		case c == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			out.WriteByte(s[i])
		case c != '\r' && c != '\n':
			out.WriteByte(c)
		}
	}
	return "", 0, false
}

// dropComments removes RFC 5322 comments; one without an end reaches to the end.
func dropComments(s string) string {
	if !strings.Contains(s, "(") {
		return s
	}
	var out strings.Builder
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && depth > 0:
			i++
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth == 0:
			out.WriteByte(c)
		}
	}
	return out.String()
}
