package storage

import (
	"context"
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"letterbox/mail"
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
