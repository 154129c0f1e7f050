package widget

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"github.com/go-text/typesetting/fontscan"

	"letterbox/assets"
)

// The font of the product, in two weights.
var (
	fontRegular = fyne.NewStaticResource("letterbox-regular.otf", assets.FontRegular())
	fontBold    = fyne.NewStaticResource("letterbox-bold.otf", assets.FontBold())
)

func fontOf(bold bool) fyne.Resource {
	if bold {
		return fontBold
	}
	return fontRegular
}

// covered are characters that the font has, but for rare Chinese ones, for which every way ends at the fonts of the
// system. The list need not be complete.
var covered = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x20, Hi: 0x7E, Stride: 1},
		{Lo: 0xA0, Hi: 0xFF, Stride: 1},
		{Lo: 0x401, Hi: 0x401, Stride: 1},
		{Lo: 0x410, Hi: 0x44F, Stride: 1},
		{Lo: 0x451, Hi: 0x451, Stride: 1},
		{Lo: 0x2010, Hi: 0x2016, Stride: 1},
		{Lo: 0x2018, Hi: 0x201A, Stride: 1},
		{Lo: 0x201C, Hi: 0x201E, Stride: 1},
		{Lo: 0x2020, Hi: 0x2022, Stride: 1},
		{Lo: 0x2025, Hi: 0x2027, Stride: 1},
		{Lo: 0x2030, Hi: 0x2030, Stride: 1},
		{Lo: 0x2032, Hi: 0x2033, Stride: 1},
		{Lo: 0x2039, Hi: 0x203A, Stride: 1},
		{Lo: 0x20AC, Hi: 0x20AC, Stride: 1},
		{Lo: 0x2190, Hi: 0x2199, Stride: 1},
		{Lo: 0x2713, Hi: 0x2713, Stride: 1},
		{Lo: 0x3000, Hi: 0x303F, Stride: 1},
		{Lo: 0x3041, Hi: 0x3096, Stride: 1},
		{Lo: 0x3099, Hi: 0x30FF, Stride: 1},
		{Lo: 0x4E00, Hi: 0x9FFF, Stride: 1},
		{Lo: 0xFF01, Hi: 0xFFBE, Stride: 1},
		{Lo: 0xFFE0, Hi: 0xFFE6, Stride: 1},
	},
	LatinOffset: 2,
}

// sourceOf returns the font for a text, nil for what the toolkit makes of the theme's font. That is the same font,
// with others behind it: those of the toolkit for other scripts and emoji, and those of the system. Reading all of
// them takes ten times as long as reading the first, and every weight has its own, so they are left alone until
// there is a character for them.
func sourceOf(text string, bold bool) fyne.Resource {
	for _, r := range text {
		if (r < 0x20 || r > 0x7E) && !unicode.Is(covered, r) {
			return nil
		}
	}
	return fontOf(bold)
}

// SetFont gives a text the font for what it says, in its weight. Call it when either has changed, before the text
// is measured or painted.
func SetFont(t *canvas.Text) { t.FontSource = sourceOf(t.Text, t.TextStyle.Bold) }

// MeasureText returns the size of a text in the font that SetFont gives it.
func MeasureText(text string, size float32, bold bool) fyne.Size {
	// The second result is no error but the base line, which placeText knows from the font.
	s, _ := fyne.CurrentApp().Driver().RenderedTextSize(text, size, fyne.TextStyle{Bold: bold}, sourceOf(text, bold))
	return s
}

// ReadFonts has the toolkit read the font in both weights, which it would do at the first text otherwise. The toolkit
// must have an application, and nobody may measure or paint a text meanwhile.
func ReadFonts() {
	MeasureText("a", SizeInterface, false)
	MeasureText("a", SizeInterface, true)
}

// FindSystemFonts looks for the fonts of the system, which the toolkit does at the first text that needs another font
// than ours, while a person waits. Any goroutine may call it; what it finds is kept for the whole process.
func FindSystemFonts() {
	_ = fontscan.NewFontMap(silence{}).UseSystemFonts("") // fails where the system has no fonts: ours stay, as in the toolkit
}

// silence is a logger for what nobody can act on: which files of the system are no fonts.
type silence struct{}

func (silence) Printf(string, ...any) {}
