package engine

import (
	"context"
	"time"

	"letterbox/mail"
)

// mostRemoved is how many messages a round removes from a maildrop.
const mostRemoved = 500

// Remover is a Collector that can remove what was collected from the server, by which the session ends.
type Remover interface {
	Remove(ctx context.Context, list []mail.Removable) (gone []mail.UID, err error)
}

// removalStore is told in the order of the methods what is removed: nothing is asked of the server before it is safe here.
type removalStore interface {
	Collecting(ctx context.Context, account mail.AccountID) (mail.Collecting, error)
	Removables(ctx context.Context, account mail.AccountID, before time.Time, limit int) ([]mail.Removable, error)
	Harden(ctx context.Context) error
	MarkRemoved(ctx context.Context, account mail.AccountID, uids []mail.UID) error
}

// removeCollected removes mail from the maildrop that is safe here and old enough, when the person wants that. It is the last act
// of a round.
func (r *round) removeCollected(ctx context.Context) error {
	remover, able := r.session.(Remover)
	if !able || r.unfinished.Load() {
		return nil
	}
	rule, err := r.config.Store.Collecting(ctx, r.account)
	if err != nil || !rule.Remove {
		return err
	}
	list, err := r.config.Store.Removables(ctx, r.account, r.config.Now().AddDate(0, 0, -rule.Days), mostRemoved)
	if err != nil {
		return err
	}
	safe := list[:0]
	for _, m := range list {
		if r.whole(ctx, m) {
			safe = append(safe, m)
		}
	}
	if len(safe) == 0 {
		return nil
	}
	if err := r.config.Store.Harden(ctx); err != nil {
		return err
	}
	gone, err := remover.Remove(ctx, safe)
	if err != nil || len(gone) == 0 {
		return err
	}
	r.config.Log.Info("mail removed from the server", "account", r.account, "count", len(gone))
	return r.config.Store.MarkRemoved(ctx, r.account, gone)
}

// whole reports whether the body of a message can be opened and is not much smaller than the server said.
func (r *round) whole(ctx context.Context, m mail.Removable) bool {
	body, size, err := r.config.Store.OpenBody(ctx, m.Message)
	if err != nil {
		return false
	}
	return body.Close() == nil && size > 0 && size >= m.Size-m.Size/8
}
