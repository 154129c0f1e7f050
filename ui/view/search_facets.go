package view

import (
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// facetChips is how many choices of a kind stand side by side; the others are in the menu of the kind.
const facetChips = 4

// facetGroup is one kind of facets: its name, which opens a menu of all, and the most frequent choices.
type facetGroup struct {
	kind    model.FilterKind
	key     words.Key
	named   bool // there are choices, and the kind has a name
	choices []model.Filter
	title   *searchChip
	chips   []*searchChip
	made    []*searchChip
}

func newFacetGroup(kind model.FilterKind, key words.Key, title *searchChip) *facetGroup {
	return &facetGroup{kind: kind, key: key, title: title}
}

// set takes the choices of its kind.
func (g *facetGroup) set(p *searchStrip, all []model.Filter) {
	g.choices = g.choices[:0:0]
	for _, f := range all {
		if f.Kind == g.kind {
			g.choices = append(g.choices, f)
		}
	}
	g.named = g.key != "" && len(g.choices) > 0
	if g.named {
		g.title.set(chipLook{label: words.T(p.lang, g.key), sign: "chevron-down", bare: true}, func() { p.showAll(g) })
	}
	n := min(len(g.choices), facetChips)
	for len(g.made) < n {
		g.made = append(g.made, newSearchChip(p.ruler, p.key))
	}
	g.chips = g.made[:n]
	for i, c := range g.chips {
		f := g.choices[i]
		c.set(chipLook{label: p.name(f), count: words.Count(f.Hits)}, func() { p.search.Narrow(f) })
	}
}

// width returns the room that the group takes with so many chips.
func (g *facetGroup) width(chips int) float32 {
	width := widget.Gap8
	if g.named {
		width += g.title.MinSize().Width
	}
	for _, c := range g.chips[:chips] {
		width += c.MinSize().Width + widget.Gap4
	}
	return width
}

// shareRoom returns how many chips each group shows in a width: -1 where not even its name has room. Everybody gets a
// first one before anybody gets a second.
func shareRoom(groups []*facetGroup, width float32) []int {
	shares := make([]int, len(groups))
	for i, g := range groups {
		shares[i] = -1
		if len(g.choices) == 0 {
			continue
		}
		if own := g.width(0); (g.named || len(g.chips) > 0) && own <= width {
			shares[i] = 0
			width -= own
		}
	}
	for n := range facetChips {
		for i, g := range groups {
			if shares[i] != n || n >= len(g.chips) {
				continue
			}
			if more := g.width(n+1) - g.width(n); more <= width {
				shares[i]++
				width -= more
			}
		}
	}
	return shares
}
