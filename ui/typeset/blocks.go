package typeset

// block is a part of the text that is shaped as one: a paragraph with its line feed, or a part of a very long one.
type block struct {
	size  int32   // bytes
	lines int32   // at the width of the layout
	wide  float32 // about how wide it would be as one line, in em
	key   uint32  // of what was shaped
	exact bool    // lines is no estimate
	hard  bool    // ends with a line feed
}

// groupMost is how many blocks are summed up as one.
const groupMost = 512

// group is blocks that follow each other, with their sums.
type group struct {
	blocks []block
	size   int
	lines  int
}

func (g *group) sum() {
	g.size, g.lines = 0, 0
	for _, b := range g.blocks {
		g.size += int(b.size)
		g.lines += int(b.lines)
	}
}

// sequence is all blocks, in groups, so that finding and changing one among hundreds of thousands takes microseconds.
type sequence struct {
	groups []group
	lines  int
	size   int
}

// place is a block with where it stands.
type place struct {
	group, index int
	offset       int // of its first byte
	line         int // of its first line
}

func newSequence(list []block) sequence {
	s := sequence{groups: makeGroups(list)}
	s.sum()
	return s
}

func makeGroups(list []block) []group {
	var groups []group
	for len(list) > 0 {
		n := min(len(list), groupMost/2)
		g := group{blocks: append(make([]block, 0, n), list[:n]...)}
		g.sum()
		groups = append(groups, g)
		list = list[n:]
	}
	return groups
}

func (s *sequence) sum() {
	s.size, s.lines = 0, 0
	for i := range s.groups {
		s.size += s.groups[i].size
		s.lines += s.groups[i].lines
	}
}

func (s *sequence) at(p place) *block { return &s.groups[p.group].blocks[p.index] }

// find returns the first block for which holds says that it contains what is looked for, or the last one.
func (s *sequence) find(contains func(offset, size, line, lines int) bool) place {
	var p place
	for p.group = range s.groups {
		g := &s.groups[p.group]
		if p.group < len(s.groups)-1 && !contains(p.offset, g.size, p.line, g.lines) {
			p.offset += g.size
			p.line += g.lines
			continue
		}
		for p.index = range g.blocks {
			b := g.blocks[p.index]
			if p.index == len(g.blocks)-1 || contains(p.offset, int(b.size), p.line, int(b.lines)) {
				return p
			}
			p.offset += int(b.size)
			p.line += int(b.lines)
		}
	}
	return p
}

// byOffset returns the block that holds the byte at an offset, for the end of the text the last block.
func (s *sequence) byOffset(offset int) place {
	return s.find(func(at, size, _, _ int) bool { return offset < at+size })
}

// byLine returns the block that holds a line, the last one for lines behind the text.
func (s *sequence) byLine(line int) place {
	return s.find(func(_, _, at, lines int) bool { return line < at+lines })
}

// next returns the block behind another one, and whether there is one.
func (s *sequence) next(p place) (place, bool) {
	b := s.at(p)
	n := place{p.group, p.index + 1, p.offset + int(b.size), p.line + int(b.lines)}
	if n.index == len(s.groups[n.group].blocks) {
		n.group, n.index = n.group+1, 0
	}
	return n, n.group < len(s.groups)
}

// setLines notes how many lines a block has.
func (s *sequence) setLines(p place, lines int) {
	b := s.at(p)
	more := lines - int(b.lines)
	b.lines, b.exact = int32(lines), true
	s.groups[p.group].lines += more
	s.lines += more
}

// replace puts blocks in the place of those from one up to and including another.
func (s *sequence) replace(first, last place, list []block) {
	head := s.groups[first.group].blocks[:first.index]
	tail := s.groups[last.group].blocks[last.index+1:]
	joined := make([]block, 0, len(head)+len(list)+len(tail))
	joined = append(append(append(joined, head...), list...), tail...)
	if first.group == last.group && len(joined) > 0 && len(joined) <= groupMost {
		g := &s.groups[first.group]
		s.size, s.lines = s.size-g.size, s.lines-g.lines
		g.blocks = joined
		g.sum()
		s.size, s.lines = s.size+g.size, s.lines+g.lines
		return
	}
	groups := append([]group(nil), s.groups[:first.group]...)
	groups = append(groups, makeGroups(joined)...)
	s.groups = append(groups, s.groups[last.group+1:]...)
	s.sum()
}

// each calls a function with every block.
func (s *sequence) each(do func(*block)) {
	for i := range s.groups {
		for j := range s.groups[i].blocks {
			do(&s.groups[i].blocks[j])
		}
		s.groups[i].sum()
	}
	s.sum()
}
