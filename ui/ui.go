// Package ui is the window: it starts the toolkit and puts the presenters of ui/model and the screens of ui/view
// together. It is the only package that brings functions to the UI goroutine (post.go).
//
// The UI goroutine never touches disk or network: everything it needs from outside comes through the ports of
// ui/model, which answer later. The toolkit's application is made here and nowhere else, so that every other
// package of the user interface can be tested without a display.
package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"letterbox/assets"
	"letterbox/mail"
	_ "letterbox/ui/early" // before the toolkit's cache
	"letterbox/ui/model"
)

// appID names the application to the toolkit and to the desktop.
const appID = "io.letterbox.desktop"

// Config holds what the window needs from outside. Driver may be nil; everything else is required.
type Config struct {
	Setup      model.Setup
	Reader     model.Reader
	Mailer     model.Mailer
	Subscriber model.Subscriber
	Prefs      model.Preferences
	Remover    model.Remover
	Language   string        // of the system: "zh-CN" or "en"
	Notice     *mail.Problem // what was repaired when the profile was opened; nil when nothing was
	Demo       bool          // bind the demo mailbox at once
	Driver     Driver        // drives the window instead of a person
}

// Driver drives the window by its own widgets: the tour and the measurements. It runs in a goroutine of its own,
// which ends when ctx ends or Drive returns; then the window closes.
type Driver interface {
	Drive(ctx context.Context, w *Window) error
}

// Run opens the window and returns when it is closed or ctx ends. It must be called from the main goroutine. The
// error is the driver's.
func Run(ctx context.Context, c Config) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	app := fyneapp.NewWithID(appID)
	app.SetIcon(fyne.NewStaticResource("letterbox.png", assets.AppIcon()))
	posts := &poster{}
	scope := model.NewScope(ctx, posts.post)
	w := newWindow(ctx, app, scope, posts.post, c)
	w.open()
	ticking := make(chan struct{})
	go func() { // ends with ctx
		defer close(ticking)
		tick(ctx, posts.post, w.tick)
	}()

	ended := make(chan struct{})
	go func() { // ends with ctx
		defer close(ended)
		<-ctx.Done()
		posts.post(app.Quit)
	}()
	var driven error
	var driving chan struct{}
	if c.Driver != nil {
		driving = make(chan struct{})
		go func() { // ends when the driver does; ctx ends the driver
			defer close(driving)
			driven = c.Driver.Drive(ctx, w)
			cancel()
		}()
	}
	app.Run()
	cancel()
	<-ended
	<-ticking
	if driving != nil {
		<-driving
	}
	scope.Wait()
	return driven
}

// tick calls f once a minute on the UI goroutine until ctx ends. Dates are worded relative to now.
func tick(ctx context.Context, post func(func()), f func()) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
			post(f)
		}
	}
}
