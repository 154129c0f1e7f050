package command

import (
	"context"
	"flag"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/mail/search"
	"letterbox/ui/words"
)

const searchUsage = "search QUERY [--limit N] [--relevant] [--grouped] [--facets] [--account A] [--folder F] [--server] [--now] [--save NAME] | " +
	"search --saved NAME [QUERY] | search --list | search --forget NAME | search --rebuild"

var searchVerb = verb{
	name: "search", usage: searchUsage,
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f searchFlags
		set.IntVar(&f.limit, "limit", 50, "at most so many; 0 is all")
		set.BoolVar(&f.relevant, "relevant", false, "what has the words in the subject first, instead of the newest")
		set.BoolVar(&f.grouped, "grouped", false, "one hit for each conversation")
		set.BoolVar(&f.facets, "facets", false, "count people, folders and months too")
		set.StringVar(&f.account, "account", "", "only mail of this account")
		set.StringVar(&f.folder, "folder", "", "only mail in this folder")
		set.BoolVar(&f.server, "server", false, "go on on the servers with messages whose text is not here")
		set.StringVar(&f.save, "save", "", "keep the search under this name")
		set.StringVar(&f.saved, "saved", "", "search for what was kept under this name")
		set.StringVar(&f.forget, "forget", "", "remove the search that was kept under this name")
		set.BoolVar(&f.list, "list", false, "list the searches that were kept")
		set.BoolVar(&f.now, "now", false, "answer from the index as it is, instead of bringing it up to date first")
		set.BoolVar(&f.rebuild, "rebuild", false, "make the index anew first")
		return f.run
	},
	minArgs: 0, maxArgs: -1,
}

type searchFlags struct {
	limit                                   int
	relevant, grouped, facets, now, rebuild bool
	server, list                            bool
	account, folder                         string
	save, saved, forget                     string
}

// hitPage is how many hits are read at once.
const hitPage = 200

func (f *searchFlags) run(ctx context.Context, c *call) error {
	if len(c.args) == 0 && !f.rebuild && !f.list && f.saved == "" && f.forget == "" {
		return usage("usage: letterbox " + searchUsage)
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	switch {
	case f.list:
		return listSaved(ctx, c, s)
	case f.forget != "":
		return forget(ctx, c, s, f.forget)
	}
	text, err := f.text(ctx, c, s)
	if err != nil {
		return err
	}
	if err := f.index(ctx, c, s); err != nil {
		return err
	}
	if text == "" {
		return f.rebuilt(ctx, c, s)
	}
	request, err := f.request(ctx, c, s, text)
	if err != nil {
		return err
	}
	return f.tell(ctx, c, s, request)
}

// text returns what is searched for: what was kept, with what was typed beside it. It keeps that, if that is wanted.
func (f *searchFlags) text(ctx context.Context, c *call, s *Services) (string, error) {
	typed := strings.Join(c.args, " ")
	if f.saved != "" {
		kept, err := s.Store.SavedSearch(ctx, f.saved)
		if err != nil {
			return "", err
		}
		if typed == "" {
			typed = kept.Query
		} else {
			typed = "(" + kept.Query + ") " + typed
		}
	}
	if f.save != "" {
		return typed, keep(ctx, c, s, f.save, typed)
	}
	return typed, nil
}

// index brings the index up to date, or makes it anew.
func (f *searchFlags) index(ctx context.Context, c *call, s *Services) error {
	if f.rebuild {
		if err := s.Store.RebuildSearch(ctx); err != nil {
			return err
		}
	}
	if f.now && !f.rebuild {
		return nil
	}
	return s.Index(ctx, func(done int) { c.out.event("progress", map[string]any{"indexed": done}) })
}

// rebuilt tells what the new index covers.
func (f *searchFlags) rebuilt(ctx context.Context, c *call, s *Services) error {
	coverage, err := s.Store.SearchCoverage(ctx)
	if err != nil {
		return err
	}
	told := coverageJSON(c.Lang, coverage)
	c.out.text("%s %s (%s)", words.T(c.Lang, words.SearchRebuilt), told.Sentence, words.T(c.Lang, words.SearchIndexSize, words.Size(coverage.Bytes)))
	c.out.event("result", map[string]any{"coverage": told})
	return nil
}

// request reads the query and where to look.
func (f *searchFlags) request(ctx context.Context, c *call, s *Services, text string) (search.Request, error) {
	r := search.Request{Query: search.Parse(text, search.Options{Now: time.Now()}), Grouped: f.grouped, Count: true}
	if f.relevant {
		r.Order = search.Relevant
	}
	if f.account != "" {
		account, err := s.account(ctx, f.account)
		if err != nil {
			return r, err
		}
		r.Account = account.ID
	}
	if f.folder != "" {
		folder, err := s.folder(ctx, f.account, f.folder)
		if err != nil {
			return r, err
		}
		r.Folders = []mail.FolderID{folder.ID}
	}
	return r, nil
}

// tell prints notes, hits and coverage.
func (f *searchFlags) tell(ctx context.Context, c *call, s *Services, request search.Request) error {
	notes := []string{}
	for _, n := range request.Query.Notes {
		note := words.SearchNote(c.Lang, string(n.Kind), n.Operator, n.Given, n.Suggestion)
		notes = append(notes, note)
		c.out.text("%s", note)
	}
	paths, err := folderPaths(ctx, s)
	if err != nil {
		return err
	}
	result, list, err := f.hits(ctx, c, s, request, paths)
	if err != nil {
		return err
	}
	told := coverageJSON(c.Lang, result.Coverage)
	fields := map[string]any{"total": result.Total, "hits": list, "coverage": told, "notes": notes}
	found := result.Total
	if f.server {
		hits, told, err := f.askServers(ctx, c, s, request)
		if err != nil {
			return err
		}
		for _, h := range hits {
			list = append(list, f.show(c, h, paths))
		}
		found += len(hits)
		fields["total"], fields["hits"], fields["servers"] = found, list, told
	}
	if f.facets {
		facets, err := s.Store.SearchFacets(ctx, request, time.Local)
		if err != nil {
			return err
		}
		fields["facets"] = f.facetsJSON(c, facets, paths)
	}
	if found == 0 {
		c.out.text("%s", words.T(c.Lang, words.SearchFoundNone))
	} else {
		c.out.text("%s", words.T(c.Lang, words.SearchFound, found))
	}
	c.out.text("%s", told.Sentence)
	for _, left := range told.Left {
		c.out.text("%s", left.Sentence)
	}
	c.out.event("result", fields)
	return nil
}

// hits reads page after page, up to the limit.
func (f *searchFlags) hits(ctx context.Context, c *call, s *Services, request search.Request, paths map[mail.FolderID]string) (search.Result, []hitObject, error) {
	list := []hitObject{}
	for {
		request.Limit = hitPage
		if f.limit > 0 {
			request.Limit = min(hitPage, f.limit-len(list))
		}
		result, err := s.Store.Search(ctx, request)
		if err != nil {
			return result, nil, err
		}
		for _, h := range result.Hits {
			list = append(list, f.show(c, h, paths))
		}
		if !result.More || f.limit > 0 && len(list) >= f.limit {
			return result, list, nil
		}
		request.After, request.Count = result.Hits[len(result.Hits)-1].Position, f.limit > 0
	}
}

// show tells of one hit.
func (f *searchFlags) show(c *call, h search.Hit, paths map[mail.FolderID]string) hitObject {
	from := h.Message.Envelope.Sender().Display()
	if h.Server {
		from = "[" + words.T(c.Lang, words.SearchServerMark) + "] " + from
	}
	c.out.text("%d\t%s\t%s\t%s\n\t%s", h.Message.ID, h.Message.When().Local().Format("2006-01-02 15:04"), from, h.Message.Envelope.Subject, marked(h.Snippet))
	return hitJSON(h, paths[h.Message.Folder])
}

// marked shows the marks of a snippet where there is no color.
func marked(s search.Snippet) string {
	var b strings.Builder
	at := 0
	for _, m := range s.Marks {
		b.WriteString(s.Text[at:m.Start] + "«" + s.Text[m.Start:m.End] + "»")
		at = m.End
	}
	return b.String() + s.Text[at:]
}

// folderPaths returns the paths of all folders.
func folderPaths(ctx context.Context, s *Services) (map[mail.FolderID]string, error) {
	paths := map[mail.FolderID]string{}
	accounts, err := s.Store.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		folders, err := s.Store.Folders(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		for _, f := range folders {
			paths[f.ID] = f.Path
		}
	}
	return paths, nil
}
