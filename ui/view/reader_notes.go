package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/widget"
)

const noteRows = 4

// noteStrip says what has to be known about a text, above it.
type noteStrip struct {
	painted
	ruler ruler
	notes []string
	back  *canvas.Rectangle
	lines [noteRows]*canvas.Text
}

func newNoteStrip(r ruler) *noteStrip {
	n := &noteStrip{ruler: r, back: canvas.NewRectangle(nil)}
	n.back.CornerRadius = widget.RadiusControl
	n.objects = []fyne.CanvasObject{n.back}
	for i := range n.lines {
		n.lines[i] = newText(widget.SizeList, false)
		n.objects = append(n.objects, n.lines[i])
	}
	n.lay = n.arrange
	n.style = func() {
		n.back.FillColor = widget.Color(widget.ColorSidebar)
		for _, l := range n.lines {
			l.Color = widget.Color(widget.ColorSecondary)
		}
	}
	n.ExtendBaseWidget(n)
	return n
}

// set shows notes and reports whether there are any.
func (n *noteStrip) set(notes []string) bool {
	n.notes = notes[:min(len(notes), noteRows)]
	return len(notes) > 0
}

func (n *noteStrip) wrap(width float32) []string {
	var lines []string
	for _, note := range n.notes {
		lines = append(lines, n.ruler.wrap(note, widget.SizeList, false, width-2*widget.Gap12, noteRows)...)
	}
	return lines[:min(len(lines), noteRows)]
}

// HeightFor implements widget.Tall.
func (n *noteStrip) HeightFor(width float32) float32 {
	return 2*9 + 18*float32(len(n.wrap(width)))
}

func (n *noteStrip) arrange(size fyne.Size) {
	place(n.back, 0, 0, size.Width, size.Height)
	lines := n.wrap(size.Width)
	for i, t := range n.lines {
		t.Text = ""
		if i < len(lines) {
			t.Text = lines[i]
			placeText(t, widget.Gap12, 9+18*float32(i), 0, 18)
		}
	}
}
