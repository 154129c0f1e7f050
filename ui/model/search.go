package model

import (
	"context"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/mail/search"
)

const (
	hitPage   = 50  // hits that are read together
	hitsAgain = 500 // hits that are read again at once when mail changed
)

// SearchState is a search and what it found.
type SearchState struct {
	Open       bool        // the results stand in the place of the list
	Text       string      // what is typed
	Here       mail.Folder // what "this folder" means; zero when there is none
	Everywhere bool
	Order      search.Order
	Filters    []Filter // conditions besides the text
	Notes      []search.Note

	Hits    []search.Hit // the pages that were read; never changed in place
	Total   int          // messages that match; when not Exact, at most so many
	Exact   bool
	More    bool // there is another page
	Busy    bool // the answer has not come: the hits are those of an earlier question
	Asked   bool // there was an answer since the search was opened
	Problem *mail.Problem

	Coverage search.Coverage
	Covered  bool // Coverage is known
	Facets   search.Facets
	Server   ServerState // what the servers add
	Selected mail.MessageID
	Question int // another number when other hits are to be shown from their top
	Version  int // another number whenever a hit may look different
}

// Building reports whether the index is behind the mail that is here.
func (s SearchState) Building() bool {
	return s.Covered && (s.Coverage.Waiting > 0 || s.Coverage.Indexed < s.Coverage.Messages)
}

// SearchConfig holds what a Search needs.
type SearchConfig struct {
	Scope    *Scope
	Searcher Searcher // nil: nothing can be searched
	Now      func() time.Time
	Here     func() mail.Folder // the folder on screen
	Folder   func(mail.FolderID) (mail.Folder, bool)
	Chosen   func(mail.MessageID, mail.Message) // another message is selected, zero for none
	Opened   func(open bool)                    // the results came into the place of the list, or left it
	Keeper   SavedSearches                      // nil: searches cannot be kept
	Servers  ServerSearcher                     // nil: servers are not asked
	People   PeopleReader                       // nil: nobody is known
	Folders  func() []mail.Folder               // that one may search in
	Kept     func([]search.Saved)               // other searches are kept; not nil when Keeper is not
}

// Search finds mail as one types. Every key asks anew and cancels the question before; an answer that comes too late is
// dropped, and what was found stays on screen until the next answer comes. It belongs to the UI goroutine.
type Search struct {
	SearchConfig
	state   SearchState
	changed func(SearchState)

	request search.Request           // of the hits on screen, or on their way
	hidden  map[mail.MessageID]bool  // on their way elsewhere
	flags   map[mail.MessageID]flags // shown before the index has them
	stale   bool                     // mail changed since the hits were read

	saved   []search.Saved
	keeping sequence
	people  []mail.Address

	remote []search.Hit // what the servers found

	finding, paging, counting, watching, reading, knowing, serving slot
}

// flags are a change of flags.
type flags struct{ add, remove mail.Flags }

// NewSearch makes a closed search.
func NewSearch(c SearchConfig) *Search {
	return &Search{
		SearchConfig: c, changed: func(SearchState) {}, state: SearchState{Everywhere: true},
		hidden: map[mail.MessageID]bool{}, flags: map[mail.MessageID]flags{},
	}
}

// Observe sets who draws the state and has it drawn at once.
func (s *Search) Observe(changed func(SearchState)) {
	s.changed = changed
	changed(s.state)
}

// State returns what is shown.
func (s *Search) State() SearchState { return s.state }

// SetText searches for what is typed. A blank text without filters closes the search.
func (s *Search) SetText(text string) {
	if s.Searcher == nil || text == s.state.Text {
		return
	}
	s.state.Text = text
	s.ask()
}

// SetEverywhere searches in all folders, or only in the one that was on screen.
func (s *Search) SetEverywhere(on bool) {
	if s.state.Everywhere != on {
		s.state.Everywhere = on
		s.ask()
	}
}

// SetOrder sorts the hits otherwise.
func (s *Search) SetOrder(order search.Order) {
	if s.state.Order != order {
		s.state.Order = order
		s.ask()
	}
}

// Close ends the search and empties it; the list is on screen again.
func (s *Search) Close() {
	s.state.Text, s.state.Filters = "", nil
	if s.state.Open {
		s.shut()
	}
	s.changed(s.state)
}

// Retry asks once more what could not be answered.
func (s *Search) Retry() { s.ask() }

// shut takes the results off the screen.
func (s *Search) shut() {
	for _, work := range []*slot{&s.finding, &s.paging, &s.counting, &s.watching} {
		work.stop()
	}
	s.stopServer()
	clear(s.hidden)
	clear(s.flags)
	s.stale = false
	s.state = SearchState{Text: s.state.Text, Everywhere: s.state.Everywhere, Order: s.state.Order, Version: s.state.Version + 1, Question: s.state.Question + 1}
	s.Opened(false)
	s.changed(s.state)
}

// wanted reports whether there is anything to search for.
func (s *Search) wanted() bool {
	return strings.TrimSpace(s.state.Text) != "" || len(s.state.Filters) > 0
}

// ask asks for the first page of what is wanted now.
func (s *Search) ask() {
	if !s.wanted() {
		if s.state.Open {
			s.shut()
		}
		return
	}
	s.open()
	s.stopServer()
	s.paging.stop()
	s.counting.stop()
	s.request = s.question()
	s.state.Notes, s.state.Busy, s.stale = s.request.Query.Notes, true, false
	s.changed(s.state)
	request := s.request
	run(s.Scope, &s.finding,
		func(ctx context.Context) (search.Result, error) { return s.Searcher.Search(ctx, request) },
		func(r search.Result, err error) {
			s.state.Question++
			s.found(r, err)
			if err == nil {
				s.count()
			}
		})
}

// open brings the results on screen.
func (s *Search) open() {
	if s.state.Open {
		return
	}
	s.state.Open, s.state.Here = true, s.Here()
	if s.state.Here.ID == 0 {
		s.state.Everywhere = true
	}
	s.Opened(true)
}

// question returns what is asked: text, filters, where to look, in which order.
func (s *Search) question() search.Request {
	opt := search.Options{Now: s.Now(), Typing: true}
	query := search.Parse(s.state.Text, opt)
	r := search.Request{Query: query, Order: s.state.Order, Limit: hitPage}
	if !s.state.Everywhere {
		r.Folders = []mail.FolderID{s.state.Here.ID}
	}
	opt.Typing = false
	all := search.All{query.Expr}
	for _, f := range s.state.Filters {
		if f.Folder != 0 {
			r.Folders = []mail.FolderID{f.Folder}
			continue
		}
		all = append(all, search.Parse(f.Query, opt).Expr)
	}
	r.Query.Expr = all
	return r
}

// found shows a first page.
func (s *Search) found(r search.Result, err error) {
	s.state.Busy, s.state.Asked = false, true
	s.state.Problem = mail.ProblemOf(err)
	if err == nil {
		s.state.Hits, s.state.More = s.mergeRemote(s.shown(r.Hits)), r.More
		s.state.Total, s.state.Exact = r.Total, r.Exact
		s.cover(r.Coverage)
		s.dropGone()
	}
	s.redraw()
	if s.state.Building() {
		s.watch()
	}
}

// shown leaves out what is on its way elsewhere, and shows flags as the person set them.
func (s *Search) shown(hits []search.Hit) []search.Hit {
	list := make([]search.Hit, 0, len(hits))
	for _, h := range hits {
		if s.hidden[h.Message.ID] {
			continue
		}
		if f, set := s.flags[h.Message.ID]; set {
			h.Message.Flags = h.Message.Flags&^f.remove | f.add
		}
		list = append(list, h)
	}
	return list
}

func (s *Search) dropGone() {
	if s.state.Selected != 0 && s.IndexOf(s.state.Selected) < 0 {
		s.Select(0)
	}
}

// ReadMore reads the next page: the end of the hits comes into view.
func (s *Search) ReadMore() {
	n := len(s.state.Hits)
	if !s.state.More || n == 0 || s.paging.busy() || s.finding.busy() {
		return
	}
	request := s.request
	request.After = s.lastLocal()
	run(s.Scope, &s.paging,
		func(ctx context.Context) (search.Result, error) { return s.Searcher.Search(ctx, request) },
		func(r search.Result, err error) {
			if err != nil {
				s.state.More = false
				s.state.Problem = mail.ProblemOf(err)
			} else {
				hits := make([]search.Hit, 0, n+len(r.Hits))
				s.state.Hits = s.mergeRemote(append(append(hits, s.state.Hits...), s.shown(r.Hits)...))
				s.state.More = r.More
			}
			s.redraw()
		})
}

// count counts the facets of what was found.
func (s *Search) count() {
	request, zone := s.request, s.Now().Location()
	run(s.Scope, &s.counting,
		func(ctx context.Context) (search.Facets, error) { return s.Searcher.SearchFacets(ctx, request, zone) },
		func(f search.Facets, err error) {
			if err == nil { // without them one cannot narrow, which says enough
				s.state.Facets, s.state.Total, s.state.Exact = f, f.Total, true
				s.redraw()
			}
		})
}

// redraw shows that hits changed.
func (s *Search) redraw() {
	s.state.Version++
	s.changed(s.state)
}

// Wanted returns the words that hits are marked with; none while no search is open.
func (s *Search) Wanted() []search.Words {
	if !s.state.Open {
		return nil
	}
	return s.request.Query.Wanted()
}
