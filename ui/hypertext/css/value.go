package css

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	lexer "github.com/tdewolff/parse/v2/css"
)

// Kind tells which fields of a Value have a meaning.
type Kind uint8

// The kinds of values and of the parts they are made of.
const (
	Word    Kind = iota + 1 // Text in lower case
	Text                    // Text of a string
	URL                     // Text is the address
	Number                  // N
	Percent                 // N, 100 for the whole
	Length                  // N in Unit
	Sum                     // List: lengths and percentages to be added, from calc()
	RGB                     // Color
	Func                    // Text is the name, List the arguments
	List                    // List
	Comma
	Slash
)

// Unit is a unit of length. Absolute ones become Px when they are read.
type Unit uint8

// The units that depend on something.
const (
	Px Unit = iota
	Em
	Rem
	Ex
	Ch
	Vw
	Vh
	Quirky // em, for margins that quirks mode may ignore; only the sheet of the program uses it
)

// Value is a value of a property, or a part of one.
type Value struct {
	Kind  Kind
	Unit  Unit
	Color Color
	N     float32
	Text  string
	List  []Value
}

// Is reports whether v is this keyword.
func (v Value) Is(word string) bool { return v.Kind == Word && v.Text == word }

// Keyword returns the value of a keyword.
func Keyword(word string) Value { return Value{Kind: Word, Text: word} }

// Pixels returns a length in px.
func Pixels(n float32) Value { return Value{Kind: Length, N: n} }

// maxNumber bounds numbers, so that sums of lengths stay inside what the layout counts with.
const maxNumber = 1e7

var absoluteUnits = map[string]float32{
	"px": 1, "pt": 4.0 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6,
}

var relativeUnits = map[string]Unit{
	"qem": Quirky, "em": Em, "rem": Rem, "ex": Ex, "ch": Ch, "vw": Vw, "vh": Vh,
	"vmin": Vw, "vmax": Vw, "svw": Vw, "dvw": Vw, "lvw": Vw, "svh": Vh, "dvh": Vh, "lvh": Vh,
}

// parts turns tokens into values, with functions nested. ok is false when there is something that no property takes.
func parts(tokens []lexer.Token) (list []Value, ok bool) {
	p := partReader{tokens: tokens}
	list, ok = p.read(false, 0)
	return list, ok && p.at == len(tokens)
}

const maxNesting = 16

// partReader walks over tokens.
type partReader struct {
	tokens []lexer.Token
	at     int
}

func (p *partReader) read(inside bool, depth int) ([]Value, bool) {
	var list []Value
	if depth > maxNesting {
		return nil, false
	}
	for p.at < len(p.tokens) {
		t := p.tokens[p.at]
		p.at++
		switch t.TokenType {
		case lexer.WhitespaceToken, lexer.CommentToken:
			continue
		case lexer.RightParenthesisToken:
			return list, inside
		case lexer.FunctionToken, lexer.LeftParenthesisToken:
			args, ok := p.read(true, depth+1)
			if !ok {
				return nil, false
			}
			v, ok := function(strings.ToLower(strings.TrimSuffix(string(t.Data), "(")), args)
			if !ok {
				return nil, false
			}
			list = append(list, v)
		default:
			v, ok := part(t)
			if !ok {
				return nil, false
			}
			list = append(list, v)
		}
	}
	return list, true
}

func part(t lexer.Token) (Value, bool) {
	switch t.TokenType {
	case lexer.IdentToken:
		return Value{Kind: Word, Text: strings.ToLower(unescape(t.Data))}, true
	case lexer.StringToken:
		return Value{Kind: Text, Text: unescape(unquote(t.Data))}, true
	case lexer.URLToken:
		return Value{Kind: URL, Text: address(t.Data)}, true
	case lexer.HashToken:
		c, ok := HexColor(string(t.Data[1:]))
		return Value{Kind: RGB, Color: c, Text: string(t.Data[1:])}, ok
	case lexer.NumberToken:
		n, ok := number(t.Data)
		return Value{Kind: Number, N: n}, ok
	case lexer.PercentageToken:
		n, ok := number(t.Data[:len(t.Data)-1])
		return Value{Kind: Percent, N: n}, ok
	case lexer.DimensionToken:
		return dimension(t.Data)
	case lexer.CommaToken:
		return Value{Kind: Comma}, true
	case lexer.DelimToken:
		switch string(t.Data) {
		case "/":
			return Value{Kind: Slash}, true
		case "+", "-", "*":
			return Value{Kind: Word, Text: string(t.Data)}, true
		}
	default: // nothing else is part of a value
	}
	return Value{}, false
}

func number(data []byte) (float32, bool) {
	n, err := strconv.ParseFloat(string(data), 64)
	if err != nil && !math.IsInf(n, 0) || math.IsNaN(n) {
		return 0, false
	}
	return float32(max(-maxNumber, min(maxNumber, n))), true
}

func dimension(data []byte) (Value, bool) {
	end := bytes.LastIndexAny(data, "0123456789.") + 1
	n, ok := number(data[:end])
	if !ok {
		return Value{}, false
	}
	unit := strings.ToLower(string(data[end:]))
	if factor, found := absoluteUnits[unit]; found {
		return Value{Kind: Length, N: max(-maxNumber, min(maxNumber, n*factor))}, true
	}
	if u, found := relativeUnits[unit]; found {
		return Value{Kind: Length, N: n, Unit: u}, true
	}
	if unit == "deg" || unit == "dpi" || unit == "dppx" {
		return Value{Kind: Number, N: n, Text: unit}, true
	}
	return Value{}, false
}

func unquote(data []byte) []byte {
	if len(data) >= 2 && (data[0] == '"' || data[0] == '\'') {
		data = bytes.TrimSuffix(data[1:], data[:1])
	}
	return data
}

// address returns what stands between the parentheses of a url().
func address(data []byte) string {
	data = bytes.TrimSuffix(data, []byte(")"))
	if at := bytes.IndexByte(data, '('); at >= 0 {
		data = data[at+1:]
	}
	return unescape(unquote(bytes.TrimSpace(data)))
}

// unescape resolves backslashes (CSS 2.1 section 4.1.3).
func unescape(data []byte) string {
	if bytes.IndexByte(data, '\\') < 0 {
		return string(data)
	}
	var out strings.Builder
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' || i+1 >= len(data) {
			out.WriteByte(data[i])
			continue
		}
		end := i + 1
		for end < len(data) && end < i+7 && isHex(data[end]) {
			end++
		}
		if end == i+1 {
			continue // the next character stands for itself
		}
		n, _ := strconv.ParseUint(string(data[i+1:end]), 16, 32)
		if n == 0 || n > 0x10FFFF {
			n = 0xFFFD
		}
		out.WriteRune(rune(n))
		if end < len(data) && (data[end] == ' ' || data[end] == '\n' || data[end] == '\t') {
			end++
		}
		i = end - 1
	}
	return out.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}
