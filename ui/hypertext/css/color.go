package css

import (
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
)

// Color is a color in sRGB with straight alpha.
type Color struct{ R, G, B, A uint8 }

// Transparent is the color that shows what lies below.
var Transparent = Color{}

// Black is the initial color of text.
var Black = Color{A: 255}

// White is the color of the canvas.
var White = Color{R: 255, G: 255, B: 255, A: 255}

// Hex returns #rrggbb, without the alpha.
func (c Color) Hex() string {
	const digits = "0123456789abcdef"
	return string([]byte{
		'#', digits[c.R>>4], digits[c.R&15], digits[c.G>>4], digits[c.G&15], digits[c.B>>4], digits[c.B&15],
	})
}

// NamedColor returns the color of a CSS name in lower case.
func NamedColor(name string) (Color, bool) {
	if name == "transparent" {
		return Transparent, true
	}
	if name == "rebeccapurple" {
		return Color{R: 0x66, G: 0x33, B: 0x99, A: 255}, true
	}
	if c, ok := colornames.Map[name]; ok {
		return Color{R: c.R, G: c.G, B: c.B, A: c.A}, true
	}
	c, ok := systemColors[name]
	return c, ok
}

// systemColors are the few that mail uses (CSS 2.1 section 18.2).
var systemColors = map[string]Color{
	"windowtext": Black, "window": White, "canvastext": Black, "canvas": White, "buttontext": Black,
	"infotext": Black, "menutext": Black, "graytext": {R: 0x80, G: 0x80, B: 0x80, A: 255},
	"linktext": {R: 0, G: 0, B: 0xEE, A: 255}, "buttonface": {R: 0xEF, G: 0xEF, B: 0xEF, A: 255},
}

// HexColor reads 3, 4, 6 or 8 digits without their number sign.
func HexColor(text string) (Color, bool) {
	n, err := strconv.ParseUint(text, 16, 32)
	if err != nil {
		return Color{}, false
	}
	wide := func(v uint64) uint8 { return uint8(v&15) * 17 }
	switch len(text) {
	case 3:
		return Color{R: wide(n >> 8), G: wide(n >> 4), B: wide(n), A: 255}, true
	case 4:
		return Color{R: wide(n >> 12), G: wide(n >> 8), B: wide(n >> 4), A: wide(n)}, true
	case 6:
		return Color{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 255}, true
	case 8:
		return Color{R: uint8(n >> 24), G: uint8(n >> 16), B: uint8(n >> 8), A: uint8(n)}, true
	}
	return Color{}, false
}

// LegacyColor reads the color of an attribute such as bgcolor: a name, digits with or without a number sign, or
// whatever browsers of the nineties made of anything else (HTML section 2.3.6).
func LegacyColor(text string) (Color, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" || text == "transparent" {
		return Color{}, false
	}
	if c, ok := NamedColor(text); ok {
		return c, true
	}
	if digits, ok := strings.CutPrefix(text, "#"); ok && len(digits) == 3 {
		if c, ok := HexColor(digits); ok {
			return c, true
		}
	}
	return guessColor(strings.TrimPrefix(text, "#"))
}

// guessColor cuts a text in three, reads what digits there are and takes the rest for zeros.
func guessColor(text string) (Color, bool) {
	digits := make([]byte, 0, 128)
	for _, r := range text {
		if len(digits) >= 128 {
			break
		}
		switch {
		case r > 0xFFFF:
			digits = append(digits, '0', '0')
		case r < 0x80 && strings.ContainsRune("0123456789abcdef", r):
			digits = append(digits, byte(r))
		default:
			digits = append(digits, '0')
		}
	}
	for len(digits) == 0 || len(digits)%3 != 0 {
		digits = append(digits, '0')
	}
	size := len(digits) / 3
	parts := [3][]byte{digits[:size], digits[size : 2*size], digits[2*size:]}
	skip := max(0, size-8)
	for size-skip > 2 && parts[0][skip] == '0' && parts[1][skip] == '0' && parts[2][skip] == '0' {
		skip++
	}
	var rgb [3]uint8
	for i, p := range parts {
		p = p[skip:min(size, skip+2)]
		v, err := strconv.ParseUint(string(p), 16, 8)
		if err != nil {
			return Color{}, false
		}
		rgb[i] = uint8(v)
	}
	return Color{R: rgb[0], G: rgb[1], B: rgb[2], A: 255}, true
}
