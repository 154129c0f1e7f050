package css

import (
	"strings"

	lexer "github.com/tdewolff/parse/v2/css"
)

// Declaration sets one longhand property.
type Declaration struct {
	Property  Property
	Important bool
	Value     Value
}

// declarer collects the longhands that one declaration stands for.
type declarer struct {
	quirks    bool
	important bool
	out       []Declaration
}

func (d *declarer) set(p Property, v Value) {
	d.out = append(d.out, Declaration{Property: p, Important: d.important, Value: v})
}

// declare appends what a declaration sets, nothing when it is not understood.
func (d *declarer) declare(name string, tokens []lexer.Token) {
	tokens, d.important = cutImportant(tokens)
	if len(tokens) > maxValueTokens {
		return
	}
	values, ok := parts(tokens)
	if !ok || len(values) == 0 {
		return
	}
	name = strings.ToLower(name)
	before := len(d.out)
	if expand, found := shorthands[name]; found {
		if wide(values) {
			for _, p := range expand.sets {
				d.set(p, values[0])
			}
		} else if !expand.parse(d, values) {
			d.out = d.out[:before]
		}
		return
	}
	a, found := longhands[name]
	if !found || len(values) != 1 {
		return
	}
	if wide(values) {
		d.set(a.property, values[0])
	} else if v, fits := a.take(values[0], d.quirks); fits {
		d.set(a.property, v)
	}
}

const maxValueTokens = 400

// wide reports a keyword that every property takes (CSS Cascade 4 section 7.3).
func wide(values []Value) bool {
	if len(values) != 1 || values[0].Kind != Word {
		return false
	}
	switch values[0].Text {
	case "inherit", "initial", "unset", "revert":
		return true
	}
	return false
}

// cutImportant takes !important off the end.
func cutImportant(tokens []lexer.Token) ([]lexer.Token, bool) {
	tokens = trimSpace(tokens)
	n := len(tokens)
	if n == 0 || tokens[n-1].TokenType != lexer.IdentToken || !strings.EqualFold(string(tokens[n-1].Data), "important") {
		return tokens, false
	}
	rest := trimSpace(tokens[:n-1])
	if len(rest) == 0 || string(rest[len(rest)-1].Data) != "!" {
		return tokens, false
	}
	return trimSpace(rest[:len(rest)-1]), true
}

func trimSpace(tokens []lexer.Token) []lexer.Token {
	for len(tokens) > 0 && tokens[len(tokens)-1].TokenType == lexer.WhitespaceToken {
		tokens = tokens[:len(tokens)-1]
	}
	for len(tokens) > 0 && tokens[0].TokenType == lexer.WhitespaceToken {
		tokens = tokens[1:]
	}
	return tokens
}

// take checks a value against what the property accepts and returns it in its final form.
func (a accepts) take(v Value, quirks bool) (Value, bool) {
	switch v.Kind {
	case Word:
		if a.color {
			return colorOf(v, quirks)
		}
		return v, a.words != "" && hasWord(a.words, v.Text)
	case RGB:
		return v, a.color
	case Length:
		return v, a.length && (a.negative || v.N >= 0)
	case Sum:
		return v, a.length && a.percent
	case Percent:
		return v, a.percent && (a.negative || v.N >= 0)
	case Number:
		return a.takeNumber(v, quirks)
	default:
		return v, false
	}
}

func (a accepts) takeNumber(v Value, quirks bool) (Value, bool) {
	switch {
	case a.number:
		return v, a.negative || v.N >= 0
	case a.color:
		return Value{}, false
	case a.length && (v.N == 0 || quirks && a.quirky):
		v.Kind = Length
		return v, a.negative || v.N >= 0
	}
	return v, false
}

func hasWord(words, word string) bool {
	for w := range strings.SplitSeq(words, " ") {
		if w == word {
			return true
		}
	}
	return false
}

// colorOf returns the color that a word names. currentcolor stays a word, for it depends on the element.
func colorOf(v Value, quirks bool) (Value, bool) {
	if v.Text == "currentcolor" {
		return v, true
	}
	if c, ok := NamedColor(v.Text); ok {
		return Value{Kind: RGB, Color: c}, true
	}
	if quirks && (len(v.Text) == 3 || len(v.Text) == 6) {
		if c, ok := HexColor(v.Text); ok {
			return Value{Kind: RGB, Color: c}, true
		}
	}
	return Value{}, false
}
