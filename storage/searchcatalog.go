package storage

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
)

// keptCatalogs is how many generations a reader may be behind. One takes a commit.
const keptCatalogs = 8

// errBehind is a snapshot of the index that is older than all catalogs.
var errBehind = errors.New("search index changed too often")

// next returns a copy to be changed and published. The documents are shared: they are only added to.
func (c *catalog) next() *catalog {
	n := *c
	n.generation++
	n.live = slices.Clone(c.live)
	return &n
}

// kill takes documents out.
func (c *catalog) kill(docs []uint32) {
	for _, doc := range docs {
		c.live[doc/64] &^= 1 << (doc % 64)
	}
}

// enter puts documents in that were added to docs, and makes the order anew.
func (c *catalog) enter(fresh []numbered) {
	for len(c.live)*64 < len(c.docs) {
		c.live = append(c.live, 0)
	}
	added := make([]uint32, len(fresh))
	for i, n := range fresh {
		c.live.add(n.doc)
		added[i] = n.doc
	}
	slices.SortFunc(added, c.newer)
	order := make([]uint32, 0, len(c.order)+len(added))
	for _, doc := range c.order {
		if !c.live.has(doc) {
			continue
		}
		for len(added) > 0 && c.newer(added[0], doc) < 0 {
			order = append(order, added[0])
			added = added[1:]
		}
		order = append(order, doc)
	}
	c.order = append(order, added...)
}

// newer orders documents by date, the newest first.
func (c *catalog) newer(a, b uint32) int {
	x, y := &c.docs[a], &c.docs[b]
	return cmp.Or(cmp.Compare(y.time, x.time), cmp.Compare(y.message, x.message))
}

// publish commits what fn writes and makes next current. A reader that sees the commit finds its catalog.
func (x *searchIndex) publish(ctx context.Context, d *database, next *catalog, fn func(*connection) error) error {
	next.seal()
	x.state.Lock()
	x.catalogs[next.generation] = next
	x.state.Unlock()
	err := d.update(ctx, func(c *connection) error {
		if err := fn(c); err != nil {
			return err
		}
		return setMeta(c, "generation", strconv.FormatInt(next.generation, 10))
	})
	x.state.Lock()
	defer x.state.Unlock()
	if err != nil {
		delete(x.catalogs, next.generation)
		return err
	}
	x.current = next
	delete(x.catalogs, next.generation-keptCatalogs)
	return nil
}

func generation(c *connection) (int64, error) {
	text, err := meta(c, "generation")
	if err != nil || text == "" {
		return 0, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, errIndexDamaged
	}
	return n, nil
}

// snapshot runs fn with a catalog and a connection that sees the index of the same moment.
func (x *searchIndex) snapshot(ctx context.Context, d *database, fn func(*catalog, *connection) error) error {
	for range keptCatalogs {
		err := d.view(ctx, func(c *connection) error {
			n, err := generation(c)
			if err != nil {
				return err
			}
			x.state.Lock()
			known := x.catalogs[n]
			x.state.Unlock()
			if known == nil {
				return errBehind
			}
			return fn(known, c)
		})
		if !errors.Is(err, errBehind) {
			return err
		}
	}
	return errBehind
}

// nextSegment gives a number out.
func (x *searchIndex) nextSegment() int64 {
	x.newest++
	return x.newest
}

// putPages writes pages of a segment from number n on.
func putPages(c *connection, s segment, n int, pages []listing) error {
	for i, p := range pages {
		if _, err := c.exec("INSERT INTO page (id, data) VALUES (?, ?)", s.pageID(n+i), p.docs); err != nil {
			return err
		}
		if _, err := c.exec("INSERT INTO place (id, data) VALUES (?, ?)", s.pageID(n+i), p.places); err != nil {
			return err
		}
	}
	return nil
}

func putSegment(c *connection, s segment, docs []numbered, people []sender) error {
	_, err := c.exec("INSERT INTO segment (id, first, docs, terms) VALUES (?, ?, ?, ?)",
		s.id, int64(s.first), packDocuments(docs, people), packFirsts(s.terms))
	return err
}

func putTexts(c *connection, docs []numbered, texts []packedText) error {
	for i, n := range docs {
		if _, err := c.exec("INSERT INTO text (doc, size, data) VALUES (?, ?, ?)", int64(n.doc), texts[i].size, texts[i].data); err != nil {
			return err
		}
	}
	return nil
}

// bury notes that documents are dead and drops their texts, whose size it returns.
func bury(c *connection, docs []uint32) (freed int64, err error) {
	for _, doc := range docs {
		if _, err := c.exec("INSERT OR IGNORE INTO dead (doc) VALUES (?)", int64(doc)); err != nil {
			return 0, err
		}
		size, err := c.number("DELETE FROM text WHERE doc = ? RETURNING size", int64(doc))
		if err != nil {
			return 0, err
		}
		freed += size
	}
	return freed, nil
}
