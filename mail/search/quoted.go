package search

import (
	"regexp"
	"strings"
	"sync"
)

// heading is a line with which programs begin what they quote below a reply. It is slow to compile, and most verbs never need it.
var heading = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^\s*(?:-{2,}\s*(?:original message|forwarded message|原始邮件|原始郵件|原邮件|转发邮件|转发的邮件|轉寄郵件|回复邮件|ursprüngliche nachricht|元のメッセージ)\s*-{2,}.*|on .{6,120} wrote:|am .{6,120} schrieb .{1,80}:|le .{6,120} a écrit\s?:|.{2,120}(?:写道|寫道)\s*[:：]|_{20,})\s*$`)
})

// hints are what every heading has one of; looking for them is quicker than the expression.
var hints = []string{"--", "__", "wrote:", "WROTE:", "schrieb", "écrit", "写道", "寫道"}

func headed(line string) bool {
	for _, h := range hints {
		if strings.Contains(line, h) {
			return heading().MatchString(line)
		}
	}
	return false
}

// maxHeading bounds what heading is asked about, in bytes.
const maxHeading = 400

// SplitQuoted parts a message's text into what its sender wrote and what was quoted or is the signature.
func SplitQuoted(text string) (written, quoted string) {
	var w, q strings.Builder
	w.Grow(len(text))
	rest, signed := false, false
	for line := range strings.Lines(text) {
		bare := strings.TrimRight(line, "\r\n")
		switch {
		case rest || signed:
		case bare == "-- " || bare == "--":
			signed = true
		case len(bare) < maxHeading && headed(bare):
			rest = true
		}
		cited, depth := unquote(line)
		if rest || signed || depth > 0 {
			q.WriteString(cited)
		} else {
			w.WriteString(line)
		}
	}
	if strings.TrimSpace(w.String()) == "" { // a message that only quotes, as a forwarded one does, says that
		return q.String(), ""
	}
	return w.String(), q.String()
}

// unquote takes the signs of quotation from the beginning of a line.
func unquote(line string) (rest string, depth int) {
	rest = line
	for {
		trimmed := strings.TrimLeft(rest, " ")
		if !strings.HasPrefix(trimmed, ">") {
			if depth > 0 {
				return trimmed, depth
			}
			return line, 0
		}
		rest = trimmed[1:]
		depth++
	}
}

// Shorten ends a text at a limit of bytes, between characters.
func Shorten(text string, limit int) string {
	return text[:whole(text, min(limit, len(text)))]
}
