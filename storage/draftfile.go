package storage

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"letterbox/mail"
)

// draftsFolder holds the bytes of the files that are attached to drafts, one file each, as they are.
const draftsFolder = "drafts"

// AddDraftFile stores a file with a draft, under a new number, and counts it as a change of the draft. name is without
// folders. r is read to its end and need not fit into memory; an error of it is returned as it is, if it is a Problem.
// When it has returned, the file survives a power cut. NotFound says that the draft is gone.
func (db *DB) AddDraftFile(ctx context.Context, draft mail.DraftID, name, mediaType string, r io.Reader) (mail.DraftFile, error) {
	if _, err := db.Composition(ctx, draft); err != nil {
		return mail.DraftFile{}, err
	}
	f := mail.DraftFile{Name: name, MediaType: mediaType}
	file := rand.Text()
	var err error
	if f.Size, err = db.writeDraftFile(file, &untilDone{ctx, r}); err != nil {
		return mail.DraftFile{}, classify(fmt.Errorf("store attached file: %w", err))
	}
	err = db.changeDraft(ctx, draft, func(conn *connection) error {
		id, err := conn.insert("INSERT INTO draft_file (draft, name, media_type, size, file) VALUES (?, ?, ?, ?, ?)", int64(draft), name, mediaType, f.Size, file)
		f.ID = mail.DraftFileID(id)
		return err
	})
	if err != nil {
		db.removeDraftFiles([]string{file})
		return mail.DraftFile{}, err
	}
	return f, nil
}

// changeDraft runs fn and counts it as a change of the draft, or answers NotFound.
func (db *DB) changeDraft(ctx context.Context, draft mail.DraftID, fn func(*connection) error) error {
	var account mail.AccountID
	err := db.profile.update(ctx, func(conn *connection) error {
		found, err := conn.one([]any{&account}, "UPDATE draft SET revision = revision + 1, changed = ? WHERE id = ? RETURNING account", millis(db.now()), int64(draft))
		if err != nil || !found {
			return notFoundOr(err, errNoDraft)
		}
		return fn(conn)
	})
	if err != nil {
		return db.problem(db.profile, fmt.Errorf("change draft: %w", err))
	}
	db.publish([]mail.Event{mail.DraftsChanged{Account: account}})
	return nil
}

func (db *DB) draftPath(file string) string { return filepath.Join(db.dir, draftsFolder, file) }

// writeDraftFile stores what r gives, synced, and returns its length. After an error nothing is left.
func (db *DB) writeDraftFile(file string, r io.Reader) (size int64, err error) {
	path := db.draftPath(file)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return 0, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	size, err = io.Copy(f, r)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return 0, errors.Join(err, os.Remove(path))
	}
	return size, syncDir(filepath.Dir(path))
}

// OpenDraftFile returns the bytes of an attached file. The caller closes it. NotFound says that it was removed.
func (db *DB) OpenDraftFile(ctx context.Context, id mail.DraftFileID) (io.ReadCloser, error) {
	var file string
	err := db.profile.view(ctx, func(conn *connection) error {
		found, err := conn.one([]any{&file}, "SELECT file FROM draft_file WHERE id = ?", int64(id))
		if err == nil && !found {
			err = notFound(errNoFile)
		}
		return err
	})
	if err != nil {
		return nil, db.problem(db.profile, err)
	}
	f, err := os.Open(db.draftPath(file))
	if errors.Is(err, os.ErrNotExist) {
		return nil, notFound(err)
	}
	if err != nil {
		return nil, classify(err)
	}
	return f, nil
}

// RemoveDraftFile removes an attached file and counts that as a change of its draft. One that is gone is ignored.
func (db *DB) RemoveDraftFile(ctx context.Context, id mail.DraftFileID) error {
	var draft mail.DraftID
	var file string
	found := false
	err := db.profile.view(ctx, func(conn *connection) (err error) {
		found, err = conn.one([]any{&draft, &file}, "SELECT draft, file FROM draft_file WHERE id = ?", int64(id))
		return err
	})
	if err != nil || !found {
		return db.problem(db.profile, err)
	}
	err = db.changeDraft(ctx, draft, func(conn *connection) error {
		_, err := conn.exec("DELETE FROM draft_file WHERE id = ?", int64(id))
		return err
	})
	if err == nil {
		db.removeDraftFiles([]string{file})
	}
	return err
}

func draftFiles(conn *connection, draft mail.DraftID) (list []mail.DraftFile, err error) {
	err = conn.each(func(rows *sql.Rows) error {
		var f mail.DraftFile
		err := rows.Scan(&f.ID, &f.Name, &f.MediaType, &f.Size)
		list = append(list, f)
		return err
	}, "SELECT id, name, media_type, size FROM draft_file WHERE draft = ? ORDER BY id", int64(draft))
	return list, err
}

func namesOfFiles(conn *connection, draft mail.DraftID) (names []string, err error) {
	err = conn.each(func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		names = append(names, name)
		return err
	}, "SELECT file FROM draft_file WHERE draft = ?", int64(draft))
	return names, err
}

// removeDraftFiles removes files that no row names, after the commit. What stays, as Windows keeps what is being read,
// goes with the next Open.
func (db *DB) removeDraftFiles(names []string) {
	for _, name := range names {
		if err := os.Remove(db.draftPath(name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			db.log.Debug("attached file stays until the next start", "cause", err)
		}
	}
}

// sweepDraftFiles removes the files of drafts that a crash, or the end of an account, has left without row.
func (db *DB) sweepDraftFiles(ctx context.Context) error {
	entries, err := os.ReadDir(filepath.Join(db.dir, draftsFolder))
	if errors.Is(err, os.ErrNotExist) || len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	named := map[string]bool{}
	err = db.profile.view(ctx, func(conn *connection) error {
		return conn.each(func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			named[name] = true
			return err
		}, "SELECT file FROM draft_file")
	})
	if err != nil {
		return err
	}
	var free []string
	for _, entry := range entries {
		if !named[entry.Name()] {
			free = append(free, entry.Name())
		}
	}
	db.removeDraftFiles(free)
	return nil
}
