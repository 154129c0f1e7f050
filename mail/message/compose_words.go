package message

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

const (
	// wordBytes bounds an encoded-word, so that the first one of a field, too, stays within the 76 bytes that RFC 2047
	// section 2 gives a line.
	wordBytes = 62
	// wordFrame is what an encoded-word has around its text.
	wordFrame = len("=?utf-8?B?") + len("?=")
	// plainBytes bounds a word that goes as it is: lines cannot be folded within words.
	plainBytes = 400
)

// unstructuredTokens writes text for an unstructured field. Words that are ASCII stay readable; the others become
// encoded-words (RFC 2047), with the blanks between them, since blanks between two encoded-words count for nothing.
func unstructuredTokens(s string) []string {
	s = cleanLine(s)
	if s == "" {
		return nil
	}
	var tokens, run []string
	flush := func() {
		tokens = append(tokens, encodeWords(strings.Join(run, " "))...)
		run = nil
	}
	for word := range strings.SplitSeq(s, " ") {
		if !isPlainWord(word) {
			run = append(run, word)
			continue
		}
		flush()
		tokens = append(tokens, word)
	}
	flush()
	return tokens
}

func isPlainWord(word string) bool {
	return word != "" && len(word) <= plainBytes && isASCII([]byte(word)) && !strings.Contains(word, "=?") && !strings.Contains(word, "?=")
}

// phraseTokens writes a display name (RFC 5322 section 3.2.5): as words, in quotes, or as encoded-words.
func phraseTokens(name string) []string {
	name = cleanName(name)
	switch {
	case name == "":
		return nil
	case !isPlainWord(name):
		return encodeWords(name)
	case !strings.ContainsFunc(name, func(r rune) bool { return !isAtom(r) && r != ' ' }):
		return strings.Split(name, " ")
	case strings.ContainsAny(name, `"\`):
		return encodeWords(name)
	}
	return []string{`"` + name + `"`}
}

// isAtom reports the characters that atoms are made of (RFC 5322 section 3.2.3).
func isAtom(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r < utf8.RuneSelf && strings.ContainsRune("!#$%&'*+-/=?^_`{|}~", r)
}

// encodeWords writes text as encoded-words, in the shorter of the two encodings. None ends within a character.
func encodeWords(s string) []string {
	if s == "" {
		return nil
	}
	length, encode := lengthOfQ, encodeQ
	if q := lengthOfQ(s); q > base64.StdEncoding.EncodedLen(len(s)) {
		length, encode = func(s string) int { return base64.StdEncoding.EncodedLen(len(s)) }, encodeB
	}
	var words []string
	start := 0
	for end := range s {
		_, size := utf8.DecodeRuneInString(s[end:])
		if length(s[start:end+size]) > wordBytes-wordFrame {
			words = append(words, encode(s[start:end]))
			start = end
		}
	}
	return append(words, encode(s[start:]))
}

func encodeB(s string) string {
	return "=?utf-8?B?" + base64.StdEncoding.EncodeToString([]byte(s)) + "?="
}

// isPlainQ reports the bytes that stand for themselves in any field (RFC 2047 section 5).
func isPlainQ(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '!' || c == '*' || c == '+' || c == '-' || c == '/'
}

func lengthOfQ(s string) int {
	n := 0
	for i := range len(s) {
		if isPlainQ(s[i]) || s[i] == ' ' {
			n++
		} else {
			n += 3
		}
	}
	return n
}

func encodeQ(s string) string {
	const digits = "0123456789ABCDEF"
	var out strings.Builder
	out.WriteString("=?utf-8?Q?")
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			out.WriteByte('_')
		case isPlainQ(c):
			out.WriteByte(c)
		default:
			out.Write([]byte{'=', digits[c>>4], digits[c&15]})
		}
	}
	return out.String() + "?="
}
