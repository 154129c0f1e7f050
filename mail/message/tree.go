package message

import (
	"bytes"
	"strconv"
	"strings"

	"letterbox/mail"
)

// node is one entity of the MIME tree: a multipart with children or a leaf. It holds no copy of the message.
type node struct {
	fields     []field
	media      string // lower case, "text/plain" by default
	params     params
	dispo      string // "attachment", "inline", other words, ""
	name       string // file name, safe
	hasName    bool   // a name was given, even if nothing of it is safe to use
	contentID  string
	transfer   string // see transferOf
	start, end int    // the body within raw
	children   []*node
	parent     *node
	host       *node // of a multipart that lies too deep: the one that gets its parts
	multipart  bool
	closed     bool // its closing delimiter was met
}

// tree is a message taken apart.
type tree struct {
	raw   []byte
	head  block
	root  *node
	hints *hints // charsets that parts declare, then those of the options
	notes notes

	firstPlain string // the first plain text that is not blank, set by body

	parts   int
	guesses int
}

// parseTree takes a message apart in one pass over its lines. prior is a charset to try last, "" for none.
func parseTree(raw []byte, prior string) *tree {
	t := &tree{raw: withLineFeeds(raw)}
	t.head = splitHeader(t.raw, startOf(t.raw), nil)
	t.hints = &hints{names: charsetHints(t.raw, t.head.body)}
	if prior != "" {
		t.hints.names = append(t.hints.names, prior)
	}
	t.root = t.newNode(&t.head, nil, "text/plain")
	t.notes.add(t.head.damaged, mail.NoteBadHeader)
	t.notes.add(t.head.cut, mail.NoteTruncated)
	t.scan(t.root, t.head.body, len(t.raw), 0)
	return t
}

// charsetHints finds the charset that the first part with a declaration names, before parts are read: raw 8-bit
// headers come first in a message and need it.
func charsetHints(raw []byte, body int) []string {
	window := raw[:min(len(raw), body+64<<10)]
	for {
		i := bytes.Index(window, []byte("harset"))
		if i < 0 {
			return nil
		}
		window = window[i+6:]
		value := bytes.TrimLeft(window[:min(len(window), 80)], " \t")
		if len(value) > 1 && value[0] == '=' {
			value = bytes.TrimLeft(value[1:], " \t\"'")
			if end := bytes.IndexAny(value, " \t\r\n\"';"); end > 0 {
				name := string(value[:end])
				if cs := charsetOf(name); cs.family == familyMulti || cs.family == familySingle {
					return []string{name}
				}
			}
		}
	}
}

// newNode reads the fields that describe an entity (RFC 2045 section 3, RFC 2183).
func (t *tree) newNode(b *block, parent *node, fallback string) *node {
	t.parts++
	n := &node{fields: b.fields, parent: parent, media: fallback}
	if raw := b.get("content-type"); raw != nil {
		var media string
		media, n.params = parseParams(raw, t.hints)
		n.media = mediaOf(media)
	}
	var more params
	if raw := b.get("content-disposition"); raw != nil {
		n.dispo, more = parseParams(raw, t.hints)
	}
	given := more["filename"]
	if given == "" {
		given = n.params["name"]
	}
	n.name, n.hasName = safeName(given), given != ""
	n.contentID = parseID(b.get("content-id"))
	n.transfer = transferOf(string(b.get("content-transfer-encoding")))
	n.multipart = strings.HasPrefix(n.media, "multipart/")
	return n
}

// boundary returns the delimiter that the multipart announces.
func (n *node) boundary() string { return strings.TrimRight(n.params["boundary"], " \t") }

// leaves calls yield for every leaf in order with its path (RFC 9051 section 6.4.5: from 1 at each level). It walks
// without recursion on user data beyond maxDepth.
func (n *node) leaves(prefix string, yield func(path string, leaf *node)) {
	if !n.multipart {
		if prefix == "" {
			prefix = "1"
		}
		yield(prefix, n)
		return
	}
	if prefix != "" {
		prefix += "."
	}
	for i, child := range n.children {
		child.leaves(prefix+strconv.Itoa(i+1), yield)
	}
}
