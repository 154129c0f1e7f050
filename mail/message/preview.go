package message

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// Preview returns the first words of a text as one line of at most 140 runes for lists: quotations, the lines that
// announce them, signatures and rules are left out. It is "" when nothing else is there.
func Preview(text string) string {
	var out strings.Builder
	runes := 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "-- " || line == "--" || runes > 0 && announcesOriginal(line) || runes >= maxPreview {
			break
		}
		if line = strings.TrimSpace(line); isAside(line) {
			continue
		}
		for word := range strings.FieldsFuncSeq(line, isBlank) {
			if strings.Trim(word, "\u200c\u200d") == "" {
				continue
			}
			if runes > 0 && runes < maxPreview {
				out.WriteByte(' ')
				runes++
			}
			runes += appendWord(&out, word, maxPreview-runes)
		}
	}
	return strings.TrimSpace(out.String())
}

// isAside reports lines that are not the writer's own words.
func isAside(line string) bool {
	return strings.HasPrefix(line, ">") || announcesQuote(line) || announcesOriginal(line) || isRule(line)
}

// isBlank reports what separates words, and the characters without width that newsletters pad their preview with.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || isInvisible(r) || r == 0x200b || r == 0x2007 || r == 0x034f || r == 0xad
}

// appendWord appends at most room runes of a word without cutting a character that is made of several; it returns
// how many.
func appendWord(out *strings.Builder, word string, room int) int {
	if room <= 0 {
		return 0
	}
	used := 0
	for state := -1; word != ""; {
		var cluster string
		cluster, word, _, state = uniseg.FirstGraphemeClusterInString(word, state)
		n := len([]rune(cluster))
		if used+n > room {
			return room
		}
		out.WriteString(cluster)
		used += n
	}
	return used
}

// announcesQuote recognises the line above a quotation.
func announcesQuote(line string) bool {
	if len(line) > 300 {
		return false
	}
	line = strings.TrimRight(line, " ")
	for _, end := range []string{" wrote:", "写道：", "写道:", "寫道：", "寫道:", " schrieb:", " a écrit :", " escribió:"} {
		if strings.HasSuffix(line, end) {
			return true
		}
	}
	return false
}

// announcesOriginal recognises the line above an original that is not marked as a quotation.
func announcesOriginal(line string) bool {
	inner := strings.Trim(line, "-_ ")
	if inner == "" || len(line)-len(inner) < 4 || line[0] != '-' && line[0] != '_' {
		return false
	}
	switch strings.ToLower(inner) {
	case "original message", "forwarded message", "原始邮件", "转发邮件", "原始郵件", "回复的原邮件", "转发的邮件", "forwarded message ---":
		return true
	}
	return false
}

// isRule recognises lines of dashes, stars and the like.
func isRule(line string) bool {
	return len(line) >= 3 && strings.Trim(line, "-_=*~#─━ ") == ""
}
