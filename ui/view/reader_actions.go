package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	actionHeight float32 = 32
	actionGap    float32 = 4
	actionPad    float32 = 12
)

// actionStrip is the row above a message, as high as the head of the list beside it: what can be done with the selected
// messages, and with one of them, answering it. What cannot be done is not there.
type actionStrip struct {
	painted
	shell  *model.Shell
	acts   mailboxActs
	lang   words.Language
	narrow bool // the way back to the list is here
	single bool

	back, line                  *canvas.Rectangle
	toList                      *widget.IconButton
	archive, remove, junk       *widget.IconButton
	move, read, star            *widget.IconButton
	reply, replyAll, forward    *widget.Button
	replyI, replyAllI, forwardI *widget.IconButton // for a strip too small for words
	edit                        *widget.Button
	offers                      model.Offers
}

// mailboxActs is what the strip, the menus and the keys do beyond the presenters.
type mailboxActs struct {
	back   func()
	move   func()
	edit   func()
	hint   func(string)
	key    func(*fyne.KeyEvent)
	signal func() // something was done that changes what can be done
}

func newActionStrip(shell *model.Shell, acts mailboxActs) *actionStrip {
	s := &actionStrip{shell: shell, acts: acts}
	s.back, s.line = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	icon := func(name string, do func()) *widget.IconButton {
		b := widget.NewBareIconButton(name, "", do).OnHint(acts.hint)
		b.OnKey(acts.key)
		return b
	}
	text := func(do func()) *widget.Button {
		b := widget.NewButton(widget.ButtonSecondary, "", do)
		b.OnKey(acts.key)
		return b
	}
	moves := shell.Moves()
	s.toList = icon("chevron-left", acts.back)
	s.archive, s.remove, s.junk = icon("archive", moves.Archive), icon("trash", moves.Delete), icon("junk", moves.ToggleJunk)
	s.move, s.read, s.star = icon("folder", acts.move), icon("unread", moves.ToggleRead), icon("star", moves.ToggleStar)
	answer := func(kind mail.PurposeKind) func() { return func() { shell.Respond(kind) } }
	s.reply, s.replyAll, s.forward = text(answer(mail.PurposeReply)), text(answer(mail.PurposeReplyAll)), text(answer(mail.PurposeForward))
	s.replyI, s.replyAllI, s.forwardI = icon("reply", answer(mail.PurposeReply)), icon("reply-all", answer(mail.PurposeReplyAll)), icon("forward", answer(mail.PurposeForward))
	s.edit = text(acts.edit)
	s.objects = []fyne.CanvasObject{
		s.back, s.toList, s.archive, s.remove, s.junk, s.move, s.read, s.star,
		s.edit, s.reply, s.replyAll, s.forward, s.replyI, s.replyAllI, s.forwardI, s.line,
	}
	s.least = func() fyne.Size { return fyne.NewSize(readerLeast, listHeader) }
	s.lay = s.arrange
	s.style = func() {
		s.back.FillColor = widget.Color(widget.ColorSurface)
		s.line.FillColor = widget.Color(widget.ColorLine)
	}
	s.ExtendBaseWidget(s)
	return s
}

// set words what can be done; single says that one message is selected, and not several.
func (s *actionStrip) set(lang words.Language, single bool) {
	s.lang, s.single, s.offers = lang, single, s.shell.Moves().Offers()
	t := func(k words.Key) string { return words.T(lang, k) }
	pick := func(on bool, yes, no words.Key) string {
		if on {
			return t(yes)
		}
		return t(no)
	}
	o := s.offers
	s.toList.Set("chevron-left", t(words.ReaderBack))
	s.archive.Set("archive", t(words.MovesArchiveHint))
	s.remove.Set("trash", pick(o.ForGood, words.MovesForGoodHint, words.MovesDeleteHint))
	if o.NotJunk {
		s.junk.Set("inbox", t(words.MovesNotJunkHint))
	} else {
		s.junk.Set("junk", t(words.MovesJunkHint))
	}
	s.move.Set("folder", t(words.MovesMoveHint))
	if o.Read {
		s.read.Set("read", t(words.MovesReadHint))
	} else {
		s.read.Set("unread", t(words.MovesUnreadHint))
	}
	if o.Star {
		s.star.Set("star", t(words.MovesStarHint))
	} else {
		s.star.Set("star-full", t(words.MovesUnstarHint))
	}
	s.reply.Set(t(words.ReaderReply), func() { s.shell.Respond(mail.PurposeReply) })
	s.replyAll.Set(t(words.ReaderReplyAll), func() { s.shell.Respond(mail.PurposeReplyAll) })
	s.forward.Set(t(words.ReaderForward), func() { s.shell.Respond(mail.PurposeForward) })
	s.replyI.Set("reply", t(words.MovesReplyHint))
	s.replyAllI.Set("reply-all", t(words.MovesReplyAllHint))
	s.forwardI.Set("forward", t(words.MovesForwardHint))
	s.edit.Set(t(words.MovesEdit), s.acts.edit)
	s.Refresh()
}

func (s *actionStrip) arrange(size fyne.Size) {
	place(s.back, 0, 0, size.Width, size.Height)
	place(s.line, 0, size.Height-widget.LineWidth, size.Width, widget.LineWidth)
	o := s.offers
	answers := s.single && s.shell.CanWrite()
	s.show(o, answers)
	x := actionPad
	for _, b := range []*widget.IconButton{s.toList, s.archive, s.remove, s.junk, s.move, s.read, s.star} {
		if b.Visible() {
			place(b, x, (size.Height-actionHeight)/2, actionHeight, actionHeight)
			x += actionHeight + actionGap
		}
	}
	s.placeAnswers(size, x)
}

// show hides what is not offered.
func (s *actionStrip) show(o model.Offers, answers bool) {
	for b, on := range map[fyne.CanvasObject]bool{
		s.toList: s.narrow, s.archive: o.Archive, s.remove: o.Delete, s.junk: o.Junk || o.NotJunk, s.move: o.Move,
		s.read: o.Any, s.star: o.Any && !s.single, s.edit: answers && o.Draft,
		s.reply: answers && !o.Draft, s.replyAll: answers && !o.Draft, s.forward: answers && !o.Draft,
	} {
		setShown(b, on)
	}
}

// placeAnswers puts the buttons that answer at the right, as words where there is room for them.
func (s *actionStrip) placeAnswers(size fyne.Size, left float32) {
	texts := []*widget.Button{s.forward, s.replyAll, s.reply, s.edit}
	icons := []*widget.IconButton{s.forwardI, s.replyAllI, s.replyI}
	var need float32
	for _, b := range texts {
		if b.Visible() {
			need += b.MinSize().Width - 2*actionGap + widget.Gap8
		}
	}
	small := left+need+actionPad > size.Width
	for i, b := range icons {
		setShown(b, small && texts[i].Visible())
	}
	right := size.Width - actionPad - widget.Gap4
	for i, b := range texts {
		if !b.Visible() {
			continue
		}
		var o fyne.CanvasObject = b
		width := b.MinSize().Width - 2*actionGap
		if small && i < len(icons) {
			b.Hide()
			o, width = icons[i], actionHeight
		}
		right -= width
		place(o, right, (size.Height-actionHeight)/2, width, actionHeight)
		right -= widget.Gap8
	}
}
