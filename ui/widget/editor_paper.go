package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"letterbox/ui/typeset"
)

// editorPaper is what an editor draws on: selection, texts, the lines under a composition, and the caret. Objects are
// used again from one drawing to the next.
type editorPaper struct {
	editor *Editor
	sheet  *fyne.Container
	clip   *container.Clip
	caret  *canvas.Rectangle
	bar    *canvas.Rectangle
	texts  []*canvas.Text
	rects  []*canvas.Rectangle
	back   []fyne.CanvasObject
	front  []fyne.CanvasObject
	usedT  int
	usedR  int
}

func newEditorPaper(e *Editor) *editorPaper {
	p := &editorPaper{editor: e, sheet: container.NewWithoutLayout(), caret: &canvas.Rectangle{}, bar: &canvas.Rectangle{}}
	p.clip = container.NewClip(p.sheet)
	p.bar.CornerRadius = 2
	return p
}

// CreateRenderer implements fyne.Widget.
func (e *Editor) CreateRenderer() fyne.WidgetRenderer {
	p := e.paper
	return draw(&drawing{
		owner:   e,
		objects: []fyne.CanvasObject{p.clip, p.bar},
		layout: func(fyne.Size) {
			e.place()
			p.paint()
		},
		min:   func() fyne.Size { return fyne.NewSize(2*editorInset+Gap24, e.lineHeight()+2*editorInset) },
		paint: func() {},
	})
}

// Resize implements fyne.CanvasObject. The caret stays in view if it was.
func (e *Editor) Resize(size fyne.Size) {
	if size == e.Size() {
		return
	}
	e.BaseWidget.Resize(size)
	if e.kind != EditText {
		e.reveal()
		e.redraw()
	}
}

// place puts the clip and the bar where they are.
func (e *Editor) place() {
	p, size := e.paper, e.Size()
	top := (size.Height - e.room().Height) / 2
	p.clip.Move(fyne.NewPos(editorInset-editorEdge, top))
	p.clip.Resize(fyne.NewSize(e.room().Width+2*editorEdge, e.room().Height))
}

// redraw draws what is visible again.
func (e *Editor) redraw() {
	if e.paper == nil || e.Size().Width <= 0 {
		return
	}
	e.place()
	e.paper.paint()
	canvas.Refresh(e)
}

func (p *editorPaper) paint() {
	e := p.editor
	if e.Size().Width <= 0 {
		return
	}
	e.settle()
	p.usedT, p.usedR = 0, 0
	p.back, p.front = p.back[:0], p.front[:0]
	if e.view.Len() == 0 {
		p.placeholder()
	}
	from, to := e.doc.Selection().Range()
	from, to = e.view.in(from), e.view.in(to)
	for n := e.scroll.top; n < e.layout.Lines(); n++ {
		y := e.lineY(n)
		if y >= e.room().Height {
			break
		}
		line := e.layout.Line(n)
		p.marks(line, y)
		if from < to && e.view.composed == "" {
			p.selection(line, y, from, to)
		}
		p.line(line, y)
		if e.view.composed != "" {
			p.composition(line, y)
		}
	}
	p.sheet.Objects = append(append(make([]fyne.CanvasObject, 0, len(p.back)+len(p.front)+1), p.back...), p.front...)
	p.placeCaret()
	p.placeBar()
	e.tellInput()
}

// lineY returns where a line begins, from the top of the clip.
func (e *Editor) lineY(n int) float32 {
	if e.kind != EditText {
		return (e.room().Height - e.lineHeight()) / 2
	}
	return float32(n-e.scroll.top)*e.lineHeight() - e.scroll.skip
}

// lineX returns where x of a line is, from the left of the clip.
func (e *Editor) lineX(x float32) float32 { return x - e.scroll.left + editorEdge }

func (p *editorPaper) placeholder() {
	e := p.editor
	t := p.text(Truncate(e.hint, e.room().Width, e.typeSize(), false), Color(ColorFaint))
	p.put(t, e.lineX(0), e.lineY(e.scroll.top), 0)
}

func (p *editorPaper) line(line typeset.Line, y float32) {
	e := p.editor
	colour := Color(ColorText)
	if e.disabled {
		colour = Color(ColorFaint)
	}
	for _, piece := range line.Pieces(e.scroll.left-Gap36, e.scroll.left+e.room().Width+Gap36) {
		t := p.text(piece.Text, colour)
		ascent := float32(0)
		if !piece.Own {
			ascent = piece.Ascent
		}
		p.put(t, round(e.lineX(piece.X)), y, ascent) // a texture between two pixels would be blurred
		if piece.Own {
			t.FontSource = fontRegular
		} else {
			t.FontSource = nil
		}
	}
}

// put places a text on a line that begins at y. A font with another ascent than ours would stand on another base line.
func (p *editorPaper) put(t *canvas.Text, x, y, ascent float32) {
	placeText(t, x, y+(p.editor.lineHeight()-LineHeight(t.TextSize))/2, 0)
	if ascent > 0 {
		t.Move(t.Position().AddXY(0, round(t.TextSize*fontAscent-ascent)))
	}
}

func (p *editorPaper) selection(line typeset.Line, y float32, from, to int) {
	e := p.editor
	if to < line.Start || from > line.End {
		return
	}
	for _, r := range line.Ranges(from, to) {
		p.rectangle(e.lineX(r.X), y, r.Width, e.lineHeight(), ColorSelection, true)
	}
	if line.Hard && from <= line.End && to > line.End { // the line feed is selected too
		p.rectangle(e.lineX(line.X(line.End)), y, Gap4, e.lineHeight(), ColorSelection, true)
	}
}

// composition underlines what the input method has not decided yet, and more strongly what the candidates are for.
func (p *editorPaper) composition(line typeset.Line, y float32) {
	e := p.editor
	from, to := e.view.at, e.view.at+len(e.view.composed)
	bottom := y + e.lineHeight()/2 + e.typeSize()*0.62
	for _, r := range line.Ranges(from, to) {
		p.rectangle(e.lineX(r.X), bottom, r.Width, LineWidth, ColorText, false)
	}
	for _, m := range e.marks {
		if !m.Active {
			continue
		}
		for _, r := range line.Ranges(from+runeOffset(e.view.composed, m.From), from+runeOffset(e.view.composed, m.To)) {
			p.rectangle(e.lineX(r.X), bottom, r.Width, 2*LineWidth, ColorAccent, false)
		}
	}
}

// placeCaret puts the caret where it is. It is the last object of the sheet, so that it blinks alone.
func (p *editorPaper) placeCaret() {
	e := p.editor
	at, height := e.caretAt()
	p.caret.FillColor = Color(ColorAccent)
	p.caret.Move(fyne.NewPos(round(at.X)-editorCaret, at.Y+1))
	p.caret.Resize(fyne.NewSize(editorCaret, height-2))
	p.caret.Hidden = !e.caretShows()
	p.sheet.Objects = append(p.sheet.Objects, p.caret)
}

// caretShows reports whether the caret is to be seen now.
func (e *Editor) caretShows() bool {
	if e.pointer.doing == pointDrags {
		return true
	}
	return e.focused && !e.fixed() && e.blink.on && (e.doc.Selection().Empty() || e.view.composed != "")
}

// caretAt returns where the caret is, from the corner of the clip, and how high it is.
func (e *Editor) caretAt() (fyne.Position, float32) {
	shown := e.caretShown()
	n := e.layout.LineOf(shown, e.upstream)
	x := e.layout.Line(n).X(shown)
	if e.kind == EditText {
		x = min(x, e.room().Width)
	}
	return fyne.NewPos(e.lineX(x), e.lineY(n)), e.lineHeight()
}

func (p *editorPaper) placeBar() {
	e := p.editor
	y, height, shown := e.bar()
	p.bar.Hidden = !shown
	p.bar.FillColor = Color(ColorFaint)
	p.bar.Move(fyne.NewPos(e.Size().Width-Gap4-1, y))
	p.bar.Resize(fyne.NewSize(Gap4, height))
}

func (p *editorPaper) text(s string, colour color.Color) *canvas.Text {
	if p.usedT == len(p.texts) {
		p.texts = append(p.texts, newText(p.editor.typeSize(), false))
	}
	t := p.texts[p.usedT]
	p.usedT++
	t.Text, t.Color, t.TextSize = s, colour, p.editor.typeSize()
	p.front = append(p.front, t)
	return t
}

func (p *editorPaper) rectangle(x, y, width, height float32, role fyne.ThemeColorName, behind bool) {
	if p.usedR == len(p.rects) {
		p.rects = append(p.rects, &canvas.Rectangle{})
	}
	r := p.rects[p.usedR]
	p.usedR++
	r.FillColor = Color(role)
	r.Move(fyne.NewPos(x, y))
	r.Resize(fyne.NewSize(width, height))
	if behind {
		p.back = append(p.back, r)
	} else {
		p.front = append(p.front, r)
	}
}
