package imap

import (
	"encoding/base64"
	"errors"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

var (
	errUTF7   = errors.New("not modified UTF-7")
	shiftCode = base64.NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,").WithPadding(base64.NoPadding)
)

// readable makes a path for people of a folder's name on the wire: modified UTF-7 (RFC 3501 section 5.1.3), or
// what servers send against it, which is UTF-8 or GB18030. A name that is none of these is shown as it is. Control
// and direction characters become U+FFFD, so that a name can neither move a terminal's cursor nor turn text round.
func readable(wire string) string {
	name := wire
	if isASCII(wire) {
		if decoded, err := decodeUTF7(wire); err == nil {
			name = decoded
		}
	} else if !utf8.ValidString(wire) {
		if decoded, err := simplifiedchinese.GB18030.NewDecoder().String(wire); err == nil {
			name = decoded
		}
	}
	return printable(name)
}

// printable replaces characters that are not to be seen.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.C, r) || r == '\u2028' || r == '\u2029' {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// decodeUTF7 decodes modified UTF-7.
func decodeUTF7(wire string) (string, error) {
	var out strings.Builder
	for {
		plain, rest, shifted := strings.Cut(wire, "&")
		out.WriteString(plain)
		if !shifted {
			return out.String(), nil
		}
		code, rest, ended := strings.Cut(rest, "-")
		if !ended {
			return "", errUTF7
		}
		if code == "" {
			out.WriteByte('&')
		} else if err := decodeShifted(&out, code); err != nil {
			return "", err
		}
		wire = rest
	}
}

// decodeShifted decodes what stands between & and -: UTF-16 in a base64 of its own.
func decodeShifted(out *strings.Builder, code string) error {
	raw, err := shiftCode.DecodeString(code)
	if err != nil || len(raw) < 2 || len(raw)%2 != 0 {
		return errUTF7
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	for _, r := range utf16.Decode(units) {
		if r == utf8.RuneError {
			return errUTF7
		}
		out.WriteRune(r)
	}
	return nil
}

// encodeUTF7 writes a name in modified UTF-7. What is no valid UTF-8 becomes U+FFFD.
func encodeUTF7(name string) string {
	var out strings.Builder
	var shifted []rune
	flush := func() {
		if len(shifted) == 0 {
			return
		}
		var raw []byte
		for _, unit := range utf16.Encode(shifted) {
			raw = append(raw, byte(unit>>8), byte(unit))
		}
		out.WriteString("&" + shiftCode.EncodeToString(raw) + "-")
		shifted = shifted[:0]
	}
	for _, r := range name {
		if r < ' ' || r > '~' {
			shifted = append(shifted, r)
			continue
		}
		flush()
		if out.WriteRune(r); r == '&' {
			out.WriteByte('-')
		}
	}
	flush()
	return out.String()
}
