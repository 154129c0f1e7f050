package bus

import (
	"unicode/utf8"

	"github.com/godbus/dbus/v5"

	"letterbox/ui/ime"
)

// The functions here read the arguments of signals. What does not have the expected shape is left out.

func commitString(body []any) (effect, bool) {
	if len(body) < 1 {
		return effect{}, false
	}
	text, ok := body[0].(string)
	return effect{commit: text}, ok && text != ""
}

// formatted reads fcitx5's UpdateFormattedPreedit(a(si), i): stretches with their format, and the caret in bytes, which
// is negative where none is to be shown.
func formatted(body []any) (effect, bool) {
	const highlight = 1 << 4
	if len(body) < 2 {
		return effect{}, false
	}
	parts, _ := body[0].([][]any)
	at, ok := body[1].(int32)
	if !ok {
		return effect{}, false
	}
	c := ime.Composition{}
	for _, p := range parts {
		if len(p) < 2 {
			continue
		}
		text, _ := p[0].(string)
		format, _ := p[1].(int32)
		c = extend(c, text, format&highlight != 0)
	}
	if at < 0 || int(at) > len(c.Text) {
		at = int32(len(c.Text))
	}
	c.Caret = utf8.RuneCountInString(c.Text[:at])
	return effect{compose: &c}, true
}

// extend puts a stretch at the end of a composition.
func extend(c ime.Composition, text string, active bool) ime.Composition {
	from := utf8.RuneCountInString(c.Text)
	c.Text += text
	if to := from + utf8.RuneCountInString(text); to > from {
		c.Segments = append(c.Segments, ime.Segment{From: from, To: to, Active: active})
	}
	return c
}

func commitText(body []any) (effect, bool) {
	if len(body) < 1 {
		return effect{}, false
	}
	fields := serialized(body[0], "IBusText")
	if len(fields) < 1 {
		return effect{}, false
	}
	text, ok := fields[0].(string)
	return effect{commit: text}, ok && text != ""
}

// preeditText reads ibus' UpdatePreeditText(v, u, b): the text, the caret in characters, and whether it is shown.
func preeditText(body []any) (effect, bool) {
	if len(body) < 3 {
		return effect{}, false
	}
	fields := serialized(body[0], "IBusText")
	at, isPlace := body[1].(uint32)
	visible, isFlag := body[2].(bool)
	if len(fields) < 1 || !isPlace || !isFlag {
		return effect{}, false
	}
	c := ime.Composition{}
	if text, _ := fields[0].(string); visible && text != "" {
		c.Text = text
		length := utf8.RuneCountInString(text)
		c.Caret = min(int(at), length)
		if len(fields) > 1 {
			c.Segments = active(fields[1], length)
		}
	}
	return effect{compose: &c}, true
}

// active finds the stretches with a background, by which engines mark what the candidates are for.
func active(list any, length int) []ime.Segment {
	const background = 3
	fields := serialized(list, "IBusAttrList")
	if len(fields) < 1 {
		return nil
	}
	attributes, _ := fields[0].([]dbus.Variant)
	var segments []ime.Segment
	for _, a := range attributes {
		f := serialized(a, "IBusAttribute")
		if len(f) < 4 {
			continue
		}
		kind, _ := f[0].(uint32)
		from, _ := f[2].(uint32)
		to, _ := f[3].(uint32)
		end := min(int(to), length)
		begin := int(from)
		if n := len(segments); n > 0 {
			begin = max(begin, segments[n-1].To)
		}
		if kind == background && begin < end {
			segments = append(segments, ime.Segment{From: begin, To: end, Active: true})
		}
	}
	return segments
}

// serialized returns the fields of an object of ibus, which travels as a variant with a struct of its class, what is
// attached to it, and the fields.
func serialized(v any, class string) []any {
	for {
		inner, ok := v.(dbus.Variant)
		if !ok {
			break
		}
		v = inner.Value()
	}
	fields, _ := v.([]any)
	if len(fields) < 2 || fields[0] != class {
		return nil
	}
	return fields[2:]
}
