package message

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// nameForms writes the name of a file as old programs look for it, beside Content-Type.
func nameForms(name string) []string {
	if quoted, ok := quotedName(name); ok {
		return []string{"name=" + quoted}
	}
	return []string{"name=" + encodedName(name)}
}

// fileNameForms writes the name of a file for Content-Disposition: in quotes, or else as RFC 2231 has it. Before
// that, programs that do not know RFC 2231 find it as encoded-words in quotes, which RFC 2047 forbids and they
// expect; those that do know take the other one (RFC 6266 section 4.3).
func fileNameForms(name string) []string {
	if quoted, ok := quotedName(name); ok {
		return []string{"filename=" + quoted}
	}
	return append([]string{"filename=" + encodedName(name)}, extendedName(name)...)
}

// quotedName returns a name in quotes, if every program reads it so.
func quotedName(name string) (string, bool) {
	if !isPlainWord(name) || strings.Contains(name, `"`) {
		return "", false
	}
	return `"` + name + `"`, true
}

func encodedName(name string) string {
	return `"` + strings.Join(encodeWords(name), "\r\n ") + `"`
}

// pieceBytes bounds the value of one continuation of a parameter.
const pieceBytes = 58

// extendedName writes filename* (RFC 2231 section 4), in pieces (section 3) only where one line is too short:
// continuations are what fewer programs read. No piece ends within a character.
func extendedName(name string) []string {
	const charset = "utf-8''"
	var pieces []string
	piece := charset
	for i := 0; i < len(name); {
		_, size := utf8.DecodeRuneInString(name[i:])
		next := percentEncoded(name[i : i+size])
		if len(piece)+len(next) > pieceBytes {
			pieces = append(pieces, piece)
			piece = ""
		}
		piece += next
		i += size
	}
	pieces = append(pieces, piece)
	if len(pieces) == 1 {
		return []string{"filename*=" + piece}
	}
	for i := range pieces {
		pieces[i] = fmt.Sprintf("filename*%d*=%s", i, pieces[i])
	}
	return pieces
}

func percentEncoded(s string) string {
	var out strings.Builder
	for i := range len(s) {
		if c := s[i]; c == '.' || c == '_' || isPlainQ(c) && c != '*' && c != '/' {
			out.WriteByte(c)
		} else {
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}
