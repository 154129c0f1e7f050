package model

import (
	"context"
	"io"

	"letterbox/mail"
)

// Setup binds mailboxes. Its methods may be called from any goroutine.
type Setup interface {
	// Providers returns the catalogue in the order in which it is shown.
	Providers() []mail.Provider
	// Recognise tells whose address this is by its domain alone: no network, cheap enough for every keystroke.
	Recognise(address string) (mail.Provider, bool)
	// Discover looks for the servers of an address, best first. A provider that was chosen narrows the search.
	Discover(ctx context.Context, address mail.Address, provider mail.ProviderID) ([]mail.Candidate, error)
	// Bind verifies and, if everything passed, stores the account. note hears of every check, from any goroutine.
	Bind(ctx context.Context, b Binding, note func(mail.Check)) (mail.Account, mail.Report, error)
	// BindDemo binds the mailbox that lives in this program.
	BindDemo(ctx context.Context, note func(mail.Check)) (mail.Account, mail.Report, error)
}

// Binding is what a person entered to bind a mailbox.
type Binding struct {
	Address   mail.Address
	Secret    mail.Credential // zero for a provider that signs in with the browser
	Candidate mail.Candidate
	Consent   bool // the person agreed to send the secret to an untrusted candidate
}

// Reader reads what is stored, and fetches a body that is not. Its methods may be called from any goroutine.
type Reader interface {
	Accounts(ctx context.Context) ([]mail.Account, error)
	Folders(ctx context.Context, account mail.AccountID) ([]mail.Folder, error)
	// MessageIDs returns all messages of a folder, newest first.
	MessageIDs(ctx context.Context, folder mail.FolderID) ([]mail.MessageID, error)
	// Messages returns rows in the order asked; those that are gone are left out.
	Messages(ctx context.Context, ids []mail.MessageID) ([]mail.Message, error)
	// Body returns the readable form of a message, from the server when it is not stored.
	Body(ctx context.Context, id mail.MessageID) (mail.Body, error)
	// SavePart writes the decoded bytes of one part of a message.
	SavePart(ctx context.Context, id mail.MessageID, path string, w io.Writer) error
}

// Mailer takes a person's intentions to the server. Its methods may be called from any goroutine; Refresh, Focus
// and Status return at once.
type Mailer interface {
	// Do applies an operation locally and queues it for the server.
	Do(ctx context.Context, op mail.Operation) error
	// Refresh asks an account's server now.
	Refresh(account mail.AccountID)
	// Focus tells which folder is on screen, so that it is brought up to date first.
	Focus(folder mail.FolderID)
	// Status tells what every account's worker does, in the order of the accounts.
	Status() []mail.SyncStatus
}

// Subscriber hands out events. The channel is closed after cancel.
type Subscriber interface {
	Subscribe() (events <-chan []mail.Event, cancel func())
}

// Preferences keeps small choices between runs. Get returns "" for what was never set.
type Preferences interface {
	Get(key string) string
	Set(key, value string)
}
