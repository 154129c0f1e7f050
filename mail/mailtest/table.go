package mailtest

import (
	"encoding/csv"
	"os"
	"testing"
)

// SharedTable reads a table of the test data, tab-separated, into a map for each row, by the names in its first row.
// The test is skipped, or fails, as with SharedData.
func SharedTable(tb testing.TB, elem ...string) []map[string]string {
	tb.Helper()
	file, err := os.Open(SharedData(tb, elem...))
	if err != nil {
		tb.Fatalf("test data: %v", err)
	}
	defer func() { _ = file.Close() }() // it is only read
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = '\t', true, -1
	rows, err := reader.ReadAll()
	if err != nil || len(rows) == 0 {
		tb.Fatalf("test data: %v: %d rows, %v", elem, len(rows), err)
	}
	list := make([]map[string]string, 0, len(rows)-1)
	for _, row := range rows[1:] {
		named := make(map[string]string, len(row))
		for i, field := range row[:min(len(row), len(rows[0]))] {
			named[rows[0][i]] = field
		}
		list = append(list, named)
	}
	return list
}
