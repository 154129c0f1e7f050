// Package engine keeps accounts in step with their servers.
//
// A supervisor, Engine, runs one worker per account. A worker is one goroutine that owns the account's connection:
// it pushes what the person did, pulls what the server has, then watches for news; nobody else touches the
// connection. What the worker does next is decided by a pure function (state.go), so it can be read and tested as
// a table. A second, short-lived connection fetches a body that somebody is waiting to read; where the server allows
// one connection only, the worker does, between other things (errand.go). While much is missing in several folders,
// further connections bring bodies beside the worker's, each folder over one of them (bodies_aside.go); they are the
// worker's and end with it.
//
//	Connecting ─► Pushing ─► Pulling ─► Watching ─► Pushing …      transient failure: Waiting, with backoff
//	                                                               refused for sure, certificate: NeedsAttention
//
// Invariants: pending operations are pushed before anything is pulled, so a pull never brings back what the person
// just removed; a round can be killed at any moment, because each step is one transaction and the next round
// computes what is missing from what is stored; one message or folder that cannot be read never stops the rest;
// a refused sign-in is believed after some refusals, far apart (doubt.go), and then the server is left alone until the
// person changes something; nothing but the person's own wish comes in between.
//
// The engine knows no protocol and no SQL: it reaches both through the interfaces in ports.go. It never shows
// anything; it publishes events and keeps a status per account.
package engine

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"letterbox/mail"
)

// Config is what an Engine is made of. All fields are required but BodyWindow, Connections, Network, Now, Log and PollEvery.
type Config struct {
	Store      Store
	Open       Opener
	ReadHeader func(raw []byte) (mail.Envelope, mail.Attachment)
	ReadBody   func(raw []byte) (preview string, attachment mail.Attachment)
	// ReadLocal reads a message that was made here: everything but Key, Flags and Received.
	ReadLocal func(raw []byte) mail.NewLocal
	// Submit hands a message to the submission server of an account. Errors are *mail.Problem; see mail.SendUnknown.
	Submit func(ctx context.Context, account mail.Account, out mail.Outbound) (mail.Receipt, error)
	// SavesSent reports that the server of an account stores a copy of what is submitted by itself.
	SavesSent func(account mail.Account) bool
	// BodyWindow returns how old messages of an account may be for their bodies to be brought without being asked for;
	// 0 for all. nil: all.
	BodyWindow func(account mail.AccountID) time.Duration
	// Connections returns how many connections an account may have at its server at the same time. nil: one, and one more
	// for whoever waits to read a message.
	Connections func(account mail.Account) int
	// Network names the networks that the computer is in; when it changes, connections are made anew. nil: it never
	// changes.
	Network   func() string
	Publish   func([]mail.Event)
	Now       func() time.Time
	Log       *slog.Logger
	PollEvery time.Duration // how often the other folders are asked; 0 is five minutes
}

// Engine supervises the workers. Its methods are safe for concurrent use.
type Engine struct {
	config  Config
	mu      sync.Mutex
	ctx     context.Context // of the running workers; nil before Start
	cancel  context.CancelFunc
	workers map[mail.AccountID]*worker
	senders map[mail.AccountID]*sender
	focus   mail.FolderID
	running sync.WaitGroup
}

// New returns an engine that does nothing until Start.
func New(config Config) (*Engine, error) {
	if config.Store == nil || config.Open == nil || config.ReadHeader == nil || config.ReadBody == nil || config.ReadLocal == nil || config.Publish == nil {
		return nil, errors.New("engine: store, opener, readers and publisher are required")
	}
	if config.Submit == nil || config.SavesSent == nil {
		return nil, errors.New("engine: Submit and SavesSent are required")
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Network == nil {
		config.Network = func() string { return "" }
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	if config.PollEvery == 0 {
		config.PollEvery = 5 * time.Minute
	}
	return &Engine{config: config, workers: map[mail.AccountID]*worker{}, senders: map[mail.AccountID]*sender{}}, nil
}

// Start runs a worker for every stored account that is not archived until ctx ends or Close is called.
func (e *Engine) Start(ctx context.Context) error {
	accounts, err := e.config.Store.Accounts(ctx)
	if err != nil {
		return err
	}
	e.mu.Lock()
	e.ctx, e.cancel = context.WithCancel(ctx)
	running := e.ctx
	e.mu.Unlock()
	e.running.Go(func() { // ends with running
		looks := time.NewTicker(lookEvery)
		defer looks.Stop()
		e.watchComputer(running, looks.C)
	})
	for _, account := range accounts {
		if !account.Archived {
			e.Add(account, nil)
		}
	}
	return nil
}

// Add runs a worker for an account, at once and with the session of its binding if there is one, in which INBOX is
// selected; the worker then owns the session. An account that runs already is left alone and the session is closed.
func (e *Engine) Add(account mail.Account, session Session) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ctx == nil || e.ctx.Err() != nil || e.workers[account.ID] != nil {
		if session != nil {
			_ = session.Close()
		}
		return
	}
	w := newWorker(e.config, account, session, e.focused)
	s := newSender(e.config, account.ID, w.Kick)
	w.settled = s.Kick
	e.workers[account.ID], e.senders[account.ID] = w, s
	ctx, cancel := context.WithCancel(e.ctx)
	w.cancel, s.cancel = cancel, cancel
	e.running.Go(func() { w.run(ctx) })
	e.running.Go(func() { s.run(ctx) })
}

// Remove stops the worker and the sender of an account and waits for their end.
func (e *Engine) Remove(id mail.AccountID) {
	e.mu.Lock()
	w, s := e.workers[id], e.senders[id]
	delete(e.workers, id)
	delete(e.senders, id)
	e.mu.Unlock()
	if w != nil {
		w.cancel()
		<-w.done
		<-s.done
	}
}

// Close stops all workers and waits for them.
func (e *Engine) Close() {
	e.mu.Lock()
	cancel := e.cancel
	e.mu.Unlock()
	if cancel != nil {
		cancel()
	}
	e.running.Wait()
}

// Refresh asks the worker of an account, or of all accounts when id is 0, for a round now. It never blocks. A
// worker that waits for the person takes it as "try again".
func (e *Engine) Refresh(id mail.AccountID) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for key, w := range e.workers {
		if id == 0 || id == key {
			w.Kick()
			e.senders[key].Hurry()
		}
	}
}

// Focus says which folder is on screen; it is pulled before the others.
func (e *Engine) Focus(folder mail.FolderID) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.focus = folder
}

func (e *Engine) focused() mail.FolderID {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.focus
}

// Status returns what every worker is doing, in the order of the accounts.
func (e *Engine) Status() []mail.SyncStatus {
	e.mu.Lock()
	defer e.mu.Unlock()
	var all []mail.SyncStatus
	for _, id := range slices.Sorted(maps.Keys(e.workers)) {
		all = append(all, e.workers[id].status.get())
	}
	return all
}
