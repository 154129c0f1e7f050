package typeset

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"letterbox/assets"
)

// plain is a source that is a string.
type plain string

func (p *plain) Len() int { return len(*p) }

func (p *plain) Slice(from, to int) string {
	return string(*p)[max(min(from, len(*p)), 0):max(min(to, len(*p)), 0)]
}

var sharedFonts *Fonts

func fonts(t testing.TB) *Fonts {
	t.Helper()
	if sharedFonts == nil {
		f, err := NewFonts(assets.FontRegular(), nil, false)
		if err != nil {
			t.Fatal(err)
		}
		sharedFonts = f
	}
	return sharedFonts
}

func set(t testing.TB, text string, width float32) *Layout {
	t.Helper()
	p := plain(text)
	return New(&p, Config{Fonts: fonts(t), Size: 15, Width: width})
}

// settle makes all lines exact.
func (l *Layout) settleAll() { l.Settle(0, math.MaxInt/2) }

// texts returns the lines as strings.
func texts(l *Layout) []string {
	l.settleAll()
	var list []string
	for n := range l.Lines() {
		line := l.Line(n)
		list = append(list, l.source.Slice(line.Start, line.End))
	}
	return list
}

func TestNoPunctuationAtTheEdgesOfLines(t *testing.T) {
	const s = "供应商「华东精密」提交的发票已经到达，请在 11 月 25 日前确认。他说：“会议改到周三。”（地点不变）——金额为 ¥12,480.00，对应采购单……"
	for width := float32(40); width < 400; width += 7 {
		lines := texts(set(t, s, width))
		for i, line := range lines[1:] {
			first, _ := utf8.DecodeRuneInString(line)
			last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(lines[i], " "))
			if width > 90 && (strings.ContainsRune(notFirst, first) || strings.ContainsRune(notLast, last)) {
				t.Errorf("at %v pixels %q is broken before %q", width, lines[i], line)
			}
		}
		if got := strings.Join(lines, ""); got != s {
			t.Fatalf("the lines are not the text: %q", got)
		}
	}
}

func TestWordsStayWhole(t *testing.T) {
	got := texts(set(t, "The quick brown fox jumps over the lazy dog\nunbreakablewordthatistoolong x", 120))
	for _, line := range got[:3] {
		for _, word := range strings.Fields(line) {
			if !strings.Contains(" The quick brown fox jumps over the lazy dog ", " "+word+" ") {
				t.Errorf("%q is no word", word)
			}
		}
	}
	if len(got) != 5 {
		t.Errorf("lines: %q", got)
	}
}

func TestLineFeedsMakeLines(t *testing.T) {
	for text, want := range map[string]string{"": "", "\n": "|", "a\n\nb\n": "a||b|", "a": "a"} {
		if got := strings.Join(texts(set(t, text, 100)), "|"); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestCaretAndHitAgree(t *testing.T) {
	for _, s := range []string{"Hello 世界，fi fl 👍 e\u0301x\tnext", "שלום world עולם", "العربية 123 abc"} {
		l := set(t, s, 0)
		line := l.Line(0)
		for at := range s {
			if at > 0 && !boundary(line, at) {
				continue
			}
			offset, _ := line.Hit(line.X(at))
			if offset != at && math.Abs(float64(line.X(offset)-line.X(at))) > 0.01 {
				t.Errorf("%q: the caret of %d is at %v, where %d is", s, at, line.X(at), offset)
			}
		}
	}
}

func boundary(l Line, offset int) bool {
	for _, s := range l.shaped.starts {
		if l.base+int(s) == offset {
			return true
		}
	}
	return false
}

func TestRightToLeft(t *testing.T) {
	const s = "שלום עולם"
	line := set(t, s, 300).Line(0)
	if line.X(0) < 299 || line.X(len(s)) > line.X(0) {
		t.Errorf("begins at %v and ends at %v", line.X(0), line.X(len(s)))
	}
	mixed := set(t, "abc שלום def", 0).Line(0)
	if mixed.X(4) < mixed.X(10) {
		t.Errorf("the word in between runs from %v to %v", mixed.X(4), mixed.X(10))
	}
	var drawn string
	for _, p := range mixed.Pieces(0, 1e6) {
		drawn += p.Text + "|"
	}
	if !strings.Contains(drawn, "שלום|") {
		t.Errorf("pieces %q", drawn)
	}
}

func TestTabsGoToStops(t *testing.T) {
	line := set(t, "a\tb\tc", 0).Line(0)
	stop := float32(15 * tabEm)
	if line.X(2) != stop || line.X(4) != 2*stop {
		t.Errorf("stops at %v and %v", line.X(2), line.X(4))
	}
}

func TestUpstreamStaysOnTheLineAbove(t *testing.T) {
	l := set(t, strings.Repeat("你好", 40), 200)
	end := l.Line(0).End
	if l.LineOf(end, true) != 0 || l.LineOf(end, false) != 1 {
		t.Errorf("the end of a line is on line %d, or %d", l.LineOf(end, true), l.LineOf(end, false))
	}
	if offset, upstream := l.Line(0).Hit(1e6); offset != end || !upstream {
		t.Errorf("behind the line is %d, %v", offset, upstream)
	}
}

var scraps = []string{"a", " ", "\n", "你好，", "word ", "第二行。\n", "👍", "שלום ", "\t", strings.Repeat("字", 300), strings.Repeat("x y ", 900), strings.Repeat("p\n", 300)}

// TestEditsEqualAFreshLayout compares what incremental edits give with what setting the whole text gives.
func TestEditsEqualAFreshLayout(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 3))
		p := plain(strings.Repeat("Some text 一些文字。\n", 30))
		l := New(&p, Config{Fonts: fonts(t), Size: 15, Width: 260})
		for range 25 {
			edit(r, &p, l)
			if r.IntN(3) == 0 {
				l.Settle(r.IntN(l.Lines()), 20)
			}
		}
		checkCover(t, l)
		if len(p) > blockMost {
			continue // where long paragraphs are divided depends on how they came about
		}
		want := texts(New(&p, Config{Fonts: fonts(t), Size: 15, Width: 260}))
		if got := texts(l); strings.Join(got, "\x00") != strings.Join(want, "\x00") {
			t.Errorf("seed %d: edited and fresh differ", seed)
		}
	}
}

func edit(r *rand.Rand, p *plain, l *Layout) {
	s := string(*p)
	at := aligned(s, r.IntN(len(s)+1))
	to := at
	if r.IntN(2) == 0 {
		to = aligned(s, min(at+r.IntN(400), len(s)))
	}
	in := scraps[r.IntN(len(scraps))]
	*p = plain(s[:at] + in + s[max(to, at):])
	l.Edited(at, max(to, at)-at, len(in))
}

func aligned(s string, at int) int {
	for at > 0 && at < len(s) && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}

// checkCover checks that lines follow each other and cover the text, and that the counts agree.
func checkCover(t *testing.T, l *Layout) {
	t.Helper()
	l.settleAll()
	at := 0
	for n := range l.Lines() {
		line := l.Line(n)
		if line.Number != n || line.Start != at || line.End < line.Start {
			t.Fatalf("line %d is number %d, from %d to %d, after %d", n, line.Number, line.Start, line.End, at)
		}
		if got := l.LineOf(line.Start, false); got != n {
			t.Fatalf("offset %d begins line %d and is on line %d", line.Start, n, got)
		}
		at = line.End
		if l.source.Slice(at, at+1) == "\n" {
			at++
		}
	}
	if at != l.source.Len() {
		t.Fatalf("the lines end at %d of %d", at, l.source.Len())
	}
}

func TestSettleKeepsWhatIsSeen(t *testing.T) {
	l := set(t, strings.Repeat("一段比较长的文字，用来看看估计的行数与实际的行数相差多少。The rest is Latin, iiiiiiillll.\n", 3000), 300)
	top := l.Settle(4000, 30)
	seen := l.Line(top).Start
	for up := 0; up < 200; up++ {
		next := l.Settle(top-1, 30)
		if next < 0 {
			break
		}
		if below := l.Line(next + 1).Start; below != seen {
			t.Fatalf("after scrolling up by a line the next one begins at %d, before at %d", below, seen)
		}
		top, seen = next, l.Line(next).Start
	}
}

func TestLongParagraphsAreDivided(t *testing.T) {
	l := set(t, strings.Repeat("没有换行的很长很长的文字", 6000), 400)
	l.Settle(0, 40)
	if n := len(l.blocks.groups[0].blocks); n < 30 {
		t.Errorf("%d blocks", n)
	}
	if len(l.shaped) > 3 {
		t.Errorf("%d blocks were shaped for 40 lines", len(l.shaped))
	}
	checkCover(t, l)
}

// FuzzLayout sets any text at any width, edits it in the middle, and checks that lines cover it and carets stand in it.
func FuzzLayout(f *testing.F) {
	f.Add("Hello 世界\n\nשלום\tx", uint16(120))
	f.Add("\u0600\u200f\u202ea\u0301\u0301👨‍👩‍👧", uint16(3))
	f.Add("\u2028\u0085\v\f\u2029", uint16(0))
	f.Fuzz(func(t *testing.T, s string, width uint16) {
		if len(s) > 600 || strings.ContainsRune(s, '\r') {
			return
		}
		p := plain(strings.ToValidUTF8(s, "?"))
		l := New(&p, Config{Fonts: fonts(t), Size: 15, Width: float32(width % 800)})
		checkCover(t, l)
		middle := aligned(string(p), len(p)/2)
		p = p[:middle] + "新\nx" + p[middle:]
		l.Edited(middle, 0, len("新\nx"))
		checkCover(t, l)
		for n := range l.Lines() {
			checkLine(t, l, l.Line(n))
		}
	})
}

func checkLine(t *testing.T, l *Layout, line Line) {
	t.Helper()
	for at := line.Start; at <= line.End; at++ {
		if x := line.X(at); x != x || x < -1e5 || x > 1e7 {
			t.Fatalf("the caret of %d is at %v", at, x)
		}
	}
	for _, x := range []float32{-5, 0, 17, 1e6} {
		if at, _ := line.Hit(x); at < line.Start || at > line.End {
			t.Fatalf("%v is at %d, outside of %d to %d", x, at, line.Start, line.End)
		}
	}
	for _, p := range line.Pieces(0, 1e6) {
		if p.Text != l.source.Slice(p.Start, p.Start+len(p.Text)) {
			t.Fatalf("piece %q is not the text at %d", p.Text, p.Start)
		}
	}
}
