package engine_test

import (
	"context"
	"testing"

	"letterbox/mail"
	"letterbox/mail/engine"
)

// compare returns how a folder stands against the server.
func (d *desk) compare(path string) mail.Tally {
	d.t.Helper()
	tallies, err := d.engine.Compare(d.t.Context(), d.account)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, tally := range tallies {
		if tally.Folder.Path == path {
			return tally
		}
	}
	d.t.Fatalf("%s was not compared: %+v", path, tallies)
	return mail.Tally{}
}

func TestCompareTellsWhatDiffers(t *testing.T) {
	d := newDesk(t)
	for n := range 3 {
		d.append("INBOX", n)
	}
	d.once(engine.HeadersOnly)
	if got := d.compare("INBOX"); !got.Agrees() || got.Server != 3 || got.Checked.IsZero() {
		t.Errorf("after a round: %+v", got)
	}
	d.append("INBOX", 3)
	if got := d.compare("INBOX"); got.Missing() != 1 || !got.Fresh || got.Agrees() {
		t.Errorf("one more there: %+v", got)
	}
	d.once(engine.HeadersOnly)
	d.expunge("INBOX", 1)
	d.expunge("INBOX", 2)
	if got := d.compare("INBOX"); got.Left() != 2 || got.Fresh || got.Missing() != 0 {
		t.Errorf("two fewer there: %+v", got)
	}
	d.append("INBOX", 4)
	d.append("INBOX", 5)
	if got := d.compare("INBOX"); got.Server != got.Here || got.Agrees() {
		t.Errorf("as many, but others: %+v", got)
	}
	d.once(engine.HeadersOnly)
	if got := d.compare("INBOX"); !got.Agrees() {
		t.Errorf("after another round: %+v", got)
	}
}

// A worker that looks at a folder in which nothing happens writes nothing, and has looked at it all the same.
func TestCompareKnowsWhenAWorkerLooked(t *testing.T) {
	d := newDesk(t)
	d.append("INBOX", 1)
	d.start()
	d.until("watching", func() bool { return d.activity() == mail.Watching })
	if got, status := d.compare("INBOX"), d.engine.Status()[0]; got.Checked.Before(status.Checked) {
		t.Errorf("checked %v, the worker's round was over at %v", got.Checked, status.Checked)
	}
}

func TestCompareCollectedMail(t *testing.T) {
	m := newMaildrop(t)
	for n := range 4 {
		m.deliver(n)
	}
	m.once(engine.HeadersOnly)
	if err := m.store.RemoveUIDs(t.Context(), m.folder("INBOX").ID, []mail.UID{1, 2}); err != nil {
		t.Fatal(err)
	}
	if got := m.compare("INBOX"); !got.Agrees() || got.Server != 4 {
		t.Errorf("what was here and removed is missed: %+v", got)
	}
	m.deliver(4)
	if got := m.compare("INBOX"); got.Missing() != 1 || got.Server != 5 {
		t.Errorf("one that was not collected: %+v", got)
	}
}

func TestCompareSaysWhyItCannot(t *testing.T) {
	d := newDesk(t)
	d.append("INBOX", 1)
	d.once(engine.HeadersOnly)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if tallies, err := d.engine.Compare(ctx, d.account); err == nil {
		t.Errorf("no reason is given: %+v", tallies)
	}
	d.account.Archived = true
	if _, err := d.engine.Compare(t.Context(), d.account); mail.ProblemOf(err).Class != "ARCHIVED" {
		t.Errorf("an account without a server: %v", err)
	}
	d.account.Archived = false
	session := d.session()
	defer func() { _ = session.Close() }()
	wire, err := session.CreateFolder(t.Context(), "Old", "/")
	if err != nil {
		t.Fatal(err)
	}
	d.once(engine.HeadersOnly)
	if err := session.DeleteFolder(t.Context(), wire); err != nil {
		t.Fatal(err)
	}
	if got := d.compare("Old"); got.Problem == nil || got.Agrees() {
		t.Errorf("a folder that is gone: %+v", got)
	}
}
