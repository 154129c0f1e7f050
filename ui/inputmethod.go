package ui

import (
	"context"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"letterbox/ui/ime"
)

// inputVariable switches input methods off where they make trouble: with the value "off" the toolkit's own way of
// typing is all there is.
const inputVariable = "LETTERBOX_IME"

// inputMethod is the input method of all windows.
type inputMethod struct {
	found  chan ime.Backend // gets one
	method *ime.Method      // nil before install
}

// findInputMethod looks for the system's input method, while other things go on.
func findInputMethod(ctx context.Context, post func(func())) *inputMethod {
	m := &inputMethod{found: make(chan ime.Backend, 1)}
	if os.Getenv(inputVariable) == "off" {
		m.found <- ime.None()
		return m
	}
	go func() { m.found <- nativeInput(ctx, post) }() // ends when the input method is found, or given up
	return m
}

// install gives the input method to the fields of an app. It must be called before the toolkit's first window is made,
// which is when the toolkit connects to input methods by itself, unless told not to.
func (m *inputMethod) install(app fyne.App) {
	m.method = ime.NewMethod(<-m.found, func(c fyne.Canvas) uintptr { return windowOf(app, c) })
	ime.Install(m.method)
}

// close ends the input method. What is composed stays as letters. A second call does nothing.
func (m *inputMethod) close() {
	if m.method != nil {
		m.method.Close()
		m.method = nil
	}
}

// windowOf returns the system's name of the window of a canvas, 0 when it has none.
func windowOf(app fyne.App, c fyne.Canvas) uintptr {
	var name uintptr
	for _, w := range app.Driver().AllWindows() {
		native, ok := w.(driver.NativeWindow)
		if !ok || w.Canvas() != c {
			continue
		}
		native.RunNative(func(context any) {
			switch c := context.(type) {
			case driver.X11WindowContext:
				name = c.WindowHandle
			case driver.WindowsWindowContext:
				name = c.HWND
			case driver.MacWindowContext:
				name = c.NSWindow
			}
		})
	}
	return name
}
