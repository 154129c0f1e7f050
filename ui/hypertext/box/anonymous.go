package box

import "letterbox/ui/hypertext/style"

// finish makes the children of a box and of everything in it obey the rules of the package.
func finish(b *Box) {
	fixTables(b)
	if b.IsBlockContainer() {
		b.Children = splitInlines(b.Children)
		for _, c := range b.Children {
			c.Parent = b
		}
		wrapInlines(b)
	}
	for _, c := range b.Children {
		finish(c)
	}
}

// splitInlines breaks inline boxes around the block-level boxes in them, so that those become siblings (CSS 2.1
// section 9.2.1.1).
func splitInlines(list []*Box) []*Box {
	var out []*Box
	for _, b := range list {
		if b.Kind != Inline {
			out = append(out, b)
			continue
		}
		fixTables(b)
		if holdsBlocks(b) {
			out = append(out, split(b)...)
		} else {
			out = append(out, b)
		}
	}
	return out
}

func holdsBlocks(b *Box) bool {
	for _, c := range b.Children {
		if c.Kind == Inline {
			fixTables(c)
			if holdsBlocks(c) {
				return true
			}
		} else if !c.IsInlineLevel() && !c.Style.OutOfFlow() {
			return true
		}
	}
	return false
}

// split returns the parts of an inline box: inline boxes with what is inline-level, and the blocks between them.
func split(b *Box) []*Box {
	var out []*Box
	part := func() *Box {
		p := *b
		p.Children = nil
		return &p
	}
	current := part()
	for _, c := range splitInlines(b.Children) {
		if c.IsInlineLevel() || c.Style.OutOfFlow() {
			current.add(c)
			continue
		}
		if c.Inside == nil {
			c.Inside = b.Style
		}
		out = append(out, current, c)
		current = part()
	}
	return append(out, current)
}

// wrapInlines puts runs of inline-level children into anonymous blocks where there are blocks too (CSS 2.1 section
// 9.2.1.1).
func wrapInlines(b *Box) {
	blocks := false
	for _, c := range b.Children {
		if !c.IsInlineLevel() && !c.Style.OutOfFlow() {
			blocks = true
			break
		}
	}
	if !blocks {
		b.Lines = true
		return
	}
	var out, run []*Box
	flush := func() {
		out = append(out, b.wrapRun(run)...)
		run = nil
	}
	for _, c := range b.Children {
		if c.IsInlineLevel() || c.Style.OutOfFlow() {
			run = append(run, c)
			continue
		}
		flush()
		out = append(out, c)
	}
	flush()
	b.Children = out
	for _, c := range out {
		c.Parent = b
	}
}

// wrapRun returns the anonymous block for a run, or, where it shows nothing, what floats in it.
func (b *Box) wrapRun(run []*Box) []*Box {
	shown := false
	for _, c := range run {
		shown = shown || c.IsInlineLevel() && !isEmptyInline(c)
	}
	if shown {
		a := b.anonymous(Block, style.Block)
		a.Lines = true
		for _, c := range run {
			a.add(c)
		}
		return []*Box{a}
	}
	var out []*Box
	for _, c := range run {
		out = append(out, outOfFlow(c)...)
	}
	return out
}

// outOfFlow returns the boxes out of the flow in c.
func outOfFlow(c *Box) []*Box {
	if !c.IsInlineLevel() {
		return []*Box{c}
	}
	var out []*Box
	for _, d := range c.Children {
		out = append(out, outOfFlow(d)...)
	}
	return out
}

// isEmptyInline reports an inline box that makes no line: nothing in it, and no edges of its own.
func isEmptyInline(b *Box) bool {
	if b.Kind != Inline {
		return isBlank(b)
	}
	for i := range 4 {
		if b.Style.Border[i].Width != 0 || i%2 == 1 && (hasLength(b.Style.Padding[i]) || hasLength(b.Style.Margin[i])) {
			return false
		}
	}
	for _, c := range b.Children {
		if c.IsInlineLevel() && !isEmptyInline(c) {
			return false
		}
	}
	return true
}

func hasLength(l style.Length) bool { return l.Px != 0 || l.Pct != 0 }
