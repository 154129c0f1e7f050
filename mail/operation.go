package mail

// Operation is an intention of the person that must reach the server. It is applied locally and queued in one
// transaction, so that the list already shows its result. The set is sealed.
type Operation interface {
	operation()
	// Folder is where the operation happens first.
	In() FolderID
}

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

// Append stores a message of ours in a folder.
type Append struct {
	Folder  FolderID
	Message MessageID
}

// Submit hands a message to the submission server.
type Submit struct {
	Folder  FolderID // the outbox
	Message MessageID
}

func (SetFlags) operation() {}
func (Move) operation()     {}
func (Copy) operation()     {}
func (Delete) operation()   {}
func (Append) operation()   {}
func (Submit) operation()   {}

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

// In returns the outbox.
func (o Submit) In() FolderID { return o.Folder }
