package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// accountLine heads the folders of an account. Its mark says how the account is by shape and by colour; a bar in the
// colour of the account tells several apart. Pressing it opens the menu of the account.
type accountLine struct {
	painted
	ruler   ruler
	node    model.AccountNode
	several bool
	hovered bool
	menu    func(account mail.Account, at fyne.Position)
	back    *canvas.Rectangle
	bar     *canvas.Rectangle
	dot     *canvas.Circle
	warning *widget.Icon
	name    *canvas.Text
	plain   *widget.Badge // of an account that connects without encryption, else hidden
}

func newAccountLine(r ruler, menu func(mail.Account, fyne.Position)) *accountLine {
	l := &accountLine{ruler: r, menu: menu}
	l.back, l.bar = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	l.back.CornerRadius, l.bar.CornerRadius = widget.RadiusRow, 1.5
	l.dot, l.name = canvas.NewCircle(nil), newText(widget.SizeMeta, false)
	l.warning = widget.NewIcon("junk", widget.ColorFailed, 14)
	l.plain = widget.NewBadge("", widget.ToneWaiting, false)
	l.plain.Hide()
	l.objects = []fyne.CanvasObject{l.back, l.bar, l.dot, l.warning, l.name, l.plain}
	l.least = func() fyne.Size { return fyne.NewSize(sidebarLeast-1, sidebarAccount) }
	l.lay, l.style = l.arrange, l.colour
	l.ExtendBaseWidget(l)
	return l
}

func (l *accountLine) set(n model.AccountNode, several bool) {
	same := l.node.Account == n.Account && l.node.Activity == n.Activity && l.several == several
	l.node, l.several = n, several
	if !same {
		l.Refresh()
	}
}

// mark puts a badge on an account that connects without encryption, and takes it from any other.
func (l *accountLine) mark(c model.ClearText, text string) {
	l.plain.Set(text, clearTextTone(c))
	if c.Is != l.plain.Visible() {
		setShown(l.plain, c.Is)
		l.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (l *accountLine) Tapped(e *fyne.PointEvent) { l.menu(l.node.Account, e.AbsolutePosition) }

// TappedSecondary implements fyne.SecondaryTappable.
func (l *accountLine) TappedSecondary(e *fyne.PointEvent) { l.menu(l.node.Account, e.AbsolutePosition) }

// MouseIn implements desktop.Hoverable.
func (l *accountLine) MouseIn(*desktop.MouseEvent) { l.hovered = true; l.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (l *accountLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *accountLine) MouseOut() { l.hovered = false; l.Refresh() }

func (l *accountLine) arrange(size fyne.Size) {
	place(l.back, widget.Gap8, 2, size.Width-2*widget.Gap8, size.Height-4)
	place(l.bar, 3, 9, 3, 18)
	place(l.dot, 18, 14, 8, 8)
	place(l.warning, 15, 11, 14, 14)
	right := size.Width - widget.Gap16
	if l.plain.Visible() {
		badge := l.plain.MinSize()
		right -= badge.Width
		place(l.plain, right, (size.Height-badge.Height)/2, badge.Width, badge.Height)
		right -= widget.Gap8
	}
	l.name.Text = l.ruler.fit(l.node.Account.Title(), widget.SizeMeta, false, right-34)
	placeText(l.name, 34, 9, 0, 18)
}

func (l *accountLine) colour() {
	l.name.Color = widget.Color(widget.ColorSecondary)
	l.back.FillColor = nil
	if l.hovered {
		l.back.FillColor = widget.Color(widget.ColorLine)
	}
	l.bar.Hidden = !l.several
	l.bar.FillColor = widget.AccountColor(l.node.Account.Color)
	sign := l.node.Account.Archived || l.node.Activity == mail.NeedsAttention
	l.dot.Hidden, l.warning.Hidden = sign, !sign
	l.warning.Set("junk", widget.ColorFailed)
	if l.node.Account.Archived {
		l.warning.Set("archive", widget.ColorSecondary)
	}
	styleDot(l.dot, l.node.Activity)
}

// styleDot draws how an account is: filled when there is a connection, a ring when there is none.
func styleDot(dot *canvas.Circle, a mail.Activity) {
	dot.StrokeWidth, dot.StrokeColor, dot.FillColor = 0, nil, nil
	switch a {
	case mail.Watching:
		dot.FillColor = widget.Color(widget.ColorGood)
	case mail.Connecting, mail.Pulling, mail.Pushing:
		dot.FillColor = widget.Color(widget.ColorAccent)
	case mail.Waiting:
		dot.StrokeWidth, dot.StrokeColor = 2, widget.Color(widget.ColorWaiting)
	default:
		dot.StrokeWidth, dot.StrokeColor = 2, widget.Color(widget.ColorFaint)
	}
}

// folderLine is one folder.
type folderLine struct {
	painted
	ruler    ruler
	side     *model.Sidebar
	focus    func() // moves the focus to the sidebar
	chosen   func() // the line was chosen, perhaps once more
	node     model.FolderNode
	title    string
	selected bool
	hovered  bool

	back, outline *canvas.Rectangle
	icon, fold    *widget.Icon
	name, count   *canvas.Text
}

func newFolderLine(r ruler, side *model.Sidebar, focus, chosen func()) *folderLine {
	l := &folderLine{ruler: r, side: side, focus: focus, chosen: chosen}
	l.back, l.outline = canvas.NewRectangle(nil), newOutline(widget.RadiusRow)
	l.back.CornerRadius = widget.RadiusRow
	l.icon, l.fold = widget.NewIcon("folder", widget.ColorSecondary, 16), widget.NewIcon("chevron-down", widget.ColorSecondary, 14)
	l.name, l.count = newText(widget.SizeInterface, false), newText(widget.SizeMeta, true)
	l.objects = []fyne.CanvasObject{l.back, l.icon, l.name, l.count, l.fold, l.outline}
	l.least = func() fyne.Size { return fyne.NewSize(sidebarLeast-1-2*widget.Gap8, sidebarRow) }
	l.lay, l.style = l.arrange, l.colour
	l.ExtendBaseWidget(l)
	return l
}

func (l *folderLine) set(n model.FolderNode, title string, selected, focused bool) {
	l.node, l.title, l.selected = n, title, selected
	l.outline.Hidden = !focused
	l.name.TextStyle.Bold = selected
	l.count.Text = ""
	if n.Count > 0 {
		l.count.Text = words.Count(n.Count)
	}
	l.Refresh()
}

func (l *folderLine) arrange(size fyne.Size) {
	place(l.back, 0, 0, size.Width, size.Height)
	place(l.outline, 1, 1, size.Width-2, size.Height-2)
	x := 10 + float32(l.node.Depth)*widget.Gap16
	place(l.icon, x, 8, 16, 16)
	count := l.count.MinSize().Width
	right := size.Width - 10
	if l.count.Text != "" {
		placeText(l.count, right-count, 0, 0, sidebarRow)
		right -= count + widget.Gap8
	}
	if l.node.Children {
		place(l.fold, right-14, 9, 14, 14)
		right -= 14 + widget.Gap4
	}
	l.name.Text = l.ruler.fit(l.title, widget.SizeInterface, l.selected, right-x-26)
	placeText(l.name, x+26, 0, 0, sidebarRow)
}

func (l *folderLine) colour() {
	l.back.FillColor = nil
	ink := widget.ColorSecondary
	switch {
	case l.selected:
		l.back.FillColor = widget.Color(widget.ColorSelection)
		ink = widget.ColorText
	case l.hovered:
		l.back.FillColor = widget.Color(widget.ColorLine)
	}
	l.name.Color = widget.Color(widget.ColorText)
	if !l.node.Folder.Selectable && l.node.Folder.ID != 0 {
		l.name.Color = widget.Color(widget.ColorSecondary)
	}
	l.count.Color = widget.Color(widget.ColorAccent)
	l.outline.StrokeColor = widget.Color(widget.ColorAccent)
	l.fold.Hidden = !l.node.Children
	fold := "chevron-down"
	if l.node.Folded {
		fold = "chevron-right"
	}
	l.icon.Set(roleIcon(l.node.Folder.Role), ink)
	l.fold.Set(fold, widget.ColorSecondary)
}

// Tapped implements fyne.Tappable.
func (l *folderLine) Tapped(e *fyne.PointEvent) {
	l.focus()
	if l.node.Children && !l.fold.Hidden && e.Position.X >= l.fold.Position().X-widget.Gap4 && e.Position.X <= l.fold.Position().X+18 {
		l.side.Fold(l.node.Folder.ID)
		return
	}
	l.chosen()
	l.side.Select(l.node.Folder.ID)
}

// MouseIn implements desktop.Hoverable.
func (l *folderLine) MouseIn(*desktop.MouseEvent) { l.hovered = true; l.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (l *folderLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *folderLine) MouseOut() { l.hovered = false; l.Refresh() }
