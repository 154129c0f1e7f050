package message

import "strings"

// joinFlowed undoes format=flowed (RFC 3676): lines that end in a blank continue in the next line of the same
// quotation depth, the signature separator never does, stuffed blanks are removed. With delSp the blank at the break
// is removed too, for languages that write none between words.
func joinFlowed(text string, delSp bool) string {
	var out strings.Builder
	out.Grow(len(text))
	open, depth := false, 0
	for line := range strings.SplitSeq(text, "\n") {
		quotes := 0
		for quotes < len(line) && line[quotes] == '>' {
			quotes++
		}
		marks, line := line[:quotes], line[quotes:]
		if strings.HasPrefix(line, " ") {
			line = line[1:]
			if quotes > 0 {
				marks += " "
			}
		}
		signature := line == "-- "
		if open && (quotes != depth || signature) {
			out.WriteByte('\n')
			open = false
		}
		if !open {
			out.WriteString(marks)
		}
		depth = quotes
		open = strings.HasSuffix(line, " ") && !signature
		if open && delSp {
			line = line[:len(line)-1]
		}
		out.WriteString(line)
		if !open {
			out.WriteByte('\n')
		}
	}
	return strings.TrimSuffix(out.String(), "\n")
}
