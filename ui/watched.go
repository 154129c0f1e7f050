package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// The toolkit knows of every object it has painted in which window it is, for as long as early.CacheTime after it last
// looked at it, and does not paint changes of objects of which it no longer knows. It looks at all of a window in every
// frame in which there is nothing to paint. When frames take long, as a window's first one does on a busy computer, it
// forgets what it has just painted, and the window stands still until its size changes. A watched window is noticed to
// be forgotten, and painted anew.

// Looking at a mark makes the toolkit remember that mark, so that they are looked at in turn: the oldest was last looked
// at longer ago than the toolkit remembers.
const (
	marks = 4
	turn  = time.Second
)

// watched is the layout of what fills a window that is noticed to be forgotten: one object over all of it, and marks
// that nobody sees.
type watched struct {
	next int // the mark whose turn it is
}

// watch returns what is to fill a window.
func watch(content fyne.CanvasObject) *fyne.Container {
	c := container.New(&watched{}, content)
	for range marks {
		c.Objects = append(c.Objects, &canvas.Rectangle{})
	}
	return c
}

// Layout implements fyne.Layout.
func (l *watched) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.Position{})
	objects[0].Resize(size)
}

// MinSize implements fyne.Layout.
func (l *watched) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// forgotten reports whether the toolkit, asked by canvasOf, has forgotten the window with these objects.
func (l *watched) forgotten(objects []fyne.CanvasObject, canvasOf func(fyne.CanvasObject) fyne.Canvas) bool {
	mark := objects[1+l.next]
	l.next = (l.next + 1) % marks
	return canvasOf(mark) == nil
}

// repaintForgotten paints windows anew that the toolkit has forgotten. It is called once a turn.
func (w *Window) repaintForgotten() {
	driver := w.app.Driver()
	for _, window := range driver.AllWindows() {
		c, ok := window.Content().(*fyne.Container)
		if !ok {
			continue
		}
		if l, ok := c.Layout.(*watched); ok && l.forgotten(c.Objects, driver.CanvasForObject) {
			window.Canvas().Refresh(c)
		}
	}
}
