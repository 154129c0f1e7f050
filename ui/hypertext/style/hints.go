package style

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/dom"
)

// hinter collects the declarations that presentational attributes stand for (HTML section 15.3).
type hinter struct {
	n   *html.Node
	out []css.Declaration
}

func (h *hinter) set(p css.Property, v css.Value) {
	h.out = append(h.out, css.Declaration{Property: p, Value: v})
}

func (h *hinter) word(p css.Property, word string) { h.set(p, css.Keyword(word)) }

func (h *hinter) px(p css.Property, n float32) { h.set(p, css.Pixels(n)) }

// hints returns the declarations of an element's attributes.
func (c *Cascade) hints(n *html.Node) []css.Declaration {
	h := hinter{n: n}
	h.global()
	if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
		h.cell(c.tableOf(n))
	} else if read := hintsOf[n.DataAtom]; read != nil {
		read(&h)
	}
	return h.out
}

// hintsOf reads the attributes of elements; others have none that are presentational.
var hintsOf = map[atom.Atom]func(*hinter){
	atom.Table: (*hinter).table, atom.Img: (*hinter).img, atom.Body: (*hinter).body, atom.Hr: (*hinter).hr,
	atom.Tr: (*hinter).row, atom.Tbody: (*hinter).row, atom.Thead: (*hinter).row, atom.Tfoot: (*hinter).row,
	atom.Col: (*hinter).column, atom.Colgroup: (*hinter).column, atom.Caption: (*hinter).caption,
	atom.Font: (*hinter).font, atom.Basefont: (*hinter).font, atom.Br: (*hinter).clear, atom.Pre: (*hinter).pre,
	atom.Div: (*hinter).align, atom.P: (*hinter).align, atom.H1: (*hinter).align, atom.H2: (*hinter).align,
	atom.H3: (*hinter).align, atom.H4: (*hinter).align, atom.H5: (*hinter).align, atom.H6: (*hinter).align,
	atom.Ol: (*hinter).list, atom.Ul: (*hinter).list, atom.Li: (*hinter).list,
}

func (h *hinter) column() { h.dimension(css.Width, "width") }

func (h *hinter) caption() {
	if strings.EqualFold(dom.Attr(h.n, "align"), "bottom") {
		h.word(css.CaptionSide, "bottom")
	}
}

func (h *hinter) pre() {
	if _, ok := dom.Lookup(h.n, "wrap"); ok {
		h.word(css.WhiteSpace, "pre-wrap")
	}
}

// global reads the attributes that every element may have.
func (h *hinter) global() {
	for _, a := range h.n.Attr {
		switch a.Key {
		case "hidden":
			h.word(css.Display, "none")
		case "dir":
			if d := strings.ToLower(a.Val); d == "rtl" || d == "ltr" {
				h.word(css.Direction, d)
			}
		case "bgcolor":
			switch h.n.DataAtom {
			case atom.Body, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot:
				h.color(css.BackgroundColor, a.Val)
			default: // nowhere else
			}
		case "background":
			switch h.n.DataAtom {
			case atom.Body, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot:
				if url := strings.TrimSpace(a.Val); url != "" {
					h.set(css.BackgroundImage, css.Value{Kind: css.URL, Text: url})
				}
			default: // nowhere else
			}
		}
	}
}

func (h *hinter) color(p css.Property, text string) {
	if c, ok := css.LegacyColor(text); ok {
		h.set(p, css.Value{Kind: css.RGB, Color: c})
	}
}

// dimension reads a length or percentage attribute (HTML section 2.3.4.4). It reports whether there was one.
func (h *hinter) dimension(p css.Property, name string) bool {
	v, ok := dimensionOf(dom.Attr(h.n, name))
	if ok {
		h.set(p, v)
	}
	return ok
}

// positive is dimension for attributes in which zero means nothing.
func (h *hinter) positive(p css.Property, name string) {
	if v, ok := dimensionOf(dom.Attr(h.n, name)); ok && v.N > 0 {
		h.set(p, v)
	}
}

func dimensionOf(text string) (css.Value, bool) {
	text = strings.TrimLeft(text, " \t\n\f\r+")
	end := 0
	for end < len(text) && (text[end] >= '0' && text[end] <= '9' || text[end] == '.' && end > 0) {
		end++
	}
	n, err := strconv.ParseFloat(strings.TrimRight(text[:end], "."), 32)
	if err != nil || n > 1e6 {
		return css.Value{}, false
	}
	if strings.HasPrefix(text[end:], "%") {
		return css.Value{Kind: css.Percent, N: float32(n)}, true
	}
	return css.Pixels(float32(n)), true
}

// integer reads a number of px; def stands for an attribute without a number.
func integer(text string, def float32) float32 {
	v, ok := dimensionOf(text)
	if !ok {
		return def
	}
	return float32(int(v.N))
}

func (h *hinter) align() {
	switch value := strings.ToLower(strings.TrimSpace(dom.Attr(h.n, "align"))); value {
	case "center", "middle":
		h.word(css.TextAlign, "-webkit-center")
	case "left", "right":
		h.word(css.TextAlign, "-webkit-"+value)
	case "justify":
		h.word(css.TextAlign, value)
	}
}

func (h *hinter) body() {
	if c := dom.Attr(h.n, "text"); c != "" {
		h.color(css.TextColor, c)
	}
	for _, m := range []struct {
		attr  string
		sides [2]css.Property
	}{
		{"marginheight", [2]css.Property{css.MarginTop, css.MarginBottom}},
		{"topmargin", [2]css.Property{css.MarginTop}},
		{"bottommargin", [2]css.Property{css.MarginBottom}},
		{"marginwidth", [2]css.Property{css.MarginLeft, css.MarginRight}},
		{"leftmargin", [2]css.Property{css.MarginLeft}},
		{"rightmargin", [2]css.Property{css.MarginRight}},
	} {
		for _, side := range m.sides {
			if side != 0 {
				h.dimension(side, m.attr)
			}
		}
	}
}

var fontSizes = [...]string{1: "x-small", 2: "small", 3: "medium", 4: "large", 5: "x-large", 6: "xx-large"}

func (h *hinter) font() {
	if c := dom.Attr(h.n, "color"); c != "" {
		h.color(css.TextColor, c)
	}
	if face := dom.Attr(h.n, "face"); face != "" {
		families := css.Value{Kind: css.List}
		for name := range strings.SplitSeq(face, ",") {
			if name = strings.ToLower(strings.Trim(name, " \t\n\"'")); name != "" {
				families.List = append(families.List, css.Value{Kind: css.Text, Text: name})
			}
		}
		if len(families.List) > 0 {
			h.set(css.FontFamily, families)
		}
	}
	h.fontSize(strings.TrimSpace(dom.Attr(h.n, "size")))
}

// fontSize reads 1 to 7, or steps from 3 (HTML section 15.3.4).
func (h *hinter) fontSize(text string) {
	if text == "" {
		return
	}
	sign := text[0]
	digits := strings.TrimLeft(text, "+-")
	end := 0
	for end < len(digits) && digits[end] >= '0' && digits[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(digits[:end])
	if err != nil {
		return
	}
	switch sign {
	case '+':
		n += 3
	case '-':
		n = 3 - n
	}
	n = max(1, min(7, n))
	if n == 7 {
		h.px(css.FontSize, 48)
		return
	}
	h.word(css.FontSize, fontSizes[n])
}

func (h *hinter) clear() {
	switch value := strings.ToLower(strings.TrimSpace(dom.Attr(h.n, "clear"))); value {
	case "left", "right":
		h.word(css.Clear, value)
	case "all", "both":
		h.word(css.Clear, "both")
	}
}

var listTypes = map[string]string{
	"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
	"disc": "disc", "circle": "circle", "square": "square", "none": "none",
}

func (h *hinter) list() {
	kind := strings.TrimSpace(dom.Attr(h.n, "type"))
	word, ok := listTypes[kind]
	if !ok {
		word, ok = listTypes[strings.ToLower(kind)]
	}
	if ok && kind != "" {
		h.word(css.ListStyleType, word)
	}
}
