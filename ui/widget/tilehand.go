package widget

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// clicking counts clicks that follow one another at one place.
type clicking struct {
	at    fyne.Position
	when  time.Time
	count int
}

// doubleClick is how soon a second click makes a double one.
const doubleClick = 400 * time.Millisecond

// next counts a click and returns the how manieth it is, 3 at most.
func (c *clicking) next(at fyne.Position, now time.Time) int {
	const near = 4
	if now.Sub(c.when) > doubleClick || math.Abs(float64(at.X-c.at.X)) > near || math.Abs(float64(at.Y-c.at.Y)) > near || c.count == 3 {
		c.count = 0
	}
	c.at, c.when = at, now
	c.count++
	return c.count
}

// onPage converts a position of the roll to one of its page.
func (r *Roll) onPage(p fyne.Position) fyne.Position { return fyne.NewPos(p.X+r.left, p.Y) }

// MouseDown implements desktop.Mouseable.
func (r *Roll) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Focus(r)
	}
	if r.events.Down != nil {
		r.events.Down(r.onPage(e.Position), r.clicks.next(e.Position, r.now()), e.Modifier&fyne.KeyModifierShift != 0)
	}
}

// MouseUp implements desktop.Mouseable.
func (r *Roll) MouseUp(*desktop.MouseEvent) {}

// Dragged implements fyne.Draggable. Beyond the edge of what is visible the page scrolls along.
func (r *Roll) Dragged(e *fyne.DragEvent) {
	if r.events.Drag != nil {
		r.events.Drag(r.onPage(e.Position))
	}
	switch {
	case r.events.Scroll == nil:
	case e.Position.Y < r.top:
		r.events.Scroll(max(e.Position.Y-r.top, -60))
	case e.Position.Y > r.bottom:
		r.events.Scroll(min(e.Position.Y-r.bottom, 60))
	}
}

// DragEnd implements fyne.Draggable.
func (r *Roll) DragEnd() {}

// Tapped implements fyne.Tappable.
func (r *Roll) Tapped(e *fyne.PointEvent) {
	if r.events.Tap != nil {
		r.events.Tap(r.onPage(e.Position))
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (r *Roll) TappedSecondary(e *fyne.PointEvent) {
	if r.events.Menu != nil {
		r.events.Menu(r.onPage(e.Position), e.AbsolutePosition)
	}
}

// Scrolled implements fyne.Scrollable: sideways it moves a wide page, everything else is for the page around it.
func (r *Roll) Scrolled(e *fyne.ScrollEvent) {
	const faster = 2 // a notch of the toolkit is little for reading
	if e.Scrolled.DX != 0 {
		r.MoveSideways(-e.Scrolled.DX * faster)
	}
	if e.Scrolled.DY != 0 && r.events.Scroll != nil {
		r.events.Scroll(-e.Scrolled.DY * faster)
	}
}

// MouseIn implements desktop.Hoverable.
func (r *Roll) MouseIn(e *desktop.MouseEvent) { r.hover(e.Position, true) }

// MouseMoved implements desktop.Hoverable.
func (r *Roll) MouseMoved(e *desktop.MouseEvent) { r.hover(e.Position, true) }

// MouseOut implements desktop.Hoverable.
func (r *Roll) MouseOut() { r.hover(fyne.Position{}, false) }

func (r *Roll) hover(at fyne.Position, inside bool) {
	if r.events.Hover != nil {
		r.events.Hover(r.onPage(at), inside)
	}
}

// Cursor implements desktop.Cursorable.
func (r *Roll) Cursor() desktop.Cursor {
	if r.events.Link != nil && r.events.Link() {
		return desktop.PointerCursor
	}
	return desktop.TextCursor
}

// FocusGained implements fyne.Focusable.
func (r *Roll) FocusGained() { r.setFocus(true) }

// FocusLost implements fyne.Focusable.
func (r *Roll) FocusLost() { r.setFocus(false) }

func (r *Roll) setFocus(on bool) {
	r.focused = on
	if r.events.Focus != nil {
		r.events.Focus(on)
	}
}

// TypedRune implements fyne.Focusable.
func (r *Roll) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (r *Roll) TypedKey(e *fyne.KeyEvent) {
	if r.events.Key != nil {
		r.events.Key(e)
	}
}

// TypedShortcut implements fyne.Shortcutable: copy and select all.
func (r *Roll) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		if r.events.Copy == nil || s.Clipboard == nil {
			return
		}
		if text := r.events.Copy(); text != "" {
			s.Clipboard.SetContent(text)
		}
	case *fyne.ShortcutSelectAll:
		if r.events.All != nil {
			r.events.All()
		}
	}
}
