package message

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf16"
)

// decodeShifted reads ISO-2022-KR (RFC 1557) and the GB 2312 part of ISO-2022-CN (RFC 1922): between SO and SI
// every byte is an EUC byte without its eighth bit, and the last designation says of which set.
func decodeShifted(data []byte) string {
	var out strings.Builder
	set, wide := eucKR, false
	var run []byte
	flush := func() {
		if len(run) > 0 {
			out.WriteString(set.decode(run))
			run = run[:0]
		}
	}
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case c == 0x1b && i+3 < len(data) && data[i+1] == '$' && data[i+2] == ')':
			flush()
			if data[i+3] == 'A' {
				set = gb18030
			} else {
				set = eucKR
			}
			i += 3
		case c == 0x0e:
			flush()
			wide = true
		case c == 0x0f:
			flush()
			wide = false
		case wide && c > 0x20 && c < 0x7f:
			run = append(run, c|0x80)
		default:
			wide = wide && c != '\n'
			run = append(run, c)
		}
	}
	flush()
	return out.String()
}

// decodeUTF7 reads RFC 2152. The result is only ever shown as text.
func decodeUTF7(data []byte) string {
	var out strings.Builder
	for len(data) > 0 {
		plus := bytes.IndexByte(data, '+')
		if plus < 0 {
			break
		}
		out.Write(data[:plus])
		data = data[plus+1:]
		n := 0
		for n < len(data) && base64Value[data[n]] < 64 {
			n++
		}
		run := data[:n]
		data = data[n:]
		if len(data) > 0 && data[0] == '-' {
			data = data[1:]
			if n == 0 {
				out.WriteByte('+')
				continue
			}
		}
		out.WriteString(utf7Run(run))
	}
	out.Write(data)
	return strings.ToValidUTF8(out.String(), "\uFFFD")
}

// utf7Run decodes the modified base64 of one shifted run.
func utf7Run(run []byte) string {
	units := make([]byte, base64.RawStdEncoding.DecodedLen(len(run)))
	n, _ := base64.RawStdEncoding.Decode(units, run)
	codes := make([]uint16, 0, n/2)
	for i := 0; i+1 < n; i += 2 {
		codes = append(codes, uint16(units[i])<<8|uint16(units[i+1]))
	}
	return string(utf16.Decode(codes))
}
