package widget

import (
	"slices"

	"letterbox/ui/text"
	"letterbox/ui/typeset"
)

// sought is what is looked for in an editor, and where it is.
type sought struct {
	query   text.Query
	matches []text.Match // in order, while known
	known   bool         // they are those of the text as it is
}

// Seek marks all places of a text until it is called with "". Upper and lower case are the same.
func (e *Editor) Seek(s string) {
	if e.sought.query.Text != s && e.kind != EditSecret {
		e.sought = sought{query: text.Query{Text: s}}
		e.redraw()
	}
}

// Sought returns how many places are marked, and which of them is selected: 1 for the first, 0 for none.
func (e *Editor) Sought() (at, of int) {
	from, to := e.doc.Selection().Range()
	all := e.marked()
	return slices.Index(all, text.Match{From: from, To: to}) + 1, len(all)
}

// marked returns the places that are marked.
func (e *Editor) marked() []text.Match {
	if s := &e.sought; !s.known {
		s.known, s.matches = true, nil
		if s.query.Text != "" {
			s.matches = e.doc.FindAll(s.query)
		}
	}
	return e.sought.matches
}

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

// FindFromSelection is Find that may stay where it is: for a text that becomes longer while it is typed.
func (e *Editor) FindFromSelection(s string) bool {
	from, _ := e.doc.Selection().Range()
	m, found := e.doc.Find(text.Query{Text: s}, from)
	if found {
		e.Select(m.From, m.To)
	}
	return found
}

// Replace puts a text in the place of the marked one that is selected, as one step, and selects the next. It reports
// whether a marked place was selected.
func (e *Editor) Replace(replacement string) bool {
	at, _ := e.Sought()
	if at == 0 || e.fixed() {
		return false
	}
	e.input.Finish(nil)
	e.doc.Insert(replacement)
	e.changed()
	e.Find(e.sought.query.Text, false)
	return true
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

// marks draws what is marked of a line.
func (p *editorPaper) marks(line typeset.Line, y float32) {
	e := p.editor
	all := e.marked()
	first, _ := slices.BinarySearchFunc(all, line.Start, func(m text.Match, at int) int { return e.view.in(m.To) - at })
	for _, m := range all[first:] {
		if e.view.in(m.From) >= line.End {
			break
		}
		for _, r := range line.Ranges(e.view.in(m.From), e.view.in(m.To)) {
			p.rectangle(e.lineX(r.X), y, r.Width, e.lineHeight(), ColorWaitingWeak, true)
		}
	}
}
