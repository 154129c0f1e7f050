package dom

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits bound a document. The zero value of a field stands for its default.
type Limits struct {
	Bytes int // markup beyond is cut off; 8 MiB
	Nodes int // elements and texts beyond are left out; 200,000
	Depth int // elements nested deeper lose their tags, not their text; 256
	Text  int // bytes of visible text beyond are left out; 300,000
}

func (l Limits) withDefaults() Limits {
	set := func(v *int, standard int) {
		if *v <= 0 {
			*v = standard
		}
	}
	set(&l.Bytes, 8<<20)
	set(&l.Nodes, 200_000)
	set(&l.Depth, 256)
	set(&l.Text, 300_000)
	return l
}

// Mode is how a document wants to be laid out (the DOM standard's compatibility modes).
type Mode uint8

// The modes of a document.
const (
	NoQuirks      Mode = iota
	LimitedQuirks      // images alone in a table cell get no room for descenders
	Quirks             // and sizes, colors and tables behave as in the nineties
)

// Document is a parsed HTML part.
type Document struct {
	Root      *html.Node // the html element, never nil
	Head      *html.Node // may be nil
	Body      *html.Node // the body element, never nil
	Styles    []string   // the texts of style elements in document order, wherever they stand
	Mode      Mode
	Truncated bool // something was left out because of Limits
}

// Parse builds the tree of a document in UTF-8. It never fails: markup that the tree builder refuses is parsed
// again without its deepest elements.
func Parse(text string, limits Limits) *Document {
	limits = limits.withDefaults()
	d := &Document{}
	if len(text) > limits.Bytes {
		text, d.Truncated = strings.ToValidUTF8(text[:limits.Bytes], ""), true
	}
	tree, err := parseTree(text)
	if err != nil {
		d.Truncated = true
		tree, err = parseTree(flatten(text, limits.Depth))
	}
	if err != nil {
		tree = plainTree(text)
	}
	d.find(tree)
	p := pruner{doc: d, limits: limits}
	p.prune(d.Root, 0, true)
	return d
}

func parseTree(text string) (*html.Node, error) {
	return html.ParseWithOptions(strings.NewReader(text), html.ParseOptionEnableScripting(false))
}

// plainTree is a document of one text, for markup that cannot be had as a tree.
func plainTree(text string) *html.Node {
	doc := &html.Node{Type: html.DocumentNode}
	doc.AppendChild(element(atom.Html))
	doc.LastChild.AppendChild(element(atom.Body))
	doc.LastChild.LastChild.AppendChild(&html.Node{Type: html.TextNode, Data: text})
	return doc
}

func element(name atom.Atom) *html.Node {
	return &html.Node{Type: html.ElementNode, DataAtom: name, Data: name.String()}
}

func (d *Document) find(tree *html.Node) {
	d.Mode = Quirks
	for n := tree.FirstChild; n != nil; n = n.NextSibling {
		switch {
		case n.Type == html.DoctypeNode:
			d.Mode = modeOf(n)
		case n.DataAtom == atom.Html:
			d.Root = n
		}
	}
	if d.Root == nil {
		d.Root = element(atom.Html)
		tree.AppendChild(d.Root)
	}
	for n := d.Root.FirstChild; n != nil; n = n.NextSibling {
		switch {
		case n.DataAtom == atom.Head:
			d.Head = n
		case n.DataAtom == atom.Body && d.Body == nil:
			d.Body = n
		}
	}
	if d.Body == nil {
		d.Body = element(atom.Body)
		d.Root.AppendChild(d.Body)
	}
}

// pruner removes what the engine has no use for and counts what remains.
type pruner struct {
	doc    *Document
	limits Limits
	nodes  int
	text   int
}

func (p *pruner) prune(n *html.Node, depth int, shown bool) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if !p.keep(c, depth) {
			n.RemoveChild(c)
		} else if c.Type == html.ElementNode {
			p.prune(c, depth+1, shown && c.DataAtom != atom.Head)
		}
		c = next
	}
}

// keep decides on one node; it also gathers the texts of style elements, whose nodes are removed.
func (p *pruner) keep(n *html.Node, depth int) bool {
	switch n.Type {
	case html.TextNode:
		p.text += len(n.Data)
		if over := p.text - p.limits.Text; over > 0 {
			p.doc.Truncated = true
			n.Data = strings.ToValidUTF8(n.Data[:max(0, len(n.Data)-over)], "")
			p.text = p.limits.Text
		}
		if n.Data == "" {
			return false
		}
	case html.ElementNode:
		switch n.DataAtom {
		case atom.Style:
			p.doc.addStyle(n)
			n.FirstChild, n.LastChild = nil, nil // stays as an element: selectors count siblings
		case atom.Script, atom.Noframes, atom.Noembed, atom.Iframe, atom.Object, atom.Embed, atom.Applet, atom.Template:
			n.FirstChild, n.LastChild = nil, nil
		default: // all others keep their content
		}
	default: // comments and whatever else there may be
		return false
	}
	p.nodes++
	if p.nodes > p.limits.Nodes || depth > p.limits.Depth*2 {
		p.doc.Truncated = true
		return false
	}
	return true
}

// addStyle takes the text of a style element, unless it is for something else than a screen that shows CSS.
func (d *Document) addStyle(n *html.Node) {
	if kind := Attr(n, "type"); kind != "" && !strings.EqualFold(strings.TrimSpace(kind), "text/css") {
		return
	}
	var text strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		text.WriteString(c.Data)
	}
	sheet := text.String()
	if media := strings.TrimSpace(Attr(n, "media")); media != "" {
		sheet = "@media " + strings.NewReplacer("{", "", "}", "", ";", "").Replace(media) + "{" + sheet + "\n}"
	}
	d.Styles = append(d.Styles, sheet)
}
