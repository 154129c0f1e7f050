package view

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
)

// fullOutbox is a message in every state that people see.
func fullOutbox() []mail.Outgoing {
	to := func(list ...mail.Address) (paths []mail.ForwardPath) {
		for _, a := range list {
			paths = append(paths, mail.ForwardPath{Address: a})
		}
		return paths
	}
	lina, wang := person("李娜", "lina", "corp.example"), person("王强", "wangqiang", "old.example")
	return []mail.Outgoing{
		{
			ID: 1, Account: 1, State: mail.OutgoingFailed, Subject: "第四季度预算", Created: sampleNow.Add(-40 * time.Minute), Attempts: 1, ForwardPaths: to(lina, wang),
			Problem:  &mail.Problem{Code: mail.RecipientRejected, Facts: map[string]string{mail.FactRecipients: "wangqiang@old.example"}},
			Verdicts: []mail.RecipientVerdict{{Address: lina}, {Address: wang, Problem: &mail.Problem{Code: mail.RecipientRejected}}},
		},
		{ID: 2, Account: 1, State: mail.OutgoingUnknown, Subject: "Meeting notes", Created: sampleNow.Add(-26 * time.Minute), ForwardPaths: to(person("Alice Smith", "alice", "example.org"))},
		{ID: 3, Account: 1, State: mail.OutgoingQueued, Created: sampleNow.Add(-5 * time.Minute), Due: sampleNow.Add(4 * time.Minute), Problem: &mail.Problem{Code: mail.Offline}, ForwardPaths: to(lina)},
		{ID: 4, Account: 1, State: mail.OutgoingSending, Subject: "元旦放假安排", Created: sampleNow.Add(-time.Minute), ForwardPaths: to(lina, wang, person("", "a", "b.example"), person("", "b", "b.example"), person("", "c", "b.example"), person("", "d", "b.example"))},
	}
}

func openOutbox(t *testing.T, mode widget.Mode, lang string, width, height float32) *desk {
	t.Helper()
	s := newSample()
	s.writer.outgoing = fullOutbox()
	d := openDesk(t, s, mode, lang, width, height)
	d.until(t, func() bool { return len(d.shell.Outbox().State().Items) == 4 })
	return d
}

func TestOutboxPictures(t *testing.T) {
	for _, f := range faces {
		d := openOutbox(t, f.mode, f.lang, 1200, 760)
		test.Tap(d.box.side.outbox)
		d.golden(t, "outbox-"+f.name)
	}
	d := openOutbox(t, widget.ModeLight, "en", 900, 600)
	d.golden(t, "outbox-line-small")
	d.box.showOutbox()
	d.golden(t, "outbox-small")
}

func TestOutboxButtonsDecide(t *testing.T) {
	d := openOutbox(t, widget.ModeLight, "en", 1200, 760)
	d.box.showOutbox()
	press := func(id mail.OutgoingID, button func(*outboxCard) *widget.Button) {
		before := len(d.writer.decided)
		test.Tap(button(d.box.outbox.cards[id]))
		d.until(t, func() bool {
			d.writer.mu.Lock()
			defer d.writer.mu.Unlock()
			return len(d.writer.decided) > before
		})
	}
	press(1, func(c *outboxCard) *widget.Button { return c.retry })
	press(2, func(c *outboxCard) *widget.Button { return c.arrived })
	press(3, func(c *outboxCard) *widget.Button { return c.edit })
	if want := []string{"retry", "arrived", "recall"}; !slices.Equal(d.writer.decided, want) {
		t.Errorf("decided %v, want %v", d.writer.decided, want)
	}
	d.until(t, func() bool { return len(d.shell.Writing()) == 1 })
	if n := len(d.box.outbox.cards[4].buttons); n != 0 {
		t.Errorf("%d buttons on a message that is being sent", n)
	}
}

func TestOutboxGoesWhenAFolderIsChosen(t *testing.T) {
	d := openOutbox(t, widget.ModeLight, "en", 1200, 760)
	d.box.showOutbox()
	if d.box.list.Visible() || !d.box.outbox.Visible() {
		t.Fatal("the outbox does not take the place of the messages")
	}
	test.Tap(d.box.side.folders[0])
	if !d.box.list.Visible() || d.box.outbox.Visible() {
		t.Error("the messages of a folder do not come back")
	}
	d.box.showOutbox()
	d.box.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if d.shell.List().State().Count != len(d.ids[1]) {
		t.Error("a key deletes behind the outbox")
	}
	d.box.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.box.outbox.Visible() {
		t.Error("Esc does not leave the outbox")
	}
}

func TestStatusCountsWhatWaits(t *testing.T) {
	s := newSample()
	s.status[0] = mail.SyncStatus{Account: 1, Activity: mail.Waiting, Checked: sampleNow.Add(-26 * time.Minute), Queued: 3, Problem: &mail.Problem{Code: mail.Offline}}
	d := openDesk(t, s, widget.ModeLight, "en", 1200, 760)
	if got := d.box.status.waiting(); got != "3 changes wait for the server" {
		t.Errorf("says %q", got)
	}
	d.golden(t, "queued")
	d.shell.Outbox().Observe(func(model.OutboxState) {})
	d.box.status.drawOutbox(model.OutboxState{Items: fullOutbox(), Stuck: 2})
	if got := d.box.status.waiting(); got != "2 messages could not be sent" {
		t.Errorf("says %q", got)
	}
}

func TestOutboxPictureEmpty(t *testing.T) {
	d := openDesk(t, newSample(), widget.ModeLight, "zh-CN", 900, 600)
	d.box.showOutbox()
	d.golden(t, "outbox-empty")
}
