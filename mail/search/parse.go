package search

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// What of a query is read: more is nobody's question, and every condition costs.
const (
	maxQuery = 16 << 10 // bytes
	maxTerms = 200
	maxDepth = 20
)

// Options say how a query is to be understood.
type Options struct {
	Now    time.Time // what 昨天 and "last week" refer to, in the person's time zone
	Typing bool      // the text is being typed: its last word may go on
}

// Parse understands a query. It never fails; an empty text asks for everything.
func Parse(text string, opt Options) Query {
	l := lexer{text: text}
	if len(text) > maxQuery {
		cut := maxQuery
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		l.text = text[:cut]
		l.note(Note{Kind: TooLong, Given: lastRunes(l.text)})
	}
	l.run()
	if len(l.items) > maxTerms {
		l.note(Note{Kind: TooLong, Given: l.items[maxTerms-1].given})
		l.items = l.items[:maxTerms]
	}
	p := parser{opt: opt, items: l.items, notes: l.notes}
	if n := len(p.items); opt.Typing && n > 0 {
		if end, _ := utf8.DecodeLastRuneInString(text); !blank(end) && !p.items[n-1].quoted {
			p.items[n-1].prefix = true
		}
	}
	e := p.either(0)
	return Query{Expr: e, Notes: p.notes}
}

// lastRunes returns the end of a text that was cut.
func lastRunes(text string) string {
	at := max(0, len(text)-notable/2)
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return text[at:]
}

// parser makes an expression of items.
type parser struct {
	opt   Options
	items []item
	at    int
	notes []Note
}

func (p *parser) note(n Note) {
	n.Given = shorten(n.Given)
	p.notes = append(p.notes, n)
}

func (p *parser) next() (item, bool) {
	if p.at == len(p.items) {
		return item{}, false
	}
	return p.items[p.at], true
}

// either reads conditions joined by OR, up to the end of the group.
func (p *parser) either(depth int) Expr {
	list := Any{}
	for {
		list = append(list, p.both(depth))
		t, ok := p.next()
		if !ok || t.kind != orItem {
			break
		}
		p.at++
	}
	if len(list) == 1 {
		return list[0]
	}
	return list
}

// both reads conditions that stand side by side, up to an OR that has conditions on both sides.
func (p *parser) both(depth int) Expr {
	list := All{}
	for {
		t, ok := p.next()
		if !ok || t.kind == closeItem && depth > 0 {
			break
		}
		if t.kind == orItem && len(list) > 0 && p.begins(p.at+1) {
			break
		}
		if t.kind == andItem && len(list) > 0 && p.begins(p.at+1) {
			p.at++
			continue
		}
		if e := p.one(depth); e != nil {
			list = append(list, e)
		}
	}
	if len(list) == 1 {
		return list[0]
	}
	return list
}

// begins reports whether a condition begins at an item.
func (p *parser) begins(at int) bool {
	return at < len(p.items) && p.items[at].kind != closeItem && p.items[at].kind != orItem && p.items[at].kind != andItem
}

// one reads one condition; nil when there is none in what it read.
func (p *parser) one(depth int) Expr {
	t, _ := p.next()
	p.at++
	switch t.kind {
	case openItem:
		return p.group(t, depth)
	case closeItem:
		return nil // of a group that was too deep
	case notItem:
		if !p.begins(p.at) || depth >= maxDepth {
			return p.lone(t)
		}
		if e := p.one(depth + 1); e != nil {
			return Not{e}
		}
		return nil
	case orItem, andItem:
		return p.lone(t)
	case termItem:
	}
	e := p.term(t)
	if e != nil && t.excluded {
		return Not{e}
	}
	return e
}

func (p *parser) group(t item, depth int) Expr {
	if depth >= maxDepth {
		p.note(Note{Kind: TooLong, Given: t.given})
		return nil
	}
	before := p.at
	e := p.either(depth + 1)
	if next, ok := p.next(); ok && next.kind == closeItem {
		p.at++
	} else {
		p.note(Note{Kind: Unbalanced, Given: t.given})
	}
	if all, empty := e.(All); empty && len(all) == 0 && p.at-before <= 1 {
		return nil
	}
	return e
}

// lone takes a joining word that joins nothing as a word.
func (p *parser) lone(t item) Expr {
	form := strings.TrimSpace(Canonical(t.given))
	p.note(Note{Kind: LoneWord, Given: t.given})
	if form == "" {
		return nil
	}
	return Words{Text: form}
}

// term makes the condition of one term.
func (p *parser) term(t item) Expr {
	if t.operator == "" {
		return p.plain(t)
	}
	name := strings.TrimSpace(Canonical(t.operator))
	o, known := findOperator(name)
	if !known {
		return p.unknown(t, name)
	}
	form := strings.TrimSpace(Canonical(t.text))
	if form == "" && o.takes != wordsOperand || strings.TrimFunc(t.text, blank) == "" {
		p.note(Note{Kind: MissingValue, Operator: t.operator, Given: t.given})
		return nil
	}
	if o.takes == wordsOperand {
		return p.words(t, o.field)
	}
	e, candidates := p.operand(o.takes, t.text, form)
	if e == nil {
		p.note(Note{Kind: UnknownValue, Operator: t.operator, Given: t.text, Suggestion: nearest(form, candidates)})
	}
	return e
}

// plain makes the condition of a term without operator.
func (p *parser) plain(t item) Expr {
	if f, ok := filters[strings.TrimSpace(Canonical(t.text))]; ok && !t.quoted {
		p.note(Note{Kind: TakenAsFilter, Given: t.text, Suggestion: f.as})
		return f.expr
	}
	return p.words(t, Anywhere)
}

func (p *parser) words(t item, field Field) Expr {
	form := strings.TrimSpace(Canonical(t.text))
	if form == "" {
		p.note(Note{Kind: NothingThere, Operator: t.operator, Given: t.text})
		return nil
	}
	return Words{Field: field, Text: form, Prefix: t.prefix && wordEnd(form), Sound: !t.quoted && ofPeople(field) && sounding(form)}
}

// ofPeople reports whether a field has the names of people in it.
func ofPeople(field Field) bool { return field == From || field == To || field == Cc }

// sounding reports whether a canonical text may be how a name is read.
func sounding(form string) bool {
	return len(form) > 1 && strings.Trim(form, "abcdefghijklmnopqrstuvwxyz") == ""
}

// wordEnd reports whether a canonical text ends with a word, which may go on.
func wordEnd(form string) bool {
	r, _ := utf8.DecodeLastRuneInString(form)
	return classify(r) == letter
}

// innocent are names before a colon that everybody writes without meaning an operator.
var innocent = []string{
	"re", "fw", "fwd", "aw", "wg", "sv", "tr", "http", "https", "ftp", "mailto", "tel", "note", "ps", "cf", "回复", "答复", "转发", "转寄", "注", "注意", "通知",
}

// unknown takes a name that is no operator, and its value, as text.
func (p *parser) unknown(t item, name string) Expr {
	near := nearest(name, operatorNames)
	latin := name != "" && name[0] < 0x80
	if !slices.Contains(innocent, name) && (near != "" || latin && t.text != "") {
		p.note(Note{Kind: UnknownOperator, Operator: t.operator, Given: t.operator, Suggestion: near})
	}
	t.text = t.operator + " " + t.text
	return p.words(t, Anywhere)
}
