package storage

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"letterbox/mail"
)

// How long, and of how many operations of an account, it is known how to take them back.
const (
	historyTime  = 24 * time.Hour
	historyCount = 200
)

// errUndone cannot be shown: NotFound says it.
var errUndone = &mail.Problem{Code: mail.NotFound, Stage: mail.StageStore, Retry: mail.RetryNever}

// step is one operation that takes a part of another one back, as history keeps it.
type step struct {
	Kind     string           `json:"kind"`
	Folder   mail.FolderID    `json:"folder"`
	Target   mail.FolderID    `json:"target,omitempty"`
	Messages []mail.MessageID `json:"messages,omitempty"`
	Add      mail.Flags       `json:"add,omitempty"`
	Remove   mail.Flags       `json:"remove,omitempty"`
	Name     string           `json:"name,omitempty"`
}

// UndoOperation takes an operation back. One that waits and was never begun or tried disappears, and 0 is returned.
// Else its opposite is queued, and its id returned: messages are moved back, flags get the value they had on each
// message, copies are deleted. NotFound says that there is nothing to take back, or no way: Delete and DeleteFolder
// once they were tried, what is older than a day or 200 operations, and messages that have gone elsewhere since.
func (db *DB) UndoOperation(ctx context.Context, id mail.OperationID) (undo mail.OperationID, err error) {
	err = db.Update(ctx, func(tx *Tx) error {
		q, err := tx.queued(id)
		if err != nil && !absent(err) {
			return err
		}
		switch {
		case err != nil:
			undo, err = tx.undoDone(id)
		case q.begun || q.attempts > 0:
			undo, err = tx.undoTried(q)
		default:
			err = tx.takeBack(q, nil)
		}
		return err
	})
	return undo, err
}

// undoTried queues the opposite of an operation that may have reached the server.
func (tx *Tx) undoTried(q queued) (mail.OperationID, error) {
	items, err := tx.items(q.id)
	if err != nil {
		return 0, err
	}
	steps, err := tx.opposite(q, items)
	if err != nil {
		return 0, err
	}
	if q.undone {
		steps = nil
	}
	if _, err := tx.c.exec("UPDATE operation SET undone = 1 WHERE id = ?", int64(q.id)); err != nil {
		return 0, err
	}
	return tx.walk(steps)
}

// undoDone queues the opposite of an operation that was carried out.
func (tx *Tx) undoDone(id mail.OperationID) (mail.OperationID, error) {
	var text string
	found, err := tx.c.one([]any{&text}, "DELETE FROM history WHERE id = ? AND done >= ? RETURNING opposite", int64(id), millis(tx.db.now().Add(-historyTime)))
	if err != nil || !found {
		return 0, notFoundOr(err, errNoOperation)
	}
	var steps []step
	if err := json.Unmarshal([]byte(text), &steps); err != nil {
		return 0, err
	}
	return tx.walk(steps)
}

// walk applies the steps and returns the first operation that was queued.
func (tx *Tx) walk(steps []step) (first mail.OperationID, err error) {
	for _, s := range steps {
		if s.Kind == kindDeleteFolder {
			if f, err := tx.Folder(s.Folder); err != nil || f.Total > 0 {
				return 0, notFoundOr(err, errNoFolder) // mail has come into it since: it is not just taken away
			}
		}
		q := queued{folder: s.Folder, kind: s.Kind, target: s.Target, add: s.Add, remove: s.Remove, name: s.Name}
		id, err := tx.ApplyOperation(q.operation(s.sources()))
		if err != nil {
			return 0, err
		}
		if first == 0 {
			first = id
		}
	}
	if first == 0 {
		return 0, errUndone
	}
	return first, nil
}

func (s step) sources() []mail.Source {
	list := make([]mail.Source, len(s.Messages))
	for i, id := range s.Messages {
		list[i].Message = id
	}
	return list
}

// opposite returns what takes an operation back, nil if nothing does.
func (tx *Tx) opposite(q queued, items []item) ([]step, error) {
	switch q.kind {
	case kindSetFlags:
		return oppositeFlags(q, items), nil
	case kindMove:
		return []step{{Kind: kindMove, Folder: q.target, Target: q.folder, Messages: idsOf(items)}}, nil
	case kindCopy:
		s := step{Kind: kindDelete, Folder: q.target}
		for _, i := range items {
			s.Messages = append(s.Messages, i.result)
		}
		return []step{s}, nil
	case kindAppend:
		return []step{{Kind: kindDelete, Folder: q.folder, Messages: idsOf(items)}}, nil
	case kindCreateFolder:
		return []step{{Kind: kindDeleteFolder, Folder: q.folder}}, nil
	case kindRenameFolder:
		return tx.oppositeRename(q)
	case kindSubscribe:
		return []step{{Kind: kindSubscribe, Folder: q.folder, Add: 1 - q.add}}, nil
	default:
		return nil, nil
	}
}

// oppositeFlags gives each message the flags that it had, with one step for all that need the same.
func oppositeFlags(q queued, items []item) []step {
	var steps []step
	at := map[[2]mail.Flags]int{}
	for _, i := range items {
		after := i.before&^q.remove | q.add
		change := [2]mail.Flags{i.before &^ after, after &^ i.before}
		if change == [2]mail.Flags{} {
			continue
		}
		n, known := at[change]
		if !known {
			n = len(steps)
			at[change] = n
			steps = append(steps, step{Kind: kindSetFlags, Folder: q.folder, Add: change[0], Remove: change[1]})
		}
		steps[n].Messages = append(steps[n].Messages, i.message)
	}
	return steps
}

func (tx *Tx) oppositeRename(q queued) ([]step, error) {
	f, err := tx.Folder(q.folder)
	if err != nil {
		return nil, err
	}
	s := step{Kind: kindRenameFolder, Folder: q.folder, Name: q.before}
	if cut := strings.LastIndex(q.before, f.Delimiter); f.Delimiter != "" && cut >= 0 {
		parent, err := tx.folderAt(q.account, q.before[:cut])
		if err != nil || parent == 0 {
			return nil, err
		}
		s.Target, s.Name = parent, q.before[cut+len(f.Delimiter):]
	}
	return []step{s}, nil
}

// remember keeps how to take an operation back that was carried out, and forgets what is too old.
func (tx *Tx) remember(q queued, steps []step) error {
	if len(steps) == 0 {
		return nil
	}
	text, err := json.Marshal(steps)
	if err != nil {
		return err
	}
	now := tx.db.now()
	if _, err := tx.c.exec("INSERT INTO history (id, account, done, opposite) VALUES (?, ?, ?, ?)", int64(q.id), int64(q.account), millis(now), string(text)); err != nil {
		return err
	}
	_, err = tx.c.exec(`DELETE FROM history WHERE account = ?1 AND (done < ?2 OR id <
		(SELECT id FROM history WHERE account = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?3))`, int64(q.account), millis(now.Add(-historyTime)), historyCount-1)
	return err
}
