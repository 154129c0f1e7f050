package box

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/style"
)

// counter numbers the items of one list.
type counter struct{ next int }

// list opens a list, or gives an item its marker (CSS 2.1 section 12.5).
func (b *builder) list(n *html.Node, box *Box) {
	switch n.DataAtom {
	case atom.Ol, atom.Ul, atom.Dir, atom.Menu:
		b.lists = append(b.lists, &counter{next: number(dom.Attr(n, "start"), 1)})
	default: // no list
	}
	if box.Style.Display != style.ListItem {
		return
	}
	value := 1
	if len(b.lists) > 0 {
		c := b.lists[len(b.lists)-1]
		if n.DataAtom == atom.Li {
			c.next = number(dom.Attr(n, "value"), c.next)
		}
		value = c.next
		c.next++
	}
	text := Marker(box.Style.ListType, value)
	switch {
	case text == "":
	case box.Style.ListInside:
		if !IsSymbol(text) {
			text += " "
		}
		box.add(&Box{Kind: MarkerBox, Style: box.Style.Child(style.Inline), Text: text})
	default:
		box.Marker = text
	}
}

// IsSymbol reports a marker that is a shape, not a text.
func IsSymbol(marker string) bool { return marker == "•" || marker == "◦" || marker == "▪" }

func (b *builder) endList(n *html.Node) {
	switch n.DataAtom {
	case atom.Ol, atom.Ul, atom.Dir, atom.Menu:
		b.lists = b.lists[:len(b.lists)-1]
	default: // no list
	}
}

// Marker returns the text of a list marker, "" for none.
func Marker(kind style.ListType, n int) string {
	switch kind {
	case style.NoMarker:
		return ""
	case style.Disc:
		return "•"
	case style.Circle:
		return "◦"
	case style.Square:
		return "▪"
	case style.DecimalZero:
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n) + "."
		}
	case style.LowerRoman, style.UpperRoman:
		if n > 0 && n < 4000 {
			return cased(roman(n), kind == style.UpperRoman) + "."
		}
	case style.LowerAlpha, style.UpperAlpha:
		if n > 0 {
			return cased(letters(n, 'a', 26), kind == style.UpperAlpha) + "."
		}
	case style.LowerGreek:
		if n > 0 {
			return letters(n, 'α', 24) + "."
		}
	default: // decimal
	}
	return strconv.Itoa(n) + "."
}

func cased(text string, upper bool) string {
	if upper {
		return strings.ToUpper(text)
	}
	return text
}

func roman(n int) string {
	var out strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{
		{1000, "m"},
		{900, "cm"},
		{500, "d"},
		{400, "cd"},
		{100, "c"},
		{90, "xc"},
		{50, "l"},
		{40, "xl"},
		{10, "x"},
		{9, "ix"},
		{5, "v"},
		{4, "iv"},
		{1, "i"},
	} {
		for n >= d.value {
			out.WriteString(d.sign)
			n -= d.value
		}
	}
	return out.String()
}

// letters counts a, b, … z, aa.
func letters(n int, first rune, count int) string {
	var out []rune
	for n > 0 {
		n--
		r := first + rune(n%count)
		if first == 'α' && r >= 'ς' {
			r++ // the final sigma is no letter of its own
		}
		out = append([]rune{r}, out...)
		n /= count
	}
	return string(out)
}
