package storage

import (
	"context"
	"slices"

	"letterbox/mail"
)

// Reader reads mail.db in one consistent snapshot. It is valid until the function it was given to returns, and is
// used by one goroutine at a time. Its methods work under the context that View or Update was called with.
type Reader struct {
	c *connection
}

// Tx reads and changes mail.db in one transaction. It is valid until the function it was given to returns, and is
// used by one goroutine at a time. After an error nothing may be tried again in the same Tx: return it.
type Tx struct {
	Reader
	db     *DB
	events []mail.Event
	bodies []mail.MessageID // whose bodies have no message once this is committed
	shares []share          // copies that get the bodies of their originals once this is committed
}

// View runs fn on a snapshot of the mail cache. Nothing fn does can write. Errors of fn that are no Problem become
// StorageFailed.
func (db *DB) View(ctx context.Context, fn func(Reader) error) error {
	return db.problem(db.mail, db.mail.view(ctx, func(c *connection) error {
		return fn(Reader{c})
	}))
}

// Update runs fn in a transaction of the mail cache, alone. If fn fails, or ctx ends before the commit, nothing
// has happened; else the noted events are published, and then bodies of removed messages are dropped. fn must be
// quick, and must not call methods of DB: they would wait for it.
func (db *DB) Update(ctx context.Context, fn func(*Tx) error) error {
	if err := db.enter(); err != nil {
		return err
	}
	defer db.leave()
	return db.change(ctx, fn)
}

// change is Update for callers that have entered.
func (db *DB) change(ctx context.Context, fn func(*Tx) error) error {
	return db.commit(ctx, fn, db.mail.update)
}

// changeDurably is change with a commit that survives a power cut.
func (db *DB) changeDurably(ctx context.Context, fn func(*Tx) error) error {
	return db.commit(ctx, fn, db.mail.updateDurably)
}

func (db *DB) commit(ctx context.Context, fn func(*Tx) error, update func(context.Context, func(*connection) error) error) error {
	tx := &Tx{db: db}
	err := update(ctx, func(c *connection) error {
		tx.Reader = Reader{c}
		return fn(tx)
	})
	if err != nil {
		return db.problem(db.mail, err)
	}
	if len(tx.events) > 0 {
		db.publish(tx.events)
	}
	db.dropBodies(ctx, tx.bodies)
	db.share(ctx, tx.shares)
	return nil
}

// Note has an event published after the commit. The same event twice is published once.
func (tx *Tx) Note(e mail.Event) {
	if _, listed := e.(mail.BodiesStored); !listed && slices.ContainsFunc(tx.events, func(known mail.Event) bool {
		_, listed := known.(mail.BodiesStored) // holds a slice, which == cannot compare
		return !listed && known == e
	}) {
		return
	}
	tx.events = append(tx.events, e)
}

// noteMessages is what follows any change of a folder's messages; counted says that the counts changed too.
func (tx *Tx) noteMessages(account mail.AccountID, folder mail.FolderID, counted bool) {
	tx.Note(mail.MessagesChanged{Account: account, Folder: folder})
	if counted {
		tx.Note(mail.FoldersChanged{Account: account})
	}
}
