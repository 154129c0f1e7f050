package text

import "slices"

// Style is a number that the one who draws knows the meaning of. Zero is plain text.
type Style uint32

// Span is a part of the text with a style. Spans are in order and do not overlap.
type Span struct {
	From, To int
	Style    Style
}

type spans struct{ list []Span }

// Spans returns the parts with a style that touch a part of the text.
func (d *Document) Spans(from, to int) []Span {
	first, _ := slices.BinarySearchFunc(d.spans.list, from, func(s Span, at int) int { return s.To - at - 1 })
	last := first
	for last < len(d.spans.list) && d.spans.list[last].From < to {
		last++
	}
	return d.spans.list[first:last:last]
}

// SetStyle gives a part of the text a style, in the place of what it had. It is no step of the history.
func (d *Document) SetStyle(from, to int, style Style) {
	from, to = d.Settle(from), d.Settle(to)
	if from >= to {
		return
	}
	next := make([]Span, 0, len(d.spans.list)+2)
	for _, s := range d.spans.list {
		if s.From < from {
			next = append(next, Span{s.From, min(s.To, from), s.Style})
		}
	}
	if style != 0 {
		next = append(next, Span{from, to, style})
	}
	for _, s := range d.spans.list {
		if s.To > to {
			next = append(next, Span{max(s.From, to), s.To, s.Style})
		}
	}
	d.spans.list = next
}

// edited moves the spans after a change. What is typed at the end of a span belongs to it, at its beginning not.
func (s *spans) edited(at, removed, inserted int) {
	if len(s.list) == 0 {
		return
	}
	kept := s.list[:0]
	for _, span := range s.list {
		span.From = moved(span.From, at, removed, inserted, removed == 0 || span.From > at)
		span.To = moved(span.To, at, removed, inserted, removed == 0)
		if span.From < span.To {
			kept = append(kept, span)
		}
	}
	s.list = kept
}

// moved returns where a position is after a change. One at the place of the change goes behind what was inserted if
// behind is set.
func moved(position, at, removed, inserted int, behind bool) int {
	switch {
	case position < at || position == at && !behind:
		return position
	case position >= at+removed:
		return position + inserted - removed
	case behind:
		return at + inserted
	default:
		return at
	}
}
