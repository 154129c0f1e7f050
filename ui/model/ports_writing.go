package model

import (
	"context"
	"io"

	"letterbox/mail"
)

// Writer keeps what is being written, sends it, and shows the outbox. Its methods may be called from any goroutine.
type Writer interface {
	// Begin prepares a message: empty, or with what a reply or a forwarded message takes from the original, worded in
	// language ("zh-CN" or "en"). A draft that is edited is opened; one that is open already is the same draft.
	// Nothing is stored but the files of a forwarded message.
	Begin(ctx context.Context, account mail.AccountID, purpose mail.Purpose, language string) (mail.Composition, error)
	// Save stores the present state and returns it with ID and Revision. When it has returned, the text survives a
	// power cut.
	Save(ctx context.Context, c mail.Composition) (mail.Composition, error)
	// Attach stores a file with a saved composition.
	Attach(ctx context.Context, draft mail.DraftID, name string, r io.Reader) (mail.DraftFile, error)
	// Detach removes an attached file.
	Detach(ctx context.Context, file mail.DraftFileID) error
	// Leave says that the person is no longer at a draft: its copy goes to the Drafts folder now.
	Leave(ctx context.Context, draft mail.DraftID)
	// Discard removes a draft and its copy.
	Discard(ctx context.Context, draft mail.DraftID) error
	// Send saves c and queues it in one go. The problem of class NO_RECIPIENT or ADDRESS_SYNTAX says what is missing.
	Send(ctx context.Context, c mail.Composition) (mail.OutgoingID, error)
	// Drafts returns what is being written, the last changed first, of all accounts when account is 0.
	Drafts(ctx context.Context, account mail.AccountID) ([]mail.Composition, error)
	// Complete returns addresses of people seen that match what was typed, the likeliest first.
	Complete(ctx context.Context, typed string, n int) ([]mail.Address, error)
}

// Outbox shows what is on its way and lets people decide. Its methods may be called from any goroutine.
type Outbox interface {
	// Outgoing returns the messages of the outbox of all accounts, oldest first, without those that are done.
	Outgoing(ctx context.Context) ([]mail.Outgoing, error)
	// Recall takes a message back that is not being sent, and returns it as a draft.
	Recall(ctx context.Context, id mail.OutgoingID) (mail.Composition, error)
	// Retry sends a failed message again, and one whose fate is unknown: the person has agreed to that.
	Retry(ctx context.Context, id mail.OutgoingID) error
	// Settle says that a message whose fate is unknown did arrive.
	Settle(ctx context.Context, id mail.OutgoingID) error
	// Drop removes a message that is not being sent.
	Drop(ctx context.Context, id mail.OutgoingID) error
}

// Undoer takes operations back. Its methods may be called from any goroutine.
type Undoer interface {
	// Undo takes an operation back: out of the queue when it has not begun, else by its opposite. The problem of code
	// NotFound says that it cannot be taken back any more.
	Undo(ctx context.Context, id mail.OperationID) error
}
