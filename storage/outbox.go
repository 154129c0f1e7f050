package storage

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"letterbox/mail"
)

// OutgoingID names a message of the outbox.
type OutgoingID int64

// OutgoingState is where a message stands on its way to the submission server.
type OutgoingState string

// The states. A message found in Sending at start-up may or may not have been accepted (RFC 1047).
const (
	OutgoingQueued  OutgoingState = "queued"
	OutgoingSending OutgoingState = "sending" // stored before the connection is made
	OutgoingSent    OutgoingState = "sent"    // accepted; its copy may still have to be stored
	OutgoingFailed  OutgoingState = "failed"  // refused for good; the person decides
	OutgoingUnknown OutgoingState = "unknown" // the connection broke after the last byte; the person decides
)

// Outgoing is a message to be sent.
type Outgoing struct {
	ID        OutgoingID
	Account   mail.AccountID
	MessageID string // Message-ID without angle brackets; the same in every attempt
	State     OutgoingState
	Attempts  int       // begun so far
	Changed   time.Time // set by storage
	Raw       []byte    // RFC 5322, the same bytes in every attempt
}

// Enqueue stores a message in state OutgoingQueued and returns it with ID and time. When it has returned, the message
// survives a power cut.
func (db *DB) Enqueue(ctx context.Context, account mail.AccountID, messageID string, raw []byte) (Outgoing, error) {
	o := Outgoing{Account: account, MessageID: messageID, State: OutgoingQueued, Changed: fromMillis(millis(db.now())), Raw: raw}
	err := db.profile.update(ctx, func(c *connection) error {
		id, err := c.insert("INSERT INTO outbox (account, message_id, state, attempts, changed, raw) VALUES (?, ?, ?, 0, ?, ?)",
			int64(account), messageID, string(o.State), millis(o.Changed), blob(raw))
		o.ID = OutgoingID(id)
		return err
	})
	if unowned(err) {
		err = notFound(errNoAccount)
	}
	if err != nil {
		return Outgoing{}, db.problem(db.profile, fmt.Errorf("store outgoing message: %w", err))
	}
	db.publish([]mail.Event{mail.OutboxChanged{Account: account}})
	return o, nil
}

// Outbox returns an account's outgoing messages, oldest first.
func (db *DB) Outbox(ctx context.Context, account mail.AccountID) ([]Outgoing, error) {
	var list []Outgoing
	err := db.profile.view(ctx, func(c *connection) error {
		return c.each(func(rows *sql.Rows) error {
			var o Outgoing
			var changed int64
			err := rows.Scan(&o.ID, &o.Account, &o.MessageID, &o.State, &o.Attempts, &changed, &o.Raw)
			o.Changed = fromMillis(changed)
			list = append(list, o)
			return err
		}, "SELECT id, account, message_id, state, attempts, changed, raw FROM outbox WHERE account = ? ORDER BY id", int64(account))
	})
	return list, db.problem(db.profile, err)
}

// SetOutgoing moves a message to a state. Moving to OutgoingSending counts an attempt, before it is made, so that a
// message which crashes the program is not tried for ever.
func (db *DB) SetOutgoing(ctx context.Context, id OutgoingID, state OutgoingState) error {
	return db.changeOutgoing(ctx, `UPDATE outbox SET state = ?2, attempts = attempts + (?2 = 'sending'), changed = ?3
		WHERE id = ?1 RETURNING account`, int64(id), string(state), millis(db.now()))
}

// DeleteOutgoing removes a message: it was sent and its copy is stored, or the person gave it up.
func (db *DB) DeleteOutgoing(ctx context.Context, id OutgoingID) error {
	return db.changeOutgoing(ctx, "DELETE FROM outbox WHERE id = ?1 RETURNING account", int64(id))
}

func (db *DB) changeOutgoing(ctx context.Context, query string, args ...any) error {
	var account mail.AccountID
	err := db.profile.update(ctx, func(c *connection) error {
		found, err := c.one([]any{&account}, query, args...)
		if err == nil && !found {
			err = notFound(errNoOutgoing)
		}
		return err
	})
	if err != nil {
		return db.problem(db.profile, fmt.Errorf("change outgoing message: %w", err))
	}
	db.publish([]mail.Event{mail.OutboxChanged{Account: account}})
	return nil
}
