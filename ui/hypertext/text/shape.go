package text

import (
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// Glyph is a glyph of a shaped text. Its place is relative to the pen, in px.
type Glyph struct {
	ID      uint32
	At      int // index of the first character of its cluster in the text
	X, Y    float32
	Advance float32
}

// Run is a piece of a shaped text in one face.
type Run struct {
	Face       *Face
	Start, End int // characters
	RTL        bool
	Glyphs     []Glyph // in visual order
}

// Shaped is a text with its widths.
type Shaped struct {
	Runs     []Run
	Advances []float32 // of each character, px
}

// Shaper shapes texts. It is for one goroutine at a time.
type Shaper struct {
	buffer *harfbuzz.Buffer
}

// NewShaper returns a shaper.
func NewShaper() *Shaper { return &Shaper{buffer: harfbuzz.NewBuffer()} }

// Shape measures chars in a size. rtl tells their direction; a text in two directions is shaped in two calls.
func (s *Shaper) Shape(stack *Stack, chars []rune, size float32, rtl bool) Shaped {
	out := Shaped{Advances: make([]float32, len(chars))}
	for start := 0; start < len(chars); {
		face, script, end := segment(stack, chars, start)
		out.Runs = append(out.Runs, s.run(face, script, chars, start, end, size, rtl, out.Advances))
		start = end
	}
	return out
}

// segment returns the face for the characters from start on, their script, and where another begins.
func segment(stack *Stack, chars []rune, start int) (face *Face, script language.Script, end int) {
	for end = start; end < len(chars); end++ {
		r := chars[end]
		if face != nil && (neutral(r) || r < 0x80 && r != ' ' && face == stack.First && script == language.Latin) {
			continue
		}
		f := stack.face(r, face)
		if face == nil {
			face = f
		}
		if f != face && !joins(stack, chars, end, face) {
			return face, script, end
		}
		switch sc := language.LookupScript(r); {
		case sc == language.Common || sc == language.Inherited:
		case script == 0 || script == sc:
			script = sc
		default:
			return face, script, end
		}
	}
	return face, script, end
}

// joins reports a space between two characters of another face than the first, which that face shows too.
func joins(stack *Stack, chars []rune, at int, face *Face) bool {
	return chars[at] == ' ' && face.has(' ') && at+1 < len(chars) && stack.face(chars[at+1], face) == face
}

// neutral reports characters that go with whatever stands before them.
func neutral(r rune) bool {
	return r == 0x200B || r == 0x200C || r == 0x200D || r == 0xFEFF || r == 0x00AD || r == 0x034F ||
		r >= 0xFE00 && r <= 0xFE0F || r > 0x2FF && unicode.Is(unicode.Mn, r)
}

func (s *Shaper) run(face *Face, script language.Script, chars []rune, start, end int, size float32, rtl bool, advances []float32) Run {
	if script == 0 {
		script = language.Latin
	}
	b := s.buffer
	b.Clear()
	b.AddRunes(chars, start, end-start)
	b.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: script, Language: "en"}
	if rtl {
		b.Props.Direction = harfbuzz.RightToLeft
	}
	b.Shape(face.shaper, nil)
	scale := size / face.units
	run := Run{Face: face, Start: start, End: end, RTL: rtl, Glyphs: make([]Glyph, len(b.Info))}
	for i := range b.Info {
		p := b.Pos[i]
		g := Glyph{
			ID: uint32(b.Info[i].Glyph), At: b.Info[i].Cluster,
			X: float32(p.XOffset) * scale, Y: float32(p.YOffset) * scale, Advance: float32(p.XAdvance) * scale,
		}
		run.Glyphs[i] = g
		if g.At >= start && g.At < end {
			advances[g.At] += g.Advance
		}
	}
	spreadLigatures(run, advances)
	return run
}

// spreadLigatures shares the width of a glyph out to the characters that it stands for, so that a caret can stand
// between them.
func spreadLigatures(run Run, advances []float32) {
	if len(run.Glyphs) == run.End-run.Start {
		return
	}
	starts := make([]bool, run.End-run.Start)
	for _, g := range run.Glyphs {
		if g.At >= run.Start && g.At < run.End {
			starts[g.At-run.Start] = true
		}
	}
	for i := 0; i < len(starts); {
		end := i + 1
		for end < len(starts) && !starts[end] {
			end++
		}
		if end > i+1 {
			share := advances[run.Start+i] / float32(end-i)
			for k := i; k < end; k++ {
				advances[run.Start+k] = share
			}
		}
		i = end
	}
}
