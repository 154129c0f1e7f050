package model

import (
	"context"
	"slices"
	"time"

	"letterbox/mail"
	"letterbox/mail/search"
)

// indexPace is how often the index is asked how far it is while it is behind. New mail is to be found within a second.
const indexPace = 400 * time.Millisecond

// Cover asks what can be searched: the person is about to search.
func (s *Search) Cover() {
	if s.Searcher != nil && !s.watching.busy() {
		run(s.Scope, &s.watching, s.Searcher.SearchCoverage, s.covered)
	}
}

// watch asks again in a while.
func (s *Search) watch() {
	if s.watching.busy() {
		return
	}
	run(s.Scope, &s.watching,
		func(ctx context.Context) (search.Coverage, error) {
			timer := time.NewTimer(indexPace)
			defer timer.Stop()
			select {
			case <-timer.C:
				return s.Searcher.SearchCoverage(ctx)
			case <-ctx.Done():
				return search.Coverage{}, ctx.Err()
			}
		},
		s.covered)
}

func (s *Search) covered(c search.Coverage, err error) {
	if err != nil {
		return // the next search says what is wrong
	}
	behind := s.state.Building()
	s.cover(c)
	s.changed(s.state)
	if !s.state.Open {
		return
	}
	if s.stale || behind {
		s.again()
	}
	if s.state.Building() {
		s.watch()
	}
}

func (s *Search) cover(c search.Coverage) { s.state.Coverage, s.state.Covered = c, true }

// Apply has the hits read again when mail changed, once the index has taken it.
func (s *Search) Apply(events []mail.Event) {
	if !s.state.Open {
		return
	}
	for _, e := range events {
		switch e.(type) {
		case mail.MessagesChanged, mail.BodiesStored, mail.Resync:
			s.stale = true
		default:
		}
	}
	if s.stale {
		s.watch()
	}
}

// again reads what is on screen once more. Rows stay where they are as far as they are still there.
func (s *Search) again() {
	if !s.state.Open || s.finding.busy() {
		return
	}
	s.paging.stop()
	s.stale = false
	request := s.request
	request.Limit = min(max(hitPage, len(s.state.Hits)), hitsAgain)
	run(s.Scope, &s.finding,
		func(ctx context.Context) (search.Result, error) { return s.Searcher.Search(ctx, request) },
		func(r search.Result, err error) {
			total, exact := s.state.Total, s.state.Exact
			r.Hits = s.keepSelected(r.Hits)
			if s.found(r, err); err != nil {
				return
			}
			if exact && !r.Exact { // until it is counted again
				s.state.Total, s.state.Exact = min(total, r.Total), true
			}
			s.count()
		})
}

// keepSelected leaves the message that is read among the hits although it may match no longer: reading it made it read.
func (s *Search) keepSelected(hits []search.Hit) []search.Hit {
	at := s.IndexOf(s.state.Selected)
	if at < 0 || slices.ContainsFunc(hits, func(h search.Hit) bool { return h.Message.ID == s.state.Selected }) {
		return hits
	}
	return slices.Insert(slices.Clone(hits), min(at, len(hits)), s.state.Hits[at])
}
