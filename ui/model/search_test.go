package model

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"letterbox/mail"
	"letterbox/mail/search"
)

// fakeSearcher answers every question with the same number of hits, whose subject is what was asked. mu guards what a
// question reads or writes; hold is set before the first.
type fakeSearcher struct {
	hold map[string]gate // by the query's words

	mu       sync.Mutex
	asked    []search.Request
	canceled int
	total    int // hits of every question
	coverage search.Coverage
	facets   search.Facets
	err      error
}

// has sets how many hits there are from now on, and what is covered.
func (f *fakeSearcher) has(total int, coverage search.Coverage) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.total, f.coverage = total, coverage
}

// requests returns what was asked until now.
func (f *fakeSearcher) requests() []search.Request {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.asked)
}

// last returns what was asked last.
func (f *fakeSearcher) last() search.Request {
	all := f.requests()
	return all[len(all)-1]
}

// fails sets the error of every question from now on.
func (f *fakeSearcher) fails(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err = err
}

// gaveUp returns how many questions were cancelled until now.
func (f *fakeSearcher) gaveUp() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.canceled
}

// wordsOf names a request by the words that it wants.
func wordsOf(r search.Request) string {
	name := ""
	for _, w := range r.Query.Wanted() {
		name += w.Text
	}
	return name
}

func (f *fakeSearcher) Search(ctx context.Context, r search.Request) (search.Result, error) {
	f.mu.Lock()
	f.asked = append(f.asked, r)
	f.mu.Unlock()
	err := f.hold[wordsOf(r)].pass(ctx)
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil {
		f.canceled++
		return search.Result{}, err
	}
	result := search.Result{Total: f.total, Coverage: f.coverage}
	first := 0
	if r.After.Set {
		first = int(r.After.Message)
	}
	for i := first; i < min(first+r.Limit, f.total); i++ {
		id := mail.MessageID(i + 1)
		result.Hits = append(result.Hits, search.Hit{
			Message:  mail.Message{ID: id, Folder: 1, Account: 1, Envelope: mail.Envelope{Subject: wordsOf(r)}},
			Position: search.Position{Message: id, Set: true},
		})
	}
	result.More = first+r.Limit < f.total
	return result, f.err
}

func (f *fakeSearcher) SearchFacets(context.Context, search.Request, *time.Location) (search.Facets, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	facets := f.facets
	facets.Total = f.total
	return facets, f.err
}

func (f *fakeSearcher) SearchCoverage(context.Context) (search.Coverage, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.coverage, f.err
}

// searchDesk is a search with a folder on screen.
type searchDesk struct {
	*desk
	*Search
	finds  *fakeSearcher
	chosen []mail.MessageID
	opened []bool
}

func atSearch(t *testing.T, total int, test func(t *testing.T, d *searchDesk)) {
	atDesk(t, func(t *testing.T, d *desk) {
		s := &searchDesk{desk: d, finds: &fakeSearcher{total: total, hold: map[string]gate{}}}
		inbox := mail.Folder{ID: 1, Account: 1, Path: "INBOX", Role: mail.RoleInbox, Selectable: true}
		s.Search = NewSearch(SearchConfig{
			Scope: d.scope, Searcher: s.finds, Now: time.Now,
			Here:   func() mail.Folder { return inbox },
			Folder: func(id mail.FolderID) (mail.Folder, bool) { return inbox, id == inbox.ID },
			Chosen: func(id mail.MessageID, _ mail.Message) { s.chosen = append(s.chosen, id) },
			Opened: func(open bool) { s.opened = append(s.opened, open) },
		})
		test(t, s)
	})
}

func (d *searchDesk) subjects() string {
	if len(d.State().Hits) == 0 {
		return ""
	}
	return d.State().Hits[0].Message.Envelope.Subject
}

func TestEveryKeySearchesAndCancelsTheQuestionBefore(t *testing.T) {
	atSearch(t, 3, func(t *testing.T, d *searchDesk) {
		d.finds.hold["i"], d.finds.hold["in"] = make(gate), make(gate)
		for _, text := range []string{"i", "in", "inv"} {
			d.SetText(text)
			synctest.Wait() // until it is asked
			if !d.State().Busy || !d.State().Open {
				t.Fatal("the search is not under way")
			}
		}
		d.settle()
		if d.finds.gaveUp() != 2 || d.subjects() != "inv" || d.State().Busy {
			t.Errorf("%d questions canceled, hits of %q", d.finds.gaveUp(), d.subjects())
		}
	})
}

// An answer that is ready in the moment the next key comes must not be shown either.
func TestResultsOfAnOlderQueryNeverReplaceNewerOnes(t *testing.T) {
	atSearch(t, 3, func(t *testing.T, d *searchDesk) {
		d.SetText("old")
		for len(d.finds.requests()) == 0 || len(d.queued()) == 0 {
			time.Sleep(time.Millisecond) // of the bubble
		}
		d.SetText("new")
		var seen []string
		d.Observe(func(SearchState) { seen = append(seen, d.subjects()) })
		d.settle()
		if slices.Contains(seen, "old") || d.subjects() != "new" {
			t.Errorf("shown: %q", seen)
		}
	})
}

// queued returns what waits for the UI goroutine.
func (d *searchDesk) queued() []func() {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.queue
}

func TestWhatWasFoundStaysUntilTheNextAnswer(t *testing.T) {
	atSearch(t, 3, func(t *testing.T, d *searchDesk) {
		d.SetText("one")
		d.settle()
		d.finds.hold["two"] = make(gate)
		d.SetText("two")
		d.settle()
		if d.subjects() != "one" || !d.State().Busy {
			t.Errorf("shown: %q", d.subjects())
		}
		close(d.finds.hold["two"])
		d.settle()
		if d.subjects() != "two" {
			t.Errorf("shown: %q", d.subjects())
		}
	})
}

func TestBlankTextClosesTheSearch(t *testing.T) {
	atSearch(t, 3, func(t *testing.T, d *searchDesk) {
		d.SetText("  ")
		d.SetText("x")
		d.settle()
		d.SetText("")
		d.settle()
		if s := d.State(); s.Open || len(s.Hits) > 0 || !slices.Equal(d.opened, []bool{true, false}) || d.Wanted() != nil {
			t.Errorf("opened and closed %v, %+v", d.opened, s)
		}
	})
}

func TestScopeAndFilters(t *testing.T) {
	atSearch(t, 3, func(t *testing.T, d *searchDesk) {
		d.finds.facets = search.Facets{
			People:  []search.Count{{Name: "李娜", Query: `from:"lina@corp.example"`, Hits: 2}, {Name: "all", Query: "from:x", Hits: 3}},
			Folders: []search.FolderCount{{Folder: 7, Hits: 1}}, Attachments: 1,
		}
		d.SetText("a OR b")
		d.settle()
		choices := d.State().Choices()
		if len(choices) != 3 || choices[0].Name != "李娜" || choices[1].Folder != 7 || choices[2].Kind != FilterAttachment {
			t.Fatalf("choices %+v", choices)
		}
		d.Narrow(choices[0])
		d.settle()
		d.Narrow(choices[1])
		d.settle()
		last := d.finds.last()
		all, every := last.Query.Expr.(search.All)
		if !every || len(all) != 2 {
			t.Fatalf("asked %#v", last.Query.Expr)
		}
		if _, either := all[0].(search.Any); !either || !slices.Equal(last.Folders, []mail.FolderID{7}) {
			t.Errorf("asked %#v in %v", last.Query.Expr, last.Folders)
		}
		for _, f := range d.State().Choices() {
			if f.Kind == FilterPerson {
				t.Error("a second person is offered")
			}
		}
		d.Widen(choices[1])
		d.settle()
		d.SetEverywhere(false)
		d.settle()
		last = d.finds.last()
		if !slices.Equal(last.Folders, []mail.FolderID{1}) {
			t.Errorf("asked in %v", last.Folders)
		}
		d.SetText("")
		if !d.State().Open {
			t.Error("a filter alone does not search")
		}
		d.Close()
		if d.State().Open || len(d.State().Filters) > 0 {
			t.Error("Close keeps filters")
		}
	})
}

func TestReadMore(t *testing.T) {
	atSearch(t, 120, func(t *testing.T, d *searchDesk) {
		d.SetText("x")
		d.settle()
		for _, want := range []int{50, 100, 120, 120} {
			if got := len(d.State().Hits); got != want {
				t.Fatalf("%d hits, want %d", got, want)
			}
			d.ReadMore()
			d.settle()
		}
		for i, h := range d.State().Hits {
			if h.Message.ID != mail.MessageID(i+1) {
				t.Fatalf("hit %d is %d", i, h.Message.ID)
			}
		}
	})
}

func TestNewMailIsFoundOnceTheIndexHasIt(t *testing.T) {
	atSearch(t, 3, func(t *testing.T, d *searchDesk) {
		d.finds.has(3, search.Coverage{Messages: 3, Indexed: 3})
		d.SetText("x")
		d.settle()
		d.Select(2)
		d.finds.has(4, search.Coverage{Messages: 4, Indexed: 3, Waiting: 1})
		d.Apply([]mail.Event{mail.MessagesChanged{Account: 1, Folder: 1}})
		time.Sleep(indexPace + time.Millisecond)
		d.settle()
		if !d.State().Building() {
			t.Error("the progress of the index is not told")
		}
		d.finds.has(4, search.Coverage{Messages: 4, Indexed: 4})
		time.Sleep(2 * indexPace)
		d.settle()
		if s := d.State(); len(s.Hits) != 4 || s.Selected != 2 || s.Building() {
			t.Errorf("%d hits, %d selected", len(s.Hits), s.Selected)
		}
		asked := len(d.finds.requests())
		time.Sleep(10 * indexPace)
		d.settle()
		if len(d.finds.requests()) != asked {
			t.Error("it asks on although nothing changes")
		}
	})
}

func TestTheMessageThatIsReadStaysAmongTheHits(t *testing.T) {
	atSearch(t, 3, func(t *testing.T, d *searchDesk) {
		d.SetText("x")
		d.settle()
		d.SelectAt(2)
		d.finds.has(2, search.Coverage{})
		d.Apply([]mail.Event{mail.Resync{}})
		time.Sleep(2 * indexPace)
		d.settle()
		if s := d.State(); len(s.Hits) != 3 || s.Selected != 3 {
			t.Errorf("%d hits, %d selected", len(s.Hits), s.Selected)
		}
		d.SetText("xy")
		d.settle()
		if s := d.State(); len(s.Hits) != 2 || s.Selected != 0 {
			t.Errorf("another question: %d hits, %d selected", len(s.Hits), s.Selected)
		}
	})
}

func TestWhatLeavesIsWithdrawnAndComesBack(t *testing.T) {
	atSearch(t, 3, func(t *testing.T, d *searchDesk) {
		d.SetText("x")
		d.settle()
		d.SelectAt(1)
		d.withdraw([]mail.MessageID{2})
		if s := d.State(); len(s.Hits) != 2 || s.Selected != 3 {
			t.Errorf("%d hits, %d selected", len(s.Hits), s.Selected)
		}
		d.left([]mail.MessageID{2}, nil)
		d.again()
		d.settle()
		if len(d.State().Hits) != 2 {
			t.Error("what has left is shown where it is now")
		}
		d.returned([]mail.MessageID{2})
		d.settle()
		if len(d.State().Hits) != 3 {
			t.Error("what was taken back does not come back")
		}
	})
}

func TestAFailureIsTold(t *testing.T) {
	atSearch(t, 3, func(t *testing.T, d *searchDesk) {
		d.finds.fails(fmt.Errorf("read: %w", &mail.Problem{Code: mail.CacheDamaged}))
		d.SetText("x")
		d.settle()
		if p := d.State().Problem; p == nil || p.Code != mail.CacheDamaged {
			t.Errorf("problem %v", p)
		}
		d.finds.fails(nil)
		d.Retry()
		d.settle()
		if s := d.State(); s.Problem != nil || len(s.Hits) != 3 {
			t.Errorf("after another try: %v", s.Problem)
		}
	})
}

// fakeServers find what they are told to.
type fakeServers struct {
	hits []search.Hit
	wait gate
}

func (f *fakeServers) SearchServers(ctx context.Context, _ search.Request, note func(search.ServerStatus)) ([]search.Hit, error) {
	note(search.ServerStatus{Account: 1, Of: 2})
	if err := f.wait.pass(ctx); err != nil {
		return nil, err
	}
	note(search.ServerStatus{Account: 1, Folders: 2, Of: 2})
	return f.hits, nil
}

func TestServersGoOnWhereTextsEnd(t *testing.T) {
	atSearch(t, 60, func(t *testing.T, d *searchDesk) {
		servers := &fakeServers{hits: []search.Hit{{Message: mail.Message{ID: 900}, Server: true}, {Message: mail.Message{ID: 3}, Server: true}}, wait: make(gate)}
		d.Servers, d.finds.coverage = servers, search.Coverage{Messages: 60, Indexed: 60, Bodies: 60}
		d.SetText("x")
		d.settle()
		if d.CanContinue() {
			t.Error("servers are offered although every text is here")
		}
		d.finds.coverage.Bodies = 10
		d.SetText("xy")
		d.settle()
		d.Continue()
		d.settle()
		if s := d.State().Server; !s.Busy || len(s.Accounts) != 1 {
			t.Errorf("under way: %+v", s)
		}
		close(servers.wait)
		d.settle()
		if s := d.State(); len(s.Hits) != 51 || !s.Server.Done || s.Server.Accounts[0].Folders != 2 || d.CanContinue() {
			t.Errorf("%d hits, %+v", len(s.Hits), s.Server)
		}
		d.ReadMore()
		d.settle()
		if n := len(d.State().Hits); n != 61 {
			t.Errorf("%d hits with the next page", n)
		}
		d.SetText("z")
		if d.State().Server.Done {
			t.Error("another question keeps the answer of the servers")
		}
		d.settle()
	})
}
