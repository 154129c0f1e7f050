package view

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"letterbox/mail"
	"letterbox/mail/search"
)

// finder looks through all messages of a sample.
type finder struct {
	sample   *sample
	coverage search.Coverage
	err      error
}

// hits returns everything that matches, newest first.
func (f *finder) hits(r search.Request) []search.Hit {
	var list []search.Hit
	for _, m := range f.sample.messages {
		if len(r.Folders) > 0 && !slices.Contains(r.Folders, m.Folder) {
			continue
		}
		e := search.Entry{Message: m, Text: search.Text{Body: cmp.Or(f.sample.bodies[m.ID].Text, m.Preview)}}
		e.Complete()
		if !holds(r.Query.Expr, m, search.FormsOf(e.Text)) {
			continue
		}
		words := r.Query.Wanted()
		snippet, _ := search.Cut(e.Text.Body, words, 120)
		list = append(list, search.Hit{
			Message: m, Snippet: snippet, Subject: search.Marks(m.Envelope.Subject, words),
			Sender: search.Marks(m.Envelope.Sender().Display(), words),
		})
	}
	slices.SortFunc(list, func(a, b search.Hit) int {
		return cmp.Or(b.Message.When().Compare(a.Message.When()), cmp.Compare(b.Message.ID, a.Message.ID))
	})
	for i := range list {
		list[i].Position = search.Position{Message: list[i].Message.ID, Score: i, Set: true}
	}
	return list
}

// holds decides about words and attachments; every other condition holds.
func holds(e search.Expr, m mail.Message, forms *search.Forms) bool {
	switch e := e.(type) {
	case search.All:
		return !slices.ContainsFunc(e, func(part search.Expr) bool { return !holds(part, m, forms) })
	case search.Any:
		return slices.ContainsFunc(e, func(part search.Expr) bool { return holds(part, m, forms) })
	case search.Not:
		return !holds(e.Expr, m, forms)
	case search.Words:
		return forms.Matches(e)
	case search.Attached:
		return m.Attachment == mail.HasAttachment
	default:
		return true
	}
}

func (f *finder) Search(_ context.Context, r search.Request) (search.Result, error) {
	if f.err != nil {
		return search.Result{}, f.err
	}
	all := f.hits(r)
	total := len(all)
	if r.After.Set {
		all = all[r.After.Score+1:]
	}
	n := min(len(all), r.Limit)
	return search.Result{Hits: all[:n], Total: total, Exact: true, More: n < len(all), Coverage: f.coverage}, nil
}

func (f *finder) SearchFacets(_ context.Context, r search.Request, zone *time.Location) (search.Facets, error) {
	people, folders, months := map[string]int{}, map[mail.FolderID]int{}, map[string]int{}
	var facets search.Facets
	for _, h := range f.hits(r) {
		facets.Total++
		people[h.Message.Envelope.Sender().Display()]++
		folders[h.Message.Folder]++
		months[h.Message.When().In(zone).Format("2006-01")]++
		if h.Message.Attachment == mail.HasAttachment {
			facets.Attachments++
		}
	}
	for name, n := range people {
		facets.People = append(facets.People, search.Count{Name: name, Query: `from:"` + name + `"`, Hits: n})
	}
	slices.SortFunc(facets.People, func(a, b search.Count) int { return cmp.Or(b.Hits-a.Hits, cmp.Compare(a.Name, b.Name)) })
	for id, n := range folders {
		facets.Folders = append(facets.Folders, search.FolderCount{Folder: id, Hits: n})
	}
	slices.SortFunc(facets.Folders, func(a, b search.FolderCount) int { return cmp.Or(b.Hits-a.Hits, cmp.Compare(a.Folder, b.Folder)) })
	for name, n := range months {
		facets.Months = append(facets.Months, search.Count{Name: name, Query: "on:" + name, Hits: n})
	}
	slices.SortFunc(facets.Months, func(a, b search.Count) int { return cmp.Compare(b.Name, a.Name) })
	return facets, nil
}

func (f *finder) SearchCoverage(context.Context) (search.Coverage, error) { return f.coverage, f.err }

// newFoundSample returns a sample that can be searched, with mail in several folders and months.
func newFoundSample() *sample {
	s := newSample()
	s.searcher = &finder{sample: s, coverage: search.Coverage{
		Messages: 31022, Indexed: 31022, Bodies: 4210, BodiesSince: time.Date(2025, 11, 1, 0, 0, 0, 0, sampleNow.Location()),
	}}
	people := []mail.Address{
		person("李娜", "lina", "corp.example"), person("采购系统", "purchase", "corp.example"), person("王强", "wang", "corp.example"),
		person("华东精密", "sales", "huadong.example"), person("Alice Smith", "alice", "example.org"),
	}
	subjects := []string{"发票 PO-2026/%d 待确认", "Re: Invoice PO-2026/%d", "付款安排：PO-2026/%d", "PO-2026/%d 对账单"}
	for i := range 120 {
		id := mail.MessageID(1000 - i)
		text := "供应商「华东精密」提交的发票已经到达，请在月底前确认。The invoice of this month is attached; please confirm it by Friday."
		m := mail.Message{
			ID: id, Account: 1, Folder: mail.FolderID([]int{1, 1, 5, 8, 1}[i%5]), Received: sampleNow.AddDate(0, 0, -i), Preview: text,
			HasBody: true, Flags: mail.Seen,
			Envelope: mail.Envelope{Subject: fmt.Sprintf(subjects[i%4], 112-i%40), From: people[i%5 : i%5+1], Date: sampleNow.AddDate(0, 0, -i)},
		}
		if i%3 == 0 {
			m.Attachment = mail.HasAttachment
		}
		s.messages[id] = m
		s.bodies[id] = mail.Body{Text: "张伟，您好：\n\n" + text + "\n\n如有疑问，请直接回复本邮件。"}
	}
	return s
}
