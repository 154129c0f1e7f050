package engine

import (
	"context"
	"io"
	"time"

	"letterbox/mail"
)

// Opener signs in to the incoming server of an account. Errors are *mail.Problem.
type Opener func(ctx context.Context, account mail.Account) (Session, error)

// Session is an authenticated connection. One goroutine at a time may use it; errors are *mail.Problem; after
// Broken it is only good for Close.
type Session interface {
	Folders(ctx context.Context) ([]mail.Folder, error)
	Select(ctx context.Context, folder mail.Folder) (mail.SyncState, error)
	UIDs(ctx context.Context) ([]mail.UID, error)
	HeadersLast(ctx context.Context, n int, each func(mail.FetchedHeader) error) (skipped []mail.UID, err error)
	Headers(ctx context.Context, set []mail.UIDRange, each func(mail.FetchedHeader) error) (skipped []mail.UID, err error)
	Flags(ctx context.Context, set []mail.UIDRange, each func(mail.UID, mail.Flags) error) error
	Bodies(ctx context.Context, uids []mail.UID, each func(uid mail.UID, size int64, body io.Reader) error) error
	Watch(ctx context.Context, changed func()) error
	Broken() bool
	Close() error
}

// Keeper is a Session of a protocol that keeps mail on the server, in folders that the person arranges: IMAP. Methods
// that name UIDs mean messages of the selected folder; those that are gone are passed over.
type Keeper interface {
	Session
	StoreFlags(ctx context.Context, uids []mail.UID, add, remove mail.Flags) error
	// MovesAtOnce reports that Move works: the server moves in one step (RFC 6851).
	MovesAtOnce() bool
	Move(ctx context.Context, uids []mail.UID, to mail.Folder) (mail.Copied, error)
	Copy(ctx context.Context, uids []mail.UID, to mail.Folder) (mail.Copied, error)
	// Expunge removes messages for good, and no others.
	Expunge(ctx context.Context, uids []mail.UID) error
	// Append stores a message; uid is 0 where the server does not tell it.
	Append(ctx context.Context, to mail.Folder, flags mail.Flags, received time.Time, raw []byte) (validity uint32, uid mail.UID, err error)
	// Find returns the messages from a UID on that have a Message-ID.
	Find(ctx context.Context, messageID string, from mail.UID) ([]mail.UID, error)
	// Status looks at a folder that is not selected.
	Status(ctx context.Context, folder mail.Folder) (mail.SyncState, error)
	CreateFolder(ctx context.Context, path, delimiter string) (wire string, err error)
	RenameFolder(ctx context.Context, from, path, delimiter string) (wire string, err error)
	DeleteFolder(ctx context.Context, wire string) error
	Subscribe(ctx context.Context, wire string, on bool) error
	// Resume selects a folder and returns what happened there since folder.Sync; nil: everything must be compared.
	Resume(ctx context.Context, folder mail.Folder) (mail.SyncState, *mail.FolderChanges, error)
}

// Labeller is a Session whose folders may be labels, so that one message lies in several of them: Gmail's IMAP.
type Labeller interface {
	Session
	// Labels reports that this server is such a one. Headers tell then what it calls a message in every folder.
	Labels() bool
}

// Collector is a Session of a protocol that brings mail from a server instead of mirroring a mailbox there: POP3. Four
// things follow. Messages that the server no longer lists stay here, and those that were removed here are not brought
// again. Flags are the person's alone. Of the folders only the inbox is filled by the server; the others are a place
// to put mail, and a message is asked for by its UID from whichever it lies in. And the server is looked at by signing
// in, which is not done more often than every so long by itself.
type Collector interface {
	Session
	Every() time.Duration
}

// Store is what the engine needs of the cache. Every method is one transaction that publishes its own events.
type Store interface {
	folderStore
	messageStore
	bodyStore
	unreadableStore
	partialStore
	removalStore
	operationStore
	outboxStore
	Accounts(ctx context.Context) ([]mail.Account, error)
}

type folderStore interface {
	SaveFolders(ctx context.Context, account mail.AccountID, folders []mail.Folder) ([]mail.Folder, error)
	Folder(ctx context.Context, id mail.FolderID) (mail.Folder, error)
	ResetFolder(ctx context.Context, id mail.FolderID, uidValidity uint32) error
	SaveSync(ctx context.Context, id mail.FolderID, state mail.SyncState) error
	// EndReset ends a complete pull: rows without a UID that the pull did not find, and that no operation brings, go.
	EndReset(ctx context.Context, id mail.FolderID) error
	Folders(ctx context.Context, account mail.AccountID) ([]mail.Folder, error)
}

type messageStore interface {
	Message(ctx context.Context, id mail.MessageID) (mail.Message, error)
	AddMessages(ctx context.Context, folder mail.FolderID, messages []mail.NewMessage) (added int, err error)
	SetFlags(ctx context.Context, folder mail.FolderID, flags []mail.UIDFlags) error
	RemoveUIDs(ctx context.Context, folder mail.FolderID, uids []mail.UID) error
	UIDs(ctx context.Context, folder mail.FolderID) ([]mail.UID, error)
	UIDFlags(ctx context.Context, folder mail.FolderID, first, last mail.UID) ([]mail.UIDFlags, error)
	// KnownFlags returns the server's flags of those UIDs that are stored, or that a pending operation took away.
	KnownFlags(ctx context.Context, folder mail.FolderID, uids []mail.UID) ([]mail.UIDFlags, error)
	// CountUIDs returns how many messages the server has in a folder as far as is known here.
	CountUIDs(ctx context.Context, folder mail.FolderID) (int, error)
	Uncollected(ctx context.Context, account mail.AccountID) ([]mail.UID, error)
}

type bodyStore interface {
	Bodyless(ctx context.Context, folder mail.FolderID, limit int, since time.Time) ([]mail.Missing, error)
	PutBodies(ctx context.Context, bodies []mail.NewBody) error
	NoteTwins(ctx context.Context, folder mail.FolderID, messages []mail.NewMessage) error
	ShareTwins(ctx context.Context, missing []mail.Missing) (shared int, err error)
	EvictBodies(ctx context.Context, account mail.AccountID, before time.Time, limit int) (int, error)
}

type operationStore interface {
	ApplyOperation(ctx context.Context, operation mail.Operation) (mail.OperationID, error)
	UndoOperation(ctx context.Context, id mail.OperationID) (mail.OperationID, error)
	PendingOperations(ctx context.Context, account mail.AccountID) ([]mail.Pending, error)
	BeginOperation(ctx context.Context, id mail.OperationID, begun mail.Begun) error
	DoneOperation(ctx context.Context, id mail.OperationID, placed mail.Placed) error
	FailOperation(ctx context.Context, id mail.OperationID, problem *mail.Problem, revert bool) error
	NameFolder(ctx context.Context, id mail.FolderID, wire string) error
	KeepMessage(ctx context.Context, folder mail.FolderID, message mail.NewLocal) (mail.MessageID, mail.OperationID, error)
	OpenBody(ctx context.Context, id mail.MessageID) (io.ReadCloser, int64, error)
}

type outboxStore interface {
	Outbox(ctx context.Context, account mail.AccountID) ([]mail.Outgoing, error)
	OutgoingRaw(ctx context.Context, id mail.OutgoingID) ([]byte, error)
	BeginSending(ctx context.Context, id mail.OutgoingID) (mail.Outgoing, error)
	SettleOutgoing(ctx context.Context, id mail.OutgoingID, outcome mail.Outcome) error
}
