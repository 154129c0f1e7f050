package engine

import (
	"context"
	"slices"

	"letterbox/mail"
)

// follow brings a folder in step with what the server says changed since the last pull (RFC 7162), and compares
// everything when it does not say, or when the numbers do not add up afterwards: a server that forgot must not make
// mail disappear or stay out.
func (r *round) follow(ctx context.Context, f mail.Folder, state mail.SyncState, changes *mail.FolderChanges) error {
	if changes == nil {
		return r.headers(ctx, f)
	}
	if err := r.vanished(ctx, f, changes.Vanished); err != nil {
		return err
	}
	fresh, err := r.changed(ctx, f, changes.Flags)
	if err != nil {
		return err
	}
	if err := r.fetch(ctx, f, fresh); err != nil {
		return err
	}
	stored, err := r.config.Store.CountUIDs(ctx, f.ID)
	if err != nil || stored == state.Exists {
		return err
	}
	return r.headers(ctx, f)
}

// vanished removes what went.
func (r *round) vanished(ctx context.Context, f mail.Folder, went []mail.UIDRange) error {
	var gone []mail.UID
	for _, w := range went {
		stored, err := r.config.Store.UIDFlags(ctx, f.ID, w.First, w.Last)
		if err != nil {
			return err
		}
		for _, s := range stored {
			gone = append(gone, s.UID)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	slices.Sort(gone)
	return r.config.Store.RemoveUIDs(ctx, f.ID, slices.Compact(gone))
}

// changed takes over flags and returns the messages that are not stored yet, ascending.
func (r *round) changed(ctx context.Context, f mail.Folder, told []mail.UIDFlags) (fresh []mail.UID, err error) {
	if len(told) == 0 {
		return nil, nil
	}
	uids := make([]mail.UID, len(told))
	for i, t := range told {
		uids[i] = t.UID
	}
	stored, err := r.config.Store.KnownFlags(ctx, f.ID, uids)
	if err != nil {
		return nil, err
	}
	known := make(map[mail.UID]mail.Flags, len(stored))
	for _, s := range stored {
		known[s.UID] = s.Flags
	}
	var changed []mail.UIDFlags
	for _, t := range told {
		switch old, have := known[t.UID]; {
		case !have:
			fresh = append(fresh, t.UID)
		case old != t.Flags:
			changed = append(changed, t)
		}
	}
	slices.Sort(fresh)
	if len(changed) == 0 {
		return fresh, nil
	}
	return fresh, r.config.Store.SetFlags(ctx, f.ID, changed)
}
