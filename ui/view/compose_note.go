package view

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/widget"
)

// noteButton is a button of a note.
type noteButton struct {
	label string
	press func()
}

// composeNoteBar says or asks something above the foot, and offers up to two things to do about it.
type composeNoteBar struct {
	painted
	ruler   ruler
	fill    fyne.ThemeColorName
	said    string
	back    *canvas.Rectangle
	text    *canvas.Text
	buttons [2]*widget.Button
}

func newComposeNoteBar(r ruler, key func(*fyne.KeyEvent)) *composeNoteBar {
	n := &composeNoteBar{ruler: r, fill: widget.ColorWaitingWeak, back: canvas.NewRectangle(nil), text: newText(widget.SizeInterface, false)}
	n.back.CornerRadius = widget.RadiusControl
	n.objects = []fyne.CanvasObject{n.back, n.text}
	for i := range n.buttons {
		n.buttons[i] = widget.NewButton(widget.ButtonSecondary, "", nil)
		n.buttons[i].OnKey(key)
		n.objects = append(n.objects, n.buttons[i])
	}
	n.lay = n.arrange
	n.style = func() {
		n.back.FillColor, n.text.Color = widget.Color(n.fill), widget.Color(widget.ColorText)
	}
	n.Hide()
	n.ExtendBaseWidget(n)
	return n
}

// set shows a note; without words there is none.
func (n *composeNoteBar) set(fill fyne.ThemeColorName, said string, buttons ...noteButton) {
	n.fill, n.said = fill, said
	for i, b := range n.buttons {
		setShown(b, i < len(buttons))
		if i < len(buttons) {
			b.Set(buttons[i].label, buttons[i].press)
		}
	}
	setShown(n, said != "")
	n.Refresh()
}

func (n *composeNoteBar) arrange(size fyne.Size) {
	place(n.back, 0, 0, size.Width, size.Height)
	right := size.Width - widget.Gap8
	for _, b := range slices.Backward(n.buttons[:]) {
		if b.Visible() {
			width := b.MinSize().Width - widget.Gap8
			right -= width
			place(b, right, (size.Height-actionHeight)/2, width, actionHeight)
			right -= widget.Gap8
		}
	}
	n.text.Text = n.ruler.fit(n.said, widget.SizeInterface, false, right-widget.Gap12)
	placeText(n.text, widget.Gap12, 0, 0, size.Height)
}
