package hypertext_test

import (
	"math"
	"math/rand"
	"sort"
	"strconv"

	"letterbox/ui/hypertext"
)

// score says how much a layout resembles a browser's: 1 for no difference.
type score struct {
	total float64
	gate  bool // at least 99.5 % of the words and 99 % of the links are there
}

// term is a part of a score with its weight; a term with nothing to measure is left out.
type term struct{ weight, value float64 }

func clamp(v float64) float64 { return max(0, min(1, v)) }

func ratio(part, whole float64) float64 {
	if whole == 0 {
		return 1
	}
	return part / whole
}

// compare scores a candidate against a browser's layout.
func compare(ref, cand hypertext.Dump) score {
	of := match(ref.Words, cand.Words)
	var pairs []pair
	for i, j := range of {
		if j >= 0 {
			pairs = append(pairs, pair{i, ref.Words[i], cand.Words[j]})
		}
	}
	n := float64(len(pairs))
	recall := n / float64(len(ref.Words))
	precision := ratio(n, float64(len(cand.Words)))
	f := warp(pairs, ref.H, cand.H)
	terms := wordTerms(pairs, ref.W)
	lines, gaps := lineTerms(pairs)
	links, kept := linkTerm(ref.Words, cand.Words, of)
	height := min(max(ref.H, 1), max(cand.H, 1)) / max(ref.H, cand.H, 1)
	terms = append(terms, term{.14, lines}, term{.08, gaps}, term{.06, orderTerm(pairs)}, term{.04, height})
	terms = append(terms, links, backgroundTerm(ref, cand, f), imageTerm(ref.Images, cand.Images, f))
	var sum, weight float64
	for _, t := range terms {
		if !math.IsNaN(t.value) {
			sum += t.weight * t.value
			weight += t.weight
		}
	}
	return score{total: sum / weight * recall * recall * math.Sqrt(precision), gate: recall >= .995 && kept >= .99}
}

type pair struct {
	at   int
	a, b hypertext.Word
}

func rgb(hex string) [3]float64 {
	var c [3]float64
	if len(hex) < 7 || hex[0] != '#' {
		return c
	}
	for i := range c {
		v, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		c[i] = float64(v)
	}
	return c
}

func distance(a, b string) float64 {
	x, y := rgb(a), rgb(b)
	d := 0.0
	for i, w := range []float64{.3, .59, .11} {
		d += (x[i] - y[i]) * (x[i] - y[i]) * w
	}
	return math.Sqrt(d)
}

func flagged(a, b int, weight float64) float64 {
	if a == b {
		return weight
	}
	return 0
}

// wordTerms compares places, colors, sizes and styles of words.
func wordTerms(pairs []pair, width float64) []term {
	var xs, ys, size, style, color, colors, ground, grounds float64
	for _, p := range pairs {
		a, b := p.a, p.b
		dx := min(math.Abs(a.X-b.X), math.Abs(a.X+a.W/2-b.X-b.W/2), math.Abs(a.X+a.W-b.X-b.W))
		xs += clamp(1 - max(0, dx-.25*a.Size)/(.06*width))
		dy := math.Abs(a.Y + a.H/2 - b.Y - b.H/2)
		ys += clamp(1 - max(0, dy-.5*a.Size)/(24+.05*(a.Y+a.H)))
		if distance(a.Color, "#000000") > 12 || distance(b.Color, "#000000") > 12 {
			colors++
			color += clamp(1 - max(0, distance(a.Color, b.Color)-12)/60)
		}
		if distance(a.Background, "#ffffff") > 8 || distance(b.Background, "#ffffff") > 8 {
			grounds++
			ground += clamp(1 - max(0, distance(a.Background, b.Background)-8)/40)
		}
		size += clamp(1 - max(0, math.Abs(b.Size/max(a.Size, 1)-1)-.03)/.3)
		style += flagged(a.Bold, b.Bold, .5) + flagged(a.Italic, b.Italic, .3) + flagged(a.Underline, b.Underline, .2)
	}
	n := max(1, float64(len(pairs)))
	return []term{{.20, xs / n}, {.12, ys / n}, {.04, size / n}, {.02, style / n}, {.05, color / colors}, {.05, ground / grounds}}
}

func bottom(w hypertext.Word) float64 { return w.Y + w.H }

func breaks(a, b hypertext.Word) bool { return math.Abs(bottom(b)-bottom(a)) >= .6*min(a.H, b.H) }

// lineTerms compares where lines break, and how far apart they are.
func lineTerms(pairs []pair) (lines, gaps float64) {
	var both, ref, cand, sum, n float64
	for k := 1; k < len(pairs); k++ {
		p, q := pairs[k-1], pairs[k]
		ba, bb := breaks(p.a, q.a), breaks(p.b, q.b)
		ref, cand = ref+flagged(flag(ba), 1, 1), cand+flagged(flag(bb), 1, 1)
		if ba && bb {
			both++
		}
		if q.at-p.at <= 2 && (ba || bb) {
			n++
			size := max(p.a.Size, q.a.Size)
			d := math.Abs(bottom(q.a) - bottom(p.a) - bottom(q.b) + bottom(p.b))
			sum += clamp(1 - max(0, d-.35*size)/(3*size))
		}
	}
	return ratio(2*both, ref+cand), ratio(sum, n)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// orderTerm asks of words near each other whether they keep left and right, above and below.
func orderTerm(pairs []pair) float64 {
	n := len(pairs)
	if n == 0 {
		return 1
	}
	r := rand.New(rand.NewSource(1))
	var ok, all float64
	side := func(a, b, tolerance float64) int {
		switch {
		case math.Abs(a-b) <= tolerance:
			return 0
		case b > a:
			return 1
		}
		return -1
	}
	for range min(4000, n*n) {
		i := r.Intn(n)
		j := min(n-1, max(0, i+r.Intn(81)-40))
		if i == j {
			continue
		}
		p, q := pairs[i], pairs[j]
		ra := side(p.a.Y+p.a.H/2, q.a.Y+q.a.H/2, .6*p.a.H)
		rb := side(p.b.Y+p.b.H/2, q.b.Y+q.b.H/2, .6*p.b.H)
		all++
		if ra == rb && (ra != 0 || side(p.a.X, q.a.X, 4) == side(p.b.X, q.b.X, 4)) {
			ok++
		}
	}
	return ratio(ok, all)
}

func linkTerm(ref, cand []hypertext.Word, of []int) (t term, kept float64) {
	var theirs, ours, same float64
	for _, w := range cand {
		ours += flagged(flag(w.Link != ""), 1, 1)
	}
	for i, w := range ref {
		if w.Link == "" {
			continue
		}
		theirs++
		if of[i] >= 0 && cand[of[i]].Link == w.Link {
			same++
		}
	}
	if theirs+ours == 0 {
		return term{.05, math.NaN()}, 1
	}
	return term{.05, 2 * same / (theirs + ours)}, ratio(same, theirs)
}

// warp maps heights of the candidate to those of the reference by the lines that both have.
func warp(pairs []pair, ha, hb float64) func(float64) float64 {
	lines := map[float64][]float64{}
	for _, p := range pairs {
		y := math.Round(p.a.Y + p.a.H/2)
		lines[y] = append(lines[y], p.b.Y+p.b.H/2)
	}
	ys := make([]float64, 0, len(lines))
	for y := range lines {
		ys = append(ys, y)
	}
	sort.Float64s(ys)
	from, to := []float64{0}, []float64{0}
	for _, y := range ys {
		v := lines[y]
		sort.Float64s(v)
		if m := v[len(v)/2]; m > from[len(from)-1] {
			from, to = append(from, m), append(to, y)
		}
	}
	from, to = append(from, max(hb, from[len(from)-1]+1)), append(to, max(ha, to[len(to)-1]+1))
	return func(y float64) float64 {
		k := min(max(sort.SearchFloat64s(from, y)-1, 0), len(from)-2)
		return to[k] + (to[k+1]-to[k])*(y-from[k])/max(1e-6, from[k+1]-from[k])
	}
}
