package engine

import (
	"context"

	"letterbox/mail"
)

// collects reports whether mail is collected from the server and kept here, instead of being mirrored.
func (r *round) collects() bool {
	_, collects := r.session.(Collector)
	return collects
}

// chunk returns how many headers are asked for at once.
func (r *round) chunk() int {
	if r.collects() {
		return topChunk
	}
	return headerChunk
}

// onlyHere reports that a folder is none of the server's.
func (r *round) onlyHere(f mail.Folder) bool { return r.collects() && f.Role != mail.RoleInbox }

// collect brings what the server lists and what has never been here, the newest screenful first. The person may have
// removed the rest or put it elsewhere, which a server that is only collected from knows nothing of.
func (r *round) collect(ctx context.Context, f mail.Folder, listed []mail.UID) error {
	fresh, err := r.config.Store.Uncollected(ctx, r.account)
	if err != nil {
		return err
	}
	missing := common(listed, fresh)
	rest := max(0, len(missing)-firstScreen)
	if err := r.fetch(ctx, f, missing[rest:]); err != nil {
		return err
	}
	return r.fetch(ctx, f, missing[:rest])
}
