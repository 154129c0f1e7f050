package engine

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"letterbox/mail"
)

const (
	firstScreen = 50   // headers that are stored before anything else of a new folder is asked for
	headerChunk = 2000 // UIDs a FETCH names
	topChunk    = 200  // headers that are collected before whoever waits to read is served
	storeBatch  = 500  // headers a transaction stores
)

// pullFolder selects a folder and brings headers and flags in step: what the server has and the cache has not is
// added, newest first; what the server no longer has is removed, unless mail is collected; flags that differ are taken
// over. A server that remembers tells what changed; with any other everything is compared.
func (r *round) pullFolder(ctx context.Context, f mail.Folder) error {
	state, changes, err := r.open(ctx, f)
	if err != nil {
		return err
	}
	if f.Sync.UIDValidity != 0 && f.Sync.UIDValidity != state.UIDValidity {
		if err := r.config.Store.ResetFolder(ctx, f.ID, state.UIDValidity); err != nil {
			return err
		}
		f.Sync, f.Total, changes = mail.SyncState{}, 0, nil
	}
	if f.Total == 0 && state.Exists > 0 && !r.collects() && !r.suspected() {
		if err := r.newest(ctx, f); err != nil {
			return err
		}
	}
	if err := r.follow(ctx, f, state, changes); err != nil {
		return err
	}
	if !r.collects() {
		if err := r.config.Store.EndReset(ctx, f.ID); err != nil {
			return err
		}
	}
	state.Checked = r.config.Now()
	return r.config.Store.SaveSync(ctx, f.ID, state)
}

// open selects a folder and asks what changed there. changes is nil when everything must be compared.
func (r *round) open(ctx context.Context, f mail.Folder) (mail.SyncState, *mail.FolderChanges, error) {
	if keeper, keeps := r.session.(Keeper); keeps && f.Sync.HighestModSeq != 0 && !f.Sync.Checked.IsZero() {
		return keeper.Resume(ctx, f)
	}
	state, err := r.session.Select(ctx, f)
	return state, nil, err
}

// firstScreen brings the newest messages of INBOX over a session in which it is selected, before anything else is
// asked: one round trip after a binding there is something to read.
func (r *round) firstScreen(ctx context.Context) error {
	folders, err := r.config.Store.SaveFolders(ctx, r.account, []mail.Folder{{Path: "INBOX", Wire: "INBOX", Role: mail.RoleInbox, Selectable: true}})
	if err != nil || len(folders) == 0 || folders[0].Total > 0 {
		return err
	}
	if err := r.lookInto(ctx, folders[0]); err != nil || r.suspected() {
		return err
	}
	if err := r.newest(ctx, folders[0]); err != nil {
		return r.breaksFolder(ctx, folders[0], err)
	}
	return nil
}

// newest stores the first screenful of a folder in one round trip.
func (r *round) newest(ctx context.Context, f mail.Folder) error {
	var batch []mail.NewMessage
	_, err := r.session.HeadersLast(ctx, firstScreen, func(h mail.FetchedHeader) error { // what is missing is met again below
		if came(h) {
			batch = append(batch, r.read(h))
		}
		return nil
	})
	if err != nil && len(batch) > 0 && ctx.Err() == nil { // so that the next round does not begin with the same ones
		err = errors.Join(err, r.add(ctx, f, batch, len(batch)))
	}
	if err != nil {
		return err
	}
	return r.add(ctx, f, batch, len(batch))
}

// fetch brings headers in chunks, newest chunk first. One goroutine reads and parses while the other stores; both
// end with fetch.
func (r *round) fetch(ctx context.Context, f mail.Folder, missing []mail.UID) error {
	work, ctx := errgroup.WithContext(ctx)
	batches := make(chan []mail.NewMessage, 2)
	work.Go(func() error {
		defer close(batches)
		for _, chunk := range newestFirst(missing, r.chunk()) {
			if err := r.runErrands(ctx, f); err != nil {
				return err
			}
			if err := r.fetchChunk(ctx, f, chunk, batches); err != nil {
				return err
			}
		}
		return nil
	})
	work.Go(func() error {
		for batch := range batches {
			if err := r.add(ctx, f, batch, len(missing)); err != nil {
				return err
			}
		}
		return nil
	})
	return work.Wait()
}

func (r *round) fetchChunk(ctx context.Context, f mail.Folder, chunk []mail.UID, batches chan<- []mail.NewMessage) error {
	batch := make([]mail.NewMessage, 0, storeBatch)
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		select {
		case batches <- batch:
			batch = make([]mail.NewMessage, 0, storeBatch)
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	got := make(map[mail.UID]bool, len(chunk))
	_, err := r.session.Headers(ctx, ranges(chunk), func(h mail.FetchedHeader) error {
		if !came(h) {
			return nil
		}
		got[h.UID] = true
		batch = append(batch, r.read(h))
		if len(batch) == storeBatch {
			return flush()
		}
		return nil
	})
	if err != nil {
		return r.suspectHeader(ctx, f, chunk, got, err)
	}
	if err := r.lackHeaders(ctx, f, chunk, got); err != nil {
		return err
	}
	return flush()
}

func (r *round) read(h mail.FetchedHeader) mail.NewMessage {
	envelope, attachment := r.config.ReadHeader(h.Raw)
	return mail.NewMessage{UID: h.UID, Flags: h.Flags, Received: r.arrived(h.Received, envelope.Date), Size: h.Size, Envelope: envelope, Attachment: attachment, GMail: h.GMail}
}

// arrived returns when a message came: what the server told if that can be, else when the message says that it was
// sent, else now, so that nothing new is put where nobody looks.
func (r *round) arrived(told, sent time.Time) time.Time {
	now := r.config.Now()
	switch {
	case mail.Believable(told, now):
		return told
	case mail.Believable(sent, now):
		return sent
	default:
		return now
	}
}

func (r *round) add(ctx context.Context, f mail.Folder, batch []mail.NewMessage, of int) error {
	added, err := r.config.Store.AddMessages(ctx, f.ID, batch)
	if err == nil && r.labels() {
		err = r.config.Store.NoteTwins(ctx, f.ID, batch)
	}
	if err != nil {
		return err
	}
	r.summary.Headers += added
	r.report(Progress{Folder: f.Path, Headers: r.summary.Headers, Of: of})
	return nil
}
