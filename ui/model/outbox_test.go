package model

import (
	"slices"
	"testing"
	"time"

	"letterbox/mail"
)

func TestOutboxTellsWhatNeedsThePerson(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, f, w := office(d)
		w.outgoing = []mail.Outgoing{
			{ID: 1, State: mail.OutgoingQueued}, {ID: 2, State: mail.OutgoingCopied}, {ID: 3, State: mail.OutgoingFailed},
		}
		f.events <- []mail.Event{mail.OutboxChanged{Account: 1}}
		time.Sleep(2 * frame)
		d.settle()
		if st := s.Outbox().State(); len(st.Items) != 2 || st.Stuck != 1 {
			t.Fatalf("%+v", st)
		}
		if st := s.Undo().State(); st.Deed != (Deed{Kind: DeedRefused, Count: 1}) {
			t.Errorf("the bar says %+v", st)
		}
		s.Undo().Dismiss()
		s.Outbox().Reload()
		d.settle()
		if st := s.Undo().State(); st.Deed.Kind != DeedNone {
			t.Errorf("it tells the same again: %+v", st)
		}
		s.Outbox().Show(true)
		w.outgoing = nil
		s.Outbox().Reload()
		d.settle()
		if s.Outbox().State().Open {
			t.Error("an empty outbox stays on screen")
		}
	})
}

func TestOutboxDecisions(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		w.outgoing = []mail.Outgoing{
			{ID: 1, Account: 1, State: mail.OutgoingFailed, Subject: "one"},
			{ID: 2, Account: 1, State: mail.OutgoingUnknown},
			{ID: 3, Account: 1, State: mail.OutgoingQueued, Subject: "three"},
			{ID: 4, Account: 1, State: mail.OutgoingLeaving},
		}
		o := s.Outbox()
		o.Reload()
		d.settle()
		o.Retry(1)
		o.Arrived(2)
		o.Edit(1)
		o.Delete(3)
		o.Edit(4)
		d.settle()
		if !slices.Equal(w.retried, []mail.OutgoingID{1}) || !slices.Equal(w.settled, []mail.OutgoingID{2}) || !slices.Equal(w.recalled, []mail.OutgoingID{1, 3}) {
			t.Errorf("retried %v, settled %v, recalled %v", w.retried, w.settled, w.recalled)
		}
		if len(s.Writing()) != 1 || s.Writing()[0].State().Draft.Subject != "one" {
			t.Errorf("%d windows", len(s.Writing()))
		}
		if s.Undo().State().Deed.Kind != DeedDiscarded {
			t.Errorf("the bar says %+v", s.Undo().State())
		}
		s.Undo().Act()
		d.settle()
		if len(s.Writing()) != 2 || len(w.gone) != 0 {
			t.Errorf("%d windows after deleting was taken back, removed %v", len(s.Writing()), w.gone)
		}
	})
}
