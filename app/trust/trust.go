// Package trust decides whose certificates are trusted beside those of the authorities that the computer knows, and
// keeps what people decided.
//
// There are two kinds of exception, each for one host: a pin accepts one single certificate there, and a private
// authority may vouch for that host. mail/dial asks for them in every handshake, and holds them against what the
// server shows.
//
// What an administrator can rely on:
//   - There is no exception for the servers of providers that the catalogue knows, nor for other hosts of their
//     domains. Their certificates are in order; one that is not means that somebody stands in between.
//   - For other hosts a person must have seen the certificate, and must type the last eight digits of its fingerprint,
//     so that a habit of pressing buttons is not enough. On the command line the whole fingerprint is given.
//   - A certificate that a known product on the way has made up is accepted for no host, and no such product may vouch
//     for one: it would read along. An administrator can decide otherwise in the policy or on the computer.
//   - A pin accepts who vouches, the name and an end that is past; never a revoked certificate, nor one that is not
//     valid yet. It ends when the certificate does, and with every change of the certificate, be it with the same key.
//     One that had expired before it was accepted is good for thirty days.
//   - Nothing is accepted by a sync, by a retry or by the first use of a server.
//   - Config.AllowPins switches all of it off; then what was accepted before counts no more either, and can still be
//     removed.
//   - Every exception is told to the log when it is made and when it is removed.
//
// The package knows neither connections nor SQL, and exceptions are for mail servers alone: sign-in pages and the search
// for servers never have any. A Book is safe for concurrent use. Errors are *mail.Problem.
package trust

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"letterbox/mail"
)

// Store keeps exceptions. Hosts are as mail.CanonicalHost returns them; "" asks for all.
type Store interface {
	Trust(ctx context.Context, host string) (mail.Trust, error)
	PutPin(ctx context.Context, p mail.Pin) error
	PutAuthority(ctx context.Context, a mail.TrustedCA) error
	RemovePin(ctx context.Context, host string, port int) error
	RemoveAuthority(ctx context.Context, host string, fingerprint mail.Fingerprint) error
}

// Config says what is possible. Store and Public are required.
type Config struct {
	Store     Store
	Public    func(host string) bool // whether a host belongs to a provider that the catalogue knows
	AllowPins bool                   // false: there are no exceptions on this computer
	Now       func() time.Time       // nil: time.Now
	Log       *slog.Logger           // nil: nothing is logged
}

// Book is the exceptions of one profile.
type Book struct{ config Config }

// New returns a Book.
func New(c Config) *Book {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Book{c}
}

// For returns what is trusted for a host: nothing where exceptions are not possible.
func (b *Book) For(ctx context.Context, host string) (mail.Trust, error) {
	host = name(host)
	if b.Allowed(host) != nil {
		return mail.Trust{}, nil
	}
	return b.config.Store.Trust(ctx, host)
}

// Allowed returns nil where an exception is possible, else PolicyForbids with the reason as class.
func (b *Book) Allowed(host string) error {
	class := ""
	switch {
	case !b.config.AllowPins:
		class = mail.ClassPinPolicy
	case b.config.Public(name(host)):
		class = mail.ClassPublic
	default:
		return nil
	}
	return &mail.Problem{Code: mail.PolicyForbids, Class: class, Stage: mail.StageSecure, Server: mail.Server{Host: host}, Retry: mail.RetryNever}
}

// Accept accepts what a server showed: the nth certificate of its chain, the first as a pin, any other as an authority
// for that host. typed is what the person typed: the last eight digits of its fingerprint.
func (b *Book) Accept(ctx context.Context, shown mail.Inspection, n int, typed string) error {
	if n < 0 || n >= len(shown.Chain) {
		return &mail.Problem{Code: mail.NotFound, Stage: mail.StageSecure, Server: shown.Server, Retry: mail.RetryNever}
	}
	if !shown.Chain[n].SHA256.Ends(typed) {
		return &mail.Problem{
			Code: mail.UsageWrong, Class: mail.ClassNotNamed, Stage: mail.StageSecure, Server: shown.Server, Retry: mail.RetryAfterChange,
			Reply: "the digits are not those of the fingerprint",
		}
	}
	if n > 0 {
		return b.AddAuthorities(ctx, shown.Server.Host, shown.Chain[n:n+1])
	}
	return b.pin(ctx, shown)
}

// AcceptNamed accepts the certificate of a server if its fingerprint is the one that the person named.
func (b *Book) AcceptNamed(ctx context.Context, shown mail.Inspection, named mail.Fingerprint) error {
	if len(shown.Chain) == 0 {
		return shown.Problem
	}
	if got := shown.Chain[0].SHA256; got != named {
		return &mail.Problem{
			Code: mail.TLSUntrusted, Class: mail.ClassNotNamed, Stage: mail.StageSecure, Server: shown.Server, Retry: mail.RetryAfterChange,
			Chain: shown.Chain, Facts: map[string]string{mail.FactSHA256: got.String(), mail.FactPinned: named.String()},
			Err: errors.New("the certificate has another fingerprint"),
		}
	}
	return b.pin(ctx, shown)
}

func (b *Book) pin(ctx context.Context, shown mail.Inspection) error {
	if err := b.Allowed(shown.Server.Host); err != nil {
		return err
	}
	if product := mail.Interceptor(shown.Chain[0].Issuer); product != "" {
		return intercepted(shown.Server, shown.Chain, product)
	}
	if shown.By == "" && !shown.MayPin() && !shown.At.Before(shown.Chain[0].From) {
		return shown.Problem
	}
	pin, err := mail.NewPin(name(shown.Server.Host), shown.Server.Port, shown.Chain[0], b.config.Now())
	if err != nil {
		return &mail.Problem{
			Code: mail.TLSExpired, Class: mail.ClassTooNew, Stage: mail.StageSecure, Server: shown.Server, Retry: mail.RetryAfterChange, Chain: shown.Chain, Err: err,
			Facts: map[string]string{
				mail.FactFrom: shown.Chain[0].From.Format(time.RFC3339), mail.FactUntil: shown.Chain[0].Until.Format(time.RFC3339),
			},
		}
	}
	if err := b.config.Store.PutPin(ctx, pin); err != nil {
		return err
	}
	b.config.Log.Warn("certificate accepted", "host", pin.Host, "port", pin.Port, "sha256", pin.SHA256.String(), "until", pin.Until)
	return nil
}

// intercepted is the problem of accepting what a product on the way has made up.
func intercepted(server mail.Server, chain mail.Chain, product string) error {
	return &mail.Problem{
		Code: mail.TLSUntrusted, Class: mail.ClassIntercepted, Stage: mail.StageSecure, Server: server, Retry: mail.RetryAfterChange, Chain: chain,
		Facts: map[string]string{mail.FactProduct: product, mail.FactIssuer: chain[0].IssuerName},
		Err:   fmt.Errorf("%s makes certificates up; a person cannot accept them", product),
	}
}

// AddAuthorities lets certificates vouch for a host. All of them must be of authorities and within their time.
func (b *Book) AddAuthorities(ctx context.Context, host string, chain mail.Chain) error {
	if err := b.Allowed(host); err != nil {
		return err
	}
	now := b.config.Now()
	for _, c := range chain {
		if product := mail.Interceptor(c.Subject + " " + c.Issuer); product != "" {
			return intercepted(mail.Server{Host: host}, mail.Chain{c}, product)
		}
		var why string
		switch {
		case !c.Authority:
			why = "is not of an authority"
		case now.Before(c.From):
			why = "is not valid yet"
		case now.After(c.Until):
			why = "has expired"
		default:
			continue
		}
		err := fmt.Errorf("the certificate %q %s", c.Name, why)
		return &mail.Problem{Code: mail.UsageWrong, Stage: mail.StageSecure, Retry: mail.RetryAfterChange, Reply: err.Error(), Err: err}
	}
	for _, c := range chain {
		a := mail.TrustedCA{Host: name(host), SHA256: c.SHA256, DER: c.DER, Added: now}
		if err := b.config.Store.PutAuthority(ctx, a); err != nil {
			return err
		}
		b.config.Log.Warn("authority accepted for a host", "host", a.Host, "sha256", a.SHA256.String())
	}
	return nil
}

// List returns all exceptions that were made, whether they count or not.
func (b *Book) List(ctx context.Context) (mail.Trust, error) { return b.config.Store.Trust(ctx, "") }

// RemovePin takes a pin back. It is possible everywhere.
func (b *Book) RemovePin(ctx context.Context, host string, port int) error {
	if err := b.config.Store.RemovePin(ctx, name(host), port); err != nil {
		return err
	}
	b.config.Log.Warn("certificate no longer accepted", "host", name(host), "port", port)
	return nil
}

// RemoveAuthority takes back that an authority vouches for a host. It is possible everywhere.
func (b *Book) RemoveAuthority(ctx context.Context, host string, fingerprint mail.Fingerprint) error {
	if err := b.config.Store.RemoveAuthority(ctx, name(host), fingerprint); err != nil {
		return err
	}
	b.config.Log.Warn("authority no longer accepted for a host", "host", name(host), "sha256", fingerprint.String())
	return nil
}
