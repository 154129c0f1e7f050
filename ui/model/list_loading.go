package model

import (
	"context"
	"slices"

	"letterbox/mail"
)

// want asks for a page. What was seen last is read first; pages passed long ago in a fast scroll are forgotten.
func (l *List) want(page int) {
	if i := slices.Index(l.wanted, page); i >= 0 {
		l.wanted = slices.Delete(l.wanted, i, i+1)
	}
	l.wanted = append(l.wanted, page)
	if len(l.wanted) > maxWanted {
		l.wanted = slices.Delete(l.wanted, 0, len(l.wanted)-maxWanted)
	}
	l.load()
}

// load reads the newest wanted page, one at a time.
func (l *List) load() {
	for len(l.wanted) > 0 && !l.loading.busy() {
		page := l.wanted[len(l.wanted)-1]
		l.wanted = l.wanted[:len(l.wanted)-1]
		first, last := page*pageSize, min((page+1)*pageSize, len(l.ids))
		if first >= last {
			continue
		}
		ids, generation := l.rows.stale(l.ids[first:last]), l.rows.generation
		if len(ids) == 0 {
			continue
		}
		run(l.scope, &l.loading,
			func(ctx context.Context) ([]mail.Message, error) { return l.reader.Messages(ctx, ids) },
			func(rows []mail.Message, err error) { l.loaded(ids, generation, rows, err) })
	}
}

func (l *List) loaded(ids []mail.MessageID, generation int, rows []mail.Message, err error) {
	if err != nil {
		l.state.Problem = mail.ProblemOf(err)
		l.wanted = nil
		l.changed(l.state)
		return
	}
	l.rows.put(ids, rows, generation)
	l.redraw()
	l.load()
}
