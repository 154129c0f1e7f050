package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/widget"
)

// framedTextHeight has room for three lines.
const framedTextHeight float32 = 88

// framedText is a text of some lines in a frame, as high as a short letter's end.
type framedText struct {
	painted
	entry       *widget.Editor
	focused     bool
	back, focus *canvas.Rectangle
}

// newFramedText returns an empty one. Esc goes to escape; Tab leaves it.
func newFramedText(changed func(string), escape func()) *framedText {
	f := &framedText{back: canvas.NewRectangle(nil), focus: newOutline(widget.RadiusControl)}
	f.back.CornerRadius, f.back.StrokeWidth = widget.RadiusControl, widget.LineWidth
	f.entry = newComposeEntry(true, entryHooks{
		changed: changed,
		key: func(e *fyne.KeyEvent) bool {
			if e.Name == fyne.KeyEscape {
				escape()
				return true
			}
			return false
		},
		focused:  func(on bool) { f.focused = on; f.Refresh() },
		shortcut: func(fyne.Shortcut) bool { return false },
	})
	f.objects = []fyne.CanvasObject{f.back, f.entry, f.focus}
	f.least = func() fyne.Size { return fyne.NewSize(120, framedTextHeight) }
	f.lay = func(size fyne.Size) {
		place(f.back, 0, 0, size.Width, size.Height)
		place(f.focus, 0, 0, size.Width, size.Height)
		place(f.entry, 5, widget.Gap4, size.Width-10, size.Height-2*widget.Gap4)
	}
	f.style = func() {
		f.back.FillColor, f.back.StrokeColor = widget.Color(widget.ColorSurface), widget.Color(widget.ColorLine)
		f.focus.StrokeColor, f.focus.Hidden = widget.Color(widget.ColorAccent), !f.focused
	}
	f.ExtendBaseWidget(f)
	return f
}
