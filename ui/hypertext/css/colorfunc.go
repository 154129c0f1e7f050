package css

import "math"

// colorFunction reads the arguments of rgb(), rgba(), hsl() and hsla(), with commas or spaces (CSS Color 4 section 5).
func colorFunction(name string, args []Value) (Color, bool) {
	var n [4]Value
	count := 0
	for _, a := range args {
		switch {
		case a.Kind == Comma || a.Kind == Slash:
			continue
		case a.Kind != Number && a.Kind != Percent && a.Kind != Length || count == 4:
			return Color{}, false
		}
		n[count] = a
		count++
	}
	if count < 3 {
		return Color{}, false
	}
	alpha := float32(1)
	if count == 4 {
		alpha = unitInterval(n[3], 1)
	}
	c := Color{A: byteOf(alpha * 255)}
	switch name {
	case "rgb", "rgba":
		c.R, c.G, c.B = byteOf(unitInterval(n[0], 255)*255), byteOf(unitInterval(n[1], 255)*255), byteOf(unitInterval(n[2], 255)*255)
	case "hsl", "hsla":
		c.R, c.G, c.B = hsl(float64(n[0].N), float64(n[1].N)/100, float64(n[2].N)/100)
	default:
		return Color{}, false
	}
	return c, true
}

// unitInterval returns a number out of whole, or a percentage, as 0 to 1.
func unitInterval(v Value, whole float32) float32 {
	if v.Kind == Percent {
		whole = 100
	}
	return max(0, min(1, v.N/whole))
}

func byteOf(v float32) uint8 { return uint8(max(0, min(255, v+0.5))) }

func hsl(h, s, l float64) (r, g, b uint8) {
	h = math.Mod(math.Mod(h, 360)+360, 360) / 30
	s, l = max(0, min(1, s)), max(0, min(1, l))
	a := s * min(l, 1-l)
	at := func(n float64) uint8 {
		k := math.Mod(n+h, 12)
		return byteOf(float32(255 * (l - a*max(-1, min(k-3, 9-k, 1)))))
	}
	return at(0), at(8), at(4)
}
