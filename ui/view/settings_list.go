package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/mail"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// settingsList is the left of the settings: what is chosen for everything, the mailboxes in their order, and a way to
// add one. The arrow keys go from one to the next.
type settingsList struct {
	owner  *Settings
	rows   map[mail.AccountID]*settingsRow // 0 is everything
	order  []mail.AccountID
	add    *widget.Button
	column *widget.Column
	page   *widget.Page
}

func newSettingsList(owner *Settings) *settingsList {
	l := &settingsList{owner: owner, rows: map[mail.AccountID]*settingsRow{}, column: widget.NewColumn(0)}
	l.page = widget.NewPage(l.column, fyne.NewSize(widget.Gap8, 0))
	l.add = widget.NewButton(widget.ButtonText, "", owner.config.Add).WithIcon("plus")
	l.add.OnKey(owner.TypedKey)
	return l
}

func (l *settingsList) draw() {
	v := l.owner
	l.column.Clear()
	l.order = []mail.AccountID{0}
	l.column.Add(0, l.row(mail.Account{}, v.words.T(words.SettingsGeneral)))
	l.column.Add(widget.Gap12, movedIn(widget.NewText(v.words.T(words.SettingsAccounts), widget.StyleMeta), widget.Gap16, 20))
	if len(v.state.Accounts) == 0 {
		l.column.Add(widget.Gap4, widget.NewParagraph(v.words.T(words.SettingsNone), widget.StyleHint))
	}
	for _, a := range v.state.Accounts {
		l.order = append(l.order, a.ID)
		l.column.Add(widget.Gap4, l.row(a, a.Title()))
	}
	l.add.Set(v.words.T(words.SettingsAdd), v.config.Add)
	l.column.Add(widget.Gap4, movedIn(l.add, widget.Gap4, settingsRowHeight))
	l.column.Refresh()
	l.page.Refresh()
}

// movedIn moves an object to the right.
func movedIn(o fyne.CanvasObject, by, height float32) fyne.CanvasObject {
	p := &painted{objects: []fyne.CanvasObject{o}}
	p.least = func() fyne.Size { return fyne.NewSize(100, height) }
	p.lay = func(size fyne.Size) { place(o, by, 0, min(o.MinSize().Width, size.Width-by), size.Height) }
	p.ExtendBaseWidget(p)
	return p
}

func (l *settingsList) row(a mail.Account, title string) *settingsRow {
	r := l.rows[a.ID]
	if r == nil {
		r = newSettingsRow(func() { l.owner.config.Settings.Edit(a.ID) }, func(e *fyne.KeyEvent) { l.key(a.ID, e) })
		l.rows[a.ID] = r
	}
	r.set(a, title, l.owner)
	return r
}

// key goes to the row above or below.
func (l *settingsList) key(at mail.AccountID, e *fyne.KeyEvent) {
	step := map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1}[e.Name]
	if step == 0 {
		l.owner.TypedKey(e)
		return
	}
	for i, id := range l.order {
		if next := i + step; id == at && next >= 0 && next < len(l.order) {
			l.owner.config.Settings.Edit(l.order[next])
			l.focus(l.order[next])
			return
		}
	}
}

// focus gives the keyboard to the row of an account.
func (l *settingsList) focus(id mail.AccountID) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l.owner); c != nil && l.rows[id] != nil {
		c.Focus(l.rows[id])
	}
}

// settingsRow is one line of the list.
type settingsRow struct {
	painted
	press            func()
	other            func(*fyne.KeyEvent)
	chosen           bool
	hovered, focused bool
	color            int
	account          bool

	back, mark, outline *canvas.Rectangle
	icon                *widget.Icon
	name                *widget.Text
}

const settingsRowHeight float32 = 32

func newSettingsRow(press func(), other func(*fyne.KeyEvent)) *settingsRow {
	r := &settingsRow{press: press, other: other}
	r.back, r.mark, r.outline = canvas.NewRectangle(nil), canvas.NewRectangle(nil), newOutline(widget.RadiusRow)
	r.back.CornerRadius, r.mark.CornerRadius = widget.RadiusRow, 2
	r.icon, r.name = widget.NewIcon("gear", widget.ColorSecondary, 16), widget.NewText("", widget.StyleBody)
	r.objects = []fyne.CanvasObject{r.back, r.mark, r.icon, r.name, r.outline}
	r.least = func() fyne.Size { return fyne.NewSize(100, settingsRowHeight) }
	r.lay = func(size fyne.Size) {
		place(r.back, 0, 0, size.Width, size.Height)
		place(r.outline, 1, 1, size.Width-2, size.Height-2)
		place(r.mark, widget.Gap16+6, (size.Height-18)/2, 4, 18)
		place(r.icon, widget.Gap16, (size.Height-16)/2, 16, 16)
		x := widget.Gap16 + 16 + widget.Gap8
		place(r.name, x, 0, size.Width-x-widget.Gap8, size.Height)
	}
	r.style = func() {
		r.mark.FillColor = widget.AccountColor(r.color)
		r.mark.Hidden, r.icon.Hidden = !r.account, r.account
		r.outline.StrokeColor, r.outline.Hidden = widget.Color(widget.ColorAccent), !r.focused
		r.back.FillColor = nil
		switch {
		case r.chosen:
			r.back.FillColor = widget.Color(widget.ColorSelection)
		case r.hovered:
			r.back.FillColor = widget.Color(widget.ColorLine)
		}
	}
	r.ExtendBaseWidget(r)
	return r
}

// set shows an account; the zero account is everything.
func (r *settingsRow) set(a mail.Account, title string, v *Settings) {
	r.account, r.color, r.chosen = a.ID != 0, a.Color, v.state.Editing == a.ID
	style := widget.StyleBody
	if a.Archived {
		style = widget.StyleSecondary
	}
	style.Bold = r.chosen
	r.name.SetStyle(style)
	r.name.SetText(title)
	r.Refresh()
}

// Tapped implements fyne.Tappable.
func (r *settingsRow) Tapped(*fyne.PointEvent) { r.press() }

// TypedKey implements fyne.Focusable.
func (r *settingsRow) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		r.press()
	default:
		r.other(e)
	}
}

// TypedRune implements fyne.Focusable.
func (r *settingsRow) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (r *settingsRow) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost implements fyne.Focusable.
func (r *settingsRow) FocusLost() { r.focused = false; r.Refresh() }

// MouseIn implements desktop.Hoverable.
func (r *settingsRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (r *settingsRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *settingsRow) MouseOut() { r.hovered = false; r.Refresh() }
