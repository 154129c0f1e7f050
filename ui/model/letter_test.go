package model

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"letterbox/mail"
)

func letterAt(d *desk) (*Letter, *fakeMail) {
	f := newFakeMail()
	f.fill(1, 1, 10)
	f.bodies[5] = mail.Body{Text: "five"}
	f.bodies[6] = mail.Body{Text: "six"}
	return NewLetter(LetterConfig{Scope: d.scope, Reader: f, Mailer: f}), f
}

func TestLetterMarksReadOnceShown(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, f := letterAt(d)
		f.body = make(gate)
		l.Show(5, f.messages[5])
		d.settle()
		if len(f.done) != 0 || l.State().Phase != LetterLoading {
			t.Fatalf("marked as read while it is %s", l.State().Phase)
		}
		if !l.State().Slow {
			time.Sleep(2 * slow)
			d.settle()
		}
		if !l.State().Slow {
			t.Error("slow loading does not show itself")
		}
		close(f.body)
		d.settle()
		if l.State().Phase != LetterShown || l.State().Slow || len(f.done) != 1 {
			t.Fatalf("phase %s, %d operations", l.State().Phase, len(f.done))
		}
		op := f.done[0].(mail.SetFlags)
		if op.Add != mail.Seen || op.Folder != 1 || op.Messages[0] != 5 {
			t.Errorf("operation %+v", op)
		}
		l.Apply([]mail.Event{mail.MessagesChanged{Folder: 1}})
		d.settle()
		if len(f.done) != 1 {
			t.Error("marked as read again")
		}
	})
}

func TestLetterLeavesReadMessagesAlone(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, f := letterAt(d)
		m := f.messages[5]
		m.Flags = mail.Seen
		f.messages[5] = m
		l.Show(5, mail.Message{})
		d.settle()
		if len(f.done) != 0 || !l.State().Known {
			t.Errorf("%d operations, known %t", len(f.done), l.State().Known)
		}
		l.ToggleFlagged()
		l.ToggleSeen()
		d.settle()
		if len(f.done) != 2 {
			t.Errorf("%d operations, want star and unread", len(f.done))
		}
	})
}

func TestLetterKeepsTheOrderOfFlags(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, f := letterAt(d)
		l.Show(5, mail.Message{})
		d.settle()
		f.mu.Lock()
		f.done = nil
		f.mu.Unlock()
		for range 20 {
			l.SetFlag(mail.Flagged, true)
			l.SetFlag(mail.Answered, true)
		}
		d.settle()
		for i, op := range f.done {
			if want := [...]mail.Flags{mail.Flagged, mail.Answered}[i%2]; op.(mail.SetFlags).Add != want {
				t.Fatalf("operation %d adds %v", i, op.(mail.SetFlags).Add.Wire())
			}
		}
	})
}

func TestLetterDropsTheSlowerMessage(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, f := letterAt(d)
		f.body = make(gate)
		l.Show(5, mail.Message{})
		d.settle()
		l.Show(6, mail.Message{})
		d.settle()
		close(f.body)
		d.settle()
		if l.State().Body.Text != "six" || f.canceled != 1 || len(f.done) != 1 {
			t.Errorf("shows %q, cancelled %d, %d marked", l.State().Body.Text, f.canceled, len(f.done))
		}
	})
}

func TestLetterAbsentThenStored(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, f := letterAt(d)
		f.bodyErr = &mail.Problem{Code: mail.BodyNotStored}
		l.Show(5, mail.Message{})
		d.settle()
		if l.State().Phase != LetterAbsent || len(f.done) != 0 {
			t.Fatalf("phase %s", l.State().Phase)
		}
		f.bodyErr = nil
		l.Apply([]mail.Event{mail.BodiesStored{Folder: 1, Messages: []mail.MessageID{5}}})
		d.settle()
		if l.State().Phase != LetterShown || l.State().Problem != nil {
			t.Errorf("phase %s", l.State().Phase)
		}
	})
}

func TestLetterGoneAndFailed(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, f := letterAt(d)
		l.Show(99, mail.Message{})
		d.settle()
		if l.State().Phase != LetterGone {
			t.Errorf("a message that is not there: %s", l.State().Phase)
		}
		f.bodyErr = errors.New("disk")
		l.Show(5, mail.Message{})
		d.settle()
		if l.State().Phase != LetterFailed || l.State().Problem == nil {
			t.Errorf("phase %s", l.State().Phase)
		}
		f.bodyErr = nil
		l.Retry()
		d.settle()
		if l.State().Phase != LetterShown {
			t.Errorf("after trying again: %s", l.State().Phase)
		}
		l.Show(0, mail.Message{})
		if l.State().Phase != LetterNone {
			t.Errorf("none selected: %s", l.State().Phase)
		}
	})
}

type closer struct {
	bytes.Buffer
	closed bool
	err    error
}

func (c *closer) Close() error {
	c.closed = true
	return c.err
}

func TestLetterSavesAndOpensParts(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, _ := letterAt(d)
		var opened string
		l.OpenFile = func(_ context.Context, name string, fill func(io.Writer) error) error {
			var b bytes.Buffer
			err := fill(&b)
			opened = name + ": " + b.String()
			return err
		}
		l.Show(5, mail.Message{})
		d.settle()
		pdf, exe := mail.Part{Path: "2", Filename: "a.PDF"}, mail.Part{Path: "3", Filename: "a.pdf.exe"}
		w := &closer{}
		l.SavePart(pdf, w)
		if !l.State().Parts["2"].Busy {
			t.Error("saving does not show")
		}
		d.settle()
		if w.String() != "part 2" || !w.closed || !l.State().Parts["2"].Done {
			t.Errorf("saved %q, %+v", w.String(), l.State().Parts["2"])
		}
		l.SavePart(pdf, &closer{err: errors.New("disk full")})
		d.settle()
		if l.State().Parts["2"].Problem == nil {
			t.Error("an error of closing was lost")
		}
		l.OpenPart(exe)
		d.settle()
		if opened != "" || l.CanOpen(exe) {
			t.Error("a program was opened")
		}
		l.OpenPart(pdf)
		d.settle()
		if opened != "a.PDF: part 2" {
			t.Errorf("opened %q", opened)
		}
	})
}
