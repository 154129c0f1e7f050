package message

import (
	"strings"

	"letterbox/mail"
)

// parseAddresses reads an address list (RFC 5322 section 3.4) as programs write it: groups are opened, comments may
// be names, names need no quotes, angle brackets may lack an end, encoded-words may stand in quotes. The structure
// is read before encoded-words are decoded, so that a decoded name can never become an address.
func parseAddresses(raw []byte, h *hints) []mail.Address { return parseAddressesAs(raw, h, false) }

// parseAddressesAs is parseAddresses; asWritten leaves the case of domains as it is.
func parseAddressesAs(raw []byte, h *hints, asWritten bool) []mail.Address {
	if len(raw) == 0 {
		return nil
	}
	p := addressParser{s: decodeRaw(raw, h), hints: h, asWritten: asWritten, noQuote: -1}
	for p.pos < len(p.s) && len(p.list) < maxAddresses {
		p.step()
	}
	p.finish()
	return p.list
}

// addressParser holds one address that is being read, and the list.
type addressParser struct {
	s         string
	pos       int
	hints     *hints
	list      []mail.Address
	phrase    strings.Builder // words outside of brackets
	quoted    bool            // the phrase has quoted words
	comment   string          // text of the last comment
	spec      string          // what stood in angle brackets
	hasSpec   bool
	carry     string // a name that was cut at its comma: "Doe, " of "Doe, John <…>"
	asWritten bool   // the case of domains stays
	noQuote   int    // there is no quote behind this position
}

func (p *addressParser) step() {
	switch c := p.s[p.pos]; c {
	case '(':
		p.readComment()
	case '"':
		p.readQuoted()
	case '<':
		p.readAngle()
	case ',', ';':
		p.finish()
		p.pos++
	case ':':
		p.readColon()
	case '=':
		p.readWord()
	default:
		p.phrase.WriteByte(c)
		p.pos++
	}
}

// readWord takes an encoded-word as a whole: its text may hold commas and brackets.
func (p *addressParser) readWord() {
	if strings.HasPrefix(p.s[p.pos:], "=?") {
		rest := p.s[p.pos+2 : min(len(p.s), p.pos+2+2048)]
		if charset := strings.IndexByte(rest, '?'); charset > 0 && charset+3 <= len(rest) && rest[charset+2] == '?' {
			if end := strings.Index(rest[charset+3:], "?="); end >= 0 {
				end += charset + 5
				p.phrase.WriteString(p.s[p.pos : p.pos+2+end])
				p.pos += 2 + end
				return
			}
		}
	}
	p.phrase.WriteByte('=')
	p.pos++
}

// readComment takes a comment, nested ones included; it serves as the name when there is no other.
func (p *addressParser) readComment() {
	depth, i := 0, p.pos
	var text strings.Builder
	for ; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case c == '\\' && i+1 < len(p.s):
			i++
			text.WriteByte(p.s[i])
			continue
		case c == '(':
			if depth++; depth == 1 {
				continue
			}
		case c == ')':
			depth--
		}
		if depth == 0 {
			break
		}
		text.WriteByte(p.s[i])
	}
	p.comment = text.String()
	p.phrase.WriteByte(' ')
	p.pos = min(i+1, len(p.s))
}

// readQuoted takes a quoted-string into the phrase, without its quotes. In front of "@" it is a local part.
func (p *addressParser) readQuoted() {
	if p.noQuote >= 0 && p.pos >= p.noQuote {
		p.pos++
		return
	}
	value, end, ok := quotedText(p.s, p.pos+1)
	if !ok {
		p.noQuote = p.pos
		p.pos++
		return
	}
	if end < len(p.s) && p.s[end] == '@' && !p.hasSpec {
		domain := strings.IndexAny(p.s[end:], " \t\r\n,;<>()")
		if domain < 0 {
			domain = len(p.s) - end
		}
		p.spec, p.hasSpec = p.s[p.pos:end+domain], true
		p.pos = end + domain
		return
	}
	p.pos = end
	p.quoted = true
	p.phrase.WriteString(value)
}

// quotedText reads a quoted-string whose opening quote stands before pos.
func quotedText(s string, pos int) (value string, end int, ok bool) {
	var out strings.Builder
	for i := pos; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return out.String(), i + 1, true
		case c == '\\' && i+1 < len(s):
			i++
			out.WriteByte(s[i])
		default:
			out.WriteByte(c)
		}
	}
	return "", 0, false
}

// readAngle takes <addr-spec>. Without ">" it ends at the next separator.
func (p *addressParser) readAngle() {
	rest := p.s[p.pos+1:]
	end := strings.IndexAny(rest, "<>,;")
	next := end
	if end < 0 {
		end, next = len(rest), len(rest)
	} else if rest[end] == '>' {
		next = end + 1
	} else if rest[end] == ',' || rest[end] == ';' {
		// A route (RFC 5322 section 4.4) has commas before its colon.
		if closing := strings.IndexByte(rest[:min(len(rest), 1024)], '>'); closing >= 0 && strings.HasPrefix(rest, "@") {
			end, next = closing, closing+1
		}
	}
	inner := strings.TrimSpace(rest[:end])
	if strings.HasPrefix(inner, "@") {
		if colon := strings.IndexByte(inner, ':'); colon >= 0 {
			inner = inner[colon+1:]
		}
	}
	if inner != "" || !p.hasSpec {
		p.spec = inner
	}
	p.hasSpec = true
	p.pos += 1 + next
}

// readColon opens a group when what precedes can be its name; "mailto:" is no group.
func (p *addressParser) readColon() {
	p.pos++
	phrase := p.phrase.String()
	if p.hasSpec {
		return
	}
	if strings.Contains(phrase, "@") {
		p.phrase.WriteByte(':')
		return
	}
	p.reset()
	p.carry = ""
}

func (p *addressParser) reset() {
	p.phrase.Reset()
	p.comment, p.spec, p.hasSpec, p.quoted = "", "", false, false
}

// finish turns what was read since the last separator into an address.
func (p *addressParser) finish() {
	phrase, comment := strings.TrimSpace(p.phrase.String()), p.comment
	spec, hasSpec, quoted := p.spec, p.hasSpec, p.quoted
	p.reset()
	carry := p.carry
	p.carry = ""
	switch {
	case phrase == "" && !hasSpec && comment == "":
		return
	case !hasSpec && !strings.Contains(phrase, "@") && !quoted && p.pos < len(p.s) && p.s[p.pos] == ',' && phrase != "" && carry == "":
		p.carry = phrase
		return
	case hasSpec:
		if carry != "" {
			phrase = carry + ", " + phrase
		}
		p.add(p.withAngle(phrase, comment, spec))
		return
	}
	if carry != "" {
		p.add(p.bare(carry, ""))
	}
	p.add(p.bare(phrase, comment))
}

func (p *addressParser) add(a mail.Address) {
	if a != (mail.Address{}) {
		p.list = append(p.list, a)
	}
}
