package storage

import (
	"context"

	"letterbox/mail"
)

// KeepMessage stores a message that comes into being here in a folder, with its body, and queues its Append, all or
// nothing, and survives a power cut. Under a Key that was used before in the account it changes nothing and returns
// what was stored then, even if that is gone since. Until a server has taken the message, no evidence from a server
// removes it here.
func (db *DB) KeepMessage(ctx context.Context, folder mail.FolderID, m mail.NewLocal) (mail.MessageID, mail.OperationID, error) {
	if err := db.enter(); err != nil {
		return 0, 0, err
	}
	defer db.leave()
	var id mail.MessageID
	var operation mail.OperationID
	err := db.change(ctx, func(tx *Tx) (err error) {
		if id, operation, err = tx.kept(folder, m.Key); err == nil && id == 0 {
			id, err = tx.newMessageID()
		}
		return err
	})
	if err != nil || operation != 0 {
		return id, operation, err
	}
	body, err := db.prepareBody(ctx, NewBody{Message: id, Raw: m.Raw, Preview: m.Preview, Attachment: m.Attachment})
	if err != nil {
		return 0, 0, err
	}
	batch := []storedBody{body}
	if _, err := db.insertBodies(ctx, batch, true); err != nil {
		db.removeBodyFiles(filesOf(batch))
		return 0, 0, db.problem(db.bodies, err)
	}
	stored := id
	err = db.changeDurably(ctx, func(tx *Tx) (err error) {
		if id, operation, err = tx.kept(folder, m.Key); err != nil || operation != 0 {
			return err // somebody was faster
		}
		id = stored
		operation, err = tx.keep(folder, id, m)
		return err
	})
	if err != nil || id != stored {
		db.dropBodies(ctx, []mail.MessageID{stored})
	}
	if err != nil {
		return 0, 0, err
	}
	return id, operation, nil
}

// kept returns what is stored under a key, zeros when nothing is or the key is empty.
func (tx *Tx) kept(folder mail.FolderID, key string) (id mail.MessageID, operation mail.OperationID, err error) {
	f, err := tx.Folder(folder)
	if err != nil || key == "" {
		return 0, 0, err
	}
	_, err = tx.c.one([]any{&id, &operation}, "SELECT message, operation FROM kept WHERE account = ? AND key = ?", int64(f.Account), key)
	return id, operation, err
}

// keep stores the row whose body is stored already.
func (tx *Tx) keep(folder mail.FolderID, id mail.MessageID, m mail.NewLocal) (mail.OperationID, error) {
	f, err := tx.Folder(folder)
	if err != nil {
		return 0, err
	}
	row, err := messageRow(folder, NewMessage{
		Flags: m.Flags, Received: m.Received, Size: int64(len(m.Raw)), Envelope: m.Envelope, Attachment: m.Attachment,
	})
	if err != nil {
		return 0, err
	}
	row[1] = -int64(id)
	_, err = tx.c.exec(`INSERT INTO message (folder, uid, flags, server_flags, attachment, size, time, received, date,
		from_name, from_local, from_domain, subject, message_id, envelope, id, has_body, preview, local)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, 1)`, append(row, int64(id), m.Preview)...)
	if err != nil {
		return 0, err
	}
	if err := tx.recount(folder, 1, unseen(m.Flags), true); err != nil {
		return 0, err
	}
	seen := people{}
	seen.add(m.Envelope, row[6].(int64), f.Role == mail.RoleSent)
	if err := tx.notePeople(f.Account, seen); err != nil {
		return 0, err
	}
	operation, err := tx.applyAppend(mail.Append{Folder: folder, Message: id})
	if err != nil || m.Key == "" {
		return operation, err
	}
	_, err = tx.c.exec("INSERT INTO kept (account, key, message, operation) VALUES (?, ?, ?, ?)", int64(f.Account), m.Key, int64(id), int64(operation))
	return operation, err
}
