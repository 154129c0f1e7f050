package mail

import "time"

// Event says that something changed. It carries ids, never data: whoever shows the thing asks again. The set is
// sealed. Subscribe first, then read the first snapshot; nothing is missed that way.
type Event interface{ event() }

// AccountChanged: an account was bound, changed or removed.
type AccountChanged struct{ Account AccountID }

// FoldersChanged: the list of folders of an account, or their counts, changed.
type FoldersChanged struct{ Account AccountID }

// MessagesChanged: messages of a folder came, went or changed.
type MessagesChanged struct {
	Account AccountID
	Folder  FolderID
}

// BodiesStored: bodies, and with them previews and attachment marks, are there now.
type BodiesStored struct {
	Folder   FolderID
	Messages []MessageID
}

// SyncStateChanged: what an account's worker is doing changed.
type SyncStateChanged struct{ Account AccountID }

// OutboxChanged: the queue of operations or of outgoing messages changed.
type OutboxChanged struct{ Account AccountID }

// DraftsChanged: a message being written was begun, saved or finished.
type DraftsChanged struct{ Account AccountID }

// Resync: events were lost because the subscriber was too slow; everything shown must be asked for again.
type Resync struct{}

func (AccountChanged) event()   {}
func (FoldersChanged) event()   {}
func (MessagesChanged) event()  {}
func (BodiesStored) event()     {}
func (SyncStateChanged) event() {}
func (OutboxChanged) event()    {}
func (DraftsChanged) event()    {}
func (Resync) event()           {}

// Activity is what an account's worker is doing.
type Activity string

// The activities, in the order of a round.
const (
	Stopped        Activity = "stopped"
	Connecting     Activity = "connecting"
	Pushing        Activity = "pushing"
	Pulling        Activity = "pulling"
	Watching       Activity = "watching"        // up to date, told by the server when mail comes
	Waiting        Activity = "waiting"         // no connection; tries again at Next
	NeedsAttention Activity = "needs-attention" // only the person can go on: see Problem
)

// SyncStatus is a snapshot of an account's worker, for the status line.
type SyncStatus struct {
	Account  AccountID
	Activity Activity
	Folder   string    // path of the folder being pulled
	Done, Of int       // progress of the present step; Of is 0 when unknown
	Checked  time.Time // last time the server was asked successfully
	Queued   int       // changes made here that wait for the server
	Next     time.Time // next attempt when Waiting
	Problem  *Problem  // why it is Waiting or NeedsAttention
}
