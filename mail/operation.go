package mail

import "time"

// Operation is an intention of the person that must reach the server. It is applied locally and queued in one
// transaction, so that the list already shows its result. The set is sealed.
type Operation interface {
	operation()
	// In is the folder where the operation happens first; 0 for a folder that is made at the top.
	In() FolderID
}

// UndoTime is how long an operation that cannot be taken back from the server, Delete or DeleteFolder, waits for the
// person to take it back here.
const UndoTime = 10 * time.Second

// SetFlags adds and removes flags.
type SetFlags struct {
	Folder   FolderID
	Messages []MessageID
	Add      Flags
	Remove   Flags
}

// Move moves messages to another folder of the same account.
type Move struct {
	Folder   FolderID
	Messages []MessageID
	To       FolderID
}

// Copy copies messages to another folder of the same account.
type Copy struct {
	Folder   FolderID
	Messages []MessageID
	To       FolderID
}

// Delete removes messages for good.
type Delete struct {
	Folder   FolderID
	Messages []MessageID
}

// Append stores a message that exists only here, and which Folder already shows, on the server.
type Append struct {
	Folder  FolderID
	Message MessageID
}

// CreateFolder makes a folder.
type CreateFolder struct {
	Account AccountID
	Parent  FolderID // 0 at the top
	Name    string   // of one level, in UTF-8
}

// RenameFolder gives a folder, and with it those below, a new name or place.
type RenameFolder struct {
	Folder FolderID
	Parent FolderID // 0 at the top
	Name   string
}

// DeleteFolder removes a folder with its messages for good.
type DeleteFolder struct{ Folder FolderID }

// Subscribe puts a folder into the list of those that clients show (RFC 9051 section 6.3.7), or takes it out.
type Subscribe struct {
	Folder FolderID
	On     bool
}

func (SetFlags) operation()     {}
func (Move) operation()         {}
func (Copy) operation()         {}
func (Delete) operation()       {}
func (Append) operation()       {}
func (CreateFolder) operation() {}
func (RenameFolder) operation() {}
func (DeleteFolder) operation() {}
func (Subscribe) operation()    {}

// In returns the folder of the messages.
func (o SetFlags) In() FolderID { return o.Folder }

// In returns the folder the messages leave.
func (o Move) In() FolderID { return o.Folder }

// In returns the folder of the originals.
func (o Copy) In() FolderID { return o.Folder }

// In returns the folder of the messages.
func (o Delete) In() FolderID { return o.Folder }

// In returns the folder that receives the message.
func (o Append) In() FolderID { return o.Folder }

// In returns the folder above the new one.
func (o CreateFolder) In() FolderID { return o.Parent }

// In returns the folder.
func (o RenameFolder) In() FolderID { return o.Folder }

// In returns the folder.
func (o DeleteFolder) In() FolderID { return o.Folder }

// In returns the folder.
func (o Subscribe) In() FolderID { return o.Folder }

// Pending is an operation that waits for the server.
type Pending struct {
	ID       OperationID
	Op       Operation // CreateFolder comes with Made
	Made     FolderID  // the row of the folder that CreateFolder makes
	Wire     string    // of RenameFolder and DeleteFolder: the name that the server knows the folder by
	Sources  []Source  // where the messages of Op are on the server, in the order of Op
	Created  time.Time
	Due      time.Time // not to be sent before
	Attempts int       // failed so far
	Code     Code      // of the last failure, "" when there was none
	Begun    *Begun    // nil: not begun
}

// Source is where a message of a pending operation is on the server: in the folder that Operation.In names.
type Source struct {
	Message   MessageID
	UID       UID    // 0: the server has not told; look for MessageID
	MessageID string // Message-ID without angle brackets; "" when it has none
	Size      int64  // bytes
	Gone      bool   // the row was removed here since: the server had removed the message
}

// Begun says that an operation has reached the server, or may have. Its fields are what the target folder was like before
// a step that must not be repeated, COPY or APPEND: what has been added there since has at least this UID. They are zero
// for what may be repeated.
type Begun struct {
	UIDValidity uint32
	UIDNext     UID
}

// Placed is where messages of an operation are now, as far as the server told (RFC 4315 section 3).
type Placed struct {
	UIDValidity uint32
	UIDs        map[MessageID]UID
}
