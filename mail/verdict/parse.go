package verdict

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"letterbox/mail"
)

// Parse takes apart a reply that somebody wrote down: a line of a log, or what a person copied. It may lack its tag,
// its status or its code, and several lines of SMTP may have been joined. raw is UTF-8, else GB18030. protocol may be
// "", when the reply itself has to tell. The result has no Family.
func Parse(raw []byte, protocol mail.Protocol, phase Phase) Reply {
	text := strings.Join(strings.Fields(decode(raw)), " ")
	r := Reply{Protocol: protocol, Phase: phase, Text: text}
	if !r.parseStatus(text) {
		r.parseCode(text)
	}
	if r.Protocol == "" {
		r.Protocol = r.spoken()
	}
	return r
}

func decode(raw []byte) string {
	if utf8.Valid(raw) {
		return string(raw)
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "�")
	}
	return string(text)
}

var (
	// status line of IMAP (RFC 9051 section 7.1), with any tag or none, or of POP3 (RFC 1939 section 3)
	statusLine = regexp.MustCompile(`^(?:(?:\*|[A-Za-z]{0,4}[0-9]{1,6}) )?(OK|NO|BAD|BYE|PREAUTH|\+OK|-ERR)(?: \[([A-Za-z0-9/_.-]+)[^\]]*\])?(?: (.*))?$`)
	untagged   = regexp.MustCompile(`^\* `)
)

func (r *Reply) parseStatus(text string) bool {
	m := statusLine.FindStringSubmatch(text)
	if m == nil {
		r.Text = untagged.ReplaceAllString(text, "")
		return false
	}
	r.Status, r.Tag, r.Text = m[1], strings.ToUpper(m[2]), m[3]
	if verb, _, _ := strings.Cut(m[3], " "); verb == "AUTHENTICATE" || verb == "LOGIN" {
		r.Command = verb
	}
	return true
}

var (
	codeLine = regexp.MustCompile(`^([2-5]\d\d)(?:[ -]|$)`)
	enhanced = regexp.MustCompile(`^([245]\.\d{1,3}\.\d{1,3})(?:[ .:]+|$)`)
	joint    = regexp.MustCompile(` ([2-5]\d\d)[ -](?:[245]\.\d{1,3}\.\d{1,3}[ .:]+)?`)
)

func (r *Reply) parseCode(text string) {
	m := codeLine.FindStringSubmatch(text)
	if m == nil {
		return
	}
	r.Code, _ = strconv.Atoi(m[1]) // the expression lets three digits through only
	text = text[len(m[0]):]
	if e := enhanced.FindStringSubmatch(text); e != nil && e[1][0] == m[1][0] {
		r.Enhanced = e[1]
		text = text[len(e[0]):]
	}
	r.Text = joint.ReplaceAllStringFunc(text, func(again string) string {
		if again[1:4] == m[1] {
			return " "
		}
		return again
	})
}

// spoken guesses the protocol by the form of a reply.
func (r *Reply) spoken() mail.Protocol {
	switch {
	case r.Code != 0:
		return mail.Submission
	case strings.HasPrefix(r.Status, "+") || strings.HasPrefix(r.Status, "-"):
		return mail.POP3
	case r.Status != "":
		return mail.IMAP
	default:
		return ""
	}
}
