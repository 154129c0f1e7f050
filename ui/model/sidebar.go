package model

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"letterbox/mail"
	"letterbox/mail/search"
)

// SidebarState is the accounts with their folders, in the order in which they are shown.
type SidebarState struct {
	Accounts []AccountNode
	Selected mail.FolderID
	Loaded   bool           // the first answer has come
	Saved    []search.Saved // below the folders
	Problem  *mail.Problem  // the folders could not be read
}

// AccountNode is one account.
type AccountNode struct {
	Account  mail.Account
	Activity mail.Activity
	Folders  []FolderNode // depth first; folded ones left out
}

// FolderNode is one line.
type FolderNode struct {
	Folder   mail.Folder
	Names    []string // levels of the path that this line stands for; a folder with a role is named by the role
	Depth    int      // steps to indent
	Count    int      // the number beside the name: what waits for the person there
	Children bool     // there is something to fold
	Folded   bool
}

// Folder returns a folder that is shown or folded away.
func (s SidebarState) Folder(id mail.FolderID) (mail.Folder, bool) {
	for _, a := range s.Accounts {
		for _, f := range a.Folders {
			if f.Folder.ID == id {
				return f.Folder, true
			}
		}
	}
	return mail.Folder{}, false
}

// accountFolders is what is read of one account.
type accountFolders struct {
	account mail.Account
	folders []mail.Folder
}

// Sidebar shows the folders and knows which one is on screen. It belongs to the UI goroutine.
type Sidebar struct {
	scope   *Scope
	reader  Reader
	prefs   Preferences
	chosen  func(mail.Folder)
	read    []accountFolders
	folded  map[mail.FolderID]bool
	working map[mail.AccountID]mail.Activity
	state   SidebarState
	changed func(SidebarState)
	reading slot
	again   bool

	preferred mail.AccountID // just bound: its inbox comes on screen once it is known
}

const prefFolder = "mailbox.folder"

// NewSidebar makes an empty sidebar. chosen is called when another folder comes on screen (the zero Folder
// when there is none), and when the one on screen may have other counts.
func NewSidebar(scope *Scope, reader Reader, prefs Preferences, chosen func(mail.Folder)) *Sidebar {
	s := &Sidebar{
		scope: scope, reader: reader, prefs: prefs, chosen: chosen,
		folded: map[mail.FolderID]bool{}, working: map[mail.AccountID]mail.Activity{},
		changed: func(SidebarState) {},
	}
	if id, err := strconv.ParseInt(prefs.Get(prefFolder), 10, 64); err == nil {
		s.state.Selected = mail.FolderID(id)
	}
	return s
}

// Observe sets who draws the state and has it drawn at once.
func (s *Sidebar) Observe(changed func(SidebarState)) {
	s.changed = changed
	changed(s.state)
}

// State returns what is shown.
func (s *Sidebar) State() SidebarState { return s.state }

// Reload reads accounts and folders again. What is asked while an answer is awaited is asked once, afterwards.
func (s *Sidebar) Reload() {
	if s.reading.busy() {
		s.again = true
		return
	}
	run(s.scope, &s.reading, s.readAll, func(all []accountFolders, err error) {
		s.state.Problem = mail.ProblemOf(err)
		if err == nil {
			s.read, s.state.Loaded = all, true
		}
		s.arrange()
		if s.again {
			s.again = false
			s.Reload()
		}
	})
}

func (s *Sidebar) readAll(ctx context.Context) ([]accountFolders, error) {
	accounts, err := s.reader.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]accountFolders, 0, len(accounts))
	for _, a := range accounts {
		folders, err := s.reader.Folders(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, accountFolders{a, folders})
	}
	return all, nil
}

// Apply asks again for what events say has changed.
func (s *Sidebar) Apply(events []mail.Event) {
	for _, e := range events {
		switch e.(type) {
		case mail.AccountChanged, mail.FoldersChanged, mail.Resync:
			s.Reload()
			return
		}
	}
}

// SetActivities takes what the accounts' workers do.
func (s *Sidebar) SetActivities(statuses []mail.SyncStatus) {
	same := len(statuses) == len(s.working)
	for _, st := range statuses {
		same = same && s.working[st.Account] == st.Activity
	}
	if same {
		return
	}
	s.working = map[mail.AccountID]mail.Activity{}
	for _, st := range statuses {
		s.working[st.Account] = st.Activity
	}
	s.arrange()
}

// Select brings a folder on screen. A folder that cannot hold messages is folded or unfolded instead.
func (s *Sidebar) Select(id mail.FolderID) {
	folder, ok := s.find(id)
	switch {
	case !ok:
		return
	case !folder.Selectable:
		s.Fold(id)
		return
	}
	s.preferred = 0
	s.state.Selected = id
	s.prefs.Set(prefFolder, strconv.FormatInt(int64(id), 10))
	s.changed(s.state)
	s.chosen(folder)
}

// Move selects the folder delta lines further down, or up.
func (s *Sidebar) Move(delta int) {
	var lines []mail.FolderID
	for _, a := range s.state.Accounts {
		for _, f := range a.Folders {
			if f.Folder.Selectable {
				lines = append(lines, f.Folder.ID)
			}
		}
	}
	if len(lines) == 0 {
		return
	}
	at := max(slices.Index(lines, s.state.Selected), 0)
	s.Select(lines[min(max(at+delta, 0), len(lines)-1)])
}

// selectable returns the folders that hold messages, in the order in which they are shown.
func (s *Sidebar) selectable() []mail.Folder {
	var list []mail.Folder
	for _, a := range s.read {
		for _, n := range arrange(slices.Clone(a.folders), nil) {
			if n.Folder.Selectable {
				list = append(list, n.Folder)
			}
		}
	}
	return list
}

// setSaved shows the searches that are kept.
func (s *Sidebar) setSaved(saved []search.Saved) {
	s.state.Saved = saved
	s.changed(s.state)
}

// Fold hides what lies below a folder, or shows it again.
func (s *Sidebar) Fold(id mail.FolderID) {
	s.folded[id] = !s.folded[id]
	s.arrange()
}

// Find returns a folder, from memory.
func (s *Sidebar) Find(id mail.FolderID) (mail.Folder, bool) { return s.find(id) }

func (s *Sidebar) find(id mail.FolderID) (mail.Folder, bool) {
	for _, a := range s.read {
		for _, f := range a.folders {
			if f.ID == id {
				return f, true
			}
		}
	}
	return mail.Folder{}, false
}

// arrange derives the lines and keeps a folder on screen: the one that was, else the first inbox.
func (s *Sidebar) arrange() {
	s.state.Accounts = make([]AccountNode, 0, len(s.read))
	for _, a := range s.read {
		s.state.Accounts = append(s.state.Accounts, AccountNode{
			Account: a.account, Activity: s.working[a.account.ID], Folders: arrange(a.folders, s.folded),
		})
	}
	folder, ok := s.find(s.state.Selected)
	if inbox, has := inboxOf(s.read, s.preferred); has && s.preferred != 0 {
		folder, ok, s.preferred = inbox, true, 0
	}
	if !ok {
		folder, _ = inboxOf(s.read, 0) // the zero folder, which is none, where nobody has an inbox
	}
	if s.state.Loaded {
		s.state.Selected = folder.ID
	}
	s.changed(s.state)
	if s.state.Loaded {
		s.chosen(folder)
	}
}

// ShowAccount brings the inbox of an account on screen as soon as it is known: the account was just bound.
func (s *Sidebar) ShowAccount(id mail.AccountID) {
	s.preferred = id
	s.arrange()
}

// inboxOf returns the inbox of an account, or of the first one that has any folder when id is zero.
func inboxOf(all []accountFolders, id mail.AccountID) (mail.Folder, bool) {
	var first mail.Folder
	for _, a := range all {
		if id != 0 && a.account.ID != id {
			continue
		}
		for _, f := range a.folders {
			if f.Role == mail.RoleInbox || strings.EqualFold(f.Path, "INBOX") {
				return f, true
			}
			if first.ID == 0 && f.Selectable {
				first = f
			}
		}
	}
	return first, first.ID != 0
}
