package storage

import (
	"bytes"
	"database/sql"
	"errors"
	"strconv"
)

// errNotNumbers cannot happen as long as the queries are right.
var errNotNumbers = errors.New("not a JSON array of numbers")

// jsonNumbers writes ids as a JSON array, which SQLite's json_each takes as one argument.
func jsonNumbers[T ~int64 | ~uint32](ids []T) string {
	text := make([]byte, 0, 8*len(ids)+2)
	text = append(text, '[')
	for i, id := range ids {
		if i > 0 {
			text = append(text, ',')
		}
		text = strconv.AppendInt(text, int64(id), 10)
	}
	return string(append(text, ']'))
}

// numbers reads a query whose single value is a JSON array of numbers. For 100 000 numbers that takes half the time
// of as many rows. SQLite keeps the order of a subquery under json_group_array: only count, min and max may drop it.
func numbers[T ~int64 | ~uint32](c *connection, query string, args ...any) (list []T, err error) {
	err = c.each(func(rows *sql.Rows) error {
		var text sql.RawBytes
		if err := rows.Scan(&text); err != nil {
			return err
		}
		list, err = parseNumbers[T](text)
		return err
	}, query, args...)
	return list, err
}

// parseNumbers is the inverse of jsonNumbers for numbers that are not negative.
func parseNumbers[T ~int64 | ~uint32](text []byte) ([]T, error) {
	if len(text) < 2 || text[0] != '[' || text[len(text)-1] != ']' {
		return nil, errNotNumbers
	}
	text = text[1 : len(text)-1]
	if len(text) == 0 {
		return nil, nil
	}
	list := make([]T, 0, bytes.Count(text, []byte{','})+1)
	var n int64
	for _, c := range text {
		switch {
		case c == ',':
			list = append(list, T(n))
			n = 0
		case c >= '0' && c <= '9':
			n = n*10 + int64(c-'0')
		default:
			return nil, errNotNumbers
		}
	}
	return append(list, T(n)), nil
}
