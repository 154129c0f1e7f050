package css

import (
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/css"
)

// Rule is one selector with its declarations.
type Rule struct {
	Selector     Selector
	Media        Media
	Declarations []Declaration
}

// MaxSheet bounds the bytes of style sheets that are read of one document.
const MaxSheet = 1 << 20

// maxRules bounds the rules of one sheet.
const maxRules = 20_000

// ParseSheet reads a style sheet. In quirks mode lengths need no unit and colors no number sign.
func ParseSheet(text string, quirks bool) []Rule {
	if len(text) > MaxSheet {
		text = text[:MaxSheet]
	}
	r := sheetReader{parser: lexer.NewParser(parse.NewInputString(text), false), quirks: quirks}
	for len(r.rules) < maxRules && r.next() {
		continue
	}
	return r.rules
}

// ParseInline reads the declarations of a style attribute.
func ParseInline(text string, quirks bool) []Declaration {
	p := lexer.NewParser(parse.NewInputString(text), true)
	d := declarer{quirks: quirks}
	for {
		grammar, _, name := p.Next()
		switch grammar {
		case lexer.ErrorGrammar:
			if !p.HasParseError() {
				return d.out
			}
		case lexer.DeclarationGrammar:
			d.declare(string(name), p.Values())
		default: // comments, custom properties
		}
	}
}

// sheetReader turns the parser's stream into rules.
type sheetReader struct {
	parser    *lexer.Parser
	quirks    bool
	rules     []Rule
	media     Media      // of the at-rules around
	nesting   []int      // length of media before each open at-rule; -1: its content is skipped
	selectors []Selector // of the rule being read
	broken    bool       // one of its selectors is unknown, so the rule is dropped
	current   declarer
}

func (r *sheetReader) next() bool {
	grammar, _, name := r.parser.Next()
	switch grammar {
	case lexer.ErrorGrammar:
		return r.parser.HasParseError()
	case lexer.BeginAtRuleGrammar:
		r.open(strings.ToLower(string(name)))
	case lexer.EndAtRuleGrammar:
		r.close()
	case lexer.QualifiedRuleGrammar:
		r.selector()
	case lexer.BeginRulesetGrammar:
		r.selector()
		r.current = declarer{quirks: r.quirks}
	case lexer.DeclarationGrammar:
		r.current.declare(string(name), r.parser.Values())
	case lexer.EndRulesetGrammar:
		r.finish()
	default: // comments, single at-rules such as @import, custom properties
	}
	return true
}

func (r *sheetReader) open(name string) {
	if name != "@media" {
		skipped := -1
		if name == "@supports" || name == "@layer" || name == "@document" || name == "@-moz-document" {
			r.media = append(r.media, "not all")
			skipped = len(r.media) - 1
		}
		r.nesting = append(r.nesting, skipped)
		return
	}
	r.nesting = append(r.nesting, len(r.media))
	r.media = append(r.media[:len(r.media):len(r.media)], join(r.parser.Values()))
}

func (r *sheetReader) close() {
	if n := len(r.nesting); n > 0 {
		if before := r.nesting[n-1]; before >= 0 {
			r.media = r.media[:before]
		}
		r.nesting = r.nesting[:n-1]
	}
}

func (r *sheetReader) selector() {
	list, ok := parseSelectors(join(r.parser.Values()))
	if !ok {
		r.broken = true
		return
	}
	r.selectors = append(r.selectors, list...)
}

func (r *sheetReader) finish() {
	if !r.broken && len(r.current.out) > 0 {
		for _, s := range r.selectors {
			r.rules = append(r.rules, Rule{Selector: s, Media: r.media, Declarations: r.current.out})
		}
	}
	r.selectors, r.broken, r.current = nil, false, declarer{}
}

func join(tokens []lexer.Token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.Write(t.Data)
	}
	return b.String()
}
