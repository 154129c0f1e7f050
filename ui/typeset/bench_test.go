package typeset

import (
	"strings"
	"testing"
)

func mixed(size int) string {
	const s = "The quick brown fox 跳过了懒狗。会议改到周三下午三点，请带上合同 PO-2026/113 的两份副本。\nSecond paragraph with some more words in it, 中英混排。\n\n"
	return strings.Repeat(s, size/len(s)+1)
}

func BenchmarkOpen5MB(b *testing.B) {
	p := plain(mixed(5 << 20))
	f := fonts(b)
	for b.Loop() {
		l := New(&p, Config{Fonts: f, Size: 15, Width: 700})
		l.Settle(0, 40)
	}
}

// BenchmarkKeyIn1MB types into the middle and sets what is visible.
func BenchmarkKeyIn1MB(b *testing.B) {
	p := plain(mixed(1 << 20))
	l := New(&p, Config{Fonts: fonts(b), Size: 15, Width: 700})
	at := aligned(string(p), len(p)/2)
	l.Settle(l.LineOf(at, false)-20, 40)
	for b.Loop() {
		l.Edited(at, 1, 1)
		l.Settle(l.LineOf(at, false)-20, 40)
	}
}

func BenchmarkScroll(b *testing.B) {
	p := plain(mixed(5 << 20))
	l := New(&p, Config{Fonts: fonts(b), Size: 15, Width: 700})
	top := 0
	for b.Loop() {
		top = l.Settle(top+3, 40)
		for n := top; n < top+40; n++ {
			l.Line(n).Pieces(0, 700)
		}
		if top > l.Lines()-100 {
			top = 0
		}
	}
}
