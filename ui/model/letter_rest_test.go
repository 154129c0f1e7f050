package model

import (
	"context"
	"testing"

	"letterbox/mail"
)

// fakeFetcher tells of what the test sends, and ends with what it sends last, or when it is stopped.
type fakeFetcher struct {
	have  chan int64
	ended chan error
	asked int
}

func (f *fakeFetcher) FetchRest(ctx context.Context, _ mail.MessageID, progress func(have, of int64)) error {
	f.asked++
	for {
		select {
		case n := <-f.have:
			progress(n, 100)
		case err := <-f.ended:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func largeLetter(d *desk) (*Letter, *fakeMail, *fakeFetcher) {
	f := newFakeMail()
	f.fill(1, 1, 10)
	m := f.messages[5]
	m.Size = 100
	f.messages[5] = m
	f.bodies[5] = mail.Body{Text: "five", Missing: 70}
	f.bodies[6] = mail.Body{Text: "six"}
	fetch := &fakeFetcher{have: make(chan int64), ended: make(chan error)}
	l := NewLetter(LetterConfig{Scope: d.scope, Reader: f, Mailer: f, Fetcher: fetch})
	l.Show(5, f.messages[5])
	d.settle()
	return l, f, fetch
}

func TestTheRestOfALargeMessage(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, f, fetch := largeLetter(d)
		if r := l.State().Rest; r != (Rest{Have: 30, Of: 100}) || r.Percent() != 30 {
			t.Fatalf("%+v", r)
		}
		l.FetchRest()
		l.FetchRest() // one is enough
		fetch.have <- 50
		d.settle()
		if r := l.State().Rest; !r.Busy || r.Have != 50 || fetch.asked != 1 {
			t.Errorf("%+v, asked %d times", r, fetch.asked)
		}
		l.Show(6, f.messages[6]) // it goes on while something else is read
		d.settle()
		fetch.have <- 60
		d.settle()
		if r := l.State().Rest; r != (Rest{}) {
			t.Errorf("of another message: %+v", r)
		}
		l.Show(5, f.messages[5])
		d.settle()
		if r := l.State().Rest; !r.Busy || r.Have != 60 {
			t.Errorf("back at it: %+v", r)
		}
		f.bodies[5] = mail.Body{Text: "five, whole"}
		fetch.ended <- nil
		d.settle()
		if s := l.State(); s.Rest != (Rest{}) || s.Body.Text != "five, whole" {
			t.Errorf("%+v", s)
		}
	})
}

func TestStoppedAndBrokenDownloadsGoOn(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, _, fetch := largeLetter(d)
		l.FetchRest()
		fetch.have <- 40
		d.settle()
		l.StopRest()
		d.settle()
		if r := l.State().Rest; r != (Rest{Have: 40, Of: 100, Stopped: true}) {
			t.Errorf("stopped: %+v", r)
		}
		l.FetchRest()
		fetch.ended <- &mail.Problem{Code: mail.ConnectionLost}
		d.settle()
		if r := l.State().Rest; r.Busy || r.Problem == nil || r.Have != 40 {
			t.Errorf("broken: %+v", r)
		}
		l.FetchRest()
		if r := l.State().Rest; !r.Busy || r.Problem != nil {
			t.Errorf("again: %+v", r)
		}
		l.StopRest()
		d.settle()
	})
}

// TestUnreadableLetters show what could be read beside the reason.
func TestUnreadableLetters(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		l, f := letterAt(d)
		f.bodyErr = &mail.Problem{Code: mail.MessageUnreadable}
		l.Show(5, f.messages[5])
		d.settle()
		if s := l.State(); s.Phase != LetterShown || s.Problem == nil || s.Body.Text != "five" {
			t.Errorf("%s, %v, %q", s.Phase, s.Problem, s.Body.Text)
		}
		saved := &closing{}
		l.SaveRaw(saved)
		d.settle()
		if saved.String() != "part " {
			t.Errorf("saved %q", saved.String())
		}
		l.Show(4, f.messages[4])
		d.settle()
		if s := l.State(); s.Phase != LetterFailed || s.Problem == nil {
			t.Errorf("without anything: %s, %v", s.Phase, s.Problem)
		}
		f.bodyErr = nil
		l.Retry()
		d.settle()
		if s := l.State(); s.Phase != LetterShown || s.Problem != nil {
			t.Errorf("again: %s, %v", s.Phase, s.Problem)
		}
	})
}
