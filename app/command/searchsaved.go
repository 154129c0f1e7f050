package command

import (
	"context"

	"letterbox/mail/search"
	"letterbox/ui/words"
)

type savedObject struct {
	Name  string `json:"name"`
	Query string `json:"query"`
}

// listSaved tells which searches are kept.
func listSaved(ctx context.Context, c *call, s *Services) error {
	kept, err := s.Store.SavedSearches(ctx)
	if err != nil {
		return err
	}
	list := []savedObject{}
	for _, k := range kept {
		list = append(list, savedObject(k))
		c.out.text("%s\t%s", k.Name, k.Query)
	}
	if len(list) == 0 {
		c.out.text("%s", words.T(c.Lang, words.SearchSavedNone))
	}
	c.out.event("result", map[string]any{"saved": list})
	return nil
}

// forget removes a search that was kept.
func forget(ctx context.Context, c *call, s *Services, name string) error {
	if _, err := s.Store.SavedSearch(ctx, name); err != nil {
		return err
	}
	if err := s.Store.RemoveSavedSearch(ctx, name); err != nil {
		return err
	}
	c.out.text("%s", words.T(c.Lang, words.SearchForgotten, name))
	c.out.event("result", map[string]any{"forgotten": name})
	return nil
}

// keep keeps what is searched for under a name.
func keep(ctx context.Context, c *call, s *Services, name, query string) error {
	if err := s.Store.SaveSearch(ctx, search.Saved{Name: name, Query: query}); err != nil {
		return err
	}
	c.out.text("%s", words.T(c.Lang, words.SearchSavedAs, name))
	return nil
}
