package storage

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// sqliteError is what SQLite says of a statement that makes no sense to it. Ours do, so the schema is not what it was.
const sqliteError = 1

// inspectHeader compares what the header of a file says with what every file of ours says there
// (sqlite.org/fileformat.html, section 1.3). SQLite takes some of it for a request, such as to write nothing, and would
// not call it damage.
func inspectHeader(path string) error {
	head := make([]byte, 100)
	if err := readStart(path, head); err != nil {
		return &errUnsound{"the header is cut off"}
	}
	for _, field := range []struct {
		at   int
		want []byte
	}{
		{0, []byte("SQLite format 3\x00")}, {16, []byte{16, 0}}, // pages of 4096 bytes
		{20, []byte{0, 64, 32, 32}},                        // the shares of pages are fixed
		{44, []byte{0, 0, 0, 4}}, {56, []byte{0, 0, 0, 1}}, // format 4, UTF-8
		{72, make([]byte, 20)}, // reserved
	} {
		if got := head[field.at : field.at+len(field.want)]; !slices.Equal(got, field.want) {
			return &errUnsound{fmt.Sprintf("%x in the header at %d", got, field.at)}
		}
	}
	if kinds := head[18:20]; bytes.ContainsFunc(kinds, func(kind rune) bool { return kind != 1 && kind != 2 }) { // with a log or, as in a backup, without
		return &errUnsound{fmt.Sprintf("%x in the header at 18", kinds)}
	}
	return nil
}

// senseless makes damage of what SQLite says when a schema is not ours.
func senseless(err error) error {
	if code := sqliteCode(err); code == sqliteError && !errors.As(err, new(*errUnsound)) {
		return errors.Join(&errUnsound{"the schema is not what it was"}, err)
	}
	return err
}
