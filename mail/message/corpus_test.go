package message

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"letterbox/mail/mailtest"
)

// ratchet is the share of right values per field that must not be lost, in percent.
var ratchet = map[string]float64{
	"subject": 99.5, "from_name": 99, "from_addr": 99.5, "date": 99.5, "html": 99.5, "n_att": 99.8, "n_inline": 99.8,
	"names": 99, "text80": 98.5, "synth": 99,
}

// score counts right and wrong values per field.
type score struct {
	right, wrong map[string]int
	misses       []string
}

func (s *score) check(file, field, got, want string) {
	if fold(got) == fold(want) {
		s.right[field]++
		return
	}
	s.wrong[field]++
	s.misses = append(s.misses, fmt.Sprintf("%s\t%s\tgot %q\twant %q", field, file, got, want))
}

// fold normalises as the expectations do: NFC, blanks collapsed.
func fold(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }

func first80(s string) string {
	r := []rune(fold(s))
	return fold(string(r[:min(len(r), 80)]))
}

func TestCorpus(t *testing.T) {
	dir := mailtest.SharedData(t, "mime")
	s := &score{right: map[string]int{}, wrong: map[string]int{}}
	for _, table := range []string{"expected.tsv", "expected_partial.tsv"} {
		for _, row := range readTSV(t, filepath.Join(dir, table)) {
			s.scoreRow(row, summariseFile(t, filepath.Join(dir, row[0])))
		}
	}
	for _, row := range readTSV(t, filepath.Join(dir, "expected_synth.tsv")) {
		s.scoreSynth(row[0], row[2], summariseFile(t, filepath.Join(dir, row[0])))
	}
	s.report(t)
}

// scoreRow compares the fields that the parsers behind the table agree on.
func (s *score) scoreRow(row []string, got Summary) {
	disputed := "," + row[11] + ","
	want := map[string]string{
		"subject": row[1], "from_name": row[2], "from_addr": row[3], "date": row[4], "html": row[5], "n_att": row[6],
		"n_inline": row[7], "names": row[8], "text80": row[9],
	}
	have := map[string]string{
		"subject": got.Subject, "from_name": got.FromName, "from_addr": got.FromAddr, "date": got.Date,
		"html": "0", "n_att": strconv.Itoa(got.Attachments), "n_inline": strconv.Itoa(got.InlineCID),
		"names": strings.Join(got.Filenames, "|"), "text80": first80(got.Text),
	}
	if got.HasHTML {
		have["html"] = "1"
	}
	for field, w := range want {
		if w == "?" || strings.Contains(disputed, ","+field+",") {
			continue
		}
		if field == "text80" && w == "" {
			continue // the table has text/plain only
		}
		s.check(row[0], field, have[field], w)
	}
}

// scoreSynth compares with an expectation by specification: "key=value;…". Values that describe are not compared.
func (s *score) scoreSynth(file, expected string, got Summary) {
	have := map[string]string{
		"subject": got.Subject, "from_name": got.FromName, "from_addr": got.FromAddr, "date": got.Date,
		"names": strings.Join(got.Filenames, "|"), "text": got.Text, "n_att": strconv.Itoa(got.Attachments),
	}
	for _, part := range strings.Split(expected, ";") {
		key, value, ok := strings.Cut(part, "=")
		if _, known := have[key]; !ok || !known || strings.Contains(value, " or ") {
			continue
		}
		value, _, _ = strings.Cut(value, " (")
		value, _, _ = strings.Cut(value, " by ")
		if key == "date" && len(value) != 20 || strings.Contains(value, "\"") {
			continue
		}
		s.check(file, "synth", have[key], value)
	}
}

func (s *score) report(t *testing.T) {
	sort.Strings(s.misses)
	if out := os.Getenv("LETTERBOX_MISSES"); out != "" {
		if err := os.WriteFile(out, []byte(strings.Join(s.misses, "\n")), 0o600); err != nil {
			t.Error(err)
		}
	}
	for _, field := range sortedKeys(ratchet) {
		n := s.right[field] + s.wrong[field]
		percent := 100 * float64(s.right[field]) / float64(max(n, 1))
		t.Logf("%-9s %5d of %5d  %6.2f %%", field, s.right[field], n, percent)
		if percent < ratchet[field] {
			t.Errorf("%s: %.2f %% right, want at least %.2f %%", field, percent, ratchet[field])
		}
	}
}

func sortedKeys(m map[string]float64) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// summariseFile reads one message and applies the hard gates: no panic, two seconds, valid UTF-8 everywhere.
func summariseFile(t *testing.T, path string) Summary {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	s := Summarise(raw)
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("%s took %v", path, d)
	}
	for _, v := range append([]string{s.Subject, s.FromName, s.FromAddr, s.Text}, s.Filenames...) {
		if !utf8.ValidString(v) {
			t.Errorf("%s: %q is not valid UTF-8", path, v)
		}
	}
	return s
}

// readTSV returns the rows below the heading.
func readTSV(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows [][]string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		rows = append(rows, strings.Split(lines.Text(), "\t"))
	}
	if err := lines.Err(); err != nil || len(rows) == 0 {
		t.Fatalf("%s: %d rows, %v", path, len(rows), err)
	}
	return rows[1:]
}
