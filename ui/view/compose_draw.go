package view

import (
	"fyne.io/fyne/v2"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// draw shows a state of the model. What is being typed is left alone.
func (v *Compose) draw(s model.ComposeState) {
	wrong, begun := len(v.state.Wrong), v.begun
	v.state = s
	if !s.Loading {
		v.put()
	}
	v.word()
	if v.begun && !begun {
		v.FocusFirst()
	}
	if wrong == 0 && len(s.Wrong) > 0 {
		v.focusWrong()
	}
}

// put brings the draft into the entries. The cursor of an answer stands before what is quoted.
func (v *Compose) put() {
	d := v.state.Draft
	for f, text := range map[model.ComposeField]string{model.FieldTo: d.To, model.FieldCc: d.Cc, model.FieldBcc: d.Bcc} {
		v.fields[f].entry.SetText(text)
	}
	v.subjectIn.SetText(d.Subject)
	v.text.SetText(d.Text)
	if !v.begun && v.state.Problem == nil {
		v.begun = true
		v.text.ToStart()
	}
}

func (v *Compose) focusWrong() {
	for _, f := range []model.ComposeField{model.FieldTo, model.FieldCc, model.FieldBcc} {
		if _, wrong := v.state.Wrong[f]; wrong {
			v.focus(v.fields[f].entry)
			return
		}
	}
}

// SetLanguage says everything again in another language.
func (v *Compose) SetLanguage(lang words.Language) {
	v.lang = lang
	v.from.name(words.T(lang, words.ComposeFrom))
	v.fields[model.FieldTo].row.name(words.T(lang, words.ComposeTo))
	v.fields[model.FieldCc].row.name(words.T(lang, words.ComposeCc))
	v.fields[model.FieldBcc].row.name(words.T(lang, words.ComposeBcc))
	v.moreLink.Set(words.T(lang, words.ComposeMoreFields), v.showMore)
	v.subject.name(words.T(lang, words.ComposeSubject))
	v.text.SetPlaceholder(words.T(lang, words.ComposeText))
	v.finder.say(lang)
	v.attach.Set(words.T(lang, words.ComposeAttach), v.addFile)
	v.discard.Set("trash", words.T(lang, words.ComposeDiscard))
	v.send.Set(words.T(lang, words.ComposeSend), v.config.Compose.Send)
	v.word()
}

// word makes the texts and places what depends on them.
func (v *Compose) word() {
	s := v.state
	v.config.Title(v.title())
	setShown(v.from, len(s.Senders) > 1)
	v.sender.Set(s.Draft.From.String(), v.chooseSender)
	copies := v.more || s.Draft.Cc != "" || s.Draft.Bcc != ""
	setShown(v.fields[model.FieldCc].row, copies)
	setShown(v.fields[model.FieldBcc].row, copies)
	setShown(v.moreLink, !copies)
	for f, field := range v.fields {
		said := ""
		if w, wrong := s.Wrong[f]; wrong {
			said = words.AddressWrong(v.lang, w.Typed, w.Err)
		}
		field.row.tell(said)
	}
	v.files.set(s.Draft.Files, v.lang)
	setShown(v.files, len(s.Draft.Files) > 0)
	v.people.set(s)
	v.wordNote()
	v.said.Text = v.saying()
	if v.send.Disabled() != v.busy() {
		if v.busy() {
			v.send.Disable()
		} else {
			v.send.Enable()
		}
	}
	v.wordEmpty()
	v.Refresh()
}

func (v *Compose) busy() bool { return v.state.Loading || v.state.Sending || v.state.Files > 0 }

func (v *Compose) title() string {
	if v.state.Draft.Subject == "" {
		return words.T(v.lang, words.ComposeNew)
	}
	return v.state.Draft.Subject
}

// hint shows the name of a button in the place of the state.
func (v *Compose) hint(name string) {
	if name == "" {
		name = v.saying()
	}
	v.said.Text = name
	v.Refresh()
}

// saying is where the text stands on its way.
func (v *Compose) saying() string {
	s := v.state
	switch {
	case s.Loading:
		return ""
	case s.Sending:
		return words.T(v.lang, words.ComposeSending)
	case s.Files > 0:
		return words.T(v.lang, words.ComposeAttaching)
	}
	switch s.Save {
	case model.SaveDone:
		return words.T(v.lang, words.ComposeSaved, words.Clock(v.lang, s.SavedAt, v.config.Now()))
	case model.SavePending, model.SaveRunning:
		return words.T(v.lang, words.ComposeSaving)
	default:
		return ""
	}
}

// wordNote asks about the attachment, or says what did not work.
func (v *Compose) wordNote() {
	c := v.config.Compose
	switch p := v.problem(); {
	case v.state.Forgot:
		v.note.set(widget.ColorWaitingWeak, words.T(v.lang, words.ComposeForgot),
			noteButton{words.T(v.lang, words.ComposeAttach), v.addFile}, noteButton{words.T(v.lang, words.ComposeSendAnyway), c.Send})
	case p != nil && v.state.Problem == nil:
		v.note.set(widget.ColorFailedWeak, words.T(v.lang, words.ComposeNotSaved, words.Explain(v.lang, p).Headline))
	case p != nil && v.begun:
		v.note.set(widget.ColorFailedWeak, words.Explain(v.lang, p).Headline, noteButton{words.T(v.lang, words.UndoDismiss), c.DismissProblem})
	default:
		v.note.set("", "")
	}
}

// wordEmpty says that the message is being prepared, or why it cannot be.
func (v *Compose) wordEmpty() {
	failed := !v.state.Loading && !v.begun && v.state.Problem != nil
	for _, o := range []fyne.CanvasObject{v.subject, v.text, v.fields[model.FieldTo].row} {
		setShown(o, v.begun)
	}
	if !v.begun {
		setShown(v.from, false)
	}
	setShown(v.empty, failed)
	if failed {
		x := words.Explain(v.lang, v.state.Problem)
		v.empty.set(x.Headline, x.Detail, 0, 0)
		v.empty.offer(words.T(v.lang, words.UndoDismiss), v.config.Compose.Close)
	}
}

func (v *Compose) colour() {
	v.back.FillColor, v.rule.FillColor = widget.Color(widget.ColorSurface), widget.Color(widget.ColorLine)
	v.said.Color = widget.Color(widget.ColorSecondary)
}

func (v *Compose) arrange(size fyne.Size) {
	place(v.back, 0, 0, size.Width, size.Height)
	place(v.empty, 0, 0, size.Width, size.Height-composeFoot)
	y := widget.Gap4
	rows := []*composeRow{v.from, v.fields[model.FieldTo].row, v.fields[model.FieldCc].row, v.fields[model.FieldBcc].row, v.subject}
	for _, row := range rows {
		if row.Visible() {
			place(row, 0, y, size.Width, row.height())
			y += row.height()
		}
	}
	v.placePeople(size)
	y += composeHints
	if v.finder.Visible() {
		place(v.finder, composePad, y, size.Width-2*composePad, composeFind)
		y += composeFind + composeHints
	}
	bottom := v.arrangeFoot(size)
	if v.files.Visible() {
		height := v.files.HeightFor(size.Width - 2*composePad)
		bottom -= height + widget.Gap12
		place(v.files, composePad, bottom, size.Width-2*composePad, height)
	}
	if v.note.Visible() {
		bottom -= composeNote + widget.Gap12
		place(v.note, composePad, bottom, size.Width-2*composePad, composeNote)
	}
	inset := composePad - widget.Gap8
	place(v.text, inset, y, size.Width-2*inset, max(bottom-y-widget.Gap8, 0))
}

// arrangeFoot places the row at the bottom and returns where it begins.
func (v *Compose) arrangeFoot(size fyne.Size) float32 {
	top := size.Height - composeFoot
	place(v.rule, 0, top, size.Width, widget.LineWidth)
	middle := func(o fyne.CanvasObject, x float32) float32 {
		least := o.MinSize()
		place(o, x, top+(composeFoot-least.Height)/2, least.Width, least.Height)
		return least.Width
	}
	x := composePad
	x += middle(v.attach, x) + widget.Gap8
	x += middle(v.discard, x) + widget.Gap12
	send := v.send.MinSize().Width
	middle(v.send, size.Width-composePad-send)
	v.said.Text = v.ruler.fit(v.said.Text, widget.SizeMeta, false, size.Width-composePad-send-widget.Gap12-x)
	placeText(v.said, x, top, 0, composeFoot)
	return top
}

// placePeople puts the suggestions under the entry that they are for.
func (v *Compose) placePeople(size fyne.Size) {
	field, ok := v.fields[v.state.Suggesting]
	if !ok {
		return
	}
	least, left := v.people.MinSize(), composePad+composeLabel-widget.Gap8
	place(v.people, left, field.row.Position().Y+composeRowH-2, min(least.Width, size.Width-left-composePad), least.Height)
}
