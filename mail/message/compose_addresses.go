package message

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"letterbox/mail"
)

// ReadAddresses reads the address list that a person typed: separated by commas, semicolons or line breaks, Chinese
// ones too, and with full-width signs. In a list that has semicolons, commas may belong to names, as in "Doe, John
// <john@example.org>". invalid is the first entry that is no address, "" when all are.
func ReadAddresses(typed string) (list []mail.Address, invalid string) {
	for _, piece := range splitTyped(typed) {
		read, ok := readPiece(piece)
		if !ok && invalid == "" {
			invalid = piece
		}
		list = append(list, read...)
	}
	return list, invalid
}

// readPiece reads one entry of a list, or several addresses with nothing but blanks between them.
func readPiece(piece string) (list []mail.Address, ok bool) {
	words := []string{piece}
	if !strings.ContainsAny(piece, `<("`) {
		words = strings.Fields(piece)
	}
	for _, word := range words {
		for _, a := range parseAddresses([]byte(word), nil) {
			a, fine := usable(a)
			if !fine {
				return nil, false
			}
			list = append(list, a)
		}
	}
	return list, len(list) > 0
}

// WriteAddresses writes a list as people type it, so that ReadAddresses reads the same.
func WriteAddresses(list []mail.Address) string {
	written := make([]string, 0, len(list))
	for _, a := range list {
		if a.Spec() == "" {
			written = append(written, a.Name) // of a list that was not finished
			continue
		}
		if strings.ContainsFunc(a.Name, func(r rune) bool { return strings.ContainsRune(`,;，；、<>()":@＜＞＠\`, r) }) {
			a.Name = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(a.Name) + `"`
		}
		if local, err := wireLocal(a.Local); err == nil {
			a.Local = local
		}
		written = append(written, a.String())
	}
	return strings.Join(written, ", ")
}

// typedSigns are the signs that input methods write where the syntax has half-width ones.
var typedSigns = strings.NewReplacer("，", ",", "、", ",", "；", ";", "＜", "<", "＞", ">", "＠", "@", "\r", "", "\n", ";")

// splitTyped splits a list at the separators that stand outside of quotes, brackets and comments.
func splitTyped(typed string) []string {
	separator := byte(',')
	if strings.ContainsAny(strings.TrimRight(typedSigns.Replace(typed), "; "), ";") {
		separator = ';'
	}
	var pieces []string
	s := splitter{text: typed}
	for s.pos < len(typed) {
		sign, size := s.next()
		if !s.nested() && (sign == separator || sign == ';') {
			pieces = appendPiece(pieces, typed[s.start:s.pos])
			s.start = s.pos + size
		}
		s.pos += size
	}
	return appendPiece(pieces, typed[s.start:])
}

func appendPiece(pieces []string, piece string) []string {
	piece = cleanLine(outsideQuotes(piece, typedSigns.Replace))
	if strings.Trim(piece, ",; ") == "" {
		return pieces
	}
	return append(pieces, piece)
}

// outsideQuotes applies f to what stands outside of quotes.
func outsideQuotes(s string, f func(string) string) string {
	parts := strings.Split(s, `"`)
	for i := 0; i < len(parts); i += 2 {
		parts[i] = f(parts[i])
	}
	return strings.Join(parts, `"`)
}

// splitter walks over a list and knows what it stands in.
type splitter struct {
	text       string
	start, pos int
	quoted     bool
	angle      bool
	comments   int
}

func (s *splitter) nested() bool { return s.quoted || s.angle || s.comments > 0 }

// next returns the sign at the position, half-width, 0 for any other character, and how long it is.
func (s *splitter) next() (sign byte, size int) {
	r, size := utf8.DecodeRuneInString(s.text[s.pos:])
	half := typedSigns.Replace(string(r))
	if len(half) != 1 {
		return 0, size
	}
	rest := s.text[s.pos+size:]
	if s.quoted {
		switch {
		case half == `\` && rest != "":
			size++
		case half == `"`:
			s.quoted = false
		}
		return 0, size
	}
	if s.opens(half[0], rest) || s.closes(half[0]) {
		return 0, size
	}
	return half[0], size
}

// opens takes a sign that has its counterpart in the rest.
func (s *splitter) opens(sign byte, rest string) bool {
	switch {
	case sign == '"' && strings.Contains(rest, `"`):
		s.quoted = true
	case sign == '<' && strings.ContainsAny(rest, ">＞"):
		s.angle = true
	case sign == '(' && strings.Contains(rest, ")"):
		s.comments++
	default:
		return false
	}
	return true
}

func (s *splitter) closes(sign byte) bool {
	switch {
	case sign == '>':
		s.angle = false
	case sign == ')' && s.comments > 0:
		s.comments--
	default:
		return false
	}
	return true
}

// usable returns an address as it goes into messages, and whether it can.
func usable(a mail.Address) (mail.Address, bool) {
	if folded, err := mail.ParseAddress(a.Spec()); err == nil {
		a.Local, a.Domain = folded.Local, folded.Domain
	} else if domain, err := mail.ParseAddress("x@" + a.Domain); err == nil {
		a.Domain = domain.Domain
	} else {
		return a, false
	}
	_, err := wireSpec(a)
	return a, err == nil
}

var errAddress = errors.New("the address cannot stand in a message")

// wireSpec writes an addr-spec (RFC 5322 section 3.4.1).
func wireSpec(a mail.Address) (string, error) {
	local, err := wireLocal(a.Local)
	if err != nil {
		return "", err
	}
	domain, err := wireDomain(a.Domain)
	return local + "@" + domain, err
}

// wireLocal writes a local part, in quotes where it needs them.
func wireLocal(local string) (string, error) {
	if local == "" || len(local) > 255 || !utf8.ValidString(local) || strings.ContainsFunc(local, func(r rune) bool {
		return !unicode.IsPrint(r) || unicode.IsSpace(r) || r == '<' || r == '>'
	}) {
		return "", errAddress
	}
	atoms := !strings.HasPrefix(local, ".") && !strings.HasSuffix(local, ".") && !strings.Contains(local, "..") &&
		!strings.ContainsFunc(local, func(r rune) bool { return r < utf8.RuneSelf && r != '.' && !isAtom(r) })
	if atoms {
		return local, nil
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(local) + `"`, nil
}

// wireDomain writes a domain in its ASCII form (RFC 5891).
func wireDomain(domain string) (string, error) {
	if !isASCII([]byte(domain)) {
		ascii, err := idna.Lookup.ToASCII(domain)
		if err != nil {
			return "", errAddress
		}
		domain = ascii
	}
	if domain == "" || len(domain) > 253 || strings.ContainsFunc(domain, func(r rune) bool {
		return r != '-' && r != '.' && r != '_' && (!isAtom(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	}) {
		return "", errAddress
	}
	return domain, nil
}
