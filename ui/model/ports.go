package model

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"letterbox/mail"
)

// Setup binds mailboxes. Its methods may be called from any goroutine.
type Setup interface {
	// Providers returns the catalogue in the order in which it is shown.
	Providers() []mail.Provider
	// Catalogue returns everybody who is known, to be searched.
	Catalogue() []mail.Provider
	// Recognise tells whose address this is by its domain alone: no network, cheap enough for every keystroke.
	Recognise(address string) (mail.Provider, bool)
	// Discover looks for the servers of an address, best first. A provider that was chosen narrows the search.
	Discover(ctx context.Context, address mail.Address, provider mail.ProviderID) ([]mail.Candidate, error)
	// Bind verifies and, if everything passed, stores the account. note hears of every check, from any goroutine.
	Bind(ctx context.Context, b Binding, note func(mail.Check)) (mail.Account, mail.Report, error)
	// BindDemo binds the mailbox that lives in this program.
	BindDemo(ctx context.Context, note func(mail.Check)) (mail.Account, mail.Report, error)
}

// SignIn signs people in at their provider, in the system browser. Its methods may be called from any goroutine.
type SignIn interface {
	// Registration returns under which name Letterbox is known to a provider's authority, and what an administrator
	// needs to know to register it. It asks no network.
	Registration(ctx context.Context, provider mail.ProviderID) (Registration, error)
	// Register keeps what the authority gave out: ClientID, Tenant and Secret are taken, the rest is not looked at.
	Register(ctx context.Context, provider mail.ProviderID, r Registration) error
	// SignIn opens the browser, tells how the person can go on, and returns what they proved there. With device it
	// shows a code to be typed on another device instead. It ends with ctx. The problem of class
	// OAUTH_MAILBOX_MISMATCH comes with a credential, which is good for the account that did sign in.
	SignIn(ctx context.Context, r SignInRequest, waiting func(SignInWait)) (mail.Credential, error)
}

// SignInRequest is who is to sign in where.
type SignInRequest struct {
	Address  mail.Address
	Provider mail.ProviderID
	Incoming mail.Protocol // what the account is to be read by
	Device   bool          // by a code on another device
	Language string        // of the page that the browser shows in the end
}

// SignInWait is how a person can go on. It is for their eyes and belongs in no log.
type SignInWait struct {
	Link   string    // opened in the browser, or to be copied to another one
	Code   string    // to be typed at Link; "" without a device
	Until  time.Time // when the attempt ends by itself
	Failed bool      // the browser could not be opened
}

// Format never prints the link or the code.
func (SignInWait) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[redacted]") }

// LogValue never returns the link or the code.
func (SignInWait) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// Registration is under which name Letterbox is known to an authority.
type Registration struct {
	ClientID string
	Tenant   string // Microsoft's directory; "" for any
	Secret   string // Google's desktop clients have one that is none
	Locked   bool   // the administrator's policy says so; it cannot be changed here

	Console   string   // page where an administrator registers it
	Redirects []string // to be entered there
	Scopes    []string // to be entered there
	Consent   string   // page where an administrator approves it for everybody; "" when there is none, or no ClientID yet
	Device    bool     // a code on another device is possible
}

// Accounts changes bound accounts. Its methods may be called from any goroutine.
type Accounts interface {
	// Arrange puts accounts into an order. Those that are not named follow.
	Arrange(ctx context.Context, order []mail.AccountID) error
	// Change keeps a new label, color or display name; nothing else of account is looked at.
	Change(ctx context.Context, account mail.Account) error
	// Remove unbinds an account. With keepMail its mail stays readable here, as an archived account.
	Remove(ctx context.Context, id mail.AccountID, keepMail bool) error
	// Renew verifies a new secret with the servers of a bound account and keeps it if they accept it. Mail, outbox and
	// settings stay. Servers may have changed too: those of account are verified and kept.
	Renew(ctx context.Context, account mail.Account, secret mail.Credential, note func(mail.Check)) (mail.Report, error)
}

// Locks keeps the account keys under a passphrase, on computers whose keychain does not work. Its methods may be called
// from any goroutine.
type Locks interface {
	// Protect seals the account keys by a passphrase from now on, which is asked for once after every start.
	Protect(ctx context.Context, passphrase string) error
	// Unlock opens the sealed keys for as long as the program runs, and has the accounts connect. A wrong passphrase is
	// a problem of class WRONG_PASSPHRASE.
	Unlock(ctx context.Context, passphrase string) error
	// Locked reports whether the keys wait for their passphrase. It returns at once.
	Locked(ctx context.Context) bool
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
	// Newest returns the first n messages of the list of a folder.
	Newest(ctx context.Context, folder mail.FolderID, n int) (mail.Newest, error)
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
	// Do applies an operation locally and queues it for the server. The id is for taking it back; 0 when nothing was
	// to be done.
	Do(ctx context.Context, op mail.Operation) (mail.OperationID, error)
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
