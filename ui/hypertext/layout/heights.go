package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
	"letterbox/ui/hypertext/text"
)

// heights are what reaches above and below a base line.
type heights struct {
	ascent, descent Unit
	xHeight         Unit
}

func (h heights) height() Unit { return h.ascent + h.descent }

// fontOf returns the content area of a style's text.
func (e *engine) fontOf(s *style.Style) heights {
	m := e.opt.Fonts.Stack(s.Families, s.Weight, s.Italic).First.Metrics(s.FontSize)
	return heights{ascent: FromPx(m.Ascent), descent: FromPx(m.Descent), xHeight: FromPx(m.XHeight)}
}

// strutOf returns the content area with half of the leading at either side (CSS 2.1 section 10.8.1).
func (e *engine) strutOf(s *style.Style) heights {
	face := e.opt.Fonts.Stack(s.Families, s.Weight, s.Italic).First
	switch s.LineHeight.Kind {
	case style.Times:
		return e.fontOf(s).led(FromPx(s.LineHeight.N * s.FontSize))
	case style.Exactly:
		return e.fontOf(s).led(FromPx(s.LineHeight.N))
	default:
		return normalHeights(face, s.FontSize)
	}
}

// normalHeights is the strut of line-height: normal.
func normalHeights(face *text.Face, size float32) heights {
	m := face.Metrics(size)
	h := heights{ascent: FromPx(m.Ascent), descent: FromPx(m.Descent), xHeight: FromPx(m.XHeight)}
	return h.led(FromPx(m.Ascent + m.Descent + m.Gap))
}

// led spreads the leading; the half above is rounded down to whole px.
func (h heights) led(lineHeight Unit) heights {
	leading := lineHeight - h.height()
	above := (leading / 2).floor()
	h.ascent += above
	h.descent += leading - above
	return h
}

// atomicHeights returns what an atomic box puts above and below the base line (CSS 2.1 section 10.8.1): a picture
// stands on it, an inline block hangs by its last line.
func atomicHeights(b *box.Box, f *Fragment, ed *edges) heights {
	total := f.H + ed.margin[top] + ed.margin[bottom]
	switch {
	case b.Kind == box.Replaced, !f.hasLine, b.Kind == box.Block && b.Style.Clips:
		return heights{ascent: total}
	case b.Kind == box.Table:
		return heights{ascent: ed.margin[top] + f.baseline, descent: total - ed.margin[top] - f.baseline}
	}
	above := ed.margin[top] + f.lastLine
	return heights{ascent: above, descent: total - above}
}

// atomic lays out an inline-level box that is one character of its line (CSS 2.1 sections 10.3.9 and 10.3.2).
func (e *engine) atomic(b *box.Box, sp space) (*Fragment, edges) {
	return e.floating(b, sp)
}

// marker places the marker of a list item beside its first line (CSS 2.1 section 12.5.1).
func (e *engine) marker(b *box.Box, f *Fragment, st *flow) {
	if b.Marker == "" {
		return
	}
	y := st.dy + e.strutOf(b.Style).ascent
	if f.hasLine {
		y = f.baseline
	}
	f.Marker = &Marker{Text: b.Marker, X: -FromPx(b.Style.FontSize / 2), Y: y}
}
