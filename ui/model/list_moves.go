package model

import (
	"slices"

	"letterbox/mail"
)

// Offers is what can be done with the selected messages. What cannot be done is not shown.
type Offers struct {
	Any     bool // something is selected
	Read    bool // they can be marked as read, else as unread
	Star    bool // they can be starred, else unstarred
	Archive bool
	Junk    bool // they can be marked as junk
	NotJunk bool // they are in Junk and can go back to the inbox
	Move    bool // there are other folders
	Delete  bool
	ForGood bool // deleting removes them from the server
	Draft   bool // they are drafts: opening edits them
}

// Moves does to the selected messages what people do daily. Everything is done at once here and can be taken back. It
// belongs to the UI goroutine.
type Moves struct {
	front   func() messageChoice // the list on screen
	undo    *Undo
	folders func(mail.AccountID) []mail.Folder
	last    mail.FolderID // where something was moved last
}

// NewMoves makes it. front returns the list on screen, folders the folders of an account, from memory.
func NewMoves(front func() messageChoice, undo *Undo, folders func(mail.AccountID) []mail.Folder) *Moves {
	return &Moves{front: front, undo: undo, folders: folders}
}

// Offers returns what can be done now.
func (m *Moves) Offers() Offers {
	list := m.front()
	f := list.here()
	if len(list.Selection()) == 0 || f.ID == 0 {
		return Offers{}
	}
	lead := list.lead()
	o := Offers{Any: true, Read: !lead.Flags.Has(mail.Seen), Star: !lead.Flags.Has(mail.Flagged)}
	if m.undo.undoer == nil { // nothing leaves the list that cannot be taken back
		return o
	}
	o.Delete, o.Draft = true, f.Role == mail.RoleDrafts
	_, archive := m.role(mail.RoleArchive, mail.RoleAll)
	_, junk := m.role(mail.RoleJunk)
	_, inbox := m.role(mail.RoleInbox)
	_, trash := m.role(mail.RoleTrash)
	own := f.Role == mail.RoleDrafts || f.Role == mail.RoleSent
	o.Archive = archive && f.Role != mail.RoleDrafts
	o.Junk = junk && !own
	o.NotJunk = f.Role == mail.RoleJunk && inbox
	o.Move = len(m.Targets()) > 0
	o.ForGood = !trash
	return o
}

// role returns the first folder of the account on screen that has one of the roles, unless it is the one on screen.
// Deleting where there is no other place to go is for good: in Junk, too, nobody wants to meet a message twice.
func (m *Moves) role(roles ...mail.Role) (mail.Folder, bool) {
	here := m.front().here()
	if slices.Contains(roles, mail.RoleTrash) && here.Role == mail.RoleJunk {
		return mail.Folder{}, false
	}
	for _, role := range roles {
		for _, f := range m.folders(here.Account) {
			if f.Role == role && f.Selectable {
				return f, f.ID != here.ID
			}
		}
	}
	return mail.Folder{}, false
}

// ToggleRead marks what is selected as read, or as unread when the message at the keyboard is read.
func (m *Moves) ToggleRead() {
	if m.Offers().Read {
		m.flag(mail.Seen, 0, DeedRead)
		return
	}
	m.flag(0, mail.Seen, DeedUnread)
}

// ToggleStar puts the star on what is selected, or takes it away.
func (m *Moves) ToggleStar() {
	if m.Offers().Star {
		m.flag(mail.Flagged, 0, DeedStarred)
		return
	}
	m.flag(0, mail.Flagged, DeedUnstarred)
}

// flag changes flags. A single message shows the change itself and needs no bar.
func (m *Moves) flag(add, remove mail.Flags, kind DeedKind) {
	list := m.front()
	ids := list.Selection()
	if len(ids) == 0 {
		return
	}
	list.reflag(ids, add, remove)
	m.undo.operate(mail.SetFlags{Folder: m.front().here().ID, Messages: ids, Add: add, Remove: remove},
		Deed{Kind: kind, Count: len(ids)}, len(ids) == 1,
		func(err error) {
			if err != nil {
				list.refill()
			}
		},
		list.refill)
}

// Archive moves what is selected to the archive.
func (m *Moves) Archive() {
	if f, ok := m.role(mail.RoleArchive, mail.RoleAll); ok && m.Offers().Archive {
		m.to(f)
	}
}

// ToggleJunk moves what is selected to Junk, or from there to the inbox.
func (m *Moves) ToggleJunk() {
	o := m.Offers()
	switch {
	case o.NotJunk:
		f, _ := m.role(mail.RoleInbox)
		m.to(f)
	case o.Junk:
		f, _ := m.role(mail.RoleJunk)
		m.to(f)
	}
}

// Delete moves what is selected to Trash. In Trash and Junk it removes it for good, which can be taken back for ten
// seconds.
func (m *Moves) Delete() {
	if !m.Offers().Delete {
		return
	}
	if f, ok := m.role(mail.RoleTrash); ok {
		m.to(f)
		return
	}
	ids := m.front().Selection()
	m.leave(ids, mail.Delete{Folder: m.front().here().ID, Messages: ids}, Deed{Kind: DeedDeleted, Count: len(ids)})
}

// To moves what is selected to another folder of the account.
func (m *Moves) To(id mail.FolderID) {
	for _, f := range m.Targets() {
		if f.ID == id {
			m.last = id
			m.to(f)
			return
		}
	}
}

func (m *Moves) to(f mail.Folder) {
	ids := m.front().Selection()
	m.leave(ids, mail.Move{Folder: m.front().here().ID, Messages: ids, To: f.ID}, Deed{Kind: DeedMoved, Count: len(ids), Folder: f})
}

// leave does an operation after which messages are no longer in the list.
func (m *Moves) leave(ids []mail.MessageID, op mail.Operation, told Deed) {
	if len(ids) == 0 {
		return
	}
	list := m.front()
	list.withdraw(ids)
	m.undo.operate(op, told, false,
		func(err error) { list.left(ids, err) },
		func() { list.returned(ids) })
}

// Targets returns the folders to which the selected messages can be moved: the one used last first, then in the order
// of the sidebar, but with those at the end that have a key of their own or where nobody files mail.
func (m *Moves) Targets() []mail.Folder {
	here := m.front().here()
	var list, rare []mail.Folder
	for _, n := range arrange(slices.Clone(m.folders(here.Account)), nil) {
		f := n.Folder
		if !f.Selectable || f.ID == here.ID || f.Role == mail.RoleFlagged || f.Role == mail.RoleAll || f.Role == mail.RoleDrafts {
			continue
		}
		switch {
		case f.ID == m.last:
			list = slices.Insert(list, 0, f)
		case f.Role == mail.RoleSent, f.Role == mail.RoleJunk, f.Role == mail.RoleTrash:
			rare = append(rare, f)
		default:
			list = append(list, f)
		}
	}
	return append(list, rare...)
}

func (l *List) here() mail.Folder { return l.state.Folder }

func (l *List) lead() mail.Message {
	row, _ := l.rows.get(l.state.Selected) // the zero message where none is selected
	return row.Message
}

// left lets messages appear again where the store has them: it tells whether they have gone.
func (l *List) left(ids []mail.MessageID, _ error) { l.restore(ids) }

// returned has messages appear again, of which the first is read then.
func (l *List) returned(ids []mail.MessageID) {
	l.next = ids[0]
	l.restore(ids)
}

// reflag shows other flags at once.
func (l *List) reflag(ids []mail.MessageID, add, remove mail.Flags) {
	l.rows.reflag(ids, add, remove)
	l.redraw()
}

// refill has every row read again.
func (l *List) refill() {
	l.rows.expire()
	l.redraw()
}
