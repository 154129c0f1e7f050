package mailtest

import "bytes"

// ending is the tagged line that the connection ends with.
type ending struct {
	tag   string
	after bool // behind the line
}

// split finds the end of the connection in what the server writes, which is whole lines.
func (e *ending) split(p []byte) (passes int, ends bool) {
	at := 0
	for line := range bytes.Lines(p) {
		if bytes.HasPrefix(line, []byte(e.tag+" ")) {
			if e.after {
				at += len(line)
			}
			return at, true
		}
		at += len(line)
	}
	return 0, false
}
