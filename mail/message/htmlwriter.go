package message

import (
	"strconv"
	"strings"

	"letterbox/mail"
)

// item owes the marker of a list item.
func (w *textWriter) item() {
	depth := len(w.lists)
	w.marker = "• "
	if depth > 0 && w.lists[depth-1] > 0 {
		w.marker = strconv.Itoa(w.lists[depth-1]) + ". "
		w.lists[depth-1]++
	}
	w.marker = strings.Repeat("  ", min(max(depth-1, 0), 10)) + w.marker
}

func (w *textWriter) breakLine(n int) {
	w.breaks = max(w.breaks, n)
	w.space, w.cell = false, false
}

// lineBreak is <br>: each one counts, at most two empty lines follow each other.
func (w *textWriter) lineBreak() {
	w.breaks = min(w.breaks+1, 3)
	w.space, w.cell = false, false
}

// write appends text, collapsing blanks unless within pre.
func (w *textWriter) write(s string) {
	if w.pre > 0 {
		w.writePre(s)
		return
	}
	for len(s) > 0 {
		n := 0
		for n < len(s) && !isHTMLSpace(s, n) {
			n++
		}
		if n > 0 {
			w.word(s[:n])
			s = s[n:]
			continue
		}
		w.space = true
		if s[0] == 0xc2 {
			n++
		}
		s = s[n+1:]
	}
}

// isHTMLSpace reports a blank at s[i]; the no-break space counts as one.
func isHTMLSpace(s string, i int) bool {
	switch s[i] {
	case ' ', '\t', '\n', '\r', '\f':
		return true
	case 0xc2:
		return i+1 < len(s) && s[i+1] == 0xa0
	}
	return false
}

func (w *textWriter) writePre(s string) {
	for i, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if i > 0 {
			w.lineBreak()
		}
		if line != "" {
			w.word(line)
		}
	}
}

// word appends what is owed and then s.
func (w *textWriter) word(s string) {
	s = cleanText(s)
	if s == "" {
		return
	}
	switch {
	case w.out.Len() == 0:
		w.prefix()
	case w.breaks > 0:
		for range w.breaks {
			w.out.WriteByte('\n')
		}
		w.prefix()
	case w.cell:
		w.out.WriteByte('\t')
	case w.space:
		w.out.WriteByte(' ')
	}
	w.breaks, w.space, w.cell = 0, false, false
	if w.url != "" && w.linkAt < 0 {
		w.linkAt = w.out.Len()
	}
	w.out.WriteString(s)
}

// prefix starts a line: quotation marks and the marker of a list item.
func (w *textWriter) prefix() {
	for range min(w.quote, maxQuoteDepth) {
		w.out.WriteByte('>')
	}
	if w.quote > 0 {
		w.out.WriteByte(' ')
	}
	w.out.WriteString(w.marker)
	w.marker = ""
}

// endLink records the link that is open, if any text belongs to it.
func (w *textWriter) endLink() {
	if w.url != "" && w.linkAt >= 0 && w.linkAt < w.out.Len() {
		w.links = append(w.links, mail.Link{Start: w.linkAt, End: w.out.Len(), URL: w.url})
	}
	w.url = ""
}

func (w *textWriter) finish() (string, []mail.Link) {
	w.endLink()
	return w.out.String(), w.links
}
