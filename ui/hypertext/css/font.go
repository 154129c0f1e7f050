package css

import "strings"

var fontSets = []Property{FontStyle, FontWeight, FontSize, LineHeight, FontFamily}

// parseFont reads style, variant and weight in any order, then size, height of lines and families (CSS 2.1 section
// 15.8).
func parseFont(d *declarer, values []Value) bool {
	if len(values) == 1 && values[0].Kind == Word && hasWord("caption icon menu message-box small-caption status-bar", values[0].Text) {
		return true
	}
	style, weight := Keyword("normal"), Keyword("normal")
	i := 0
	for ; i < len(values); i++ {
		v := values[i]
		switch {
		case v.Is("normal"), v.Is("small-caps"):
		case v.Is("italic"), v.Is("oblique"):
			style = v
		case v.Is("bold"), v.Is("bolder"), v.Is("lighter"), v.Kind == Number && v.N >= 1 && v.N <= 1000 && i+1 < len(values):
			weight = v
		default:
			return d.fontTail(style, weight, values[i:])
		}
	}
	return false
}

func (d *declarer) fontTail(style, weight Value, values []Value) bool {
	size, ok := longhands["font-size"].take(values[0], false)
	if !ok {
		return false
	}
	height := Keyword("normal")
	values = values[1:]
	if len(values) >= 2 && values[0].Kind == Slash {
		if height, ok = longhands["line-height"].take(values[1], false); !ok {
			return false
		}
		values = values[2:]
	}
	d.set(FontStyle, style)
	d.set(FontWeight, weight)
	d.set(FontSize, size)
	d.set(LineHeight, height)
	return len(values) > 0 && parseFamily(d, values)
}

// parseFamily reads names in quotes or as words, between commas.
func parseFamily(d *declarer, values []Value) bool {
	families := Value{Kind: List}
	for _, part := range splitCommas(values) {
		if len(part) == 0 {
			continue // a comma too many is common in mail, and forgiven
		}
		var words []string
		for _, v := range part {
			if v.Kind != Word && v.Kind != Text {
				return false
			}
			words = append(words, v.Text)
		}
		families.List = append(families.List, Value{Kind: Text, Text: strings.ToLower(strings.Join(words, " "))})
	}
	if len(families.List) == 0 {
		return false
	}
	d.set(FontFamily, families)
	return true
}
