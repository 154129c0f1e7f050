package storage

import (
	"context"
	"database/sql"

	"letterbox/mail"
)

// claims are the UIDs of a folder whose messages were taken away here, and which the server still has.
const claims = `SELECT om.uid FROM operation o JOIN operation_message om ON om.operation = o.id
	WHERE o.folder = ?1 AND o.kind IN ('move', 'delete') AND om.gone = 0 AND om.uid > 0`

// KnownFlags returns the flags that the server was last known to have of those UIDs of a folder that need not be
// fetched: they are stored, or a waiting operation takes them away. Ascending.
func (db *DB) KnownFlags(ctx context.Context, folder mail.FolderID, uids []mail.UID) (list []UIDFlags, err error) {
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var u UIDFlags
			err := rows.Scan(&u.UID, &u.Flags)
			list = append(list, u)
			return err
		}, `SELECT m.uid, m.server_flags FROM message m WHERE m.folder = ?1 AND m.uid IN (SELECT value FROM json_each(?2))
			UNION SELECT om.uid, m.server_flags FROM operation o JOIN operation_message om ON om.operation = o.id JOIN message m ON m.id = om.message
			WHERE o.folder = ?1 AND o.kind IN ('move', 'delete') AND om.gone = 0 AND om.uid IN (SELECT value FROM json_each(?2))
			ORDER BY 1`, int64(folder), jsonNumbers(uids))
	})
	return list, err
}

// CountUIDs returns how many messages the server has in a folder as far as is known here: those that are stored with
// their UID, and those that a waiting operation is about to take away.
func (db *DB) CountUIDs(ctx context.Context, folder mail.FolderID) (n int, err error) {
	err = db.View(ctx, func(r Reader) error {
		count, err := r.c.number("SELECT (SELECT count(*) FROM message WHERE folder = ?1 AND uid > 0) + (SELECT count(*) FROM ("+claims+"))", int64(folder))
		n = int(count)
		return err
	})
	return n, err
}
