package model

import (
	"context"
	"strconv"
	"testing"
	"time"

	"letterbox/mail"
)

// fakeServer counts what is compared and fetched.
type fakeServer struct {
	Mailer
	held     gate
	tallies  []mail.Tally
	err      error
	compared int
	fetched  []mail.AccountID
	status   mail.SyncStatus
}

func (f *fakeServer) Compare(ctx context.Context, _ mail.AccountID) ([]mail.Tally, error) {
	f.compared++
	if err := f.held.pass(ctx); err != nil {
		return nil, err
	}
	return f.tallies, f.err
}

func (f *fakeServer) Refresh(id mail.AccountID) { f.fetched = append(f.fetched, id) }

func (f *fakeServer) Status() []mail.SyncStatus {
	f.status.Account = examined().ID
	return []mail.SyncStatus{{Account: 99}, f.status}
}

func (f *fakeServer) tell(a *Arrival) { a.Apply([]mail.Event{mail.SyncStateChanged{Account: 3}}) }

func TestArrivalComparesFetchesAndComparesAgain(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := &fakeServer{tallies: []mail.Tally{{Server: 3, Here: 1}}, status: mail.SyncStatus{Activity: mail.Watching, Checked: time.Unix(100, 0)}}
		a := NewArrival(d.scope, f, f, examined())
		if s := a.State(); !s.Comparing || s.Compared {
			t.Errorf("at the beginning: %+v", s)
		}
		d.settle()
		if s := a.State(); s.Comparing || !s.Compared || !s.Differs() || s.Fetched {
			t.Errorf("after the comparison: %+v", s)
		}
		a.Fetch()
		a.Fetch()
		f.tell(a)
		d.settle()
		if len(f.fetched) != 1 || f.compared != 1 || !a.State().Fetching {
			t.Fatalf("fetched %v, compared %d times before the round is over", f.fetched, f.compared)
		}
		f.status.Checked, f.tallies = time.Unix(200, 0), []mail.Tally{{Server: 3, Here: 3}}
		f.tell(a)
		d.settle()
		if s := a.State(); f.compared != 2 || s.Differs() || !s.Fetched || s.Fetching {
			t.Errorf("after the fetch: %+v", s)
		}
		f.status.Checked = time.Unix(300, 0)
		f.tell(a)
		d.settle()
		if f.compared != 2 {
			t.Error("every round is followed by a comparison")
		}
	})
}

func TestArrivalTellsWhatKeepsItFromComparing(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := &fakeServer{tallies: []mail.Tally{{Server: 3, Here: 1}, {Problem: &mail.Problem{Code: mail.ServerRefused}}}, status: mail.SyncStatus{Activity: mail.Watching}}
		a := NewArrival(d.scope, f, f, examined())
		d.settle()
		a.Fetch()
		f.status.Activity, f.err = mail.Waiting, &mail.Problem{Code: mail.Offline}
		f.tell(a)
		d.settle()
		if s := a.State(); s.Problem == nil || s.Fetching || s.Fetched || len(s.Tallies) != 2 {
			t.Errorf("a worker that gave up: %+v", s)
		}
		f.held = make(gate)
		a.Compare()
		a.Stop()
		d.settle()
		if s := a.State(); s.Comparing {
			t.Errorf("stopped: %+v", s)
		}
		a.Observe(func(ArrivalState) { t.Log("drawn") })
		a.Close()
	})
}

type fakeConflicts struct {
	items []mail.Conflict
	err   error
}

func (f *fakeConflicts) Conflicts(context.Context) ([]mail.Conflict, error) { return f.items, f.err }

func TestConflictsAreCountedUntilTheyWereSeen(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		at := func(second int64) mail.Conflict {
			return mail.Conflict{Noted: time.Unix(second, 0), Kind: mail.KindMove}
		}
		f, prefs := &fakeConflicts{items: []mail.Conflict{at(2), at(1)}}, &fakeMail{prefs: map[string]string{}}
		told := -1
		c := &Conflicts{scope: d.scope, port: f, prefs: prefs}
		c.Count(func(n int) { told = n })
		c.Reload()
		c.Reload()
		d.settle()
		if told != 2 || len(c.State().Items) != 2 {
			t.Errorf("%d wait, %+v", told, c.State())
		}
		c.Seen()
		if told != 0 || prefs.Get(PrefConflicts) != strconv.Itoa(2000) {
			t.Errorf("%d wait after they were seen, kept %q", told, prefs.Get(PrefConflicts))
		}
		f.items = append([]mail.Conflict{at(3)}, f.items...)
		c.Apply([]mail.Event{mail.FoldersChanged{}})
		d.settle()
		if told != 0 {
			t.Error("an event that is about something else has the list read")
		}
		c.Apply([]mail.Event{mail.OutboxChanged{}})
		d.settle()
		if told != 1 {
			t.Errorf("%d wait after another one came", told)
		}
		f.err = &mail.Problem{Code: mail.CacheDamaged}
		c.Apply([]mail.Event{mail.Resync{}})
		d.settle()
		if s := c.State(); s.Problem == nil || len(s.Items) != 3 {
			t.Errorf("a list that cannot be read: %+v", s)
		}
	})
}
