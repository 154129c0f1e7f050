package css

// parseBackground reads the layers of a background and keeps the first with an image, and the color (CSS
// Backgrounds 3 section 3.10).
func parseBackground(d *declarer, values []Value) bool {
	layers := splitCommas(values)
	color := Value{Kind: RGB}
	kept := emptyLayer()
	for i, layer := range layers {
		l, c, ok := readLayer(layer, d.quirks)
		if !ok || c.Kind != 0 && i != len(layers)-1 {
			return false
		}
		if c.Kind != 0 {
			color = c
		}
		if kept.image.Kind != URL && kept.image.Kind != Func {
			kept = l
		}
	}
	d.set(BackgroundColor, color)
	d.set(BackgroundImage, kept.image)
	d.set(BackgroundRepeat, kept.repeat)
	d.set(BackgroundPosition, kept.position)
	d.set(BackgroundSize, kept.size)
	return true
}

type layer struct{ image, repeat, position, size Value }

func emptyLayer() layer {
	zero := Value{Kind: Percent}
	return layer{
		image: Keyword("none"), repeat: Keyword("repeat"),
		position: Value{Kind: List, List: []Value{zero, zero}},
		size:     Value{Kind: List, List: []Value{Keyword("auto"), Keyword("auto")}},
	}
}

func splitCommas(values []Value) [][]Value {
	var out [][]Value
	start := 0
	for i, v := range values {
		if v.Kind == Comma {
			out = append(out, values[start:i])
			start = i + 1
		}
	}
	return append(out, values[start:])
}

const (
	repeats   = "repeat no-repeat repeat-x repeat-y space round"
	positions = "left right top bottom center"
)

func readLayer(values []Value, quirks bool) (l layer, color Value, ok bool) {
	l = emptyLayer()
	var position, size []Value
	slash := false
	for _, v := range values {
		switch {
		case v.Kind == Slash:
			slash = true
		case isImage(v), v.Is("none"):
			l.image = v
		case isWord(v, repeats):
			l.repeat = v
		case slash && (isLength(v) || isWord(v, sizes)):
			size = append(size, v)
		case isLength(v), isWord(v, positions):
			position = append(position, v)
		case isWord(v, attachments):
		default:
			c, fine := accepts{color: true}.take(v, quirks)
			if !fine || color.Kind != 0 {
				return l, color, false
			}
			color = c
		}
	}
	return l, color, len(values) > 0 && l.put(position, size)
}

const (
	sizes       = "auto cover contain"
	attachments = "scroll fixed local border-box padding-box content-box"
)

func isWord(v Value, words string) bool { return v.Kind == Word && hasWord(words, v.Text) }

// put sets position and size from their parts; without parts they stay as they are.
func (l *layer) put(position, size []Value) bool {
	ok := true
	if len(position) > 0 {
		l.position, ok = place(position)
	}
	if ok && len(size) > 0 {
		l.size, ok = extent(size)
	}
	return ok
}

func isImage(v Value) bool { return v.Kind == URL || v.Kind == Func }

func isLength(v Value) bool {
	return v.Kind == Length || v.Kind == Percent || v.Kind == Sum || v.Kind == Number && v.N == 0
}

// place turns a position into a list of x and y, as percentages or lengths from the left top.
func place(values []Value) (Value, bool) {
	if len(values) > 4 {
		return Value{}, false
	}
	half := Value{Kind: Percent, N: 50}
	x, y := half, half
	seenX := false
	for i, v := range values {
		if i >= 2 {
			break // offsets from an edge are rare; the edge itself is used
		}
		switch {
		case v.Is("left"):
			x, seenX = Value{Kind: Percent}, true
		case v.Is("right"):
			x, seenX = Value{Kind: Percent, N: 100}, true
		case v.Is("top"):
			y = Value{Kind: Percent}
		case v.Is("bottom"):
			y = Value{Kind: Percent, N: 100}
		case v.Is("center"):
		case !seenX && i == 0:
			x, seenX = asLength(v), true
		default:
			y = asLength(v)
		}
	}
	return Value{Kind: List, List: []Value{x, y}}, true
}

func asLength(v Value) Value {
	if v.Kind == Number {
		v.Kind = Length
	}
	return v
}

// extent turns a background-size into a list of width and height, or one of the words cover and contain.
func extent(values []Value) (Value, bool) {
	if len(values) > 2 {
		return Value{}, false
	}
	if len(values) == 1 && (values[0].Is("cover") || values[0].Is("contain")) {
		return values[0], true
	}
	list := []Value{asLength(values[0]), Keyword("auto")}
	if len(values) == 2 {
		list[1] = asLength(values[1])
	}
	return Value{Kind: List, List: list}, true
}

func parseImage(d *declarer, values []Value) bool {
	for _, layer := range splitCommas(values) {
		if len(layer) != 1 || !isImage(layer[0]) && !layer[0].Is("none") {
			return false
		}
	}
	d.set(BackgroundImage, values[0])
	return true
}

func parseRepeat(d *declarer, values []Value) bool {
	if values[0].Kind != Word || !hasWord(repeats, values[0].Text) {
		return false
	}
	d.set(BackgroundRepeat, values[0])
	return true
}

func parsePosition(d *declarer, values []Value) bool {
	first := splitCommas(values)[0]
	for _, v := range first {
		if !isLength(v) && (v.Kind != Word || !hasWord(positions, v.Text)) {
			return false
		}
	}
	v, ok := place(first)
	if ok && len(first) > 0 {
		d.set(BackgroundPosition, v)
	}
	return ok
}

func parseSize(d *declarer, values []Value) bool {
	first := splitCommas(values)[0]
	for _, v := range first {
		if !isLength(v) && (v.Kind != Word || !hasWord("auto cover contain", v.Text)) {
			return false
		}
	}
	if len(first) == 0 {
		return false
	}
	v, ok := extent(first)
	if ok {
		d.set(BackgroundSize, v)
	}
	return ok
}
