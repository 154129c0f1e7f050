package style

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/dom"
)

// tableHints are attributes of a table that its cells obey.
type tableHints struct {
	border  bool
	padding css.Value // Kind 0 for none
	color   string
}

// tableOf returns the hints of the table around a cell, nil outside of tables.
func (c *Cascade) tableOf(cell *html.Node) *tableHints {
	table := cell.Parent
	for table != nil && table.DataAtom != atom.Table {
		table = table.Parent
	}
	if table == nil {
		return nil
	}
	if t, ok := c.tables[table]; ok {
		return t
	}
	t := &tableHints{color: dom.Attr(table, "bordercolor")}
	if border, ok := dom.Lookup(table, "border"); ok {
		t.border = integer(border, 1) > 0
	}
	if v, ok := dimensionOf(dom.Attr(table, "cellpadding")); ok {
		t.padding = css.Pixels(v.N)
	}
	c.tables[table] = t
	return t
}

func (h *hinter) table() {
	h.positive(css.Width, "width")
	h.positive(css.Height, "height")
	if v, ok := dimensionOf(dom.Attr(h.n, "cellspacing")); ok {
		h.set(css.BorderSpacing, css.Value{Kind: css.List, List: []css.Value{css.Pixels(v.N), css.Pixels(v.N)}})
	}
	switch strings.ToLower(strings.TrimSpace(dom.Attr(h.n, "align"))) {
	case "left":
		h.word(css.Float, "left")
	case "right":
		h.word(css.Float, "right")
	case "center", "middle":
		h.word(css.MarginLeft, "auto")
		h.word(css.MarginRight, "auto")
	}
	h.space()
	if border, ok := dom.Lookup(h.n, "border"); ok {
		h.border(integer(border, 1), "outset")
	}
	if c := dom.Attr(h.n, "bordercolor"); c != "" {
		for i := range 4 {
			h.color(css.BorderTopColor+css.Property(i), c)
		}
	}
}

func (h *hinter) border(width float32, line string) {
	for i := range 4 {
		p := css.Property(i)
		h.px(css.BorderTopWidth+p, width)
		h.word(css.BorderTopStyle+p, line)
	}
}

// space reads hspace and vspace.
func (h *hinter) space() {
	for _, p := range []css.Property{css.MarginLeft, css.MarginRight} {
		h.dimension(p, "hspace")
	}
	for _, p := range []css.Property{css.MarginTop, css.MarginBottom} {
		h.dimension(p, "vspace")
	}
}

func (h *hinter) cell(t *tableHints) {
	h.positive(css.Width, "width")
	h.positive(css.Height, "height")
	if _, ok := dom.Lookup(h.n, "nowrap"); ok {
		h.word(css.WhiteSpace, "nowrap")
	}
	if t != nil {
		if t.border {
			h.border(1, "inset")
			for i := range 4 {
				if t.color != "" {
					h.color(css.BorderTopColor+css.Property(i), t.color)
				} else {
					h.color(css.BorderTopColor+css.Property(i), "gray")
				}
			}
		}
		if t.padding.Kind != 0 {
			for i := range 4 {
				h.set(css.PaddingTop+css.Property(i), t.padding)
			}
		}
	}
	h.tablePart()
}

func (h *hinter) row() {
	h.positive(css.Height, "height")
	h.tablePart()
}

// tablePart reads align and valign of rows, groups of rows, and cells.
func (h *hinter) tablePart() {
	switch value := strings.ToLower(strings.TrimSpace(dom.Attr(h.n, "align"))); value {
	case "center", "middle":
		h.word(css.TextAlign, "-webkit-center")
	case "left", "right":
		h.word(css.TextAlign, "-webkit-"+value)
	case "absmiddle":
		h.word(css.TextAlign, "center")
	case "justify":
		h.word(css.TextAlign, value)
	}
	switch value := strings.ToLower(strings.TrimSpace(dom.Attr(h.n, "valign"))); value {
	case "top", "middle", "bottom", "baseline":
		h.word(css.VerticalAlign, value)
	case "center":
		h.word(css.VerticalAlign, "middle")
	}
}

func (h *hinter) img() {
	h.dimension(css.Width, "width")
	h.dimension(css.Height, "height")
	h.space()
	if border, ok := dom.Lookup(h.n, "border"); ok {
		h.border(integer(border, 0), "solid")
	}
	switch value := strings.ToLower(strings.TrimSpace(dom.Attr(h.n, "align"))); value {
	case "left", "right":
		h.word(css.Float, value)
		h.word(css.VerticalAlign, "top")
	case "top":
		h.word(css.VerticalAlign, "top")
	case "middle":
		h.word(css.VerticalAlign, "-webkit-baseline-middle")
	case "absmiddle", "center":
		h.word(css.VerticalAlign, "middle")
	case "texttop":
		h.word(css.VerticalAlign, "text-top")
	case "absbottom":
		h.word(css.VerticalAlign, "bottom")
	}
}

// hr reads the attributes of a rule; as in browsers a color or noshade makes its border solid.
func (h *hinter) hr() {
	switch strings.ToLower(strings.TrimSpace(dom.Attr(h.n, "align"))) {
	case "left":
		h.px(css.MarginLeft, 0)
		h.word(css.MarginRight, "auto")
	case "right":
		h.word(css.MarginLeft, "auto")
		h.px(css.MarginRight, 0)
	case "center":
		h.word(css.MarginLeft, "auto")
		h.word(css.MarginRight, "auto")
	}
	h.dimension(css.Width, "width")
	color := dom.Attr(h.n, "color")
	_, flat := dom.Lookup(h.n, "noshade")
	if color != "" || flat {
		for i := range 4 {
			h.word(css.BorderTopStyle+css.Property(i), "solid")
		}
	}
	if color != "" {
		for i := range 4 {
			h.color(css.BorderTopColor+css.Property(i), color)
		}
		h.color(css.BackgroundColor, color)
	}
	if size, ok := dimensionOf(dom.Attr(h.n, "size")); ok {
		if size.N <= 1 {
			h.px(css.BorderBottomWidth, 0)
		} else {
			h.px(css.Height, size.N-2)
		}
	}
}
