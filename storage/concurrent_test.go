package storage

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// TestConcurrent has several accounts pulled and read at the same time, as the program does.
func TestConcurrent(t *testing.T) {
	db, _ := openNew(t)
	group, ctx := errgroup.WithContext(t.Context())
	for i := range 4 {
		_, folders := bind(t, db, fmt.Sprintf("user%d@example.org", i))
		folder := folders[0].ID
		group.Go(func() error { return pull(ctx, db, folder) })
		group.Go(func() error {
			for range 20 {
				if err := read(ctx, db, folder); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	if err := db.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
	wantBodies(t, db, 4*20, 4)
}

func pull(ctx context.Context, db *DB, folder mail.FolderID) error {
	for uid := range 25 {
		if _, err := db.AddMessages(ctx, folder, []NewMessage{header(uid + 1)}); err != nil {
			return err
		}
	}
	missing, err := db.Bodyless(ctx, folder, 25, time.Time{})
	if err != nil {
		return err
	}
	for i, m := range missing {
		raw := text(uint64(m.ID), 3000)
		if i == 0 {
			raw = text(uint64(m.ID), largeBody+1)
		}
		if err := db.PutBodies(ctx, []NewBody{{Message: m.ID, Raw: raw}}); err != nil {
			return err
		}
	}
	return db.RemoveUIDs(ctx, folder, []mail.UID{1, 2, 3, 4, 5})
}

func read(ctx context.Context, db *DB, folder mail.FolderID) error {
	ids, err := db.MessageIDs(ctx, folder)
	if err != nil {
		return err
	}
	list, err := db.Messages(ctx, ids)
	if err != nil {
		return err
	}
	for _, m := range list {
		r, _, err := db.OpenBody(ctx, m.ID)
		if p := mail.ProblemOf(err); p != nil {
			if p.Code == mail.BodyNotStored || p.Code == mail.NotFound {
				continue
			}
			return err
		}
		if err := r.Close(); err != nil {
			return err
		}
	}
	return nil
}

// TestReadersWaitForNoWriter reads everything in the middle of a transaction that writes, in which it sees nothing of it.
func TestReadersWaitForNoWriter(t *testing.T) {
	db, _ := openNew(t)
	_, folders := bind(t, db, "ada@example.org")
	folder := folders[0].ID
	if err := pull(t.Context(), db, folder); err != nil {
		t.Fatal(err)
	}
	before := len(must(db.MessageIDs(t.Context(), folder))(t))
	err := db.Update(t.Context(), func(tx *Tx) error {
		if _, err := tx.AddMessages(folder, headers(200)); err != nil {
			return err
		}
		seen := 0
		mailtest.PromisesOf(t, "in a transaction").ReadersGoOn(func() error {
			ids, err := db.MessageIDs(t.Context(), folder)
			seen = len(ids)
			return errors.Join(err, read(t.Context(), db, folder))
		}, func() {})
		if seen != before {
			t.Errorf("%d messages are seen, there were %d", seen, before)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if now := len(must(db.MessageIDs(t.Context(), folder))(t)); now <= before {
		t.Errorf("%d messages after the transaction, %d before", now, before)
	}
}
