package message

import (
	"strings"

	"letterbox/mail"
)

// piece is one text of the message, decoded.
type piece struct {
	plain string // "" for HTML without a plain alternative
	html  string // "" for plain text alone
}

// assembly puts the texts of a tree together within the budgets.
type assembly struct {
	t      *tree
	pieces []piece
	text   int // bytes of plain text still allowed
	html   int // bytes of HTML still allowed
}

// body decodes what people read of the message.
func (t *tree) body() mail.Body {
	var b mail.Body
	t.root.leaves("", func(path string, n *node) {
		b.Parts = append(b.Parts, t.part(path, n))
		t.noteSecurity(n)
	})
	a := assembly{t: t, text: maxTextBytes, html: maxHTMLBytes}
	a.collect(t.root)
	a.write(&b)
	t.noteInlinePGP(b.Text)
	b.Notes = t.notes
	return b
}

// collect appends the texts below n in the order of reading.
func (a *assembly) collect(n *node) {
	switch {
	case !n.multipart:
		a.leaf(n)
	case n.media == "multipart/alternative":
		a.alternative(n)
	default:
		for _, child := range n.children {
			a.collect(child)
		}
	}
}

// leaf appends a text leaf.
func (a *assembly) leaf(n *node) {
	if !n.isText() {
		return
	}
	if n.media == "text/html" {
		a.pieces = append(a.pieces, piece{html: a.decode(n, &a.html)})
		return
	}
	text := a.decode(n, &a.text)
	if strings.EqualFold(n.params["format"], "flowed") {
		text = joinFlowed(text, strings.EqualFold(n.params["delsp"], "yes"))
	}
	if a.t.firstPlain == "" && strings.TrimSpace(text) != "" {
		a.t.firstPlain = text
	}
	a.pieces = append(a.pieces, piece{plain: text})
}

// alternative appends one piece that has both forms of a text (RFC 2046 section 5.1.4): the plain form for reading
// and searching, the richest for showing.
func (a *assembly) alternative(n *node) {
	outer := a.pieces
	var best piece
	var others []piece
	for _, child := range n.children {
		a.pieces = nil
		a.collect(child)
		for _, p := range a.pieces {
			switch {
			case p.plain != "" && best.plain == "":
				best.plain = p.plain
				if p.html != "" && best.html == "" {
					best.html = p.html
				}
			case p.html != "" && best.html == "":
				best.html = p.html
			default:
				others = append(others, p)
			}
		}
	}
	a.pieces = append(outer, best)
	for _, p := range others {
		if p.html != "" && best.html == "" || p.plain != "" && best.plain == "" {
			a.pieces = append(a.pieces, p)
		}
	}
}

// decode returns the text of a leaf, at most *budget bytes of it.
func (a *assembly) decode(n *node, budget *int) string {
	src := a.t.raw[n.start:n.end]
	limit := *budget
	if n.transfer != "" {
		limit = *budget * 4
	}
	if len(src) > limit {
		src = src[:limit]
		a.t.notes.add(true, mail.NoteTruncated)
	}
	data, damaged := decodeTransfer(n.transfer, src)
	a.t.notes.add(damaged, mail.NoteBadEncoding)
	declared := n.params["charset"]
	if declared == "" && n.media == "text/html" {
		declared = metaCharset(data)
	}
	text, guessed := decodeText(data, declared, a.t.hints)
	a.t.notes.add(guessed, mail.NoteCharsetGuessed)
	text = cleanText(text)
	if len(text) > *budget {
		text = cutUTF8(text, *budget)
		a.t.notes.add(true, mail.NoteTruncated)
	}
	*budget -= len(text)
	return text
}

// write joins the pieces: the text from plain forms, from HTML where there is none, and one HTML document when any
// piece has HTML.
func (a *assembly) write(b *mail.Body) {
	var text strings.Builder
	anyPlain := false
	for _, p := range a.pieces {
		anyPlain = anyPlain || strings.TrimSpace(p.plain) != ""
	}
	for _, p := range a.pieces {
		from := p.plain
		var links []mail.Link
		if strings.TrimSpace(from) == "" && p.html != "" {
			from, links = textOfHTML(p.html)
			b.FromHTML = b.FromHTML || !anyPlain
		} else {
			links = findLinks(from)
		}
		if strings.TrimSpace(from) == "" {
			continue
		}
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		for _, l := range links {
			if len(b.Links) < maxLinks {
				l.Start += text.Len()
				l.End += text.Len()
				b.Links = append(b.Links, l)
			}
		}
		text.WriteString(strings.TrimRight(from, " \t\n"))
	}
	b.Text = text.String()
	b.HTML = joinHTML(a.pieces)
}
