package view

import (
	"context"
	"testing"

	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
)

// halfway is a download that comes to its middle and stays there, or ends with a problem.
type halfway struct {
	problem *mail.Problem
	stopped chan struct{}
}

func (h *halfway) FetchRest(ctx context.Context, _ mail.MessageID, progress func(have, of int64)) error {
	progress(50<<20, 98<<20)
	if h.problem != nil {
		return h.problem
	}
	<-ctx.Done()
	close(h.stopped)
	return ctx.Err()
}

// openLarge opens a mailbox in which a large message is read.
func openLarge(t *testing.T, h *halfway, lang string) *desk {
	t.Helper()
	s := newSample()
	s.fetcher = h
	m := s.messages[99]
	m.Size = 98 << 20
	s.messages[99] = m
	body := s.bodies[99]
	body.Missing = 97 << 20
	body.Parts[0].Filename, body.Parts[0].Size = "项目照片.zip", 71<<20
	body.Parts = body.Parts[:1]
	s.bodies[99] = body
	d := openDesk(t, s, widget.ModeLight, lang, 1280, 820)
	d.reads(t, 99)
	return d
}

// reads has a message read.
func (d *desk) reads(t *testing.T, id mail.MessageID) {
	t.Helper()
	d.shell.List().Select(id)
	d.until(t, func() bool {
		s := d.shell.Letter().State()
		return s.ID == id && s.Phase != model.LetterLoading
	})
	d.rest(t)
}

// TestLargeMessagePictures shows a download from the offer to where it was interrupted.
func TestLargeMessagePictures(t *testing.T) {
	for lang, suffix := range map[string]string{"zh-CN": "zh", "en": "en"} {
		h := &halfway{stopped: make(chan struct{})}
		d := openLarge(t, h, lang)
		d.golden(t, "large-offer-"+suffix)
		test.Tap(d.box.reader.parts.cards[0])
		d.until(t, func() bool { return d.shell.Letter().State().Rest.Have == 50<<20 })
		d.golden(t, "large-busy-"+suffix)
		test.Tap(d.box.reader.parts.cards[0].save)
		<-h.stopped
		if r := d.shell.Letter().State().Rest; r.Busy || !r.Stopped {
			t.Errorf("%+v", r)
		}
		h.problem = &mail.Problem{Code: mail.ConnectionLost, Stage: mail.StageFetch}
		test.Tap(d.box.reader.card.buttons[0])
		d.until(t, func() bool { return d.shell.Letter().State().Rest.Problem != nil })
		d.golden(t, "large-failed-"+suffix)
	}
}

// TestUnreadablePictures shows a message that the server does not hand over: nothing of it, and a part.
func TestUnreadablePictures(t *testing.T) {
	for lang, suffix := range map[string]string{"zh-CN": "zh", "en": "en"} {
		s := newSample()
		s.bodyErr = &mail.Problem{Code: mail.MessageUnreadable, Stage: mail.StageFetch, Reply: "[SERVERBUG] cannot read a message"}
		m := s.messages[98]
		m.Envelope, m.Preview, m.Lack, m.HasBody, m.Size = mail.Envelope{}, "", mail.LackHeader, false, 4<<20
		s.messages[98] = m
		d := openDesk(t, s, widget.ModeLight, lang, 1280, 820)
		d.reads(t, 98)
		d.golden(t, "unreadable-"+suffix)
		d.reads(t, 99)
		d.golden(t, "unreadable-part-"+suffix)
		test.Tap(d.box.reader.card.buttons[1])
		if len(d.saved) != 1 || d.saved[0] != "发票 PO-2026-113 待确认.eml" {
			t.Errorf("saved %q", d.saved)
		}
		test.Tap(d.box.reader.card.buttons[2])
		if len(d.copied) != 1 {
			t.Errorf("copied %q", d.copied)
		}
	}
}
