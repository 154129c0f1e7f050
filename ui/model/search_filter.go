package model

import (
	"slices"

	"letterbox/mail"
	"letterbox/mail/search"
)

// FilterKind is what a filter narrows by.
type FilterKind string

// The kinds, in the order in which they are offered.
const (
	FilterPerson     FilterKind = "person"
	FilterFolder     FilterKind = "folder"
	FilterMonth      FilterKind = "month"
	FilterAttachment FilterKind = "attachment"
)

// Filter is a condition that was chosen among the facets, or can be.
type Filter struct {
	Kind   FilterKind
	Name   string        // of a person, or of a month as 2026-03
	Query  string        // the condition; "" for a folder
	Folder mail.FolderID // of FilterFolder
	Hits   int           // that it leaves; 0 when it is chosen
}

// same reports whether two filters are one condition.
func (f Filter) same(other Filter) bool {
	return f.Kind == other.Kind && f.Query == other.Query && f.Folder == other.Folder
}

// Narrow adds a condition. One of a kind replaces the one before.
func (s *Search) Narrow(f Filter) {
	f.Hits = 0
	kept := slices.DeleteFunc(slices.Clone(s.state.Filters), func(old Filter) bool { return old.Kind == f.Kind })
	s.state.Filters = append(kept, f)
	s.ask()
}

// Widen takes a condition away again.
func (s *Search) Widen(f Filter) {
	s.state.Filters = slices.DeleteFunc(slices.Clone(s.state.Filters), f.same)
	s.ask()
}

// Choices returns the facets that would narrow the search, the most frequent of each kind first: those that have
// everything that was found narrow nothing, and are left out.
func (s SearchState) Choices() []Filter {
	chosen := func(kind FilterKind) bool {
		return slices.ContainsFunc(s.Filters, func(f Filter) bool { return f.Kind == kind })
	}
	var list []Filter
	offer := func(f Filter) {
		if f.Hits > 0 && f.Hits < s.Facets.Total && !chosen(f.Kind) {
			list = append(list, f)
		}
	}
	for _, c := range s.Facets.People {
		offer(Filter{Kind: FilterPerson, Name: c.Name, Query: c.Query, Hits: c.Hits})
	}
	if s.Everywhere {
		for _, c := range s.Facets.Folders {
			offer(Filter{Kind: FilterFolder, Folder: c.Folder, Hits: c.Hits})
		}
	}
	for _, c := range s.Facets.Months {
		offer(monthFilter(c))
	}
	offer(Filter{Kind: FilterAttachment, Query: "has:attachment", Hits: s.Facets.Attachments})
	return list
}

func monthFilter(c search.Count) Filter {
	return Filter{Kind: FilterMonth, Name: c.Name, Query: c.Query, Hits: c.Hits}
}
