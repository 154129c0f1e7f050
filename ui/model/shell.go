package model

import (
	"context"
	"io"

	"letterbox/mail"
)

// Screen is what fills the window.
type Screen string

// The screens.
const (
	ScreenStarting Screen = "starting" // the accounts are being read
	ScreenWizard   Screen = "wizard"
	ScreenMailbox  Screen = "mailbox"
)

// Features says which parts of the product exist behind the interfaces; what does not exist is not shown.
type Features struct {
	Write  bool // writing and answering; set by the shell
	Search bool // set by the shell
}

// ShellState is what the window needs to know.
type ShellState struct {
	Screen   Screen
	Problem  *mail.Problem // the accounts could not be read
	Notice   *mail.Problem // what was repaired when the profile was opened, until the person has read it
	Language string        // "zh-CN" or "en"
	Theme    string        // ThemeSystem, ThemeLight or ThemeDark
	Features Features
	Settings bool // the settings are open
}

// Config holds what a Shell needs. Only OpenFile, Fetcher, Accounts, SignIn, Locks, Cards, Notice, Diagnoser, Reporter, Certificates,
// Trust, Policy, Searcher, Saved, People and Servers may be nil.
type Config struct {
	Scope      *Scope
	Setup      Setup
	Reader     Reader
	Mailer     Mailer
	Subscriber Subscriber
	Prefs      Preferences
	Language   string // of the system: "zh-CN" or "en"
	Features   Features
	Accounts   Accounts
	SignIn     SignIn        // nil: nobody signs in with the browser
	Locks      Locks         // nil: keys are not protected by a passphrase
	Cards      Cards         // nil: there are no binding cards
	Notice     *mail.Problem // what was repaired when the profile was opened
	OpenFile   func(ctx context.Context, name string, fill func(io.Writer) error) error
	Fetcher    Fetcher        // nil: there are no large messages
	Pictures   PictureFetcher // nil: pictures are never fetched
	Writer     Writer         // nil: nothing can be written
	Outbox     Outbox         // nil: there is no outbox
	Undoer     Undoer         // nil: nothing can be taken back
	Diagnoser  Diagnoser      // nil: connections cannot be checked
	Reporter   Reporter       // nil: there is no support report
	Comparer   Comparer       // nil: accounts cannot be compared with their servers
	Keeping    Keeping        // nil: what mail takes on this computer is not told
	Collects   CollectKeeper  // nil: what becomes of mail on a maildrop cannot be chosen
	Conflicts  ConflictReader // nil: there is no list of changes that were not made
	Searcher   Searcher       // nil: nothing can be searched
	Saved      SavedSearches  // nil: searches cannot be kept
	People     PeopleReader   // nil: nobody is known
	Servers    ServerSearcher // nil: searches do not go on at servers

	Certificates Certificates // nil: certificates are not shown
	Trust        TrustKeeper  // nil: there is no list of what was accepted
	Policy       *Policy      // nil: there is no page about it
}

// Shell owns the presenters of a window, decides which screen is shown, and gives every presenter the events. It
// belongs to the UI goroutine.
type Shell struct {
	config  Config
	state   ShellState
	changed func(ShellState)

	wizard   *Wizard // nil unless shown
	sidebar  *Sidebar
	list     *List
	letter   *Letter
	status   *Status
	settings *Settings
	support  Support
	writing  writing

	conflicts *Conflicts
	search    *Search
	switcher  *Switcher

	certifying Certifying

	accounts   slot
	correcting slot
	again      bool
}

// NewShell makes the presenters. Nothing happens before Start.
func NewShell(c Config) *Shell {
	s := &Shell{config: c, changed: func(ShellState) {}}
	s.settings = NewSettings(c.Scope, c.Prefs, c.Accounts, c.Language, s.restyle)
	s.settings.obey(c.Policy)
	s.settings.keepWith(c.Keeping, c.Mailer.Refresh)
	s.settings.collects = c.Collects
	s.letter = NewLetter(LetterConfig{Scope: c.Scope, Reader: c.Reader, Mailer: c.Mailer, OpenFile: c.OpenFile, Fetcher: c.Fetcher, Pictures: c.Pictures, Prefs: c.Prefs})
	s.list = NewList(c.Scope, c.Reader, s.messageChosen)
	s.sidebar = NewSidebar(c.Scope, c.Reader, c.Prefs, s.folderChosen)
	s.status = NewStatus(c.Mailer)
	s.search, s.switcher = newSearch(s), newSwitcher(s)
	s.writing = newWriting(s)
	s.conflicts = &Conflicts{scope: c.Scope, port: c.Conflicts, prefs: c.Prefs}
	s.state = ShellState{Screen: ScreenStarting, Features: c.Features, Notice: c.Notice}
	s.state.Features.Write, s.state.Features.Search = c.Writer != nil, c.Searcher != nil
	s.state.Language, s.state.Theme = s.settings.state.Language, s.settings.state.Theme
	return s
}

// Start subscribes to events and reads the accounts. The subscription ends with the scope's context.
func (s *Shell) Start() {
	sc := s.config.Scope
	events, cancel := s.config.Subscriber.Subscribe()
	sc.working.Go(func() {
		defer cancel()
		feed(sc.ctx, events, sc.post, s.Apply)
	})
	s.Reload()
}

// Observe sets who draws the state and has it drawn at once.
func (s *Shell) Observe(changed func(ShellState)) {
	s.changed = changed
	changed(s.state)
}

// State returns what is shown.
func (s *Shell) State() ShellState { return s.state }

// Wizard returns the wizard while ScreenWizard is shown, else nil.
func (s *Shell) Wizard() *Wizard { return s.wizard }

// Sidebar returns the presenter of the accounts and folders.
func (s *Shell) Sidebar() *Sidebar { return s.sidebar }

// List returns the presenter of the messages of a folder.
func (s *Shell) List() *List { return s.list }

// Letter returns the presenter of the message that is read.
func (s *Shell) Letter() *Letter { return s.letter }

// Status returns the presenter of the status line.
func (s *Shell) Status() *Status { return s.status }

// Settings returns the presenter of the choices.
func (s *Shell) Settings() *Settings { return s.settings }

// Reload reads the accounts again and decides which screen is shown.
func (s *Shell) Reload() {
	if s.accounts.busy() {
		s.again = true
		return
	}
	run(s.config.Scope, &s.accounts, s.config.Reader.Accounts, func(accounts []mail.Account, err error) {
		s.state.Problem = mail.ProblemOf(err)
		if err == nil {
			s.settings.setAccounts(accounts)
			s.choose(accounts)
		}
		s.changed(s.state)
		if s.again {
			s.again = false
			s.Reload()
		}
	})
}

// choose shows the wizard as long as there is no account. A wizard that is open stays open: the person leaves it.
func (s *Shell) choose(accounts []mail.Account) {
	switch {
	case s.state.Screen == ScreenWizard:
	case len(accounts) == 0:
		s.openWizard(false)
	case s.state.Screen != ScreenMailbox:
		s.openMailbox()
	}
}

// AddAccount opens the wizard for another mailbox.
func (s *Shell) AddAccount() {
	s.state.Settings = false
	s.openWizard(len(s.settings.state.Accounts) > 0)
	s.changed(s.state)
}

func (s *Shell) openWizard(returns bool) {
	if s.wizard != nil {
		return
	}
	s.showWizard(WizardConfig{Return: returns})
}

// RenewAccount asks for a new secret of a bound account, or has the person sign in again: its mail stays.
func (s *Shell) RenewAccount(id mail.AccountID) {
	account, ok := s.settings.account(id)
	if !ok || s.wizard != nil || s.config.Accounts == nil {
		return
	}
	s.state.Settings = false
	s.showWizard(WizardConfig{Renew: account, Return: true})
	s.changed(s.state)
}

func (s *Shell) showWizard(c WizardConfig) {
	c.Scope, c.Setup, c.SignIn, c.Accounts, c.Locks = s.config.Scope, s.config.Setup, s.config.SignIn, s.config.Accounts, s.config.Locks
	c.Language, c.Leave, c.Cards = s.speaks, s.leaveWizard, s.config.Cards
	s.wizard = NewWizard(c)
	s.state.Screen = ScreenWizard
}

func (s *Shell) leaveWizard(bound mail.Account) {
	s.wizard.Close()
	s.wizard = nil
	if bound.ID != 0 {
		s.sidebar.ShowAccount(bound.ID)
	}
	s.openMailbox()
	s.changed(s.state)
	s.Reload()
}

func (s *Shell) openMailbox() {
	s.state.Screen = ScreenMailbox
	s.sidebar.Reload()
	s.writing.outbox.Reload()
	s.conflicts.Reload()
	s.search.ReadSaved()
	s.refreshStatus()
}

// OpenSettings opens the settings, or closes them.
func (s *Shell) OpenSettings(open bool) {
	s.state.Settings = open
	s.changed(s.state)
}

// DismissNotice takes the notice away: the person has read it.
func (s *Shell) DismissNotice() {
	s.state.Notice = nil
	s.changed(s.state)
}

// ProviderOf returns what is known of an account's provider, with the kind of secret that the account uses.
func (s *Shell) ProviderOf(a mail.Account) mail.Provider {
	known := mail.Provider{ID: a.Provider}
	for _, p := range s.config.Setup.Catalogue() {
		if p.ID == a.Provider && a.Provider != "" {
			known = p
		}
	}
	switch browser := known.Secret == mail.BrowserSignIn; {
	case a.Incoming.Auth == mail.OAuth2:
		known.Secret = mail.BrowserSignIn
	case browser:
		known.Secret = known.Besides
	}
	return known
}

// Refresh asks every server now.
func (s *Shell) Refresh() { s.status.Refresh() }

// Apply gives events to every presenter.
func (s *Shell) Apply(events []mail.Event) {
	status, accounts := false, false
	for _, e := range events {
		switch e.(type) {
		case mail.SyncStateChanged:
			status = true
		case mail.AccountChanged, mail.Resync:
			status, accounts = true, true
		}
	}
	s.sidebar.Apply(events)
	s.list.Apply(events)
	s.letter.Apply(events)
	s.search.Apply(events)
	s.writing.outbox.Apply(events)
	s.conflicts.Apply(events)
	if s.support.arrival != nil {
		s.support.arrival.Apply(events)
	}
	if status {
		s.refreshStatus()
	}
	if accounts {
		s.Reload()
	}
}

func (s *Shell) refreshStatus() {
	s.sidebar.SetActivities(s.status.Update())
	s.list.SetSync(s.status.Of(s.list.state.Folder.Account))
}

func (s *Shell) folderChosen(f mail.Folder) {
	another := f.ID != s.list.state.Folder.ID
	s.list.Show(f)
	s.status.setFolders(s.sidebar.read)
	if another && f.ID != 0 {
		s.config.Mailer.Focus(f.ID)
		s.list.SetSync(s.status.Of(f.Account))
	}
}

func (s *Shell) messageChosen(id mail.MessageID) {
	if s.search.state.Open {
		return // what was found is read
	}
	row, _ := s.list.rows.get(id)
	s.letter.Show(id, row.Message)
	s.switcher.read(row.Message)
}

// restyle shows that language or theme changed.
func (s *Shell) restyle() {
	another := s.state.Language != s.settings.state.Language
	s.state.Language, s.state.Theme = s.settings.state.Language, s.settings.state.Theme
	if another && s.support.report != nil {
		s.support.report.Make(s.support.report.state.Trace)
	}
	s.changed(s.state)
}
