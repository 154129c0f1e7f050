package message

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
)

// base64Value and hexValue map a byte to its digit, or to 0xff.
var base64Value, hexValue [256]byte

func init() {
	for i := range 256 {
		base64Value[i], hexValue[i] = 0xff, 0xff
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		base64Value[c] = byte(i)
	}
	for i := range 10 {
		hexValue['0'+i] = byte(i)
	}
	for i := range 6 {
		hexValue['a'+i], hexValue['A'+i] = byte(10+i), byte(10+i)
	}
}

// appendBase64 appends the bytes of base64 text (RFC 2045 section 6.8): foreign characters are skipped, padding may
// be missing, and text behind the padding counts only as long as it is base64 again. damaged tells that anything
// but line breaks had to be ignored.
func appendBase64(dst, src []byte) (out []byte, damaged bool) {
	// Undamaged text, nearly all there is, goes through the fast decoder, which skips line ends itself.
	start := len(dst)
	dst = slices.Grow(dst, base64.StdEncoding.DecodedLen(len(src)))
	if n, err := base64.StdEncoding.Decode(dst[start:cap(dst)], src); err == nil {
		return dst[:start+n], false
	}
	return repairBase64(dst, src)
}

// repairBase64 is appendBase64 for damaged text.
func repairBase64(dst, src []byte) (out []byte, damaged bool) {
	r := base64Repair{dst: dst, digits: make([]byte, 0, min(len(src), 1<<16))}
	for pos := 0; pos < len(src); {
		line, next := cutLine(src, pos)
		if r.padded && !isBase64Line(line) {
			r.damaged = r.damaged || len(bytes.TrimSpace(src[pos:])) > 0
			break
		}
		r.line(line)
		pos = next
	}
	return flushBase64(r.dst, r.digits), r.damaged || len(r.digits)%4 != 0 && !r.padded
}

// base64Repair gathers digits until they are worth decoding.
type base64Repair struct {
	dst, digits     []byte
	padded, damaged bool // padding was met; anything but digits, padding and blanks was
}

// line takes one line. Digits behind padding start anew, as where encoded pieces were put together.
func (r *base64Repair) line(line []byte) {
	for _, c := range line {
		switch {
		case base64Value[c] >= 64:
			r.padded = r.padded || c == '=' && len(r.digits) > 0
			r.damaged = r.damaged || c > ' ' && c != '='
			continue
		case r.padded:
			r.dst, r.digits, r.padded = flushBase64(r.dst, r.digits), r.digits[:0], false
		}
		r.digits = append(r.digits, c)
	}
	if whole := len(r.digits) &^ 3; whole >= 1<<15 && !r.padded {
		r.dst = flushBase64(r.dst, r.digits[:whole])
		r.digits = r.digits[:copy(r.digits, r.digits[whole:])]
	}
}

// flushBase64 appends what digits without padding stand for; a lone digit at the end says nothing.
func flushBase64(dst, digits []byte) []byte {
	if len(digits)%4 == 1 {
		digits = digits[:len(digits)-1]
	}
	start := len(dst)
	dst = append(dst, make([]byte, base64.RawStdEncoding.DecodedLen(len(digits)))...)
	n, _ := base64.RawStdEncoding.Decode(dst[start:], digits)
	return dst[:start+n]
}

func isBase64Line(line []byte) bool {
	line = bytes.Trim(line, " \t\r")
	digits := bytes.TrimRight(line, "=")
	if len(line)%4 != 0 || len(line)-len(digits) > 2 {
		return false
	}
	for _, c := range digits {
		if base64Value[c] >= 64 {
			return false
		}
	}
	return true
}

// appendQP appends the bytes of quoted-printable text (RFC 2045 section 6.7). What is no valid escape stays as it
// is; blanks at line ends, which transports add, are removed.
func appendQP(dst, src []byte) (out []byte, damaged bool) {
	for pos := 0; pos < len(src); {
		line, next := cutLine(src, pos)
		ending := src[pos+len(line) : next]
		pos = next
		line = bytes.TrimRight(line, " \t\r")
		soft := len(line) > 0 && line[len(line)-1] == '='
		if soft {
			line, ending = line[:len(line)-1], nil
		}
		for {
			i := bytes.IndexByte(line, '=')
			if i < 0 {
				dst = append(dst, line...)
				break
			}
			dst = append(dst, line[:i]...)
			if i+2 < len(line) && hexValue[line[i+1]] < 16 && hexValue[line[i+2]] < 16 {
				dst = append(dst, hexValue[line[i+1]]<<4|hexValue[line[i+2]])
				line = line[i+3:]
				continue
			}
			dst, damaged = append(dst, '='), true
			line = line[i+1:]
		}
		dst = append(dst, ending...)
	}
	return dst, damaged
}

// decodeTransfer undoes a Content-Transfer-Encoding (RFC 2045 section 6). For identity encodings it returns src.
func decodeTransfer(encoding string, src []byte) (out []byte, damaged bool) {
	switch encoding {
	case "base64":
		return appendBase64(make([]byte, 0, len(src)/4*3+3), src)
	case "quoted-printable":
		return appendQP(make([]byte, 0, len(src)), src)
	case "uuencode":
		return appendUU(make([]byte, 0, len(src)/4*3+3), src)
	}
	return src, false
}

// transferOf folds the spellings of a Content-Transfer-Encoding; "" is the identity.
func transferOf(value string) string {
	value = strings.ToLower(strings.Trim(value, " \t\r\n\"';"))
	value, _, _ = strings.Cut(value, ";")
	value, _, _ = strings.Cut(value, " ")
	switch value {
	case "base64", "base-64", "b64":
		return "base64"
	case "quoted-printable", "quoted-printeable", "quotedprintable", "qp", "quoted/printable":
		return "quoted-printable"
	case "x-uuencode", "uuencode", "x-uue", "uue":
		return "uuencode"
	}
	return ""
}
