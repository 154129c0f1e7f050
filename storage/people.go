package storage

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"unicode"

	"letterbox/mail"
)

// metaPeople is the meta key of the last message whose people were filled in. A new file begins with it.
const metaPeople = "people"

// person is what a batch of messages tells of an address.
type person struct {
	address       mail.Address
	seen, written int64
}

// people collects the addresses of messages by their lower-case spec.
type people map[string]person

// add takes the addresses of a message; sent says that the account's owner wrote it.
func (p people) add(e mail.Envelope, when int64, sent bool) {
	if !sent {
		p.see(e.From, when, 0)
	}
	written := int64(0)
	if sent {
		written = when
	}
	p.see(e.To, when, written)
	p.see(e.Cc, when, written)
}

func (p people) see(list []mail.Address, when, written int64) {
	if len(list) > 50 {
		return // nobody chose these
	}
	for _, a := range list {
		if a.Local == "" || a.Domain == "" {
			continue
		}
		key := strings.ToLower(a.Spec())
		known := p[key]
		if known.address.Local == "" || (a.Name != "" && when >= known.seen) {
			known.address = a
		}
		known.seen, known.written = max(known.seen, when), max(known.written, written)
		p[key] = known
	}
}

// notePeople stores what a batch tells. The name is that of the newest message that has one; a person is found by the
// older ones too.
func (tx *Tx) notePeople(account mail.AccountID, p people) error {
	for key, one := range p {
		var name string
		known, err := tx.c.one([]any{&name}, `UPDATE person SET
			name = CASE WHEN ?3 <> '' AND (name = '' OR ?4 >= seen) THEN ?3 ELSE name END, seen = max(seen, ?4), written = max(written, ?5)
			WHERE account = ?1 AND address = ?2 RETURNING name`, int64(account), key, one.address.Name, one.seen, one.written)
		if err == nil && !known {
			_, err = tx.c.exec("INSERT INTO person (account, address, name, local, domain, seen, written) VALUES (?, ?, ?, ?, ?, ?, ?)",
				int64(account), key, one.address.Name, one.address.Local, one.address.Domain, one.seen, one.written)
		}
		if err != nil {
			return err
		}
		if known && (one.address.Name == "" || name != one.address.Name) {
			continue
		}
		for _, word := range wordsOf(key, one.address.Name) {
			if _, err := tx.c.exec("INSERT OR IGNORE INTO person_word (word, account, address) VALUES (?, ?, ?)", word, int64(account), key); err != nil {
				return err
			}
		}
	}
	return nil
}

// wordsOf returns what a person is looked for by. A Chinese name is also looked for by the given name, which follows
// the family name.
func wordsOf(key, name string) []string {
	words := []string{key}
	rest := strings.ToLower(strings.TrimSpace(name))
	if runes := []rune(rest); len(runes) >= 2 && len(runes) <= 4 && unicode.Is(unicode.Han, runes[0]) {
		words = append(words, string(runes[1:]))
	}
	for range wordsOfName {
		if rest == "" {
			break
		}
		words = append(words, rest)
		_, rest, _ = strings.Cut(rest, " ")
		rest = strings.TrimSpace(rest)
	}
	return words
}

const (
	wordsOfName  = 5
	wordsMatched = 3000 // more people than this share their beginning only while one letter is typed
)

// Correspondents returns up to n people seen in the messages of all accounts whose address, or whose name from one of
// its words on, begins with what was typed, ignoring case: those first that were written to, and the most recent
// first.
func (db *DB) Correspondents(ctx context.Context, typed string, n int) (list []mail.Address, err error) {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" || n <= 0 {
		return nil, nil
	}
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var a mail.Address
			var last, wrote int64
			err := rows.Scan(&a.Name, &a.Local, &a.Domain, &last, &wrote)
			list = append(list, a)
			return err
		}, `SELECT p.name, p.local, p.domain, max(p.seen) AS last, max(p.written) AS wrote FROM
			(SELECT DISTINCT account, address FROM (SELECT account, address FROM person_word WHERE word >= ?1 AND word < ?2 LIMIT ?4)) w
			JOIN person p ON p.account = w.account AND p.address = w.address
			GROUP BY p.address ORDER BY wrote > 0 DESC, max(wrote, last) DESC, p.address LIMIT ?3`,
			typed, typed+string(unicode.MaxRune), n, wordsMatched)
	})
	return list, err
}

// fillPeople reads the people of the messages that were there before the table, in small transactions, and goes on
// where it was broken off.
func (db *DB) fillPeople(ctx context.Context) error {
	for {
		var last mail.MessageID
		err := db.View(ctx, func(r Reader) error {
			text, err := meta(r.c, metaPeople)
			if err == nil && text != "" {
				n, err := strconv.ParseInt(text, 10, 64)
				last = mail.MessageID(n)
				return err
			}
			return err
		})
		if err != nil || last < 0 {
			return err
		}
		if err := db.Update(ctx, func(tx *Tx) error { return tx.fillPeople(last) }); err != nil {
			return err
		}
	}
}

// fillPeople reads the people of some messages after last. -1 in meta says that all are read.
func (tx *Tx) fillPeople(last mail.MessageID) error {
	found := map[mail.AccountID]people{}
	next := mail.MessageID(-1)
	err := tx.c.each(func(rows *sql.Rows) error {
		var account mail.AccountID
		var role mail.Role
		var when int64
		var first mail.Address
		var envelope sql.RawBytes
		if err := rows.Scan(&next, &account, &role, &when, &first.Name, &first.Local, &first.Domain, &envelope); err != nil {
			return err
		}
		var e mail.Envelope
		if err := unpackExtras(&e, first, envelope); err != nil {
			return err
		}
		if found[account] == nil {
			found[account] = people{}
		}
		found[account].add(e, when, role == mail.RoleSent)
		return nil
	}, `SELECT m.id, f.account, f.role, m.time, m.from_name, m.from_local, m.from_domain, m.envelope
		FROM message m JOIN folder f ON f.id = m.folder WHERE m.id > ? ORDER BY m.id LIMIT 300`, int64(last))
	if err != nil {
		return err
	}
	for account, p := range found {
		if err := tx.notePeople(account, p); err != nil {
			return err
		}
	}
	return setMeta(tx.c, metaPeople, strconv.FormatInt(int64(next), 10))
}
