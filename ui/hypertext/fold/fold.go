package fold

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/dom"
)

// Link is where the mark leads that stands for what was folded.
const Link = "#letterbox-unfold"

// What is shorter stays: the mark would take as much room. Lengths are in characters without blanks.
const (
	leastQuote     = 160
	leastSignature = 80
	leastKept      = 1
)

// Quotes puts a mark in the place of the first quotation and of the signature, and reports whether it did.
func Quotes(doc *dom.Document) bool {
	f := folder{body: doc.Body}
	f.visit(doc.Body)
	return f.folded
}

// folder walks over a document.
type folder struct {
	body   *html.Node
	before int // characters seen before the node
	folded bool
}

// visit folds what is below n. It returns false once the rest was folded.
func (f *folder) visit(n *html.Node) bool {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		kind := kindOf(c)
		switch {
		case kind == rest && f.before >= leastKept && f.foldFrom(c):
			return false
		case kind == quote && f.before >= leastKept && length(c) >= leastQuote,
			kind == signature && f.before >= leastKept && length(c) >= leastSignature:
			replace(c)
			f.folded = true
		case c.Type == html.TextNode:
			f.before += visible(c.Data)
		case c.Type == html.ElementNode:
			if !f.visit(c) {
				return false
			}
		}
		c = next
	}
	return true
}

// foldFrom folds a node and all that follows it in the document.
func (f *folder) foldFrom(n *html.Node) bool {
	sum := 0
	for at := n; at != nil && at != f.body; at = at.Parent {
		for c := at.NextSibling; c != nil; c = c.NextSibling {
			sum += length(c)
		}
	}
	if sum+length(n) < leastQuote {
		return false
	}
	for at := n.Parent; at != nil && at != f.body; at = at.Parent {
		removeFrom(at.NextSibling)
	}
	removeFrom(n.NextSibling)
	replace(n)
	f.folded = true
	return true
}

func removeFrom(n *html.Node) {
	for n != nil {
		next := n.NextSibling
		n.Parent.RemoveChild(n)
		n = next
	}
}

// kind is what a node begins.
type kind uint8

const (
	other     kind = iota
	quote          // a quotation, all of it
	signature      // a signature, all of it
	rest           // a quotation that goes on to the end of the document
)

// Marks of mail programs.
var (
	quoteClasses     = []string{"gmail_quote", "gmail_extra", "yahoo_quoted", "moz-forward-container", "protonmail_quote", "tutanota_quote", "zmail_extra", "mail_quote"}
	signatureClasses = []string{"gmail_signature", "moz-signature", "protonmail_signature_block"}
	restIDs          = []string{"divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container"}
	outlookRule      = regexp.MustCompile(`(?i)border(-top)?:\s*none;\s*border-top:\s*solid\s+#(E1E1E1|B5C4DF)|border-top:\s*#(E1E1E1|B5C4DF)\s+1(\.0)?pt\s+solid|border-top:\s*solid\s+#(E1E1E1|B5C4DF)`)
	restLine         = regexp.MustCompile(`^\s*(-{4,}\s*(原始邮件|回复的原邮件|转发邮件信息|Original Message|Ursprüngliche Nachricht|Message d'origine)\s*-{4,})`)
)

func kindOf(n *html.Node) kind {
	if n.Type == html.TextNode {
		if restLine.MatchString(n.Data) {
			return rest
		}
		return other
	}
	if n.Type != html.ElementNode {
		return other
	}
	classes := strings.Fields(dom.Attr(n, "class"))
	switch {
	case contains(restIDs, dom.Attr(n, "id")), n.DataAtom == atom.Div && outlookRule.MatchString(dom.Attr(n, "style")):
		return rest
	case anyOf(classes, quoteClasses), n.DataAtom == atom.Blockquote && strings.EqualFold(dom.Attr(n, "type"), "cite"):
		return quote
	case anyOf(classes, signatureClasses):
		return signature
	}
	return other
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

func anyOf(have, list []string) bool {
	for _, h := range have {
		if contains(list, h) {
			return true
		}
	}
	return false
}

// length counts the characters below a node; a picture counts as a few words.
func length(n *html.Node) int {
	if n.Type == html.TextNode {
		return visible(n.Data)
	}
	sum := 0
	if n.DataAtom == atom.Img {
		sum = 20
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += length(c)
	}
	return sum
}

func visible(text string) int {
	n := 0
	for _, r := range text {
		if !unicode.IsSpace(r) && r != 0xA0 && r != 0x200B && r != 0x200C && r != 0xFEFF {
			n++
		}
	}
	return n
}

// replace puts the mark in the place of a node.
func replace(n *html.Node) {
	mark := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div", Attr: []html.Attribute{{Key: "style", Val: "margin:10px 0"}}}
	link := &html.Node{Type: html.ElementNode, DataAtom: atom.A, Data: "a", Attr: []html.Attribute{
		{Key: "href", Val: Link},
		{Key: "style", Val: "display:inline-block!important;padding:0 12px 4px!important;border:1px solid #c5ccd5!important;border-radius:9px!important;" +
			"color:#59626f!important;text-decoration:none!important;font:bold 15px/16px sans-serif!important;background:#eceff3!important"},
	}}
	link.AppendChild(&html.Node{Type: html.TextNode, Data: "···"})
	mark.AppendChild(link)
	n.Parent.InsertBefore(mark, n)
	n.Parent.RemoveChild(n)
}
