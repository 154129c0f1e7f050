package dial

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"letterbox/mail"
)

// Speaks names the protocol whose first bytes these are: "imap", "smtp", "pop3", "http", "ssh", "tls", or "".
func Speaks(first []byte) string {
	switch upper := bytes.ToUpper(first); {
	case bytes.HasPrefix(upper, []byte("* ")):
		return "imap"
	case bytes.HasPrefix(upper, []byte("+OK")), bytes.HasPrefix(upper, []byte("-ERR")):
		return "pop3"
	case bytes.HasPrefix(upper, []byte("HTTP")), bytes.HasPrefix(upper, []byte("<HTML")), bytes.HasPrefix(upper, []byte("<!DOC")):
		return "http"
	case bytes.HasPrefix(upper, []byte("SSH-")):
		return "ssh"
	case len(first) > 2 && first[0] >= 0x14 && first[0] <= 0x17 && first[1] == 3:
		return "tls"
	case len(first) > 3 && isReplyCode(first[:3]) && (first[3] == ' ' || first[3] == '-'):
		return "smtp"
	}
	return ""
}

func isReplyCode(b []byte) bool {
	return b[0] >= '2' && b[0] <= '5' && b[1] >= '0' && b[1] <= '9' && b[2] >= '0' && b[2] <= '9'
}

func speech(p mail.Protocol) string {
	if p == mail.Submission {
		return "smtp"
	}
	return string(p)
}

// Foreign returns the problem of a greeting that another protocol sent, nil when the greeting may be p's own.
func Foreign(greeting []byte, s mail.Server) *mail.Problem {
	speaks := Speaks(greeting)
	if speaks == "" || speaks == speech(s.Protocol) {
		return nil
	}
	p := &mail.Problem{Code: mail.WrongProtocol, Class: "WRONG_PROTOCOL_PORT", Stage: mail.StageGreet, Server: s, Retry: mail.RetryAfterChange}
	if speaks == "tls" {
		p.Class = "TLS_MODE_MISMATCH"
	}
	fact(p, mail.FactSpeaks, speaks)
	return p
}

// OneLine makes a server's words fit to be shown: decoded as UTF-8, else as GB18030; white space folded to single
// blanks; control, format and direction characters replaced by their escapes; at most limit bytes, never cut
// inside a character.
func OneLine(raw []byte, limit int) string {
	text := string(raw)
	if !utf8.ValidString(text) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
		if err == nil {
			text = string(decoded)
		}
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	var out strings.Builder
	for _, r := range strings.Join(strings.Fields(text), " ") {
		piece := string(r)
		if unicode.Is(unicode.C, r) || r == '\u2028' || r == '\u2029' {
			piece = escape(r)
		}
		if out.Len()+len(piece) > limit {
			break
		}
		out.WriteString(piece)
	}
	return out.String()
}

func escape(r rune) string {
	const digits = "0123456789abcdef"
	if r < 0x80 {
		return `\x` + string(digits[r>>4]) + string(digits[r&15])
	}
	hex := make([]byte, 0, 8)
	for shift := 20; shift >= 0; shift -= 4 {
		if d := digits[r>>shift&15]; d != '0' || len(hex) > 0 || shift < 16 {
			hex = append(hex, d)
		}
	}
	return `\u{` + string(hex) + `}`
}
