package engine

import (
	"context"

	"letterbox/mail"
)

// labels reports whether one message may lie in several folders. Its body is then fetched and stored once.
func (r *round) labels() bool {
	labeller, able := r.session.(Labeller)
	return able && labeller.Labels()
}

// share gives messages the bodies that they have in other folders already, and reports whether there were any.
func (r *round) share(ctx context.Context, missing []mail.Missing) (bool, error) {
	if !r.labels() {
		return false, nil
	}
	shared, err := r.config.Store.ShareTwins(ctx, missing)
	return shared > 0, err
}
