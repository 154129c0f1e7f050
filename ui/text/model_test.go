package text

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

var scraps = []string{
	"a", "b", " ", "\n", "你", "好", "，", "。", "é", "👨‍👩‍👧", "🇨🇳", "e\u0301", "word ", "第二行\n", "\t", "שלום", strings.Repeat("长", 900), strings.Repeat("line\n", 700),
}

// TestRandomEditsAgreeWithAPlainText edits, selects, undoes and redoes at random, and compares with a string.
func TestRandomEditsAgreeWithAPlainText(t *testing.T) {
	for seed := range uint64(12) {
		m := newModel(t, seed)
		for range 250 {
			m.step()
			m.check()
		}
		m.undoEverything()
	}
}

type model struct {
	t    *testing.T
	r    *rand.Rand
	doc  *Document
	text string
	echo string // what the reports of edits make of the text
}

func newModel(t *testing.T, seed uint64) *model {
	m := &model{t: t, r: rand.New(rand.NewPCG(seed, 7)), text: "Hello 世界\nsecond line"}
	m.echo = m.text
	m.doc = NewDocument(m.text, Config{Edited: func(e Edit) {
		m.echo = m.echo[:e.At] + m.doc.Slice(e.At, e.At+e.Inserted) + m.echo[e.At+e.Removed:]
	}})
	return m
}

func (m *model) step() {
	d := m.doc
	from, to := d.Selection().Range()
	switch m.r.IntN(10) {
	case 0, 1:
		d.Select(m.r.IntN(d.Len()+1), m.r.IntN(d.Len()+1))
	case 2:
		at := m.r.IntN(d.Len() + 1)
		d.Select(at, at)
	case 3:
		d.Backspace(Unit(m.r.IntN(3)))
		m.removed(from, to, d.Selection().Caret)
	case 4:
		d.Delete(Unit(m.r.IntN(3)))
		m.removed(from, to, d.Selection().Caret)
	case 5:
		d.Undo()
		m.text = d.String()
	case 6:
		d.Redo()
		m.text = d.String()
	default:
		s := scraps[m.r.IntN(len(scraps))]
		d.Type(s)
		m.text = m.text[:from] + s + m.text[to:]
	}
}

// removed takes out of the plain text what must be gone: the selection, or what lies between the caret and the rest.
func (m *model) removed(from, to, caret int) {
	if from == to {
		gone := len(m.text) - m.doc.Len()
		from, to = caret, caret+gone
	}
	m.text = m.text[:from] + m.text[to:]
}

func (m *model) check() {
	m.t.Helper()
	d := m.doc
	if got := d.String(); got != m.text || m.echo != got {
		m.t.Fatalf("the text is %.80q, want %.80q, as reported %.80q", got, m.text, m.echo)
	}
	if d.Len() != len(m.text) || d.Lines() != strings.Count(m.text, "\n")+1 {
		m.t.Fatalf("%d bytes in %d lines", d.Len(), d.Lines())
	}
	s := d.Selection()
	for _, at := range []int{s.Anchor, s.Caret} {
		if at < 0 || at > d.Len() || at < d.Len() && !utf8.RuneStart(m.text[at]) {
			m.t.Fatalf("the selection %v is no place in the text", s)
		}
	}
	at := m.r.IntN(d.Len() + 1)
	line := strings.Count(m.text[:at], "\n")
	if d.LineAt(at) != line || d.LineStart(line) != strings.LastIndexByte(m.text[:at], '\n')+1 {
		m.t.Fatalf("offset %d is in line %d, which begins at %d", at, d.LineAt(at), d.LineStart(line))
	}
}

func (m *model) undoEverything() {
	for m.doc.Undo() {
		m.text = m.doc.String()
		m.check()
	}
	if m.text != "Hello 世界\nsecond line" {
		m.t.Errorf("undoing everything gives %.80q", m.text)
	}
	for m.doc.Redo() {
		m.text = m.doc.String()
		m.check()
	}
}

// FuzzBoundaries walks over a text by clusters, forth and back, and by words.
func FuzzBoundaries(f *testing.F) {
	for _, s := range scraps {
		f.Add(s + "x" + s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 200 {
			return
		}
		b := NewBuffer(s)
		s = b.String()
		var want []int
		for at, rest, state := 0, s, -1; rest != ""; {
			var cluster string
			cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			at += len(cluster)
			want = append(want, at)
		}
		at := 0
		for _, w := range want {
			if next := b.Next(at); next != w {
				t.Fatalf("%q: behind %d comes %d, want %d", s, at, next, w)
			}
			if back := b.Previous(w); back != at {
				t.Fatalf("%q: before %d comes %d, want %d", s, w, back, at)
			}
			at = w
		}
		for at := 0; at < len(s); {
			next := b.WordEnd(at)
			if next <= at {
				t.Fatalf("%q: no word behind %d", s, at)
			}
			at = next
		}
		for at := len(s); at > 0; {
			next := b.WordStart(at)
			if next >= at {
				t.Fatalf("%q: no word before %d", s, at)
			}
			at = next
		}
	})
}
