package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// OneLine returns a text in which line ends are blanks, without those around it.
func OneLine(s string) string {
	if strings.IndexByte(s, '\n') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.Trim(s, "\n"), "\n", " ")
}

// Query says what is looked for.
type Query struct {
	Text  string
	Exact bool // upper and lower case are different
}

// Match is a place in the text.
type Match struct{ From, To int }

// Find returns the first place at an offset or behind it, going on at the beginning of the text when there is none.
func (d *Document) Find(q Query, offset int) (Match, bool) {
	if m, ok := d.findIn(q, offset, d.Len()); ok {
		return m, true
	}
	return d.findIn(q, 0, d.Len())
}

// FindBefore returns the last place that ends at an offset or before it, going on at the end of the text.
func (d *Document) FindBefore(q Query, offset int) (Match, bool) {
	all := d.FindAll(q)
	if len(all) == 0 {
		return Match{}, false
	}
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].To <= offset {
			return all[i], true
		}
	}
	return all[len(all)-1], true
}

// FindAll returns all places, none of which overlap.
func (d *Document) FindAll(q Query) []Match {
	var list []Match
	s := d.String()
	for at := 0; ; {
		from, to := q.index(s[at:])
		if from < 0 {
			return list
		}
		list = append(list, Match{at + from, at + to})
		at += to
	}
}

func (d *Document) findIn(q Query, from, to int) (Match, bool) {
	start, end := q.index(d.Slice(from, to))
	return Match{from + start, from + end}, start >= 0
}

// index returns the first place in a string, -1 when there is none.
func (q Query) index(s string) (from, to int) {
	if q.Text == "" {
		return -1, -1
	}
	if q.Exact {
		from = strings.Index(s, q.Text)
		return from, from + len(q.Text)
	}
	first, _ := utf8.DecodeRuneInString(q.Text)
	lower, upper := unicode.ToLower(first), unicode.ToUpper(first)
	for at := 0; at < len(s); {
		i := strings.IndexFunc(s[at:], func(r rune) bool { return r == first || r == lower || r == upper || unicode.SimpleFold(r) == first })
		if i < 0 {
			break
		}
		at += i
		if n := foldPrefix(s[at:], q.Text); n > 0 {
			return at, at + n
		}
		_, n := utf8.DecodeRuneInString(s[at:])
		at += n
	}
	return -1, -1
}

// foldPrefix returns how long the beginning of s is that equals a text but for upper and lower case, 0 for none.
func foldPrefix(s, text string) int {
	n := 0
	for _, want := range text {
		got, size := utf8.DecodeRuneInString(s[n:])
		if size == 0 || got != want && unicode.ToLower(got) != unicode.ToLower(want) {
			return 0
		}
		n += size
	}
	return n
}

// ReplaceAll puts a text in all places, as one step, and returns how many there were.
func (d *Document) ReplaceAll(q Query, s string) int {
	all := d.FindAll(q)
	if len(all) == 0 {
		return 0
	}
	s = d.fit(Clean(s))
	from, to := all[0].From, all[len(all)-1].To
	old := d.Slice(from, to)
	var out strings.Builder
	at := from
	for _, m := range all {
		out.WriteString(old[at-from : m.From-from])
		out.WriteString(s)
		at = m.To
	}
	d.Seal()
	end := from + out.Len()
	d.replace(kindOther, from, to, out.String(), Selection{end, end})
	return len(all)
}
