package layout

import (
	"unicode"

	"golang.org/x/text/width"

	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
	"letterbox/ui/hypertext/text"
)

// object stands for an atomic box in the characters of a paragraph, as UAX #14 wants it.
const object = '\uFFFC'

// paragraph returns the characters of a container of lines, shaped; they do not depend on its width.
func (e *engine) paragraph(b *box.Box) *Paragraph {
	if p, ok := e.paragraphs[b]; ok {
		return p
	}
	c := collector{p: &Paragraph{blank: true}, space: true}
	for _, child := range b.Children {
		c.add(child)
	}
	p := c.p
	e.step(len(p.Chars) + len(p.items))
	if len(p.Chars) > 0 {
		p.marks = text.Breaks(p.Chars)
	}
	c.directions(b.Style.RTL)
	for i := range p.items {
		if it := &p.items[i]; it.kind == itemText {
			e.shape(p, it)
		}
	}
	e.paragraphs[b] = p
	return p
}

// collector gathers the content of lines and collapses white space across boxes (CSS 2.1 section 16.6.1).
type collector struct {
	p     *Paragraph
	space bool // the last character is a space that collapses with following ones
	fresh bool // capitalize: a word begins here
}

func (c *collector) add(b *box.Box) {
	p := c.p
	at := len(p.Chars)
	mark := func(kind itemKind) { p.items = append(p.items, item{kind: kind, box: b, start: at, end: len(p.Chars)}) }
	switch {
	case b.Kind == box.Text || b.Kind == box.MarkerBox:
		c.text(b)
	case b.Kind == box.Break:
		p.Chars = append(p.Chars, '\n')
		mark(itemBreak)
		c.space, p.blank = true, false
	case b.Style.Position == style.Absolute:
		mark(itemAbsolute)
	case b.Style.Float != style.NoSide:
		mark(itemFloat)
	case b.Kind == box.Inline:
		mark(itemOpen)
		for _, child := range b.Children {
			c.add(child)
		}
		at = len(p.Chars)
		mark(itemClose)
		if hasEdges(b.Style) {
			p.blank = false
		}
	default:
		p.Chars = append(p.Chars, object)
		mark(itemAtomic)
		c.space, p.blank = false, false
	}
}

// hasEdges reports an inline box that is seen even when it is empty.
func hasEdges(s *style.Style) bool {
	for _, i := range [...]int{left, right} {
		if s.Border[i].Width != 0 || of(s.Padding[i], One) != 0 || of(s.Margin[i], One) != 0 {
			return true
		}
	}
	return false
}

// text appends the characters of a text box, one item for each line that the text itself breaks.
func (c *collector) text(b *box.Box) {
	p, s := c.p, b.Style
	start := len(p.Chars)
	flush := func() {
		if len(p.Chars) > start {
			p.items = append(p.items, item{kind: itemText, box: b, start: start, end: len(p.Chars)})
		}
		start = len(p.Chars)
	}
	c.fresh = true
	chars := []rune(b.Text)
	for i := 0; i < len(chars); i++ {
		r := chars[i]
		switch {
		case r == '\r':
			continue
		case r == '\n' && s.KeepLines:
			c.trimBefore(s, start)
			flush()
			p.Chars = append(p.Chars, '\n')
			p.items = append(p.items, item{kind: itemBreak, box: b, start: start, end: start + 1})
			start = len(p.Chars)
			c.space, p.blank = !s.KeepSpaces, false
		case isSpace(r) && !s.KeepSpaces:
			end := i
			for end+1 < len(chars) && isSpace(chars[end+1]) && (chars[end+1] != '\n' || !s.KeepLines) {
				end++
			}
			c.collapse(chars, i, end)
			i = end
		case r == '\t':
			for range 8 {
				p.Chars = append(p.Chars, ' ')
			}
			p.blank, c.space = false, false
		default:
			p.Chars = append(p.Chars, c.transform(r, s))
			p.blank, c.space = p.blank && r == 0x200B, false
		}
	}
	flush()
}

// trimBefore takes a collapsible space off the end, before a line feed that is kept.
func (c *collector) trimBefore(s *style.Style, start int) {
	p := c.p
	if n := len(p.Chars); !s.KeepSpaces && n > start && p.Chars[n-1] == ' ' {
		p.Chars = p.Chars[:n-1]
	}
}

// collapse writes one space for the white space from start to end, or none: after another one, or for a line feed
// between Chinese or Japanese characters (CSS Text 3 section 4.1.3).
func (c *collector) collapse(chars []rune, start, end int) {
	c.fresh = true
	if c.space {
		return
	}
	feed := false
	for _, r := range chars[start : end+1] {
		feed = feed || r == '\n'
	}
	if n := len(c.p.Chars); feed && n > 0 && end+1 < len(chars) && isWide(c.p.Chars[n-1]) && isWide(chars[end+1]) {
		return
	}
	c.p.Chars = append(c.p.Chars, ' ')
	c.space = true
}

func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\f' || r == '\r' }

func isWide(r rune) bool {
	if r < 0x2E80 || unicode.Is(unicode.Hangul, r) {
		return false
	}
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// transform applies text-transform to one character (CSS 2.1 section 16.5).
func (c *collector) transform(r rune, s *style.Style) rune {
	fresh := c.fresh
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		c.fresh = false
	} else if r != '\'' && r != '’' {
		c.fresh = true
	}
	switch s.Transform {
	case style.Uppercase:
		return unicode.ToUpper(r)
	case style.Lowercase:
		return unicode.ToLower(r)
	case style.Capitalize:
		if fresh {
			return unicode.ToTitle(r)
		}
	case style.NoTransform:
	}
	return r
}

// shape measures an item and adds letter and word spacing (CSS 2.1 section 16.4).
func (e *engine) shape(p *Paragraph, it *item) {
	s := it.box.Style
	it.stack = e.opt.Fonts.Stack(s.Families, s.Weight, s.Italic)
	chars := p.Chars[it.start:it.end]
	it.shaped = e.shaper.Shape(it.stack, chars, s.FontSize, it.rtl)
	if it.box.Kind == box.MarkerBox && box.IsSymbol(it.box.Text) {
		it.shaped.Advances[0] = symbolWidth(it.stack.First.Metrics(s.FontSize).Ascent, s.FontSize)
		return
	}
	if s.LetterSpacing == 0 && s.WordSpacing == 0 {
		return
	}
	for i, r := range chars {
		if it.shaped.Advances[i] != 0 || r == ' ' {
			it.shaped.Advances[i] += s.LetterSpacing
		}
		if r == ' ' || r == 0xA0 {
			it.shaped.Advances[i] += s.WordSpacing
		}
	}
}

// symbolWidth is the room that browsers give a shape before the first line of an item.
func symbolWidth(ascent, size float32) float32 {
	shape := (int(ascent)*2/3+1)/2 + 2
	return float32(shape-1) + size
}
