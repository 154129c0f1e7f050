package view

import (
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const subjectLines = 3

// readerHead is the head of a message: subject, who wrote it from which address, to whom, and when.
type readerHead struct {
	painted
	ruler   ruler
	message mail.Message
	me      mail.Address
	lang    words.Language

	subject              [subjectLines]*canvas.Text
	avatar               *widget.Avatar
	name, line, cc, date *canvas.Text
	star                 *widget.IconButton
}

func newReaderHead(r ruler, toggleStar func()) *readerHead {
	h := &readerHead{ruler: r}
	for i := range h.subject {
		h.subject[i] = newText(widget.SizeSubject, true)
		h.objects = append(h.objects, h.subject[i])
	}
	h.avatar = widget.NewAvatar(avatarSize)
	h.name = newText(widget.SizeInterface, true)
	h.line, h.cc, h.date = newText(widget.SizeList, false), newText(widget.SizeList, false), newText(widget.SizeList, false)
	h.star = widget.NewBareIconButton("star", "", toggleStar)
	h.objects = append(h.objects, h.avatar, h.name, h.line, h.cc, h.date, h.star)
	h.lay, h.style = h.arrange, h.colour
	h.ExtendBaseWidget(h)
	return h
}

func (h *readerHead) set(m mail.Message, me mail.Address, lang words.Language, now time.Time) {
	h.message, h.me, h.lang = m, me, lang
	sender := m.Envelope.Sender()
	h.avatar.Set(sender.Display(), sender.Spec())
	h.date.Text = words.Stamp(lang, m.When(), now)
	if m.Flags.Has(mail.Flagged) {
		h.star.Set("star-full", words.T(lang, words.ReaderUnstar))
	} else {
		h.star.Set("star", words.T(lang, words.ReaderStar))
	}
}

// HeightFor implements widget.Tall.
func (h *readerHead) HeightFor(width float32) float32 {
	lines := len(h.wrap(width))
	height := float32(lines)*28 + 20 + avatarSize
	if h.ccLine() != "" {
		height += 18
	}
	return height
}

func (h *readerHead) wrap(width float32) []string {
	return h.ruler.wrap(words.Subject(h.lang, h.message), widget.SizeSubject, true, max(width-2*36, 60), subjectLines)
}

func (h *readerHead) arrange(size fyne.Size) {
	lines := h.wrap(size.Width)
	y := float32(0)
	for i, t := range h.subject {
		t.Text = ""
		if i < len(lines) {
			t.Text = lines[i]
			placeText(t, 0, y, 0, 28)
			y += 28
		}
	}
	star := h.star.MinSize()
	place(h.star, size.Width-star.Width+5, 0, star.Width, star.Height)
	y += 20
	place(h.avatar, 0, y, avatarSize, avatarSize)
	date := h.date.MinSize().Width
	placeText(h.date, size.Width-date, y, 0, avatarSize)
	x := avatarSize + widget.Gap12
	room := size.Width - x - date - widget.Gap16
	sender := h.message.Envelope.Sender()
	name := sender.Display()
	if name == "" {
		name = words.T(h.lang, words.ListNoSender)
	}
	h.name.Text = h.ruler.fit(name, widget.SizeInterface, true, room)
	placeText(h.name, x, y-1, 0, 20)
	h.line.Text = h.ruler.fit(h.addressLine(), widget.SizeList, false, room)
	placeText(h.line, x, y+19, 0, 18)
	h.cc.Text = h.ruler.fit(h.ccLine(), widget.SizeList, false, size.Width-x)
	placeText(h.cc, x, y+37, 0, 18)
}

// addressLine names the real address, whatever the display name claims, and who got the message.
func (h *readerHead) addressLine() string {
	from := h.message.Envelope.Sender().Spec()
	to := h.people(h.message.Envelope.To)
	switch {
	case to == "":
		return from
	case from == "":
		return to
	}
	if r, _ := utf8.DecodeRuneInString(to); h.lang == words.ZH && r < 0x2E80 {
		to = " " + to
	}
	return words.T(h.lang, words.ReaderTo, from, to)
}

func (h *readerHead) ccLine() string {
	if cc := h.people(h.message.Envelope.Cc); cc != "" {
		return words.T(h.lang, words.ReaderCc, cc)
	}
	return ""
}

const namedPeople = 4 // further ones are counted

// people names recipients: the person as "me", the others by name.
func (h *readerHead) people(list []mail.Address) string {
	var names []string
	for i, a := range list {
		if i == namedPeople {
			names = append(names, words.T(h.lang, words.ReaderMore, len(list)-i))
			break
		}
		if h.me.Domain != "" && strings.EqualFold(a.Spec(), h.me.Spec()) {
			names = append(names, words.T(h.lang, words.ReaderToMe))
			continue
		}
		names = append(names, a.Display())
	}
	return strings.Join(names, words.ListComma(h.lang))
}

func (h *readerHead) colour() {
	for _, t := range h.subject {
		t.Color = widget.Color(widget.ColorText)
	}
	h.name.Color = widget.Color(widget.ColorText)
	for _, t := range []*canvas.Text{h.line, h.cc, h.date} {
		t.Color = widget.Color(widget.ColorSecondary)
	}
}
