package typeset

import (
	"bytes"
	"fmt"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Fonts is a font with others behind it for the characters that it lacks. It may serve several layouts of one goroutine.
type Fonts struct {
	own       *font.Face
	others    []*font.Face
	more      func() [][]byte
	system    bool
	read      bool // more has been asked
	scanned   *fontscan.FontMap
	shaper    shaping.HarfbuzzShaper
	segmenter shaping.Segmenter
	widths    [128]float32 // of ASCII, in em
}

// fontsKept is for how many fonts the shaper keeps what it prepared.
const fontsKept = 16

// NewFonts reads a font. more gives further ones in their order, and is asked at the first character that the font
// lacks; it may be nil. system has the fonts of the system looked through for what none of these has.
func NewFonts(own []byte, more func() [][]byte, system bool) (*Fonts, error) {
	face, err := font.ParseTTF(bytes.NewReader(own))
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	f := &Fonts{own: face, more: more, system: system}
	f.shaper.SetFontCacheSize(fontsKept) // it keeps none unless told to, and preparing one takes longer than shaping a page
	for r := range f.widths {
		if glyph, ok := face.NominalGlyph(rune(r)); ok {
			f.widths[r] = face.HorizontalAdvance(glyph) / float32(face.Upem())
		}
	}
	return f, nil
}

// ResolveFace returns the font for a character. It implements shaping.Fontmap.
func (f *Fonts) ResolveFace(r rune) *font.Face {
	if has(f.own, r) {
		return f.own
	}
	f.readMore()
	for _, face := range f.others {
		if has(face, r) {
			return face
		}
	}
	if face := f.fromSystem(r); face != nil {
		f.others = append(f.others, face)
		return face
	}
	return f.own
}

func has(face *font.Face, r rune) bool {
	_, ok := face.NominalGlyph(r)
	return ok
}

func (f *Fonts) readMore() {
	if f.read || f.more == nil {
		return
	}
	f.read = true
	for _, data := range f.more() {
		if face, err := font.ParseTTF(bytes.NewReader(data)); err == nil {
			f.others = append(f.others, face)
		}
	}
}

// fromSystem returns a font of the system that has a character, nil when there is none.
func (f *Fonts) fromSystem(r rune) *font.Face {
	if !f.system {
		return nil
	}
	if f.scanned == nil {
		f.scanned = fontscan.NewFontMap(silence{})
		if err := f.scanned.UseSystemFonts(""); err != nil {
			f.system = false
			return nil
		}
		f.scanned.SetQuery(fontscan.Query{Families: []string{fontscan.SansSerif}})
	}
	return f.scanned.ResolveFace(r)
}

// silence is a logger for what nobody can act on: which files of the system are no fonts.
type silence struct{}

func (silence) Printf(string, ...any) {}

// run is a part of a shaped text with one font and direction.
type run struct {
	rtl    bool
	own    bool    // set in the first font
	ascent float32 // of the font, in pixels
}

// shape shapes a text. It returns the runs, which run each character belongs to, and the width of each character; a
// ligature gives its width to its characters in equal parts. Characters that are not seen are shaped as blanks: the
// shaper would end the paragraph at some of them.
func (f *Fonts) shape(text []rune, size float32) (runs []run, at []uint16, widths []float32) {
	at, widths = make([]uint16, len(text)), make([]float32, len(text))
	for i, r := range text {
		if hidden(r) {
			text[i] = ' '
		}
	}
	in := shaping.Input{Text: text, RunEnd: len(text), Direction: di.DirectionLTR, Face: f.own, Size: fixed.Int26_6(size * 64)}
	for _, part := range f.segmenter.Split(in, f) {
		if part.RunStart >= part.RunEnd {
			continue
		}
		out := f.shaper.Shape(part)
		n := uint16(min(len(runs), 1<<16-1))
		runs = append(runs, run{
			rtl: part.Direction.Progression() == di.TowardTopLeft, own: part.Face == f.own, ascent: pixels(out.LineBounds.Ascent),
		})
		for i := part.RunStart; i < part.RunEnd; i++ {
			at[i] = n
		}
		for _, g := range out.Glyphs {
			if g.ClusterIndex < 0 || g.ClusterIndex >= len(widths) {
				continue
			}
			count := max(min(g.RuneCount, len(widths)-g.ClusterIndex), 1)
			for i := range count {
				widths[g.ClusterIndex+i] += pixels(g.XAdvance) / float32(count)
			}
		}
	}
	return runs, at, widths
}

// hidden reports whether a character is not seen: controls, and those that end a line.
func hidden(r rune) bool { return unicode.IsControl(r) || r == 0x2028 || r == 0x2029 }

func pixels(v fixed.Int26_6) float32 { return float32(v) / 64 }

// estimate returns about how wide a text is in em, without shaping it.
func (f *Fonts) estimate(text string) float32 {
	var w float32
	for _, r := range text {
		switch {
		case r < 128:
			w += f.widths[r]
		case wide(r):
			w++
		default:
			w += 0.6
		}
	}
	return w
}
