package storage

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"letterbox/mail"
	"letterbox/mail/search"
)

// facetChoices is how many people and months are offered.
const facetChoices = 12

// SearchFacets counts all that matches by people, folders and months. zone is the time zone of the months. It takes as
// long as deciding about every candidate does, which ends with ctx.
func (db *DB) SearchFacets(ctx context.Context, request search.Request, zone *time.Location) (facets search.Facets, err error) {
	err = db.searching(ctx, request, func(s *searcher) error {
		facets, err = s.facets(zone)
		return err
	})
	return facets, err
}

func (s *searcher) facets(zone *time.Location) (search.Facets, error) {
	var f search.Facets
	people, months := map[string]*search.Count{}, map[string]*search.Count{}
	var ids []mail.MessageID
	count := func(doc uint32) {
		d := &s.catalog.docs[doc]
		f.Total++
		ids = append(ids, d.message)
		if d.marks&attached != 0 {
			f.Attachments++
		}
		p := s.catalog.people[d.person]
		tally(people, p.spec, cmp.Or(p.name, p.spec), fmt.Sprintf("from:%q", p.spec))
		month := time.UnixMilli(d.time).In(zone).Format("2006-01")
		tally(months, month, month, "on:"+month)
	}
	var open []uint32
	for _, doc := range s.order {
		if s.plan.sure.has(doc) {
			count(doc)
		} else {
			open = append(open, doc)
		}
	}
	err := s.each(open, func(doc uint32) (bool, error) {
		count(doc)
		return true, nil
	})
	if err != nil {
		return f, err
	}
	f.People = most(people, func(a, b search.Count) int { return cmp.Or(cmp.Compare(b.Hits, a.Hits), cmp.Compare(a.Name, b.Name)) })
	f.Months = most(months, func(a, b search.Count) int { return cmp.Compare(b.Name, a.Name) })
	f.Folders, err = s.folders(ids)
	return f, err
}

func tally(counts map[string]*search.Count, key, name, query string) {
	c := counts[key]
	if c == nil {
		c = &search.Count{Name: name, Query: query}
		counts[key] = c
	}
	c.Hits++
}

// most returns the first choices by an order.
func most(counts map[string]*search.Count, order func(a, b search.Count) int) (list []search.Count) {
	for _, c := range counts {
		list = append(list, *c)
	}
	slices.SortFunc(list, order)
	return list[:min(len(list), facetChoices)]
}

func (s *searcher) folders(ids []mail.MessageID) (list []search.FolderCount, err error) {
	err = s.db.View(s.ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var c search.FolderCount
			err := rows.Scan(&c.Folder, &c.Hits)
			list = append(list, c)
			return err
		}, `SELECT folder, count(*) AS hits FROM message WHERE id IN (SELECT value FROM json_each(?))
			GROUP BY folder ORDER BY hits DESC, folder`, jsonNumbers(ids))
	})
	return list, err
}
