package dom

import (
	"strings"

	"golang.org/x/net/html"
)

// flatten copies markup without the elements that lie deeper than maxDepth; their text stays. The depth is counted
// by tags alone and so is an estimate: end tags that the tree builder would ignore make it smaller.
func flatten(text string, maxDepth int) string {
	var out strings.Builder
	out.Grow(len(text))
	z := html.NewTokenizer(strings.NewReader(text))
	depth, dropped := 0, 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.String()
		}
		raw := z.Raw()
		switch kind {
		case html.StartTagToken:
			name, _ := z.TagName()
			if void[string(name)] {
				break
			}
			if depth >= maxDepth {
				dropped++
				continue
			}
			depth++
		case html.EndTagToken:
			if dropped > 0 {
				dropped--
				continue
			}
			depth = max(0, depth-1)
		default: // text, comments, document types and self-closing tags open nothing
		}
		out.Write(raw)
	}
}

// void are the elements without an end tag (HTML section 13.1.2).
var void = map[string]bool{
	"area": true, "base": true, "basefont": true, "bgsound": true, "br": true, "col": true, "embed": true,
	"frame": true, "hr": true, "img": true, "input": true, "keygen": true, "link": true, "meta": true, "param": true,
	"source": true, "track": true, "wbr": true,
}
