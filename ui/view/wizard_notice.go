package view

import (
	"letterbox/mail"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// noticeCard tells what was repaired when the profile was opened, until the person has read it.
type noticeCard struct {
	v             *Wizard
	title, detail *widget.Paragraph
	read          *widget.Button
	panel         *widget.Panel
}

func newNoticeCard(v *Wizard) *noticeCard {
	c := &noticeCard{v: v}
	c.title, c.detail = widget.NewParagraph("", widget.Style{Size: widget.SizeInterface, Bold: true, Role: widget.ColorWaiting}), widget.NewParagraph("", widget.StyleHint)
	c.read = widget.NewLink(v.words.T(words.NoticeRead), false, func() { v.config.DismissNotice() })
	c.read.OnKey(v.TypedKey)
	column := widget.NewColumn(widget.Gap4, c.title, c.detail)
	column.AddNarrow(widget.Gap4, c.read)
	c.panel = widget.NewCard(column)
	c.panel.Hide()
	return c
}

func (c *noticeCard) draw(notice *mail.Problem) {
	setShown(c.panel, notice != nil)
	if notice == nil {
		return
	}
	says := words.Explain(c.v.words.Language(), notice)
	c.title.SetText(says.Headline)
	c.detail.SetText(says.Detail)
	setShown(c.detail, says.Detail != "")
}
