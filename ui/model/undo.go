package model

import (
	"context"
	"slices"
	"time"

	"letterbox/mail"
)

// DeedKind says what a person did.
type DeedKind string

// The kinds. DeedNone is the zero value: there is nothing to say.
const (
	DeedNone      DeedKind = ""
	DeedMoved     DeedKind = "moved"
	DeedDeleted   DeedKind = "deleted" // for good
	DeedRead      DeedKind = "read"
	DeedUnread    DeedKind = "unread"
	DeedStarred   DeedKind = "starred"
	DeedUnstarred DeedKind = "unstarred"
	DeedSending   DeedKind = "sending"   // a message waits in the outbox for the time to take it back
	DeedKept      DeedKind = "kept"      // a draft was closed and is kept; it can be discarded
	DeedDiscarded DeedKind = "discarded" // a draft will be discarded when the time to take it back is over
	DeedRefused   DeedKind = "refused"   // messages could not be sent; the outbox tells more
)

// Deed is what a person did last, for the bar that offers to take it back.
type Deed struct {
	Kind   DeedKind
	Count  int         // messages
	Folder mail.Folder // where they were moved
}

// UndoState is the bar at the bottom of the mailbox.
type UndoState struct {
	Deed    Deed // of DeedNone: there is no bar
	Left    int  // seconds until a message of DeedSending goes
	Undone  bool // it was taken back just now
	Problem *mail.Problem
}

const (
	offered  = mail.UndoTime   // how long the bar stays
	settled  = 3 * time.Second // how long it says that something was taken back
	mostDone = 50              // deeds that can be taken back
)

// deed is a Deed with what takes it back.
type deed struct {
	Deed
	back   func(context.Context) error // takes it back; nil when it cannot be
	undone func()                      // on the UI goroutine, after back
	late   func(context.Context) error // what happens once the bar has gone; nil for nothing
	rest   time.Duration               // how long the bar stays
}

// Undo does what a person wants with messages, in order, and takes it back: by the bar for ten seconds, and by the keys
// as long as the server can. It belongs to the UI goroutine.
type Undo struct {
	scope   *Scope
	mailer  Mailer
	undoer  Undoer
	state   UndoState
	changed func(UndoState)

	shown *deed   // in the bar
	done  []*deed // what can be taken back, the newest last
	order sequence
	clock slot
}

// NewUndo makes a bar that shows nothing. Without an undoer, what is done is never offered to be taken back.
func NewUndo(scope *Scope, mailer Mailer, undoer Undoer) *Undo {
	return &Undo{scope: scope, mailer: mailer, undoer: undoer, changed: func(UndoState) {}}
}

// Observe sets who draws the state and has it drawn at once.
func (u *Undo) Observe(changed func(UndoState)) {
	u.changed = changed
	changed(u.state)
}

// State returns what is shown.
func (u *Undo) State() UndoState { return u.state }

// CanTakeBack reports whether there is something that TakeBack would take back.
func (u *Undo) CanTakeBack() bool { return len(u.done) > 0 }

// operate does an operation and offers to take it back; quietly, without the bar, when it shows for itself. settled
// hears how it went, and undone that it was taken back.
func (u *Undo) operate(op mail.Operation, told Deed, quietly bool, settled func(error), undone func()) {
	var id mail.OperationID
	d := &deed{Deed: told, undone: undone}
	d.back = func(ctx context.Context) error {
		if id == 0 {
			return nil
		}
		return u.undoer.Undo(ctx, id)
	}
	if u.undoer != nil {
		u.offer(d, quietly)
	}
	u.order.do(u.scope,
		func(ctx context.Context) error {
			var err error
			id, err = u.mailer.Do(ctx, op) // read by back, which waits for its turn
			return err
		},
		func(err error) {
			if err != nil {
				u.forget(d)
				u.say(UndoState{Deed: told, Problem: mail.ProblemOf(err)})
			}
			settled(err)
		})
}

// offer shows a deed in the bar. What was shown before is final, but for the keys.
func (u *Undo) offer(d *deed, quietly bool) {
	if d.back != nil {
		u.done = append(u.done, d)
		u.done = u.done[max(len(u.done)-mostDone, 0):]
	}
	if quietly {
		return
	}
	u.finish()
	u.shown = d
	if d.rest == 0 {
		d.rest = offered
	}
	u.state = UndoState{Deed: d.Deed, Left: seconds(d.rest)}
	u.changed(u.state)
	u.run(d.rest)
}

// say shows something that cannot be taken back.
func (u *Undo) say(s UndoState) {
	u.finish()
	u.state = s
	u.changed(s)
	u.run(offered)
}

// run takes the bar away after a time, and counts the seconds.
func (u *Undo) run(rest time.Duration) {
	runTelling(u.scope, &u.clock,
		func(ctx context.Context, tell func(int)) (struct{}, error) {
			second := time.NewTicker(time.Second)
			defer second.Stop()
			for left := seconds(rest); left > 0; {
				select {
				case <-second.C:
					left--
					tell(left)
				case <-ctx.Done():
					return struct{}{}, ctx.Err()
				}
			}
			return struct{}{}, nil
		},
		func(left int) {
			if u.state.Deed.Kind == DeedSending && !u.state.Undone && left > 0 {
				u.state.Left = left
				u.changed(u.state)
			}
		},
		func(struct{}, error) { u.Dismiss() })
}

func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

// Dismiss takes the bar away. What it offered can still be taken back by the keys while that is possible.
func (u *Undo) Dismiss() {
	u.finish()
	if u.state.Deed.Kind != DeedNone {
		u.state = UndoState{}
		u.changed(u.state)
	}
}

// finish lets happen what waited for the bar to go.
func (u *Undo) finish() {
	u.clock.stop()
	d := u.shown
	u.shown = nil
	if d != nil && d.late != nil {
		u.forget(d)
		u.order.do(u.scope, d.late, func(error) {})
	}
}

func (u *Undo) forget(d *deed) {
	u.done = slices.DeleteFunc(u.done, func(x *deed) bool { return x == d })
	if u.shown == d {
		u.shown = nil
		u.clock.stop()
	}
}

// TakeBack takes back what was done last. Nothing happens when there is nothing.
func (u *Undo) TakeBack() {
	if len(u.done) == 0 {
		return
	}
	d := u.done[len(u.done)-1]
	u.forget(d)
	u.finish()
	u.order.do(u.scope, d.back, func(err error) {
		if err == nil && d.undone != nil {
			d.undone()
		}
		u.say(UndoState{Deed: d.Deed, Undone: err == nil, Problem: mail.ProblemOf(err)})
		u.run(settled)
	})
}

// Act presses the button of the bar. It discards a draft that was kept and takes back everything else.
func (u *Undo) Act() {
	if d := u.shown; d != nil && d.back == nil && d.undone != nil {
		u.forget(d)
		d.undone()
		return
	}
	if u.shown != nil {
		u.TakeBack()
	}
}
