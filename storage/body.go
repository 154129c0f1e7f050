package storage

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"time"

	"letterbox/mail"
)

// errBodyDamaged is a stored body that does not give back what was stored.
var errBodyDamaged = errors.New("stored body is damaged")

// Missing is mail.Missing.
type Missing = mail.Missing

// Bodyless returns up to limit messages of a folder whose bodies are not stored, newest first, and no older than since,
// the zero time for all. Unreadable and large messages are left out (see
// Beginningless), and those that have no UID.
func (db *DB) Bodyless(ctx context.Context, folder mail.FolderID, limit int, since time.Time) (list []Missing, err error) {
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var m Missing
			err := rows.Scan(&m.ID, &m.UID, &m.Size)
			list = append(list, m)
			return err
		}, `SELECT id, uid, size FROM message INDEXED BY message_bodyless WHERE folder = ? AND has_body = 0 AND uid > 0 AND time >= ? AND size <= ?
			AND NOT EXISTS (SELECT 1 FROM unreadable u WHERE u.folder = message.folder AND u.uid = message.uid AND u.lack <> '')
			ORDER BY time DESC, id DESC LIMIT ?`, int64(folder), oldest(since), mail.LargeMessage, limit)
	})
	return list, err
}

// oldest is the least value of message.time that is not before a time. Messages from before 1970 are older than any.
func oldest(since time.Time) int64 {
	if since.IsZero() {
		return math.MinInt64
	}
	return since.UnixMilli()
}

// OpenBody returns a raw message, as the server sent it, and its size in bytes. The caller closes it. Up to 256 KB
// are in memory; more is streamed from a file, whose read errors are Problems. A body that is not there, or that
// turns out to be damaged, is answered with BodyNotStored, and counts as missing from then on. A removed message is
// NotFound.
func (db *DB) OpenBody(ctx context.Context, id mail.MessageID) (io.ReadCloser, int64, error) {
	var has bool
	err := db.View(ctx, func(r Reader) error {
		found, err := r.c.one([]any{&has}, "SELECT has_body FROM message WHERE id = ?", int64(id))
		if err == nil && !found {
			err = r.missing(id)
		}
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	if !has {
		return nil, 0, bodyNotStored(nil)
	}
	r, size, err := db.readBody(ctx, id)
	if errors.Is(err, errBodyDamaged) {
		r, size, err = db.readBody(ctx, id) // it may just have been replaced
	}
	if errors.Is(err, errBodyDamaged) {
		return nil, 0, bodyNotStored(errors.Join(err, db.ForgetBody(ctx, id)))
	}
	return r, size, err
}

// missing returns why a message is not found: it was removed, unless an index still names it.
func (r Reader) missing(id mail.MessageID) error {
	named, err := r.c.number("SELECT EXISTS (SELECT 1 FROM message INDEXED BY message_uid WHERE +id = ?)", int64(id))
	switch {
	case err != nil:
		return err
	case named != 0:
		return &errUnsound{"an index names a message that is not there"}
	default:
		return notFound(errNoMessage)
	}
}

func bodyNotStored(cause error) *mail.Problem {
	return &mail.Problem{Code: mail.BodyNotStored, Stage: mail.StageStore, Retry: mail.RetryLater, Err: cause}
}

// readBody opens what bodies.db has of a message. errBodyDamaged is in the chain if that is nothing, or no good.
func (db *DB) readBody(ctx context.Context, id mail.MessageID) (io.ReadCloser, int64, error) {
	var size int64
	var data []byte
	var file sql.NullString
	err := db.bodies.view(ctx, func(c *connection) error {
		found, err := c.one([]any{&size, &data, &file}, "SELECT size, data, file FROM body WHERE message = coalesce((SELECT owner FROM share WHERE message = ?1), ?1)", int64(id))
		if err == nil && !found {
			err = errBodyDamaged
		}
		return err
	})
	if err != nil {
		if errors.Is(err, errBodyDamaged) {
			return nil, 0, err
		}
		return nil, 0, db.problem(db.bodies, err)
	}
	if file.Valid {
		r, err := db.openBodyFile(file.String, size)
		if errors.Is(err, os.ErrNotExist) {
			return nil, 0, fmt.Errorf("%w: %w", errBodyDamaged, err)
		}
		if err != nil {
			return nil, 0, classify(err)
		}
		return r, size, nil
	}
	raw, err := expand(data, size)
	if err != nil {
		return nil, 0, fmt.Errorf("%w: %w", errBodyDamaged, err)
	}
	return io.NopCloser(bytes.NewReader(raw)), size, nil
}

// ForgetBody makes a message one without body, so that it is fetched again. It is for a body whose file broke off
// while it was read.
func (db *DB) ForgetBody(ctx context.Context, id mail.MessageID) error {
	return db.Update(ctx, func(tx *Tx) error {
		var folder mail.FolderID
		found, err := tx.c.one([]any{&folder}, "UPDATE message SET has_body = 0 WHERE id = ? AND has_body = 1 RETURNING folder", int64(id))
		if err != nil || !found {
			return err
		}
		f, err := tx.Folder(folder)
		if err != nil {
			return err
		}
		tx.bodies = append(tx.bodies, id)
		tx.noteMessages(f.Account, f.ID, false)
		return nil
	})
}
