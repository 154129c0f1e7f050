package hypertext_test

import (
	"math"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"letterbox/ui/hypertext"
)

// matching pairs the words of two dumps: for every word of the reference the index of the candidate's, -1 for none.
type matching struct {
	a, b []string
	of   []int
	used []bool
}

func normalized(words []hypertext.Word) []string {
	fold := cases.Fold()
	out := make([]string, len(words))
	for i, w := range words {
		t := fold.String(norm.NFKC.String(w.Text))
		out[i] = strings.NewReplacer("’", "'", "‘", "'", "\u00AD", "").Replace(t)
	}
	return out
}

// match pairs words by runs that occur once in both dumps, grows those sideways, and pairs what is left by distance.
func match(ref, cand []hypertext.Word) []int {
	m := &matching{a: normalized(ref), b: normalized(cand), of: make([]int, len(ref)), used: make([]bool, len(cand))}
	for i := range m.of {
		m.of[i] = -1
	}
	for _, n := range []int{7, 5, 3, 2, 1} {
		m.anchors(n)
	}
	for m.grow() {
		continue
	}
	m.leftovers(ref, cand)
	return m.of
}

func grams(words []string, n int) map[string]int {
	at := map[string]int{}
	for i := 0; i+n <= len(words); i++ {
		key := strings.Join(words[i:i+n], "\x00")
		if _, twice := at[key]; twice {
			at[key] = -1
		} else {
			at[key] = i
		}
	}
	return at
}

func (m *matching) anchors(n int) {
	theirs := grams(m.b, n)
	for key, i := range grams(m.a, n) {
		j, ok := theirs[key]
		if !ok || i < 0 || j < 0 {
			continue
		}
		for k := range n {
			m.pair(i+k, j+k)
		}
	}
}

func (m *matching) pair(i, j int) bool {
	if m.of[i] >= 0 || m.used[j] {
		return false
	}
	m.of[i], m.used[j] = j, true
	return true
}

func (m *matching) grow() bool {
	grown := false
	for i, j := range slices.Clone(m.of) {
		if j < 0 {
			continue
		}
		for _, d := range []int{1, -1} {
			p, q := i+d, j+d
			for p >= 0 && p < len(m.a) && q >= 0 && q < len(m.b) && m.a[p] == m.b[q] && m.pair(p, q) {
				grown = true
				p, q = p+d, q+d
			}
		}
	}
	return grown
}

func (m *matching) leftovers(ref, cand []hypertext.Word) {
	left := map[string][]int{}
	for j, w := range m.b {
		if !m.used[j] {
			left[w] = append(left[w], j)
		}
	}
	for i, w := range m.a {
		if m.of[i] >= 0 || len(left[w]) == 0 {
			continue
		}
		best, at := math.Inf(1), 0
		for k, j := range left[w] {
			d := math.Abs(cand[j].X-ref[i].X) + math.Abs(cand[j].Y-ref[i].Y)/2
			if d < best {
				best, at = d, k
			}
		}
		m.pair(i, left[w][at])
		left[w] = slices.Delete(left[w], at, at+1)
	}
}
