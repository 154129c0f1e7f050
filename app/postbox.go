package app

import (
	"context"
	"io"

	"letterbox/mail"
)

// postbox is where what is written and what is on its way are kept. Every method is one transaction.
type postbox interface {
	SaveComposition(ctx context.Context, c mail.Composition) (mail.Composition, error)
	Composition(ctx context.Context, id mail.DraftID) (mail.Composition, error)
	Compositions(ctx context.Context, account mail.AccountID) ([]mail.Composition, error)
	CompositionOf(ctx context.Context, id mail.MessageID) (mail.Composition, error)
	DeleteComposition(ctx context.Context, id mail.DraftID) (mail.MessageID, error)
	AddDraftFile(ctx context.Context, draft mail.DraftID, name, mediaType string, r io.Reader) (mail.DraftFile, error)
	OpenDraftFile(ctx context.Context, file mail.DraftFileID) (io.ReadCloser, error)
	RemoveDraftFile(ctx context.Context, file mail.DraftFileID) error
	PlaceDraft(ctx context.Context, id mail.DraftID, revision int64, folder mail.FolderID, local mail.NewLocal) error

	Enqueue(ctx context.Context, out mail.Outgoing, raw []byte, draft mail.DraftID) (mail.Outgoing, error)
	Outbox(ctx context.Context, account mail.AccountID) ([]mail.Outgoing, error)
	OutgoingRaw(ctx context.Context, id mail.OutgoingID) ([]byte, error)
	RecallOutgoing(ctx context.Context, id mail.OutgoingID, c mail.Composition) (mail.Composition, error)
	RetryOutgoing(ctx context.Context, id mail.OutgoingID) error
	SettleOutgoing(ctx context.Context, id mail.OutgoingID, outcome mail.Outcome) error
	DropOutgoing(ctx context.Context, id mail.OutgoingID) error
}
