package storage

import (
	"context"
	"errors"
	"io/fs"

	"modernc.org/sqlite"

	"letterbox/mail"
)

// Result codes of SQLite that have a diagnosis of their own (sqlite.org/rescode.html); the last three are extended ones.
const (
	sqliteReadOnly   = 8
	sqliteInterrupt  = 9
	sqliteCorrupt    = 11
	sqliteFull       = 13
	sqliteConstraint = 19
	sqliteNotADB     = 26
	sqliteForeignKey = 787
	sqliteUnique     = 2067
	sqliteShmSize    = 4874 // the index of the log, which every opening makes, does not grow
)

// classify makes the Problem of an error of SQLite or of the operating system, by codes and never by texts. A
// Problem in the chain stays what it is.
func classify(err error) *mail.Problem {
	var known *mail.Problem
	if errors.As(err, &known) {
		return known
	}
	p := &mail.Problem{Code: mail.StorageFailed, Stage: mail.StageStore, Retry: mail.RetryLater, Err: err}
	switch {
	case errors.Is(err, errClosed):
		p.Code, p.Retry = mail.Canceled, mail.RetryNever
	case errors.Is(err, context.Canceled):
		p.Code, p.Retry = mail.Canceled, mail.RetryNever
	case errors.Is(err, context.DeadlineExceeded):
		p.Code = mail.TimedOut
	case damaged(err):
		p.Code, p.Retry = mail.CacheDamaged, mail.RetryAfterChange
	case sqliteCode(err) != 0:
		p.Code, p.Retry = classifySQLite(sqliteCode(err))
	case isOneOf(err, diskFullErrors):
		p.Code, p.Retry = mail.DiskFull, mail.RetryAfterChange
	case errors.Is(err, fs.ErrPermission), isOneOf(err, readOnlyErrors):
		p.Code, p.Retry = mail.ReadOnly, mail.RetryAfterChange
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		p.Facts = map[string]string{mail.FactPath: path.Path}
	}
	return p
}

func classifySQLite(code int) (mail.Code, mail.Retry) {
	switch {
	case code&0xff == sqliteFull, code == sqliteShmSize:
		return mail.DiskFull, mail.RetryAfterChange
	case code&0xff == sqliteReadOnly:
		return mail.ReadOnly, mail.RetryAfterChange
	case code&0xff == sqliteInterrupt:
		return mail.Canceled, mail.RetryNever
	default:
		return mail.StorageFailed, mail.RetryLater
	}
}

// conflicting reports whether err is a violated constraint of any kind.
func conflicting(err error) bool { return sqliteCode(err)&0xff == sqliteConstraint }

// unowned reports whether err says that the row which a new row refers to is not there.
func unowned(err error) bool { return sqliteCode(err) == sqliteForeignKey }

// doubled reports whether err says that a unique value is there already.
func doubled(err error) bool { return sqliteCode(err) == sqliteUnique }

// sqliteCode returns the extended result code in err's chain, 0 when there is none.
func sqliteCode(err error) int {
	var s *sqlite.Error
	if errors.As(err, &s) {
		return s.Code()
	}
	return 0
}

func isOneOf(err error, list []error) bool {
	for _, e := range list {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// notFound is the Problem of a row that is not there, e.g. because it was removed meanwhile.
func notFound(what error) *mail.Problem {
	return &mail.Problem{Code: mail.NotFound, Stage: mail.StageStore, Retry: mail.RetryNever, Err: what}
}

// absent reports whether err is a notFound.
func absent(err error) bool { return err != nil && classify(err).Code == mail.NotFound }

// What notFound speaks of.
var (
	errNoAccount   = errors.New("no such account")
	errNoFolder    = errors.New("no such folder")
	errNoMessage   = errors.New("no such message")
	errNoOperation = errors.New("no such operation")
	errNoDraft     = errors.New("no such draft")
	errNoFile      = errors.New("no such attached file")
	errNoOutgoing  = errors.New("no such outgoing message")
)

// problem is classify for an error of d. Damage, which gets the class "DAMAGE_FOUND", is remembered, so that the next
// Open checks the whole file.
func (db *DB) problem(d *database, err error) error {
	if err == nil {
		return nil
	}
	p := classify(err)
	if damaged(err) {
		d.suspect()
		p.Class = "DAMAGE_FOUND"
	}
	return p
}
