package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// node is a value of a JSON text, and the line on which it stands or begins.
type node struct {
	kind    string // as schema.json names types, and null
	text    string // of a string, a number or a boolean
	line    int
	members []member // of an object, in the order of the text
	items   []*node
}

type member struct {
	name  string
	line  int
	value *node
}

// member returns what a member of an object is; nil where there is none.
func (n *node) member(name string) *node {
	for _, m := range n.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// reader reads a text into nodes.
type reader struct {
	text    []byte
	decoder *json.Decoder
}

// tree reads a JSON text of one value. What it adds to encoding/json is that every value has its line, and that a member
// which stands there twice is a mistake: of two rules the first would be lost.
func tree(text []byte) (*node, error) {
	r := &reader{text: text, decoder: json.NewDecoder(bytes.NewReader(text))}
	r.decoder.UseNumber()
	if err := r.valid(); err != nil {
		return nil, err
	}
	return r.value()
}

// valid finds the line of what is no JSON.
func (r *reader) valid() error {
	var whole json.RawMessage
	err := json.Unmarshal(r.text, &whole)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return &Mistake{Kind: NotJSON, Value: syntax.Error(), Line: r.lineAt(int(syntax.Offset))}
	}
	return err
}

func (r *reader) lineAt(offset int) int {
	return 1 + bytes.Count(r.text[:min(max(offset, 0), len(r.text))], []byte("\n"))
}

func (r *reader) value() (*node, error) {
	token, err := r.decoder.Token()
	if err != nil {
		return nil, err
	}
	n := &node{line: r.lineAt(int(r.decoder.InputOffset()))}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			n.kind = "object"
			return n, r.object(n)
		}
		n.kind = "array"
		return n, r.array(n)
	case string:
		n.kind, n.text = "string", t
	case json.Number:
		n.kind, n.text = "number", t.String()
		if !strings.ContainsAny(n.text, ".eE") {
			n.kind = "integer"
		}
	case bool:
		n.kind, n.text = "boolean", "false"
		if t {
			n.text = "true"
		}
	default:
		n.kind = "null"
	}
	return n, nil
}

func (r *reader) object(n *node) error {
	for r.decoder.More() {
		token, err := r.decoder.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		m := member{name: name, line: r.lineAt(int(r.decoder.InputOffset()))}
		if n.member(name) != nil {
			return &Mistake{Kind: Twice, Line: m.line, place: []step{{name: name}}}
		}
		if m.value, err = r.value(); err != nil {
			return in(err, name)
		}
		n.members = append(n.members, m)
	}
	return r.end()
}

func (r *reader) array(n *node) error {
	for i := 0; r.decoder.More(); i++ {
		item, err := r.value()
		if err != nil {
			return inItem(err, i)
		}
		n.items = append(n.items, item)
	}
	return r.end()
}

// end reads the bracket that ends an object or an array.
func (r *reader) end() error {
	if _, err := r.decoder.Token(); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// lineOf returns the line of a place: that of the value there, else of the innermost one around it.
func (n *node) lineOf(place []step) int {
	for _, s := range place {
		next := n.member(s.name)
		if s.name == "" && s.item < len(n.items) {
			next = n.items[s.item]
		}
		if next == nil {
			break
		}
		n = next
	}
	return n.line
}
