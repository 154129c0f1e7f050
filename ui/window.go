package ui

import (
	"context"
	"io"
	"net/url"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/ui/model"
	"letterbox/ui/view"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// The sizes of the window, in the toolkit's units.
var (
	wizardSize  = fyne.NewSize(920, 640+menuHeight)
	mailboxSize = fyne.NewSize(1200, 760+menuHeight)
)

// menuHeight is the room that the toolkit takes for the menu where the system has no menu bar of its own.
const menuHeight float32 = 28

// settingsTop is where the settings begin: just below the bar of the mailbox.
const settingsTop float32 = 60

// Window is the main window: it shows the wizard or the mailbox, as the shell says. It belongs to the UI goroutine
// but for the methods that say otherwise.
type Window struct {
	app    fyne.App
	window fyne.Window
	post   func(func())
	config Config
	shell  *model.Shell

	theme    fyne.Theme
	mode     widget.Mode
	lang     words.Language
	screen   model.Screen
	wizard   *view.Wizard
	mailbox  *view.Mailbox
	settings *fynewidget.PopUp
}

func newWindow(ctx context.Context, app fyne.App, scope *model.Scope, post func(func()), c Config) *Window {
	w := &Window{app: app, post: post, config: c, mode: widget.ModeSystem}
	w.theme = widget.NewTheme(func() widget.Mode { return w.mode })
	w.shell = model.NewShell(model.Config{
		Scope: scope, Setup: c.Setup, Reader: c.Reader, Mailer: c.Mailer, Subscriber: c.Subscriber, Prefs: c.Prefs,
		Language: c.Language, Remover: c.Remover, OpenFile: openTemporary(app),
	})
	return w
}

// open shows the window and has the shell draw into it from now on.
func (w *Window) open() {
	w.app.Settings().SetTheme(w.theme)
	w.window = w.app.NewWindow("Letterbox")
	w.window.SetMaster()
	w.window.SetPadded(false)
	w.window.Resize(wizardSize)
	w.window.CenterOnScreen()
	w.shell.Observe(w.draw)
	w.shell.Start()
	w.window.Show()
}

// draw takes over what changed: appearance, screen, language, settings.
func (w *Window) draw(s model.ShellState) {
	painted := w.mode
	if w.mode = widget.Mode(s.Theme); w.mode != painted {
		w.app.Settings().SetTheme(w.theme)
	}
	spoken := w.lang
	w.lang = words.Language(s.Language)
	if w.lang != spoken {
		w.speak()
	}
	shown := w.screen
	w.screen = s.Screen
	if w.screen != shown {
		w.show()
	}
	if w.lang != spoken || w.screen != shown || w.mode != painted {
		w.window.SetMainMenu(view.MainMenu(view.MenuConfig{Shell: w.shell, Mailbox: w.mailboxOnScreen(), Quit: w.app.Quit}))
	}
	w.showSettings(s.Settings)
}

func (w *Window) speak() {
	w.window.SetTitle(words.T(w.lang, words.AppName))
	if w.wizard != nil {
		w.wizard.SetLanguage(w.lang)
	}
	if w.mailbox != nil {
		w.mailbox.SetLanguage(w.lang)
	}
}

func (w *Window) mailboxOnScreen() *view.Mailbox {
	if w.screen == model.ScreenMailbox {
		return w.mailbox
	}
	return nil
}

func (w *Window) show() {
	switch w.screen {
	case model.ScreenWizard:
		w.wizard = view.NewWizard(view.WizardConfig{Wizard: w.shell.Wizard(), Language: w.lang, OpenLink: w.openLink, Copy: w.copy})
		w.window.SetContent(w.wizard)
		w.window.Canvas().SetOnTypedKey(w.wizard.TypedKey) // when nothing has the focus
		w.wizard.FocusFirst()
		if w.config.Demo {
			w.config.Demo = false // once; the person may remove it and bind a mailbox of their own
			w.shell.Wizard().TryDemo()
		}
	case model.ScreenMailbox:
		w.wizard = nil
		if w.mailbox == nil {
			w.mailbox = view.NewMailbox(view.MailboxConfig{
				Shell: w.shell, Prefs: w.config.Prefs, Now: time.Now, SaveFile: w.saveFile, OpenLink: w.openLink, Copy: w.copy,
			})
		}
		w.window.SetContent(w.mailbox)
		w.window.Canvas().SetOnTypedKey(w.mailbox.TypedKey)
		if size := w.window.Canvas().Size(); size.Width < mailboxSize.Width || size.Height < mailboxSize.Height {
			w.window.Resize(mailboxSize)
		}
		w.mailbox.FocusList()
	case model.ScreenStarting:
	}
}

// showSettings puts the settings over what is shown, or takes them away.
func (w *Window) showSettings(open bool) {
	switch {
	case open && w.settings == nil:
		content := view.NewSettings(view.SettingsConfig{Settings: w.shell.Settings(), Add: w.shell.AddAccount, Close: w.closeSettings})
		w.settings = fynewidget.NewPopUp(content, w.window.Canvas())
		content.OnResize(w.placeSettings)
		w.settings.Show()
		w.placeSettings()
	case !open && w.settings != nil:
		w.settings.Hide()
		w.settings = nil
	}
}

func (w *Window) closeSettings() { w.shell.OpenSettings(false) }

// placeSettings keeps the settings under the button that opens them, at the right.
func (w *Window) placeSettings() {
	if w.settings == nil {
		return
	}
	w.settings.Resize(w.settings.Content.MinSize())
	content := w.app.Driver().AbsolutePositionForObject(w.window.Content())
	w.settings.Move(fyne.NewPos(w.window.Canvas().Size().Width-view.SettingsWidth-widget.Gap16, content.Y+settingsTop))
}

func (w *Window) tick() {
	if w.mailbox != nil {
		w.mailbox.Tick()
	}
}

// openLink opens what a person pressed. Only web and mail addresses leave the program.
func (w *Window) openLink(text string) {
	link, err := url.Parse(text)
	if err != nil || link.Scheme != "https" && link.Scheme != "http" && link.Scheme != "mailto" {
		return
	}
	if err := w.app.OpenURL(link); err != nil {
		fyne.LogError("open link", err)
	}
}

func (w *Window) copy(text string) { w.app.Clipboard().SetContent(text) }

// saveFile asks for a place and has save write there.
func (w *Window) saveFile(name string, save func(io.WriteCloser)) {
	ask := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err == nil && file != nil {
			save(file)
		}
	}, w.window)
	ask.SetFileName(name)
	ask.Show()
}
