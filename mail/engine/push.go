package engine

import (
	"context"
	"errors"
	"time"

	"letterbox/mail"
)

// mostAttempts is how often an operation that the server puts off, or that ends the connection, is tried before it is
// given up and told: one bad operation must not keep an account from its mail.
const mostAttempts = 6

// push sends the pending operations of an account that are due, oldest first, and returns when the next one is. One
// that the server refuses for good is undone locally and written down. One that the server puts off stays, and with it
// those behind it, because they may build on it; the rest of the round goes on.
func push(ctx context.Context, config Config, account mail.AccountID, session Session) (next time.Time, err error) {
	now := config.Now()
	return pushUntil(ctx, config, account, session, now, now.Add(mail.UndoTime))
}

// pushAll is push, and sends also what waits for the person to take it back: the person has asked for a round, and
// nobody has a window open to take anything back in.
func pushAll(ctx context.Context, config Config, account mail.AccountID, session Session) error {
	_, err := pushUntil(ctx, config, account, session, time.Time{}, time.Time{})
	return err
}

// pushUntil sends what is not due between after and until. What is due later than any operation can be is due: the
// clock went back.
func pushUntil(ctx context.Context, config Config, account mail.AccountID, session Session, after, until time.Time) (next time.Time, err error) {
	keeper, keeps := session.(Keeper)
	if !keeps {
		return time.Time{}, complete(ctx, config.Store, account)
	}
	pending, err := config.Store.PendingOperations(ctx, account)
	if err != nil {
		return time.Time{}, err
	}
	r := replay{config: config, session: keeper}
	for _, p := range pending {
		if p.Due.After(after) && !p.Due.After(until) {
			if next.IsZero() || p.Due.Before(next) {
				next = p.Due
			}
			continue
		}
		if goesOn, err := r.attempt(ctx, p); err != nil || !goesOn {
			return next, err
		}
	}
	return next, nil
}

// attempt carries out one operation and notes what came of it. goesOn is false when the next ones have to wait.
func (r *replay) attempt(ctx context.Context, p mail.Pending) (goesOn bool, err error) {
	if p.Begun == nil {
		// From here on it is taken back by its opposite.
		if err := r.config.Store.BeginOperation(ctx, p.ID, mail.Begun{}); err != nil {
			return isGone(err), ignoreGone(err)
		}
	}
	placed, err := r.carryOut(ctx, p)
	if err == nil {
		if err := r.config.Store.DoneOperation(ctx, p.ID, placed); err != nil && !isGone(err) {
			return false, err
		}
		return true, nil
	}
	var problem *mail.Problem
	if ctx.Err() != nil || !errors.As(err, &problem) || !fromServer(problem) {
		return false, err
	}
	broken := r.session.Broken()
	passing := broken || problem.Retry == mail.RetryLater
	givenUp := !passing || p.Attempts+1 >= mostAttempts
	if givenUp {
		r.config.Log.Warn("operation given up", "operation", p.ID, "code", problem.Code, "stage", problem.Stage, "attempts", p.Attempts+1)
	}
	if err := r.config.Store.FailOperation(ctx, p.ID, problem, givenUp); err != nil && !isGone(err) {
		return false, err
	}
	if broken {
		return false, problem
	}
	return givenUp, nil
}

// isGone reports that a message or an operation is not there any more.
func isGone(err error) bool { return err != nil && mail.ProblemOf(err).Code == mail.NotFound }

// ignoreGone drops the error that says that the person has taken an operation back.
func ignoreGone(err error) error {
	if isGone(err) {
		return nil
	}
	return err
}

// complete takes an account's operations from the queue without a server, where none keeps folders: messages have the
// same number wherever they lie. A worker may be doing the same.
func complete(ctx context.Context, store Store, account mail.AccountID) error {
	pending, err := store.PendingOperations(ctx, account)
	if err != nil {
		return err
	}
	for _, p := range pending {
		placed := mail.Placed{UIDs: map[mail.MessageID]mail.UID{}}
		for _, s := range p.Sources {
			if s.UID != 0 {
				placed.UIDs[s.Message] = s.UID
			}
		}
		if err := store.DoneOperation(ctx, p.ID, placed); err != nil && !isGone(err) {
			return err
		}
	}
	return nil
}
