package text

import (
	"strings"
	"testing"
)

func mixed(size int) string {
	const s = "The quick brown fox 跳过了懒狗。会议改到周三下午三点，请带上合同 PO-2026/113 的两份副本。\nSecond paragraph with 👍 and some more words in it, 中英混排。\n\n"
	return strings.Repeat(s, size/len(s)+1)
}

func BenchmarkOpen5MB(b *testing.B) {
	s := mixed(5 << 20)
	for b.Loop() {
		NewBuffer(s)
	}
}

func BenchmarkKeyIn1MB(b *testing.B) {
	d := NewDocument(mixed(1<<20), Config{})
	d.Select(d.Len()/2, d.Len()/2)
	for b.Loop() {
		d.Type("x")
		d.Backspace(Character)
	}
}
