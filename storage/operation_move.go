package storage

import (
	"time"

	"letterbox/mail"
)

// trashWire is the name of the folder that holds the messages of an account that were deleted here and not yet on the
// server. No server can have it: NUL is in no mailbox name (RFC 9051 section 9).
const trashWire = "\x00"

func (tx *Tx) applyMove(o mail.Move) (mail.OperationID, error) {
	from, to, err := tx.twoFolders(o.Folder, o.To)
	if err != nil || from.ID == to.ID {
		return 0, err
	}
	return tx.carry(queued{account: from.Account, folder: from.ID, kind: kindMove, target: to.ID}, o.Messages, to.ID)
}

func (tx *Tx) applyDelete(o mail.Delete, due time.Time) (mail.OperationID, error) {
	from, err := tx.Folder(o.Folder)
	if err != nil {
		return 0, err
	}
	trash, err := tx.hiddenTrash(from.Account)
	if err != nil || trash == from.ID {
		return 0, err
	}
	return tx.carry(queued{account: from.Account, folder: from.ID, kind: kindDelete, due: millis(due)}, o.Messages, trash)
}

// carry queues q and shows its messages in another folder, without UIDs.
func (tx *Tx) carry(q queued, ids []mail.MessageID, to mail.FolderID) (mail.OperationID, error) {
	id, err := tx.enqueue(q)
	if err != nil {
		return 0, err
	}
	if id, err = tx.withMessages(id, q.folder, ids); err != nil || id == 0 {
		return 0, err
	}
	var total, unread int
	if _, err := tx.c.one([]any{&total, &unread}, `SELECT count(*), coalesce(sum(m.flags & 1 = 0), 0) FROM operation_message om
		JOIN message m ON m.id = om.message WHERE om.operation = ?`, int64(id)); err != nil {
		return 0, err
	}
	_, err = tx.c.exec("UPDATE message SET folder = ?, uid = -id WHERE id IN (SELECT message FROM operation_message WHERE operation = ?)", int64(to), int64(id))
	if err != nil {
		return 0, err
	}
	if err := tx.recount(q.folder, -total, -unread, true); err != nil {
		return 0, err
	}
	return id, tx.recount(to, total, unread, true)
}

func (tx *Tx) applyCopy(o mail.Copy) (mail.OperationID, error) {
	from, to, err := tx.twoFolders(o.Folder, o.To)
	if err != nil {
		return 0, err
	}
	id, err := tx.enqueue(queued{account: from.Account, folder: from.ID, kind: kindCopy, target: to.ID})
	if err != nil {
		return 0, err
	}
	if id, err = tx.withMessages(id, from.ID, o.Messages); err != nil || id == 0 {
		return 0, err
	}
	items, err := tx.items(id)
	if err != nil {
		return 0, err
	}
	unread := 0
	for _, i := range items {
		double, err := tx.double(i.message, to.ID)
		if err != nil {
			return 0, err
		}
		if _, err := tx.c.exec("UPDATE operation_message SET result = ? WHERE operation = ? AND message = ?", int64(double), int64(id), int64(i.message)); err != nil {
			return 0, err
		}
		unread += unseen(i.before)
		tx.shares = append(tx.shares, share{from: i.message, to: double})
	}
	return id, tx.recount(to.ID, len(items), unread, true)
}

// double makes a second row of a message in another folder, without UID and, before the commit, without body.
func (tx *Tx) double(id mail.MessageID, to mail.FolderID) (mail.MessageID, error) {
	fresh, err := tx.newMessageID()
	if err != nil {
		return 0, err
	}
	_, err = tx.c.exec(`INSERT INTO message (id, folder, uid, flags, server_flags, attachment, size, time, received, date,
		from_name, from_local, from_domain, subject, preview, message_id, envelope)
		SELECT ?1, ?2, -?1, flags, flags, attachment, size, time, received, date,
		from_name, from_local, from_domain, subject, preview, message_id, envelope FROM message WHERE id = ?3`, int64(fresh), int64(to), int64(id))
	return fresh, err
}

// newMessageID takes the next number of a message, as an INSERT without one would.
func (tx *Tx) newMessageID() (mail.MessageID, error) {
	var id mail.MessageID
	found, err := tx.c.one([]any{&id}, "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'message' RETURNING seq")
	if err != nil || found {
		return id, err
	}
	_, err = tx.c.exec("INSERT INTO sqlite_sequence (name, seq) VALUES ('message', 1)")
	return 1, err
}

// applyAppend queues the APPEND of a message that is in the folder and has no UID there.
func (tx *Tx) applyAppend(o mail.Append) (mail.OperationID, error) {
	f, err := tx.Folder(o.Folder)
	if err != nil {
		return 0, err
	}
	waiting, err := tx.c.number(`SELECT EXISTS (SELECT 1 FROM message m WHERE m.id = ?1 AND m.folder = ?2 AND m.uid < 0)
		AND NOT EXISTS (SELECT 1 FROM operation_message om JOIN operation o ON o.id = om.operation WHERE om.message = ?1 AND o.kind = 'append')`,
		int64(o.Message), int64(f.ID))
	if err != nil || waiting == 0 {
		return 0, err
	}
	id, err := tx.enqueue(queued{account: f.Account, folder: f.ID, kind: kindAppend})
	if err != nil {
		return 0, err
	}
	return tx.withMessages(id, f.ID, []mail.MessageID{o.Message})
}

// twoFolders returns two folders of one account that are both shown.
func (tx *Tx) twoFolders(from, to mail.FolderID) (f, t mail.Folder, err error) {
	if f, err = tx.Folder(from); err != nil {
		return f, t, err
	}
	if t, err = tx.Folder(to); err != nil {
		return f, t, err
	}
	if f.Account != t.Account {
		return f, t, inapplicable("OTHER_ACCOUNT", errOtherAccount)
	}
	if hidden, err := tx.isHidden(to); err != nil || hidden {
		return f, t, notFoundOr(err, errNoFolder)
	}
	return f, t, nil
}

func notFoundOr(err, what error) error {
	if err != nil {
		return err
	}
	return notFound(what)
}

func (r Reader) isHidden(id mail.FolderID) (bool, error) {
	n, err := r.c.number("SELECT hidden FROM folder WHERE id = ?", int64(id))
	return n != 0, err
}

// hiddenTrash returns the folder of the account's deleted messages.
func (tx *Tx) hiddenTrash(account mail.AccountID) (mail.FolderID, error) {
	id, err := tx.c.number("SELECT id FROM folder WHERE account = ? AND wire = ?", int64(account), []byte(trashWire))
	if err != nil || id != 0 {
		return mail.FolderID(id), err
	}
	id, err = tx.c.insert(`INSERT INTO folder (account, wire, path, delimiter, role, selectable, position, hidden)
		VALUES (?, ?, '', '', '', 0, 0, 1)`, int64(account), []byte(trashWire))
	return mail.FolderID(id), err
}

// relocate shows a message in a folder, under a UID or, with 0, without one. If another row has that UID there, which
// a pull has brought meanwhile, the two become one under the older number.
func (tx *Tx) relocate(id mail.MessageID, to mail.FolderID, uid mail.UID) error {
	var from mail.FolderID
	var flags mail.Flags
	found, err := tx.c.one([]any{&from, &flags}, "SELECT folder, flags FROM message WHERE id = ?", int64(id))
	if err != nil || !found {
		return err
	}
	row := -int64(id)
	if uid != 0 {
		row = int64(uid)
		if id, err = tx.unite(id, to, uid); err != nil {
			return err
		}
	}
	if _, err := tx.c.exec("UPDATE message SET folder = ?, uid = ?, local = local AND ?2 < 0 WHERE id = ?", int64(to), row, int64(id)); err != nil {
		return err
	}
	if from == to {
		return tx.recount(to, 0, 0, false)
	}
	if err := tx.recount(from, -1, -unseen(flags), true); err != nil {
		return err
	}
	return tx.recount(to, 1, unseen(flags), true)
}

// unite removes the row that has a UID in a folder, if it is not that of id, after id has taken over what the pull
// told of it. The number that remains is id: the row that was here before.
func (tx *Tx) unite(id mail.MessageID, folder mail.FolderID, uid mail.UID) (mail.MessageID, error) {
	var other mail.MessageID
	var server mail.Flags
	found, err := tx.c.one([]any{&other, &server}, "SELECT id, server_flags FROM message WHERE folder = ? AND uid = ? AND id <> ?", int64(folder), int64(uid), int64(id))
	if err != nil || !found {
		return id, err
	}
	if _, err := tx.c.exec("UPDATE OR IGNORE operation_message SET message = ? WHERE message = ?", int64(id), int64(other)); err != nil {
		return id, err
	}
	if err := tx.removeRow(other); err != nil {
		return id, err
	}
	if _, err := tx.c.exec("UPDATE message SET server_flags = ? WHERE id = ?", int64(server), int64(id)); err != nil {
		return id, err
	}
	return id, tx.reshow([]mail.MessageID{id})
}

// removeRow removes one message with what was to be done with it, and the copies of it that were not begun.
func (tx *Tx) removeRow(id mail.MessageID) error {
	copies, err := numbers[mail.MessageID](tx.c, `SELECT json_group_array(om.result) FROM operation_message om JOIN operation o ON o.id = om.operation
		WHERE om.message = ? AND om.result <> 0 AND o.begun = 0 AND o.attempts = 0`, int64(id))
	if err != nil {
		return err
	}
	var folder mail.FolderID
	var flags mail.Flags
	var body bool
	found, err := tx.c.one([]any{&folder, &flags, &body}, "DELETE FROM message WHERE id = ? RETURNING folder, flags, has_body", int64(id))
	if err != nil || !found {
		return err
	}
	if body {
		tx.bodies = append(tx.bodies, id)
	}
	if err := tx.recount(folder, -1, -unseen(flags), true); err != nil {
		return err
	}
	for _, c := range copies {
		if err := tx.removeRow(c); err != nil {
			return err
		}
	}
	return nil
}
