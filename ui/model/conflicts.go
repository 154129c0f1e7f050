package model

import (
	"context"
	"strconv"

	"letterbox/mail"
)

// PrefConflicts is the preference that keeps up to when the person has seen the changes that were not made.
const PrefConflicts = "conflicts.seen"

// ConflictReader tells which changes the servers did not carry out. Its methods may be called from any goroutine.
type ConflictReader interface {
	// Conflicts returns what was taken back in all accounts, the newest first.
	Conflicts(ctx context.Context) ([]mail.Conflict, error)
}

// ConflictsState is the changes that were not made.
type ConflictsState struct {
	Items   []mail.Conflict // the newest first
	Unseen  int             // of these, not looked at
	Problem *mail.Problem   // they could not be read
}

// Conflicts shows which changes a server did not carry out, and remembers which of them the person has seen. It belongs
// to the UI goroutine.
type Conflicts struct {
	scope   *Scope
	port    ConflictReader // nil: there are none
	prefs   Preferences
	state   ConflictsState
	changed func(ConflictsState) // nil: the page is not open
	counted func(unseen int)     // nil: nobody tells the person
	reading slot
	again   bool
}

// Observe sets who draws the list and has it drawn at once; nil when nobody does any more.
func (c *Conflicts) Observe(changed func(ConflictsState)) {
	c.changed = changed
	c.tell()
}

// Count sets who tells the person how many changes wait to be looked at, and tells it at once.
func (c *Conflicts) Count(counted func(unseen int)) {
	c.counted = counted
	c.tell()
}

// State returns what is shown.
func (c *Conflicts) State() ConflictsState { return c.state }

// Reload reads the list again. What is asked while an answer is awaited is asked once, afterwards.
func (c *Conflicts) Reload() {
	if c.port == nil {
		return
	}
	if c.reading.busy() {
		c.again = true
		return
	}
	run(c.scope, &c.reading, c.port.Conflicts, func(items []mail.Conflict, err error) {
		c.state.Problem = mail.ProblemOf(err)
		if err == nil {
			c.state.Items = items
			c.count()
		}
		c.tell()
		if c.again {
			c.again = false
			c.Reload()
		}
	})
}

// Apply asks again when events say that an operation left the queue.
func (c *Conflicts) Apply(events []mail.Event) {
	for _, e := range events {
		switch e.(type) {
		case mail.OutboxChanged, mail.AccountChanged, mail.Resync:
			c.Reload()
			return
		}
	}
}

// Seen says that the person has looked at everything there is.
func (c *Conflicts) Seen() {
	if len(c.state.Items) > 0 {
		c.prefs.Set(PrefConflicts, strconv.FormatInt(c.state.Items[0].Noted.UnixMilli(), 10))
	}
	if c.state.Unseen > 0 {
		c.state.Unseen = 0
		c.tell()
	}
}

func (c *Conflicts) count() {
	seen, _ := strconv.ParseInt(c.prefs.Get(PrefConflicts), 10, 64) // nothing was seen: 0
	c.state.Unseen = 0
	for _, item := range c.state.Items {
		if item.Noted.UnixMilli() > seen {
			c.state.Unseen++
		}
	}
}

func (c *Conflicts) tell() {
	if c.counted != nil {
		c.counted(c.state.Unseen)
	}
	if c.changed != nil {
		c.changed(c.state)
	}
}
