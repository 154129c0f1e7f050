package engine

import (
	"bytes"
	"context"
	"io"

	"letterbox/mail"
)

const (
	bodyBatch      = 200     // messages a FETCH names at most
	bodyBatchBytes = 4 << 20 // and their announced size, so that progress is stored every few megabytes
	largestBody    = 64 << 20
)

// bodies stores what is missing of a folder, newest first, a few megabytes at a time: what was stored stays
// stored when the round ends early, and a round that somebody waits for ends it.
func (r *round) bodies(ctx context.Context, f listed) error {
	selected := false
	for {
		missing, err := r.config.Store.Bodyless(ctx, f.ID, bodyBatch)
		if err != nil || len(missing) == 0 {
			return err
		}
		if r.interrupted() {
			r.unfinished = true
			return nil
		}
		if err := r.runErrands(ctx, f.Folder); err != nil {
			return err
		}
		if !selected {
			if _, err := r.session.Select(ctx, f.Folder); err != nil {
				return err
			}
			selected = true
		}
		stored, err := fetchBodies(ctx, r.config, r.session, f.ID, batch(missing))
		if err != nil {
			return err
		}
		r.summary.Bodies += stored
		r.report(Progress{Folder: f.Path, Bodies: r.summary.Bodies, Of: f.Total})
	}
}

// batch takes from the front what one FETCH brings; always at least one message.
func batch(missing []mail.Missing) []mail.Missing {
	var size int64
	for i, m := range missing {
		if size += m.Size; i > 0 && size > bodyBatchBytes {
			return missing[:i]
		}
	}
	return missing
}

// fetchBodies fetches and stores the bodies of messages in the selected folder and returns how many. A message
// that the server does not send, or that is too large to keep, is recorded as skipped, so that the next batch
// goes on behind it.
func fetchBodies(ctx context.Context, config Config, session Session, folder mail.FolderID, wanted []mail.Missing) (int, error) {
	ids := make(map[mail.UID]mail.MessageID, len(wanted))
	uids := make([]mail.UID, len(wanted))
	for i, m := range wanted {
		ids[m.UID], uids[i] = m.ID, m.UID
	}
	var bodies []mail.NewBody
	err := session.Bodies(ctx, uids, func(uid mail.UID, size int64, body io.Reader) error {
		id, asked := ids[uid]
		if !asked || size > largestBody {
			return nil
		}
		var raw bytes.Buffer
		raw.Grow(int(size))
		n, err := io.Copy(&raw, io.LimitReader(body, largestBody+1))
		if err != nil {
			return err
		}
		if n > largestBody { // what was announced need not be what comes
			return nil
		}
		delete(ids, uid)
		preview, attachment := config.ReadBody(raw.Bytes())
		bodies = append(bodies, mail.NewBody{Message: id, Raw: raw.Bytes(), Preview: preview, Attachment: attachment})
		return nil
	})
	if err != nil {
		return 0, err
	}
	if err := config.Store.PutBodies(ctx, bodies); err != nil {
		return 0, err
	}
	for uid := range ids {
		if err := config.Store.LogSkipped(ctx, folder, uid, "body was not sent or is too large"); err != nil {
			return 0, err
		}
	}
	return len(bodies), nil
}
