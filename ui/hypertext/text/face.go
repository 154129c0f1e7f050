package text

import (
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
)

// Face is one font in one style.
type Face struct {
	shaper  *harfbuzz.Font
	units   float32 // font units per em
	has     func(rune) bool
	bold    bool // of the font itself
	italic  bool
	colored bool // may have pictures for letters

	ascent, descent, gap float32 // in em
	xHeight              float32
}

func newFace(f *font.Face, bold, italic bool) *Face {
	face := &Face{shaper: harfbuzz.NewFont(f), units: float32(f.Upem()), bold: bold, italic: italic}
	face.colored = len(f.BitmapSizes()) > 0
	if face.units <= 0 {
		face.units = 1000
	}
	if e, ok := f.FontHExtents(); ok {
		face.ascent, face.descent, face.gap = e.Ascender/face.units, -e.Descender/face.units, e.LineGap/face.units
	} else {
		face.ascent, face.descent = 0.9, 0.2
	}
	face.xHeight = f.LineMetric(font.XHeight) / face.units
	if face.xHeight <= 0 {
		face.xHeight = 0.5
	}
	covered := map[rune]bool{}
	face.has = func(r rune) bool {
		known, seen := covered[r]
		if !seen {
			_, known = f.NominalGlyph(r)
			covered[r] = known
		}
		return known
	}
	return face
}

// Source returns the go-text face, for drawing outlines. It is for the goroutine of the face's Library.
func (f *Face) Source() *font.Face { return f.shaper.Face() }

// Bold reports whether the letters of the face are bold by themselves.
func (f *Face) Bold() bool { return f.bold }

// Italic reports whether the letters of the face are slanted by themselves.
func (f *Face) Italic() bool { return f.italic }

// Colored reports whether letters of the face may be pictures.
func (f *Face) Colored() bool { return f.colored }

// Metrics are the heights of a font at a size, in px. Ascent, Descent and Gap are whole px, as browsers have them.
type Metrics struct {
	Ascent, Descent, Gap float32
	XHeight              float32
}

// Metrics returns the heights at a size in px.
func (f *Face) Metrics(size float32) Metrics {
	round := func(em float32) float32 { return float32(math.Round(float64(em * size))) }
	m := Metrics{Ascent: round(f.ascent), Descent: round(f.descent), Gap: round(max(0, f.gap)), XHeight: f.xHeight * size}
	if m.Descent < f.descent*size && m.Ascent >= 1 {
		m.Descent++ // letters reach lower than the rounded line: it moves up by one, as in Skia's browsers
		m.Ascent--
	}
	return m
}
