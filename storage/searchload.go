package storage

import (
	"context"
	"database/sql"
	"slices"

	"letterbox/mail"
)

// load reads what of the index is kept in memory. The caller holds writing.
func (x *searchIndex) load(ctx context.Context, d *database) error {
	x.numbers, x.people = map[mail.MessageID]uint32{}, map[sender]int32{}
	x.merging, x.orphans = nil, nil
	c := &catalog{}
	err := d.view(ctx, func(conn *connection) error {
		dead, err := numbers[int64](conn, "SELECT json_group_array(doc) FROM dead")
		if err != nil {
			return err
		}
		if err := x.loadSegments(conn, c); err != nil {
			return err
		}
		for _, doc := range dead {
			if c.live.has(uint32(doc)) {
				c.live[doc/64] &^= 1 << (doc % 64)
			}
		}
		if c.generation, err = generation(conn); err != nil {
			return err
		}
		if c.textSize, err = conn.number("SELECT coalesce(sum(size), 0) FROM text"); err != nil {
			return err
		}
		if err := c.loadCodec(conn); err != nil {
			return err
		}
		return x.findOrphans(conn, c)
	})
	if err != nil {
		return err
	}
	c.live.each(func(doc uint32) {
		c.order = append(c.order, doc)
		x.numbers[c.docs[doc].message] = doc
	})
	slices.SortFunc(c.order, c.newer)
	c.seal()
	x.state.Lock()
	defer x.state.Unlock()
	x.current, x.catalogs = c, map[int64]*catalog{c.generation: c}
	return nil
}

func (c *catalog) loadCodec(conn *connection) error {
	c.codec = plainCodec()
	var dictionary []byte
	found, err := conn.one([]any{&dictionary}, "SELECT data FROM dictionary WHERE id = ?", dictionaryID)
	if err != nil || !found {
		return err
	}
	if len(dictionary) == 0 || len(dictionary) > dictionarySize {
		return errIndexDamaged
	}
	c.codec = newTextCodec(dictionary)
	return nil
}

func (x *searchIndex) loadSegments(conn *connection, c *catalog) error {
	return conn.each(func(rows *sql.Rows) error {
		var s segment
		var docs, terms []byte
		if err := rows.Scan(&s.id, &docs, &terms); err != nil {
			return err
		}
		list, err := unpackDocuments(docs, func(p sender) int32 { return x.person(c, p) })
		if err != nil || len(list) == 0 {
			return errIndexDamaged
		}
		if s.terms, err = unpackFirsts(terms); err != nil {
			return err
		}
		s.first, s.last, s.docs = list[0].doc, list[len(list)-1].doc, len(list)
		if int(s.first) < len(c.docs) {
			return errIndexDamaged // segments do not overlap
		}
		c.segments = append(c.segments, s)
		x.newest = max(x.newest, s.id)
		c.docs = append(c.docs, make([]document, int(s.last)+1-len(c.docs))...)
		c.live = append(c.live, make(docSet, len(newDocSet(len(c.docs)))-len(c.live))...)
		for _, n := range list {
			c.docs[n.doc] = n.document
			c.live.add(n.doc)
		}
		return nil
	}, "SELECT id, docs, terms FROM segment ORDER BY first")
}

// person returns the number of a sender.
func (x *searchIndex) person(c *catalog, p sender) int32 {
	n, known := x.people[p]
	if !known {
		n = int32(len(c.people))
		c.people = append(c.people, p)
		x.people[p] = n
	}
	return n
}

// findOrphans notes segments that a crash left pages of.
func (x *searchIndex) findOrphans(conn *connection, c *catalog) error {
	known := map[int64]bool{}
	for _, s := range c.segments {
		known[s.id] = true
	}
	for id := int64(-1); ; {
		page, err := conn.number("SELECT coalesce(min(id), -1) FROM page WHERE id >= ?", (id+1)<<32)
		if err != nil || page < 0 {
			return err
		}
		if id = page >> 32; !known[id] {
			x.orphans = append(x.orphans, id)
			x.newest = max(x.newest, id)
		}
	}
}

func packFirsts(firsts []string) []byte {
	var out []byte
	for _, f := range firsts {
		out = appendText(out, f)
	}
	return out
}

func unpackFirsts(data []byte) (list []string, err error) {
	r := pageReader{rest: data}
	for len(r.rest) > 0 {
		b, err := r.bytes()
		if err != nil {
			return nil, err
		}
		list = append(list, string(b))
	}
	return list, nil
}
