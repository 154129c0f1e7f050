// Package diagnose tells at any time where a bound account stands: the use case behind `letterbox diagnose` and behind
// the page "check the connection".
//
// A diagnosis goes the way that mail takes, on connections of its own: every address of both servers, then each stage
// from the lookup of the name to one header fetched and a sign-in at the submission server, and, if the person wants
// it, a test message from the account to itself. Every stage is told while it runs and when it ended, with its time
// and what was learnt.
//
// Invariants: nothing is changed, neither on the server nor here, but for the test message that was asked for; the
// account's own worker and its connection are left alone. A diagnosis spends at most one sign-in per server, by the
// same count that binding keeps, and one more at the submission server for the test message, after the first was
// accepted, and one at the incoming server to see whether it came back. Where no sign-in may be spent or no secret can be had, the stages before it are still gone through. The
// last diagnosis of each account is remembered for the support report: whole while the program runs, and redacted in the
// profile, so that a report after a restart still has it.
//
// The package reaches servers and secrets through the interfaces below and contains no transport code.
package diagnose

import (
	"context"
	"errors"
	"sync"
	"time"

	"letterbox/mail"
)

// Verifier goes through all stages on both servers of an account with one sign-in each, keeps nothing, and counts
// refused sign-ins. When it may not try at all, the report is empty and the error says why. Errors are *mail.Problem.
type Verifier interface {
	Verify(ctx context.Context, account mail.Account, cred mail.Credential, note func(mail.Check)) (mail.Report, error)
}

// Network reaches servers without signing in.
type Network interface {
	// Reach tries every address of a server and tells in words how each answered; "" when there is none.
	Reach(ctx context.Context, s mail.Server) string
	// Approach goes as far as a server lets anybody: name, connection, TLS. Errors are *mail.Problem.
	Approach(ctx context.Context, s mail.Server, note func(mail.Check)) error
}

// Secrets opens what an account signs in with. Errors are *mail.Problem.
type Secrets interface {
	Credential(ctx context.Context, account mail.Account) (mail.Credential, error)
}

// Sender sends a message from an account to itself. The stages of the connection are not noted again. finding says
// what the server answered, and in words whether the message came back within a bounded time. Errors are *mail.Problem.
type Sender interface {
	SendTest(ctx context.Context, account mail.Account, cred mail.Credential, language string) (finding string, err error)
}

// Config is what a Diagnoser is made of. Only Sender, Memory, Now and Patience may be missing.
type Config struct {
	Verifier Verifier
	Network  Network
	Secrets  Secrets
	Sender   Sender           // nil: test messages cannot be sent
	Memory   Memory           // nil: nothing outlives the program
	Now      func() time.Time // nil: the computer's clock
	Patience time.Duration    // how long an address may take that is tried beside the others; 0: 3 seconds
}

// Diagnoser makes diagnoses. It is safe for concurrent use.
type Diagnoser struct {
	config Config

	mu   sync.Mutex
	last map[mail.AccountID]Diagnosis
}

// Diagnosis is what was found.
type Diagnosis struct {
	Account mail.AccountID
	At      time.Time // when it began
	mail.Report
}

// Options say what a diagnosis does beyond looking.
type Options struct {
	SendTest bool   // send a message from the account to itself
	Language string // of the test message: "zh-CN" or "en"
}

// New returns a Diagnoser.
func New(config Config) (*Diagnoser, error) {
	if config.Verifier == nil || config.Network == nil || config.Secrets == nil {
		return nil, errors.New("diagnose: verifier, network and secrets are required")
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Patience == 0 {
		config.Patience = 3 * time.Second
	}
	return &Diagnoser{config: config, last: map[mail.AccountID]Diagnosis{}}, nil
}

// CanSendTest reports whether Options.SendTest is possible.
func (d *Diagnoser) CanSendTest() bool { return d.config.Sender != nil }

// Last returns the last diagnosis of an account that was not cancelled: of this run of the program, else what is
// remembered of an earlier one.
func (d *Diagnoser) Last(ctx context.Context, account mail.Account) (Diagnosis, bool) {
	d.mu.Lock()
	last, ok := d.last[account.ID]
	d.mu.Unlock()
	if ok || d.config.Memory == nil {
		return last, ok
	}
	text, err := d.config.Memory.Recall(ctx, account.ID)
	if err != nil {
		return Diagnosis{}, false // a report is wanted most when something is broken
	}
	return read(account, text)
}

// Run diagnoses an account. note is called for every change of a check, from several goroutines but never at once.
// What is wrong with the account is in the diagnosis; the error is only for a diagnosis that was cancelled.
func (d *Diagnoser) Run(ctx context.Context, account mail.Account, o Options, note func(mail.Check)) (Diagnosis, error) {
	e := &examination{config: d.config, account: account, note: note, reached: map[mail.Protocol]string{}}
	found := Diagnosis{Account: account.ID, At: d.config.Now()}
	e.run(ctx, o)
	found.Checks = e.checks
	if ctx.Err() != nil {
		return found, mail.ProblemOf(ctx.Err())
	}
	d.mu.Lock()
	d.last[account.ID] = found
	d.mu.Unlock()
	if d.config.Memory != nil {
		// A profile that cannot be written tells so elsewhere; what was found is worth no less.
		_ = d.config.Memory.Remember(ctx, account.ID, write(account, found))
	}
	return found, nil
}
