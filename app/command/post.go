package command

import (
	"context"
	"io"
	"time"

	"letterbox/mail"
)

// Post is what the verbs that write and send use.
type Post interface {
	// Save stores a message being written, and Attach a file of it.
	Save(ctx context.Context, c mail.Composition) (mail.Composition, error)
	Attach(ctx context.Context, draft mail.DraftID, name string, r io.Reader) (mail.DraftFile, error)
	// Discard removes a message being written.
	Discard(ctx context.Context, draft mail.DraftID) error
	// Enqueue queues a message being written, to be sent at once.
	Enqueue(ctx context.Context, c mail.Composition) (mail.Outgoing, error)
	// EnqueueRaw queues a message as another program wrote it.
	EnqueueRaw(ctx context.Context, account mail.Account, raw []byte) (mail.Outgoing, error)
	// Deliver sends what is due in an account's outbox, and returns how the message stands then.
	Deliver(ctx context.Context, account mail.Account, id mail.OutgoingID) (mail.Outgoing, error)
	// Outbox returns the messages of an account's outbox, of all when account is 0, that are not done.
	Outbox(ctx context.Context, account mail.AccountID) ([]mail.Outgoing, error)
	Retry(ctx context.Context, id mail.OutgoingID) error
	// Settle says that a message whose fate is unknown did arrive.
	Settle(ctx context.Context, id mail.OutgoingID) error
	Recall(ctx context.Context, id mail.OutgoingID) (mail.Composition, error)
	// Keep stores a message that comes into being here.
	Keep(ctx context.Context, folder mail.FolderID, raw []byte, flags mail.Flags, received time.Time) error
	// Undo takes an operation back.
	Undo(ctx context.Context, id mail.OperationID) error
}

type recipientObject struct {
	Address string         `json:"address"`
	Problem *problemObject `json:"problem,omitempty"`
}

type outgoingObject struct {
	ID         mail.OutgoingID    `json:"id"`
	Account    string             `json:"account"`
	MessageID  string             `json:"message_id"`
	State      mail.OutgoingState `json:"state"`
	Attempts   int                `json:"attempts"`
	Subject    string             `json:"subject"`
	Size       int64              `json:"size"`
	Recipients []recipientObject  `json:"recipients"`
	Problem    *problemObject     `json:"problem,omitempty"`
	Reply      string             `json:"reply"`
	Created    string             `json:"created"` // RFC 3339
	Due        string             `json:"due"`     // RFC 3339
}

func (c *call) outgoingJSON(out mail.Outgoing, account string) outgoingObject {
	explain := func(p *mail.Problem) *problemObject {
		if p == nil {
			return nil
		}
		return explainJSON(c.Lang, p, c.out.told(p))
	}
	object := outgoingObject{
		ID: out.ID, Account: account, MessageID: out.MessageID, State: out.State, Attempts: out.Attempts, Subject: out.Subject,
		Size: out.Size, Recipients: []recipientObject{}, Problem: explain(out.Problem), Reply: out.Reply,
		Created: out.Created.UTC().Format(time.RFC3339), Due: out.Due.UTC().Format(time.RFC3339),
	}
	refused := map[mail.Address]*mail.Problem{}
	for _, v := range out.Verdicts {
		refused[v.Address] = v.Problem
	}
	for _, p := range out.ForwardPaths {
		object.Recipients = append(object.Recipients, recipientObject{p.Address.Spec(), explain(refused[p.Address])})
	}
	return object
}
