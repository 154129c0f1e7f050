package engine

import (
	"context"

	"letterbox/mail"
)

// headers compares all UIDs and flags of the selected folder with what is stored.
func (r *round) headers(ctx context.Context, f mail.Folder) error {
	remote, err := r.session.UIDs(ctx)
	if err != nil {
		return err
	}
	if r.collects() {
		return r.collect(ctx, f, remote)
	}
	local, err := r.config.Store.UIDs(ctx, f.ID)
	if err != nil {
		return err
	}
	if gone := difference(local, remote); len(gone) > 0 {
		if err := r.config.Store.RemoveUIDs(ctx, f.ID, gone); err != nil {
			return err
		}
	}
	missing := difference(remote, local)
	if f.Total > 0 { // else what is here has just come, with its flags
		if err := r.flags(ctx, f, difference(remote, missing)); err != nil {
			return err
		}
	}
	return r.fetch(ctx, f, missing)
}

// flags takes over the flags of messages that both sides have, writing only what differs.
func (r *round) flags(ctx context.Context, f mail.Folder, both []mail.UID) error {
	if len(both) == 0 {
		return nil
	}
	stored, err := r.config.Store.UIDFlags(ctx, f.ID, both[0], both[len(both)-1])
	if err != nil {
		return err
	}
	known := make(map[mail.UID]mail.Flags, len(stored))
	for _, s := range stored {
		known[s.UID] = s.Flags
	}
	var changed []mail.UIDFlags
	err = r.askFlags(ctx, f, both, func(uid mail.UID, flags mail.Flags) {
		if old, have := known[uid]; have && old != flags {
			changed = append(changed, mail.UIDFlags{UID: uid, Flags: flags})
		}
	})
	if err != nil || len(changed) == 0 {
		return err
	}
	return r.config.Store.SetFlags(ctx, f.ID, changed)
}
