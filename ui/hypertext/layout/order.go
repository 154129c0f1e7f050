package layout

import "slices"

// visual puts the parts of a line in the order in which they stand on it (UAX #9, rule L2): runs that are read from
// right to left are turned around, and in a line that begins at the right everything is, but for the runs within
// that are read from left to right.
func (b *lineBuilder) visual(parts []part) []part {
	rtl := b.st.b.Style.RTL
	mixed := rtl
	for i := range parts {
		mixed = mixed || b.p.items[parts[i].item].rtl
	}
	if !mixed {
		return parts
	}
	out := slices.Clone(parts)
	if rtl {
		slices.Reverse(out)
	}
	for start := 0; start < len(out); {
		end := start
		for end < len(out) && b.against(&out[end], rtl) {
			end++
		}
		slices.Reverse(out[start:end])
		start = max(end, start+1)
	}
	return out
}

// against reports a part that is read against the direction of its line. Edges of inline boxes have no direction and
// break runs.
func (b *lineBuilder) against(p *part, rtl bool) bool {
	it := &b.p.items[p.item]
	return it.kind == itemText && it.rtl != rtl
}
