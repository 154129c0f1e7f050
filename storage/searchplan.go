package storage

import (
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
	list, exact := w.Lookups()
	f, err := p.together(list)
	if err != nil {
		return err
	}
	n.may = f.all
	if n.sure = f.all; !exact {
		n.sure = newDocSet(len(p.catalog.docs))
	}
	return nil
}

// together looks terms up and keeps what has all of them next to each other, as far as the index tells.
func (p *planner) together(list []search.Lookup) (found, error) {
	var f found
	for i, l := range list {
		next, err := p.catalog.lookup(p.conn, l, len(list) > 1)
		if err != nil {
			return f, err
		}
		if i == 0 {
			f = next
			continue
		}
		f.together(next)
	}
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
		list, _ := w.LookupsIn(search.Anywhere)
		f, err := p.together(list)
		if err != nil {
			return nil, err
		}
		f.written.each(func(doc uint32) { score[doc]++ })
		for field, worth := range map[search.Field]uint16{search.Subject: 4, search.From: 2, search.Filename: 2} {
			if w.Field != search.Anywhere && w.Field != field {
				continue
			}
			list, _ := w.LookupsIn(field)
			f, err := p.together(list)
			if err != nil {
				return nil, err
			}
			f.all.each(func(doc uint32) { score[doc] += worth })
		}
	}
	return score, nil
}
