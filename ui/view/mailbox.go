package view

import (
	"io"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"letterbox/mail"
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

// MailboxConfig holds what the mailbox needs from the window it is in. All but Write and Search is required.
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
	// Write begins a message and Search looks for words. They are called only when the shell has the features, and
	// may be nil when it has not.
	Write  func()
	Search func(query string)
}

// Mailbox is the main window's content: bar, accounts and folders, messages, the message that is read, and the
// status line. It draws what the presenters of the shell show and decides nothing but where things stand. It
// belongs to the UI goroutine.
type Mailbox struct {
	painted
	config MailboxConfig

	bar     *mailboxBar
	banner  *problemBanner
	side    *sidebarPane
	list    *listPane
	reader  *readerPane
	status  *statusLine
	dragL   *divider
	dragR   *divider
	lang    words.Language
	reading bool // narrow: the reader is in the list's place

	sideWidth, listWidth float32
}

// NewMailbox makes the view and has the presenters draw into it from now on.
func NewMailbox(c MailboxConfig) *Mailbox {
	m := &Mailbox{config: c}
	r := ruler{}
	m.sideWidth, m.listWidth = prefWidth(c.Prefs, prefSidebar, sidebarUsual), prefWidth(c.Prefs, prefList, listUsual)
	m.bar = newMailboxBar(c)
	m.status = newStatusLine(r, c.Now)
	m.banner = newProblemBanner(r, c, m.account)
	m.side = newSidebarPane(c.Shell.Sidebar(), r)
	m.side.menu = m.showAccountMenu
	m.list = newListPane(c.Shell.List(), r, c.Now)
	m.reader = newReaderPane(c.Shell.Letter(), r, c.Now, m.address, readerPorts{saveFile: c.SaveFile, openLink: c.OpenLink, hint: m.whisper, goBack: m.Back, key: m.TypedKey})
	m.dragL = newDivider(func(dx float32) { m.resize(&m.sideWidth, dx) }, m.remember)
	m.dragR = newDivider(func(dx float32) { m.resize(&m.listWidth, dx) }, m.remember)
	m.list.rows.opened = m.open
	m.list.rows.other, m.side.other = m.TypedKey, m.TypedKey
	m.list.rows.follow = func() bool { return !m.narrow() }
	// The order is that of the Tab key: folders, messages, message, then what stands around them.
	m.objects = []fyne.CanvasObject{m.side, m.list, m.reader, m.banner, m.bar, m.status, m.dragL, m.dragR}
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
	s.List().Observe(m.list.draw)
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
	m.reader.say(lang)
	m.status.say(lang)
	m.Refresh()
}

// Tick words again what depends on the time of day: call it once a minute.
func (m *Mailbox) Tick() {
	m.list.rows.fill()
	m.status.Refresh()
}

// FocusList puts the keyboard into the list: the usual place after the window opened.
func (m *Mailbox) FocusList() { m.focus(m.list.rows) }

// TypedKey takes the keys that mean something wherever the focus is. The window gives it the keys typed while
// nothing has the focus, too.
func (m *Mailbox) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyF5:
		m.config.Shell.Refresh()
	case fyne.KeyEscape:
		m.Back()
	default:
	}
}

// Next selects the message below the selected one, or above it when delta is negative.
func (m *Mailbox) Next(delta int) {
	m.config.Shell.List().Move(delta)
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

// open shows the reader when it has no place of its own.
func (m *Mailbox) open() {
	if m.config.Shell.List().State().Selected != 0 {
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

func (m *Mailbox) arrange(size fyne.Size) {
	place(m.bar, 0, 0, size.Width, barHeight)
	y := barHeight
	if !m.banner.Hidden {
		place(m.banner, 0, y, size.Width, bannerHeight)
		y += bannerHeight
	}
	height := max(size.Height-y-statusHeight, 0)
	place(m.status, 0, y+height, size.Width, statusHeight)
	side := min(max(m.sideWidth, sidebarLeast), sidebarMost, max(size.Width-listLeast, sidebarLeast))
	place(m.side, 0, y, side, height)
	place(m.dragL, side-dividerGrip/2, y, dividerGrip, height)
	rest := size.Width - side
	narrow := m.narrow()
	m.reader.narrow(narrow)
	m.list.Hidden, m.reader.Hidden = narrow && m.reading, narrow && !m.reading
	m.dragR.Hidden = narrow
	if narrow {
		place(m.list, side, y, rest, height)
		place(m.reader, side, y, rest, height)
		return
	}
	list := min(max(m.listWidth, listLeast), listMost, max(rest-readerLeast, listLeast))
	place(m.list, side, y, list, height)
	place(m.reader, side+list, y, rest-list, height)
	place(m.dragR, side+list-dividerGrip/2, y, dividerGrip, height)
}

// resize drags a divider.
func (m *Mailbox) resize(width *float32, dx float32) {
	*width += dx
	m.relay()
}

// remember keeps the widths, as far as they were possible.
func (m *Mailbox) remember() {
	m.sideWidth, m.listWidth = m.side.Size().Width, min(max(m.listWidth, listLeast), listMost)
	m.config.Prefs.Set(prefSidebar, strconv.Itoa(int(m.sideWidth)))
	m.config.Prefs.Set(prefList, strconv.Itoa(int(m.listWidth)))
}

func prefWidth(p model.Preferences, key string, usual float32) float32 {
	if v, err := strconv.Atoi(p.Get(key)); err == nil && v > 0 {
		return float32(v)
	}
	return usual
}
