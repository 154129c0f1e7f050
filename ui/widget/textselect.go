package widget

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// selection is a part of the text, from where the mouse went down to where it is. Offsets are bytes.
type selection struct{ from, to int }

func (s selection) ordered() (start, end int) { return min(s.from, s.to), max(s.from, s.to) }

// Selected returns the selected text, "" when there is none.
func (v *TextView) Selected() string {
	start, end := v.selection.ordered()
	return v.text[start:end]
}

// SelectAll selects the whole text.
func (v *TextView) SelectAll() {
	v.selection = selection{0, len(v.text)}
	v.Refresh()
}

// drawSelection puts a rectangle behind the selected part of a line.
func (v *TextView) drawSelection(pool *linePool, i int) {
	start, end := v.selection.ordered()
	l := v.lines[i]
	from, to := max(start, l.start), min(end, l.end)
	next := len(v.text) + 1
	if i+1 < len(v.lines) {
		next = v.lines[i+1].start
	}
	if start >= end || from > to || start >= next || end <= l.start {
		return
	}
	x := v.face().measure(v.text[l.start:from])
	width := v.face().measure(v.text[from:to])
	if end > l.end { // the line feed is selected too
		width += 4
	}
	r := pool.rectangle()
	r.FillColor = Color(ColorSelection)
	r.Move(fyne.NewPos(x, float32(i)*LineHeight(v.style.Size)))
	r.Resize(fyne.NewSize(width, LineHeight(v.style.Size)))
}

// offsetAt returns the offset of the character boundary nearest to a position.
func (v *TextView) offsetAt(p fyne.Position) int {
	if len(v.lines) == 0 {
		return 0
	}
	i := int(p.Y / LineHeight(v.style.Size))
	if p.Y < 0 {
		return 0
	}
	if i >= len(v.lines) {
		return len(v.text)
	}
	l := v.lines[i]
	f := v.face()
	var x float32
	for at, r := range v.text[l.start:l.end] {
		w := f.advance(r)
		if p.X < x+w/2 {
			return l.start + at
		}
		x += w
	}
	return l.end
}

// linkAt returns the link under a position, -1 for none.
func (v *TextView) linkAt(p fyne.Position) int {
	i := int(p.Y / LineHeight(v.style.Size))
	if p.Y < 0 || i >= len(v.lines) {
		return -1
	}
	found := -1
	var x float32
	v.eachPiece(v.lines[i], func(start, end, link int) {
		width := v.face().measure(v.text[start:end])
		if link >= 0 && p.X >= x && p.X < x+width {
			found = link
		}
		x += width
	})
	return found
}

// MouseDown implements desktop.Mouseable: a selection begins, or with Shift grows.
func (v *TextView) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
	at := v.offsetAt(e.Position)
	if e.Modifier&fyne.KeyModifierShift == 0 {
		v.selection.from = at
	}
	v.selection.to = at
	v.Refresh()
}

// MouseUp implements desktop.Mouseable.
func (v *TextView) MouseUp(*desktop.MouseEvent) {}

// Dragged implements fyne.Draggable.
func (v *TextView) Dragged(e *fyne.DragEvent) {
	v.selection.to = v.offsetAt(e.Position)
	v.Refresh()
}

// DragEnd implements fyne.Draggable.
func (v *TextView) DragEnd() {}

// Tapped implements fyne.Tappable: a link is followed unless the mouse selected something.
func (v *TextView) Tapped(e *fyne.PointEvent) {
	if start, end := v.selection.ordered(); start != end {
		return
	}
	v.follow(v.linkAt(e.Position))
}

func (v *TextView) follow(link int) {
	if link >= 0 && link < len(v.links) && v.events.Follow != nil {
		v.events.Follow(v.links[link].URL)
	}
}

// SelectWordAt selects the word, or the run of Chinese characters, at a position.
func (v *TextView) SelectWordAt(p fyne.Position) {
	at := v.offsetAt(p)
	start, end := at, at
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(v.text[:start])
		if !inWord(r) {
			break
		}
		start -= n
	}
	for end < len(v.text) {
		r, n := utf8.DecodeRuneInString(v.text[end:])
		if !inWord(r) {
			break
		}
		end += n
	}
	v.selection = selection{start, end}
	v.Refresh()
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || joins(r) || r == '_' }

// MouseIn implements desktop.Hoverable.
func (v *TextView) MouseIn(e *desktop.MouseEvent) { v.setHover(v.linkAt(e.Position)) }

// MouseMoved implements desktop.Hoverable.
func (v *TextView) MouseMoved(e *desktop.MouseEvent) { v.setHover(v.linkAt(e.Position)) }

// MouseOut implements desktop.Hoverable.
func (v *TextView) MouseOut() { v.setHover(-1) }

func (v *TextView) setHover(link int) {
	if v.hover == link {
		return
	}
	v.hover = link
	if v.events.Hover != nil {
		url := ""
		if link >= 0 {
			url = v.links[link].URL
		}
		v.events.Hover(url)
	}
	v.Refresh()
}

// FocusGained implements fyne.Focusable.
func (v *TextView) FocusGained() { v.focused = true; v.Refresh() }

// FocusLost implements fyne.Focusable.
func (v *TextView) FocusLost() { v.focused, v.link = false, -1; v.Refresh() }

// TypedRune implements fyne.Focusable.
func (v *TextView) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: Left and Right go from link to link, Enter follows, Esc drops the selection.
func (v *TextView) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyRight && len(v.links) > 0:
		v.link = (v.link + 1) % len(v.links)
	case e.Name == fyne.KeyLeft && len(v.links) > 0:
		v.link = (max(v.link, 0) - 1 + len(v.links)) % len(v.links)
	case (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter) && v.link >= 0:
		v.follow(v.link)
	case e.Name == fyne.KeyEscape && v.selection.from != v.selection.to:
		v.selection = selection{}
	default:
		if v.events.Key != nil {
			v.events.Key(e)
		}
		return
	}
	v.Refresh()
}

// TypedShortcut implements fyne.Shortcutable: copy and select all.
func (v *TextView) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		if text := v.Selected(); text != "" && s.Clipboard != nil {
			s.Clipboard.SetContent(text)
		}
	case *fyne.ShortcutSelectAll:
		v.SelectAll()
	}
}
