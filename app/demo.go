package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"letterbox/app/binder"
	"letterbox/app/command"
	"letterbox/app/demo"
	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/smtp"
)

// demoProvider marks the account of the demo mailbox. Its servers end with the process, so the account does too.
const demoProvider mail.ProviderID = "demo"

// demoMailbox is the embedded servers, once somebody asked for them.
type demoMailbox struct {
	scale float64
	log   *slog.Logger
	trace *dial.Recorder

	mu     sync.Mutex
	server *demo.Demo
	dialer *dial.Dialer
	imap   *imap.Client
	smtp   *smtp.Client
}

func (d *demoMailbox) start(ctx context.Context) (*demo.Demo, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.server != nil {
		return d.server, nil
	}
	server, err := demo.Start(ctx, time.Now())
	if err != nil {
		return nil, &mail.Problem{Code: mail.Unknown, Retry: mail.RetryLater, Err: err}
	}
	dialer := dial.New(dial.Config{Roots: server.Roots(), Timeouts: dial.Timeouts{}.Scale(d.scale), Trace: d.trace.Trace})
	d.server, d.dialer = server, dialer
	d.imap = imap.New(imap.Config{Dialer: dialer, ClientName: "Letterbox", ClientVersion: command.Version, Log: d.log})
	d.smtp = smtp.New(smtp.Config{Dialer: dialer, Log: d.log})
	return server, nil
}

func (d *demoMailbox) imapFor(server mail.Server) *imap.Client {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.server != nil && d.server.Candidate().Incoming.HostPort() == server.HostPort() {
		return d.imap
	}
	return nil
}

func (d *demoMailbox) smtpFor(server mail.Server) *smtp.Client {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.server != nil && d.server.Candidate().Outgoing.HostPort() == server.HostPort() {
		return d.smtp
	}
	return nil
}

// dialerFor returns what reaches the demo's servers, nil for any other server.
func (d *demoMailbox) dialerFor(server mail.Server) *dial.Dialer {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.server == nil {
		return nil
	}
	if c := d.server.Candidate(); c.Incoming.HostPort() != server.HostPort() && c.Outgoing.HostPort() != server.HostPort() {
		return nil
	}
	return d.dialer
}

// goOffline and goOnline take the servers off the network and bring them back, for the tour.
func (d *demoMailbox) goOffline() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.server != nil {
		d.server.GoOffline()
	}
}

func (d *demoMailbox) goOnline(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.server == nil {
		return nil
	}
	return d.server.GoOnline(ctx)
}

func (d *demoMailbox) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.server != nil {
		d.server.Close()
		d.server = nil
	}
}

// bindDemo binds the demo mailbox through the same code as any other account.
func (h *house) bindDemo(ctx context.Context, note func(mail.Check)) (mail.Account, mail.Report, error) {
	server, err := h.demo.start(ctx)
	if err != nil {
		return mail.Account{}, mail.Report{}, err
	}
	candidate := server.Candidate()
	candidate.Provider, candidate.Trusted = demoProvider, true
	return h.binder.Bind(ctx, binder.Request{Address: server.Address(), Secret: server.Password(), Candidates: []mail.Candidate{candidate}}, note)
}

// fillDemo binds and pulls the demo mailbox for a verb of the command line.
func (h *house) fillDemo(ctx context.Context) error {
	account, _, err := h.bindDemo(ctx, func(mail.Check) {})
	if err != nil {
		return err
	}
	_, err = h.engine.Once(ctx, account, engine.Bodies, func(engine.Progress) {})
	return err
}

// dropStaleDemo removes the account of a demo that ended without the chance to do so.
func (h *house) dropStaleDemo(ctx context.Context, _ command.Globals) error {
	all, err := h.store.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.Provider == demoProvider {
			if err := h.store.RemoveAccount(ctx, a.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
