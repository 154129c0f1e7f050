package view

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	outboxPad   float32 = 16
	outboxMost          = 4 // recipients that are named with what happened to them
	outboxWidth float32 = 720
)

// outboxCard is one message of the outbox: to whom, where it stands, why it could not be sent and what to do about it,
// recipient by recipient, and the buttons that do it.
type outboxCard struct {
	painted
	outbox  *model.OutboxView
	message mail.Outgoing

	back           *canvas.Rectangle
	subject, to    *widget.Text
	when           *widget.Text
	badge          *widget.Badge
	why            *widget.Paragraph
	refused        []*widget.Paragraph
	buttons        []*widget.Button // those that are shown, in the order of their places
	retry, arrived *widget.Button
	edit, remove   *widget.Button
}

func newOutboxCard(outbox *model.OutboxView, key func(*fyne.KeyEvent)) *outboxCard {
	c := &outboxCard{outbox: outbox, back: canvas.NewRectangle(nil)}
	c.back.CornerRadius, c.back.StrokeWidth = widget.RadiusCard, widget.LineWidth
	c.subject, c.to, c.when = widget.NewText("", widget.StyleStrong), widget.NewText("", widget.StyleHint), widget.NewText("", widget.StyleMeta)
	c.badge = widget.NewBadge("", widget.ToneQuiet, false)
	c.why = widget.NewParagraph("", widget.StyleHint)
	for _, b := range []**widget.Button{&c.retry, &c.arrived, &c.edit, &c.remove} {
		*b = widget.NewButton(widget.ButtonSecondary, "", nil)
		(*b).OnKey(key)
	}
	c.lay = c.arrange
	c.style = func() {
		c.back.FillColor, c.back.StrokeColor = widget.Color(widget.ColorSurface), widget.Color(widget.ColorLine)
		for _, o := range c.objects {
			if o != fyne.CanvasObject(c.back) {
				o.Refresh()
			}
		}
	}
	c.ExtendBaseWidget(c)
	return c
}

// set shows a message. account is named when there are several.
func (c *outboxCard) set(o mail.Outgoing, account string, lang words.Language, now time.Time) {
	c.message = o
	subject := o.Subject
	if subject == "" {
		subject = words.T(lang, words.ListNoSubject)
	}
	c.subject.SetText(subject)
	to := words.T(lang, words.OutboxTo, peopleOf(o, lang))
	if account != "" {
		to += " · " + account
	}
	c.to.SetText(to)
	c.when.SetText(words.Clock(lang, o.Created, now))
	c.badge.Set(outboxStanding(lang, o, now))
	c.why.SetText(words.OutgoingWhy(lang, o, now))
	c.refused = c.refused[:0]
	for _, line := range words.OutgoingRefused(lang, o, outboxMost) {
		c.refused = append(c.refused, widget.NewParagraph(line, widget.StyleHint))
	}
	c.offer(lang)
	c.objects = []fyne.CanvasObject{c.back, c.subject, c.when, c.to, c.badge, c.why}
	for _, p := range c.refused {
		c.objects = append(c.objects, p)
	}
	for _, b := range c.buttons {
		c.objects = append(c.objects, b)
	}
	c.Refresh()
}

// peopleOf names the recipients of a message.
func peopleOf(o mail.Outgoing, lang words.Language) string {
	var names []string
	for i, f := range o.ForwardPaths {
		if i == outboxMost {
			names = append(names, words.T(lang, words.OutboxMore, len(o.ForwardPaths)-i))
			break
		}
		names = append(names, f.Address.Display())
	}
	return strings.Join(names, words.ListComma(lang))
}

// offer puts up the buttons that make sense where the message stands.
func (c *outboxCard) offer(lang words.Language) {
	id := c.message.ID
	say := func(b *widget.Button, label words.Key, do func(mail.OutgoingID)) {
		b.Set(words.T(lang, label), func() { do(id) })
		c.buttons = append(c.buttons, b)
	}
	c.buttons = c.buttons[:0]
	switch c.message.State {
	case mail.OutgoingUnknown:
		say(c.arrived, words.OutboxArrived, c.outbox.Arrived)
		say(c.retry, words.OutboxAgain, c.outbox.Retry)
	case mail.OutgoingFailed:
		say(c.retry, words.OutboxRetry, c.outbox.Retry)
	default:
	}
	if model.Recallable(c.message) {
		say(c.edit, words.OutboxEdit, c.outbox.Edit)
		say(c.remove, words.OutboxDelete, c.outbox.Delete)
	}
}

// HeightFor implements widget.Tall.
func (c *outboxCard) HeightFor(width float32) float32 { return c.stack(width, false) }

func (c *outboxCard) arrange(size fyne.Size) { c.stack(size.Width, true) }

// stack places the pieces and returns the height of the card.
func (c *outboxCard) stack(width float32, placing bool) float32 {
	width = min(width, outboxWidth)
	room := width - 2*outboxPad
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		if placing {
			place(o, x, y, w, h)
		}
	}
	badge, when := c.badge.MinSize(), c.when.MinSize()
	y := outboxPad
	put(c.subject, outboxPad, y, room-badge.Width-widget.Gap12, 20)
	put(c.badge, width-outboxPad-badge.Width, y-1, badge.Width, badge.Height)
	y += 20 + 2
	put(c.to, outboxPad, y, room-when.Width-widget.Gap12, 18)
	put(c.when, width-outboxPad-when.Width, y+1, when.Width, 16)
	y += 18
	if c.why.Text() != "" {
		y += widget.Gap8
		height := c.why.HeightFor(room)
		put(c.why, outboxPad, y, room, height)
		y += height
	}
	for _, p := range c.refused {
		y += widget.Gap4
		height := p.HeightFor(room)
		put(p, outboxPad, y, room, height)
		y += height
	}
	if len(c.buttons) > 0 {
		y += widget.Gap12
		x := outboxPad
		for _, b := range c.buttons {
			w := b.MinSize().Width - widget.Gap8
			put(b, x, y, w, actionHeight)
			x += w + widget.Gap8
		}
		y += actionHeight
	}
	y += outboxPad
	put(c.back, 0, 0, width, y)
	return y
}
