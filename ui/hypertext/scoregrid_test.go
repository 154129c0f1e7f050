package hypertext_test

import (
	"math"

	"letterbox/ui/hypertext"
)

const cell = 8

// grid paints the backgrounds of a dump into cells.
func grid(d hypertext.Dump, height float64, f func(float64) float64) [][]string {
	cols, rows := int(d.W)/cell+1, int(height)/cell+1
	g := make([][]string, rows)
	for r := range g {
		g[r] = make([]string, cols)
		for c := range g[r] {
			g[r][c] = d.Canvas
		}
	}
	for _, b := range d.Boxes {
		if b.Background == "" {
			continue
		}
		y0, y1 := f(b.Y), f(b.Y+b.H)
		for r := max(0, int(y0/cell+.5)); r < min(rows, int(y1/cell+.5)); r++ {
			for c := max(0, int(b.X/cell+.5)); c < min(cols, int((b.X+b.W)/cell+.5)); c++ {
				g[r][c] = b.Background
			}
		}
	}
	return g
}

// backgroundTerm compares what lies behind the words; cells that are white in both tell little.
func backgroundTerm(ref, cand hypertext.Dump, f func(float64) float64) term {
	height := max(ref.H, 1)
	a, b := grid(ref, height, func(y float64) float64 { return y }), grid(cand, height, f)
	var ok, all float64
	tinted := false
	for r := range a {
		for c := range a[r] {
			x, y := a[r][c], b[r][c]
			w := .05
			if distance(x, "#ffffff") > 4 || distance(y, "#ffffff") > 4 {
				w, tinted = 1, true
			}
			all += w
			if x == y {
				ok += w
			} else {
				ok += w * clamp(1-max(0, distance(x, y)-6)/40)
			}
		}
	}
	if !tinted {
		return term{.12, math.NaN()}
	}
	return term{.12, ok / all}
}

func large(list []hypertext.DumpImage) []hypertext.Rect {
	var out []hypertext.Rect
	for _, i := range list {
		if i.W*i.H >= 64 {
			out = append(out, i.Rect)
		}
	}
	return out
}

// imageTerm compares pictures by how much of them overlaps.
func imageTerm(ref, cand []hypertext.DumpImage, f func(float64) float64) term {
	a, b := large(ref), large(cand)
	if len(a)+len(b) == 0 {
		return term{.03, math.NaN()}
	}
	total, taken := 0.0, make([]bool, len(b))
	for _, x := range a {
		best, at := 0.0, -1
		for k, z := range b {
			y := z.Y
			if math.Abs(f(y)-x.Y) < math.Abs(y-x.Y) {
				y = f(y)
			}
			if v := overlap(x, hypertext.Rect{X: z.X, Y: y, W: z.W, H: z.H}); !taken[k] && v > best {
				best, at = v, k
			}
		}
		if at >= 0 {
			taken[at] = true
			total += best
		}
	}
	return term{.03, 2 * total / float64(len(a)+len(b))}
}

func overlap(x, z hypertext.Rect) float64 {
	w := min(x.X+x.W, z.X+z.W) - max(x.X, z.X)
	h := min(x.Y+x.H, z.Y+z.H) - max(x.Y, z.Y)
	if w <= 0 || h <= 0 {
		return 0
	}
	return w * h / (x.W*x.H + z.W*z.H - w*h)
}
