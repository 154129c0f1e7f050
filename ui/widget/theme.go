package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode says which variant of the colours is shown.
type Mode string

// The modes. The zero value follows the system.
const (
	ModeSystem Mode = "system"
	ModeLight  Mode = "light"
	ModeDark   Mode = "dark"
)

// look is the fyne.Theme of the product.
type look struct {
	fyne.Theme
	mode func() Mode
}

// NewTheme returns the theme. mode is asked for every colour, on Fyne's goroutine, and may be nil to follow the
// system. To switch live, change what mode answers and call Settings().SetTheme with the same theme again.
func NewTheme(mode func() Mode) fyne.Theme {
	if mode == nil {
		mode = func() Mode { return ModeSystem }
	}
	clear(advances) // what was measured with another font
	clear(cuts)
	return &look{Theme: theme.DefaultTheme(), mode: mode}
}

// Color returns the colour of a role, or of one of Fyne's own names, in the current theme and variant.
func Color(name fyne.ThemeColorName) color.Color { return theme.Color(name) }

// fyneColors says which role stands behind each name that Fyne's own widgets use.
var fyneColors = map[fyne.ThemeColorName]fyne.ThemeColorName{
	theme.ColorNameBackground:          ColorSurface,
	theme.ColorNameButton:              ColorSurface,
	theme.ColorNameDisabledButton:      ColorSidebar,
	theme.ColorNameDisabled:            ColorFaint,
	theme.ColorNameError:               ColorFailed,
	theme.ColorNameFocus:               ColorAccent,
	theme.ColorNameForeground:          ColorText,
	theme.ColorNameForegroundOnPrimary: ColorOnAccent,
	theme.ColorNameForegroundOnError:   ColorOnAccent,
	theme.ColorNameForegroundOnSuccess: ColorOnAccent,
	theme.ColorNameForegroundOnWarning: ColorOnAccent,
	theme.ColorNameHeaderBackground:    ColorSidebar,
	theme.ColorNameHover:               ColorSidebar,
	theme.ColorNameHyperlink:           ColorAccent,
	theme.ColorNameInputBorder:         ColorLine,
	theme.ColorNameMenuBackground:      ColorSurface,
	theme.ColorNameOverlayBackground:   ColorSurface,
	theme.ColorNamePlaceHolder:         ColorFaint,
	theme.ColorNamePressed:             ColorSelection,
	theme.ColorNamePrimary:             ColorAccent,
	theme.ColorNameScrollBar:           ColorFaint,
	theme.ColorNameSelection:           ColorSelection,
	theme.ColorNameSeparator:           ColorLine,
	theme.ColorNameSuccess:             ColorGood,
	theme.ColorNameWarning:             ColorWaiting,
}

// Color implements fyne.Theme.
func (l *look) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch l.mode() {
	case ModeLight:
		variant = theme.VariantLight
	case ModeDark:
		variant = theme.VariantDark
	case ModeSystem:
	}
	if role, ok := fyneColors[name]; ok {
		name = role
	}
	if p, ok := palette[name]; ok {
		if variant == theme.VariantLight {
			return p.light
		}
		return p.dark
	}
	switch name {
	case theme.ColorNameShadow, theme.ColorNameScrollBarBackground, theme.ColorNameInputBackground:
		return color.Transparent
	}
	return l.Theme.Color(name, variant)
}

// Font implements fyne.Theme: one family for Latin and Chinese, upright, in two weights. Monospace text is the
// regular face too, because a face without Chinese glyphs would shift and clip mixed lines.
func (l *look) Font(style fyne.TextStyle) fyne.Resource {
	if style.Symbol {
		return l.Theme.Font(style)
	}
	return fontOf(style.Bold)
}

var fyneSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:               SizeInterface,
	theme.SizeNameCaptionText:        SizeMeta,
	theme.SizeNameSubHeadingText:     SizeCard,
	theme.SizeNameHeadingText:        SizePage,
	theme.SizeNamePadding:            Gap4,
	theme.SizeNameInnerPadding:       Gap8,
	theme.SizeNameLineSpacing:        Gap4,
	theme.SizeNameInlineIcon:         18,
	theme.SizeNameInputBorder:        0,
	theme.SizeNameInputRadius:        RadiusControl,
	theme.SizeNameSelectionRadius:    RadiusControl,
	theme.SizeNameSeparatorThickness: LineWidth,
	theme.SizeNameScrollBar:          8,
	theme.SizeNameScrollBarSmall:     4,
	theme.SizeNameScrollBarRadius:    4,
}

// Size implements fyne.Theme.
func (l *look) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := fyneSizes[name]; ok {
		return s
	}
	return l.Theme.Size(name)
}
