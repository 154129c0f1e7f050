// Package ui is the window: it starts the toolkit and puts the presenters of ui/model and the screens of ui/view
// together. It is the only package that brings functions to the UI goroutine (post.go).
//
// The UI goroutine never touches disk or network: everything it needs from outside comes through the ports of
// ui/model, which answer later. The toolkit's application is made here and nowhere else, so that every other
// package of the user interface can be tested without a display.
//
// The window is to be there at once, so that its parts are made at the same time (start.go): the toolkit makes the
// window and its graphics context, another goroutine has the fonts read, and a third opens the profile and reads the
// first screen of mail.
package ui

import (
	"context"
	"errors"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"letterbox/assets"
	"letterbox/mail"
	_ "letterbox/ui/early" // before the toolkit's cache
	"letterbox/ui/model"
	"letterbox/ui/widget"
)

// appID names the application to the toolkit and to the desktop.
const appID = "io.letterbox.desktop"

// Config holds what the window needs from outside.
type Config struct {
	// Open opens the profile. It is called once, in a goroutine of its own, while the toolkit starts.
	Open     func(context.Context) (Ports, error)
	Language string // of the system: "zh-CN" or "en"
	Demo     bool   // bind the demo mailbox at once
	// Unattended says that nobody reads what the window says: a driver drives it.
	Unattended bool
	Card       string // file of a binding card to be opened at once; "" for none
}

// Ports is an open profile as the window sees it. Locks, Notice and Driver may be nil; everything else is required.
type Ports struct {
	Setup        model.Setup
	Reader       model.Reader
	Fetcher      model.Fetcher        // nil: there are no large messages
	Pictures     model.PictureFetcher // nil: pictures are never fetched
	Mailer       model.Mailer
	Subscriber   model.Subscriber
	Prefs        model.Preferences
	Accounts     model.Accounts
	SignIn       model.SignIn
	Locks        model.Locks          // nil: there is no passphrase
	Cards        model.Cards          // nil: there are no binding cards
	Writer       model.Writer         // nil: nothing can be written
	Outbox       model.Outbox         // nil: there is no outbox
	Undoer       model.Undoer         // nil: nothing can be taken back
	Handed       <-chan string        // files of binding cards that are to be opened; nil: there never are any
	Notice       *mail.Problem        // what was repaired when the profile was opened; nil when nothing was
	Certificates model.Certificates   // nil: certificates are not shown
	Trust        model.TrustKeeper    // nil: there is no list of what was accepted
	Policy       *model.Policy        // nil: there is no page about it
	Diagnoser    model.Diagnoser      // nil: connections cannot be checked
	Reporter     model.Reporter       // nil: there is no support report
	Comparer     model.Comparer       // nil: accounts cannot be compared with their servers
	Keeping      model.Keeping        // nil: what mail takes on this computer is not told
	Collects     model.CollectKeeper  // nil: what becomes of mail on a maildrop cannot be chosen
	Conflicts    model.ConflictReader // nil: there is no list of changes that were not made
	Searcher     model.Searcher       // nil: nothing can be searched
	Saved        model.SavedSearches  // nil: searches cannot be kept
	People       model.PeopleReader   // nil: nobody is known
	Servers      model.ServerSearcher // nil: searches do not go on at servers
	Driver       Driver               // drives the window instead of a person
}

// Driver drives the window by its own widgets: the tour and the measurements. It runs in a goroutine of its own,
// which ends when ctx ends or Drive returns; then the window closes.
type Driver interface {
	Drive(ctx context.Context, w *Window) error
}

// Run opens the window and returns when it is closed or ctx ends. It must be called from the main goroutine. The
// error is that of Open, or the driver's. When Open fails there is no window, but for a policy that keeps the profile
// shut: that is told in the window until it is closed. When Run returns, nothing uses the ports any more.
func Run(ctx context.Context, c Config) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	app := fyneapp.NewWithID(appID)
	app.SetIcon(fyne.NewStaticResource("letterbox.png", assets.AppIcon()))
	posts := newPoster()
	input := findInputMethod(ctx, posts.post)
	defer input.close()
	scope := model.NewScope(ctx, posts.post)
	w := newWindow(app, posts.post, c.Demo)
	if err := w.start(ctx, c, scope, posts, input); err != nil {
		if stops(c, err) {
			w.runStopped(ctx, c, posts, err)
		}
		cancel()
		scope.Wait()
		return err
	}

	var running sync.WaitGroup
	running.Go(func() { tick(ctx, time.Minute, posts.post, w.tick) })      // ends with ctx: dates are worded relative to now
	running.Go(func() { tick(ctx, turn, posts.post, w.repaintForgotten) }) // ends with ctx
	running.Go(func() {                                                    // ends with ctx
		<-ctx.Done()
		posts.post(app.Quit)
	})
	w.frames.each(func() bool {
		running.Go(func() { // ends when the fonts of the system are known
			widget.FindSystemFonts()
			posts.post(w.openMenu)
		})
		return false
	})
	running.Go(func() { w.takeCards(ctx, c.Card) }) // ends with ctx
	var driven error
	if driver := w.ports.Driver; driver != nil {
		running.Go(func() { // ends when the driver does; ctx ends the driver
			driven = driver.Drive(ctx, w)
			cancel()
		})
	}
	app.Run()
	input.close()
	rested := w.rest(ctx)
	cancel()
	running.Wait()
	scope.Wait()
	return errors.Join(rested, driven)
}

// tick calls f on the UI goroutine, again and again, until ctx ends.
func tick(ctx context.Context, every time.Duration, post func(func()), f func()) {
	clock := time.NewTicker(every)
	defer clock.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-clock.C:
			post(f)
		}
	}
}
