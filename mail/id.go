package mail

// The identifiers are local row numbers, except UID, which the server assigns. They are distinct types so that
// the compiler refuses to mix them up. Zero means "none" for each of them.
type (
	// AccountID names an account of this profile.
	AccountID int64
	// FolderID names a folder of this profile.
	FolderID int64
	// MessageID names a message of this profile. It is not the Message-ID header field.
	MessageID int64
	// OperationID names a queued operation.
	OperationID int64
	// OutgoingID names a message of the outbox.
	OutgoingID int64
	// DraftID names a message being written.
	DraftID int64
	// DraftFileID names a file attached to a message being written.
	DraftFileID int64
	// UID is the server's number of a message in a folder, valid with the folder's UIDVALIDITY (RFC 9051
	// section 2.3.1.1).
	UID uint32
)
