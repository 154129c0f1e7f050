package storage

import (
	"context"
	"database/sql"

	"letterbox/mail"
)

// Pending is mail.Pending.
type Pending = mail.Pending

// PendingOperations returns an account's queue, oldest first. They are to be carried out in this order; one that is
// not due yet holds up only those that have to do with the same messages or folders. Sources tell where the messages
// are on the server: a UID of 0 says that an operation before did not tell, or that UIDVALIDITY has changed since, and
// that the message is to be looked for by its Message-ID. The Source of Append has a UID when a pull has found the
// message: it need not be appended any more.
func (db *DB) PendingOperations(ctx context.Context, account mail.AccountID) (list []Pending, err error) {
	err = db.View(ctx, func(r Reader) error {
		list, err = r.PendingOperations(account)
		return err
	})
	return list, err
}

// PendingOperations returns an account's queue, oldest first.
func (r Reader) PendingOperations(account mail.AccountID) ([]Pending, error) {
	var list []Pending
	var rows []queued
	err := r.c.each(func(row *sql.Rows) error {
		var q queued
		var p Pending
		var created, validity, next int64
		err := row.Scan(append(q.fields(), &created, &p.Code, &validity, &next, &p.Wire)...)
		if err != nil {
			return err
		}
		p.ID, p.Created, p.Due, p.Attempts = q.id, fromMillis(created), fromMillis(q.due), q.attempts
		if q.begun {
			p.Begun = &mail.Begun{UIDValidity: uint32(validity), UIDNext: mail.UID(next)}
		}
		list, rows = append(list, p), append(rows, q)
		return nil
	}, `SELECT o.id, o.account, o.folder, o.kind, o.add_flags, o.remove_flags, o.target, o.name, o.before, o.due, o.attempts, o.begun, o.undone, o.newest,
		o.created, o.code, o.begun_validity, o.begun_next, CAST(f.wire AS TEXT)
		FROM operation o JOIN folder f ON f.id = o.folder WHERE o.account = ? ORDER BY o.id`, int64(account))
	if err != nil {
		return nil, err
	}
	sources, err := r.sources(account)
	if err != nil {
		return nil, err
	}
	for i, q := range rows {
		p := &list[i]
		p.Sources = sources[q.id]
		if q.kind != kindRenameFolder && q.kind != kindDeleteFolder {
			p.Wire = ""
		}
		if q.kind == kindCreateFolder {
			p.Made = q.folder
		}
		p.Op = q.operation(p.Sources)
	}
	return list, nil
}

// sources returns the messages of an account's queue, by operation.
func (r Reader) sources(account mail.AccountID) (map[mail.OperationID][]mail.Source, error) {
	sources := map[mail.OperationID][]mail.Source{}
	err := r.c.each(func(rows *sql.Rows) error {
		var id mail.OperationID
		var s mail.Source
		err := rows.Scan(&id, &s.Message, &s.UID, &s.Gone, &s.MessageID, &s.Size)
		sources[id] = append(sources[id], s)
		return err
	}, `SELECT o.id, m.id, CASE WHEN om.uid = 0 AND m.folder = o.folder THEN max(m.uid, 0) ELSE om.uid END, om.gone, m.message_id, m.size
		FROM operation o JOIN operation_message om ON om.operation = o.id JOIN message m ON m.id = om.message
		WHERE o.account = ? ORDER BY o.id, om.position`, int64(account))
	return sources, err
}

// operation makes the mail.Operation of a row.
func (q queued) operation(sources []mail.Source) mail.Operation {
	ids := make([]mail.MessageID, len(sources))
	for i, s := range sources {
		ids[i] = s.Message
	}
	switch q.kind {
	case kindSetFlags:
		return mail.SetFlags{Folder: q.folder, Messages: ids, Add: q.add, Remove: q.remove}
	case kindMove:
		return mail.Move{Folder: q.folder, Messages: ids, To: q.target}
	case kindCopy:
		return mail.Copy{Folder: q.folder, Messages: ids, To: q.target}
	case kindDelete:
		return mail.Delete{Folder: q.folder, Messages: ids}
	case kindAppend:
		o := mail.Append{Folder: q.folder}
		if len(ids) > 0 {
			o.Message = ids[0]
		}
		return o
	case kindCreateFolder:
		return mail.CreateFolder{Account: q.account, Parent: q.target, Name: q.name}
	case kindRenameFolder:
		return mail.RenameFolder{Folder: q.folder, Parent: q.target, Name: q.name}
	case kindDeleteFolder:
		return mail.DeleteFolder{Folder: q.folder}
	default:
		return mail.Subscribe{Folder: q.folder, On: q.add != 0}
	}
}
