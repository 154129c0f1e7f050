package mbox

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"letterbox/mail"
)

// Message is a message as it stands in a file.
type Message struct {
	Raw      []byte    // RFC 5322; Read gives lines that end in CRLF
	Received time.Time // zero where the file does not tell
	Flags    mail.Flags
}

// fromLayout is the time of a separator line, in UTC (RFC 4155 appendix A).
const fromLayout = "Mon Jan _2 15:04:05 2006"

// Write appends a message to a file.
func Write(w io.Writer, m Message) error {
	var out bytes.Buffer
	out.Grow(len(m.Raw) + 256)
	fmt.Fprintf(&out, "From MAILER-DAEMON %s\n", m.Received.UTC().Format(fromLayout))
	for _, field := range statusFields(m.Flags) {
		out.WriteString(field + "\n")
	}
	for line := range lines(m.Raw) {
		if isQuoted(line) {
			out.WriteByte('>')
		}
		out.Write(line)
		out.WriteByte('\n')
	}
	out.WriteByte('\n')
	_, err := w.Write(out.Bytes())
	return err
}

// lines yields the lines of a message without their ends.
func lines(raw []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for len(raw) > 0 {
			line, rest, _ := bytes.Cut(raw, []byte("\n"))
			raw = rest
			if !yield(bytes.TrimSuffix(line, []byte("\r"))) {
				return
			}
		}
	}
}

// isQuoted reports the lines that mboxrd quotes: "From " behind any number of quotation marks.
func isQuoted(line []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From "))
}

// letters are the flags that Status and X-Status have letters for.
var letters = []struct {
	flag   mail.Flags
	field  string
	letter string
}{
	{mail.Seen, "Status", "R"},
	{mail.Answered, "X-Status", "A"},
	{mail.Flagged, "X-Status", "F"},
	{mail.Draft, "X-Status", "T"},
	{mail.Deleted, "X-Status", "D"},
}

// statusFields returns the fields that tell the flags of a message to other programs. They are always there, so that
// Read knows its own from those that a message came with. "O" says that it is not new.
func statusFields(flags mail.Flags) []string {
	values := map[string]string{}
	rest := flags
	for _, l := range letters {
		if flags.Has(l.flag) {
			values[l.field] += l.letter
			rest &^= l.flag
		}
	}
	return []string{
		"Status: " + values["Status"] + "O",
		"X-Status: " + values["X-Status"],
		"X-Keywords: " + strings.Join(rest.Wire(), " "),
	}
}
