package css

// shorthand expands to several longhands. parse reports false for a value that is not understood.
type shorthand struct {
	sets  []Property
	parse func(*declarer, []Value) bool
}

// shorthands also holds the longhands whose values have several parts.
var shorthands map[string]shorthand

func init() {
	shorthands = map[string]shorthand{
		"margin":        sides(MarginTop, longhands["margin-top"]),
		"padding":       sides(PaddingTop, longhands["padding-top"]),
		"border-width":  sides(BorderTopWidth, longhands["border-top-width"]),
		"border-style":  sides(BorderTopStyle, longhands["border-top-style"]),
		"border-color":  sides(BorderTopColor, longhands["border-top-color"]),
		"border-radius": {sets: run(RadiusTopLeft, 4), parse: parseRadius},
		"border":        {sets: run(BorderTopWidth, 12), parse: borderSides(0, 1, 2, 3)},
		"border-top":    {sets: borderSide(0), parse: borderSides(0)},
		"border-right":  {sets: borderSide(1), parse: borderSides(1)},
		"border-bottom": {sets: borderSide(2), parse: borderSides(2)},
		"border-left":   {sets: borderSide(3), parse: borderSides(3)},

		"background":            {sets: run(BackgroundColor, 5), parse: parseBackground},
		"background-image":      {sets: []Property{BackgroundImage}, parse: parseImage},
		"background-repeat":     {sets: []Property{BackgroundRepeat}, parse: parseRepeat},
		"background-position":   {sets: []Property{BackgroundPosition}, parse: parsePosition},
		"background-size":       {sets: []Property{BackgroundSize}, parse: parseSize},
		"font":                  {sets: fontSets, parse: parseFont},
		"font-family":           {sets: []Property{FontFamily}, parse: parseFamily},
		"list-style":            {sets: run(ListStyleType, 2), parse: parseListStyle},
		"text-decoration":       {sets: []Property{TextDecoration}, parse: parseDecoration},
		"text-decoration-line":  {sets: []Property{TextDecoration}, parse: parseDecoration},
		"border-spacing":        {sets: []Property{BorderSpacing}, parse: parseSpacing},
		"overflow":              {sets: []Property{Overflow}, parse: parseOverflow},
		"overflow-x":            {sets: []Property{Overflow}, parse: parseOverflow},
		"overflow-y":            {sets: []Property{Overflow}, parse: parseOverflow},
		"-webkit-border-radius": {sets: run(RadiusTopLeft, 4), parse: parseRadius},
		"-moz-border-radius":    {sets: run(RadiusTopLeft, 4), parse: parseRadius},
	}
}

// run returns n properties that follow each other.
func run(first Property, n int) []Property {
	list := make([]Property, n)
	for i := range list {
		list[i] = first + Property(i)
	}
	return list
}

// sides takes one to four values for top, right, bottom and left (CSS 2.1 section 8.3).
func sides(first Property, a accepts) shorthand {
	return shorthand{sets: run(first, 4), parse: func(d *declarer, values []Value) bool {
		if len(values) > 4 {
			return false
		}
		taken := make([]Value, len(values))
		for i, v := range values {
			var ok bool
			if taken[i], ok = a.take(v, d.quirks); !ok {
				return false
			}
		}
		for i := range 4 {
			d.set(first+Property(i), side(taken, i))
		}
		return true
	}}
}

// side picks the value of one side out of one to four.
func side(values []Value, i int) Value {
	switch {
	case i < len(values):
		return values[i]
	case i == 3 && len(values) > 1:
		return values[1]
	}
	return values[0]
}

func borderSide(i int) []Property {
	return []Property{BorderTopWidth + Property(i), BorderTopStyle + Property(i), BorderTopColor + Property(i)}
}

// borderSides takes a width, a style and a color in any order (CSS 2.1 section 8.5.4).
func borderSides(which ...int) func(*declarer, []Value) bool {
	return func(d *declarer, values []Value) bool {
		width, style, color := Keyword("medium"), Keyword("none"), Keyword("currentcolor")
		targets := []struct {
			accepts accepts
			value   *Value
			seen    bool
		}{
			{accepts: longhands["border-top-width"], value: &width},
			{accepts: longhands["border-top-style"], value: &style},
			{accepts: longhands["border-top-color"], value: &color},
		}
	values:
		for _, v := range values {
			for i := range targets {
				if t := &targets[i]; !t.seen {
					if taken, ok := t.accepts.take(v, d.quirks && i != 2); ok {
						*t.value, t.seen = taken, true
						continue values
					}
				}
			}
			return false
		}
		for _, i := range which {
			d.set(BorderTopWidth+Property(i), width)
			d.set(BorderTopStyle+Property(i), style)
			d.set(BorderTopColor+Property(i), color)
		}
		return true
	}
}

// parseRadius reads the horizontal radii and takes them for the vertical ones too.
func parseRadius(d *declarer, values []Value) bool {
	var horizontal []Value
	for _, v := range values {
		if v.Kind == Slash {
			break
		}
		taken, ok := longhands["border-top-left-radius"].take(v, false)
		if !ok || len(horizontal) == 4 {
			return false
		}
		horizontal = append(horizontal, taken)
	}
	if len(horizontal) == 0 {
		return false
	}
	for i := range 4 {
		d.set(RadiusTopLeft+Property(i), side(horizontal, i))
	}
	return true
}

func parseListStyle(d *declarer, values []Value) bool {
	kind, position := Keyword("disc"), Keyword("outside")
	for _, v := range values {
		switch {
		case v.Kind == URL, v.Kind == Text:
		case v.Kind == Word && hasWord("inside outside", v.Text):
			position = v
		case v.Kind == Word && hasWord(listTypes, v.Text):
			kind = v
		default:
			return false
		}
	}
	d.set(ListStyleType, kind)
	d.set(ListStylePosition, position)
	return true
}

// parseDecoration keeps the lines; styles, widths and colors of lines are not told apart.
func parseDecoration(d *declarer, values []Value) bool {
	lines := Value{Kind: List}
	for _, v := range values {
		switch {
		case v.Kind == Word && hasWord("none underline overline line-through blink", v.Text):
			lines.List = append(lines.List, v)
		case v.Kind == Word && hasWord("solid double dotted dashed wavy auto from-font", v.Text), v.Kind == Length, v.Kind == RGB:
		default:
			if _, ok := colorOf(v, false); !ok || v.Kind != Word {
				return false
			}
		}
	}
	d.set(TextDecoration, lines)
	return true
}

func parseSpacing(d *declarer, values []Value) bool {
	if len(values) > 2 {
		return false
	}
	taken := Value{Kind: List}
	for _, v := range values {
		length, ok := accepts{length: true, quirky: true}.take(v, d.quirks)
		if !ok {
			return false
		}
		taken.List = append(taken.List, length)
	}
	if len(values) == 1 {
		taken.List = append(taken.List, taken.List[0])
	}
	d.set(BorderSpacing, taken)
	return true
}

func parseOverflow(d *declarer, values []Value) bool {
	if len(values) > 2 || values[0].Kind != Word || !hasWord("visible hidden scroll auto clip overlay", values[0].Text) {
		return false
	}
	d.set(Overflow, values[0])
	return true
}
