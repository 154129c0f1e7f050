package storage

import (
	"slices"
	"time"

	"letterbox/mail/search"
)

// plan is an expression with what the index knows about it: documents that match for sure, and those that may.
type plan struct {
	expr  search.Expr
	parts []*plan
	sure  docSet
	may   docSet
}

// planner makes plans for one snapshot. Conditions on what mail.db alone knows were answered before.
type planner struct {
	catalog *catalog
	conn    *connection
	known   map[search.Expr]docSet
	found   map[search.Words]found  // what was looked up
	told    map[search.Words]docSet // what a server says has the words
}

func (p *planner) plan(e search.Expr) (*plan, error) {
	n := &plan{expr: e}
	switch e := e.(type) {
	case search.All:
		return n, p.all(n, e)
	case search.Any:
		return n, p.any(n, e)
	case search.Not:
		part, err := p.plan(e.Expr)
		if err != nil {
			return nil, err
		}
		n.parts = []*plan{part}
		n.sure, n.may = p.catalog.live.clone().without(part.may), p.catalog.live.clone().without(part.sure)
	case search.Words:
		return n, p.words(n, e)
	case search.Is, search.In, search.Account:
		n.may = p.known[e]
		n.sure = n.may
	default:
		n.sure = p.filter(keeper(e))
		n.may = n.sure
	}
	return n, nil
}

// keeper returns the condition on what the index keeps of a message.
func keeper(e search.Expr) func(*document) bool {
	switch e := e.(type) {
	case search.Attached:
		return func(d *document) bool { return d.marks&attached != 0 }
	case search.During:
		from, until := bound(e.From), bound(e.Until)
		return func(d *document) bool { return (from == nil || d.time >= *from) && (until == nil || d.time < *until) }
	case search.Size:
		return func(d *document) bool { return (e.Over == 0 || d.size > e.Over) && (e.Under == 0 || d.size < e.Under) }
	case search.Language:
		number := languageNumber(e.Code)
		return func(d *document) bool { return d.lang == number }
	default:
		return func(*document) bool { return false }
	}
}

func bound(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	n := t.UnixMilli()
	return &n
}

func (p *planner) filter(keep func(*document) bool) docSet {
	s := newDocSet(len(p.catalog.docs))
	p.catalog.live.each(func(doc uint32) {
		if keep(&p.catalog.docs[doc]) {
			s.add(doc)
		}
	})
	return s
}

func (p *planner) all(n *plan, list search.All) error {
	n.sure, n.may = p.catalog.live.clone(), p.catalog.live.clone()
	for _, e := range list {
		part, err := p.plan(e)
		if err != nil {
			return err
		}
		n.parts = append(n.parts, part)
		n.sure.and(part.sure)
		n.may.and(part.may)
	}
	return nil
}

func (p *planner) any(n *plan, list search.Any) error {
	n.sure, n.may = newDocSet(len(p.catalog.docs)), newDocSet(len(p.catalog.docs))
	for _, e := range list {
		part, err := p.plan(e)
		if err != nil {
			return err
		}
		n.parts = append(n.parts, part)
		n.sure.or(part.sure)
		n.may.or(part.may)
	}
	return nil
}

func (p *planner) words(n *plan, w search.Words) error {
	f, exact, err := p.find(w, w.Field)
	if err != nil {
		return err
	}
	n.may = f.all
	if n.sure = f.all; !exact {
		n.sure = newDocSet(len(p.catalog.docs))
	}
	if said, asked := p.told[w]; asked {
		n.may, n.sure = n.may.clone().or(said), n.sure.clone().or(said)
	}
	return nil
}

// find looks words up in a field, of which w's is Anywhere or the same. Without exact some of what is found may not
// match.
func (p *planner) find(w search.Words, field search.Field) (f found, exact bool, err error) {
	list, exact := w.LookupsIn(field)
	w.Field = field
	if f, known := p.found[w]; known {
		return f, exact, nil
	}
	if f, err = p.lookups(list, field == search.Body); err != nil {
		return f, exact, err
	}
	if l, sounds := w.SoundLookup(); sounds {
		read, err := p.lookups([]search.Lookup{l}, false)
		if err != nil {
			return f, exact, err
		}
		f.all, f.written = f.all.or(read.all), f.written.or(read.written)
	}
	p.found[w] = f
	return f, exact, nil
}

// lookups finds the documents where all of a list stand, each at its place: in the body, if that is wanted.
func (p *planner) lookups(list []search.Lookup, body bool) (found, error) {
	f := found{p.catalog.live.clone(), p.catalog.live.clone()}
	var parts []*part
	for _, l := range list {
		next, err := p.catalog.lookup(p.conn, l)
		if err != nil {
			return f, err
		}
		f.all.and(next.all)
		f.written.and(next.written)
		if f.all.empty() {
			return f, nil
		}
		parts = append(parts, next)
	}
	if len(parts) == 1 && !body {
		return f, nil
	}
	spots, err := p.catalog.together(p.conn, parts, f.all)
	if err != nil {
		return f, err
	}
	if body {
		spots = slices.DeleteFunc(spots, func(s spot) bool { return s.place() >= int(p.catalog.docs[s.doc()].body) })
	}
	f.all = p.catalog.docsOf(spots)
	f.written.and(f.all)
	return f, nil
}

// matches decides about a document that may match. forms gives the texts of it.
func (n *plan) matches(doc uint32, forms func() (*search.Forms, error)) (bool, error) {
	if n.sure.has(doc) || !n.may.has(doc) {
		return n.sure.has(doc), nil
	}
	switch e := n.expr.(type) {
	case search.All:
		for _, part := range n.parts {
			if ok, err := part.matches(doc, forms); err != nil || !ok {
				return false, err
			}
		}
		return true, nil
	case search.Any:
		for _, part := range n.parts {
			if ok, err := part.matches(doc, forms); err != nil || ok {
				return ok, err
			}
		}
		return false, nil
	case search.Not:
		ok, err := n.parts[0].matches(doc, forms)
		return !ok, err
	case search.Words:
		f, err := forms()
		if err != nil {
			return false, err
		}
		return f.Matches(e), nil
	default:
		return false, nil // the index knew
	}
}

// scores rates the documents that may match by where the words stand: in the subject, in people and names of files, in
// the text, or only in quotations and the texts of files.
func (p *planner) scores(words []search.Words) ([]uint16, error) {
	score := make([]uint16, len(p.catalog.docs))
	for _, w := range words {
		f, _, err := p.find(w, search.Anywhere)
		if err != nil {
			return nil, err
		}
		f.written.each(func(doc uint32) { score[doc]++ })
		for field, worth := range map[search.Field]uint16{search.Subject: 4, search.From: 2, search.Filename: 2} {
			if w.Field != search.Anywhere && w.Field != field {
				continue
			}
			f, _, err := p.find(w, field)
			if err != nil {
				return nil, err
			}
			f.all.each(func(doc uint32) { score[doc] += worth })
		}
	}
	return score, nil
}
