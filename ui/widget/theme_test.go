package widget

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"letterbox/assets"
)

// themed starts a test application in the product's theme.
func themed(t testing.TB, mode Mode) fyne.App {
	t.Helper()
	app := test.NewApp()
	app.Settings().SetTheme(NewTheme(func() Mode { return mode }))
	t.Cleanup(app.Quit)
	return app
}

// luminance is the relative luminance of WCAG 2.
func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrastOfTextIsEnough(t *testing.T) {
	pairs := [][2]fyne.ThemeColorName{
		{ColorText, ColorSurface},
		{ColorText, ColorWindow},
		{ColorText, ColorSidebar},
		{ColorText, ColorSelection},
		{ColorText, ColorAccentWeak},
		{ColorSecondary, ColorSurface},
		{ColorSecondary, ColorWindow},
		{ColorSecondary, ColorSidebar},
		{ColorSecondary, ColorSelection},
		{ColorSecondary, ColorAccentWeak},
		{ColorAccent, ColorSurface},
		{ColorAccent, ColorAccentWeak},
		{ColorOnAccent, ColorAccent},
		{ColorGood, ColorGoodWeak},
		{ColorWaiting, ColorWaitingWeak},
		{ColorFailed, ColorFailedWeak},
		{ColorFailed, ColorSurface},
	}
	for _, p := range pairs {
		light := contrast(palette[p[0]].light, palette[p[1]].light)
		dark := contrast(palette[p[0]].dark, palette[p[1]].dark)
		if light < 4.5 || dark < 4.5 {
			t.Errorf("%s on %s: %.2f light, %.2f dark", p[0], p[1], light, dark)
		}
	}
	for _, hex := range avatarColors {
		if c := contrast(rgb(hex), rgb(0xFFFFFF)); c < 4.5 {
			t.Errorf("white on avatar %06X: %.2f", hex, c)
		}
	}
}

func TestThemeSwitchesLive(t *testing.T) {
	mode := ModeLight
	app := test.NewApp()
	defer app.Quit()
	look := NewTheme(func() Mode { return mode })
	app.Settings().SetTheme(look)
	if got := Color(ColorSurface); got != palette[ColorSurface].light {
		t.Errorf("light surface is %v", got)
	}
	mode = ModeDark
	app.Settings().SetTheme(look)
	if got := Color(ColorSurface); got != palette[ColorSurface].dark {
		t.Errorf("dark surface is %v", got)
	}
	if got := Color(theme.ColorNamePrimary); got != palette[ColorAccent].dark {
		t.Errorf("the toolkit's primary colour is %v", got)
	}
}

func TestEveryIconCanBeDrawn(t *testing.T) {
	themed(t, ModeLight)
	names := assets.IconNames()
	if len(names) < 20 {
		t.Fatalf("found %d icons only", len(names))
	}
	for _, name := range names {
		icon := NewIcon(name, ColorText, IconSize)
		w := test.NewWindow(icon)
		w.SetPadded(false)
		w.Resize(fyne.NewSquareSize(IconSize))
		picture := w.Canvas().Capture()
		empty := true
		for y := range int(IconSize) {
			for x := range int(IconSize) {
				if picture.At(x, y) != picture.At(0, 0) {
					empty = false
				}
			}
		}
		if empty {
			t.Errorf("icon %s draws nothing", name)
		}
		w.Close()
	}
}

func TestFontCoversWhatScreensSay(t *testing.T) {
	app := themed(t, ModeLight)
	for _, bold := range []bool{false, true} {
		res := app.Settings().Theme().Font(fyne.TextStyle{Bold: bold})
		if len(res.Content()) < 1<<20 {
			t.Errorf("bold %v: the font has %d bytes", bold, len(res.Content()))
		}
	}
	f := face{SizeInterface, false}
	if w := f.advance('国'); w != SizeInterface {
		t.Errorf("a Chinese character is %v wide", w)
	}
	if apostrophe := f.advance('’'); apostrophe > 6 {
		t.Errorf("an apostrophe is %v wide", apostrophe)
	}
}
