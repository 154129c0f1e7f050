package model

import (
	"context"
	"slices"
	"strings"

	"letterbox/mail/search"
)

// longestName is how many characters of a query name it.
const longestName = 120

// SavedSearches keeps searches. Its methods may be called from any goroutine.
type SavedSearches interface {
	// SavedSearches returns them in the order in which they are shown.
	SavedSearches(ctx context.Context) ([]search.Saved, error)
	// SaveSearch keeps a search; one of the same name is replaced.
	SaveSearch(ctx context.Context, saved search.Saved) error
	// RemoveSavedSearch removes the search of a name; there need not be one.
	RemoveSavedSearch(ctx context.Context, name string) error
}

// Saved returns what is kept, from memory.
func (s *Search) Saved() []search.Saved { return s.saved }

// ReadSaved reads what is kept.
func (s *Search) ReadSaved() {
	if s.Keeper != nil {
		run(s.Scope, &s.reading, s.Keeper.SavedSearches, s.readSaved)
	}
}

func (s *Search) readSaved(saved []search.Saved, err error) {
	if err != nil {
		return // they are not shown, and nothing else depends on them
	}
	s.saved = saved
	s.Kept(saved)
	s.changed(s.state)
}

// CanKeep reports whether what is searched for can be kept, and is not kept already.
func (s *Search) CanKeep() bool {
	return s.Keeper != nil && s.state.Open && s.wholeText() != "" && s.KeptAs() == ""
}

// KeptAs returns the query of what is kept and searched for now, "" when that is not kept.
func (s *Search) KeptAs() string {
	query := s.wholeText()
	for _, kept := range s.saved {
		if s.state.Open && kept.Query == query {
			return kept.Query
		}
	}
	return ""
}

// Keep keeps what is searched for under its own words: the text, with the filters as conditions.
func (s *Search) Keep() {
	if !s.CanKeep() {
		return
	}
	query := s.wholeText()
	s.keep(func(ctx context.Context) error {
		return s.Keeper.SaveSearch(ctx, search.Saved{Name: nameOf(query), Query: query})
	})
}

// Forget removes a search that was kept.
func (s *Search) Forget(name string) {
	if s.Keeper != nil {
		s.keep(func(ctx context.Context) error { return s.Keeper.RemoveSavedSearch(ctx, name) })
	}
}

// keep changes what is kept, and shows what is kept then.
func (s *Search) keep(change func(context.Context) error) {
	s.keeping.do(s.Scope, change, func(error) { s.ReadSaved() })
}

// OpenSaved searches for what was kept, everywhere: its own conditions say where.
func (s *Search) OpenSaved(saved search.Saved) {
	s.state.Filters, s.state.Everywhere = nil, true
	if s.state.Text == saved.Query {
		s.ask()
		return
	}
	s.SetText(saved.Query)
}

// wholeText returns what is searched for as one query. An alternative is put into parentheses before conditions follow.
func (s *Search) wholeText() string {
	text := strings.TrimSpace(s.state.Text)
	var conditions []string
	for _, f := range s.state.Filters {
		query := f.Query
		if folder, ok := s.Folder(f.Folder); ok {
			query = `in:"` + folder.Path + `"`
		}
		conditions = append(conditions, query)
	}
	if narrowed := slices.ContainsFunc(s.state.Filters, func(f Filter) bool { return f.Folder != 0 }); !s.state.Everywhere && !narrowed {
		conditions = append(conditions, `in:"`+s.state.Here.Path+`"`)
	}
	if len(conditions) > 0 && strings.Contains(text, " OR ") {
		text = "(" + text + ")"
	}
	return strings.TrimSpace(strings.Join(append([]string{text}, conditions...), " "))
}

// nameOf names a search by its words, in one line.
func nameOf(query string) string {
	name := []rune(strings.Join(strings.Fields(query), " "))
	return string(name[:min(len(name), longestName)])
}
