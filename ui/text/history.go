package text

// change is one replacement and what it takes to go back.
type change struct {
	at       int
	old, new string
}

// step is what one undo takes back: changes, and the selection before and after them.
type step struct {
	changes       []change
	kind          kind
	before, after Selection
}

// kind says what a step is made of, for the grouping.
type kind int

const (
	kindOther kind = iota // stands alone
	kindTyping
	kindBackspace
	kindDelete
)

// mostHistory is how many bytes of old and new texts the history holds; the oldest steps beyond it are forgotten.
const mostHistory = 16 << 20

// history is the steps back and forth. Typing that goes on where it stopped is one step, up to the next word: taking it
// back takes back a word with the blanks behind it. What is removed by one key held or pressed again is one step too.
type history struct {
	done, undone []step
	size         int
	sealed       bool // the next change begins a step
}

// record adds a change.
func (h *history) record(k kind, c change, before, after Selection) {
	h.undone = nil
	h.size += len(c.old) + len(c.new)
	if n := len(h.done); n > 0 && !h.sealed && h.done[n-1].continues(k, c) {
		last := &h.done[n-1]
		last.changes = joinChange(last.changes, c)
		last.after = after
		return
	}
	h.done = append(h.done, step{[]change{c}, k, before, after})
	h.sealed = false
	for h.size > mostHistory && len(h.done) > 1 {
		h.size -= h.done[0].size()
		h.done = h.done[1:]
	}
}

// continues reports whether a change goes on with a step.
func (s *step) continues(k kind, c change) bool {
	last := s.changes[len(s.changes)-1]
	if k != s.kind || k == kindOther {
		return false
	}
	switch k {
	case kindTyping:
		return c.at == last.at+len(last.new) && c.old == "" && c.new != "\n" && last.new != "\n" && !beginsWord(last.new, c.new)
	case kindBackspace:
		return c.at+len(c.old) == last.at && c.old != "\n"
	case kindDelete:
		return c.at == last.at && c.old != "\n"
	default:
		return false
	}
}

// beginsWord reports whether typed text begins a word after blanks.
func beginsWord(before, typed string) bool {
	return before != "" && blankEnd(before) && !blankEnd(typed)
}

func blankEnd(s string) bool { return s != "" && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t') }

// joinChange adds a change that goes on with the last one to it, so that a long step stays one string.
func joinChange(list []change, c change) []change {
	last := &list[len(list)-1]
	switch {
	case c.old == "" && c.at == last.at+len(last.new):
		last.new += c.new
	case c.new == "" && last.new == "" && c.at+len(c.old) == last.at:
		last.at, last.old = c.at, c.old+last.old
	case c.new == "" && last.new == "" && c.at == last.at:
		last.old += c.old
	default:
		return append(list, c)
	}
	return list
}

func (s *step) size() int {
	n := 0
	for _, c := range s.changes {
		n += len(c.old) + len(c.new)
	}
	return n
}
