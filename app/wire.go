package app

import (
	"context"
	"crypto/x509"
	"log/slog"
	"os"
	"sync"

	"letterbox/app/binder"
	"letterbox/app/card"
	"letterbox/app/command"
	"letterbox/app/diagnose"
	"letterbox/app/hub"
	"letterbox/app/trust"
	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/discover"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/message"
	"letterbox/mail/pop3"
	"letterbox/mail/provider"
	"letterbox/mail/sasl"
	"letterbox/mail/smtp"
	"letterbox/oauth"
	"letterbox/storage"
)

// house is the wired program. close takes it down in the opposite order of building.
type house struct {
	profile     string // folder
	log         *slog.Logger
	hub         *hub.Hub
	roots       func() (*x509.CertPool, error) // the authorities that TLS believes; waits until they are read
	store       *storage.DB
	notice      storage.Notice
	vault       *vault
	oauth       oauth.Config // but for the browser
	authorities authorities
	demo        *demoMailbox
	book        book
	catalogue   *provider.Catalogue // of book
	trust       *trust.Book
	cards       *card.Shelf
	dialer      *dial.Dialer
	discover    *discover.Discoverer
	imap        *imap.Client
	pop3        *pop3.Client
	smtp        *smtp.Client
	engine      *engine.Engine
	binder      *binder.Binder
	trace       *dial.Recorder // what was last said to the servers
	diagnoser   *diagnose.Diagnoser
	acting      *rehearsal      // of the tour; nil without one
	globals     command.Globals // what the program was started with
	prefs       *preferences    // of the window; nil while there is none
	undo        []func()
}

func (h *house) later(f func()) { h.undo = append(h.undo, f) }

func (h *house) close() {
	for i := len(h.undo) - 1; i >= 0; i-- {
		h.undo[i]()
	}
	h.undo = nil
}

// build wires the program for one profile. On an error everything that was built is taken down again.
func build(ctx context.Context, g command.Globals) (*house, error) {
	h := &house{hub: &hub.Hub{}, globals: g}
	h.readRoots(g.CAFile)
	steps := []func(context.Context, command.Globals) error{h.openPolicy, h.openProfile, h.openStore, h.openAuthorities, h.openProtocols, h.openEngine, h.openBinder, h.openDiagnoser, h.dropStaleDemo}
	for _, step := range steps {
		if err := step(ctx, g); err != nil {
			h.close()
			return nil, err
		}
	}
	return h, nil
}

// readRoots begins to read the authorities that TLS believes, which takes longer than opening the profile does meanwhile.
func (h *house) readRoots(file string) {
	h.roots = sync.OnceValues(func() (*x509.CertPool, error) { return rootsWith(file) })
	if file != "" {
		go func() { _, _ = h.roots() }()     // whoever needs them gets the error
		h.later(func() { _, _ = h.roots() }) // waits until nobody reads any more
	}
}

// openProfile chooses the folder: one that is removed in the end, where nothing is to stay.
func (h *house) openProfile(_ context.Context, g command.Globals) (err error) {
	switch {
	case g.Passing() && g.DataDir == "":
		if h.profile, err = os.MkdirTemp("", "letterbox-demo-"); err != nil {
			return storage.Classify(err)
		}
		h.later(func() { _ = os.RemoveAll(h.profile) })
	case g.DataDir != "":
		h.profile = g.DataDir
	default:
		if h.profile, err = defaultProfile(); err != nil {
			return storage.Classify(err)
		}
	}
	var closeLog func()
	if h.log, closeLog, err = openLog(h.profile, g.Verbose, os.Stderr); err != nil {
		return err
	}
	h.later(closeLog)
	return nil
}

func (h *house) openStore(ctx context.Context, g command.Globals) (err error) {
	h.store, h.notice, err = storage.Open(ctx, storage.Config{Dir: h.profile, Publish: h.hub.Publish, Log: h.log})
	if err != nil {
		return err
	}
	h.later(func() {
		if err := h.store.Close(context.WithoutCancel(ctx)); err != nil {
			h.log.Error("close profile", "err", err)
		}
	})
	h.vault, err = openVault(ctx, h.store, h.profile, g)
	return err
}

func (h *house) openProtocols(_ context.Context, g command.Globals) (err error) {
	roots, err := h.roots()
	if err != nil {
		return err
	}
	h.openTrace(g)
	config := dial.Config{Roots: roots, Trust: h.trusted, AllowPlain: h.allowPlain, Timeouts: dial.Timeouts{}.Scale(g.TimeoutScale), Trace: h.trace.Trace}
	if g.DNS != "" {
		config.Resolver = discover.ResolverAt(g.DNS)
	}
	dialer := dial.New(config)
	h.dialer = dialer
	h.imap = imap.New(imap.Config{Dialer: dialer, ClientName: "Letterbox", ClientVersion: command.Version, Log: h.log})
	h.pop3 = pop3.New(pop3.Config{Dialer: dialer, Log: h.log})
	h.smtp = smtp.New(smtp.Config{Dialer: dialer, Log: h.log})
	if h.book, err = openBook(h.authorities.policy, cataloguePaths(h.profile)...); err != nil {
		return mail.ProblemOf(err)
	}
	h.catalogue = h.book.Catalogue
	h.openTrust()
	h.openCards()
	if h.discover, err = discover.New(discoverConfig(h.catalogue, g)); err != nil {
		return &mail.Problem{Code: mail.Unknown, Retry: mail.RetryNever, Err: err}
	}
	h.demo = &demoMailbox{scale: g.TimeoutScale, log: h.log, trace: h.trace}
	h.later(h.demo.close)
	return nil
}

func (h *house) openEngine(context.Context, command.Globals) (err error) {
	h.engine, err = engine.New(engine.Config{
		Store:       h.store,
		Open:        h.openSession,
		ReadHeader:  readHeader,
		ReadBody:    readBody,
		ReadLocal:   readLocal,
		Submit:      h.submit,
		SavesSent:   h.savesSent,
		BodyWindow:  h.bodyWindow,
		Connections: h.connections,
		Network:     addresses,
		Publish:     h.hub.Publish,
		Log:         h.log,
	})
	if err == nil {
		h.later(h.engine.Close)
	}
	return err
}

func (h *house) openBinder(context.Context, command.Globals) (err error) {
	h.binder, err = binder.New(binder.Config{
		Discover: ruled{h, carded{h, discovery{h.authorities, h.discover}}},
		Allowed:  h.allowed,
		Incoming: incoming{h},
		Outgoing: outgoing{h},
		Accounts: accounts{h.store, h.vault},
		Secrets:  h.vault,
		Adopt:    h.adopt,
		Release:  h.engine.Remove,
	})
	return err
}

// openSession signs in for the engine.
func (h *house) openSession(ctx context.Context, account mail.Account) (engine.Session, error) {
	if err := h.permits(account); err != nil {
		return nil, err
	}
	cred, err := h.vault.credential(ctx, account)
	if err != nil {
		return nil, err
	}
	return sasl.WithToken(cred, nil, func(cred mail.Credential, _ func(mail.Check)) (engine.Session, error) {
		if account.Incoming.Protocol == mail.POP3 {
			return h.openPOP3(ctx, account, cred)
		}
		session, err := h.imapFor(account.Incoming).Open(ctx, account.Incoming, cred, nil)
		if err != nil {
			return nil, err
		}
		return session, nil
	})
}

// adopt hands a verified session to the engine, which fetches the first screen over it.
func (h *house) adopt(account mail.Account, session binder.Session) {
	open, _ := session.(engine.Session)
	if verified, collects := session.(*pop3.Session); collects {
		open = h.collecting(account, verified)
	}
	h.engine.Add(account, open)
}

func readHeader(raw []byte) (mail.Envelope, mail.Attachment) {
	header := message.ReadHeader(raw)
	if header.HasAttachmentHint {
		return header.Envelope, mail.HasAttachment
	}
	return header.Envelope, mail.AttachmentUnknown
}

func readBody(raw []byte) (string, mail.Attachment) {
	read := message.Parse(raw, message.Options{})
	if len(read.Body.Attachments()) > 0 {
		return read.Preview, mail.HasAttachment
	}
	return read.Preview, mail.NoAttachment
}

// discoverConfig takes the switches of the discover verb, which tests and closed networks use.
func discoverConfig(catalogue *provider.Catalogue, g command.Globals) discover.Config {
	config := discover.Config{Catalogue: catalogue, HTTPRoot: g.HTTPRoot, Offline: g.NoNetwork}
	if g.DNS != "" {
		config.Resolver = discover.ResolverAt(g.DNS)
	}
	return config
}

// services is what the verbs of the command line use.
func (h *house) services() *command.Services {
	return &command.Services{
		Notice: h.told(), CatalogueFile: h.book.path,
		Store: h.store, Binder: h.binder, Engine: h.engine, Discover: ruled{h, carded{h, h.discover}}, Catalogue: h.catalogue,
		SignIn:   h.signInByCommand,
		Trust:    h.trust,
		Cards:    h.cards,
		Inspect:  h.dialer.Inspect,
		Diagnose: h.diagnoser, Report: h.report,
		Post: h.post(), ReadBody: h.readStored, CopyPart: h.copyPart, Index: h.newIndexer().Catch, SearchServers: serverSearch{h}.SearchServers, Close: h.close,
	}
}

// openServices builds the house for a verb. With --demo the demo mailbox is bound and pulled first, so that every
// verb finds it.
func openServices(ctx context.Context, g command.Globals) (*command.Services, error) {
	h, err := build(ctx, g)
	if err != nil {
		return nil, err
	}
	if g.Demo {
		if err := h.fillDemo(ctx); err != nil {
			h.close()
			return nil, err
		}
	}
	return h.services(), nil
}
