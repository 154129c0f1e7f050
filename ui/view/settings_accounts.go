package view

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// drawAccount shows what is chosen for one mailbox, and what ends or renews it.
func (v *Settings) drawAccount(a mail.Account) {
	if v.editor == nil || v.editor.id != a.ID {
		v.editor = v.newEditor(a)
	}
	if v.state.Asking == a.ID {
		v.column.Add(0, widget.NewCard(v.askRemove(a)))
		return
	}
	e := v.editor
	v.column.Add(0, newEnds(widget.NewText(v.addressOf(a), widget.StyleHint), v.places(a), 28))
	if text := clearTextWords(v.words, v.config.Settings.ClearText(a)); text != "" {
		v.column.Add(widget.Gap4, widget.NewParagraph(text, widget.Style{Size: widget.SizeList, Role: widget.ColorWaiting}))
	}
	e.name.SetPlaceholder(v.words.T(words.SettingsNameHint))
	e.signature.entry.SetPlaceholder(v.words.T(words.SettingsSignatureHint))
	e.colors.SetValue(a.Color)
	field := func(gap float32, key words.Key, o fyne.CanvasObject) {
		v.column.Add(gap, widget.NewText(v.words.T(key), widget.StyleHint))
		v.column.Add(widget.Gap4, o)
	}
	if a.Archived {
		field(widget.Gap8, words.SettingsLabel, e.label)
	} else {
		v.column.Add(widget.Gap8, newTwoColumns(v.titled(words.SettingsLabel, e.label), v.titled(words.SettingsName, e.name)))
	}
	field(widget.Gap12, words.SettingsColor, e.colors)
	if !a.Archived {
		field(widget.Gap12, words.SettingsSignature, e.signature)
	}
	if v.state.CanKeep {
		v.drawKeeping(a)
	}
	v.column.Add(widget.Gap24, widget.NewRule())
	v.column.Add(widget.Gap16, newButtonRow(v.ends(a)...))
}

// titled puts a name above a field.
func (v *Settings) titled(key words.Key, o fyne.CanvasObject) *widget.Column {
	return widget.NewColumn(widget.Gap4, widget.NewText(v.words.T(key), widget.StyleHint), o)
}

// addressOf says which mailbox it is, as far as the title does not.
func (v *Settings) addressOf(a mail.Account) string {
	var said []string
	if a.Label != "" && a.Label != a.Address.Spec() {
		said = append(said, a.Address.Spec())
	}
	switch {
	case a.Archived:
		said = append(said, v.words.T(words.AccountArchived))
	case a.Incoming.Host != "":
		said = append(said, protocolName(a.Incoming.Protocol)+" "+a.Incoming.Host)
	}
	return strings.Join(said, " · ")
}

// places moves the mailbox up and down in the list.
func (v *Settings) places(a mail.Account) fyne.CanvasObject {
	row := &painted{}
	at := slices.Index(v.state.Accounts, a)
	for _, b := range []struct {
		icon string
		key  words.Key
		step int
	}{{"chevron-up", words.SettingsUp, -1}, {"chevron-down", words.SettingsDown, 1}} {
		button := widget.NewBareIconButton(b.icon, v.words.T(b.key, a.Title()), func() { v.config.Settings.Move(a.ID, b.step) })
		button.OnKey(v.TypedKey)
		if to := at + b.step; to < 0 || to >= len(v.state.Accounts) || !v.state.CanChange {
			button.Disable()
		}
		row.objects = append(row.objects, button)
	}
	setShown(row, len(v.state.Accounts) > 1)
	row.least = func() fyne.Size { return fyne.NewSize(2*28+widget.Gap4, 28) }
	row.lay = func(fyne.Size) {
		for i, o := range row.objects {
			place(o, float32(i)*(28+widget.Gap4), 0, 28, 28)
		}
	}
	row.ExtendBaseWidget(row)
	return row
}

// accountEditor holds the fields of the mailbox that is open. They survive a redrawing, with what is typed.
type accountEditor struct {
	id          mail.AccountID
	label, name *widget.Field
	signature   *framedText
	colors      *widget.Swatches
	window      *widget.Choice
	free        *widget.Button
	collecting  *model.Collecting // nil: mail stays on the server anyway
	collects    *widget.Choice
}

func (v *Settings) newEditor(a mail.Account) *accountEditor {
	settings := v.config.Settings
	events := func(changed func(mail.AccountID, string)) widget.FieldEvents {
		return widget.FieldEvents{Changed: func(text string) { changed(a.ID, text) }, Escape: v.config.Close}
	}
	e := &accountEditor{id: a.ID}
	e.label = widget.NewField(a.Address.Spec(), events(settings.SetLabel))
	e.name = widget.NewField("", events(settings.SetName))
	e.label.SetText(a.Label)
	e.name.SetText(a.Address.Name)
	e.signature = newFramedText(func(text string) { settings.SetSignature(a.ID, text) }, v.config.Close)
	e.signature.entry.SetText(v.state.Signature)
	e.colors = widget.NewSwatches(a.Color, func(color int) { settings.SetColor(a.ID, color) })
	e.colors.OnKey(v.TypedKey)
	return e
}

// drawKeeping shows how much of the mail is kept here, what it takes, and what gives room back.
func (v *Settings) drawKeeping(a mail.Account) {
	e, s := v.editor, v.state
	switch {
	case a.Archived:
		v.section(widget.Gap24, words.SettingsKeep, widget.NewParagraph(v.words.T(words.SettingsKeepArchived), widget.StyleHint), "")
	case a.Incoming.Protocol == mail.POP3:
		v.section(widget.Gap24, words.SettingsKeep, widget.NewParagraph(v.words.T(words.SettingsKeepPOP3), widget.StyleHint), "")
	default:
		if e.window == nil {
			e.window = widget.NewChoice(v.windows(), "", func(value string) {
				if days, err := strconv.Atoi(value); err == nil {
					v.config.Settings.SetWindow(days)
				}
			})
			e.window.OnKey(v.TypedKey)
		}
		e.window.SetValue(strconv.Itoa(s.Window))
		v.section(widget.Gap24, words.SettingsKeep, v.unlessLocked(s.WindowLocked, e.window), v.words.T(words.SettingsKeepHint))
	}
	size := widget.NewText(v.roomWords(s.Room), widget.StyleBody)
	if a.Archived || a.Incoming.Protocol == mail.POP3 {
		v.column.Add(widget.Gap8, size)
		v.drawCollecting(a)
		return
	}
	if e.free == nil {
		e.free = v.button(widget.ButtonSecondary, words.SettingsFree, v.config.Settings.Free)
	}
	e.free.Set(v.words.T(words.SettingsFree), v.config.Settings.Free)
	if s.Window == 0 || s.Room.Freeing {
		e.free.Disable()
	} else {
		e.free.Enable()
	}
	v.column.Add(widget.Gap8, newEnds(size, e.free, wizardButtons))
}

// windows are the options of how long bodies are kept; what the administrator has chosen is among them.
func (v *Settings) windows() []widget.Option {
	days := slices.Clone(model.Windows)
	if !slices.Contains(days, v.state.Window) {
		days = append(days, v.state.Window)
	}
	var options []widget.Option
	for _, n := range days {
		label := v.words.T(words.SettingsDays, n)
		switch n {
		case 0:
			label = v.words.T(words.SettingsAll)
		case 365:
			label = v.words.T(words.SettingsYear)
		}
		options = append(options, widget.Option{Value: strconv.Itoa(n), Label: label})
	}
	return options
}

// roomWords says what a mailbox takes here, and what was given back.
func (v *Settings) roomWords(r model.Room) string {
	switch {
	case r.Freeing:
		return v.words.T(words.SettingsFreeing)
	case !r.Known:
		return v.words.T(words.SettingsSizing)
	}
	said := v.words.T(words.SettingsSize, words.Size(r.Size))
	switch {
	case r.Freed > 0:
		said += " · " + v.words.T(words.SettingsFreed, words.Size(r.Freed))
	case r.Freed == 0:
		said += " · " + v.words.T(words.SettingsFreeNothing)
	}
	return said
}

// ends are the buttons that renew, check and remove a mailbox.
func (v *Settings) ends(a mail.Account) []*widget.Button {
	renew := words.SettingsSecret
	if a.Incoming.Auth == mail.OAuth2 {
		renew = words.SettingsRenew
	}
	buttons := []*widget.Button{v.button(widget.ButtonSecondary, renew, func() { v.config.Renew(a.ID) })}
	if v.config.Check != nil && !a.Archived {
		buttons = append(buttons, v.button(widget.ButtonSecondary, words.DiagnosisOpen, func() { v.config.Check(a.ID) }))
	}
	remove := v.button(widget.ButtonText, words.SettingsRemove, func() { v.config.Settings.AskRemove(a.ID) })
	if !v.state.CanChange || v.state.Removing == a.ID {
		remove.Disable()
	}
	return append(buttons, remove)
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
	column.Add(widget.Gap12, newButtonRow(keep, all, no))
	return column
}
