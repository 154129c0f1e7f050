package storage

import (
	"database/sql"

	"letterbox/mail"
)

// adopter finds, for messages that a pull adds to a folder, those that are known here already: messages without a UID
// because the server did not tell it, and messages that were taken from the folder and are still there on the server.
type adopter struct {
	tx       *Tx
	folder   mail.Folder
	unplaced bool              // the folder has rows without UID
	claimed  map[mail.UID]bool // taken away here; the server has not done it yet
	waiting  []claim           // taken away here; where they are on the server is not known
}

// claim is an operation that takes a message from a folder.
type claim struct {
	operation mail.OperationID
	message   mail.MessageID
	messageID string
	size      int64
}

func (tx *Tx) newAdopter(f mail.Folder) (*adopter, error) {
	a := &adopter{tx: tx, folder: f, claimed: map[mail.UID]bool{}}
	n, err := tx.c.number("SELECT EXISTS (SELECT 1 FROM message WHERE folder = ? AND uid < 0)", int64(f.ID))
	if err != nil {
		return nil, err
	}
	a.unplaced = n != 0
	err = tx.c.each(func(rows *sql.Rows) error {
		var c claim
		var uid mail.UID
		err := rows.Scan(&c.operation, &c.message, &uid, &c.messageID, &c.size)
		if uid != 0 {
			a.claimed[uid] = true
		} else if c.messageID != "" {
			a.waiting = append(a.waiting, c)
		}
		return err
	}, `SELECT o.id, om.message, om.uid, m.message_id, m.size FROM operation o JOIN operation_message om ON om.operation = o.id
		JOIN message m ON m.id = om.message
		WHERE o.folder = ? AND o.kind IN ('move', 'delete') AND om.gone = 0 AND (om.uid <> 0 OR NOT EXISTS
		(SELECT 1 FROM operation_message bm JOIN operation b ON b.id = bm.operation WHERE bm.message = om.message AND b.id < o.id
		AND b.begun = 0 AND bm.gone = 0 AND ((b.kind = 'move' AND b.target = o.folder) OR (b.kind = 'append' AND b.folder = o.folder))))`, int64(f.ID))
	return a, err
}

// known reports whether a message that the server has is one of ours, which then has its UID.
func (a *adopter) known(m NewMessage) (bool, error) {
	if a.claimed[m.UID] {
		return true, nil
	}
	for i, c := range a.waiting {
		if c.messageID == m.Envelope.MessageID && c.size == m.Size {
			a.waiting = append(a.waiting[:i], a.waiting[i+1:]...)
			_, err := a.tx.handOn(c.message, a.folder.ID, m.UID, c.operation-1)
			return true, err
		}
	}
	if !a.unplaced {
		return false, nil
	}
	there, err := a.tx.c.number("SELECT EXISTS (SELECT 1 FROM message WHERE folder = ? AND uid = ?)", int64(a.folder.ID), int64(m.UID))
	if err != nil || there != 0 {
		return false, err
	}
	id, err := a.match(m)
	if err != nil || id == 0 {
		return false, err
	}
	return true, a.adopt(id, m)
}

// match returns the row without UID that m is: of the same Message-ID and size, or, when there is no Message-ID, of the
// same size, dates and subject. A message that was appended here may have changed its size on the way. One that an
// operation has yet to bring here is not on the server, and one that was begun to be brought is not older than that.
func (a *adopter) match(m NewMessage) (mail.MessageID, error) {
	id, err := a.tx.c.number(`SELECT m.id FROM message m INDEXED BY message_unplaced WHERE m.folder = ?1 AND m.uid < 0 AND m.message_id = ?2
		AND (m.size = ?3 OR (?2 <> '' AND EXISTS (SELECT 1 FROM operation_message om JOIN operation o ON o.id = om.operation WHERE om.message = m.id
			AND o.kind = 'append' AND o.folder = ?1 AND o.begun = 1 AND o.begun_validity = ?7 AND o.begun_next BETWEEN 1 AND ?8)))
		AND (?2 <> '' OR (m.received = ?4 AND m.date = ?5 AND m.subject = ?6))
		AND NOT EXISTS (SELECT 1 FROM operation_message om JOIN operation o ON o.id = om.operation
			WHERE om.message = m.id AND om.gone = 0 AND ((o.kind = 'move' AND o.target = ?1) OR (o.kind = 'append' AND o.folder = ?1))
			AND (o.begun = 0 OR (o.begun_validity = ?7 AND o.begun_next > ?8)))
		AND NOT EXISTS (SELECT 1 FROM operation_message om JOIN operation o ON o.id = om.operation
			WHERE om.result = m.id AND om.result <> 0 AND o.target = ?1
			AND (o.begun = 0 OR (o.begun_validity = ?7 AND o.begun_next > ?8)))
		ORDER BY m.size = ?3 DESC, m.received = ?4 DESC, m.id LIMIT 1`,
		int64(a.folder.ID), m.Envelope.MessageID, m.Size, millis(m.Received), millis(m.Envelope.Date), m.Envelope.Subject,
		int64(a.folder.Sync.UIDValidity), int64(m.UID))
	return mail.MessageID(id), err
}

// adopt gives a row its UID, and what the server has of flags.
func (a *adopter) adopt(id mail.MessageID, m NewMessage) error {
	other, err := a.tx.c.number("UPDATE message SET uid = ?, server_flags = ?, local = 0 WHERE id = ? RETURNING size <> ?", int64(m.UID), int64(m.Flags), int64(id), m.Size)
	if err != nil {
		return err
	}
	if other != 0 { // the server has changed it on the way: its bytes are fetched
		if _, err := a.tx.c.exec("UPDATE message SET size = ?, has_body = 0 WHERE id = ?", m.Size, int64(id)); err != nil {
			return err
		}
		a.tx.bodies = append(a.tx.bodies, id)
	}
	last, err := a.tx.c.number(`SELECT coalesce(max(o.id), 0) FROM operation_message om JOIN operation o ON o.id = om.operation
		WHERE om.message = ? AND o.kind = 'move' AND o.target = ?`, int64(id), int64(a.folder.ID))
	if err != nil {
		return err
	}
	if _, err := a.tx.handOn(id, a.folder.ID, m.UID, mail.OperationID(last)); err != nil {
		return err
	}
	return a.tx.reshow([]mail.MessageID{id})
}
