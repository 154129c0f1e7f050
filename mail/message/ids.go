package message

import (
	"bytes"
	"strings"
)

// parseIDs reads message identifiers (RFC 5322 section 3.6.4) without their brackets. Text between them, which
// In-Reply-To often has, is dropped; without any brackets the words that contain "@" count.
func parseIDs(raw []byte) []string {
	if len(raw) == 0 {
		return nil
	}
	var ids []string
	rest := raw
	for len(rest) > 0 && len(ids) < maxReferences {
		open := bytes.IndexByte(rest, '<')
		if open < 0 {
			break
		}
		rest = rest[open+1:]
		end := bytes.IndexAny(rest, "<>")
		if end < 0 {
			break
		}
		if rest[end] == '<' {
			rest = rest[end:]
			continue
		}
		ids = appendID(ids, rest[:end])
		rest = rest[end+1:]
	}
	if len(ids) > 0 {
		return ids
	}
	for _, word := range bytes.Fields(raw) {
		if bytes.IndexByte(word, '@') > 0 && len(ids) < maxReferences {
			ids = appendID(ids, bytes.Trim(word, "<>,;"))
		}
	}
	return ids
}

func appendID(ids []string, id []byte) []string {
	s := strings.ReplaceAll(cleanLine(string(id)), " ", "")
	if s == "" || len(s) > 998 {
		return ids
	}
	return append(ids, s)
}

// parseID reads a field that holds one identifier. Without brackets or "@" the whole value is it: uniqueness is
// all that is asked of it.
func parseID(raw []byte) string {
	if ids := parseIDs(raw); len(ids) > 0 {
		return ids[0]
	}
	if ids := appendID(nil, bytes.Trim(raw, " \t\r\n<>")); len(ids) > 0 {
		return ids[0]
	}
	return ""
}
