package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"letterbox/mail"
)

// partialFolder holds the beginnings of messages that are not here as a whole, in files named by the message.
const partialFolder = "partial"

func (db *DB) partialPath(id mail.MessageID) string {
	return filepath.Join(db.dir, partialFolder, strconv.FormatInt(int64(id), 10))
}

// Beginningless returns up to limit large messages of a folder of which nothing is stored, newest first, and no older
// than since, the zero time for all. Unreadable messages are left out.
func (db *DB) Beginningless(ctx context.Context, folder mail.FolderID, limit int, since time.Time) (list []Missing, err error) {
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var m Missing
			err := rows.Scan(&m.ID, &m.UID, &m.Size)
			list = append(list, m)
			return err
		}, `SELECT id, uid, size FROM message INDEXED BY message_bodyless WHERE folder = ? AND has_body = 0 AND uid > 0 AND time >= ? AND size > ?
			AND NOT EXISTS (SELECT 1 FROM unreadable u WHERE u.folder = message.folder AND u.uid = message.uid AND u.lack <> '')
			AND NOT EXISTS (SELECT 1 FROM partial p WHERE p.message = message.id)
			ORDER BY time DESC, id DESC LIMIT ?`, int64(folder), oldest(since), mail.LargeMessage, limit)
	})
	return list, err
}

// Partial returns how many bytes of a message's beginning are stored; 0 when there is none.
func (db *DB) Partial(ctx context.Context, id mail.MessageID) (have int64, err error) {
	err = db.View(ctx, func(r Reader) error {
		have, err = r.c.number("SELECT have FROM partial WHERE message = ?", int64(id))
		return err
	})
	return have, err
}

// AppendPartial stores the bytes of a message that r gives, from offset on, which is what Partial returned. It returns
// how many bytes there are then, all of them on the disk: also with an error of r, which is returned as it is if it is
// a Problem. Bytes of a message that was removed meanwhile are NotFound.
func (db *DB) AppendPartial(ctx context.Context, id mail.MessageID, offset int64, r io.Reader) (have int64, err error) {
	written, err := db.writePartial(id, offset, &untilDone{ctx, r})
	if written == 0 {
		return offset, err
	}
	have = offset + written
	kept := db.Update(context.WithoutCancel(ctx), func(tx *Tx) error {
		n, err := tx.c.exec(`INSERT INTO partial (message, have) SELECT id, ?2 FROM message WHERE id = ?1
			ON CONFLICT (message) DO UPDATE SET have = max(have, excluded.have)`, int64(id), have)
		if err == nil && n == 0 {
			err = notFound(errNoMessage)
		}
		if err != nil {
			return err
		}
		_, err = tx.c.exec("DELETE FROM unreadable WHERE lack = '' AND (folder, uid) = (SELECT folder, uid FROM message WHERE id = ?)", int64(id))
		return err
	})
	if kept != nil {
		return offset, errors.Join(err, kept)
	}
	return have, err
}

// writePartial writes what r gives behind offset, and returns how much of it is on the disk.
func (db *DB) writePartial(id mail.MessageID, offset int64, r io.Reader) (written int64, err error) {
	path := db.partialPath(id)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return 0, classify(err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // the name is a number
	if err != nil {
		return 0, classify(err)
	}
	if _, err = f.Seek(offset, io.SeekStart); err == nil {
		written, err = io.Copy(f, r)
	}
	if synced := errors.Join(f.Sync(), f.Close()); synced != nil {
		return 0, classify(fmt.Errorf("store part of a message: %w", synced))
	}
	if err != nil {
		err = classify(fmt.Errorf("store part of a message: %w", err))
	}
	return written, err
}

// OpenPartial returns the stored beginning of a message, and its size in bytes. The caller closes it. A message without
// one is answered with BodyNotStored.
func (db *DB) OpenPartial(ctx context.Context, id mail.MessageID) (io.ReadCloser, int64, error) {
	have, err := db.Partial(ctx, id)
	if err != nil {
		return nil, 0, err
	}
	if have == 0 {
		return nil, 0, bodyNotStored(nil)
	}
	f, err := os.Open(db.partialPath(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, bodyNotStored(errors.Join(err, db.DropPartial(ctx, id)))
	}
	if err != nil {
		return nil, 0, classify(err)
	}
	return partialReader{io.LimitReader(f, have), f}, have, nil
}

type partialReader struct {
	io.Reader
	io.Closer
}

// CompletePartial makes the stored beginning of a message, which is all of it, its body.
func (db *DB) CompletePartial(ctx context.Context, id mail.MessageID, preview string, attachment mail.Attachment) error {
	r, _, err := db.OpenPartial(ctx, id)
	if err != nil {
		return err
	}
	err = db.PutBody(ctx, id, r, preview, attachment)
	if closed := r.Close(); err == nil && closed != nil {
		err = classify(closed)
	}
	if err != nil {
		return err
	}
	return db.DropPartial(ctx, id)
}

// DropPartial forgets the beginning of a message.
func (db *DB) DropPartial(ctx context.Context, id mail.MessageID) error {
	err := db.Update(ctx, func(tx *Tx) error {
		_, err := tx.c.exec("DELETE FROM partial WHERE message = ?", int64(id))
		return err
	})
	if err != nil {
		return err
	}
	if err := os.Remove(db.partialPath(id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		db.log.Debug("part of a message stays until the next start", "cause", err)
	}
	return nil
}

// sweepPartials removes the beginnings of messages that are gone, and those of which the body is there.
func (db *DB) sweepPartials(ctx context.Context) error {
	entries, err := os.ReadDir(filepath.Join(db.dir, partialFolder))
	if err != nil || len(entries) == 0 {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return err
	}
	wanted := map[string]bool{}
	err = db.Update(ctx, func(tx *Tx) error {
		if _, err := tx.c.exec("DELETE FROM partial WHERE message IN (SELECT id FROM message WHERE has_body = 1)"); err != nil {
			return err
		}
		return tx.c.each(func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			wanted[name] = true
			return err
		}, "SELECT CAST(message AS TEXT) FROM partial")
	})
	for _, e := range entries {
		if err == nil && !wanted[e.Name()] {
			err = os.Remove(filepath.Join(db.dir, partialFolder, e.Name()))
		}
	}
	return err
}
