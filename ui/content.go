package ui

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"letterbox/ui/view"
)

// menuHeight is the room that the toolkit takes for the menu where the system has no menu bar of its own.
const menuHeight float32 = 28

// content is the layout of what fills the window. It leaves the place of the menu free until the menu is there, so
// that nothing moves when it comes.
type content struct {
	window *Window
	first  func() // makes the first screen; nil once it did
}

func (c *content) top() float32 {
	if c.window.menu || runtime.GOOS == "darwin" {
		return 0
	}
	return menuHeight
}

// Layout implements fyne.Layout.
func (c *content) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, c.top()))
		o.Resize(fyne.NewSize(size.Width, max(size.Height-c.top(), 0)))
	}
}

// MinSize implements fyne.Layout. The toolkit asks for it when it has made the window and its graphics context, and
// paints soon after: that is the last moment for the first screen to come, if the first frame is not to be empty.
func (c *content) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if c.first != nil {
		first := c.first
		c.first = nil
		first()
	}
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(0, c.top())
}

// put fills the window with a screen, and has focus give somebody the keyboard when the screen is in the window.
func (w *Window) put(screen fyne.CanvasObject, focus func()) {
	if w.opened.IsZero() {
		w.root.Objects = []fyne.CanvasObject{screen}
	} else {
		w.window.SetContent(watch(container.New(&content{window: w}, screen)))
	}
	w.oncePainted(screen, focus)
}

// oncePainted does something with what is in a window as soon as the toolkit knows in which: when it was painted.
func (w *Window) oncePainted(o fyne.CanvasObject, do func()) {
	w.frames.each(func() bool {
		if w.app.Driver().CanvasForObject(o) == nil {
			return true
		}
		do()
		return false
	})
}

// openMenu gives the window its menu. It comes after the first frame, because the toolkit words it in the font of
// the theme, with everything that stands behind that font: reading it takes as long as all the rest of the window.
func (w *Window) openMenu() {
	w.menu = true
	w.drawMenu()
}

// drawMenu words the menu again, once there is one.
func (w *Window) drawMenu() {
	if w.menu {
		w.window.SetMainMenu(view.MainMenu(view.MenuConfig{Shell: w.shell, Mailbox: w.mailboxOnScreen(), Quit: w.app.Quit}))
	}
}
