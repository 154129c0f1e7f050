package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"
	"sync"

	_ "modernc.org/sqlite" // the "sqlite" driver
)

// readerCount is how many reads of one file run at the same time; more wait.
const readerCount = 4

// errClosed answers calls that come after Close.
var errClosed = errors.New("storage is closed")

// schema describes one of the database files.
type schema struct {
	file       string // name in the profile folder
	migrations fs.FS  // numbered .sql files
	durable    bool   // every commit survives a power cut (synchronous=FULL)
}

// database is one SQLite file with one writing and several reading connections. It is safe for concurrent use:
// connections are handed out through channels, so that a wait for one ends with its context.
type database struct {
	schema  schema
	path    string
	writer  chan *connection
	readers chan *connection
	pools   [2]*sql.DB

	life context.Context // ends when close begins, and with it every read
	end  context.CancelFunc
	once sync.Once
}

// pragmas are set in the DSN because a PRAGMA run through a pool reaches one connection only.
func pragmas(s schema, write bool) []string {
	list := []string{
		"busy_timeout(5000)", "foreign_keys(1)", "journal_mode(WAL)", "temp_store(MEMORY)", "cache_size(-16000)",
		"journal_size_limit(67108864)", "secure_delete(FAST)", "trusted_schema(0)",
	}
	if s.durable {
		list = append(list, "synchronous(FULL)")
	} else {
		list = append(list, "synchronous(NORMAL)")
	}
	if write {
		return append(list, "auto_vacuum(INCREMENTAL)")
	}
	return append(list, "query_only(1)")
}

// dsn returns the SQLite URI of path, absolute, with every character escaped that would end the path early.
func dsn(path string, pragmas []string, options ...string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/… becomes file:///C:/…
	}
	query := url.Values{"_pragma": pragmas, "_dqs": {"0"}}
	for _, option := range options {
		key, value, _ := strings.Cut(option, "=")
		query.Set(key, value)
	}
	return "file://" + (&url.URL{Path: slashed}).EscapedPath() + "?" + query.Encode()
}

// connect opens the file, which exists, with all its connections.
func connect(ctx context.Context, s schema, path string) (*database, error) {
	d := &database{schema: s, path: path, writer: make(chan *connection, 1), readers: make(chan *connection, readerCount)}
	d.life, d.end = context.WithCancel(context.WithoutCancel(ctx))
	var err error
	if d.pools[0], err = openPool(ctx, dsn(path, pragmas(s, true), "mode=rw", "_txlock=immediate"), 1, d.writer); err == nil {
		d.pools[1], err = openPool(ctx, dsn(path, pragmas(s, false), "mode=rw"), readerCount, d.readers)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", s.file, err), d.closePools())
	}
	return d, nil
}

func openPool(ctx context.Context, dsn string, size int, into chan<- *connection) (*sql.DB, error) {
	pool, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(size)
	for range size {
		conn, err := pool.Conn(ctx)
		if err != nil {
			return pool, err
		}
		into <- &connection{conn: conn, statements: map[string]*sql.Stmt{}, ctx: ctx}
	}
	return pool, nil
}

// view runs fn on a consistent snapshot, on a connection that cannot write. The read ends with ctx, or when the
// database is closed.
func (d *database) view(ctx context.Context, fn func(*connection) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(d.life, cancel)()
	c, err := d.take(ctx, d.readers)
	if err != nil {
		return err
	}
	defer func() { d.readers <- c }()
	c.ctx = ctx
	if _, err := c.exec("BEGIN"); err != nil {
		return err
	}
	defer func() { // also when fn panics
		c.ctx = context.WithoutCancel(ctx)
		_, _ = c.exec("ROLLBACK") // nothing was written; it fails only if SQLite has rolled back already
	}()
	err = fn(c)
	if err != nil && d.life.Err() != nil {
		return errors.Join(errClosed, err)
	}
	return err
}

// update runs fn in the one write transaction there is. A statement in it is never interrupted, because SQLite
// would then roll back and run the next one outside the transaction; ctx is obeyed before it begins and before
// it commits.
func (d *database) update(ctx context.Context, fn func(*connection) error) error {
	c, err := d.take(ctx, d.writer)
	if err != nil {
		return err
	}
	defer func() { d.writer <- c }()
	return c.transact(ctx, fn)
}

// updateDurably is update with a commit that survives a power cut, with all commits before it, in a file whose commits
// else need not.
func (d *database) updateDurably(ctx context.Context, fn func(*connection) error) error {
	c, err := d.take(ctx, d.writer)
	if err != nil {
		return err
	}
	defer func() { d.writer <- c }()
	c.ctx = context.WithoutCancel(ctx)
	if err := c.drain("PRAGMA synchronous(FULL)"); err != nil {
		return err
	}
	err = c.transact(ctx, fn)
	if d.schema.durable {
		return err
	}
	return errors.Join(err, c.drain("PRAGMA synchronous(NORMAL)"))
}

// transact runs fn in a write transaction.
func (c *connection) transact(ctx context.Context, fn func(*connection) error) error {
	c.ctx = context.WithoutCancel(ctx)
	if _, err := c.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	done := false
	defer func() {
		if !done { // also when fn panics; an error here says that SQLite has rolled back already
			_, _ = c.exec("ROLLBACK")
		}
	}()
	if err := fn(c); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := c.exec("COMMIT"); err != nil {
		return err
	}
	done = true
	return nil
}

func (d *database) take(ctx context.Context, from chan *connection) (*connection, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if d.life.Err() != nil {
		return nil, errClosed
	}
	select {
	case c := <-from:
		return c, nil
	case <-d.life.Done():
		return nil, errClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// close waits for the transactions that run, tidies the file up and closes it. Later calls do nothing.
func (d *database) close(ctx context.Context) error {
	var err error
	d.once.Do(func() {
		d.end()
		c := <-d.writer
		for range readerCount {
			(<-d.readers).close()
		}
		c.ctx = ctx
		err = errors.Join(d.pools[1].Close(), c.tidy())
		c.close()
		err = errors.Join(err, d.pools[0].Close())
	})
	return err
}

// closePools gives up a database that did not open, or that is damaged.
func (d *database) closePools() error {
	d.end()
	for _, pending := range []chan *connection{d.readers, d.writer} {
		for len(pending) > 0 {
			(<-pending).close()
		}
	}
	var err error
	for _, pool := range d.pools {
		if pool != nil {
			err = errors.Join(err, pool.Close())
		}
	}
	return err
}
