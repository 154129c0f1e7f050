package style

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/dom"
)

// Cascade computes the styles of one document. It is not for concurrent use.
type Cascade struct {
	env    css.Env
	quirks bool
	rules  index
	family string // overrides every font-family, "" for none
	link   css.Color
	text   css.Color // of the body element's text attribute
	root   float32   // font size of the root element

	inline map[string][]css.Declaration
	won    [css.NumProperties]winner
	set    []css.Property // those of won that are in use
	tables map[*html.Node]*tableHints
	budget int // selectors that may still be tried
	late   func() bool
}

// winner is the declaration that has won a property so far.
type winner struct {
	rank  uint64
	value *css.Value
}

// Options adjust a cascade.
type Options struct {
	Env    css.Env
	Family string      // shown instead of every font family of the document
	Budget int         // selectors tried at most, before elements stay unstyled; 0 stands for 3 million
	Late   func() bool // reports that there is no time to try more; nil for never
}

// New reads the style sheets of a document.
func New(doc *dom.Document, opt Options) *Cascade {
	c := &Cascade{
		env: opt.Env, quirks: doc.Mode == dom.Quirks, family: opt.Family, root: mediumSize,
		link: css.Color{B: 0xEE, A: 255}, text: css.Black,
		inline: map[string][]css.Declaration{}, tables: map[*html.Node]*tableHints{}, budget: opt.Budget, late: opt.Late,
	}
	if c.budget == 0 {
		c.budget = 3_000_000
	}
	size := 0
	c.rules.add(agentRules(), originAgent, c.env)
	if c.quirks {
		c.rules.add(quirksRules(), originAgent, c.env)
	}
	for _, text := range doc.Styles {
		if size += len(text); size > css.MaxSheet {
			break
		}
		c.rules.add(css.ParseSheet(text, c.quirks), originAuthor, c.env)
	}
	c.bodyColors(doc.Body)
	return c
}

func (c *Cascade) bodyColors(body *html.Node) {
	if v, ok := css.LegacyColor(dom.Attr(body, "link")); ok {
		c.link = v
	}
	if v, ok := css.LegacyColor(dom.Attr(body, "text")); ok {
		c.text = v
	}
}

// The origins of declarations, from weak to strong (CSS 2.1 section 6.4.1); importance reverses none of them here,
// for nobody but the author uses it.
const (
	originAgent = iota
	originHint
	originAuthor
	originInline
	originImportant
	originInlineImportant
)

// Of computes the style of an element whose parent has the style parent, nil for the root element.
func (c *Cascade) Of(n *html.Node, parent *Style) *Style {
	for _, p := range c.set {
		c.won[p] = winner{}
	}
	c.set = c.set[:0]
	c.match(n)
	c.declareAll(c.hints(n), originHint<<60)
	if text, ok := dom.Lookup(n, "style"); ok {
		c.declareInline(text)
	}
	s := c.compute(n, parent)
	if n.DataAtom == atom.Html {
		c.root = s.FontSize
	}
	return s
}

func (c *Cascade) match(n *html.Node) {
	for _, a := range n.Attr {
		switch a.Key {
		case "id":
			c.try(n, c.rules.byKey["#"+strings.TrimSpace(a.Val)])
		case "class":
			for class := range strings.FieldsSeq(a.Val) {
				c.try(n, c.rules.byKey["."+class])
			}
		}
	}
	c.try(n, c.rules.byKey[n.Data])
	c.try(n, c.rules.rest)
}

func (c *Cascade) try(n *html.Node, rules []*ranked) {
	for _, r := range rules {
		if c.budget--; c.budget < 0 {
			return
		}
		if c.budget%4096 == 0 && c.late != nil && c.late() {
			c.budget = 0
			return
		}
		if r.rule.Selector.Matches(n) {
			c.declareAll(r.rule.Declarations, r.rank)
		}
	}
}

func (c *Cascade) declareInline(text string) {
	list, ok := c.inline[text]
	if !ok {
		list = css.ParseInline(text, c.quirks)
		c.inline[text] = list
	}
	c.declareAll(list, originInline<<60)
}

func (c *Cascade) declareAll(list []css.Declaration, rank uint64) {
	important := uint64(originImportant)
	if rank>>60 == originInline {
		important = originInlineImportant
	}
	for i := range list {
		d := &list[i]
		r := rank
		if d.Important {
			r = rank&(1<<60-1) | important<<60
		}
		w := &c.won[d.Property]
		if w.value == nil {
			c.set = append(c.set, d.Property)
		} else if r < w.rank {
			continue
		}
		*w = winner{rank: r, value: &d.Value}
	}
}

// ranked is a rule with its place in the cascade.
type ranked struct {
	rule *css.Rule
	rank uint64
}

// index finds the rules that may match an element.
type index struct {
	byKey map[string][]*ranked
	rest  []*ranked
	order uint64
}

func (x *index) add(rules []css.Rule, origin uint64, env css.Env) {
	if x.byKey == nil {
		x.byKey = map[string][]*ranked{}
	}
	for i := range rules {
		r := &rules[i]
		if !r.Media.Matches(env) {
			continue
		}
		x.order++
		entry := &ranked{rule: r, rank: origin<<60 | uint64(r.Selector.Specificity)<<28 | x.order&(1<<28-1)}
		if r.Selector.Key == "" {
			x.rest = append(x.rest, entry)
		} else {
			x.byKey[r.Selector.Key] = append(x.byKey[r.Selector.Key], entry)
		}
	}
}
