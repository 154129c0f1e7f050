package engine

import (
	"bytes"
	"context"
	"io"
	"time"

	"golang.org/x/sync/errgroup"

	"letterbox/mail"
)

const (
	bodyList       = 2000    // messages that are looked up at once
	bodyBatch      = 200     // messages a FETCH names at most
	bodyBatchBytes = 4 << 20 // and their announced size, so that progress is stored every few megabytes
	largestBody    = 64 << 20
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
		if r.interrupted() {
			r.unfinished = true
			return nil
		}
		if !selected {
			if _, err := r.session.Select(ctx, f.Folder); err != nil {
				return err
			}
			selected = true
		}
		if err := r.bring(ctx, f, missing); err != nil || r.unfinished {
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

// bring fetches and stores bodies. One goroutine fetches while the other reads, compresses and stores what came before;
// both end with bring.
func (r *round) bring(ctx context.Context, f listed, missing []mail.Missing) error {
	work, ctx := errgroup.WithContext(ctx)
	fetched := make(chan haul) // unbuffered: one batch is stored while the next one comes
	work.Go(func() error {
		defer close(fetched)
		for len(missing) > 0 && !r.unfinished {
			if err := r.runErrands(ctx, f.Folder); err != nil {
				return err
			}
			next := batch(missing)
			missing = missing[len(next):]
			h, err := haulBodies(ctx, r.session, next)
			if err != nil {
				return err
			}
			select {
			case fetched <- h:
			case <-ctx.Done():
				return ctx.Err()
			}
			r.unfinished = len(missing) > 0 && r.interrupted()
		}
		return nil
	})
	work.Go(func() error {
		for h := range fetched {
			stored, err := h.store(ctx, r.config, f.ID)
			if err != nil {
				return err
			}
			r.summary.Bodies += stored
			r.report(Progress{Folder: f.Path, Bodies: r.summary.Bodies, Of: f.Total})
		}
		return nil
	})
	return work.Wait()
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

// haul is what a FETCH brought.
type haul struct {
	bodies  []mail.NewBody // Preview and Attachment are not read yet
	missing []mail.UID     // not sent, or too large to keep
}

// haulBodies fetches messages of the selected folder.
func haulBodies(ctx context.Context, session Session, wanted []mail.Missing) (haul, error) {
	var h haul
	ids := make(map[mail.UID]mail.MessageID, len(wanted))
	uids := make([]mail.UID, len(wanted))
	for i, m := range wanted {
		ids[m.UID], uids[i] = m.ID, m.UID
	}
	err := session.Bodies(ctx, uids, func(uid mail.UID, size int64, body io.Reader) error {
		id, asked := ids[uid]
		if !asked || size > largestBody {
			return nil
		}
		var raw bytes.Buffer
		raw.Grow(int(size) + bytes.MinRead) // so that reading to the end does not double it
		n, err := io.Copy(&raw, io.LimitReader(body, largestBody+1))
		if err != nil {
			return err
		}
		if n > largestBody { // what was announced need not be what comes
			return nil
		}
		delete(ids, uid)
		h.bodies = append(h.bodies, mail.NewBody{Message: id, Raw: raw.Bytes()})
		return nil
	})
	for uid := range ids {
		h.missing = append(h.missing, uid)
	}
	return h, err
}

// store reads and stores what came and returns how many bodies that were. A message that did not come is recorded as
// skipped, so that the next batch goes on behind it.
func (h haul) store(ctx context.Context, config Config, folder mail.FolderID) (int, error) {
	for i := range h.bodies {
		h.bodies[i].Preview, h.bodies[i].Attachment = config.ReadBody(h.bodies[i].Raw)
	}
	if err := config.Store.PutBodies(ctx, h.bodies); err != nil {
		return 0, err
	}
	for _, uid := range h.missing {
		if err := config.Store.LogSkipped(ctx, folder, uid, "body was not sent or is too large"); err != nil {
			return 0, err
		}
	}
	return len(h.bodies), nil
}
