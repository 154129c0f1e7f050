package text

import (
	"strings"
	"testing"
)

func typed(d *Document, s string) {
	for _, r := range s {
		d.Type(string(r))
	}
}

func TestUndoGoesBackByWords(t *testing.T) {
	d := NewDocument("", Config{})
	typed(d, "one two")
	d.Type("你好")
	typed(d, "\nx")
	for _, want := range []string{"one two你好\n", "one two你好", "one ", ""} {
		if d.Undo(); d.String() != want {
			t.Errorf("back to %q, want %q", d.String(), want)
		}
	}
	if d.Undo() {
		t.Error("there is a step before the first")
	}
	for d.Redo() {
	}
	if d.String() != "one two你好\nx" || d.Selection().Caret != d.Len() {
		t.Errorf("forth to %q, caret %d", d.String(), d.Selection().Caret)
	}
}

func TestUndoTakesWhatIsRemovedAsOne(t *testing.T) {
	d := NewDocument("abcdef", Config{})
	d.Select(6, 6)
	for range 3 {
		d.Backspace(Character)
	}
	d.Select(0, 0)
	d.Delete(Character)
	d.Delete(Character)
	if d.String() != "c" {
		t.Fatalf("left %q", d.String())
	}
	d.Undo()
	if d.String() != "abc" {
		t.Errorf("back to %q", d.String())
	}
	d.Undo()
	if d.String() != "abcdef" || d.Selection().Caret != 6 {
		t.Errorf("back to %q, caret %d", d.String(), d.Selection().Caret)
	}
}

func TestSelectionComesBackWithUndo(t *testing.T) {
	d := NewDocument("keep this word", Config{})
	d.Select(5, 9)
	d.Type("x")
	d.Undo()
	if d.Selected() != "this" {
		t.Errorf("selected is %q", d.Selected())
	}
}

func TestNoHistoryKeepsNothing(t *testing.T) {
	d := NewDocument("", Config{NoHistory: true, SingleLine: true})
	typed(d, "secret")
	d.Backspace(Word)
	if d.CanUndo() || d.Undo() || d.String() != "" {
		t.Errorf("something is kept, the text is %q", d.String())
	}
}

func TestWords(t *testing.T) {
	const s = "Hello, 世界和平。foo_bar  it's 3.14\nnext"
	d := NewDocument(s, Config{})
	for at, want := range map[string]string{
		"llo": "Hello", "界和": "世界和平", "bar": "foo_bar", "'s": "it's", ".14": "3.14", "next": "next", "。": "。",
	} {
		from, to := d.Word(strings.Index(s, at))
		if got := s[from:to]; got != want {
			t.Errorf("the word at %q is %q, want %q", at, got, want)
		}
	}
	if from, to := d.Word(strings.Index(s, "\n")); s[from:to] != "3.14" {
		t.Errorf("at the end of a line the word is %q", s[from:to])
	}
	var stops []string
	for at := 0; at < d.Len(); {
		next := d.WordEnd(at)
		stops = append(stops, s[at:next])
		at = next
	}
	if got := strings.Join(stops, "|"); got != "Hello|, 世界和平|。foo_bar|  it's| 3.14|\nnext" {
		t.Errorf("going by words: %s", got)
	}
}

func TestMoveSelected(t *testing.T) {
	for _, c := range []struct {
		to   int
		want string
	}{{0, "bcaXdef"}, {7, "aXdefbc"}, {2, ""}} {
		d := NewDocument("abcXdef", Config{})
		d.Select(1, 3)
		if moved := d.MoveSelected(c.to); moved != (c.want != "") {
			t.Errorf("moved: %v", moved)
			continue
		}
		if c.want == "" {
			continue
		}
		if d.String() != c.want || d.Selected() != "bc" {
			t.Errorf("moved to %d: %q, selected %q", c.to, d.String(), d.Selected())
		}
		if d.Undo(); d.String() != "abcXdef" || d.Selected() != "bc" {
			t.Errorf("back to %q, selected %q", d.String(), d.Selected())
		}
		if d.Redo(); d.String() != c.want {
			t.Errorf("forth to %q", d.String())
		}
	}
}

func TestFindAndReplace(t *testing.T) {
	d := NewDocument("Aa 张伟 aA\n张伟", Config{})
	if m, ok := d.Find(Query{Text: "aa"}, 1); !ok || d.Slice(m.From, m.To) != "aA" {
		t.Errorf("found %v %v", m, ok)
	}
	if m, ok := d.Find(Query{Text: "Aa", Exact: true}, 1); !ok || m.From != 0 {
		t.Errorf("does not go on at the beginning: %v %v", m, ok)
	}
	if m, ok := d.FindBefore(Query{Text: "张伟"}, 5); !ok || m.To != d.Len() {
		t.Errorf("does not go on at the end: %v %v", m, ok)
	}
	if _, ok := d.Find(Query{Text: "nothing"}, 0); ok {
		t.Error("finds nothing")
	}
	if n := d.ReplaceAll(Query{Text: "张伟"}, "李娜小姐"); n != 2 || d.String() != "Aa 李娜小姐 aA\n李娜小姐" {
		t.Errorf("%d replaced: %q", n, d.String())
	}
	if d.Undo(); d.String() != "Aa 张伟 aA\n张伟" {
		t.Errorf("back to %q", d.String())
	}
}

func TestSpansMoveWithTheText(t *testing.T) {
	d := NewDocument("plain bold plain", Config{})
	d.SetStyle(6, 10, 1)
	d.Select(0, 0)
	d.Type("xx")
	d.Select(12, 12)
	d.Type("er")
	d.Replace(8, 9, "B")
	got := d.Spans(0, d.Len())
	if len(got) != 1 || d.Slice(got[0].From, got[0].To) != "Bolder" {
		t.Fatalf("spans %v of %q", got, d.String())
	}
	d.SetStyle(9, 10, 2)
	if got := d.Spans(0, d.Len()); len(got) != 3 || len(d.Spans(9, 10)) != 1 || d.Spans(9, 10)[0].Style != 2 {
		t.Errorf("spans %v", got)
	}
	d.Replace(0, d.Len(), "")
	if got := d.Spans(0, 10); len(got) != 0 {
		t.Errorf("spans of nothing: %v", got)
	}
}

func TestSingleLine(t *testing.T) {
	d := NewDocument("a\r\nb\n", Config{SingleLine: true})
	d.Select(d.Len(), d.Len())
	d.Insert("\nc\xffd\n")
	if d.String() != "a bc\uFFFDd" {
		t.Errorf("the line is %q", d.String())
	}
}

func TestParagraph(t *testing.T) {
	d := NewDocument("first\nsecond\nthird", Config{})
	from, to := d.Paragraph(8)
	if d.Slice(from, to) != "second\n" {
		t.Errorf("the paragraph is %q", d.Slice(from, to))
	}
	if from, to = d.Paragraph(d.Len()); d.Slice(from, to) != "third" {
		t.Errorf("the last paragraph is %q", d.Slice(from, to))
	}
}
