package engine

import (
	"context"
	"errors"

	"letterbox/mail"
)

// push sends the pending operations of an account, oldest first. One that the server refuses for good is undone
// locally and its Problem told; one that fails because the connection does stays queued.
func push(ctx context.Context, store Store, account mail.AccountID, session Session) error {
	pending, err := store.PendingOperations(ctx, account)
	if err != nil {
		return err
	}
	for _, p := range pending {
		err := send(ctx, store, session, p.Op)
		if err == nil {
			if err := store.DoneOperation(ctx, p.ID); err != nil && !isGone(err) {
				return err
			}
			continue
		}
		var problem *mail.Problem
		if session.Broken() || ctx.Err() != nil || !errors.As(err, &problem) || problem.Retry == mail.RetryLater {
			return err
		}
		if err := store.FailOperation(ctx, p.ID, problem, true); err != nil {
			return err
		}
	}
	return nil
}

func send(ctx context.Context, store Store, session Session, operation mail.Operation) error {
	set, known := operation.(mail.SetFlags)
	if !known {
		return &mail.Problem{Code: mail.ServerRefused, Retry: mail.RetryNever, Err: errors.New("operation is not supported")}
	}
	folder, err := store.Folder(ctx, set.Folder)
	if err != nil {
		return err
	}
	var uids []mail.UID
	for _, id := range set.Messages {
		message, err := store.Message(ctx, id)
		if isGone(err) {
			continue // the server removed it meanwhile: nothing to flag
		}
		if err != nil {
			return err
		}
		uids = append(uids, message.UID)
	}
	if len(uids) == 0 {
		return nil
	}
	if _, err := session.Select(ctx, folder); err != nil {
		return err
	}
	return session.StoreFlags(ctx, uids, set.Add, set.Remove)
}

// isGone reports that a message or an operation is not there any more.
func isGone(err error) bool { return err != nil && mail.ProblemOf(err).Code == mail.NotFound }

// complete takes an account's operations from the queue without a server, where there is none that knows flags. A
// worker may be doing the same.
func complete(ctx context.Context, store Store, account mail.AccountID) error {
	pending, err := store.PendingOperations(ctx, account)
	if err != nil {
		return err
	}
	for _, p := range pending {
		if err := store.DoneOperation(ctx, p.ID); err != nil && !isGone(err) {
			return err
		}
	}
	return nil
}
