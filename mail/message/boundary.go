package message

import "bytes"

// repair handles a multipart in which no delimiter was met: its boundary is guessed from a line that looks like a
// delimiter with a part header behind it; else its content is shown as text.
func (t *tree) repair(n *node, depth int) {
	content := t.raw[n.start:n.end]
	if len(bytes.TrimSpace(content)) == 0 {
		return
	}
	if t.guesses < maxGuesses {
		t.guesses++
		if boundary := guessBoundary(content); boundary != "" {
			if n.params == nil {
				n.params = params{}
			}
			n.params["boundary"] = boundary
			t.scan(n, n.start, n.end, depth)
			return
		}
	}
	n.multipart = false
	n.media = "text/plain"
}

// guessBoundary looks for "--x" followed by a Content- field.
func guessBoundary(content []byte) string {
	for pos := 0; pos < len(content); {
		line, next := cutLine(content, pos)
		if bytes.HasPrefix(line, dashes) {
			boundary := bytes.TrimRight(line[2:], " \t")
			following, _ := cutLine(content, next)
			if len(boundary) > 0 && len(boundary) <= 200 && len(following) > 8 && equalFoldASCII(following[:8], "content-") {
				return string(boundary)
			}
		}
		i := bytes.Index(content[pos:], []byte("\n--"))
		if i < 0 {
			return ""
		}
		pos += i + 1
	}
	return ""
}
