// Package binder sets accounts up: the use cases behind the wizard and behind `letterbox bind`.
//
// Binding is all or nothing. Servers are discovered, verified stage by stage with live checks, and only when both
// servers have accepted the person is anything kept: the key in the keychain, the sealed secret and the account in
// one transaction. When any step fails or is cancelled, what was begun is undone and nothing remains. Renew does the
// same for an account that is bound, with a new secret or other servers: its mail and its outbox stay, and until the
// new secret has passed the old one stays as well.
//
// The package contains no transport code: it reaches servers, storage and keychain through the interfaces below.
// It never asks servers that Config.Allowed refuses, never sends a secret to a server that is not trusted and to which the person has not agreed, never asks a server
// without a secret, and never
// tries a second time by itself after a refused sign-in. After two refusals within a minute it does not ask the same
// server for the same user at all until the minute is over, whoever wants it: providers lock accounts for less.
package binder

import (
	"context"
	"errors"
	"time"

	"letterbox/mail"
)

// Discoverer proposes servers for an address, best first. provider narrows it when the person chose one.
type Discoverer interface {
	Discover(ctx context.Context, address mail.Address, provider mail.ProviderID) ([]mail.Candidate, error)
}

// Incoming verifies an incoming server: it connects, signs in, lists, opens INBOX and fetches one header, noting
// each stage. The session stays open for the engine; the caller closes it or hands it on.
type Incoming interface {
	Verify(ctx context.Context, server mail.Server, cred mail.Credential, note func(mail.Check)) (Session, error)
}

// Outgoing verifies a submission server up to the sign-in.
type Outgoing interface {
	Verify(ctx context.Context, server mail.Server, cred mail.Credential, note func(mail.Check)) error
}

// Session is an open connection that binder only passes on.
type Session interface{ Close() error }

// Accounts is where a bound account is kept. Add stores the account with its sealed secret in one transaction, and
// Renew replaces both of an account that is there.
type Accounts interface {
	Accounts(ctx context.Context) ([]mail.Account, error)
	Add(ctx context.Context, account mail.Account, sealed []byte) (mail.Account, error)
	Renew(ctx context.Context, account mail.Account, sealed []byte) error
	Remove(ctx context.Context, id mail.AccountID) error
	Archive(ctx context.Context, id mail.AccountID) error // all of it but the mail
}

// Secrets seals what proves the person's identity. Seal makes the account's key if there is none; Forget removes
// the key.
type Secrets interface {
	Seal(ctx context.Context, address mail.Address, cred mail.Credential) (sealed []byte, err error)
	Forget(ctx context.Context, address mail.Address) error
}

// Config is what a Binder is made of. Adopt has work on an account begin, with the verified session if there is one;
// all fields but Allowed and Now are required.
type Config struct {
	Discover Discoverer
	Incoming Incoming
	Outgoing Outgoing
	Accounts Accounts
	Secrets  Secrets
	Adopt    func(mail.Account, Session)
	Release  func(mail.AccountID)                     // stops work on an account before it is removed; waits for its end
	Allowed  func(mail.Address, mail.Candidate) error // a *mail.Problem where an administrator forbids it; nil: all is allowed
	Now      func() time.Time                         // nil: the computer's clock
}

// Binder sets accounts up. It remembers refused sign-ins for a minute, and nothing else. It is safe for concurrent
// use.
type Binder struct {
	config  Config
	refused attempts
}

// New returns a Binder.
func New(config Config) (*Binder, error) {
	if config.Discover == nil || config.Incoming == nil || config.Outgoing == nil || config.Accounts == nil || config.Secrets == nil || config.Adopt == nil || config.Release == nil {
		return nil, errors.New("binder: every field of Config is required")
	}
	if config.Allowed == nil {
		config.Allowed = func(mail.Address, mail.Candidate) error { return nil }
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	return &Binder{config: config}, nil
}

// Discover proposes servers for an address, best first. Errors are *mail.Problem.
func (b *Binder) Discover(ctx context.Context, address mail.Address, provider mail.ProviderID) ([]mail.Candidate, error) {
	return b.config.Discover.Discover(ctx, address, provider)
}
