package storage

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"letterbox/mail"
)

// errUIDsSpent says that an account has had four thousand million messages.
var errUIDsSpent = errors.New("no numbers for messages are left")

// UIDLNumbers returns the numbers of messages that a POP3 server names by UIDL (RFC 1939 section 7), in the order of
// the names. A name that was not seen before gets the account's next number and keeps it as long as the account is
// here: numbers rise in the order in which names were first given, and none is ever given twice. If no name is new,
// nothing is written. More than 1000 new ones are cut into several transactions, in order, so that a crash in between
// only leaves the rest for the next time.
func (db *DB) UIDLNumbers(ctx context.Context, account mail.AccountID, uidls []string) ([]mail.UID, error) {
	known, err := db.uidls(ctx, account)
	if err != nil {
		return nil, err
	}
	var fresh []string
	for _, name := range uidls {
		if _, there := known[name]; !there {
			known[name] = 0 // a name that is given twice is one name
			fresh = append(fresh, name)
		}
	}
	for chunk := range slices.Chunk(fresh, chunkSize) {
		err := db.Update(ctx, func(tx *Tx) error { return tx.numberUIDLs(account, chunk, known) })
		if err != nil {
			return nil, err
		}
	}
	uids := make([]mail.UID, len(uidls))
	for i, name := range uidls {
		uids[i] = known[name]
	}
	return uids, nil
}

func (db *DB) uidls(ctx context.Context, account mail.AccountID) (map[string]mail.UID, error) {
	known := map[string]mail.UID{}
	err := db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var name sql.RawBytes
			var uid mail.UID
			err := rows.Scan(&name, &uid)
			known[string(name)] = uid
			return err
		}, "SELECT uidl, uid FROM uidl WHERE account = ?", int64(account))
	})
	return known, err
}

// numberUIDLs gives names their numbers and puts them into known. A name that somebody else has numbered since known
// was read keeps that number.
func (tx *Tx) numberUIDLs(account mail.AccountID, names []string, known map[string]mail.UID) error {
	last, err := tx.c.number("SELECT coalesce(max(uid), 0) FROM uidl WHERE account = ?", int64(account))
	if err != nil {
		return err
	}
	for _, name := range names {
		var uid mail.UID
		there, err := tx.c.one([]any{&uid}, "SELECT uid FROM uidl WHERE account = ? AND uidl = ?", int64(account), []byte(name))
		if err != nil {
			return err
		}
		if !there {
			if last++; last >= 1<<32 {
				return errUIDsSpent
			}
			uid = mail.UID(last)
			if _, err := tx.c.exec("INSERT INTO uidl (account, uidl, uid, seen) VALUES (?, ?, ?, ?)", int64(account), []byte(name), last, millis(tx.db.now())); err != nil {
				return err
			}
		}
		known[name] = uid
	}
	return nil
}

// Uncollected returns, ascending, the numbers of an account whose messages have never been stored. What is not among
// them is here, or was removed here, and is not to be fetched from the server once more.
func (db *DB) Uncollected(ctx context.Context, account mail.AccountID) (list []mail.UID, err error) {
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var uid mail.UID
			err := rows.Scan(&uid)
			list = append(list, uid)
			return err
		}, "SELECT uid FROM uidl WHERE account = ? AND collected = 0 ORDER BY uid", int64(account))
	})
	return list, err
}

// markCollected notes that messages are stored. Accounts that are not of POP3 have no numbers to mark.
func (tx *Tx) markCollected(account mail.AccountID, list []NewMessage) error {
	left, err := tx.c.number("SELECT EXISTS (SELECT 1 FROM uidl WHERE account = ? AND collected = 0)", int64(account))
	if err != nil || left == 0 {
		return err
	}
	for _, m := range list {
		if _, err := tx.c.exec("UPDATE uidl SET collected = 1 WHERE account = ? AND uid = ?", int64(account), int64(m.UID)); err != nil {
			return err
		}
	}
	return nil
}

// forgetUIDLs ends the numbers of an account that is removed.
func (tx *Tx) forgetUIDLs(account mail.AccountID) error {
	_, err := tx.c.exec("DELETE FROM uidl WHERE account = ?", int64(account))
	return err
}
