package app

import (
	"context"
	"crypto/x509"
	"errors"
	"os"
	"slices"

	"letterbox/app/binder"
	"letterbox/mail"
	"letterbox/mail/imap"
	"letterbox/mail/sasl"
	"letterbox/mail/smtp"
	"letterbox/storage"
)

// The adapters below fit concrete types to the interfaces that binder declares.

type incoming struct{ h *house }

func (i incoming) Verify(ctx context.Context, server mail.Server, cred mail.Credential, note func(mail.Check)) (binder.Session, error) {
	return sasl.WithToken(cred, note, func(cred mail.Credential, note func(mail.Check)) (binder.Session, error) {
		switch server.Protocol {
		case mail.IMAP:
			return i.h.verifyIMAP(ctx, server, cred, note)
		case mail.POP3:
			return i.h.verifyPOP3(ctx, server, cred, note)
		default:
			return nil, &mail.Problem{Code: mail.WrongProtocol, Stage: mail.StageConnect, Server: server, Retry: mail.RetryAfterChange}
		}
	})
}

// verifyIMAP verifies for a binding.
func (h *house) verifyIMAP(ctx context.Context, server mail.Server, cred mail.Credential, note func(mail.Check)) (binder.Session, error) {
	session, err := h.imapFor(server).Verify(ctx, server, cred, note)
	if err != nil {
		return nil, err
	}
	return session, nil
}

type outgoing struct{ h *house }

func (o outgoing) Verify(ctx context.Context, server mail.Server, cred mail.Credential, note func(mail.Check)) error {
	_, err := sasl.WithToken(cred, note, func(cred mail.Credential, note func(mail.Check)) (struct{}, error) {
		return struct{}{}, o.h.smtpFor(server).Verify(ctx, server, cred, note)
	})
	return err
}

// imapFor and smtpFor return the client for a server: the demo's servers have an authority of their own, which is
// trusted for nothing else.
func (h *house) imapFor(server mail.Server) *imap.Client {
	if client := h.demo.imapFor(server); client != nil {
		return client
	}
	return h.imap
}

func (h *house) smtpFor(server mail.Server) *smtp.Client {
	if client := h.demo.smtpFor(server); client != nil {
		return client
	}
	return h.smtp
}

type accounts struct {
	store *storage.DB
	vault *vault
}

func (a accounts) Accounts(ctx context.Context) ([]mail.Account, error) { return a.store.Accounts(ctx) }

// Add marks the account with the first color that no other has.
func (a accounts) Add(ctx context.Context, account mail.Account, sealed []byte) (mail.Account, error) {
	others, err := a.store.Accounts(ctx)
	if err != nil {
		return mail.Account{}, err
	}
	for slices.ContainsFunc(others, func(o mail.Account) bool { return o.Color == account.Color }) {
		account.Color++
	}
	return a.store.AddAccount(ctx, account, []storage.Secret{{Kind: kindOf(account), Sealed: sealed}})
}

// Renew waits until nothing stores a token of the old sign-in any more.
func (a accounts) Renew(ctx context.Context, account mail.Account, sealed []byte) error {
	a.vault.sources.drop(ctx, account.Address)
	return a.store.RenewAccount(ctx, account, []storage.Secret{{Kind: kindOf(account), Sealed: sealed}})
}

func (a accounts) Remove(ctx context.Context, id mail.AccountID) error {
	return a.store.RemoveAccount(ctx, id)
}

// Archive waits as Renew does.
func (a accounts) Archive(ctx context.Context, id mail.AccountID) error {
	account, err := a.store.Account(ctx, id)
	if err != nil {
		return err
	}
	a.vault.sources.drop(ctx, account.Address)
	return a.store.ArchiveAccount(ctx, id)
}

// rootsWith returns the system's roots and those of a PEM file; nil, the system's, without a file.
func rootsWith(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(file) //nolint:gosec // the person named the file
	if err != nil {
		return nil, &mail.Problem{Code: mail.UsageWrong, Retry: mail.RetryNever, Reply: "--ca-file: " + err.Error(), Err: err}
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(pem) {
		err := errors.New("--ca-file: no certificate in " + file)
		return nil, &mail.Problem{Code: mail.UsageWrong, Retry: mail.RetryNever, Reply: err.Error(), Err: err}
	}
	return roots, nil
}
