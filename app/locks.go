package app

import (
	"context"

	"letterbox/app/command"
	"letterbox/ui/model"
)

// locks is the vault as the window sees it. Accounts that wait for their keys connect when they are there.
type locks struct{ house *house }

// locksOf returns what protects the keys of a profile; nil where the person said at the start where keys are.
func locksOf(h *house, g command.Globals) model.Locks {
	if g.Secrets != "" || g.Passing() {
		return nil
	}
	return locks{h}
}

func (l locks) Protect(ctx context.Context, passphrase string) error {
	return l.woken(l.house.vault.Protect(ctx, passphrase))
}

func (l locks) Unlock(ctx context.Context, passphrase string) error {
	return l.woken(l.house.vault.Unlock(ctx, passphrase))
}

func (l locks) Locked(context.Context) bool { return l.house.vault.State() == sealedLocked }

func (l locks) woken(err error) error {
	if err == nil {
		l.house.engine.Refresh(0)
	}
	return err
}
