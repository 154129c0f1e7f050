package message

import (
	"bytes"

	"letterbox/mail"
)

// frame is a multipart whose delimiters are looked for.
type frame struct {
	node     *node
	boundary string
	hidden   int // position of an outer frame of the same boundary, -1 if none
}

// scanner walks over the lines of one entity.
type scanner struct {
	t      *tree
	frames []frame
	index  map[string]int // boundary to position in frames
	depth  int            // multiparts around the first frame
	leaf   *node          // the leaf, or the multipart before its first part, that lines belong to now
}

// scan fills root, whose body is raw[start:end], and what is below it.
func (t *tree) scan(root *node, start, end, depth int) {
	s := scanner{t: t, index: map[string]int{}, depth: depth}
	s.open(root, start)
	for pos := start; len(s.frames) > 0; {
		at := s.delimiter(pos, end)
		if at < 0 {
			break
		}
		line, next := cutLine(t.raw[:end], at)
		level, closing := s.match(line)
		if level < 0 {
			pos = at + len(dashes)
			continue
		}
		s.endLeaf(trimLineEnd(t.raw, at, start))
		s.pop(level + 1)
		pos = next
		if closing {
			s.frames[level].node.closed = true
			s.pop(level)
			continue
		}
		if t.parts >= maxParts {
			t.notes.add(true, mail.NoteTruncated)
			break
		}
		parent := s.frames[level].node
		if parent.host != nil {
			parent = parent.host
		}
		pos = s.part(parent, next, end)
	}
	s.endLeaf(end)
	s.pop(0)
}

// part opens the part that starts at pos and returns where its body starts.
func (s *scanner) part(parent *node, pos, end int) int {
	b := splitHeader(s.t.raw[:end], pos, func(line []byte) bool {
		level, _ := s.match(line)
		return level >= 0
	})
	fallback := "text/plain"
	if parent.media == "multipart/digest" {
		fallback = "message/rfc822"
	}
	s.t.notes.add(b.cut, mail.NoteTruncated)
	n := s.t.newNode(&b, parent, fallback)
	deep := n.multipart && s.depth+len(s.frames) >= maxDepth
	if s.t.notes.add(deep, mail.NoteTooDeep); deep {
		s.shelter(n)
	} else {
		parent.children = append(parent.children, n)
	}
	s.open(n, b.body)
	return b.body
}

// shelter lets the parts of a multipart that lies too deep become parts of the deepest one allowed: the tree stays
// shallow, and what it holds can still be read.
func (s *scanner) shelter(n *node) {
	n.host = s.frames[len(s.frames)-1].node
	if n.host.host != nil {
		n.host = n.host.host
	}
}

// open starts an entity whose body begins at pos.
func (s *scanner) open(n *node, pos int) {
	n.start, n.end = pos, pos
	s.leaf = n
	if !n.multipart {
		return
	}
	f := frame{node: n, boundary: n.boundary(), hidden: -1}
	if f.boundary != "" {
		if outer, ok := s.index[f.boundary]; ok {
			f.hidden = outer
		}
		s.index[f.boundary] = len(s.frames)
	}
	s.frames = append(s.frames, f)
}

// delimiter returns the position of the next line that starts with two hyphens, -1 when there is none.
func (s *scanner) delimiter(pos, end int) int {
	raw := s.t.raw
	if bytes.HasPrefix(raw[pos:end], dashes) && (pos == 0 || raw[pos-1] == '\n') {
		return pos
	}
	if i := bytes.Index(raw[pos:end], []byte("\n--")); i >= 0 {
		return pos + i + 1
	}
	return -1
}

// match says which open multipart a line delimits; -1 for none. Boundaries are compared as a whole (RFC 2046
// section 5.1.1), so one may be the start of another.
func (s *scanner) match(line []byte) (level int, closing bool) {
	line = bytes.TrimRight(line[len(dashes):], " \t\r")
	if level, ok := s.index[string(line)]; ok {
		return level, false
	}
	if inner, ok := bytes.CutSuffix(line, dashes); ok {
		if level, ok := s.index[string(inner)]; ok {
			return level, true
		}
	}
	return -1, false
}

// endLeaf ends what lines belonged to; behind a closing delimiter they belong to nothing.
func (s *scanner) endLeaf(at int) {
	if s.leaf != nil {
		s.leaf.end = max(at, s.leaf.start)
		s.leaf = nil
	}
}

// pop leaves the multiparts from level on.
func (s *scanner) pop(level int) {
	for i := len(s.frames) - 1; i >= level; i-- {
		f := s.frames[i]
		s.frames = s.frames[:i]
		if f.boundary != "" {
			if delete(s.index, f.boundary); f.hidden >= 0 {
				s.index[f.boundary] = f.hidden
			}
		}
		s.t.notes.add(!f.node.closed, mail.NoteBoundaryMissing)
		if len(f.node.children) == 0 && f.node.host == nil {
			s.t.repair(f.node, s.depth+i)
		}
	}
}

// trimLineEnd returns the end of a body whose delimiter line starts at at: the line break before the delimiter
// belongs to it (RFC 2046 section 5.1.1).
func trimLineEnd(raw []byte, at, start int) int {
	if at > start && raw[at-1] == '\n' {
		at--
		if at > start && raw[at-1] == '\r' {
			at--
		}
	}
	return at
}
