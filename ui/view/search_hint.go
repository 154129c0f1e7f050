package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const hintRow float32 = 34

// hintList stands under the search field while something may complete what is typed. The keyboard stays in the field,
// which moves the choice; until it does, nothing is chosen, and Enter searches for what is typed.
type hintList struct {
	painted
	ruler  ruler
	choose func(model.Hint)
	hints  []model.Hint
	at     int // -1 while nothing is chosen
	lang   words.Language
	back   *canvas.Rectangle
	rows   []*hintLine
}

func newHintList(r ruler, choose func(model.Hint)) *hintList {
	l := &hintList{ruler: r, choose: choose, at: -1, back: canvas.NewRectangle(nil)}
	l.back.CornerRadius, l.back.StrokeWidth = widget.RadiusControl, widget.LineWidth
	l.objects = []fyne.CanvasObject{l.back}
	l.least = func() fyne.Size { return fyne.NewSize(searchWidth, hintRow*float32(len(l.hints))+2*widget.Gap4) }
	l.lay = func(size fyne.Size) {
		place(l.back, 0, 0, size.Width, size.Height)
		for i, row := range l.rows {
			place(row, widget.Gap4, widget.Gap4+float32(i)*hintRow, size.Width-2*widget.Gap4, hintRow)
		}
	}
	l.style = func() {
		l.back.FillColor, l.back.StrokeColor = widget.Color(widget.ColorSurface), widget.Color(widget.ColorFaint)
	}
	l.Hide()
	l.ExtendBaseWidget(l)
	return l
}

// set shows hints, of which none is chosen; it hides when there are none.
func (l *hintList) set(hints []model.Hint, lang words.Language) {
	l.hints, l.lang, l.at = hints, lang, -1
	for i := len(l.rows); i < len(hints); i++ {
		row := newHintLine(l.ruler, func() { l.choose(l.hints[i]) })
		l.rows = append(l.rows, row)
		l.objects = append(l.objects, row)
	}
	l.fill()
	setShown(l, len(hints) > 0)
	l.Resize(fyne.NewSize(l.Size().Width, l.least().Height))
	l.Refresh()
}

func (l *hintList) fill() {
	for i, row := range l.rows {
		setShown(row, i < len(l.hints))
		if i < len(l.hints) {
			row.set(l.hints[i], l.lang, i == l.at)
		}
	}
}

// step moves the choice, and reports whether there are hints to choose from.
func (l *hintList) step(delta int) bool {
	if !l.Visible() {
		return false
	}
	l.at = max(min(l.at+delta, len(l.hints)-1), -1)
	l.fill()
	return true
}

// take completes what is typed by the chosen hint, and reports whether one is chosen.
func (l *hintList) take() bool {
	if !l.Visible() || l.at < 0 {
		return false
	}
	l.choose(l.hints[l.at])
	return true
}

// hintLine is one hint: what is typed, and what it means.
type hintLine struct {
	choiceLine
	hint        model.Hint
	lang        words.Language
	icon        *widget.Icon
	name, means *canvas.Text
}

func newHintLine(r ruler, press func()) *hintLine {
	l := &hintLine{icon: widget.NewIcon("search", widget.ColorSecondary, 16)}
	l.begin(r, press)
	l.name, l.means = newText(widget.SizeInterface, false), newText(widget.SizeList, false)
	l.objects = []fyne.CanvasObject{l.back, l.icon, l.name, l.means}
	l.least = func() fyne.Size { return fyne.NewSize(120, hintRow) }
	l.lay = l.arrange
	l.style = func() {
		l.ground(widget.ColorWindow)
		l.name.Color, l.means.Color = widget.Color(widget.ColorText), widget.Color(widget.ColorSecondary)
	}
	l.ExtendBaseWidget(l)
	return l
}

func (l *hintLine) set(h model.Hint, lang words.Language, current bool) {
	l.hint, l.lang, l.current = h, lang, current
	icon := "search"
	switch h.Kind {
	case model.HintPerson:
		icon = "person"
	case model.HintFolder:
		icon = roleIcon(h.Folder.Role)
	case model.HintOperator, model.HintValue:
	}
	l.icon.Set(icon, widget.ColorSecondary)
	l.Refresh()
}

// texts returns what stands left and right in the line.
func (l *hintLine) texts() (name, means string) {
	switch l.hint.Kind {
	case model.HintPerson:
		return l.hint.Name, l.hint.Person.Spec()
	case model.HintFolder:
		return chooserName(l.lang, l.hint.Folder), ""
	case model.HintOperator:
		return l.hint.Name, words.SearchOperator(l.lang, l.hint.Means)
	default:
		return l.hint.Name, ""
	}
}

func (l *hintLine) arrange(size fyne.Size) {
	place(l.back, 0, 0, size.Width, size.Height)
	place(l.icon, 10, (size.Height-16)/2, 16, 16)
	name, means := l.texts()
	l.name.Text = l.ruler.fit(name, widget.SizeInterface, false, (size.Width-46)*0.5)
	placeText(l.name, 36, 0, 0, size.Height)
	x := 36 + max(l.name.MinSize().Width+widget.Gap12, 96)
	l.means.Text = l.ruler.fit(means, widget.SizeList, false, size.Width-x-10)
	placeText(l.means, x, 0.5, 0, size.Height)
}

// MouseDown implements desktop.Mouseable. The choice is made before the field can lose the focus to the click.
func (l *hintLine) MouseDown(*desktop.MouseEvent) { l.press() }

// MouseUp implements desktop.Mouseable.
func (l *hintLine) MouseUp(*desktop.MouseEvent) {}
