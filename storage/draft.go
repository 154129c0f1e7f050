package storage

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"letterbox/mail"
)

// typed is what draft.content keeps of a message being written.
type typed struct {
	From       mail.Address `json:"from"`
	To         string       `json:"to,omitempty"`
	Cc         string       `json:"cc,omitempty"`
	Bcc        string       `json:"bcc,omitempty"`
	Subject    string       `json:"subject,omitempty"`
	Text       string       `json:"text,omitempty"`
	Rich       *mail.Rich   `json:"rich,omitempty"`
	Purpose    mail.Purpose `json:"purpose"`
	InReplyTo  string       `json:"inReplyTo,omitempty"`
	References []string     `json:"references,omitempty"`
}

func packTyped(c mail.Composition) (string, error) {
	t := typed{
		From: c.From, To: c.To, Cc: c.Cc, Bcc: c.Bcc, Subject: c.Subject, Text: c.Text,
		Purpose: c.Purpose, InReplyTo: c.InReplyTo, References: c.References,
	}
	if c.Formatted() {
		t.Rich = &c.Rich
	}
	text, err := json.Marshal(t)
	return string(text), err
}

// unpackTyped completes c. Of a draft of an older version, which was a finished message, the bytes become its text, and so
// does content that damage has made unreadable.
func unpackTyped(c *mail.Composition, content string, raw []byte) {
	var t typed
	if content == "" || json.Unmarshal([]byte(content), &t) != nil {
		c.Purpose.Kind = mail.PurposeNew
		c.Text = strings.ToValidUTF8(strings.ReplaceAll(cmp.Or(content, string(raw)), "\r\n", "\n"), "\uFFFD")
		return
	}
	c.From, c.To, c.Cc, c.Bcc, c.Subject, c.Text = t.From, t.To, t.Cc, t.Bcc, t.Subject, t.Text
	c.Purpose, c.InReplyTo, c.References = t.Purpose, t.InReplyTo, t.References
	if t.Rich != nil {
		c.Rich = *t.Rich
	}
}

// SaveComposition stores a message being written, in place of its earlier state if it has an ID, and returns it with
// ID, Revision, Changed, Files and its Copy as they are stored then; those fields of c do not count. When it has
// returned, the text survives a power cut. NotFound says that the draft or its account is gone.
func (db *DB) SaveComposition(ctx context.Context, c mail.Composition) (mail.Composition, error) {
	err := db.profile.update(ctx, func(conn *connection) (err error) {
		c, err = db.saveComposition(conn, c)
		return err
	})
	if err != nil {
		return mail.Composition{}, db.problem(db.profile, fmt.Errorf("save draft: %w", err))
	}
	db.publish([]mail.Event{mail.DraftsChanged{Account: c.Account}})
	return c, nil
}

func (db *DB) saveComposition(conn *connection, c mail.Composition) (mail.Composition, error) {
	content, err := packTyped(c)
	if err != nil {
		return c, err
	}
	now := millis(db.now())
	if c.ID == 0 {
		id, err := conn.insert("INSERT INTO draft (account, changed, raw, message_id, content) VALUES (?, ?, X'', ?, ?)",
			int64(c.Account), now, c.MessageID, content)
		if unowned(err) {
			err = notFound(errNoAccount)
		}
		if err != nil {
			return c, err
		}
		return oneComposition(conn, mail.DraftID(id))
	}
	n, err := conn.exec("UPDATE draft SET account = ?, changed = ?, raw = X'', message_id = ?, content = ?, revision = revision + 1 WHERE id = ?",
		int64(c.Account), now, c.MessageID, content, int64(c.ID))
	switch {
	case unowned(err):
		err = notFound(errNoAccount)
	case err == nil && n == 0:
		err = notFound(errNoDraft)
	}
	if err != nil {
		return c, err
	}
	return oneComposition(conn, c.ID)
}

const selectDraft = "SELECT id, account, changed, message_id, revision, copy, copy_of, content, raw FROM draft"

func compositions(conn *connection, query string, args ...any) (list []mail.Composition, err error) {
	err = conn.each(func(rows *sql.Rows) error {
		var c mail.Composition
		var changed int64
		var content string
		var raw []byte
		err := rows.Scan(&c.ID, &c.Account, &changed, &c.MessageID, &c.Revision, &c.Copy, &c.CopyOf, &content, &raw)
		if err != nil {
			return err
		}
		c.Changed = fromMillis(changed)
		unpackTyped(&c, content, raw)
		list = append(list, c)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Files, err = draftFiles(conn, list[i].ID); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// oneComposition returns one draft, or NotFound.
func oneComposition(conn *connection, id mail.DraftID) (mail.Composition, error) {
	list, err := compositions(conn, selectDraft+" WHERE id = ?", int64(id))
	if err == nil && len(list) == 0 {
		err = notFound(errNoDraft)
	}
	if err != nil {
		return mail.Composition{}, err
	}
	return list[0], nil
}

// Composition returns one message being written, or NotFound.
func (db *DB) Composition(ctx context.Context, id mail.DraftID) (c mail.Composition, err error) {
	err = db.profile.view(ctx, func(conn *connection) error {
		c, err = oneComposition(conn, id)
		return err
	})
	return c, db.problem(db.profile, err)
}

// Compositions returns what is being written, the last changed first, of all accounts when account is 0.
func (db *DB) Compositions(ctx context.Context, account mail.AccountID) (list []mail.Composition, err error) {
	err = db.profile.view(ctx, func(conn *connection) error {
		list, err = compositions(conn, selectDraft+" WHERE ?1 = 0 OR account = ?1 ORDER BY changed DESC, id DESC", int64(account))
		return err
	})
	return list, db.problem(db.profile, err)
}

// CompositionOf returns the draft that a message is a copy of, by its Message-ID, or NotFound.
func (db *DB) CompositionOf(ctx context.Context, id mail.MessageID) (c mail.Composition, err error) {
	m, err := db.Message(ctx, id)
	if err != nil {
		return c, err
	}
	err = db.profile.view(ctx, func(conn *connection) error {
		list, err := compositions(conn, selectDraft+" WHERE account = ? AND message_id = ? AND message_id <> '' ORDER BY id DESC LIMIT 1", int64(m.Account), m.Envelope.MessageID)
		if err == nil && len(list) == 0 {
			err = notFound(errNoDraft)
		}
		if err == nil {
			c = list[0]
		}
		return err
	})
	return c, db.problem(db.profile, err)
}

// DeleteComposition removes a draft with its files: it was thrown away. It returns the copy in the Drafts folder, 0
// when there is none, which stays. A draft that is gone is ignored.
func (db *DB) DeleteComposition(ctx context.Context, id mail.DraftID) (mail.MessageID, error) {
	var account mail.AccountID
	var kept mail.MessageID
	var files []string
	found := false
	err := db.profile.update(ctx, func(conn *connection) (err error) {
		if files, err = namesOfFiles(conn, id); err == nil {
			found, err = conn.one([]any{&account, &kept}, "DELETE FROM draft WHERE id = ? RETURNING account, copy", int64(id))
		}
		return err
	})
	if err != nil || !found {
		return 0, db.problem(db.profile, err)
	}
	db.removeDraftFiles(files)
	db.publish([]mail.Event{mail.DraftsChanged{Account: account}})
	return kept, nil
}
