package app

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"letterbox/app/binder"
	"letterbox/app/command"
	"letterbox/app/pictures"
	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/ui"
	"letterbox/ui/model"
)

// runWindow opens the window and returns when it is closed. A card, "" for none, is opened in it, or in the window that
// is open already.
func runWindow(ctx context.Context, g command.Globals, card string) error {
	if card != "" {
		whole, err := filepath.Abs(card)
		if err == nil && handOver(ctx, handSocketOf(g), whole) {
			return nil
		}
	}
	h := &house{}
	defer func() { h.close() }()
	return ui.Run(ctx, ui.Config{
		Language: string(g.Lang),
		Demo:     g.Demo,

		Unattended: g.Tour != "" || g.Measure,
		Card:       card,
		Open: func(ctx context.Context) (ui.Ports, error) {
			built, err := build(ctx, g)
			if err != nil {
				return ui.Ports{}, err
			}
			h = built
			return ports(ctx, h, g)
		},
	})
}

// ports sets the house to work and returns it as the window sees it.
func ports(ctx context.Context, h *house, g command.Globals) (ui.Ports, error) {
	prefs := newPreferences(ctx, h.store, h.log)
	h.later(prefs.close)
	h.prefs = prefs
	if err := h.engine.Start(ctx); err != nil {
		return ui.Ports{}, err
	}
	h.tidy(ctx)
	w := h.writer(prefs.Get)
	h.placeDrafts(ctx, w)
	h.keepIndex(ctx)
	binding, shown := model.Setup(&setup{house: h}), h.shownPolicy()
	if g.Tour != "" {
		h.acting = &rehearsal{setup: &setup{house: h}}
		binding, shown = h.acting, tourPolicy(h.catalogue)
	}
	return ui.Ports{
		Setup:        binding,
		Reader:       reader{h},
		Fetcher:      reader{h},
		Pictures:     pictures.New(pictures.Config{}),
		Mailer:       mailer{h.engine},
		Subscriber:   h.hub,
		Prefs:        ruledPreferences{prefs, h.authorities.policy},
		Accounts:     bound{h},
		SignIn:       signIn{h},
		Locks:        locksOf(h, g),
		Cards:        cards{h},
		Writer:       w,
		Outbox:       outbox{w},
		Undoer:       h.engine,
		Handed:       h.handed(),
		Certificates: certificates{h},
		Trust:        h.trust,
		Policy:       shown,
		Diagnoser:    doctor{h},
		Reporter:     reporter{h},
		Comparer:     comparer{h},
		Keeping:      keeping{h},
		Collects:     h.store,
		Conflicts:    conflictReader{h},
		Searcher:     h.store,
		Saved:        h.store,
		People:       w,
		Servers:      serverSearch{h},
		Notice:       h.told(),
		Driver:       driver(h, g),
	}, nil
}

// driver returns what drives the window instead of a person; nil for a person.
func driver(h *house, g command.Globals) ui.Driver {
	switch {
	case g.Tour != "":
		return newTour(h, g.Tour)
	case g.Measure:
		return measure{out: os.Stdout}
	}
	return nil
}

// setup is the binder as the wizard sees it.
type setup struct{ house *house }

func (s *setup) Providers() []mail.Provider { return s.house.catalogue.Featured() }

func (s *setup) Catalogue() []mail.Provider { return s.house.catalogue.All() }

func (s *setup) Recognise(address string) (mail.Provider, bool) {
	a, err := mail.ParseAddress(address)
	if err != nil {
		return mail.Provider{}, false
	}
	if p, ok := s.house.authorities.recognise(a); ok {
		return p, true
	}
	return s.house.catalogue.ByDomain(a.Domain)
}

func (s *setup) Discover(ctx context.Context, address mail.Address, provider mail.ProviderID) ([]mail.Candidate, error) {
	return s.house.binder.Discover(ctx, address, provider)
}

func (s *setup) Bind(ctx context.Context, b model.Binding, note func(mail.Check)) (mail.Account, mail.Report, error) {
	// That it was one that guides get wrong is told by then, and nothing to stop for: the right server is known.
	b.Candidate, _ = s.house.catalogue.Corrected(b.Candidate)
	account, report, err := s.house.binder.Bind(ctx, binder.Request{
		Address: b.Address, Secret: b.Secret, Candidates: []mail.Candidate{b.Candidate}, Consent: b.Consent,
	}, note)
	if err == nil && report.Problem() == nil {
		s.house.keepCard(ctx, b.Address, b.Candidate)
	}
	return account, report, err
}

func (s *setup) Correct(candidate mail.Candidate) (mail.Candidate, []*mail.Problem) {
	return s.house.catalogue.Corrected(candidate)
}

func (s *setup) BindDemo(ctx context.Context, note func(mail.Check)) (mail.Account, mail.Report, error) {
	return s.house.bindDemo(ctx, note)
}

// reader reads the store, and has the engine fetch what is not there.
type reader struct{ house *house }

func (r reader) Accounts(ctx context.Context) ([]mail.Account, error) {
	return r.house.store.Accounts(ctx)
}

func (r reader) Folders(ctx context.Context, account mail.AccountID) ([]mail.Folder, error) {
	return r.house.store.Folders(ctx, account)
}

func (r reader) Newest(ctx context.Context, folder mail.FolderID, n int) (mail.Newest, error) {
	return r.house.store.Newest(ctx, folder, n)
}

func (r reader) MessageIDs(ctx context.Context, folder mail.FolderID) ([]mail.MessageID, error) {
	return r.house.store.MessageIDs(ctx, folder)
}

func (r reader) Messages(ctx context.Context, ids []mail.MessageID) ([]mail.Message, error) {
	return r.house.store.Messages(ctx, ids)
}

func (r reader) Body(ctx context.Context, id mail.MessageID) (mail.Body, error) {
	fetched := r.house.engine.FetchBody(ctx, id)
	if p := mail.ProblemOf(fetched); p != nil && p.Code != mail.MessageUnreadable {
		return mail.Body{}, fetched
	}
	read, err := r.house.readStored(ctx, id)
	if fetched != nil {
		return read.Body, fetched // with what there is of it
	}
	return read.Body, err
}

func (r reader) FetchRest(ctx context.Context, id mail.MessageID, progress func(have, of int64)) error {
	return r.house.engine.FetchRest(ctx, id, progress)
}

func (r reader) SavePart(ctx context.Context, id mail.MessageID, path string, w io.Writer) error {
	return r.house.copyPart(ctx, id, path, w)
}

// mailer is the engine as the window sees it.
type mailer struct{ *engine.Engine }
