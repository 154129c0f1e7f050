package app

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"letterbox/mail"
	"letterbox/ui"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// tour drives the real window through the main job — bind the demo mailbox, read, go offline, read on — and leaves
// pictures, so that whoever builds the program, or a machine without a display, sees what it looks like.
//
// The picture of a window is taken from outside, because what a graphics driver hands back of a window's own
// surface is undefined: the tour prints "picture FILE" and goes on when it reads a line.
type tour struct {
	house  *house
	acting *rehearsal
	dir    string
	camera io.Writer // is told what to take
	taken  *bufio.Reader
}

func newTour(h *house, dir string) *tour {
	return &tour{house: h, acting: h.acting, dir: dir, camera: os.Stdout, taken: bufio.NewReader(os.Stdin)}
}

// step is one thing that the tour does.
type step struct {
	name string
	do   func(context.Context, *ui.Window) error
}

// Drive implements ui.Driver.
func (t *tour) Drive(ctx context.Context, w *ui.Window) error {
	ctx, cancel := context.WithTimeout(ctx, 4*time.Minute)
	defer cancel()
	for _, s := range t.steps() {
		if err := s.do(ctx, w); err != nil {
			_ = t.take(ctx, "failed")
			return fmt.Errorf("tour: %s: %w", s.name, err)
		}
	}
	return nil
}

func (t *tour) steps() []step {
	return []step{
		{"first page", t.until(model.ScreenWizard)},
		{"pictures of the first page", t.looks("1-wizard")},
		{"pages of the wizard", t.wizardPages},
		{"problem cards", t.problemCards},
		{"press demo mailbox", press(words.TypeTryDemo)},
		{"bound and listed", t.listed},
		{"mail is there", t.filled},
		{"choose a message", t.read(3)},
		{"pictures of the mailbox", t.looks("2-mailbox")},
		{"searching", t.searching},
		{"narrow window", t.narrow},
		{"settings", t.settings},
		{"check of the connection, and report", t.support},
		{"policy", t.policyPage},
		{"go offline", t.offline},
		{"read offline", t.read(2)},
		{"picture offline", t.picture("5-offline", words.ZH, model.ThemeLight)},
		{"back online", t.online},
	}
}

func (t *tour) until(screen model.Screen) func(context.Context, *ui.Window) error {
	return func(ctx context.Context, w *ui.Window) error {
		return w.Until(ctx, string(screen), func(s *model.Shell) bool { return s.State().Screen == screen })
	}
}

func press(key words.Key) func(context.Context, *ui.Window) error {
	return func(ctx context.Context, w *ui.Window) error { return w.Press(ctx, key) }
}

// allLooks are both languages, dark and light.
var allLooks = []struct {
	lang  words.Language
	theme string
}{{words.EN, model.ThemeDark}, {words.EN, model.ThemeLight}, {words.ZH, model.ThemeDark}, {words.ZH, model.ThemeLight}}

// looks takes a picture in both languages, light and dark.
func (t *tour) looks(name string) func(context.Context, *ui.Window) error {
	return func(ctx context.Context, w *ui.Window) error {
		for _, look := range allLooks {
			if err := t.picture(name+"-"+string(look.lang)+"-"+look.theme, look.lang, look.theme)(ctx, w); err != nil {
				return err
			}
		}
		return nil
	}
}

func (t *tour) picture(name string, lang words.Language, theme string) func(context.Context, *ui.Window) error {
	return func(ctx context.Context, w *ui.Window) error {
		if err := w.Choose(ctx, lang, theme); err != nil {
			return err
		}
		return t.take(ctx, name)
	}
}

// drawn is how long the toolkit may take to draw what changed.
const drawn = 400 * time.Millisecond

// take has a picture taken of what the window shows, once it is drawn.
func (t *tour) take(ctx context.Context, name string) error {
	select {
	case <-time.After(drawn):
	case <-ctx.Done():
		return ctx.Err()
	}
	if _, err := fmt.Fprintf(t.camera, "picture %s\n", filepath.Join(t.dir, name+".png")); err != nil {
		return fmt.Errorf("ask for picture: %w", err)
	}
	if _, err := t.taken.ReadString('\n'); err != nil {
		return fmt.Errorf("wait for picture: %w", err)
	}
	return nil
}

// listed waits until the mailbox shows messages, going on from the wizard's last page if it waits for that.
func (t *tour) listed(ctx context.Context, w *ui.Window) error {
	err := w.Until(ctx, "the demo mailbox is bound", func(s *model.Shell) bool {
		return s.State().Screen == model.ScreenMailbox || s.Wizard() != nil && s.Wizard().State().Page == model.PageDone
	})
	if err != nil {
		return err
	}
	if err := t.take(ctx, "1-wizard-done"); err != nil {
		return err
	}
	if err := t.leaveWizard(ctx, w); err != nil {
		return err
	}
	return w.Until(ctx, "the list has rows", func(s *model.Shell) bool { return s.List().State().Count > 0 })
}

// leaveWizard presses the button of the last page, unless the mailbox came up by itself.
func (t *tour) leaveWizard(ctx context.Context, w *ui.Window) error {
	done := false
	err := w.Until(ctx, "the wizard's last page", func(s *model.Shell) bool {
		done = s.State().Screen == model.ScreenMailbox
		return true
	})
	if err != nil || done {
		return err
	}
	return w.Press(ctx, words.ButtonToMail)
}

// filled waits until everything is stored, so that the rest works without the server.
func (t *tour) filled(ctx context.Context, w *ui.Window) error {
	return w.Until(ctx, "everything is stored", func(*model.Shell) bool {
		all := t.house.engine.Status()
		return len(all) == 1 && all[0].Activity == mail.Watching
	})
}

// read selects the message n rows below and waits until it is shown.
func (t *tour) read(n int) func(context.Context, *ui.Window) error {
	return func(ctx context.Context, w *ui.Window) error {
		for range n {
			if err := w.Next(ctx); err != nil {
				return err
			}
		}
		return w.Until(ctx, "the message is shown", func(s *model.Shell) bool { return s.Letter().State().Phase == model.LetterShown })
	}
}

func (t *tour) narrow(ctx context.Context, w *ui.Window) error {
	if err := w.Resize(ctx, 820, 700); err != nil {
		return err
	}
	if err := t.take(ctx, "3-narrow"); err != nil {
		return err
	}
	return w.Resize(ctx, 1200, 788)
}

func (t *tour) settings(ctx context.Context, w *ui.Window) error {
	if err := w.Press(ctx, words.BarSettings); err != nil {
		return err
	}
	if err := t.take(ctx, "4-settings"); err != nil {
		return err
	}
	if err := t.accountPages(ctx, w); err != nil {
		return err
	}
	return w.CloseSettings(ctx)
}

func (t *tour) offline(ctx context.Context, w *ui.Window) error {
	t.house.demo.goOffline()
	t.house.engine.Refresh(0)
	return w.Until(ctx, "the connection is lost", func(*model.Shell) bool {
		all := t.house.engine.Status()
		return len(all) == 1 && all[0].Activity == mail.Waiting
	})
}

func (t *tour) online(ctx context.Context, w *ui.Window) error {
	if err := t.house.demo.goOnline(ctx); err != nil {
		return err
	}
	t.house.engine.Refresh(0)
	return t.filled(ctx, w)
}
