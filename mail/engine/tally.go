package engine

import (
	"context"
	"errors"
	"time"

	"letterbox/mail"
)

// Compare asks the server of an account how many messages each folder has, over a connection of its own, and compares
// that with what is stored. It changes nothing. A folder that the server does not open is told with its problem; of mail
// that is collected there is only the inbox to compare. Errors are *mail.Problem; what was compared before them is
// returned too.
func (e *Engine) Compare(ctx context.Context, account mail.Account) ([]mail.Tally, error) {
	session, err := e.open(ctx, account)
	if err != nil {
		return nil, err
	}
	defer func() { _ = session.Close() }() // the numbers are there already
	folders, err := e.config.Store.Folders(ctx, account.ID)
	if err != nil {
		return nil, err
	}
	_, collects := session.(Collector)
	var tallies []mail.Tally
	for _, f := range folders {
		if !f.Selectable || collects && f.Role != mail.RoleInbox {
			continue
		}
		tally, err := e.tally(ctx, session, f)
		var p *mail.Problem
		if err != nil && (session.Broken() || ctx.Err() != nil || !errors.As(err, &p) || !fromServer(p)) {
			return tallies, err
		}
		tally.Problem = p
		tallies = append(tallies, tally)
	}
	return tallies, nil
}

func (e *Engine) tally(ctx context.Context, session Session, f mail.Folder) (mail.Tally, error) {
	t := mail.Tally{Folder: f, Checked: f.Sync.Checked}
	var err error
	if keeper, keeps := session.(Keeper); keeps {
		err = e.count(ctx, keeper, &t)
	} else {
		err = e.countCollected(ctx, session, &t)
	}
	if last := e.lastRound(f.Account); err == nil && t.Agrees() && last.After(t.Checked) {
		t.Checked = last // a folder in which nothing happens is looked at without being written
	}
	return t, err
}

// count compares a folder that is mirrored.
func (e *Engine) count(ctx context.Context, keeper Keeper, t *mail.Tally) error {
	state, err := keeper.Status(ctx, t.Folder)
	if err != nil {
		return err
	}
	t.Server = state.Exists
	if t.Here, err = e.config.Store.CountUIDs(ctx, t.Folder.ID); err != nil {
		return err
	}
	if was := t.Folder.Sync; state.UIDValidity == was.UIDValidity {
		t.Fresh = state.UIDNext > was.UIDNext
	} else {
		t.Fresh = t.Server+t.Here > 0
	}
	return nil
}

// countCollected compares the inbox of an account whose mail is collected: what was here once counts as arrived,
// wherever the person has put it since.
func (e *Engine) countCollected(ctx context.Context, session Session, t *mail.Tally) error {
	if _, err := session.Select(ctx, t.Folder); err != nil {
		return err
	}
	remote, err := session.UIDs(ctx)
	if err != nil {
		return err
	}
	fresh, err := e.config.Store.Uncollected(ctx, t.Folder.Account)
	if err != nil {
		return err
	}
	t.Server, t.Here = len(remote), len(remote)-len(common(remote, fresh))
	return nil
}

// lastRound returns when the worker of an account ended a round that went well, zero when there was none.
func (e *Engine) lastRound(account mail.AccountID) time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	if w := e.workers[account]; w != nil {
		return w.status.get().Checked
	}
	return time.Time{}
}
