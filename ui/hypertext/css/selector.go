package css

import (
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// Selector matches elements.
type Selector struct {
	sel cascadia.Sel

	// Key is an id ("#id"), class (".class") or tag ("tag") that every matching element has, "" when none is known.
	Key string
	// Specificity counts ids, classes and tags (CSS 2.1 section 6.4.3), the first in the highest bits.
	Specificity uint32
}

// Matches reports whether the selector selects n.
func (s Selector) Matches(n *html.Node) bool { return s.sel.Match(n) }

const maxSelector = 1024

// parseSelectors reads a group. Selectors of pseudo-elements are left out: no box of ours is made by them.
func parseSelectors(text string) (list []Selector, ok bool) {
	if len(text) > maxSelector {
		return nil, false
	}
	for _, part := range splitGroup(text) {
		part = strings.TrimSpace(part)
		sel, err := cascadia.ParseWithPseudoElement(part)
		if err != nil {
			return nil, false
		}
		if sel.PseudoElement() != "" {
			continue
		}
		n := sel.Specificity()
		list = append(list, Selector{
			sel: sel, Key: keyOf(part),
			Specificity: uint32(min(n[0], 255))<<20 | uint32(min(n[1], 1023))<<10 | uint32(min(n[2], 1023)),
		})
	}
	return list, true
}

// splitGroup cuts at commas outside of brackets and quotes.
func splitGroup(text string) []string {
	var parts []string
	depth, start := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '[', '(':
			depth++
		case ']', ')':
			depth--
		case '"', '\'':
			i += 1 + max(0, strings.IndexByte(text[i+1:], c))
		case ',':
			if depth == 0 {
				parts = append(parts, text[start:i])
				start = i + 1
			}
		}
	}
	return append(parts, text[start:])
}

// keyOf finds an id, class or tag in the last compound of a selector by its text. It gives up, with "", on whatever
// is not plain.
func keyOf(selector string) string {
	last := lastCompound(selector)
	if last == "" || strings.ContainsAny(last, `\|`) {
		return ""
	}
	tag, class := "", ""
	for _, part := range simpleParts(last) {
		switch part[0] {
		case '#':
			return part
		case '.':
			class = part
		case ':', '[', '*':
		default:
			tag = strings.ToLower(part)
		}
	}
	if class != "" {
		return class
	}
	return tag
}

// simpleParts cuts a compound selector before every sign that begins a simple one, outside of brackets. It never
// returns an empty part.
func simpleParts(compound string) []string {
	var parts []string
	depth, start := 0, 0
	for i := 0; i <= len(compound); i++ {
		end := i == len(compound) || depth == 0 && strings.IndexByte("#.:[", compound[i]) >= 0
		if end && i > start {
			parts = append(parts, compound[start:i])
			start = i
		}
		if i == len(compound) {
			break
		}
		switch compound[i] {
		case '[', '(':
			depth++
		case ']', ')':
			depth--
		}
	}
	return parts
}

// lastCompound returns the part behind the last combinator.
func lastCompound(selector string) string {
	depth, start := 0, 0
	for i := 0; i < len(selector); i++ {
		switch c := selector[i]; c {
		case '[', '(':
			depth++
		case ']', ')':
			depth--
		case '"', '\'':
			end := strings.IndexByte(selector[i+1:], c)
			if end < 0 {
				return ""
			}
			i += end + 1
		case ' ', '\t', '\n', '\r', '\f', '>', '+', '~':
			if depth == 0 {
				start = i + 1
			}
		}
	}
	return strings.TrimSpace(selector[start:])
}
