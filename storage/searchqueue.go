package storage

import (
	"context"
	"database/sql"
	"slices"

	"letterbox/mail"
	"letterbox/mail/search"
)

// PendingSearch returns up to limit changes that the index of search has yet to take, the newest first. The caller
// hands it to IndexMessages with what it could read of the messages. An empty batch says that the index is complete.
func (db *DB) PendingSearch(ctx context.Context, limit int) (search.Batch, error) {
	if _, err := db.index(ctx); err != nil { // it may have everything to take
		return search.Batch{}, err
	}
	var batch search.Batch
	var ids []mail.MessageID
	upTo := map[mail.MessageID]int64{}
	err := db.View(ctx, func(r Reader) (err error) {
		if batch.Seen, err = r.c.number("SELECT coalesce(max(id), 0) FROM search_change"); err != nil {
			return err
		}
		err = r.c.each(func(rows *sql.Rows) error {
			var c search.Change
			err := rows.Scan(&c.ID, &c.Message)
			batch.Log = append(batch.Log, c)
			if _, twice := upTo[c.Message]; !twice {
				upTo[c.Message] = c.ID
				ids = append(ids, c.Message)
			}
			return err
		}, "SELECT id, message FROM search_change ORDER BY id DESC LIMIT ?", limit)
		if err != nil || len(ids) == 0 {
			return err
		}
		batch.Changed, err = r.Messages(ids)
		return err
	})
	if err != nil {
		return search.Batch{}, err
	}
	db.search.sort(&batch, ids, upTo)
	return batch, nil
}

// sort tells the messages that are gone, and those whose change the index has, from the others.
func (x *searchIndex) sort(batch *search.Batch, ids []mail.MessageID, upTo map[mail.MessageID]int64) {
	x.writing.Lock()
	defer x.writing.Unlock()
	there := make(map[mail.MessageID]bool, len(batch.Changed))
	batch.Changed = slices.DeleteFunc(batch.Changed, func(m mail.Message) bool {
		there[m.ID] = true
		doc, known := x.numbers[m.ID]
		return known && x.current.docs[doc].change >= upTo[m.ID]
	})
	for _, id := range ids {
		if !there[id] {
			batch.Gone = append(batch.Gone, id)
		}
	}
}

// doneSearch removes changes that the index has taken.
func (db *DB) doneSearch(ctx context.Context, log []search.Change) error {
	if len(log) == 0 {
		return nil
	}
	ids := make([]int64, len(log))
	for i, c := range log {
		ids[i] = c.ID
	}
	return db.problem(db.mail, db.mail.update(ctx, func(c *connection) error {
		_, err := c.exec("DELETE FROM search_change WHERE id IN (SELECT value FROM json_each(?))", jsonNumbers(ids))
		return err
	}))
}
