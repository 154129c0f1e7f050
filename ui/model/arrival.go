package model

import (
	"context"

	"letterbox/mail"
)

// Comparer compares what is stored with the servers. Its methods may be called from any goroutine.
type Comparer interface {
	// Compare asks the server of an account for the counts of its folders. It changes nothing.
	Compare(ctx context.Context, account mail.AccountID) ([]mail.Tally, error)
}

// ArrivalState is the page that tells why mail has not arrived.
type ArrivalState struct {
	Account   mail.Account
	Tallies   []mail.Tally // in the order of the folders; of the last comparison
	Compared  bool         // Tallies is there
	Comparing bool
	Fetching  bool          // what is missing is on its way; a comparison follows
	Fetched   bool          // the last comparison followed a fetch
	Problem   *mail.Problem // the server could not be asked
}

// Differs reports that something can be put right by fetching.
func (s ArrivalState) Differs() bool {
	for _, t := range s.Tallies {
		if t.Problem == nil && !t.Agrees() {
			return true
		}
	}
	return false
}

// Arrival answers "why has it not arrived?" for one account: by comparing every folder with the server, and by fetching
// what is missing. It belongs to the UI goroutine.
type Arrival struct {
	scope   *Scope
	port    Comparer
	mailer  Mailer
	state   ArrivalState
	changed func(ArrivalState)
	working slot
	before  mail.SyncStatus // what the worker did when fetching was asked for
}

// NewArrival makes the presenter and begins to compare.
func NewArrival(scope *Scope, port Comparer, mailer Mailer, account mail.Account) *Arrival {
	a := &Arrival{scope: scope, port: port, mailer: mailer, changed: func(ArrivalState) {}}
	a.state.Account = account
	a.Compare()
	return a
}

// Observe sets who draws the state and has it drawn at once.
func (a *Arrival) Observe(changed func(ArrivalState)) {
	a.changed = changed
	changed(a.state)
}

// State returns what is shown.
func (a *Arrival) State() ArrivalState { return a.state }

// Compare asks the server again.
func (a *Arrival) Compare() { a.compare(false) }

func (a *Arrival) compare(fetched bool) {
	if a.state.Comparing {
		return
	}
	a.state.Comparing, a.state.Fetching = true, false
	id := a.state.Account.ID
	run(a.scope, &a.working,
		func(ctx context.Context) ([]mail.Tally, error) { return a.port.Compare(ctx, id) },
		func(tallies []mail.Tally, err error) {
			a.state.Comparing, a.state.Problem = false, mail.ProblemOf(err)
			if err == nil {
				a.state.Tallies, a.state.Compared, a.state.Fetched = tallies, true, fetched
			}
			a.changed(a.state)
		})
	a.changed(a.state)
}

// Fetch has the account's worker ask the server now, and compares when it has.
func (a *Arrival) Fetch() {
	if a.state.Comparing || a.state.Fetching {
		return
	}
	a.state.Fetching = true
	a.before = a.status()
	a.mailer.Refresh(a.state.Account.ID)
	a.changed(a.state)
}

// Stop leaves a comparison or the wait for a fetch; the fetch itself goes on.
func (a *Arrival) Stop() {
	a.working.stop()
	a.state.Comparing, a.state.Fetching = false, false
	a.changed(a.state)
}

// Apply looks whether the fetch that was asked for is over.
func (a *Arrival) Apply(events []mail.Event) {
	for _, e := range events {
		switch e.(type) {
		case mail.SyncStateChanged, mail.Resync:
			a.heed()
			return
		}
	}
}

func (a *Arrival) heed() {
	now := a.status()
	ended := now.Checked.After(a.before.Checked)
	gaveUp := now.Activity != a.before.Activity && (now.Activity == mail.Waiting || now.Activity == mail.NeedsAttention)
	if a.state.Fetching && (ended || gaveUp) {
		a.compare(ended)
	}
}

func (a *Arrival) status() mail.SyncStatus {
	for _, s := range a.mailer.Status() {
		if s.Account == a.state.Account.ID {
			return s
		}
	}
	return mail.SyncStatus{}
}

// Close ends what is under way. Nothing is drawn any more.
func (a *Arrival) Close() {
	a.changed = func(ArrivalState) {}
	a.working.stop()
}
