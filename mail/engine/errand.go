package engine

import (
	"context"

	"letterbox/mail"
)

// An errand is a body that somebody waits to read, to be brought by a worker over its own session: a maildrop lets
// nobody in twice (RFC 1939 section 4), so that the session of a Collector is the only one that its account can have.
type errand struct {
	message mail.MessageID
	done    chan error // one slot
}

// mostErrands is how many wait for a worker before whoever sends the next one waits too.
const mostErrands = 16

// collector returns the worker that collects the mail of an account, nil when there is none.
func (e *Engine) collector(account mail.Account) *worker {
	if account.Incoming.Protocol != mail.POP3 {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.workers[account.ID]
}

// bring has the worker fetch a body, between other things, and waits for it. A worker that leaves its server
// alone is not asked. Any goroutine.
func (w *worker) bring(ctx context.Context, id mail.MessageID) error {
	if p := w.resting(); p != nil {
		return p
	}
	wanted := errand{message: id, done: make(chan error, 1)}
	select {
	case w.errands <- wanted:
	case <-w.done:
		return mail.ProblemOf(context.Canceled)
	case <-ctx.Done():
		return mail.ProblemOf(ctx.Err())
	}
	w.Kick()
	select {
	case err := <-wanted.done:
		return err
	case <-w.done:
		return mail.ProblemOf(context.Canceled)
	case <-ctx.Done():
		return mail.ProblemOf(ctx.Err())
	}
}

// refuseErrands tells those who wait why they wait in vain.
func (w *worker) refuseErrands(why error) {
	for {
		select {
		case wanted := <-w.errands:
			wanted.done <- why
		default:
			return
		}
	}
}

// runErrands does what is asked of the worker meanwhile; f is selected again then.
func (r *round) runErrands(ctx context.Context, f mail.Folder) error {
	ran := false
	for {
		select {
		case wanted := <-r.errands:
			ran = true
			err := bringBody(ctx, r.config, r.session, wanted.message)
			wanted.done <- err
			if err != nil && (r.session.Broken() || ctx.Err() != nil) {
				return err
			}
		default:
			if !ran {
				return nil
			}
			_, err := r.session.Select(ctx, f)
			return err
		}
	}
}
