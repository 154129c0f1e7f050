package storage

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"unicode/utf8"

	"letterbox/mail"
	"letterbox/mail/search"
)

const (
	maxSavedName  = 200      // characters
	maxSavedQuery = 16 << 10 // bytes; search.Parse reads no more
	maxSaved      = 1000     // searches
)

var (
	errSavedName  = errors.New("a saved search has a name of at most 200 characters, in one line, and a query")
	errSavedCount = errors.New("there are a thousand saved searches already")
)

// SavedSearches returns the searches that were kept, in the order in which they were kept first.
func (db *DB) SavedSearches(ctx context.Context) ([]search.Saved, error) {
	list := []search.Saved{}
	err := db.profile.view(ctx, func(c *connection) error {
		return c.each(func(rows *sql.Rows) error {
			var s search.Saved
			err := rows.Scan(&s.Name, &s.Query)
			list = append(list, s)
			return err
		}, "SELECT name, query FROM saved_search ORDER BY id")
	})
	return list, db.problem(db.profile, err)
}

// SavedSearch returns the search of a name, or NotFound.
func (db *DB) SavedSearch(ctx context.Context, name string) (search.Saved, error) {
	s := search.Saved{Name: strings.TrimSpace(name)}
	err := db.profile.view(ctx, func(c *connection) error {
		found, err := c.one([]any{&s.Query}, "SELECT query FROM saved_search WHERE name = ?", s.Name)
		if err == nil && !found {
			err = &mail.Problem{Code: mail.NotFound, Stage: mail.StageStore, Retry: mail.RetryNever, Reply: s.Name}
		}
		return err
	})
	return s, db.problem(db.profile, err)
}

// SaveSearch keeps a search; one of the same name is replaced. The name is taken without blanks at its ends.
func (db *DB) SaveSearch(ctx context.Context, s search.Saved) error {
	s.Name = strings.TrimSpace(s.Name)
	if s.Name == "" || utf8.RuneCountInString(s.Name) > maxSavedName || !oneLine(s.Name) || strings.TrimSpace(s.Query) == "" || len(s.Query) > maxSavedQuery || !utf8.ValidString(s.Query) {
		return &mail.Problem{Code: mail.LimitExceeded, Stage: mail.StageStore, Retry: mail.RetryAfterChange, Err: errSavedName}
	}
	return db.problem(db.profile, db.profile.update(ctx, func(c *connection) error {
		n, err := c.exec("UPDATE saved_search SET query = ? WHERE name = ?", s.Query, s.Name)
		if err != nil || n > 0 {
			return err
		}
		if n, err = c.number("SELECT count(*) FROM saved_search"); err == nil && n >= maxSaved {
			err = &mail.Problem{Code: mail.LimitExceeded, Stage: mail.StageStore, Retry: mail.RetryAfterChange, Err: errSavedCount}
		}
		if err != nil {
			return err
		}
		_, err = c.exec("INSERT INTO saved_search (name, query) VALUES (?, ?)", s.Name, s.Query)
		return err
	}))
}

// oneLine reports whether a text is valid and has no control characters.
func oneLine(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// RemoveSavedSearch removes the search of a name; there need not be one.
func (db *DB) RemoveSavedSearch(ctx context.Context, name string) error {
	return db.problem(db.profile, db.profile.update(ctx, func(c *connection) error {
		_, err := c.exec("DELETE FROM saved_search WHERE name = ?", strings.TrimSpace(name))
		return err
	}))
}
