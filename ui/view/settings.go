package view

import (
	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// SettingsConfig holds what the settings need from the window they are in. Only Trusted and Check may be nil.
type SettingsConfig struct {
	Settings *model.Settings
	Add      func()                  // opens the wizard
	Renew    func(id mail.AccountID) // asks for a new secret of an account
	Close    func()
	Trusted  func()                  // opens the list of certificates that were accepted; nil: there is none
	Check    func(id mail.AccountID) // checks the connection of an account; nil: that cannot be done
}

// SettingsWidth is how wide the settings are.
const SettingsWidth float32 = 460

// settingsTallest is how high the settings are at most; what does not fit is scrolled.
const settingsTallest float32 = 640

// Settings is the content of the settings: language, appearance, and the mailboxes in their order, with their names
// and colors and the ways to sign in again and to remove them. The window puts it over what it shows. It belongs to the UI goroutine.
type Settings struct {
	painted
	config SettingsConfig
	words  words.Words
	column *widget.Column
	page   *widget.Page
	panel  *widget.Panel
	state  model.SettingsState
	resize func()
	room   float32 // how high it may be

	language, theme *widget.Choice

	editor   *accountEditor    // of the account that is changed
	card     fyne.CanvasObject // of the account that is open; nil for none
	revealed [2]mail.AccountID // what was scrolled to
}

// NewSettings makes the view and has the presenter draw into it from now on.
func NewSettings(c SettingsConfig) *Settings {
	v := &Settings{config: c, column: widget.NewColumn(0), room: settingsTallest}
	v.panel = widget.NewPopover(nil)
	v.page = widget.NewPage(v.column, fyne.NewSquareSize(widget.Gap24))
	v.objects = []fyne.CanvasObject{v.panel, v.page}
	v.least = func() fyne.Size {
		height := v.column.HeightFor(SettingsWidth-2*widget.Gap24) + 2*widget.Gap24
		return fyne.NewSize(SettingsWidth, min(height, v.room))
	}
	v.lay = func(size fyne.Size) {
		place(v.panel, 0, 0, size.Width, size.Height)
		place(v.page, 0, 0, size.Width, size.Height)
	}
	v.ExtendBaseWidget(v)
	c.Settings.Observe(v.draw)
	return v
}

// OnResize sets who lays the settings out again when they became longer or shorter.
func (v *Settings) OnResize(resize func()) { v.resize = resize }

// SetRoom bounds the height to what there is in the window. What does not fit is scrolled.
func (v *Settings) SetRoom(height float32) { v.room = min(height, settingsTallest) }

// TypedKey closes with Esc.
func (v *Settings) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		v.config.Close()
	}
}

func (v *Settings) draw(s model.SettingsState) {
	v.state, v.words = s, words.For(words.Language(s.Language))
	defer v.keepFocus()()
	v.column.Clear()
	v.column.Add(0, v.head())
	v.column.Add(widget.Gap16, v.choices())
	v.column.Add(widget.Gap24, widget.NewText(v.words.T(words.SettingsAccounts), widget.StyleStrong))
	if len(s.Accounts) == 0 {
		v.column.Add(widget.Gap8, widget.NewParagraph(v.words.T(words.SettingsNone), widget.StyleHint))
	}
	v.drawAccounts()
	if s.Problem != nil {
		v.column.Add(widget.Gap8, widget.NewParagraph(words.Explain(v.words.Language(), s.Problem).Headline, widget.StyleFailed))
	}
	add := v.button(widget.ButtonSecondary, words.SettingsAdd, v.config.Add).WithIcon("plus")
	v.column.AddNarrow(widget.Gap16, add)
	if v.config.Trusted != nil {
		trusted := widget.NewLink(v.words.T(words.CertificateListTitle), false, v.config.Trusted)
		trusted.OnKey(v.TypedKey)
		v.column.AddNarrow(widget.Gap16, trusted)
	}
	v.page.Refresh()
	if v.resize != nil {
		v.resize()
	}
	v.Refresh()
	v.reveal()
}

// keepFocus returns what gives the focus back to the choice that has it now, once the pieces were made anew.
func (v *Settings) keepFocus() func() {
	c := fyne.CurrentApp().Driver().CanvasForObject(v)
	if c == nil {
		return func() {}
	}
	switch c.Focused() {
	case fyne.Focusable(v.language):
		return func() { c.Focus(v.language) }
	case fyne.Focusable(v.theme):
		return func() { c.Focus(v.theme) }
	}
	return func() {}
}

func (v *Settings) button(kind widget.ButtonKind, key words.Key, pressed func()) *widget.Button {
	b := widget.NewButton(kind, v.words.T(key), pressed)
	b.OnKey(v.TypedKey)
	return b
}

// head is the title with the cross at its right.
func (v *Settings) head() fyne.CanvasObject {
	title := widget.NewText(v.words.T(words.SettingsTitle), widget.StyleCard)
	shut := widget.NewBareIconButton("cross", v.words.T(words.ButtonClose), v.config.Close)
	shut.OnKey(v.TypedKey)
	return newEnds(title, shut, 28)
}

func (v *Settings) choices() fyne.CanvasObject {
	v.language = widget.NewChoice([]widget.Option{
		{Value: string(words.ZH), Label: v.words.T(words.SettingsChinese)},
		{Value: string(words.EN), Label: v.words.T(words.SettingsEnglish)},
	}, v.state.Language, v.config.Settings.SetLanguage)
	v.theme = widget.NewChoice([]widget.Option{
		{Value: model.ThemeSystem, Label: v.words.T(words.SettingsSystem)},
		{Value: model.ThemeLight, Label: v.words.T(words.SettingsLight)},
		{Value: model.ThemeDark, Label: v.words.T(words.SettingsDark)},
	}, v.state.Theme, v.config.Settings.SetTheme)
	v.language.OnKey(v.TypedKey)
	v.theme.OnKey(v.TypedKey)
	return widget.NewColumn(0,
		widget.NewText(v.words.T(words.SettingsLanguage), widget.StyleStrong), gapped(widget.Gap8, v.unlessLocked(model.PrefLanguage, v.language)),
		gapped(widget.Gap16, widget.NewText(v.words.T(words.SettingsTheme), widget.StyleStrong)), gapped(widget.Gap8, v.unlessLocked(model.PrefTheme, v.theme)))
}

// unlessLocked returns the choice of a setting or, where the administrator has locked it, what is set.
func (v *Settings) unlessLocked(key string, choice *widget.Choice) fyne.CanvasObject {
	if v.config.Settings.Locked(key) {
		return newLocked(v.words, choice.Label())
	}
	return choice
}

// gapped puts room above an object.
func gapped(gap float32, o fyne.CanvasObject) fyne.CanvasObject {
	c := widget.NewColumn(0)
	c.Add(gap, o)
	return c
}

// newEnds puts one object at the left and another at the right of a row.
func newEnds(left, right fyne.CanvasObject, height float32) fyne.CanvasObject {
	row := &painted{objects: []fyne.CanvasObject{left, right}}
	row.least = func() fyne.Size { return fyne.NewSize(left.MinSize().Width+right.MinSize().Width, height) }
	row.lay = func(size fyne.Size) {
		w, h := right.MinSize().Width, min(right.MinSize().Height, size.Height)
		place(right, size.Width-w, (size.Height-h)/2, w, h)
		place(left, 0, 0, size.Width-w-widget.Gap8, size.Height)
	}
	row.ExtendBaseWidget(row)
	return row
}
