package view

import (
	"io"
	"time"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/hypertext/press"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

const (
	barHeight     float32 = 56
	bannerHeight  float32 = 48
	narrowBelow   float32 = 900 // below this width the reader takes the list's place
	sidebarUsual  float32 = 216
	listUsual     float32 = 368
	sidebarMost   float32 = 360
	listLeast     float32 = 280
	listMost      float32 = 640
	mailboxLeast  float32 = 640
	prefSidebar           = "mailbox.sidebar-width"
	prefList              = "mailbox.list-width"
	mailboxHeight float32 = 400
)

// MailboxConfig holds what the mailbox needs from the window it is in. Everything is required.
type MailboxConfig struct {
	Shell *model.Shell
	Prefs model.Preferences // remembers the widths of the panes
	Now   func() time.Time  // dates are worded relative to it, in its time zone
	// SaveFile asks where to keep a file of that name and calls save with it; save closes it.
	SaveFile func(name string, save func(io.WriteCloser))
	// OpenLink opens a web or mail address that the person pressed.
	OpenLink func(url string)
	// Copy puts text on the clipboard.
	Copy func(text string)
	// Later runs a function on the UI goroutine once what happens now is over.
	Later func(func())
	// Press lays out HTML mail; nil: one with the fonts of the machine.
	Press *press.Press
}

// Mailbox is the main window's content: bar, accounts and folders, messages, the message that is read, and the
// status line. It draws what the presenters of the shell show and decides nothing but where things stand. It
// belongs to the UI goroutine.
type Mailbox struct {
	painted
	config MailboxConfig
	ruler  ruler
	held   func() fyne.KeyModifier // which modifier keys are down

	bar     *mailboxBar
	banner  *problemBanner
	side    *sidebarPane
	list    *listPane
	results *resultsPane // in the place of the list while a search is open
	strip   *searchStrip
	hints   *hintList // under the search field, over everything

	switcher     *switcherPage // nil unless it is open
	switcherOver fyne.CanvasObject

	reader  *readerPane
	status  *statusLine
	outbox  *outboxPane
	undo    *undoBar
	dragL   *divider
	dragR   *divider
	lang    words.Language
	reading bool // narrow: the reader is in the list's place

	sideWidth, listWidth float32
}

// NewMailbox makes the view and has the presenters draw into it from now on.
func NewMailbox(c MailboxConfig) *Mailbox {
	m := &Mailbox{config: c, ruler: ruler{}, held: heldKeys}
	r := m.ruler
	m.sideWidth, m.listWidth = prefWidth(c.Prefs, prefSidebar, sidebarUsual), prefWidth(c.Prefs, prefList, listUsual)
	m.bar = newMailboxBar(c)
	m.status = newStatusLine(r, c.Now)
	m.banner = newProblemBanner(r, c, m.account)
	m.side = newSidebarPane(c.Shell.Sidebar(), c.Shell.Search(), r)
	m.side.clear = c.Shell.ClearText
	m.side.menu = m.showAccountMenu
	m.list = newListPane(c.Shell.List(), r, c.Now)
	m.list.why = m.askArrival
	m.newSearch()
	m.reader = newReaderPane(c.Shell, r, c.Now, m.address, readerPorts{saveFile: c.SaveFile, openLink: c.OpenLink, hint: m.whisper, copy: c.Copy, press: c.Press, acts: mailboxActs{
		back: m.Back, move: m.chooseFolder, edit: m.editDraft, hint: m.whisper, key: m.TypedKey,
	}})
	m.outbox = newOutboxPane(c.Shell.Outbox(), r, c.Now, m.accountName, func() { c.Shell.Outbox().Show(false) }, m.TypedKey)
	m.undo = newUndoBar(r, c.Shell.Undo(), m.showOutbox, m.TypedKey)
	m.side.left = func() { c.Shell.Outbox().Show(false); c.Shell.Search().Close() }
	m.side.outbox.open = m.showOutbox
	m.dragL = newDivider(func(dx float32) { m.resize(&m.sideWidth, dx) }, m.remember)
	m.dragR = newDivider(func(dx float32) { m.resize(&m.listWidth, dx) }, m.remember)
	m.list.rows.opened, m.list.rows.twice, m.list.rows.menu = m.open, m.editDraft, m.showRowMenu
	m.list.rows.held = func() fyne.KeyModifier { return m.held() }
	m.list.rows.other, m.side.other = m.TypedKey, m.TypedKey
	m.list.rows.follow = func() bool { return !m.narrow() }
	// The order is that of the Tab key: folders, messages, message, then what stands around them.
	m.objects = []fyne.CanvasObject{m.side, m.strip, m.list, m.results, m.reader, m.outbox, m.undo, m.banner, m.bar, m.status, m.dragL, m.dragR, m.hints}
	m.least = func() fyne.Size { return fyne.NewSize(mailboxLeast, mailboxHeight) }
	m.lay = m.arrange
	m.ExtendBaseWidget(m)
	m.SetLanguage(words.Language(c.Shell.State().Language))
	m.observe()
	return m
}

func (m *Mailbox) observe() {
	s := m.config.Shell
	s.Sidebar().Observe(func(st model.SidebarState) {
		m.side.draw(st)
		if m.banner.drawStore(st.Problem) {
			m.relay()
		}
	})
	s.List().Observe(func(st model.ListState) {
		m.list.draw(st)
		m.reader.offer(st.Many)
	})
	s.Search().Observe(m.drawSearch)
	s.Switcher().Observe(m.targetName, m.drawSwitcher)
	s.Conflicts().Count(func(unseen int) {
		if m.banner.drawConflicts(unseen) {
			m.relay()
		}
	})
	s.Undo().Observe(func(st model.UndoState) {
		m.undo.draw(st)
		m.relay()
	})
	s.Outbox().Observe(func(st model.OutboxState) {
		m.side.drawOutbox(st)
		m.outbox.draw(st)
		m.status.drawOutbox(st)
		m.relay()
	})
	s.Letter().Observe(func(l model.LetterState) {
		if l.Phase == model.LetterNone {
			m.setReading(false)
		}
		m.reader.draw(l)
	})
	s.Status().Observe(func(st model.StatusState) {
		m.status.draw(st)
		if m.banner.draw(st) {
			m.relay()
		}
	})
}

// DrawNotice shows what was repaired when the profile was opened; nil takes it away.
func (m *Mailbox) DrawNotice(notice *mail.Problem) {
	if m.banner.drawNotice(notice) {
		m.relay()
	}
}

// SetLanguage says everything again in another language.
func (m *Mailbox) SetLanguage(lang words.Language) {
	m.lang = lang
	m.bar.say(lang)
	m.banner.say(lang)
	m.side.say(lang)
	m.list.say(lang)
	m.results.say(lang)
	m.strip.say(lang)
	m.reader.say(lang)
	m.outbox.say(lang)
	m.undo.say(lang)
	m.status.say(lang)
	if m.switcher != nil {
		m.switcher.say(lang)
		m.config.Shell.Switcher().Reword()
	}
	m.Refresh()
}

// Tick words again what depends on the time of day: call it once a minute.
func (m *Mailbox) Tick() {
	m.list.rows.fill()
	m.results.rows.fill()
	m.outbox.word()
	m.status.Refresh()
}

// FocusList puts the keyboard into the list: the usual place after the window opened.
func (m *Mailbox) FocusList() {
	if m.results.Visible() {
		m.focus(m.results.rows)
		return
	}
	m.focus(m.list.rows)
}

// Next selects the message below the selected one, or above it when delta is negative.
func (m *Mailbox) Next(delta int) {
	if m.config.Shell.Search().State().Open {
		m.config.Shell.Search().Move(delta)
	} else {
		m.config.Shell.List().Move(delta)
	}
	m.open()
}

// Back returns from the reader to the list in a narrow window: Esc. Elsewhere it does nothing.
func (m *Mailbox) Back() {
	if m.reading {
		m.setReading(false)
		m.FocusList()
	}
}

func (m *Mailbox) whisper(hint string) { m.status.whisper(hint) }

// showOutbox brings the outbox on screen.
func (m *Mailbox) showOutbox() {
	m.config.Shell.Undo().Dismiss()
	m.config.Shell.Outbox().Show(true)
}

// askArrival returns what opens the page that tells why mail has not arrived, nil for an account without a server.
func (m *Mailbox) askArrival(id mail.AccountID) func() {
	if !m.config.Shell.CanCompare(id) {
		return nil
	}
	return func() { m.config.Shell.AskArrival(id) }
}

// accountName returns what tells an account apart, "" when there is only one.
func (m *Mailbox) accountName(id mail.AccountID) string {
	if len(m.config.Shell.Settings().State().Accounts) < 2 {
		return ""
	}
	return m.account(id).Title()
}

// open shows the reader when it has no place of its own.
func (m *Mailbox) open() {
	if len(m.config.Shell.Selection()) > 0 {
		m.setReading(true)
	}
}

func (m *Mailbox) setReading(on bool) {
	if m.reading != on {
		m.reading = on
		m.relay()
	}
}

func (m *Mailbox) narrow() bool { return m.Size().Width < narrowBelow }

func (m *Mailbox) focus(f fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(m); c != nil {
		c.Focus(f)
	}
}

func (m *Mailbox) account(id mail.AccountID) mail.Account {
	for _, a := range m.config.Shell.Settings().State().Accounts {
		if a.ID == id {
			return a
		}
	}
	return mail.Account{}
}

func (m *Mailbox) address(id mail.AccountID) mail.Address { return m.account(id).Address }
