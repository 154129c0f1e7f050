package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// connection is one SQLite connection with its prepared statements. One goroutine at a time uses it. Its statements
// run under the context of the transaction that has it; that is why it keeps one.
type connection struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
	ctx        context.Context
}

// prepared returns the statement of query, which is a constant of this package, compiled once per connection.
func (c *connection) prepared(query string) (*sql.Stmt, error) {
	if s := c.statements[query]; s != nil {
		return s, nil
	}
	s, err := c.conn.PrepareContext(c.ctx, query)
	if err != nil {
		return nil, err
	}
	c.statements[query] = s
	return s, nil
}

// exec runs a statement and returns how many rows it changed.
func (c *connection) exec(query string, args ...any) (int64, error) {
	s, err := c.prepared(query)
	if err != nil {
		return 0, err
	}
	result, err := s.ExecContext(c.ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// insert runs an INSERT and returns the new row's number.
func (c *connection) insert(query string, args ...any) (int64, error) {
	s, err := c.prepared(query)
	if err != nil {
		return 0, err
	}
	result, err := s.ExecContext(c.ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// each calls scan for every row of a query.
func (c *connection) each(scan func(*sql.Rows) error, query string, args ...any) error {
	s, err := c.prepared(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(c.ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return misfit(err)
		}
	}
	return rows.Err()
}

// misfit makes damage of an error of Scan, which database/sql has no type for: every column of ours fits, as long as a
// row is what was stored.
func misfit(err error) error {
	if err != nil && strings.HasPrefix(err.Error(), "sql: Scan error") {
		return errors.Join(&errUnsound{"a column does not hold what it should"}, err)
	}
	return err
}

// one reads the first row of a query into dest and reports whether there was one.
func (c *connection) one(dest []any, query string, args ...any) (bool, error) {
	s, err := c.prepared(query)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(c.ctx, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, misfit(err)
}

// number reads a query's single integer; 0 when there is no row.
func (c *connection) number(query string, args ...any) (int64, error) {
	var n int64
	_, err := c.one([]any{&n}, query, args...)
	return n, err
}

// script runs SQL with several statements.
func (c *connection) script(text string) error {
	_, err := c.conn.ExecContext(c.ctx, text)
	return err
}

// tidyPages bounds the work of closing: 4096 pages are 16 MB of file given back to the system.
const tidyPages = 4096

// tidy gives free pages back, refreshes the planner's statistics and folds the log into the file.
func (c *connection) tidy() error {
	for _, text := range []string{
		fmt.Sprintf("PRAGMA incremental_vacuum(%d)", tidyPages),
		"PRAGMA optimize",
		"PRAGMA wal_checkpoint(TRUNCATE)",
	} {
		if err := c.drain(text); err != nil {
			return err
		}
	}
	return nil
}

// drain runs a pragma to its end: some do their work row by row.
func (c *connection) drain(text string) error {
	rows, err := c.conn.QueryContext(c.ctx, text)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}

func (c *connection) close() {
	for _, s := range c.statements {
		_ = s.Close()
	}
	_ = c.conn.Close() // an open read transaction is all that could fail here, and it ends with the connection
}
