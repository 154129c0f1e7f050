package model

import (
	"container/list"

	"letterbox/mail"
)

const (
	pageSize  = 100 // rows that are read together
	maxPages  = 40  // pages that are kept
	maxWanted = 4   // pages that may wait to be read
)

// rowCache keeps rows by id, page by page, and forgets the pages that were not seen for longest. Pages are kept by
// what was read together, not by position, so that new mail at the top invalidates nothing.
type rowCache struct {
	rows       map[mail.MessageID]*cachedRow
	pages      *list.List // of *cachedPage, the one seen last in front
	generation int        // of what is fresh
	stamp      int
}

type cachedPage struct{ ids []mail.MessageID }

type cachedRow struct {
	message    mail.Message
	gone       bool // the store no longer had it
	stamp      int
	generation int
	page       *list.Element
}

func newRowCache() *rowCache {
	return &rowCache{rows: map[mail.MessageID]*cachedRow{}, pages: list.New()}
}

// get returns a row, and whether it need not be read again.
func (c *rowCache) get(id mail.MessageID) (Row, bool) {
	r, ok := c.rows[id]
	if !ok {
		return Row{}, false
	}
	c.pages.MoveToFront(r.page)
	return Row{Message: r.message, Loaded: !r.gone, Stamp: r.stamp}, r.generation == c.generation
}

// stale returns those of ids that have to be read.
func (c *rowCache) stale(ids []mail.MessageID) []mail.MessageID {
	var old []mail.MessageID
	for _, id := range ids {
		if r, ok := c.rows[id]; !ok || r.generation != c.generation {
			old = append(old, id)
		}
	}
	return old
}

// put keeps what was read for ids when generation was the newest.
func (c *rowCache) put(ids []mail.MessageID, rows []mail.Message, generation int) {
	page := c.pages.PushFront(&cachedPage{ids: ids})
	for _, id := range ids {
		c.take(id, mail.Message{}, true, generation, page)
	}
	for _, m := range rows {
		c.take(m.ID, m, false, generation, page)
	}
	for c.pages.Len() > maxPages {
		oldest := c.pages.Back()
		for _, id := range oldest.Value.(*cachedPage).ids {
			if r := c.rows[id]; r != nil && r.page == oldest {
				delete(c.rows, id)
			}
		}
		c.pages.Remove(oldest)
	}
}

func (c *rowCache) take(id mail.MessageID, m mail.Message, gone bool, generation int, page *list.Element) {
	c.stamp++
	c.rows[id] = &cachedRow{message: m, gone: gone, stamp: c.stamp, generation: generation, page: page}
}

// expire has every row read again when it is next seen; until then the old one shows.
func (c *rowCache) expire() { c.generation++ }

// expireSome does so for some rows.
func (c *rowCache) expireSome(ids []mail.MessageID) {
	for _, id := range ids {
		if r := c.rows[id]; r != nil {
			r.generation = -1
		}
	}
}

// reflag shows other flags of rows at once, before they are read again.
func (c *rowCache) reflag(ids []mail.MessageID, add, remove mail.Flags) {
	for _, id := range ids {
		if r := c.rows[id]; r != nil && !r.gone {
			c.stamp++
			r.message.Flags, r.stamp = r.message.Flags&^remove|add, c.stamp
		}
	}
}
