package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// drawAccounts lists the mailboxes; the one that is changed is open.
func (v *Settings) drawAccounts() {
	v.card = nil
	if v.editor != nil && v.editor.id != v.state.Editing {
		v.editor = nil
	}
	for i, a := range v.state.Accounts {
		if a.ID == v.state.Editing {
			v.card = v.open(a)
			v.column.Add(widget.Gap8, v.card)
			continue
		}
		gap := widget.Gap4
		if i == 0 {
			gap = widget.Gap8
		}
		v.column.Add(gap, v.row(i, a))
	}
}

// reveal scrolls to the mailbox that was just opened, or asked about.
func (v *Settings) reveal() {
	now := [2]mail.AccountID{v.state.Editing, v.state.Asking}
	if v.card != nil && now != v.revealed {
		top := v.card.Position().Y
		v.page.Reveal(top, top+v.card.Size().Height)
	}
	v.revealed = now
}

// row is a closed mailbox: its color and name, and the buttons that move and open it.
func (v *Settings) row(i int, a mail.Account) fyne.CanvasObject {
	settings, title := v.config.Settings, a.Title()
	name := widget.NewText(title, widget.StyleBody)
	archived := ""
	if a.Archived {
		name.SetStyle(widget.StyleSecondary)
		archived = v.words.T(words.AccountArchived)
	}
	plain := settings.ClearText(a)
	badge := widget.NewBadge(v.words.T(words.PlainBadge), clearTextTone(plain), false)
	setShown(badge, plain.Is)
	bare := func(icon string, key words.Key, usable bool, pressed func()) *widget.IconButton {
		b := widget.NewBareIconButton(icon, v.words.T(key, title), pressed)
		b.OnKey(v.TypedKey)
		if !usable || !v.state.CanChange || v.state.Removing == a.ID {
			b.Disable()
		}
		return b
	}
	row := &painted{}
	mark := canvas.NewRectangle(widget.AccountColor(a.Color))
	mark.CornerRadius = 2
	note := widget.NewText(archived, widget.StyleMeta)
	row.objects = []fyne.CanvasObject{mark, name, note, badge}
	buttons := []*widget.IconButton{
		bare("pencil", words.SettingsEdit, true, func() { settings.Edit(a.ID) }),
	}
	if len(v.state.Accounts) > 1 {
		buttons = append(buttons,
			bare("chevron-down", words.SettingsDown, i < len(v.state.Accounts)-1, func() { settings.Move(a.ID, 1) }),
			bare("chevron-up", words.SettingsUp, i > 0, func() { settings.Move(a.ID, -1) }))
	}
	for b := len(buttons) - 1; b >= 0; b-- {
		row.objects = append(row.objects, buttons[b])
	}
	row.least = func() fyne.Size { return fyne.NewSize(200, 36) }
	row.lay = func(size fyne.Size) {
		x := size.Width
		for _, b := range buttons {
			x -= 28
			place(b, x, 4, 28, 28)
			x -= widget.Gap4
		}
		place(mark, 0, 9, 4, 18)
		room := x - widget.Gap12
		extra := float32(0)
		if archived != "" {
			extra = note.FullWidth() + widget.Gap8
		}
		if plain.Is {
			extra = badge.MinSize().Width + widget.Gap8
		}
		width := min(name.FullWidth(), room-extra)
		place(badge, widget.Gap12+width+widget.Gap8, (36-widget.BadgeHeight)/2, badge.MinSize().Width, widget.BadgeHeight)
		place(name, widget.Gap12, 0, width, 36)
		place(note, widget.Gap12+width+widget.Gap8, 0, extra, 36)
	}
	row.ExtendBaseWidget(row)
	return row
}

// accountEditor holds the fields of the mailbox that is changed. They survive a redrawing, with what is typed.
type accountEditor struct {
	id          mail.AccountID
	label, name *widget.Field
	colors      *widget.Swatches
}

func (v *Settings) newEditor(a mail.Account) *accountEditor {
	settings := v.config.Settings
	done := func() { settings.Edit(0) }
	events := func(changed func(mail.AccountID, string)) widget.FieldEvents {
		return widget.FieldEvents{Changed: func(text string) { changed(a.ID, text) }, Enter: done, Escape: done}
	}
	e := &accountEditor{id: a.ID}
	e.label = widget.NewField(a.Address.Spec(), events(settings.SetLabel))
	e.name = widget.NewField("", events(settings.SetName))
	e.label.SetText(a.Label)
	e.name.SetText(a.Address.Name)
	e.colors = widget.NewSwatches(a.Color, func(color int) { settings.SetColor(a.ID, color) })
	e.colors.OnKey(v.TypedKey)
	return e
}

// open is the mailbox that is changed: names, color, and what ends or renews it.
func (v *Settings) open(a mail.Account) fyne.CanvasObject {
	if v.editor == nil {
		v.editor = v.newEditor(a)
	}
	e, settings := v.editor, v.config.Settings
	e.name.SetPlaceholder(v.words.T(words.SettingsNameHint))
	e.colors.SetValue(a.Color)
	if v.state.Asking == a.ID {
		return widget.NewCard(v.askRemove(a))
	}
	done := v.button(widget.ButtonText, words.SettingsDone, func() { settings.Edit(0) })
	column := widget.NewColumn(0, newEnds(widget.NewText(a.Address.Spec(), widget.StyleStrong), done, 36))
	if text := clearTextWords(v.words, settings.ClearText(a)); text != "" {
		column.Add(widget.Gap4, widget.NewParagraph(text, widget.Style{Size: widget.SizeList, Role: widget.ColorWaiting}))
	}
	field := func(key words.Key, o fyne.CanvasObject) {
		column.Add(widget.Gap8, widget.NewText(v.words.T(key), widget.StyleHint))
		column.Add(widget.Gap4, o)
	}
	field(words.SettingsLabel, e.label)
	field(words.SettingsName, e.name)
	field(words.SettingsColor, e.colors)
	renew := words.SettingsSecret
	if a.Incoming.Auth == mail.OAuth2 {
		renew = words.SettingsRenew
	}
	column.Add(widget.Gap16, newButtonRow(
		v.button(widget.ButtonSecondary, renew, func() { v.config.Renew(a.ID) }),
		v.button(widget.ButtonText, words.SettingsRemove, func() { settings.AskRemove(a.ID) })))
	if v.config.Check != nil && !a.Archived {
		column.Add(widget.Gap4, newButtonRow(v.button(widget.ButtonText, words.DiagnosisOpen, func() { v.config.Check(a.ID) })))
	}
	return widget.NewCard(column)
}

// askRemove asks whether a mailbox shall be removed, and what becomes of its mail here.
func (v *Settings) askRemove(a mail.Account) *widget.Column {
	settings := v.config.Settings
	column := widget.NewColumn(0, widget.NewParagraph(v.words.T(words.SettingsRemoveAsk, a.Title()), widget.StyleStrong))
	column.Add(widget.Gap4, widget.NewParagraph(v.words.T(words.SettingsRemoveKeep), widget.StyleHint))
	all := v.button(widget.ButtonSecondary, words.SettingsRemoveAll, func() { settings.Remove(false) })
	no := v.button(widget.ButtonText, words.ButtonCancel, func() { settings.AskRemove(0) })
	if a.Archived {
		column.Add(widget.Gap12, newButtonRow(all, no))
		return column
	}
	keep := v.button(widget.ButtonSecondary, words.SettingsKeepMail, func() { settings.Remove(true) })
	column.Add(widget.Gap12, newButtonRow(keep, all))
	column.Add(widget.Gap4, newButtonRow(no))
	return column
}
