package text

// Selection is a part of the text: from where it began, the anchor, to where the caret is. Both are byte offsets and may
// be in either order; equal ones select nothing.
type Selection struct{ Anchor, Caret int }

// Range returns the part in order.
func (s Selection) Range() (from, to int) { return min(s.Anchor, s.Caret), max(s.Anchor, s.Caret) }

// Empty reports whether nothing is selected.
func (s Selection) Empty() bool { return s.Anchor == s.Caret }

// Edit is a change that a document made: at an offset, a number of bytes were replaced by others.
type Edit struct{ At, Removed, Inserted int }

// Config says how a document behaves.
type Config struct {
	SingleLine bool       // line feeds that come in become blanks
	NoHistory  bool       // nothing is kept of what was there before, for secrets
	Edited     func(Edit) // told of every change right after it, may be nil
}

// Document is a text that is edited: with a selection, and with a history unless it was told to have none.
type Document struct {
	*Buffer
	config    Config
	selection Selection
	history   history
	spans     spans
}

// NewDocument returns a document with a text and the caret before it.
func NewDocument(s string, c Config) *Document {
	d := &Document{config: c}
	d.Buffer = NewBuffer(d.fit(Clean(s)))
	return d
}

// SetText begins anew with another text. The history is gone, the caret stays as far as the text reaches.
func (d *Document) SetText(s string) {
	s = d.fit(Clean(s))
	removed := d.Len()
	d.Buffer = NewBuffer(s)
	d.history, d.spans = history{}, spans{}
	d.selection = Selection{d.Settle(d.selection.Anchor), d.Settle(d.selection.Caret)}
	d.report(Edit{0, removed, len(s)})
}

// fit makes a clean text one of a single line.
func (d *Document) fit(s string) string {
	if !d.config.SingleLine {
		return s
	}
	return OneLine(s)
}

func (d *Document) report(e Edit) {
	if d.config.Edited != nil {
		d.config.Edited(e)
	}
}

// Selection returns what is selected.
func (d *Document) Selection() Selection { return d.selection }

// Selected returns the selected text.
func (d *Document) Selected() string {
	from, to := d.selection.Range()
	return d.Slice(from, to)
}

// Select changes the selection; offsets are moved into the text and out of characters. Typing after it begins a new step
// of the history.
func (d *Document) Select(anchor, caret int) {
	next := Selection{d.Settle(anchor), d.Settle(caret)}
	if next != d.selection {
		d.selection = next
		d.Seal()
	}
}

// Seal ends the step of the history that typing would go on with.
func (d *Document) Seal() { d.history.sealed = true }

// Type replaces the selection by text that a key or an input method gave.
func (d *Document) Type(s string) {
	k := kindTyping
	if !d.selection.Empty() {
		k = kindOther
	}
	d.replaceSelection(k, s)
}

// Insert replaces the selection by text that came as a whole, and is taken back as a whole.
func (d *Document) Insert(s string) {
	d.Seal()
	d.replaceSelection(kindOther, s)
}

func (d *Document) replaceSelection(k kind, s string) {
	from, to := d.selection.Range()
	s = d.fit(Clean(s))
	d.replace(k, from, to, s, Selection{from + len(s), from + len(s)})
}

// Replace puts a text in the place of the bytes from one offset up to another, as a step of its own. The caret goes
// behind it.
func (d *Document) Replace(from, to int, s string) {
	d.Seal()
	s = d.fit(Clean(s))
	from, to = d.Settle(from), d.Settle(to)
	d.replace(kindOther, from, max(from, to), s, Selection{from + len(s), from + len(s)})
}

func (d *Document) replace(k kind, from, to int, s string, after Selection) {
	if from == to && s == "" {
		return
	}
	before := d.selection
	c := change{at: from, new: s}
	if !d.config.NoHistory {
		c.old = d.Slice(from, to)
	}
	d.apply(from, to, s)
	d.selection = Selection{d.Settle(after.Anchor), d.Settle(after.Caret)}
	if !d.config.NoHistory {
		d.history.record(k, c, before, after)
	}
}

// apply changes the text and what hangs on it.
func (d *Document) apply(from, to int, s string) {
	d.Buffer.Replace(from, to, s)
	d.spans.edited(from, to-from, len(s))
	d.report(Edit{from, to - from, len(s)})
}

// Unit is how far a key goes.
type Unit int

// The units.
const (
	Character Unit = iota
	Word
	Line
	Everything
)

// Backspace removes the selection, or a unit before the caret.
func (d *Document) Backspace(u Unit) {
	from, to := d.selection.Range()
	k := kindOther
	if from == to {
		from, k = d.Before(to, u), kindBackspace
	}
	d.replace(k, from, to, "", Selection{from, from})
}

// Delete removes the selection, or a unit behind the caret.
func (d *Document) Delete(u Unit) {
	from, to := d.selection.Range()
	k := kindOther
	if from == to {
		to, k = d.After(from, u), kindDelete
	}
	d.replace(k, from, to, "", Selection{from, from})
}

// Before returns the position a unit before another one.
func (d *Document) Before(offset int, u Unit) int {
	switch u {
	case Word:
		return d.WordStart(offset)
	case Line:
		return d.LineStart(d.LineAt(offset))
	case Everything:
		return 0
	default:
		return d.Previous(offset)
	}
}

// After returns the position a unit behind another one.
func (d *Document) After(offset int, u Unit) int {
	switch u {
	case Word:
		return d.WordEnd(offset)
	case Line:
		return d.LineEnd(d.LineAt(offset))
	case Everything:
		return d.Len()
	default:
		return d.Next(offset)
	}
}

// Paragraph returns the line around an offset, with its line feed.
func (d *Document) Paragraph(offset int) (from, to int) {
	line := d.LineAt(offset)
	return d.LineStart(line), min(d.LineEnd(line)+1, d.Len())
}

// MoveSelected moves the selected text to a position outside of it, as one step, and keeps it selected. It reports
// whether anything was moved.
func (d *Document) MoveSelected(to int) bool {
	from, end := d.selection.Range()
	to = d.Settle(to)
	if from == end || to >= from && to <= end {
		return false
	}
	s, before := d.Slice(from, end), d.selection
	at := to
	if to > end {
		at -= end - from
	}
	d.apply(from, end, "")
	d.apply(at, at, s)
	d.selection = Selection{d.Settle(at), d.Settle(at + len(s))}
	if !d.config.NoHistory {
		d.Seal()
		d.history.record(kindOther, change{from, s, ""}, before, d.selection)
		last := &d.history.done[len(d.history.done)-1]
		last.changes = append(last.changes, change{at, "", s})
		d.history.size += len(s)
	}
	return true
}

// CanUndo and CanRedo report whether there is a step back or forth.
func (d *Document) CanUndo() bool { return len(d.history.done) > 0 }

// CanRedo reports whether there is a step forth.
func (d *Document) CanRedo() bool { return len(d.history.undone) > 0 }

// Undo takes the last step back, and reports whether there was one.
func (d *Document) Undo() bool {
	n := len(d.history.done)
	if n == 0 {
		return false
	}
	s := d.history.done[n-1]
	for i := len(s.changes) - 1; i >= 0; i-- {
		c := s.changes[i]
		d.apply(c.at, c.at+len(c.new), c.old)
	}
	d.history.done, d.history.undone = d.history.done[:n-1], append(d.history.undone, s)
	d.selection = s.before
	d.Seal()
	return true
}

// Redo takes the last step back back, and reports whether there was one.
func (d *Document) Redo() bool {
	n := len(d.history.undone)
	if n == 0 {
		return false
	}
	s := d.history.undone[n-1]
	for _, c := range s.changes {
		d.apply(c.at, c.at+len(c.old), c.new)
	}
	d.history.undone, d.history.done = d.history.undone[:n-1], append(d.history.done, s)
	d.selection = s.after
	d.Seal()
	return true
}
