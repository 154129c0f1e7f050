package model

import (
	"context"
	"maps"
	"slices"

	"letterbox/mail"
)

// ListState is the list of the folder on screen, without its rows: those are asked for one by one with Row, because
// there may be hundreds of thousands.
type ListState struct {
	Folder   mail.Folder // zero when no folder is on screen
	Loading  bool        // the ids have not come yet
	Problem  *mail.Problem
	Count    int            // rows
	Version  int            // another number whenever a row may look different
	Selected mail.MessageID // the one that is read; with Many the one that the keyboard is at; zero when none
	Many     int            // how many are selected, when more than one
	Waiting  int            // new messages that wait at the top, so that no row moves
	Sync     mail.SyncStatus
}

// FirstSync reports whether the folder is empty only because it has not been fetched yet.
func (s ListState) FirstSync() bool {
	return !s.Loading && s.Count == 0 && s.Folder.ID != 0 && s.Problem == nil &&
		s.Folder.Sync.Checked.IsZero() && s.Sync.Activity != mail.Watching
}

// Row is one line of the list.
type Row struct {
	ID      mail.MessageID
	Message mail.Message
	Loaded  bool // false: a placeholder; the row comes soon
	Stamp   int  // another number whenever Message may be another one
}

// List shows the messages of a folder. It belongs to the UI goroutine. It holds all ids and the rows around what
// was last seen.
type List struct {
	scope   *Scope
	reader  Reader
	chosen  func(mail.MessageID)
	state   ListState
	changed func(ListState)

	ids    []mail.MessageID // shown, newest first; never changed in place
	more   int              // rows below ids whose ids are still being read
	fresh  []mail.MessageID // all of the folder, when some wait at the top; else nil
	atTop  bool
	rows   *rowCache
	wanted []int // pages asked for, the newest last

	many      map[mail.MessageID]bool // what is selected, when more than one
	pivot     mail.MessageID          // where the selection began
	up        bool                    // the person reads from older to newer
	withdrawn map[mail.MessageID]bool // on their way elsewhere: not shown whatever the store says
	next      mail.MessageID          // to be selected as soon as it is in the list

	reading, loading slot
	again            bool
}

// NewList makes an empty list. chosen is called when another message is selected, with zero for none.
func NewList(scope *Scope, reader Reader, chosen func(mail.MessageID)) *List {
	return &List{scope: scope, reader: reader, chosen: chosen, changed: func(ListState) {}, rows: newRowCache(), atTop: true, withdrawn: map[mail.MessageID]bool{}}
}

// Observe sets who draws the state and has it drawn at once.
func (l *List) Observe(changed func(ListState)) {
	l.changed = changed
	changed(l.state)
}

// State returns what is shown.
func (l *List) State() ListState { return l.state }

// Show brings a folder on screen, from its top. The folder that is there already only gets its new counts.
func (l *List) Show(f mail.Folder) {
	if f.ID == l.state.Folder.ID {
		l.state.Folder = f
		l.changed(l.state)
		return
	}
	l.reading.stop()
	l.loading.stop()
	l.ids, l.more, l.fresh, l.wanted, l.again, l.atTop = nil, 0, nil, nil, false, true
	l.many, l.pivot, l.up, l.next = nil, 0, false, 0
	l.rows = newRowCache()
	hadSelection := l.state.Selected != 0
	l.state = ListState{Folder: f, Loading: f.ID != 0, Version: l.state.Version + 1, Sync: l.state.Sync}
	l.changed(l.state)
	if hadSelection {
		l.chosen(0)
	}
	l.Reload()
}

// Reload reads the ids again and lets the rows be read again as they are seen. What is asked while an answer is
// awaited is asked once, afterwards.
func (l *List) Reload() {
	if l.state.Folder.ID == 0 {
		return
	}
	if l.reading.busy() {
		l.again = true
		return
	}
	folder, shown, hidden := l.state.Folder.ID, l.ids, maps.Clone(l.withdrawn)
	runTelling(l.scope, &l.reading,
		func(ctx context.Context, tell func(mail.Newest)) (arrival, error) {
			if shown == nil {
				return l.open(ctx, folder, tell)
			}
			ids, err := l.reader.MessageIDs(ctx, folder)
			ids = without(ids, hidden)
			return arrival{ids: ids, top: countNew(ids, shown)}, err
		},
		l.opened, l.arrived)
}

// open tells the first page of a folder before it reads all ids, which takes much longer for a large folder.
func (l *List) open(ctx context.Context, folder mail.FolderID, tell func(mail.Newest)) (arrival, error) {
	first, err := l.reader.Newest(ctx, folder, pageSize)
	if err != nil {
		return arrival{}, err
	}
	tell(first)
	if len(first.Messages) == first.Of {
		return arrival{ids: first.IDs(), opening: true}, nil
	}
	ids, err := l.reader.MessageIDs(ctx, folder)
	return arrival{ids: ids, opening: true}, err
}

// arrival is the ids of a folder, and how many at the top were not there before.
type arrival struct {
	ids     []mail.MessageID
	top     int
	opening bool // the first page was told just before
}

// countNew returns how many ids stand before the first that is shown already: new mail.
func countNew(ids, shown []mail.MessageID) int {
	if len(ids) == 0 || len(shown) == 0 || ids[0] == shown[0] {
		return 0
	}
	known := make(map[mail.MessageID]struct{}, len(shown))
	for _, id := range shown {
		known[id] = struct{}{}
	}
	for i, id := range ids {
		if _, ok := known[id]; ok {
			return i
		}
	}
	return 0 // none is left of what was shown: another list altogether
}

// opened shows the first page, with room for the rest.
func (l *List) opened(first mail.Newest) {
	l.state.Loading, l.state.Problem = false, nil
	l.ids = first.IDs()
	l.more = max(0, first.Of-len(l.ids))
	if len(l.ids) > 0 {
		l.rows.put(l.ids, first.Messages, l.rows.generation)
	}
	l.redraw()
}

func (l *List) arrived(a arrival, err error) {
	l.state.Loading = false
	l.state.Problem = mail.ProblemOf(err)
	if err == nil {
		l.fresh, l.state.Waiting = nil, 0
		l.ids, l.more = a.ids, 0
		if !l.atTop && a.top > 0 {
			l.fresh = without(a.ids, l.withdrawn)
			l.ids = a.ids[a.top:]
		}
		if l.ids = without(l.ids, l.withdrawn); l.fresh != nil {
			l.state.Waiting = len(l.fresh) - len(l.ids)
		}
		if !a.opening {
			l.rows.expire()
		}
		l.dropGoneSelection()
	}
	l.redraw()
	if l.next != 0 && l.IndexOf(l.next) >= 0 {
		l.Select(l.next)
		l.next = 0
	}
	if l.again {
		l.again = false
		l.Reload()
	}
}

// redraw shows that rows changed.
func (l *List) redraw() {
	l.state.Count = len(l.ids) + l.more
	l.state.Version++
	l.changed(l.state)
}

// Row returns the row at an index below Count, from memory. A row that is not there, or that may be outdated, is
// read in the background together with its neighbours. While a folder opens, rows below the first page have no ID.
func (l *List) Row(i int) Row {
	if i < 0 || i >= len(l.ids) {
		return Row{}
	}
	id := l.ids[i]
	row, fresh := l.rows.get(id)
	if !fresh {
		l.want(i / pageSize)
	}
	row.ID = id
	return row
}

// IndexOf returns where a message stands, -1 when it is not in the list.
func (l *List) IndexOf(id mail.MessageID) int { return slices.Index(l.ids, id) }

// Apply asks again for what events say has changed.
func (l *List) Apply(events []mail.Event) {
	reload, redraw := false, false
	for _, e := range events {
		switch e := e.(type) {
		case mail.Resync:
			reload = true
		case mail.MessagesChanged:
			reload = reload || e.Folder == l.state.Folder.ID
		case mail.BodiesStored:
			if e.Folder == l.state.Folder.ID {
				l.stored(e.Messages)
				redraw = true
			}
		}
	}
	switch {
	case reload:
		l.Reload()
	case redraw:
		l.redraw()
	}
}

// stored has the rows of messages read again. What is being read may be from before.
func (l *List) stored(messages []mail.MessageID) {
	switch {
	case l.ids == nil:
		l.again = true
	case l.loading.busy():
		l.rows.expire()
	default:
		l.rows.expireSome(messages)
	}
}

// SetSync takes what the worker of the folder's account does, for the progress in an empty list.
func (l *List) SetSync(st mail.SyncStatus) {
	if st == l.state.Sync {
		return
	}
	l.state.Sync = st
	l.changed(l.state)
}

// SetAtTop tells whether the first row is in view. Only then may new mail push rows down.
func (l *List) SetAtTop(at bool) {
	l.atTop = at
	if at && l.fresh != nil {
		l.ShowWaiting()
	}
}

// ShowWaiting puts the new messages that wait into the list: the pill was pressed.
func (l *List) ShowWaiting() {
	if l.fresh == nil {
		return
	}
	l.ids, l.fresh, l.state.Waiting = l.fresh, nil, 0
	l.redraw()
}
