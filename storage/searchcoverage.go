package storage

import (
	"context"
	"os"
	"slices"
	"sync"
	"time"

	"letterbox/mail/search"
)

// SearchCoverage says how much of the mail that is here can be found.
func (db *DB) SearchCoverage(ctx context.Context) (search.Coverage, error) {
	var c search.Coverage
	err := db.withIndex(ctx, func(d *database) error {
		c = search.Coverage{}
		return db.search.snapshot(ctx, d, func(known *catalog, _ *connection) error {
			c = known.covered()
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

// seal has what the catalog covers counted once, when that is first asked for.
func (c *catalog) seal() {
	c.covered = sync.OnceValue(c.cover)
}

// cover counts the documents.
func (c *catalog) cover() search.Coverage {
	out := search.Coverage{Indexed: len(c.order), Text: c.textSize}
	whole, cut := true, map[docMarks]int{}
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
		cut[d.marks&cutShort]++
	}
	for _, c := range cutMarks {
		s := search.Skipped{Reason: c.reason}
		for marks, n := range cut {
			if marks&c.mark != 0 {
				s.Messages += n
			}
		}
		if s.Messages > 0 {
			out.Skipped = append(out.Skipped, s)
		}
	}
	slices.SortStableFunc(out.Skipped, func(a, b search.Skipped) int { return b.Messages - a.Messages })
	return out
}
