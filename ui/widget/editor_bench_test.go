package widget

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// mixedText returns a text of a size in both languages, with paragraphs of all lengths.
func mixedText(size int) string {
	const s = "The quick brown fox 跳过了懒狗。会议改到周三下午三点，请带上合同 PO-2026/113 的两份副本。\nSecond paragraph with some more words in it, 中英混排，直到它换行为止，并且再多说几句，免得它太短。\n\n"
	return strings.Repeat(s, size/len(s)+1)
}

// report says the median and the slowest hundredth of some times.
func report(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(times[len(times)/2]), "ms-p50")
	b.ReportMetric(ms(times[len(times)*99/100]), "ms-p99")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkEditorKey types into the middle of a megabyte. A time is from the key to the objects of the next frame, with
// the text told to whoever listens.
func BenchmarkEditorKey(b *testing.B) {
	w := openEditor(b, EditText, mixedText(1<<20), 900, 700)
	w.events.Changed = func(string) {}
	middle := len(w.Text()) / 2
	w.Select(middle, middle)
	letters := []rune("hello 世界，这是一封信 and more ")
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		w.TypedRune(letters[i%len(letters)])
		times = append(times, time.Since(start))
	}
	report(b, times)
}

// BenchmarkEditorOpen puts five megabytes into an editor.
func BenchmarkEditorOpen(b *testing.B) {
	w := openEditor(b, EditText, "", 900, 700)
	s := mixedText(5 << 20)
	var times []time.Duration
	for b.Loop() {
		start := time.Now()
		w.SetText(s)
		times = append(times, time.Since(start))
		w.SetText("")
	}
	report(b, times)
}

// BenchmarkEditorScroll scrolls five megabytes by three lines a frame.
func BenchmarkEditorScroll(b *testing.B) {
	w := openEditor(b, EditText, mixedText(5<<20), 900, 700)
	var times []time.Duration
	for b.Loop() {
		start := time.Now()
		w.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -72}})
		times = append(times, time.Since(start))
	}
	report(b, times)
}

// TestMemoryFollowsTheText opens a long text, looks at it in many places, edits it, and weighs the editor.
func TestMemoryFollowsTheText(t *testing.T) {
	w := openEditor(t, EditText, "a 字", 900, 700)
	s := mixedText(2 << 20)
	before := heap()
	w.SetText(s)
	for i := range 40 {
		at := len(s) / 41 * (i + 1)
		w.Select(at, at)
		w.TypedRune('x')
	}
	w.changes = nil
	grown := heap() - before
	if most := 12 * len(s); grown > most {
		t.Errorf("a text of %d KB takes %d KB", len(s)>>10, grown>>10)
	}
	t.Logf("%.1f times the text", float64(grown)/float64(len(s)))
	runtime.KeepAlive(w)
}

func heap() int {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
