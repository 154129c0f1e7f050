package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// itemKind is what a piece of a query is.
type itemKind uint8

const (
	termItem itemKind = iota
	openItem
	closeItem
	orItem
	andItem
	notItem
)

// item is one piece of a query.
type item struct {
	kind     itemKind
	given    string // as typed
	operator string // name before the colon as typed, "" for none
	text     string // the value, without quotes and star
	quoted   bool
	prefix   bool
	excluded bool
}

// lexer cuts a query into items. It never fails.
type lexer struct {
	text  string
	at    int
	depth int
	items []item
	notes []Note
}

// quotes are the pairs that a phrase may stand in. A phrase ends with any of the closing ones.
var quotes = map[rune]bool{'"': true, '“': true, '”': true, '＂': true, '「': true, '」': true, '『': true, '』': true, '„': true, '«': true, '»': true}

func blank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

func colon(r rune) bool { return r == ':' || r == '：' }

func dash(r rune) bool { return r == '-' || r == '－' || r == '−' }

func star(r rune) bool { return r == '*' || r == '＊' }

// peek returns the rune at the reading position, 0 at the end.
func (l *lexer) peek() (rune, int) {
	if l.at >= len(l.text) {
		return 0, 0
	}
	return utf8.DecodeRuneInString(l.text[l.at:])
}

func (l *lexer) note(n Note) {
	n.Given = shorten(n.Given)
	l.notes = append(l.notes, n)
}

// run reads the whole text.
func (l *lexer) run() {
	for {
		r, size := l.peek()
		switch {
		case size == 0:
			return
		case blank(r):
			l.at += size
		case r == '(' || r == '（':
			l.at += size
			l.depth++
			l.items = append(l.items, item{kind: openItem, given: string(r)})
		case r == ')' || r == '）':
			l.at += size
			l.shut(string(r))
		default:
			l.items = append(l.items, l.term())
		}
	}
}

// shut ends a group, or notes that there is none.
func (l *lexer) shut(given string) {
	if l.depth == 0 {
		l.note(Note{Kind: Unbalanced, Given: given})
		return
	}
	l.depth--
	l.items = append(l.items, item{kind: closeItem, given: given})
}

// term reads a word, a phrase, or an operator with its value.
func (l *lexer) term() item {
	start := l.at
	t := item{excluded: l.exclusion()}
	if r, _ := l.peek(); t.excluded && (r == '(' || r == '（') {
		return item{kind: notItem, given: l.text[start:l.at]}
	}
	t.text, t.quoted = l.value(true)
	if r, size := l.peek(); colon(r) && !t.quoted && t.text != "" {
		l.at += size
		t.operator = t.text
		t.text, t.quoted = l.value(false)
		if !t.quoted && takesDate(t.operator) {
			t.text += l.more(t.text)
		}
	}
	l.star(&t)
	t.given = l.text[start:l.at]
	if t.operator == "" && !t.quoted && !t.excluded {
		t.kind = joint(t.text)
	}
	return t
}

// exclusion reads a dash that stands before what it excludes, and reports whether there was one.
func (l *lexer) exclusion() bool {
	r, size := l.peek()
	if !dash(r) {
		return false
	}
	next, n := utf8.DecodeRuneInString(l.text[l.at+size:])
	if n == 0 || blank(next) || dash(next) {
		return false
	}
	l.at += size
	return true
}

// star takes a star from the end of a word, or reads one after a phrase.
func (l *lexer) star(t *item) {
	if r, size := l.peek(); star(r) && t.quoted {
		l.at += size
		t.prefix = true
	}
	if cut := strings.TrimRightFunc(t.text, star); !t.quoted && cut != t.text && cut != "" {
		t.text, t.prefix = cut, true
	}
}

func joint(text string) itemKind {
	switch text {
	case "OR", "|", "||", "或", "或者":
		return orItem
	case "AND", "&&":
		return andItem
	case "NOT":
		return notItem
	default:
		return termItem
	}
}

// value reads a phrase, or a word up to a blank, a quote, the end of a group, and, where a name may stand, a colon.
func (l *lexer) value(name bool) (text string, quoted bool) {
	if r, size := l.peek(); quotes[r] {
		l.at += size
		return l.phrase(), true
	}
	start := l.at
	for {
		r, size := l.peek()
		switch {
		case size == 0, blank(r), quotes[r] && l.at > start, (r == ')' || r == '）') && l.depth > 0:
			return l.text[start:l.at], false
		case name && colon(r) && operatorLike(l.text[start:l.at]) && !strings.HasPrefix(l.text[l.at+size:], "//"):
			return l.text[start:l.at], false
		}
		l.at += size
	}
}

// phrase reads up to the closing quote.
func (l *lexer) phrase() string {
	start := l.at
	for {
		r, size := l.peek()
		if size == 0 {
			l.note(Note{Kind: UnclosedQuote, Given: l.text[start:]})
			return l.text[start:]
		}
		l.at += size
		if quotes[r] {
			return l.text[start : l.at-size]
		}
	}
}

// more reads on after a date that takes more words: "last week", "past 7 days".
func (l *lexer) more(first string) string {
	words := 0
	switch strings.ToLower(first) {
	case "last", "this", "past", "previous":
		words = 1
	}
	var b strings.Builder
	for ; words > 0; words-- {
		rest := l.text[l.at:]
		trimmed := strings.TrimLeftFunc(rest, blank)
		end := strings.IndexFunc(trimmed, func(r rune) bool { return blank(r) || r == ')' || r == '）' })
		if end < 0 {
			end = len(trimmed)
		}
		if end == 0 {
			break
		}
		if isNumber(trimmed[:end]) && b.Len() == 0 {
			words++
		}
		b.WriteString(" " + trimmed[:end])
		l.at += len(rest) - len(trimmed) + end
	}
	return b.String()
}

func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// operatorLike reports whether text may be the name of an operator: some letters.
func operatorLike(text string) bool {
	n := 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			return false
		}
		n++
	}
	return 0 < n && n <= 12
}

// takesDate reports whether a name is that of an operator with a date.
func takesDate(name string) bool {
	o, ok := findOperator(strings.TrimSpace(Canonical(name)))
	return ok && (o.takes == beforeOperand || o.takes == afterOperand || o.takes == onOperand)
}
