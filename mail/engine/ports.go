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
	StoreFlags(ctx context.Context, uids []mail.UID, add, remove mail.Flags) error
	Watch(ctx context.Context, changed func()) error
	Broken() bool
	Close() error
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
	operationStore
	Accounts(ctx context.Context) ([]mail.Account, error)
}

type folderStore interface {
	SaveFolders(ctx context.Context, account mail.AccountID, folders []mail.Folder) ([]mail.Folder, error)
	Folder(ctx context.Context, id mail.FolderID) (mail.Folder, error)
	ResetFolder(ctx context.Context, id mail.FolderID, uidValidity uint32) error
	SaveSync(ctx context.Context, id mail.FolderID, state mail.SyncState) error
}

type messageStore interface {
	Message(ctx context.Context, id mail.MessageID) (mail.Message, error)
	AddMessages(ctx context.Context, folder mail.FolderID, messages []mail.NewMessage) (added int, err error)
	SetFlags(ctx context.Context, folder mail.FolderID, flags []mail.UIDFlags) error
	RemoveUIDs(ctx context.Context, folder mail.FolderID, uids []mail.UID) error
	UIDs(ctx context.Context, folder mail.FolderID) ([]mail.UID, error)
	UIDFlags(ctx context.Context, folder mail.FolderID, first, last mail.UID) ([]mail.UIDFlags, error)
	LogSkipped(ctx context.Context, folder mail.FolderID, uid mail.UID, reason string) error
	Uncollected(ctx context.Context, account mail.AccountID) ([]mail.UID, error)
}

type bodyStore interface {
	Bodyless(ctx context.Context, folder mail.FolderID, limit int) ([]mail.Missing, error)
	PutBodies(ctx context.Context, bodies []mail.NewBody) error
}

type operationStore interface {
	ApplyOperation(ctx context.Context, operation mail.Operation) (mail.OperationID, error)
	PendingOperations(ctx context.Context, account mail.AccountID) ([]mail.Pending, error)
	DoneOperation(ctx context.Context, id mail.OperationID) error
	FailOperation(ctx context.Context, id mail.OperationID, problem *mail.Problem, revert bool) error
}
