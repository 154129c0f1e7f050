package ui

import (
	"context"
	"sync"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/view"
	"letterbox/ui/words"
)

// stops reports whether a profile that could not be opened is told in the window: where the administrator's policy is
// what keeps it shut, the person cannot be left with a program that only vanishes.
func stops(c Config, err error) bool {
	code := mail.ProblemOf(err).Code
	return !c.Unattended && (code == mail.PolicyInvalid || code == mail.PolicyForbids)
}

// runStopped shows why no profile was opened, and nothing else, until the window is closed or ctx ends.
func (w *Window) runStopped(ctx context.Context, c Config, posts *poster, err error) {
	w.lang = words.Language(c.Language)
	fonts := readFonts()
	w.open(model.ShellState{Screen: model.ScreenWizard, Language: c.Language, Theme: model.ThemeSystem}, func() {
		<-fonts
		posts.toToolkit()
		page := view.NewStopped(view.StoppedConfig{Problem: mail.ProblemOf(err), Language: w.lang, Copy: w.copy, Quit: w.app.Quit})
		w.put(page.Screen(), page.FocusFirst)
		w.window.Canvas().SetOnTypedKey(page.TypedKey)
	})
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { // ends with ctx
		<-ctx.Done()
		posts.post(w.app.Quit)
	})
	w.app.Run()
	cancel()
	running.Wait()
}
