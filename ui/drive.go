package ui

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// Do runs f on the UI goroutine and returns when it has run or ctx ends. Any other goroutine may call it.
func (w *Window) Do(ctx context.Context, f func()) error {
	done := make(chan struct{})
	w.post(func() {
		defer close(done)
		f()
	})
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Until waits until holds, which runs on the UI goroutine, says so. The error names what was waited for.
func (w *Window) Until(ctx context.Context, what string, holds func(*model.Shell) bool) error {
	for {
		held := false
		if err := w.Do(ctx, func() { held = holds(w.shell) }); err != nil {
			return fmt.Errorf("wait for %s: %w", what, err)
		}
		if held {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w", what, ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Painted waits until a frame was painted for which holds said so: it is asked on the UI goroutine right before each
// frame. The time is when that frame was on the screen. The error names what was waited for.
func (w *Window) Painted(ctx context.Context, what string, holds func(*model.Shell) bool) (time.Time, error) {
	painted := make(chan time.Time, 1)
	w.post(func() {
		w.frames.each(func() bool {
			if ctx.Err() != nil {
				return false
			}
			if !holds(w.shell) {
				return true
			}
			w.post(func() { painted <- time.Now() }) // runs after the frame that is about to be painted
			return false
		})
	})
	select {
	case at := <-painted:
		return at, nil
	case <-ctx.Done():
		return time.Time{}, fmt.Errorf("wait for %s: %w", what, ctx.Err())
	}
}

// Opened returns when the first frame of the window was on the screen, and whether it showed all of the first screen:
// the mail, where there is a mailbox.
func (w *Window) Opened() (at time.Time, complete bool) { return w.opened, w.complete }

// mostStops bounds the walk of Press through everything that can have the focus.
const mostStops = 200

// Press presses the button that is labelled with the sentence of a key, in the language on screen: as somebody
// without a mouse does, by Tab until it has the focus, then Enter.
func (w *Window) Press(ctx context.Context, key words.Key) error {
	found := false
	err := w.Do(ctx, func() {
		canvas, label := w.window.Canvas(), words.T(w.lang, key)
		for range mostStops {
			canvas.FocusNext()
			if focused := canvas.Focused(); labelled(focused, label) {
				found = true
				focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
				return
			}
		}
	})
	if err == nil && !found {
		err = fmt.Errorf("no button %q can be reached", words.T(w.lang, key))
	}
	return err
}

func labelled(o fyne.Focusable, label string) bool {
	switch b := o.(type) {
	case *widget.Button:
		return b.Label() == label
	case *widget.IconButton:
		return b.Name() == label
	}
	return false
}

// PageDown and End scroll what has the focus, as the keys of that name do.
func (w *Window) PageDown(ctx context.Context) error { return w.typed(ctx, fyne.KeyPageDown) }

// End is the key of that name. See PageDown.
func (w *Window) End(ctx context.Context) error { return w.typed(ctx, fyne.KeyEnd) }

func (w *Window) typed(ctx context.Context, name fyne.KeyName) error {
	return w.Do(ctx, func() {
		if focused := w.window.Canvas().Focused(); focused != nil {
			focused.TypedKey(&fyne.KeyEvent{Name: name})
		}
	})
}

// Resize gives the window another size, in the toolkit's units.
func (w *Window) Resize(ctx context.Context, width, height float32) error {
	return w.Do(ctx, func() { w.window.Resize(fyne.NewSize(width, height)) })
}

// Choose switches language and theme, as the settings do.
func (w *Window) Choose(ctx context.Context, lang words.Language, theme string) error {
	return w.Do(ctx, func() {
		w.shell.Settings().SetLanguage(string(lang))
		w.shell.Settings().SetTheme(theme)
	})
}

// Next selects the message below, as the shortcut does.
func (w *Window) Next(ctx context.Context) error {
	return w.Do(ctx, func() {
		if m := w.mailboxOnScreen(); m != nil {
			m.Next(1)
		}
	})
}

// CloseSettings closes the settings.
func (w *Window) CloseSettings(ctx context.Context) error { return w.Do(ctx, w.closeSettings) }
