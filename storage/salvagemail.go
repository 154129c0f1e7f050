package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"letterbox/mail"
)

// Of a damaged mail.db what no server has is carried over: messages that exist only here, operations that wait with the
// messages that they are about, and all of accounts whose mail is collected (POP3). The rest comes from the servers again.
// A number that was garbled must not have another message moved or removed, so what an operation says of a message has to
// agree with the message; operations that remove something are not carried at all, as nothing is lost without them.

// lists of columns that are carried over, those first by which rows are told apart.
const (
	folderColumns    = "id, account, wire, path, delimiter, role, selectable, position, uidvalidity, hidden"
	messageColumns   = "id, folder, uid, flags, server_flags, has_body, attachment, size, time, received, date, from_name, from_local, from_domain, subject, preview, message_id, envelope, local"
	operationColumns = "id, account, folder, kind, add_flags, remove_flags, created, attempts, code, target, name, before, due, begun, begun_validity, begun_next, newest, undone"
	itemColumns      = "operation, message, position, uid, flags_before, result, gone"
	keptColumns      = "key, account, message, operation"
	uidlColumns      = "account, uidl, uid, collected, seen, removed"
	conflictColumns  = "id, account, noted, kind, folder, target, messages, code, reply"
)

// salvageMail returns what saves mail.db, given the files beside it.
func salvageMail(profile *database, bodies string) salvager {
	return func(ctx context.Context, damaged string, into *database) (carried int, lost bool, err error) {
		collected, err := collectedAccounts(ctx, profile)
		if err != nil {
			return 0, true, err
		}
		carried, lost, err = salvageBy(ctx, damaged, into, func(r *rescue) error {
			m := mailRescue{rescue: r, collected: collected, folders: map[int64]int64{}, messages: map[int64][]any{}, items: map[int64][][]any{}}
			return m.all()
		})
		if err == nil {
			err = keepMark(ctx, into, bodies)
		}
		return carried, lost, err
	}
}

// collectedAccounts returns the accounts whose mail may be on no server any more.
func collectedAccounts(ctx context.Context, profile *database) (map[int64]bool, error) {
	accounts := map[int64]bool{}
	err := profile.view(ctx, func(c *connection) error {
		ids, err := numbers[mail.AccountID](c, `SELECT json_group_array(id) FROM account
			WHERE json_valid(incoming) = 0 OR coalesce(json_extract(incoming, '$.Protocol'), '') <> ?`, string(mail.IMAP))
		for _, id := range ids {
			accounts[int64(id)] = true
		}
		return err
	})
	return accounts, err
}

// keepMark gives a new mail.db the mark of bodies.db, where what was carried over has its bodies: the two agreed when they
// were opened last. Without one all bodies are fetched anew.
func keepMark(ctx context.Context, into *database, bodies string) error {
	source := make(chan *connection, 1)
	pool, err := openPool(ctx, dsn(bodies, []string{"query_only(1)"}, "mode=ro"), 1, source)
	if pool != nil {
		defer pool.Close()
	}
	if err != nil {
		return nil // that it is damaged too is found out when it is opened
	}
	c := <-source
	defer c.close()
	mark, err := meta(c, "mark")
	if err != nil || mark == "" {
		return nil
	}
	return into.update(ctx, func(to *connection) error { return setMeta(to, "mark", mark) })
}

// mailRescue copies from a damaged mail.db.
type mailRescue struct {
	*rescue
	collected map[int64]bool
	folders   map[int64]int64   // account by folder
	messages  map[int64][]any   // that operations speak of
	items     map[int64][][]any // by operation
}

func (m *mailRescue) all() error {
	for _, step := range []func() error{m.carryFolders, m.readItems, m.carryMessages, m.carryOperations, m.carryRest, m.settle} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// counted are the indexes by which rows are counted, by table: when there is another number of them than was read, some
// are lost without an error.
var counted = map[string]string{"message": "message_uid", "operation": "operation_account", "operation_message": "operation_message_message"}

// rows gives each row of a table to fn once, in the order of its first keys columns, from both ends up to the damage.
func (m *mailRescue) rows(table, columns string, keys int, fn func([]any) error) error {
	names := strings.Split(columns, ", ")
	seen := map[string]bool{}
	for _, order := range []string{"ASC", "DESC"} {
		by := strings.Join(names[:keys], " "+order+", ") + " " + order
		whole, err := m.scan(fmt.Sprintf("SELECT %s FROM %s NOT INDEXED ORDER BY %s", columns, table, by), len(names), func(values []any) error {
			key := fmt.Sprint(values[:keys]...)
			if seen[key] {
				return nil
			}
			seen[key] = true
			return fn(values)
		})
		if err != nil {
			return err
		}
		if whole {
			break
		}
		m.lost = true
	}
	if index := counted[table]; index != "" {
		n, err := m.from.number("SELECT count(*) FROM " + table + " INDEXED BY " + index)
		m.lost = m.lost || err != nil || n != int64(len(seen))
	}
	return nil
}

// put stores a row. One that breaks a constraint is left out.
func (m *mailRescue) put(table, columns string, values []any) (stored bool, err error) {
	marks := strings.TrimSuffix(strings.Repeat("?, ", strings.Count(columns, ",")+1), ", ")
	_, err = m.to.exec(fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, columns, marks), values...)
	switch {
	case err == nil:
		m.carried++
		return true, nil
	case conflicting(err):
		m.lost = true
		return false, nil
	default:
		return false, err
	}
}

func (m *mailRescue) carryFolders() error {
	return m.rows("folder", folderColumns, 1, func(f []any) error {
		stored, err := m.put("folder", folderColumns, f)
		if stored {
			m.folders[whole(f[0])] = whole(f[1])
		}
		return err
	})
}

func (m *mailRescue) readItems() error {
	return m.rows("operation_message", itemColumns, 2, func(i []any) error {
		m.items[whole(i[0])] = append(m.items[whole(i[0])], i)
		m.messages[whole(i[1])] = nil
		if result := whole(i[5]); result != 0 {
			m.messages[result] = nil
		}
		return nil
	})
}

// envelopeColumn is where the envelope is in messageColumns.
const envelopeColumn = 17

func (m *mailRescue) carryMessages() error {
	return m.rows("message", messageColumns, 1, func(v []any) error {
		_, wanted := m.messages[whole(v[0])]
		account, placed := m.folders[whole(v[1])]
		if !wanted && whole(v[len(v)-1]) == 0 && !m.collected[account] {
			return nil
		}
		if !placed {
			m.lost = true
			return nil
		}
		if text, ok := v[envelopeColumn].(string); !ok || unpackExtras(&mail.Envelope{}, mail.Address{}, []byte(text)) != nil {
			v[envelopeColumn] = "" // the body has it too
		}
		stored, err := m.put("message", messageColumns, v)
		if stored {
			m.messages[whole(v[0])] = v
		}
		return err
	})
}

func (m *mailRescue) carryOperations() error {
	return m.rows("operation", operationColumns, 1, func(o []any) error {
		items := m.items[whole(o[0])]
		slices.SortStableFunc(items, func(a, b []any) int { return int(whole(a[2]) - whole(b[2])) })
		if !m.sound(o, items) {
			m.lost = true
			return nil
		}
		stored, err := m.put("operation", operationColumns, o)
		for _, item := range items {
			if err == nil && stored {
				_, err = m.put("operation_message", itemColumns, item)
			}
		}
		return err
	})
}

// sound reports whether an operation may be carried out as it was read: it is of a kind that removes nothing, its
// folders are there, and its messages are where it says.
func (m *mailRescue) sound(o []any, items [][]any) bool {
	account, folder, target := whole(o[1]), whole(o[2]), whole(o[9])
	kind, _ := o[3].(string) // what is no text is no kind
	switch kind {
	case kindSetFlags, kindMove, kindCopy, kindAppend:
		if len(items) == 0 {
			return false
		}
	case kindCreateFolder, kindRenameFolder, kindSubscribe:
	default:
		return false
	}
	if owner, there := m.folders[folder]; !there || owner != account {
		return false
	}
	if owner, there := m.folders[target]; target != 0 && (!there || owner != account) {
		return false
	}
	return !slices.ContainsFunc(items, func(item []any) bool { return !m.agrees(kind, folder, target, item) })
}

// agrees reports whether a message is where an operation says. A message that was moved has no UID where it is now.
func (m *mailRescue) agrees(kind string, folder, target int64, item []any) bool {
	message := m.messages[whole(item[1])]
	if message == nil {
		return false
	}
	id, in, uid := whole(message[0]), whole(message[1]), whole(message[2])
	switch {
	case kind == kindMove && in == target:
		return uid == -id
	case in == folder && whole(item[3]) > 0:
		return uid == whole(item[3])
	default:
		return in == folder && uid == -id
	}
}

// carryRest copies what is told of messages and accounts besides.
func (m *mailRescue) carryRest() error {
	for _, t := range []struct {
		name, columns string
		keys          int
	}{{"kept", keptColumns, 2}, {"uidl", uidlColumns, 2}, {"conflict", conflictColumns, 1}} {
		err := m.rows(t.name, t.columns, t.keys, func(v []any) error {
			_, err := m.put(t.name, t.columns, v)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// settle makes the new file agree with itself: what lost its operation is as the server has it, a message that exists
// only here waits to be stored there again, counts are counted, and no number is given a second time.
func (m *mailRescue) settle() error {
	const idle = "id NOT IN (SELECT message FROM operation_message)"
	for _, statement := range []string{
		"UPDATE message SET flags = server_flags WHERE local = 0 AND uid > 0 AND " + idle,
		"DELETE FROM message WHERE folder IN (SELECT id FROM folder WHERE wire = X'00') AND " + idle,
		`INSERT INTO operation (account, folder, kind, add_flags, remove_flags, created, newest, name)
			SELECT f.account, m.folder, 'append', 0, 0, m.received, m.id, 'salvaged' FROM message m JOIN folder f ON f.id = m.folder
			WHERE m.local = 1 AND m.` + idle,
		`INSERT INTO operation_message (operation, message, position, flags_before)
			SELECT o.id, o.newest, 0, m.flags FROM operation o JOIN message m ON m.id = o.newest WHERE o.name = 'salvaged' AND o.kind = 'append'`,
		"UPDATE operation SET name = '' WHERE name = 'salvaged' AND kind = 'append'",
		`UPDATE folder SET total = (SELECT count(*) FROM message m WHERE m.folder = folder.id),
			unread = (SELECT count(*) FROM message m WHERE m.folder = folder.id AND m.flags & 1 = 0)`,
	} {
		if _, err := m.to.exec(statement); err != nil {
			return err
		}
	}
	return m.keepNumbers()
}

// numbersAhead is how far numbering goes on behind the greatest number that was read, when the last one given is not to
// be read.
const numbersAhead = 1 << 24

func (m *mailRescue) keepNumbers() error {
	for _, table := range []string{"folder", "message", "operation", "conflict"} {
		greatest, err := m.to.number("SELECT coalesce(max(id), 0) FROM " + table)
		if err != nil {
			return err
		}
		last, err := m.from.number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", table)
		if err != nil || last < greatest || last > greatest+numbersAhead {
			last = greatest + numbersAhead
		}
		if _, err := m.to.exec("DELETE FROM sqlite_sequence WHERE name = ?", table); err != nil {
			return err
		}
		if _, err := m.to.exec("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table, last); err != nil {
			return err
		}
	}
	return nil
}

// whole returns a column that is an integer, 0 for anything else.
func whole(value any) int64 {
	n, _ := value.(int64) // the zero number, which no row has
	return n
}
