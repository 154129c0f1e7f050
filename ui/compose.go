package ui

import (
	"context"
	"io"
	"os"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"letterbox/ui/model"
	"letterbox/ui/view"
)

// restTime is how long the end of the program waits for what is being written to be on disk.
const restTime = 10 * time.Second

// composeWindow is a window in which a message is written.
type composeWindow struct {
	presenter *model.Compose
	window    fyne.Window
	view      *view.Compose
}

// showWriting opens windows for the messages that are being written, and closes those whose message is no longer.
func (w *Window) showWriting() {
	wanted := w.shell.Writing()
	w.writing = slices.DeleteFunc(w.writing, func(c *composeWindow) bool {
		over := !slices.Contains(wanted, c.presenter)
		if over {
			c.window.Close()
		}
		return over
	})
	for _, p := range wanted {
		if !slices.ContainsFunc(w.writing, func(c *composeWindow) bool { return c.presenter == p }) {
			w.writing = append(w.writing, w.openWriting(p))
		}
	}
}

func (w *Window) openWriting(p *model.Compose) *composeWindow {
	c := &composeWindow{presenter: p, window: w.app.NewWindow("Letterbox")}
	c.window.SetPadded(false)
	c.view = view.NewCompose(view.ComposeConfig{
		Compose: p, Language: w.lang, Now: time.Now, Title: c.window.SetTitle,
		Open: func(path string) (io.ReadCloser, error) { return os.Open(path) },
		ChooseFile: func(add func(string, func() (io.ReadCloser, error))) {
			dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
				if err == nil && file != nil {
					add(file.URI().Name(), func() (io.ReadCloser, error) { return file, nil })
				}
			}, c.window).Show()
		},
	})
	c.window.SetContent(watch(c.view))
	c.window.Resize(view.ComposeSize)
	c.window.SetCloseIntercept(p.Close)
	c.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { c.view.Dropped(files) })
	c.window.Canvas().SetOnTypedKey(c.view.TypedKey)
	for _, s := range c.view.Shortcuts() {
		c.window.Canvas().AddShortcut(s, func(s fyne.Shortcut) { c.view.Shortcut(s) })
	}
	p.OnRaise(c.window.RequestFocus)
	c.window.CenterOnScreen()
	c.window.Show()
	w.frames.each(func() bool { return slices.Contains(w.writing, c) && !c.view.FocusFirst() })
	return c
}

// rest has everything on disk that is being written. The toolkit has ended, and this is the UI goroutine.
func (w *Window) rest(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), restTime)
	defer cancel()
	return w.shell.Rest(ctx)
}
