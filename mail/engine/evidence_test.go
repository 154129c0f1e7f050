package engine_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
)

// unsent stores one of everything that exists only here: a message that the server will not take now, a message that
// is to be sent, and a draft.
func (d *desk) unsent() {
	d.t.Helper()
	ctx := d.t.Context()
	_, _, kept := d.store.KeepMessage(ctx, d.folder("INBOX").ID, readLocal(letter("only-here")))
	_, queued := d.store.Enqueue(ctx, mail.Outgoing{Account: d.account.ID, MessageID: "to-send@corp.example"}, letter("to-send"), 0)
	_, written := d.store.SaveComposition(ctx, mail.Composition{Account: d.account.ID, MessageID: "draft@corp.example", Text: "half a"})
	if err := errors.Join(kept, queued, written); err != nil {
		d.t.Fatal(err)
	}
}

// onlyHere returns what is left of it, by Message-ID.
func (d *desk) onlyHere() (names []string) {
	d.t.Helper()
	ctx := d.t.Context()
	folders, err := d.store.Folders(ctx, d.account.ID)
	for _, f := range folders {
		ids, failed := d.store.MessageIDs(ctx, f.ID)
		rows, unread := d.store.Messages(ctx, ids)
		err = errors.Join(err, failed, unread)
		for _, m := range rows {
			if m.HasBody && m.Envelope.MessageID == "only-here@corp.example" {
				names = append(names, m.Envelope.MessageID)
			}
		}
	}
	outbox, unsent := d.store.Outbox(ctx, d.account.ID)
	for _, o := range outbox {
		names = append(names, o.MessageID)
	}
	drafts, unwritten := d.store.Compositions(ctx, d.account.ID)
	for _, c := range drafts {
		names = append(names, c.MessageID)
	}
	if err := errors.Join(err, unsent, unwritten); err != nil {
		d.t.Fatal(err)
	}
	return names
}

// TestDestructiveEvidence has a server say that everything is gone. What was brought from it goes, perhaps; what exists
// only here stays, and arrives as soon as the server is itself again.
func TestDestructiveEvidence(t *testing.T) {
	const opened = "* OK [UIDVALIDITY 99] x\r\n* OK [UIDNEXT 1] x\r\n{tag} OK [READ-WRITE] done\r\n"
	for name, fault := range map[string]mailtest.Fault{
		"another UIDVALIDITY, and nothing":  {On: "SELECT", Reply: "* 0 EXISTS\r\n" + opened},
		"another UIDVALIDITY each time":     {On: "SELECT", Reply: "* 3 EXISTS\r\n" + opened},
		"nothing in the folder":             {On: "SELECT", Reply: "* 0 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 4] x\r\n{tag} OK done\r\n"},
		"everything vanished":               {On: "SELECT", Reply: "* 3 EXISTS\r\n* VANISHED (EARLIER) 1:4294967295\r\n" + opened},
		"no folder":                         {On: "LIST", Reply: "{tag} OK done\r\n"},
		"another folder":                    {On: "LIST", Reply: "* LIST () \"/\" Other\r\n{tag} OK done\r\n"},
		"the same folder, not to be opened": {On: "LIST", Reply: "* LIST (\\Noselect) \"/\" INBOX\r\n{tag} OK done\r\n"},
		"no message at all":                 {On: "SEARCH", Reply: "* SEARCH\r\n{tag} OK done\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			for n := range 3 {
				d.append("INBOX", n)
			}
			d.once(engine.Bodies)
			d.unsent()
			before := d.onlyHere()
			if len(before) != 3 {
				t.Fatalf("there is only %q", before)
			}
			d.server.Misbehave(mailtest.Fault{On: "APPEND", Reply: "{tag} NO [INUSE] not now\r\n"}, fault)
			for range 3 {
				_, _ = d.engine.Once(t.Context(), d.account, engine.Bodies, func(engine.Progress) {}) // it may say that this cannot be
			}
			p := mailtest.PromisesOf(t, name)
			p.LocalOnlyStays(before, d.onlyHere())
			p.Sound(0, d.store.Integrity(t.Context()))
			d.server.Misbehave()
			for range 3 {
				_, _ = d.engine.Once(t.Context(), d.account, engine.Bodies, func(engine.Progress) {}) // the outbox has no server
			}
			p.LocalOnlyStays(before, d.onlyHere())
			if all := d.messages("INBOX"); len(all) != 4 || slices.ContainsFunc(all, func(m mail.Message) bool { return m.UID == 0 || !m.HasBody }) {
				t.Errorf("afterwards there is %+v", all)
			}
		})
	}
}

// TestReadersWaitForNoServer reads what there is while a server lets the engine wait in the middle of an answer.
func TestReadersWaitForNoServer(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for n := range 5 {
		d.append("INBOX", n)
	}
	d.once(engine.HeadersOnly)
	d.server.Misbehave(mailtest.Fault{On: "SELECT", Reply: "* 5 EXI", Then: mailtest.Hang})
	before := len(d.server.Said())
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = d.engine.Once(ctx, d.account, engine.Bodies, func(engine.Progress) {}) // it is called off
	}()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	opens := func(s mailtest.Said) bool { return strings.Contains(s.Line, "SELECT") }
	for !slices.ContainsFunc(d.server.Said()[before:], opens) {
		select {
		case <-tick.C:
		case <-ended:
			t.Fatal("the folder was not opened")
		}
	}
	mailtest.PromisesOf(t, "while a server is silent").ReadersGoOn(func() error {
		ids, err := d.store.MessageIDs(t.Context(), d.folder("INBOX").ID)
		if len(ids) != 5 {
			t.Errorf("%d messages", len(ids))
		}
		return err
	}, cancel)
	<-ended
}
