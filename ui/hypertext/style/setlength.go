package style

import "letterbox/ui/hypertext/css"

// relative returns how many px a unit has here. em is the font size it is relative to.
func (cp *computing) relative(u css.Unit, em float32) float32 {
	switch u {
	case css.Em, css.Quirky:
		return em
	case css.Rem:
		return cp.c.root
	case css.Ex:
		return em * 0.528 // the height of x in the fonts that mail asks for most
	case css.Ch:
		return em * 0.556
	case css.Vw:
		return cp.c.env.Width / 100
	case css.Vh:
		return cp.c.env.Height / 100
	default:
		return 1
	}
}

// length computes a length, percentage, sum or keyword.
func (cp *computing) length(v css.Value) Length {
	switch v.Kind {
	case css.Length:
		return Px(clampPx(v.N * cp.relative(v.Unit, cp.s.FontSize)))
	case css.Number:
		return Px(clampPx(v.N))
	case css.Percent:
		return Length{Kind: Fixed, Pct: v.N}
	case css.Sum:
		var sum Length
		for _, part := range v.List {
			l := cp.length(part)
			sum.Px, sum.Pct = sum.Px+l.Px, sum.Pct+l.Pct
		}
		sum.Kind = Fixed
		return sum
	default:
		return keywordLength(v.Text)
	}
}

func keywordLength(word string) Length {
	switch word {
	case "none":
		return Length{Kind: None}
	case "min-content":
		return Length{Kind: MinContent}
	case "max-content":
		return Length{Kind: MaxContent}
	case "fit-content":
		return Length{Kind: FitContent}
	}
	return Length{}
}

// maxPx is beyond any document that can be shown, and far within what 1/64 px can count.
const maxPx = 4_000_000

func clampPx(n float32) float32 { return max(-maxPx, min(maxPx, n)) }

// px computes a length that knows no percentages.
func (cp *computing) px(v css.Value) float32 {
	switch v.Text {
	case "thin":
		return 1
	case "medium":
		return 3
	case "thick":
		return 5
	}
	return cp.length(v).Px
}

// sizeWords are the absolute sizes of fonts (CSS Fonts 3 section 3.5).
var sizeWords = map[string]float32{
	"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32, "xxx-large": 48,
}

const maxFontSize = 2000

func setFontSize(cp *computing, v css.Value) {
	em := cp.parent.FontSize
	size := em
	switch v.Kind {
	case css.Length:
		size = v.N * cp.relative(v.Unit, em)
	case css.Percent:
		size = em * v.N / 100
	case css.Sum:
		size = 0
		for _, part := range v.List {
			if part.Kind == css.Percent {
				size += em * part.N / 100
			} else {
				size += part.N * cp.relative(part.Unit, em)
			}
		}
	case css.Number:
		size = v.N
	default:
		switch v.Text {
		case "smaller":
			size = em / 1.2
		case "larger":
			size = em * 1.2
		default:
			size = sizeWords[v.Text]
		}
	}
	cp.s.FontSize = max(0, min(maxFontSize, size))
}

func setLineHeight(cp *computing, v css.Value) {
	em := cp.s.FontSize
	switch v.Kind {
	case css.Number:
		cp.s.LineHeight = LineHeight{Times, min(v.N, 1000)}
	case css.Percent:
		cp.s.LineHeight = LineHeight{Exactly, clampPx(em * v.N / 100)}
	case css.Length, css.Sum:
		cp.s.LineHeight = LineHeight{Exactly, clampPx(cp.length(v).Of(em))}
	default:
		cp.s.LineHeight = LineHeight{}
	}
}

func setVertical(cp *computing, v css.Value) {
	switch v.Kind {
	case css.Word:
		cp.s.Vertical = verticalWords[v.Text]
	default:
		cp.s.Vertical = Raised
		cp.s.Raise = cp.length(v).Of(cp.lineHeight())
	}
}

// lineHeight is what percentages of vertical-align refer to; for normal it is an estimate.
func (cp *computing) lineHeight() float32 {
	switch h := cp.s.LineHeight; h.Kind {
	case Times:
		return h.N * cp.s.FontSize
	case Exactly:
		return h.N
	default:
		return 1.15 * cp.s.FontSize
	}
}

func setWeight(cp *computing, v css.Value) {
	w := cp.parent.Weight
	switch {
	case v.Kind == css.Number:
		w = uint16(max(1, min(1000, v.N)))
	case v.Text == "bold":
		w = 700
	case v.Text == "normal":
		w = 400
	case v.Text == "bolder":
		w = bolder(w)
	case v.Text == "lighter":
		w = lighter(w)
	}
	cp.s.Weight = w
}

func bolder(w uint16) uint16 {
	switch {
	case w < 350:
		return 400
	case w < 550:
		return 700
	}
	return 900
}

func lighter(w uint16) uint16 {
	switch {
	case w < 550:
		return 100
	case w < 750:
		return 400
	}
	return 700
}
