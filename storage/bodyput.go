package storage

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"letterbox/mail"
)

// NewBody is mail.NewBody.
type NewBody = mail.NewBody

// storedBody is a row of bodies.db: either data or file.
type storedBody struct {
	message    mail.MessageID
	size       int64
	data       []byte
	file       string
	preview    string
	attachment mail.Attachment
}

// batchBytes is how much compressed data one transaction of PutBodies takes at most.
const batchBytes = 4 << 20

// PutBodies stores raw messages; what was stored of them is replaced. Messages that were removed meanwhile are
// ignored. Everything is compressed before the write transactions, which take about 4 MB each.
func (db *DB) PutBodies(ctx context.Context, list []NewBody) error {
	var batch []storedBody
	pending := 0
	list = slices.SortedFunc(slices.Values(list), func(a, b NewBody) int { return cmp.Compare(a.Message, b.Message) }) // as the table lies
	for i, b := range list {
		s, err := db.prepareBody(ctx, b)
		if err != nil {
			db.removeBodyFiles(filesOf(batch))
			return err
		}
		batch = append(batch, s)
		pending += len(s.data)
		if pending >= batchBytes || i == len(list)-1 {
			if err := db.putBatch(ctx, batch); err != nil {
				return err
			}
			batch, pending = nil, 0
		}
	}
	return nil
}

// PutBody stores one raw message read from r, which need not fit into memory. If the preview is not known before,
// SetPreview can follow. An error of r is returned as it is, if it is a Problem, and nothing is stored.
func (db *DB) PutBody(ctx context.Context, id mail.MessageID, r io.Reader, preview string, attachment mail.Attachment) error {
	head, err := io.ReadAll(io.LimitReader(r, largeBody+1))
	if err != nil {
		return classify(fmt.Errorf("read body: %w", err))
	}
	s := storedBody{message: id, preview: preview, attachment: attachment}
	if len(head) <= largeBody {
		s.size, s.data = int64(len(head)), compress(head)
	} else {
		s.file = bodyFileName(id)
		s.size, err = db.writeBodyFile(s.file, &untilDone{ctx, io.MultiReader(bytes.NewReader(head), r)})
		if err != nil {
			return classify(fmt.Errorf("store body: %w", err))
		}
	}
	return db.putBatch(ctx, []storedBody{s})
}

// prepareBody compresses a body, and writes its file if it is large.
func (db *DB) prepareBody(ctx context.Context, b NewBody) (storedBody, error) {
	s := storedBody{message: b.Message, size: int64(len(b.Raw)), preview: b.Preview, attachment: b.Attachment}
	if len(b.Raw) <= largeBody {
		s.data = compress(b.Raw)
		return s, nil
	}
	s.file = bodyFileName(b.Message)
	if _, err := db.writeBodyFile(s.file, &untilDone{ctx, bytes.NewReader(b.Raw)}); err != nil {
		return s, classify(fmt.Errorf("store body: %w", err))
	}
	return s, nil
}

// untilDone stops reading when the context ends.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u *untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

// putBatch stores the bodies, then says so in the message rows.
func (db *DB) putBatch(ctx context.Context, batch []storedBody) error {
	if err := db.enter(); err != nil {
		db.removeBodyFiles(filesOf(batch))
		return err
	}
	defer db.leave()
	replaced, err := db.insertBodies(ctx, batch, false)
	if err != nil {
		db.removeBodyFiles(filesOf(batch))
		return db.problem(db.bodies, fmt.Errorf("store bodies: %w", err))
	}
	db.removeBodyFiles(replaced)
	var orphans []mail.MessageID
	err = db.change(ctx, func(tx *Tx) error {
		orphans, err = tx.markBodies(batch)
		return err
	})
	if err != nil {
		// The rows stay. They are replaced when the bodies are fetched again, or removed by the next Open.
		db.untidy.Store(true)
		return err
	}
	db.dropBodies(ctx, orphans)
	return nil
}

// insertBodies returns the files that are replaced. What others share with a message passes to them.
func (db *DB) insertBodies(ctx context.Context, batch []storedBody, durably bool) (replaced []string, err error) {
	update := db.bodies.update
	if durably {
		update = db.bodies.updateDurably
	}
	err = update(ctx, func(c *connection) error {
		if replaced, err = clearBodies(c, batch); err != nil {
			return err
		}
		for _, b := range batch {
			if _, err := c.exec("INSERT OR REPLACE INTO body (message, size, data, file) VALUES (?, ?, ?, ?)",
				int64(b.message), b.size, nullable(b.data, b.file == ""), nullable(b.file, b.file != "")); err != nil {
				return err
			}
		}
		return nil
	})
	return replaced, err
}

// clearBodies removes what is stored of the messages of a batch, which in most batches is nothing, and returns the files
// that are free then.
func clearBodies(c *connection, batch []storedBody) (files []string, err error) {
	ids := make([]mail.MessageID, len(batch))
	for i, b := range batch {
		ids[i] = b.message
	}
	list := jsonNumbers(ids)
	known, err := numbers[mail.MessageID](c, `SELECT json_group_array(message) FROM
		(SELECT message FROM body WHERE message IN (SELECT value FROM json_each(?1))
		UNION SELECT message FROM share WHERE message IN (SELECT value FROM json_each(?1))
		UNION SELECT owner FROM share WHERE owner IN (SELECT value FROM json_each(?1)))`, list)
	if err != nil {
		return nil, err
	}
	return deleteBodies(c, known)
}

func nullable[T any](value T, valid bool) any {
	if valid {
		return value
	}
	return nil
}

func filesOf(batch []storedBody) []string {
	var names []string
	for _, b := range batch {
		if b.file != "" {
			names = append(names, b.file)
		}
	}
	return names
}

// markBodies sets HasBody, preview and attachment. It returns the messages that are no longer there.
func (tx *Tx) markBodies(batch []storedBody) (orphans []mail.MessageID, err error) {
	stored := map[mail.FolderID][]mail.MessageID{}
	for _, b := range batch {
		var folder mail.FolderID
		found, err := tx.c.one([]any{&folder},
			"UPDATE message SET has_body = 1, preview = ?, attachment = ? WHERE id = ? RETURNING folder", b.preview, int64(b.attachment), int64(b.message))
		if err != nil {
			return nil, err
		}
		if !found {
			orphans = append(orphans, b.message)
			continue
		}
		stored[folder] = append(stored[folder], b.message)
	}
	for folder, ids := range stored {
		tx.Note(mail.BodiesStored{Folder: folder, Messages: ids})
		if err := tx.readableBodies(folder, ids); err != nil {
			return nil, err
		}
	}
	return orphans, nil
}

// readableBodies ends the notes of unreadable messages whose body is stored now.
func (tx *Tx) readableBodies(folder mail.FolderID, ids []mail.MessageID) error {
	_, err := tx.c.exec(`DELETE FROM unreadable WHERE folder = ? AND uid IN
		(SELECT uid FROM message WHERE id IN (SELECT value FROM json_each(?)))`, int64(folder), jsonNumbers(ids))
	return err
}

// SetPreview stores what was learnt by reading a body that is stored already. A removed message is ignored.
func (db *DB) SetPreview(ctx context.Context, id mail.MessageID, preview string, attachment mail.Attachment) error {
	return db.Update(ctx, func(tx *Tx) error {
		var folder mail.FolderID
		found, err := tx.c.one([]any{&folder}, "UPDATE message SET preview = ?, attachment = ? WHERE id = ? RETURNING folder",
			preview, int64(attachment), int64(id))
		if err == nil && found {
			tx.Note(mail.BodiesStored{Folder: folder, Messages: []mail.MessageID{id}})
		}
		return err
	})
}

// dropBodies removes the bodies of messages that are gone, after the commit that removed them. What fails, or is cut
// off by a crash, is done by the next Open.
func (db *DB) dropBodies(ctx context.Context, ids []mail.MessageID) {
	ctx = context.WithoutCancel(ctx) // nobody would come back for them before the next Open
	for chunk := range slices.Chunk(ids, chunkSize) {
		var files []string
		err := db.bodies.update(ctx, func(c *connection) (err error) {
			files, err = deleteBodies(c, chunk)
			return err
		})
		if err != nil {
			db.untidy.Store(true)
			if !errors.Is(err, errClosed) {
				db.log.Warn("bodies of removed messages stay until the next start", "cause", db.problem(db.bodies, err))
			}
			return
		}
		db.removeBodyFiles(files)
	}
}
