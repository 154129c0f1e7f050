package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"letterbox/mail"
)

// copiedTime is how long it is remembered that a message was sent and its copy stored.
const copiedTime = 7 * 24 * time.Hour

// envelope is what outbox.envelope keeps of a message.
type envelope struct {
	ReversePath  mail.Address       `json:"reversePath"`
	ForwardPaths []mail.ForwardPath `json:"forwardPaths,omitempty"`
	Taken        []mail.Address     `json:"taken,omitempty"`
	Subject      string             `json:"subject,omitempty"`
	Purpose      mail.Purpose       `json:"purpose"`
}

// outcome is what outbox.outcome keeps of the last attempt. Causes are not kept: they are for the log.
type outcome struct {
	Problem  *mail.Problem           `json:"problem,omitempty"`
	Verdicts []mail.RecipientVerdict `json:"verdicts,omitempty"`
	Reply    string                  `json:"reply,omitempty"`
}

func withoutCause(p *mail.Problem) *mail.Problem {
	if p == nil {
		return nil
	}
	plain := *p
	plain.Err = nil
	return &plain
}

func packOutcome(o mail.Outcome) (string, error) {
	kept := outcome{Problem: withoutCause(o.Problem), Reply: o.Reply}
	for _, v := range o.Verdicts {
		v.Problem = withoutCause(v.Problem)
		kept.Verdicts = append(kept.Verdicts, v)
	}
	text, err := json.Marshal(kept)
	return string(text), err
}

// Enqueue stores a message in state mail.OutgoingQueued, of o what the person decided, with its bytes, and removes the
// draft that it was, 0 for none, in the same transaction. It is returned with ID, times and Size. When Enqueue has
// returned, the message survives a power cut. NotFound says that the account is gone, or the draft: it was sent already.
func (db *DB) Enqueue(ctx context.Context, o mail.Outgoing, raw []byte, draft mail.DraftID) (mail.Outgoing, error) {
	now := fromMillis(millis(db.now()))
	o.State, o.Attempts, o.Created, o.Changed, o.Size = mail.OutgoingQueued, 0, now, now, int64(len(raw))
	o.Due = fromMillis(millis(o.Due))
	o.Problem, o.Verdicts, o.Reply = nil, nil, ""
	text, err := json.Marshal(envelope{ReversePath: o.ReversePath, ForwardPaths: o.ForwardPaths, Subject: o.Subject, Purpose: o.Purpose})
	if err != nil {
		return mail.Outgoing{}, classify(err)
	}
	var files []string
	err = db.profile.update(ctx, func(conn *connection) error {
		if files, err = dropDraft(conn, draft); err != nil {
			return err
		}
		id, err := conn.insert(`INSERT INTO outbox (account, message_id, state, attempts, changed, raw, created, due, size, envelope)
			VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?)`, int64(o.Account), o.MessageID, string(o.State), millis(now), blob(raw), millis(now), millis(o.Due), o.Size, string(text))
		o.ID = mail.OutgoingID(id)
		return err
	})
	if unowned(err) {
		err = notFound(errNoAccount)
	}
	if err != nil {
		return mail.Outgoing{}, db.problem(db.profile, fmt.Errorf("store outgoing message: %w", err))
	}
	db.removeDraftFiles(files)
	events := []mail.Event{mail.OutboxChanged{Account: o.Account}}
	if draft != 0 {
		events = append(events, mail.DraftsChanged{Account: o.Account})
	}
	db.publish(events)
	return o, nil
}

// dropDraft removes a draft that becomes something else, and returns the files that are free then.
func dropDraft(conn *connection, draft mail.DraftID) (files []string, err error) {
	if draft == 0 {
		return nil, nil
	}
	if files, err = namesOfFiles(conn, draft); err != nil {
		return nil, err
	}
	n, err := conn.exec("DELETE FROM draft WHERE id = ?", int64(draft))
	if err == nil && n == 0 {
		err = notFound(errNoDraft)
	}
	return files, err
}

const selectOutgoing = `SELECT id, account, message_id, state, attempts, created, changed, due, size, envelope, outcome FROM outbox`

func scanOutgoing(rows *sql.Rows) (mail.Outgoing, error) {
	var o mail.Outgoing
	var created, changed, due int64
	var e envelope
	var last outcome
	var envelopeText, outcomeText []byte
	err := rows.Scan(&o.ID, &o.Account, &o.MessageID, &o.State, &o.Attempts, &created, &changed, &due, &o.Size, &envelopeText, &outcomeText)
	if err != nil {
		return o, fmt.Errorf("outgoing message: %w", err)
	}
	if err := errors.Join(json.Unmarshal(envelopeText, &e), json.Unmarshal(outcomeText, &last)); err != nil {
		return o, garbled(fmt.Sprintf("outgoing message %d", o.ID), err)
	}
	o.Created, o.Changed, o.Due = fromMillis(created), fromMillis(changed), fromMillis(due)
	o.ReversePath, o.ForwardPaths, o.Taken, o.Subject, o.Purpose = e.ReversePath, e.ForwardPaths, e.Taken, e.Subject, e.Purpose
	o.Problem, o.Verdicts, o.Reply = last.Problem, last.Verdicts, last.Reply
	return o, nil
}

// Outbox returns an account's outgoing messages, oldest first, of all accounts when account is 0. Those in state
// mail.OutgoingCopied are in it for a week.
func (db *DB) Outbox(ctx context.Context, account mail.AccountID) (list []mail.Outgoing, err error) {
	err = db.profile.view(ctx, func(c *connection) error {
		return c.each(func(rows *sql.Rows) error {
			o, err := scanOutgoing(rows)
			list = append(list, o)
			return err
		}, selectOutgoing+" WHERE ?1 = 0 OR account = ?1 ORDER BY id", int64(account))
	})
	return list, db.problem(db.profile, err)
}

// OutgoingRaw returns the bytes of an outgoing message. NotFound says that it is gone, or done: its bytes are in the
// copy then.
func (db *DB) OutgoingRaw(ctx context.Context, id mail.OutgoingID) (raw []byte, err error) {
	err = db.profile.view(ctx, func(c *connection) error {
		found, err := c.one([]any{&raw}, "SELECT raw FROM outbox WHERE id = ? AND state <> 'copied'", int64(id))
		if err == nil && !found {
			err = notFound(errNoOutgoing)
		}
		return err
	})
	return raw, db.problem(db.profile, err)
}
