package widget

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2/theme"

	"letterbox/assets"
	"letterbox/ui/text"
	"letterbox/ui/typeset"
)

// editorView is the text as it is shown: with the composition in it, or as dots. It implements typeset.Source. The
// composition is only here, never in the document.
type editorView struct {
	doc      *text.Document
	composed string
	at       int // where composed stands
	caret    int // where the caret is in it
	masked   bool
}

const dot = "•"

// Len implements typeset.Source.
func (v *editorView) Len() int {
	if v.masked {
		return len(dot) * utf8.RuneCountInString(v.doc.String())
	}
	return v.doc.Len() + len(v.composed)
}

// Slice implements typeset.Source.
func (v *editorView) Slice(from, to int) string {
	if v.masked {
		return strings.Repeat(dot, v.Len()/len(dot))[min(from, v.Len()):min(to, v.Len())]
	}
	n := len(v.composed)
	if n == 0 || to <= v.at {
		return v.doc.Slice(from, to)
	}
	if from >= v.at+n {
		return v.doc.Slice(from-n, to-n)
	}
	return v.doc.Slice(from, v.at) + v.composed[max(from-v.at, 0):min(to-v.at, n)] + v.doc.Slice(v.at, to-n)
}

// in returns where an offset of the document is shown; the one of the composition, behind it.
func (v *editorView) in(offset int) int {
	switch {
	case v.masked:
		return len(dot) * utf8.RuneCountInString(v.doc.Slice(0, offset))
	case offset >= v.at:
		return offset + len(v.composed)
	default:
		return offset
	}
}

// out returns the offset of the document for one that is shown.
func (v *editorView) out(offset int) int {
	if v.masked {
		s := v.doc.String()
		at := 0
		for n := offset / len(dot); n > 0 && at < len(s); n-- {
			_, size := utf8.DecodeRuneInString(s[at:])
			at += size
		}
		return at
	}
	if offset <= v.at {
		return offset
	}
	return max(offset-len(v.composed), v.at)
}

// setFonts are the fonts of all editors; they are read once.
var setFonts *typeset.Fonts

// editorFonts returns the font of the product with those behind it that the toolkit has too, in its order, so that what
// is measured is what is drawn.
func editorFonts() *typeset.Fonts {
	if setFonts == nil {
		f, err := typeset.NewFonts(assets.FontRegular(), func() [][]byte {
			list := [][]byte{theme.DefaultTextFont().Content()}
			if emoji := theme.DefaultEmojiFont(); emoji != nil {
				list = append(list, emoji.Content())
			}
			return list
		}, true)
		if err != nil {
			panic(err) // the font is part of the program
		}
		setFonts = f
	}
	return setFonts
}
