package mail

import "time"

// OperationKind names the kinds of Operation where the operation itself is no longer there.
type OperationKind string

// The kinds, one for each type of Operation.
const (
	KindSetFlags     OperationKind = "set-flags"
	KindMove         OperationKind = "move"
	KindCopy         OperationKind = "copy"
	KindDelete       OperationKind = "delete"
	KindAppend       OperationKind = "append"
	KindCreateFolder OperationKind = "create-folder"
	KindRenameFolder OperationKind = "rename-folder"
	KindDeleteFolder OperationKind = "delete-folder"
	KindSubscribe    OperationKind = "subscribe"
)

// Conflict is an operation that was taken back because it could not be carried out.
type Conflict struct {
	Account  AccountID
	Noted    time.Time // when it was taken back
	Kind     OperationKind
	Folder   string // path, "" when the folder was gone
	Target   string // path, "" when the operation has none
	Role     Role   // of Folder, RoleNone when there is no such folder now
	Into     Role   // of Target, likewise
	Messages int    // how many it was about
	Code     Code   // why
	Class    string // the kind of refusal, as Problem.Class; "" for one noted by an older version
	Reply    string // the server's
}
