package storage

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"letterbox/mail"
)

// salvageTables are the tables of profile.db in the order in which they refer to each other. A row with keep that has
// lost its account is kept as a file of this kind, which has its last column.
var salvageTables = []struct {
	name, keep string
	columns    []string
}{
	{name: "account", columns: []string{"id", "address", "name", "local", "domain", "label", "provider", "incoming", "outgoing", "bound", "position", "color", "archived"}},
	{name: "secret", columns: []string{"account", "kind", "sealed"}},
	{name: "setting", columns: []string{"key", "value"}},
	{name: "saved_search", columns: []string{"id", "name", "query"}},
	{name: "pin", columns: []string{"host", "port", "sha256", "key", "der", "accepted", "until"}},
	{name: "authority", columns: []string{"host", "sha256", "der", "added"}},
	{name: "draft", keep: "json", columns: []string{"id", "account", "changed", "raw", "message_id", "revision", "copy", "copy_of", "content"}},
	{name: "draft_file", columns: []string{"id", "draft", "name", "media_type", "size", "file"}},
	{name: "outbox", keep: "eml", columns: []string{"id", "account", "message_id", "state", "attempts", "changed", "created", "due", "size", "envelope", "outcome", "raw"}},
}

// salvage carries all rows of a damaged profile.db that can be read over into a new one, with their numbers. Each
// table is read from its start and then from its end, so that one bad page costs what is on it. If the first page,
// which has the schema, is bad, it is replaced in a copy by that of the new file, whose tables begin at the same
// pages because all profiles are made by the same migrations. lost is true if anything could not be read.
func salvage(ctx context.Context, damaged string, into *database) (carried int, lost bool, err error) {
	return salvageBy(ctx, damaged, into, (*rescue).profile)
}

// salvageBy is salvage for any of the files. carry copies what is worth it.
func salvageBy(ctx context.Context, damaged string, into *database, carry func(*rescue) error) (carried int, lost bool, err error) {
	carried, lost, readable, err := carryOver(ctx, damaged, into, carry)
	if err != nil || readable {
		return carried, lost, err
	}
	patched := damaged + ".patched"
	defer removeDatabase(patched)
	if err := transplant(damaged, into.path, patched); err != nil {
		if errors.Is(err, errTooShort) {
			return 0, true, nil
		}
		return 0, true, err
	}
	carried, _, _, err = carryOver(ctx, patched, into, carry)
	return carried, true, err
}

// carryOver copies rows. readable is false if not even the schema could be read.
func carryOver(ctx context.Context, from string, into *database, carry func(*rescue) error) (carried int, lost, readable bool, err error) {
	source := make(chan *connection, 1)
	pool, err := openPool(ctx, dsn(from, []string{"query_only(1)"}, "mode=ro"), 1, source)
	if pool != nil {
		defer pool.Close()
	}
	if err != nil {
		return 0, true, false, nil // what is wrong with the file is known already
	}
	c := <-source
	defer c.close()
	if n, err := c.number("SELECT count(*) FROM sqlite_schema"); err != nil || n == 0 {
		return 0, true, false, nil
	}
	err = into.update(ctx, func(to *connection) error {
		r := rescue{from: c, to: to, aside: strings.TrimSuffix(from, ".patched") + ".rescued"}
		err := carry(&r)
		carried, lost = r.carried, r.lost
		return err
	})
	return carried, lost, true, err
}

// profile copies profile.db.
func (r *rescue) profile() error {
	for _, t := range salvageTables {
		if err := r.table(t.name, t.keep, t.columns); err != nil {
			return err
		}
	}
	return r.mendAccounts()
}

// sendable reports whether a row can be what it is to be. Only a message to be sent has texts that are needed for that;
// of an account they are mended.
func sendable(table string, columns []string, values []any) bool {
	if table != "outbox" {
		return true
	}
	for i, name := range columns {
		text, _ := values[i].(string) // what is no text is no JSON either
		if (name == "envelope" && json.Unmarshal([]byte(text), &envelope{}) != nil) || (name == "outcome" && json.Unmarshal([]byte(text), &outcome{}) != nil) {
			return false
		}
	}
	return true
}

// rescue copies tables from a damaged file.
type rescue struct {
	from, to *connection
	aside    string // folder for messages that have no account any more
	carried  int
	lost     bool
}

// table copies one table. Only errors of the new file are returned.
func (r *rescue) table(name, keep string, columns []string) error {
	if columns = r.known(name, columns); len(columns) == 0 {
		return nil // the file is older than the table
	}
	list := strings.Join(columns, ", ")
	insert := fmt.Sprintf("INSERT INTO %s (rowid, %s) VALUES (?%s)", name, list, strings.Repeat(", ?", len(columns)))
	if columns[0] == "id" { // the rowid itself
		insert = fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", name, list, strings.Repeat(", ?", len(columns)-1))
	}
	seen := map[int64]bool{}
	for _, order := range []string{"ASC", "DESC"} {
		whole, err := r.scan(fmt.Sprintf("SELECT rowid, %s FROM %s NOT INDEXED ORDER BY rowid %s", list, name, order), len(columns)+1,
			func(values []any) error {
				id, _ := values[0].(int64)
				if seen[id] {
					return nil
				}
				seen[id] = true
				row := values
				if columns[0] == "id" {
					row = values[1:]
				}
				if !sendable(name, columns, row[len(row)-len(columns):]) {
					return r.putAside(name, id, keep, values[len(values)-1])
				}
				return r.row(insert, row, name, id, keep, values[len(values)-1])
			})
		if err != nil || whole {
			return err
		}
		r.lost = true
	}
	return nil
}

// known returns those of the columns that the damaged file has: it may be older than the others.
func (r *rescue) known(table string, columns []string) []string {
	there := map[string]bool{}
	err := r.from.each(func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		there[name] = true
		return err
	}, "SELECT name FROM pragma_table_info(?)", table)
	if err != nil {
		return columns
	}
	return slices.DeleteFunc(slices.Clone(columns), func(c string) bool { return !there[c] })
}

// row stores one row. One that breaks a constraint, because its account is lost or because damage has made it a
// double, is left out; if it is a message, it becomes a file.
func (r *rescue) row(insert string, values []any, table string, id int64, keep string, content any) error {
	_, err := r.to.exec(insert, values...)
	if err == nil {
		r.carried++
		return nil
	}
	if !conflicting(err) {
		return err
	}
	return r.putAside(table, id, keep, content)
}

// putAside keeps what a row had to say that cannot be stored as a row.
func (r *rescue) putAside(table string, id int64, keep string, content any) error {
	r.lost = true
	text, _ := content.([]byte)
	if words, ok := content.(string); ok {
		text = []byte(words)
	}
	if keep == "" || len(text) == 0 {
		return nil
	}
	if err := os.MkdirAll(r.aside, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.aside, fmt.Sprintf("%s-%d.%s", table, id, keep)), text, 0o600)
}

// scan gives each row to fn until the damage. whole is true if there was none.
func (r *rescue) scan(query string, width int, fn func([]any) error) (whole bool, err error) {
	rows, err := r.from.conn.QueryContext(r.from.ctx, query)
	if err != nil {
		return false, nil
	}
	defer rows.Close()
	for rows.Next() {
		values, into := make([]any, width), make([]any, width)
		for i := range values {
			into[i] = &values[i]
		}
		if rows.Scan(into...) != nil {
			return false, nil
		}
		for i, v := range values {
			if data, ok := v.([]byte); v == nil || ok {
				values[i] = blob(data) // no column is NULL: the driver's nil is an empty message
			}
		}
		if err := fn(values); err != nil {
			return false, err
		}
	}
	return rows.Err() == nil, nil
}

// mendAccounts keeps an account whose servers are garbled, without them: it must be bound again, but has its drafts.
func (r *rescue) mendAccounts() error {
	for _, column := range []string{"incoming", "outgoing"} {
		var ids []int64
		err := r.to.each(func(rows *sql.Rows) error {
			var id int64
			var text []byte
			err := rows.Scan(&id, &text)
			if json.Unmarshal(text, &mail.Server{}) != nil {
				ids = append(ids, id)
			}
			return err
		}, "SELECT id, "+column+" FROM account")
		if err != nil {
			return err
		}
		for _, id := range ids {
			r.lost = true
			if _, err := r.to.exec("UPDATE account SET "+column+" = '{}' WHERE id = ?", id); err != nil {
				return err
			}
		}
	}
	return nil
}

// errTooShort is a file that has nothing behind its first page.
var errTooShort = errors.New("file has no second page")

// transplant writes a copy of damaged, with its log, whose first page is that of donor. The header's page count is
// that of the copy, and its list of free pages is empty (sqlite.org/fileformat.html, section 1.3).
func transplant(damaged, donor, copied string) error {
	head := make([]byte, 4096)
	if err := readStart(donor, head); err != nil {
		return err
	}
	size := int64(binary.BigEndian.Uint16(head[16:]))
	if size != int64(len(head)) {
		return fmt.Errorf("page size %d of %s: want %d", size, filepath.Base(donor), len(head))
	}
	if err := copyFile(damaged, copied); err != nil {
		return err
	}
	if err := copyFile(damaged+"-wal", copied+"-wal"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	info, err := os.Stat(copied)
	if err != nil {
		return err
	}
	if info.Size() < 2*size {
		return errTooShort
	}
	binary.BigEndian.PutUint32(head[28:], uint32(info.Size()/size))
	clear(head[32:40])
	f, err := os.OpenFile(copied, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(head, 0)
	return errors.Join(err, f.Close())
}

func readStart(path string, into []byte) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.ReadFull(f, into)
	return err
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
