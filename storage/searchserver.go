package storage

import (
	"context"
	"database/sql"

	"letterbox/mail"
	"letterbox/mail/search"
)

// serverHits is how many of the hits of a server are shown.
const serverHits = 500

// SearchGaps returns the folders, of those that a request looks in, that have messages on the server whose text is not
// here, those with the most first.
func (db *DB) SearchGaps(ctx context.Context, request search.Request) ([]search.Gap, error) {
	f, err := db.newFilters(ctx, true)
	if err != nil {
		return nil, err
	}
	var list []search.Gap
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var g search.Gap
			err := rows.Scan(&g.Folder, &g.Messages)
			list = append(list, g)
			return err
		}, `SELECT folder, count(*) AS lacking FROM message WHERE has_body = 0 AND uid > 0 AND folder IN (SELECT value FROM json_each(?))
			GROUP BY folder ORDER BY lacking DESC, folder`, jsonNumbers(f.scope(request)))
	})
	return list, err
}

// SearchWith returns what matches a request when a server's answers are taken in: messages without text here that a
// server says have the words, which are not found without that. The newest come first, at most some hundreds.
func (db *DB) SearchWith(ctx context.Context, request search.Request, told []search.Told) (hits []search.Hit, err error) {
	tells, err := db.told(ctx, told)
	if err != nil || len(tells) == 0 {
		return nil, err
	}
	err = db.searching(ctx, request, func(s *searcher) error {
		hits, err = s.with(tells)
		return err
	})
	return hits, err
}

// told returns the messages without text here that a server named, by the words that it looked for.
func (db *DB) told(ctx context.Context, told []search.Told) (map[search.Words]idSet, error) {
	ids := map[search.Words][]mail.MessageID{}
	err := db.View(ctx, func(r Reader) error {
		for _, t := range told {
			list, err := numbers[mail.MessageID](r.c, `SELECT json_group_array(id) FROM message
				WHERE folder = ? AND has_body = 0 AND uid IN (SELECT value FROM json_each(?))`, int64(t.Folder), jsonNumbers(t.UIDs))
			if err != nil {
				return err
			}
			ids[t.Words] = append(ids[t.Words], list...)
		}
		return nil
	})
	sets := map[search.Words]idSet{}
	for words, list := range ids {
		if len(list) > 0 {
			sets[words] = setOf(list)
		}
	}
	return sets, err
}

// with plans the request again, with what the server said, and returns what is found only then.
func (s *searcher) with(tells map[search.Words]idSet) ([]search.Hit, error) {
	before := s.plan.may
	told := planner{catalog: s.catalog, conn: s.conn, known: s.known, found: map[search.Words]found{}, told: map[search.Words]docSet{}}
	for words, set := range tells {
		told.told[words] = s.catalog.documents(set)
	}
	plan, err := told.plan(s.expr)
	if err != nil {
		return nil, err
	}
	s.plan = plan
	may := plan.may.clone().without(before)
	if s.scope != nil {
		may.and(s.scope)
	}
	var candidates []uint32
	for _, doc := range s.catalog.order {
		if may.has(doc) {
			candidates = append(candidates, doc)
		}
	}
	var hits []search.Hit
	err = s.each(candidates, func(doc uint32) (bool, error) {
		hit, err := s.hit(doc)
		hit.Server = true
		hits = append(hits, hit)
		return len(hits) < serverHits, err
	})
	return hits, err
}
