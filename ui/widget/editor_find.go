package widget

import "letterbox/ui/text"

// Find selects the next place of a text behind the selection, or the one before it, going around at the end. It
// reports whether there is one. Upper and lower case are the same.
func (e *Editor) Find(s string, backward bool) bool {
	q := text.Query{Text: s}
	from, to := e.doc.Selection().Range()
	m, found := text.Match{}, false
	if backward {
		m, found = e.doc.FindBefore(q, from)
	} else {
		m, found = e.doc.Find(q, to)
	}
	if found {
		e.Select(m.From, m.To)
	}
	return found
}

// ReplaceAll puts a text in all places of another one, as one step, and returns how many there were.
func (e *Editor) ReplaceAll(old, replacement string) int {
	if e.fixed() || e.kind == EditSecret {
		return 0
	}
	n := e.doc.ReplaceAll(text.Query{Text: old}, replacement)
	if n > 0 {
		e.changed()
	}
	return n
}
