package model

import (
	"context"
	"slices"

	"letterbox/mail"
	"letterbox/mail/search"
)

// ServerSearcher goes on with a search on the servers, where texts are not here. Its methods may be called from any
// goroutine.
type ServerSearcher interface {
	// SearchServers returns what is found with the help of the servers and not without it. note hears of every account
	// as its server is asked.
	SearchServers(ctx context.Context, request search.Request, note func(search.ServerStatus)) ([]search.Hit, error)
}

// ServerState is how far the servers are with a search.
type ServerState struct {
	Busy     bool
	Done     bool
	Found    int
	Accounts []search.ServerStatus // the newest of each, in the order in which they were asked; never changed in place
	Problem  *mail.Problem
}

// CanContinue reports whether servers may find more: there are texts that are not here, and words that may be in them.
func (s *Search) CanContinue() bool {
	c := s.state.Coverage
	return s.Servers != nil && s.state.Open && s.state.Asked && !s.state.Busy && !s.state.Server.Busy && !s.state.Server.Done &&
		c.Bodies < c.Messages && len(s.request.Query.Questions()) > 0
}

// Continue asks the servers. Another question ends it.
func (s *Search) Continue() {
	if !s.CanContinue() {
		return
	}
	s.state.Server = ServerState{Busy: true}
	s.changed(s.state)
	request := s.request
	runTelling(s.Scope, &s.serving,
		func(ctx context.Context, tell func(search.ServerStatus)) ([]search.Hit, error) {
			return s.Servers.SearchServers(ctx, request, tell)
		},
		func(status search.ServerStatus) {
			s.state.Server.Accounts = withStatus(s.state.Server.Accounts, status)
			s.changed(s.state)
		},
		func(hits []search.Hit, err error) {
			s.state.Server.Busy, s.state.Server.Done, s.state.Server.Problem = false, err == nil, mail.ProblemOf(err)
			s.remote = hits
			s.state.Hits = s.mergeRemote(s.state.Hits)
			s.state.Server.Found = len(hits)
			s.redraw()
		})
}

// withStatus returns a list with the newest status of an account.
func withStatus(list []search.ServerStatus, status search.ServerStatus) []search.ServerStatus {
	list = slices.Clone(list)
	for i := range list {
		if list[i].Account == status.Account {
			list[i] = status
			return list
		}
	}
	return append(list, status)
}

// stopServer forgets what servers found: something else is asked.
func (s *Search) stopServer() {
	s.serving.stop()
	s.remote, s.state.Server = nil, ServerState{}
}

// mergeRemote puts what the servers found among the hits: by date where they are in that order, else behind them.
func (s *Search) mergeRemote(hits []search.Hit) []search.Hit {
	if len(s.remote) == 0 {
		return hits
	}
	local := slices.DeleteFunc(slices.Clone(hits), func(h search.Hit) bool { return h.Server })
	for _, h := range s.shown(s.remote) {
		if slices.ContainsFunc(local, func(l search.Hit) bool { return l.Message.ID == h.Message.ID }) {
			continue
		}
		at := len(local)
		if s.state.Order == search.Newest {
			at = slices.IndexFunc(local, func(l search.Hit) bool { return l.Message.When().Before(h.Message.When()) })
			if at < 0 {
				at = len(local)
			}
		}
		local = slices.Insert(local, at, h)
	}
	return local
}

// lastLocal returns the position of the last hit of the index, from which the next page goes on.
func (s *Search) lastLocal() search.Position {
	for _, h := range slices.Backward(s.state.Hits) {
		if !h.Server {
			return h.Position
		}
	}
	return search.Position{}
}
