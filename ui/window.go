package ui

import (
	"io"
	"net/url"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

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

// Window is the main window: it shows the wizard or the mailbox, as the shell says. It belongs to the UI goroutine
// but for the methods that say otherwise.
type Window struct {
	app    fyne.App
	window fyne.Window
	post   func(func())
	demo   bool // bind the demo mailbox at the first occasion
	ports  Ports
	shell  *model.Shell

	root     *fyne.Container // the first content
	opened   time.Time       // when the window was painted first
	complete bool            // everything was in that frame
	menu     bool            // the window has its menu
	frames   frames
	theme    fyne.Theme
	mode     widget.Mode
	lang     words.Language
	screen   model.Screen
	wizard   *view.Wizard
	mailbox  *view.Mailbox
	settings *overlay // nil while they are closed

	leaveSettings func() // ends the drawing of the settings

	certificates certificatePage
	support      supportPage
	writing      []*composeWindow
}

func newWindow(app fyne.App, post func(func()), demo bool) *Window {
	w := &Window{app: app, post: post, demo: demo, mode: widget.ModeSystem}
	w.theme = widget.NewTheme(func() widget.Mode { return w.mode })
	return w
}

// open shows the window in the size and the colours of the first screen, which first makes meanwhile.
func (w *Window) open(s model.ShellState, first func()) {
	w.mode = widget.Mode(s.Theme)
	size := wizardSize
	if s.Screen == model.ScreenMailbox {
		size = mailboxSize
	}
	w.window.SetTitle(words.T(words.Language(s.Language), words.AppName))
	w.window.SetMaster()
	w.window.SetPadded(false)
	w.window.SetOnDropped(w.dropped)
	w.window.Resize(size)
	w.window.CenterOnScreen()
	layout := &content{window: w}
	w.root = container.New(layout)
	w.window.SetContent(watch(w.root))
	layout.first = first
	w.window.Show()
	if layout.first != nil { // the toolkit did not ask for the size
		layout.MinSize(nil)
	}
	w.opened = time.Now()
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
		w.drawMenu()
	}
	if w.mailbox != nil {
		w.mailbox.DrawNotice(s.Notice)
	}
	if w.wizard != nil {
		w.wizard.DrawNotice(s.Notice)
	}
	w.showSettings(s.Settings)
	w.showCertificates()
	w.showSupport()
	w.showWriting()
}

func (w *Window) speak() {
	w.window.SetTitle(words.T(w.lang, words.AppName))
	view.SpeakEditors(w.lang)
	if w.wizard != nil {
		w.wizard.SetLanguage(w.lang)
	}
	if w.mailbox != nil {
		w.mailbox.SetLanguage(w.lang)
	}
	for _, c := range w.writing {
		c.view.SetLanguage(w.lang)
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
		w.wizard = view.NewWizard(view.WizardConfig{Wizard: w.shell.Wizard(), Language: w.lang, OpenLink: w.openLink, Copy: w.copy, ShowCertificate: w.certificateOf, DismissNotice: w.shell.DismissNotice, ChooseCard: w.chooseCard})
		w.put(w.wizard, w.wizard.FocusFirst)
		w.window.Canvas().SetOnTypedKey(w.wizard.TypedKey) // when nothing has the focus
		if w.demo {
			w.demo = false // once; the person may remove it and bind a mailbox of their own
			w.shell.Wizard().TryDemo()
		}
	case model.ScreenMailbox:
		w.wizard = nil
		if w.mailbox == nil {
			w.mailbox = view.NewMailbox(view.MailboxConfig{
				Shell: w.shell, Prefs: w.ports.Prefs, Now: time.Now, SaveFile: w.saveFile, OpenLink: w.openLink, Copy: w.copy, Later: w.post,
			})
		}
		w.put(w.mailbox, w.mailbox.FocusList)
		w.window.Canvas().SetOnTypedKey(w.mailbox.TypedKey)
		if size := w.window.Canvas().Size(); size.Width < mailboxSize.Width || size.Height < mailboxSize.Height {
			w.window.Resize(mailboxSize)
		}
	case model.ScreenStarting:
	}
}

// showSettings puts the settings over what is shown, or takes them away.
func (w *Window) showSettings(open bool) {
	switch {
	case open && w.settings == nil:
		page := view.NewSettings(view.SettingsConfig{Settings: w.shell.Settings(), Add: w.shell.AddAccount, Renew: w.shell.RenewAccount, Close: w.closeSettings, Trusted: w.shell.ShowTrusted, Check: w.shell.OpenDiagnosis})
		w.settings, w.leaveSettings = w.over(page), page.Leave
	case !open && w.settings != nil:
		w.leaveSettings()
		w.settings.Hide()
		w.settings, w.leaveSettings = nil, nil
	}
}

func (w *Window) closeSettings() { w.shell.OpenSettings(false) }

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
	if link.Scheme == "mailto" && w.shell.CanWrite() {
		to, _ := url.PathUnescape(link.Opaque)
		w.shell.WriteTo(to)
		return
	}
	if err := w.app.OpenURL(link); err != nil {
		fyne.LogError("open link", err)
	}
}

func (w *Window) copy(text string) { w.app.Clipboard().SetContent(text) }

// openFile asks for a file and has open read it.
func (w *Window) openFile(open func(io.ReadCloser)) {
	dialog.ShowFileOpen(func(file fyne.URIReadCloser, err error) {
		if err == nil && file != nil {
			open(file)
		}
	}, w.window)
}

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
