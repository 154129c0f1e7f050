package storage

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func outgoingOf(a mail.AccountID) mail.Outgoing {
	return mail.Outgoing{
		Account: a, MessageID: "out@example.org", Due: start.Add(10 * time.Second), Subject: "报告",
		ReversePath:  mail.Address{Local: "ada", Domain: "example.org"},
		ForwardPaths: []mail.ForwardPath{{Address: mail.Address{Local: "bo", Domain: "example.org"}, Notify: mail.NotifyFailure}},
		Purpose:      mail.Purpose{Kind: mail.PurposeReply, Message: 7},
	}
}

// enqueue stores an outgoing message and brings it into a state.
func enqueue(t *testing.T, db *DB, a mail.AccountID, states ...mail.OutgoingState) mail.Outgoing {
	t.Helper()
	o := must(db.Enqueue(t.Context(), outgoingOf(a), []byte("raw"), 0))(t)
	for _, state := range states {
		if state == mail.OutgoingSending {
			must(db.BeginSending(t.Context(), o.ID))(t)
		} else if err := db.SettleOutgoing(t.Context(), o.ID, mail.Outcome{State: state}); err != nil {
			t.Fatal(state, err)
		}
	}
	return o
}

func TestOutboxKeepsEverything(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	a, _ := bind(t, db, "ada@example.org")
	rec.take()
	o := must(db.Enqueue(ctx, outgoingOf(a.ID), []byte("raw"), 0))(t)
	want := outgoingOf(a.ID)
	want.ID, want.State, want.Created, want.Changed, want.Size = o.ID, mail.OutgoingQueued, start, start, 3
	if diff := cmp.Diff([]mail.Outgoing{want}, must(db.Outbox(ctx, 0))(t)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, o); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]mail.Event{mail.OutboxChanged{Account: a.ID}}, rec.take()); diff != "" {
		t.Error(diff)
	}
	begun := must(db.BeginSending(ctx, o.ID))(t)
	if begun.State != mail.OutgoingSending || begun.Attempts != 1 {
		t.Errorf("%+v", begun)
	}
	_, err := db.BeginSending(ctx, o.ID)
	wantCode(t, err, mail.NotFound)
	refusal := &mail.Problem{Code: mail.RecipientRejected, Stage: mail.StageSubmit, Reply: "550 没有这个人", Facts: map[string]string{"a": "b"}, Err: errors.New("cause")}
	outcome := mail.Outcome{
		State: mail.OutgoingFailed, Problem: refusal, Reply: "250 ok",
		Verdicts: []mail.RecipientVerdict{{Address: want.ForwardPaths[0].Address, Problem: refusal}, {Address: want.ReversePath}},
	}
	if err := db.SettleOutgoing(ctx, o.ID, outcome); err != nil {
		t.Fatal(err)
	}
	plain := *refusal
	plain.Err = nil
	want.State, want.Attempts, want.Due, want.Problem, want.Reply = mail.OutgoingFailed, 1, time.Time{}, &plain, "250 ok"
	want.Verdicts = []mail.RecipientVerdict{{Address: want.ForwardPaths[0].Address, Problem: &plain}, {Address: want.ReversePath}}
	if diff := cmp.Diff([]mail.Outgoing{want}, must(db.Outbox(ctx, a.ID))(t)); diff != "" {
		t.Error(diff)
	}
	if refusal.Err == nil {
		t.Error("the caller's problem has lost its cause")
	}
	_, err = db.Enqueue(ctx, outgoingOf(99), nil, 0)
	wantCode(t, err, mail.NotFound)
}

// TestOutgoingSteps tries every step from every state: what must never happen is that a message which may have been
// taken is sent again without the person.
func TestOutgoingSteps(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	a, _ := bind(t, db, "ada@example.org")
	ways := map[mail.OutgoingState][]mail.OutgoingState{
		mail.OutgoingQueued:  nil,
		mail.OutgoingSending: {mail.OutgoingSending},
		mail.OutgoingLeaving: {mail.OutgoingSending, mail.OutgoingLeaving},
		mail.OutgoingSent:    {mail.OutgoingSending, mail.OutgoingLeaving, mail.OutgoingSent},
		mail.OutgoingCopied:  {mail.OutgoingSending, mail.OutgoingLeaving, mail.OutgoingSent, mail.OutgoingCopied},
		mail.OutgoingFailed:  {mail.OutgoingSending, mail.OutgoingFailed},
		mail.OutgoingUnknown: {mail.OutgoingSending, mail.OutgoingLeaving, mail.OutgoingUnknown},
	}
	settle := func(state mail.OutgoingState) func(mail.OutgoingID) error {
		return func(id mail.OutgoingID) error { return db.SettleOutgoing(ctx, id, mail.Outcome{State: state}) }
	}
	steps := []struct {
		name string
		do   func(mail.OutgoingID) error
		from string // the states it is possible from
	}{
		{"begin", func(id mail.OutgoingID) error { _, err := db.BeginSending(ctx, id); return err }, "queued"},
		{"retry", func(id mail.OutgoingID) error { return db.RetryOutgoing(ctx, id) }, "queued failed unknown"},
		{"drop", func(id mail.OutgoingID) error { return db.DropOutgoing(ctx, id) }, "queued failed unknown sent copied"},
		{"recall", func(id mail.OutgoingID) error {
			_, err := db.RecallOutgoing(ctx, id, mail.Composition{Account: a.ID})
			return err
		}, "queued failed unknown"},
		{"settle sending", settle(mail.OutgoingSending), ""},
		{"settle leaving", settle(mail.OutgoingLeaving), "sending"},
		{"settle sent", settle(mail.OutgoingSent), "queued sending leaving failed unknown"},
		{"settle copied", settle(mail.OutgoingCopied), "sent"},
		{"settle queued", settle(mail.OutgoingQueued), "queued sending leaving failed unknown"},
		{"settle unknown", settle(mail.OutgoingUnknown), "queued sending leaving failed unknown"},
		{"settle nonsense", settle("nonsense"), ""},
	}
	for state, way := range ways {
		for _, step := range steps {
			o := enqueue(t, db, a.ID, way...)
			err := step.do(o.ID)
			if possible := slices.Contains(strings.Fields(step.from), string(state)); possible != (err == nil) {
				t.Errorf("%s from %s: %v", step.name, state, err)
			} else if err != nil {
				wantCode(t, err, mail.NotFound)
			}
		}
	}
}

func TestSentMessageIsForgotten(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	a, _ := bind(t, db, "ada@example.org")
	o := enqueue(t, db, a.ID, mail.OutgoingSending, mail.OutgoingLeaving)
	if got := must(db.OutgoingRaw(ctx, o.ID))(t); string(got) != "raw" {
		t.Errorf("%q", got)
	}
	for _, outcome := range []mail.Outcome{{State: mail.OutgoingSent, Reply: "250 taken"}, {State: mail.OutgoingCopied}} {
		if err := db.SettleOutgoing(ctx, o.ID, outcome); err != nil {
			t.Fatal(err)
		}
	}
	if list := must(db.Outbox(ctx, 0))(t); len(list) != 1 || list[0].Reply != "250 taken" || list[0].Size != 3 {
		t.Errorf("%+v", list)
	}
	_, err := db.OutgoingRaw(ctx, o.ID)
	wantCode(t, err, mail.NotFound)
	later := start.Add(8 * 24 * time.Hour)
	db.now = func() time.Time { return later }
	other := enqueue(t, db, a.ID, mail.OutgoingSending, mail.OutgoingSent, mail.OutgoingCopied)
	if list := must(db.Outbox(ctx, 0))(t); len(list) != 1 || list[0].ID != other.ID {
		t.Errorf("%+v", list)
	}
}

func TestDurability(t *testing.T) {
	db, _ := openNew(t)
	for d, want := range map[*database]int64{db.profile: 2, db.mail: 1, db.bodies: 1} {
		level := func(c *connection) error {
			n, err := c.number("PRAGMA synchronous")
			if n != want {
				t.Errorf("%s has synchronous %d, want %d", d.schema.file, n, want)
			}
			return err
		}
		if err := d.update(t.Context(), level); err != nil {
			t.Fatal(err)
		}
		if err := d.updateDurably(t.Context(), func(c *connection) error {
			n, err := c.number("PRAGMA synchronous")
			if n != 2 {
				t.Errorf("%s has synchronous %d in a durable commit", d.schema.file, n)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := d.update(t.Context(), level); err != nil {
			t.Fatal(err)
		}
	}
}
