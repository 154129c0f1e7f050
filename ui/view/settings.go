package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

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

const (
	settingsRail  float32 = 216 // width of the list at the left
	settingsTop   float32 = 60  // where list and page begin
	settingsTitle float32 = 18  // top of the titles

	settingsHeight float32 = 636 // with it the choices of a mailbox need no scrolling
)

// Settings is the page of what can be chosen: at the left what there is to choose for, everything or one of the
// mailboxes in their order, at the right the choices. What is changed counts at once. It belongs to the UI goroutine.
type Settings struct {
	painted
	config SettingsConfig
	words  words.Words
	state  model.SettingsState

	panel      *widget.Panel
	rail, line *canvas.Rectangle
	title      *widget.Text
	name       *widget.Text // of what is open
	shut       *widget.IconButton
	list       *settingsList
	column     *widget.Column
	page       *widget.Page

	general *generalChoices
	editor  *accountEditor // of the account that is open
	shown   [2]mail.AccountID
	refocus func() // gives the focus back once everything is in its place; nil for nothing
}

// NewSettings makes the view and has the presenter draw into it from now on.
func NewSettings(c SettingsConfig) *Settings {
	v := &Settings{config: c, shown: [2]mail.AccountID{-1}, column: widget.NewColumn(0)}
	v.panel = widget.NewPopover(nil)
	v.rail, v.line = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	v.rail.TopLeftCornerRadius, v.rail.BottomLeftCornerRadius = widget.RadiusCard-widget.LineWidth, widget.RadiusCard-widget.LineWidth
	v.title, v.name = widget.NewText("", widget.StyleCard), widget.NewText("", widget.StyleCard)
	v.shut = widget.NewBareIconButton("cross", "", c.Close)
	v.shut.OnKey(v.TypedKey)
	v.list = newSettingsList(v)
	v.page = widget.NewPage(v.column, fyne.NewSize(widget.Gap24, widget.Gap4))
	v.general = newGeneralChoices(v)
	v.objects = []fyne.CanvasObject{v.panel, v.rail, v.line, v.title, v.name, v.list.page, v.page, v.shut}
	v.least = func() fyne.Size { return fyne.NewSize(SheetSize.Width, settingsHeight) }
	v.lay = v.arrange
	v.style = func() {
		v.rail.FillColor = widget.Color(widget.ColorSidebar)
		v.line.FillColor = widget.Color(widget.ColorLine)
	}
	v.ExtendBaseWidget(v)
	c.Settings.Observe(v.draw)
	return v
}

// FocusFirst puts the focus where one begins: on what is open.
func (v *Settings) FocusFirst() { v.list.focus(v.state.Editing) }

// Leave ends the drawing.
func (v *Settings) Leave() { v.config.Settings.Observe(func(model.SettingsState) {}) }

// TypedKey takes the keys that nothing on the page uses.
func (v *Settings) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		v.config.Close()
		return
	}
	v.page.ScrollKey(e)
}

func (v *Settings) draw(s model.SettingsState) {
	v.state, v.words = s, words.For(words.Language(s.Language))
	v.title.SetText(v.words.T(words.SettingsTitle))
	v.shut.Set("cross", v.words.T(words.ButtonClose))
	v.list.draw()
	v.column.Clear()
	if a, ok := v.account(); ok {
		v.name.SetText(a.Title())
		v.drawAccount(a)
	} else {
		v.name.SetText(v.words.T(words.SettingsGeneral))
		v.general.draw()
	}
	if s.Problem != nil {
		v.column.Add(widget.Gap12, widget.NewParagraph(words.Explain(v.words.Language(), s.Problem).Headline, widget.StyleFailed))
	}
	v.column.Refresh()
	v.page.Refresh()
	if now := [2]mail.AccountID{s.Editing, s.Asking}; now != v.shown {
		v.shown = now
		v.page.ScrollToTop()
	}
	v.Refresh()
	if v.refocus != nil {
		v.refocus()
		v.refocus = nil
	}
}

// account returns the one that is open.
func (v *Settings) account() (mail.Account, bool) {
	for _, a := range v.state.Accounts {
		if a.ID == v.state.Editing {
			return a, true
		}
	}
	return mail.Account{}, false
}

func (v *Settings) arrange(size fyne.Size) {
	const cross, line = 28, 24
	rail := min(settingsRail, size.Width/3)
	place(v.panel, 0, 0, size.Width, size.Height)
	place(v.rail, widget.LineWidth, widget.LineWidth, rail-widget.LineWidth, size.Height-2*widget.LineWidth)
	place(v.line, rail, widget.LineWidth, widget.LineWidth, size.Height-2*widget.LineWidth)
	place(v.title, widget.Gap24, settingsTitle, rail-2*widget.Gap24, line)
	place(v.list.page, widget.LineWidth, settingsTop, rail-widget.LineWidth, size.Height-settingsTop-widget.Gap12)
	x := rail + widget.Gap24
	place(v.name, x, settingsTitle, size.Width-x-widget.Gap24-cross-widget.Gap12, line)
	place(v.shut, size.Width-widget.Gap24-cross, settingsTitle-2, cross, cross)
	place(v.page, rail+widget.LineWidth, settingsTop, size.Width-rail-2*widget.LineWidth, size.Height-settingsTop-widget.Gap12)
}

func (v *Settings) button(kind widget.ButtonKind, key words.Key, pressed func()) *widget.Button {
	b := widget.NewButton(kind, v.words.T(key), pressed)
	b.OnKey(v.TypedKey)
	return b
}

// unlessLocked returns the choice of a setting or, where the administrator has locked it, what is set.
func (v *Settings) unlessLocked(locked bool, choice *widget.Choice) fyne.CanvasObject {
	if locked {
		return newLocked(v.words, choice.Label())
	}
	return choice
}

// section adds a heading, what can be chosen, and a sentence about it; no sentence when hint is "".
func (v *Settings) section(gap float32, key words.Key, choice fyne.CanvasObject, hint string) {
	v.column.Add(gap, widget.NewText(v.words.T(key), widget.StyleStrong))
	v.column.Add(widget.Gap8, choice)
	if hint != "" {
		v.column.Add(widget.Gap8, widget.NewParagraph(hint, widget.StyleHint))
	}
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
