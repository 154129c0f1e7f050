package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"letterbox/mail"
)

// errOutgoingState refuses a step that a message in its state cannot take.
var errOutgoingState = errors.New("the message is not in a state for this")

// BeginSending moves a message from mail.OutgoingQueued to mail.OutgoingSending and counts the attempt, before it is
// made, so that a message which crashes the program is not tried for ever. NotFound says that it is gone or in another
// state: it must not be sent now. When BeginSending has returned, that survives a power cut.
func (db *DB) BeginSending(ctx context.Context, id mail.OutgoingID) (o mail.Outgoing, err error) {
	err = db.changeOutgoing(ctx, id, func(c *connection, state mail.OutgoingState) error {
		if state != mail.OutgoingQueued {
			return wrongState()
		}
		if _, err := c.exec("UPDATE outbox SET state = 'sending', attempts = attempts + 1, changed = ? WHERE id = ?", millis(db.now()), int64(id)); err != nil {
			return err
		}
		o, err = outgoing(c, id)
		return err
	})
	return o, err
}

func wrongState() *mail.Problem {
	p := notFound(errOutgoingState)
	p.Class = "OUTGOING_STATE"
	return p
}

func outgoing(c *connection, id mail.OutgoingID) (o mail.Outgoing, err error) {
	err = c.each(func(rows *sql.Rows) (err error) {
		o, err = scanOutgoing(rows)
		return err
	}, selectOutgoing+" WHERE id = ?", int64(id))
	return o, err
}

// SettleOutgoing notes how far a message got. mail.OutgoingLeaving can follow mail.OutgoingSending only, and
// mail.OutgoingSending nothing here; from mail.OutgoingSent the only way is on to mail.OutgoingCopied, which keeps
// what was known of the attempt and empties the bytes; from there is none. A step that is not possible is answered with NotFound of class
// "OUTGOING_STATE". When SettleOutgoing has returned, the state survives a power cut.
func (db *DB) SettleOutgoing(ctx context.Context, id mail.OutgoingID, o mail.Outcome) error {
	text, err := packOutcome(o)
	if err != nil {
		return classify(err)
	}
	return db.changeOutgoing(ctx, id, func(c *connection, state mail.OutgoingState) error {
		if !settles(state, o.State) {
			return wrongState()
		}
		if o.State == mail.OutgoingCopied {
			return db.settleCopied(c, id)
		}
		if err := noteTaken(c, id, o.Taken); err != nil {
			return err
		}
		_, err := c.exec("UPDATE outbox SET state = ?, due = ?, outcome = ?, changed = ? WHERE id = ?", string(o.State), millis(o.Due), text, millis(db.now()), int64(id))
		return err
	})
}

// noteTaken adds to those for whom a message was taken.
func noteTaken(c *connection, id mail.OutgoingID, taken []mail.Address) error {
	if len(taken) == 0 {
		return nil
	}
	var text []byte
	var e envelope
	if _, err := c.one([]any{&text}, "SELECT envelope FROM outbox WHERE id = ?", int64(id)); err != nil {
		return err
	}
	if err := json.Unmarshal(text, &e); err != nil {
		return fmt.Errorf("outgoing message %d: %w", id, err)
	}
	e.Taken = append(e.Taken, taken...)
	text, err := json.Marshal(e)
	if err == nil {
		_, err = c.exec("UPDATE outbox SET envelope = ? WHERE id = ?", string(text), int64(id))
	}
	return err
}

// settles reports whether a message may go from one state to another by SettleOutgoing.
func settles(from, to mail.OutgoingState) bool {
	switch to {
	case mail.OutgoingSending:
		return false
	case mail.OutgoingLeaving:
		return from == mail.OutgoingSending
	case mail.OutgoingCopied:
		return from == mail.OutgoingSent
	case mail.OutgoingSent:
		return from != mail.OutgoingCopied && from != mail.OutgoingSent
	case mail.OutgoingQueued, mail.OutgoingFailed, mail.OutgoingUnknown:
		return from != mail.OutgoingCopied && from != mail.OutgoingSent
	default:
		return false
	}
}

// settleCopied empties the bytes of a message, and forgets those that were done long ago.
func (db *DB) settleCopied(c *connection, id mail.OutgoingID) error {
	now := db.now()
	if _, err := c.exec("UPDATE outbox SET state = 'copied', raw = X'', changed = ? WHERE id = ?", millis(now), int64(id)); err != nil {
		return err
	}
	return forgetCopied(c, millis(now.Add(-copiedTime)))
}

func forgetCopied(c *connection, before int64) error {
	_, err := c.exec("DELETE FROM outbox WHERE state = 'copied' AND changed < ?", before)
	return err
}

// RetryOutgoing queues a message again that failed or whose fate is unknown: the person has agreed to that. It is due
// at once, also when it was queued for later.
func (db *DB) RetryOutgoing(ctx context.Context, id mail.OutgoingID) error {
	return db.changeOutgoing(ctx, id, func(c *connection, state mail.OutgoingState) error {
		if state != mail.OutgoingFailed && state != mail.OutgoingUnknown && state != mail.OutgoingQueued {
			return wrongState()
		}
		_, err := c.exec("UPDATE outbox SET state = 'queued', due = 0, changed = ? WHERE id = ?", millis(db.now()), int64(id))
		return err
	})
}

// DropOutgoing removes a message that is not being sent.
func (db *DB) DropOutgoing(ctx context.Context, id mail.OutgoingID) error {
	return db.changeOutgoing(ctx, id, func(c *connection, state mail.OutgoingState) error {
		if state == mail.OutgoingSending || state == mail.OutgoingLeaving {
			return wrongState()
		}
		_, err := c.exec("DELETE FROM outbox WHERE id = ?", int64(id))
		return err
	})
}

// RecallOutgoing takes a message back that waits, failed or has an unknown fate: c is saved, as SaveComposition does,
// and the outgoing message removed, in one transaction. Files of c were added before, to the draft of its ID.
func (db *DB) RecallOutgoing(ctx context.Context, id mail.OutgoingID, c mail.Composition) (mail.Composition, error) {
	err := db.changeOutgoing(ctx, id, func(conn *connection, state mail.OutgoingState) (err error) {
		switch state {
		case mail.OutgoingQueued, mail.OutgoingFailed, mail.OutgoingUnknown:
		default:
			return wrongState()
		}
		if _, err := conn.exec("DELETE FROM outbox WHERE id = ?", int64(id)); err != nil {
			return err
		}
		c, err = db.saveComposition(conn, c)
		return err
	})
	if err != nil {
		return mail.Composition{}, err
	}
	db.publish([]mail.Event{mail.DraftsChanged{Account: c.Account}})
	return c, nil
}

// changeOutgoing runs fn, which gets the present state of a message, or answers NotFound.
func (db *DB) changeOutgoing(ctx context.Context, id mail.OutgoingID, fn func(*connection, mail.OutgoingState) error) error {
	var account mail.AccountID
	var state mail.OutgoingState
	err := db.profile.update(ctx, func(c *connection) error {
		found, err := c.one([]any{&account, &state}, "SELECT account, state FROM outbox WHERE id = ?", int64(id))
		if err != nil || !found {
			return notFoundOr(err, errNoOutgoing)
		}
		return fn(c, state)
	})
	if err != nil {
		return db.problem(db.profile, fmt.Errorf("change outgoing message: %w", err))
	}
	db.publish([]mail.Event{mail.OutboxChanged{Account: account}})
	return nil
}
