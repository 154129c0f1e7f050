package css

import "math"

// Perceived is a color by how people see it: lightness from 0 to 1, and the two axes green to red and blue to yellow
// (OKLab).
type Perceived struct{ L, A, B float64 }

// Perceive converts a color; its alpha is left out.
func (c Color) Perceive() Perceived {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return Perceived{
		L: 0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		A: 1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		B: 0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// Chroma returns how far a color is from grey: 0 for grey, about 0.3 for the strongest colors of a screen.
func (p Perceived) Chroma() float64 { return math.Hypot(p.A, p.B) }

// Color returns the nearest color of the screen of the same lightness and hue: where it has none as strong, a weaker
// one.
func (p Perceived) Color(alpha uint8) Color {
	p.L = max(0, min(p.L, 1))
	weak, strong := 0.0, 1.0
	out, fits := p.exact(alpha)
	if fits {
		return out
	}
	for range 8 {
		middle := (weak + strong) / 2
		if c, ok := (Perceived{p.L, p.A * middle, p.B * middle}).exact(alpha); ok {
			weak, out = middle, c
		} else {
			strong = middle
		}
	}
	if weak == 0 {
		out, _ = Perceived{L: p.L}.exact(alpha) // every screen shows greys
	}
	return out
}

// exact converts back; ok is false for what no screen shows.
func (p Perceived) exact(alpha uint8) (c Color, ok bool) {
	l := cube(p.L + 0.3963377774*p.A + 0.2158037573*p.B)
	m := cube(p.L - 0.1055613458*p.A - 0.0638541728*p.B)
	s := cube(p.L - 0.0894841775*p.A - 1.2914855480*p.B)
	r := 4.0767416621*l - 3.3077115913*m + 0.2309699292*s
	g := -1.2684380046*l + 2.6097574011*m - 0.3413193965*s
	b := -0.0041960863*l - 0.7034186147*m + 1.7076147010*s
	const slack = 0.001
	ok = min(r, g, b) >= -slack && max(r, g, b) <= 1+slack
	return Color{R: encoded(r), G: encoded(g), B: encoded(b), A: alpha}, ok
}

func cube(v float64) float64 { return v * v * v }

func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

func encoded(v float64) uint8 {
	v = max(0, min(v, 1))
	if v <= 0.0031308 {
		v *= 12.92
	} else {
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	return uint8(v*255 + 0.5)
}

// Luminance returns the relative luminance of a color (WCAG 2.1), from 0 to 1.
func (c Color) Luminance() float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// Contrast returns the contrast of two colors (WCAG 2.1), from 1 to 21.
func Contrast(a, b Color) float64 {
	x, y := a.Luminance(), b.Luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Over returns what is seen of a color on an opaque one.
func (c Color) Over(below Color) Color {
	mix := func(a, b uint8) uint8 { return uint8((uint32(a)*uint32(c.A) + uint32(b)*uint32(255-c.A) + 127) / 255) }
	return Color{R: mix(c.R, below.R), G: mix(c.G, below.G), B: mix(c.B, below.B), A: 255}
}
