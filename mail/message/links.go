package message

import (
	"strings"

	"letterbox/mail"
)

// findLinks finds the links that are written out in plain text: http, https and mailto URLs.
func findLinks(text string) []mail.Link {
	var links []mail.Link
	for pos := 0; pos < len(text) && len(links) < maxLinks; {
		i := strings.IndexByte(text[pos:], ':')
		if i < 0 {
			break
		}
		colon := pos + i
		pos = colon + 1
		start := schemeStart(text, colon)
		if start < 0 {
			continue
		}
		end := linkEnd(text, pos)
		if link := safeURL(text[start:end]); link != "" {
			links = append(links, mail.Link{Start: start, End: end, URL: link})
			pos = end
		}
	}
	return links
}

// schemeStart returns where the scheme in front of the colon starts, -1 when it is none of ours.
func schemeStart(text string, colon int) int {
	for _, scheme := range []string{"https", "http", "mailto"} {
		start := colon - len(scheme)
		if start < 0 || !strings.EqualFold(text[start:colon], scheme) {
			continue
		}
		if start > 0 && isLetterOrDigit(text[start-1]) {
			continue
		}
		if scheme == "mailto" || strings.HasPrefix(text[colon+1:], "//") {
			return start
		}
	}
	return -1
}

func isLetterOrDigit(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// linkEnd returns where a URL ends that reaches at least to pos: at a blank, a bracket, a quote or a character that
// is not ASCII, and before punctuation that belongs to the sentence.
func linkEnd(text string, pos int) int {
	limit := min(len(text), pos+maxURLBytes)
	end, open := pos, 0
	for end < limit {
		c := text[end]
		if c <= ' ' || c >= 0x7f || strings.IndexByte("<>\"`{}|\\^", c) >= 0 {
			break
		}
		switch c {
		case '(':
			open++
		case ')':
			open--
		}
		if open < 0 {
			break
		}
		end++
	}
	for end > pos && strings.IndexByte(".,;:!?'*_~", text[end-1]) >= 0 {
		end--
	}
	return end
}
