package engine

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"letterbox/mail"
)

const (
	bodyList       = 2000    // messages that are looked up at once
	bodyBatch      = 200     // messages a FETCH names at most
	bodyBatchBytes = 4 << 20 // and their announced size, so that progress is stored every few megabytes
	largestBody    = 64 << 20
	bodyStorers    = 2 // batches that are read, compressed and stored side by side
)

// bodies stores what is missing of a folder, newest first, a few megabytes at a time: what was stored stays
// stored when the round ends early, and a round that somebody waits for ends it.
func (r *round) bodies(ctx context.Context, f listed) error {
	selected := false
	for {
		missing, err := r.config.Store.Bodyless(ctx, f.ID, bodyList, r.since())
		if err != nil || len(missing) == 0 {
			return err
		}
		if shared, err := r.share(ctx, missing); err != nil || shared {
			if err != nil {
				return err
			}
			continue
		}
		if r.interrupted() {
			r.leave()
			return nil
		}
		if !selected {
			if _, err := r.session.Select(ctx, f.Folder); err != nil {
				return err
			}
			selected = true
		}
		if err := r.bring(ctx, f, missing); err != nil || r.unfinished.Load() {
			return err
		}
	}
}

// since returns the age from which bodies are left on the server until somebody reads them; zero for none.
func (r *round) since() time.Time {
	if r.config.BodyWindow == nil {
		return time.Time{}
	}
	window := r.config.BodyWindow(r.account)
	if window == 0 {
		return time.Time{}
	}
	return r.config.Now().Add(-window)
}

// bring fetches and stores bodies. One goroutine fetches while others read, compress and store what came before; all end
// with bring. Rooms pass from the one to the others and back, so that no more than these few megabytes are held.
func (r *round) bring(ctx context.Context, f listed, missing []mail.Missing) error {
	work, ctx := errgroup.WithContext(ctx)
	rooms := make(chan []byte, bodyStorers+1)
	for range bodyStorers + 1 {
		rooms <- nil
	}
	fetched := make(chan haul)
	work.Go(func() error {
		defer close(fetched)
		return r.haulAll(ctx, f.Folder, missing, rooms, fetched)
	})
	for range bodyStorers {
		work.Go(func() error {
			for h := range fetched {
				stored, err := h.store(ctx, r.config, f.ID)
				if err != nil {
					return err
				}
				rooms <- h.room
				r.stored(f.Folder, stored)
			}
			return nil
		})
	}
	return work.Wait()
}

// haulAll fetches batch by batch, until everything is there or somebody waits for the end of the round.
func (r *round) haulAll(ctx context.Context, f mail.Folder, missing []mail.Missing, rooms <-chan []byte, fetched chan<- haul) error {
	for len(missing) > 0 && !r.unfinished.Load() {
		if err := r.runErrands(ctx, f); err != nil {
			return err
		}
		next := batch(missing)
		missing = missing[len(next):]
		var room []byte
		select {
		case room = <-rooms:
		case <-ctx.Done():
			return ctx.Err()
		}
		h, err := haulEach(ctx, r.session, next, room)
		if err != nil {
			return r.suspect(ctx, f, h, err)
		}
		select {
		case fetched <- h:
		case <-ctx.Done():
			return ctx.Err()
		}
		if len(missing) > 0 && r.interrupted() {
			r.leave()
		}
	}
	return nil
}

// batch takes from the front what one FETCH brings; always at least one message.
func batch(missing []mail.Missing) []mail.Missing {
	var size int64
	for i, m := range missing {
		if size += m.Size; i == bodyBatch || i > 0 && size > bodyBatchBytes {
			return missing[:i]
		}
	}
	return missing
}
