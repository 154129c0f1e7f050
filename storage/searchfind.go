package storage

import (
	"cmp"
	"context"
	"slices"

	"letterbox/mail"
	"letterbox/mail/search"
)

const (
	pageLimit = 50
	ahead     = 64 // candidates that are read at once
	probed    = 60 // candidates that are decided about for the sake of an exact count
)

// Search returns a page of the messages that match. Not everything need be in the index: see Result.Coverage.
func (db *DB) Search(ctx context.Context, request search.Request) (result search.Result, err error) {
	err = db.searching(ctx, request, func(s *searcher) error {
		result, err = s.page()
		return err
	})
	if err != nil {
		return search.Result{}, err
	}
	result.Coverage, err = db.SearchCoverage(ctx)
	return result, err
}

// searcher answers one request in one snapshot.
type searcher struct {
	ctx     context.Context
	db      *DB
	request search.Request
	words   []search.Words
	catalog *catalog
	conn    *connection
	plan    *plan
	expr    search.Expr
	known   map[search.Expr]docSet
	scope   docSet          // nil: everything
	score   []uint16        // nil: by date
	order   []uint32        // candidates, best first
	may     docSet          // the candidates
	done    map[uint32]bool // candidates that were decided about
	rows    map[uint32]mail.Message
	texts   map[uint32]search.Text
	forms   map[uint32]*search.Forms
}

// searching plans a request and runs fn.
func (db *DB) searching(ctx context.Context, request search.Request, fn func(*searcher) error) error {
	expr := request.Query.Expr
	if expr == nil {
		expr = search.All{}
	}
	scoped := len(request.Folders) > 0 || request.Account != 0
	f, err := db.newFilters(ctx, scoped || confined(expr))
	if err != nil {
		return err
	}
	var scope idSet
	err = db.View(ctx, func(r Reader) error {
		if scoped {
			if scope, err = f.inFolders(r, f.scope(request)); err != nil {
				return err
			}
		}
		return f.gather(r, expr)
	})
	if err != nil {
		return err
	}
	return db.withIndex(ctx, func(d *database) error {
		return db.search.snapshot(ctx, d, func(c *catalog, conn *connection) error {
			s := &searcher{
				ctx: ctx, db: db, request: request, words: request.Query.Wanted(), catalog: c, conn: conn,
				done: map[uint32]bool{}, rows: map[uint32]mail.Message{}, texts: map[uint32]search.Text{}, forms: map[uint32]*search.Forms{},
			}
			if scoped {
				s.scope = c.documents(scope)
			}
			p := planner{catalog: c, conn: conn, known: map[search.Expr]docSet{}, found: map[search.Words]found{}}
			for e, set := range f.sets {
				p.known[e] = c.documents(set)
			}
			s.expr, s.known = expr, p.known
			if err := s.prepare(&p, expr); err != nil {
				return err
			}
			return fn(s)
		})
	})
}

// scope returns the folders that a request is confined to.
func (f *filters) scope(request search.Request) []mail.FolderID {
	return f.which(func(folder mail.Folder) bool {
		return (request.Account == 0 || folder.Account == request.Account) && (len(request.Folders) == 0 || slices.Contains(request.Folders, folder.ID))
	})
}

// prepare plans the expression and puts the candidates in order.
func (s *searcher) prepare(p *planner, expr search.Expr) (err error) {
	if s.plan, err = p.plan(expr); err != nil {
		return err
	}
	may := s.plan.may
	if s.scope != nil {
		may = may.clone().and(s.scope)
	}
	s.may = may
	s.order = make([]uint32, 0, may.count())
	for _, doc := range s.catalog.order {
		if may.has(doc) {
			s.order = append(s.order, doc)
		}
	}
	if s.request.Order == search.Relevant && len(s.words) > 0 {
		if s.score, err = p.scores(s.words); err != nil {
			return err
		}
		s.rank()
	}
	return nil
}

// rank puts the candidates in the order of their scores, those with the same as they are.
func (s *searcher) rank() {
	var most uint16
	for _, doc := range s.order {
		most = max(most, s.score[doc])
	}
	starts := make([]int, int(most)+2) // by how much the score lacks of the most
	for _, doc := range s.order {
		starts[most-s.score[doc]+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	ranked := make([]uint32, len(s.order))
	for _, doc := range s.order {
		at := &starts[most-s.score[doc]]
		ranked[*at] = doc
		*at++
	}
	s.order = ranked
}

// position returns where a document stands.
func (s *searcher) position(doc uint32) search.Position {
	p := search.Position{Time: s.catalog.docs[doc].time, Message: s.catalog.docs[doc].message, Set: true}
	if s.score != nil {
		p.Score = int(s.score[doc])
	}
	return p
}

// after reports whether a stands after b.
func after(a, b search.Position) bool {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Time, a.Time), cmp.Compare(b.Message, a.Message)) > 0
}

// decided reports whether a candidate matches and is still there.
func (s *searcher) decided(doc uint32) (bool, error) {
	if _, there := s.rows[doc]; !there {
		return false, nil
	}
	return s.plan.matches(doc, func() (*search.Forms, error) {
		if f := s.forms[doc]; f != nil {
			return f, nil
		}
		text, err := s.text(doc)
		if err != nil {
			return nil, err
		}
		f := search.FormsOf(text)
		s.forms[doc] = f
		return f, nil
	})
}

// text reads what a document's words stand in, once its row was read.
func (s *searcher) text(doc uint32) (search.Text, error) {
	if t, read := s.texts[doc]; read {
		return t, nil
	}
	t, err := s.catalog.codec.documentText(s.conn, doc)
	if err != nil {
		return t, err
	}
	e := search.Entry{Message: s.rows[doc], Text: t}
	e.Complete()
	s.texts[doc] = e.Text
	return e.Text, nil
}

// read reads the rows of candidates, and forgets those before.
func (s *searcher) read(docs []uint32) error {
	clear(s.rows)
	clear(s.texts)
	clear(s.forms)
	ids := make([]mail.MessageID, len(docs))
	by := make(map[mail.MessageID]uint32, len(docs))
	for i, doc := range docs {
		ids[i] = s.catalog.docs[doc].message
		by[ids[i]] = doc
	}
	rows, err := s.db.Messages(s.ctx, ids)
	for _, m := range rows {
		s.rows[by[m.ID]] = m
	}
	return err
}

// each decides about candidates in order, a chunk at a time, and calls fn for those that match until it says no.
func (s *searcher) each(candidates []uint32, fn func(doc uint32) (more bool, err error)) error {
	size := min(ahead, cmp.Or(s.request.Limit, pageLimit)+1)
	for chunk := range slices.Chunk(candidates, size) {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		if err := s.read(chunk); err != nil {
			return err
		}
		for _, doc := range chunk {
			ok, err := s.decided(doc)
			if err != nil {
				return err
			}
			if s.done[doc] = ok; !ok {
				continue
			}
			if more, err := fn(doc); err != nil || !more {
				return err
			}
		}
	}
	return nil
}

// page fills one page.
func (s *searcher) page() (search.Result, error) {
	var result search.Result
	start := 0
	if s.request.After.Set {
		for start < len(s.order) && !after(s.position(s.order[start]), s.request.After) {
			start++
		}
	}
	threads := map[uint64]int{} // hits of the page and before it, by conversation
	if s.request.Grouped && start > 0 {
		err := s.each(s.order[:start], func(doc uint32) (bool, error) {
			threads[s.catalog.docs[doc].thread] = -1
			return true, nil
		})
		if err != nil {
			return result, err
		}
	}
	if err := s.fill(&result, s.order[start:], threads); err != nil {
		return result, err
	}
	return result, s.total(&result)
}

// fill appends hits until the page is full, and looks whether there is another.
func (s *searcher) fill(result *search.Result, candidates []uint32, threads map[uint64]int) error {
	limit := cmp.Or(s.request.Limit, pageLimit)
	return s.each(candidates, func(doc uint32) (bool, error) {
		thread := s.catalog.docs[doc].thread
		if at, shown := threads[thread]; s.request.Grouped && shown {
			if at >= 0 {
				result.Hits[at].Others++
			}
			return len(result.Hits) < limit || !result.More, nil
		}
		if len(result.Hits) == limit {
			result.More = true
			return false, nil
		}
		hit, err := s.hit(doc)
		if err != nil {
			return false, err
		}
		threads[thread] = len(result.Hits)
		result.Hits = append(result.Hits, hit)
		return true, nil
	})
}

// total counts what matches, if that is quick or wanted.
func (s *searcher) total(result *search.Result) error {
	sure := s.may.clone().and(s.plan.sure)
	rest := s.may.clone().without(s.plan.sure)
	for doc, ok := range s.done {
		sure.remove(doc)
		rest.remove(doc)
		if ok {
			result.Total++
		}
	}
	result.Total += sure.count()
	open := rest.count()
	if open > probed && !s.request.Count {
		result.Total += open
		return nil
	}
	result.Exact = true
	if open == 0 {
		return nil
	}
	return s.each(s.only(rest), func(uint32) (bool, error) {
		result.Total++
		return true, nil
	})
}

// only returns the candidates of a set, in order.
func (s *searcher) only(set docSet) (list []uint32) {
	for _, doc := range s.order {
		if set.has(doc) {
			list = append(list, doc)
		}
	}
	return list
}
