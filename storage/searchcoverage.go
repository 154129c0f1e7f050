package storage

import (
	"context"
	"os"
	"time"

	"letterbox/mail/search"
)

// SearchCoverage says how much of the mail that is here can be found.
func (db *DB) SearchCoverage(ctx context.Context) (search.Coverage, error) {
	var c search.Coverage
	err := db.withIndex(ctx, func(d *database) error {
		c = search.Coverage{}
		return db.search.snapshot(ctx, d, func(known *catalog, _ *connection) error {
			known.cover(&c)
			for _, suffix := range []string{"", "-wal"} {
				if info, err := os.Stat(d.path + suffix); err == nil {
					c.Bytes += info.Size()
				}
			}
			return nil
		})
	})
	if err != nil {
		return c, err
	}
	err = db.View(ctx, func(r Reader) error {
		total, err := r.c.number("SELECT coalesce(sum(total), 0) FROM folder WHERE hidden = 0")
		if err != nil {
			return err
		}
		waiting, err := r.c.number("SELECT count(*) FROM search_change")
		c.Messages, c.Waiting = int(total), int(waiting)
		return err
	})
	return c, err
}

// cover counts the documents.
func (c *catalog) cover(out *search.Coverage) {
	out.Indexed, out.Text = len(c.order), c.textSize
	whole := true
	for _, doc := range c.order {
		d := &c.docs[doc]
		if d.marks&hasText == 0 {
			whole = false
		} else {
			out.Bodies++
			if whole {
				out.BodiesSince = time.UnixMilli(d.time).UTC()
			}
		}
		if d.marks&cutShort != 0 {
			out.Cut++
		}
	}
}
