package ui

import (
	"context"

	"letterbox/ui/model"
	"letterbox/ui/widget"
)

// start opens the profile and the window, and puts the first screen into it, with its mail if that could be read
// meanwhile. An error is that of opening the profile.
func (w *Window) start(ctx context.Context, c Config, scope *model.Scope, posts *poster, input *inputMethod) error {
	w.app.Settings().SetTheme(w.theme)
	profile := open(ctx, c, posts, func(p Ports) *model.Shell {
		return model.NewShell(model.Config{
			Scope: scope, Setup: p.Setup, Reader: p.Reader, Fetcher: p.Fetcher, Pictures: p.Pictures, Mailer: p.Mailer, Subscriber: p.Subscriber, Prefs: p.Prefs,
			Language: c.Language, Accounts: p.Accounts, SignIn: p.SignIn, Locks: p.Locks, Cards: p.Cards, Notice: p.Notice, OpenFile: openTemporary(w.app),
			Writer: p.Writer, Outbox: p.Outbox, Undoer: p.Undoer,
			Certificates: p.Certificates, Trust: p.Trust, Policy: p.Policy, Diagnoser: p.Diagnoser, Reporter: p.Reporter,
			Comparer: p.Comparer, Keeping: p.Keeping, Collects: p.Collects, Conflicts: p.Conflicts, Searcher: p.Searcher, Saved: p.Saved, People: p.People, Servers: p.Servers,
		})
	})
	input.install(w.app)
	w.window = w.app.NewWindow("Letterbox")
	<-profile.known
	if profile.err != nil {
		return profile.err
	}
	fonts := readFonts()
	w.open(profile.first, func() {
		<-fonts
		w.ports, w.shell = profile.ports, profile.take()
		w.complete = hasFirstScreen(w.shell)
		posts.toToolkit()
		w.shell.Observe(w.draw)
	})
	return nil
}

// readFonts has the toolkit read the fonts, which takes a while. No text may be measured before the channel is closed.
func readFonts() <-chan struct{} {
	done := make(chan struct{})
	go func() { // ends when the fonts are read
		defer close(done)
		widget.ReadFonts()
	}()
	return done
}

// opening is the profile on its way to the window. The goroutine that opens it owns the presenters, as the UI
// goroutine does later, and lets them read the first screen.
type opening struct {
	known chan struct{} // closed when it is known what will be shown, or why nothing can
	first model.ShellState
	err   error
	ports Ports

	wanted chan struct{} // closed when the window wants the presenters
	over   chan struct{} // closed when the goroutine has let go of them
	shell  *model.Shell
}

func open(ctx context.Context, c Config, posts *poster, present func(Ports) *model.Shell) *opening {
	o := &opening{known: make(chan struct{}), wanted: make(chan struct{}), over: make(chan struct{})}
	go func() { // ends when the first screen is read, or wanted
		defer close(o.over)
		defer func() {
			if o.shell == nil {
				close(o.known)
			}
		}()
		if o.ports, o.err = c.Open(ctx); o.err != nil {
			return
		}
		shell := present(o.ports)
		shell.Start()
		posts.serve(ctx.Done(), func() bool {
			o.first = shell.State()
			return o.first.Screen != model.ScreenStarting || o.first.Problem != nil
		})
		o.shell = shell
		close(o.known)
		posts.serve(o.wanted, func() bool { return hasFirstScreen(shell) })
	}()
	return o
}

// take returns the presenters, which belong to the caller from now on.
func (o *opening) take() *model.Shell {
	close(o.wanted)
	<-o.over
	return o.shell
}

// hasFirstScreen reports whether everything is there that the window shows at first. Asking for the first row has it
// read.
func hasFirstScreen(s *model.Shell) bool {
	if s.State().Screen != model.ScreenMailbox {
		return true
	}
	list := s.List().State()
	if list.Problem != nil || s.Sidebar().State().Problem != nil {
		return true
	}
	return list.Folder.ID != 0 && !list.Loading && (list.Count == 0 || s.List().Row(0).Loaded)
}
