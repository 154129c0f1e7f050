package css

// function gives a function its value: colors and sums are computed, others stay what they are.
func function(name string, args []Value) (Value, bool) {
	switch name {
	case "rgb", "rgba", "hsl", "hsla":
		c, ok := colorFunction(name, args)
		return Value{Kind: RGB, Color: c}, ok
	case "url":
		if len(args) == 1 && args[0].Kind == Text {
			return Value{Kind: URL, Text: args[0].Text}, true
		}
		return Value{}, false
	case "calc", "":
		return calc(args)
	case "var", "env", "attr":
		return Value{}, false
	}
	return Value{Kind: Func, Text: name, List: args}, true
}

// calc computes a sum of products (CSS Values 3 section 8.1). The result is a Number, Length, Percent or Sum.
func calc(args []Value) (Value, bool) {
	c := calculator{list: args}
	v, ok := c.sum()
	return v, ok && c.at == len(args)
}

// calculator walks over the parts of a calc().
type calculator struct {
	list []Value
	at   int
}

func (c *calculator) operator(a, b string) string {
	if c.at < len(c.list) && (c.list[c.at].Is(a) || c.list[c.at].Is(b) || b == "/" && c.list[c.at].Kind == Slash) {
		c.at++
		if v := c.list[c.at-1]; v.Kind == Word {
			return v.Text
		}
		return "/"
	}
	return ""
}

func (c *calculator) sum() (Value, bool) {
	left, ok := c.product()
	for ok {
		op := c.operator("+", "-")
		if op == "" {
			return left, true
		}
		right, fine := c.product()
		if !fine {
			return Value{}, false
		}
		if op == "-" {
			right = scale(right, -1)
		}
		left, ok = add(left, right)
	}
	return Value{}, false
}

func (c *calculator) product() (Value, bool) {
	left, ok := c.term()
	for ok {
		op := c.operator("*", "/")
		if op == "" {
			return left, true
		}
		right, fine := c.term()
		switch {
		case !fine, op == "/" && (right.Kind != Number || right.N == 0):
			return Value{}, false
		case op == "/":
			left = scale(left, 1/right.N)
		case right.Kind == Number:
			left = scale(left, right.N)
		case left.Kind == Number:
			left = scale(right, left.N)
		default:
			return Value{}, false
		}
	}
	return Value{}, false
}

func (c *calculator) term() (Value, bool) {
	if c.at >= len(c.list) {
		return Value{}, false
	}
	v := c.list[c.at]
	c.at++
	switch v.Kind {
	case Number, Length, Percent, Sum:
		return v, true
	default:
		return Value{}, false
	}
}

func scale(v Value, by float32) Value {
	v.N *= by
	if v.Kind == Sum {
		list := make([]Value, len(v.List))
		for i, part := range v.List {
			list[i] = scale(part, by)
		}
		v.List = list
	}
	return v
}

func add(a, b Value) (Value, bool) {
	switch {
	case (a.Kind == Number) != (b.Kind == Number):
		return Value{}, false
	case a.Kind == b.Kind && a.Unit == b.Unit && a.Kind != Sum:
		a.N += b.N
		return a, true
	}
	return Value{Kind: Sum, List: append(terms(a), terms(b)...)}, true
}

func terms(v Value) []Value {
	if v.Kind == Sum {
		return append([]Value(nil), v.List...)
	}
	return []Value{v}
}
