package view

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail/search"
	"letterbox/ui/widget"
)

// markedText draws short lines of text in which places are marked: a ground behind them, and full ink. It keeps its
// objects and hands them out again.
type markedText struct {
	ruler   ruler
	size    float32
	texts   []*canvas.Text
	grounds []*canvas.Rectangle
	used    struct{ texts, grounds int }
}

func newMarkedText(r ruler, size float32) *markedText { return &markedText{ruler: r, size: size} }

// reset takes all lines away.
func (m *markedText) reset() { m.used.texts, m.used.grounds = 0, 0 }

// objects returns what is drawn: grounds below texts.
func (m *markedText) objects(list []fyne.CanvasObject) []fyne.CanvasObject {
	for _, g := range m.grounds[:m.used.grounds] {
		list = append(list, g)
	}
	for _, t := range m.texts[:m.used.texts] {
		list = append(list, t)
	}
	return list
}

// markedLine is a line to be drawn.
type markedLine struct {
	text  string
	marks []search.Span // in order, without overlaps
	bold  bool
	role  fyne.ThemeColorName // ink of what is not marked
}

// line draws one line from x on; what is wider than width is cut.
func (m *markedText) line(l markedLine, x, y, width, height float32) {
	text := m.ruler.fit(l.text, m.size, l.bold, width)
	kept := len(text)
	if text != l.text {
		kept -= len(string(ellipsis))
	}
	at := 0
	piece := func(from, to int, marked bool) {
		if from >= to {
			return
		}
		own := m.ruler.width(text[from:to], m.size, l.bold)
		role := l.role
		if marked {
			role = widget.ColorText
			m.ground(x-1, y+1, own+2, height-2)
		}
		m.text(text[from:to], role, l.bold, x, y, height)
		x += own
	}
	for _, s := range l.marks {
		from, to := min(max(s.Start, at), kept), min(s.End, kept)
		piece(at, from, false)
		piece(from, to, true)
		at = max(at, to)
	}
	piece(at, len(text), false)
}

func (m *markedText) text(s string, role fyne.ThemeColorName, bold bool, x, y, height float32) {
	if m.used.texts == len(m.texts) {
		m.texts = append(m.texts, newText(m.size, bold))
	}
	t := m.texts[m.used.texts]
	m.used.texts++
	t.Text, t.TextStyle.Bold, t.Color = s, bold, widget.Color(role)
	placeText(t, x, y, 0, height)
}

func (m *markedText) ground(x, y, width, height float32) {
	if m.used.grounds == len(m.grounds) {
		m.grounds = append(m.grounds, canvas.NewRectangle(nil))
	}
	g := m.grounds[m.used.grounds]
	m.used.grounds++
	g.FillColor, g.CornerRadius = widget.Color(widget.ColorWaitingWeak), 3
	place(g, x, y, width, height)
}

// split breaks a marked text into lines of a width, at most as many as asked for. The last one may be wider: it is cut
// when it is drawn.
func (m *markedText) split(l markedLine, width float32, most int) []markedLine {
	var lines []markedLine
	for start := 0; start < len(l.text) && len(lines) < most; {
		rest := l.text[start:]
		end := len(rest)
		if len(lines) < most-1 {
			end = m.ruler.lineEnd(rest, m.size, l.bold, width)
		}
		part := l
		part.text, part.marks = strings.TrimRight(rest[:end], " "), shifted(l.marks, start, end)
		lines = append(lines, part)
		start += end
		for start < len(l.text) && l.text[start] == ' ' {
			start++
		}
	}
	return lines
}

// shifted returns the marks of a part of a text, as places in it.
func shifted(marks []search.Span, start, length int) []search.Span {
	var list []search.Span
	for _, s := range marks {
		if from, to := max(s.Start-start, 0), min(s.End-start, length); from < to {
			list = append(list, search.Span{Start: from, End: to})
		}
	}
	return list
}
