package message

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/mail"
)

// textOfHTML makes readable text of an HTML document and tells where its links stand. It works on the token stream,
// not on a tree: nesting costs nothing, and damage cannot make it fail. What a reader would not see is dropped:
// head, style, script and elements that are hidden.
func textOfHTML(doc string) (string, []mail.Link) {
	w := textWriter{}
	z := html.NewTokenizer(strings.NewReader(doc))
	for w.out.Len() < maxTextBytes {
		switch z.Next() {
		case html.ErrorToken:
			return w.finish()
		case html.TextToken:
			if w.hidden == 0 {
				w.write(string(z.Text()))
			}
		case html.StartTagToken:
			w.start(z, false)
		case html.SelfClosingTagToken:
			w.start(z, true)
		case html.EndTagToken:
			name, _ := z.TagName()
			w.end(atom.Lookup(name))
		}
	}
	return w.finish()
}

// textWriter builds the text. Breaks and separators are remembered and only written in front of more text, so that
// empty elements leave no holes.
type textWriter struct {
	out    strings.Builder
	links  []mail.Link
	breaks int  // line breaks owed before the next text
	space  bool // a blank is owed
	cell   bool // a cell separator is owed
	pre    int
	quote  int
	lists  []int // per open list: the next number, 0 for bullets
	marker string
	url    string
	linkAt int
	hidden int       // depth of tags inside a hidden element, 0 outside
	hider  atom.Atom // the element that hides; only its own tags are counted
}

// start handles an opening tag.
func (w *textWriter) start(z *html.Tokenizer, closed bool) {
	name, hasAttr := z.TagName()
	tag := atom.Lookup(name)
	if w.skip(tag, closed) {
		return
	}
	var a attributes
	if hasAttr {
		a.read(z)
	}
	if dropped[tag] || a.hides() {
		w.hide(tag, closed)
		return
	}
	if n, ok := blockBreaks[tag]; ok {
		w.breakLine(n)
	}
	w.open(tag, &a)
}

// skip reports whether the tag lies inside a hidden element. A block ends a paragraph that is still open.
func (w *textWriter) skip(tag atom.Atom, closed bool) bool {
	if w.hidden == 0 || w.hider == atom.P && blockBreaks[tag] > 0 {
		w.hidden = 0
		return false
	}
	if tag == w.hider && !closed {
		w.hidden++
	}
	return true
}

// hide starts a hidden element, unless it cannot have content.
func (w *textWriter) hide(tag atom.Atom, closed bool) {
	if !voidElement[tag] && tag != 0 && (!closed || dropped[tag]) {
		w.hidden, w.hider = 1, tag
	}
}

// open does what the element means for text.
func (w *textWriter) open(tag atom.Atom, a *attributes) {
	switch tag {
	case atom.Br:
		w.lineBreak()
	case atom.Hr:
		w.write("----------")
		w.breakLine(1)
	case atom.Img:
		w.write(a.alt)
	case atom.A:
		w.endLink()
		if w.linkAt = -1; len(w.links) < maxLinks {
			w.url = safeURL(a.href)
		}
	case atom.Pre, atom.Textarea:
		w.pre++
	case atom.Blockquote:
		w.quote++
	case atom.Ul, atom.Menu:
		w.lists = append(w.lists, 0)
	case atom.Ol:
		w.lists = append(w.lists, max(a.first, 1))
	case atom.Li:
		w.item()
	case atom.Td, atom.Th:
		w.cell = true
	}
}

// end handles a closing tag; unmatched ones do little harm.
func (w *textWriter) end(tag atom.Atom) {
	if w.hidden > 0 {
		if tag == w.hider {
			w.hidden--
		}
		return
	}
	switch tag {
	case atom.A:
		w.endLink()
	case atom.Pre, atom.Textarea:
		w.pre = max(w.pre-1, 0)
	case atom.Ul, atom.Ol, atom.Menu:
		w.lists = w.lists[:max(len(w.lists)-1, 0)]
	}
	if n, ok := blockBreaks[tag]; ok {
		w.breakLine(n)
	}
	if tag == atom.Blockquote {
		w.quote = max(w.quote-1, 0)
	}
}
