package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	sidebarTop     float32 = 16
	sidebarAccount float32 = 32
	sidebarRow     float32 = 32
	sidebarLeast   float32 = 160
)

// sidebarPane is the left of the mailbox: accounts with their folders. It is one stop of the Tab key; the arrow
// keys move inside.
type sidebarPane struct {
	painted
	side    *model.Sidebar
	ruler   ruler
	lang    words.Language
	state   model.SidebarState
	focused bool
	other   func(*fyne.KeyEvent) // takes keys that mean something everywhere
	menu    func(account mail.Account, at fyne.Position)
	left    func() // a folder was chosen: what lay in the place of its messages goes
	clear   func(account mail.Account) model.ClearText

	back, edge *canvas.Rectangle
	field      *fyne.Container
	scroll     *container.Scroll
	accounts   []*accountLine
	folders    []*folderLine
	outbox     *outboxLine

	finder    *model.Search
	searched  string // what the search that is open was kept as
	savedHead *savedHead
	saved     []*savedLine
}

func newSidebarPane(side *model.Sidebar, finder *model.Search, r ruler) *sidebarPane {
	p := &sidebarPane{side: side, finder: finder, savedHead: newSavedHead(), ruler: r, other: func(*fyne.KeyEvent) {}}
	p.menu, p.left = func(mail.Account, fyne.Position) {}, func() {}
	p.outbox = newOutboxLine(r, func() {}, func(e *fyne.KeyEvent) { p.other(e) })
	p.clear = func(mail.Account) model.ClearText { return model.ClearText{} }
	p.back, p.edge = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	p.field = container.New(&sidebarLayout{p})
	p.scroll = container.NewVScroll(p.field)
	p.objects = []fyne.CanvasObject{p.back, p.scroll, p.edge, p.outbox}
	p.least = func() fyne.Size { return fyne.NewSize(sidebarLeast, 100) }
	p.lay = func(size fyne.Size) {
		place(p.back, 0, 0, size.Width, size.Height)
		place(p.edge, size.Width-widget.LineWidth, 0, widget.LineWidth, size.Height)
		foot := float32(0)
		if p.outbox.Visible() {
			foot = p.outbox.MinSize().Height
			place(p.outbox, 0, size.Height-foot, size.Width-widget.LineWidth, foot)
		}
		place(p.scroll, 0, 0, size.Width-widget.LineWidth, size.Height-foot)
	}
	p.style = func() {
		p.back.FillColor = widget.Color(widget.ColorSidebar)
		p.edge.FillColor = widget.Color(widget.ColorLine)
	}
	p.ExtendBaseWidget(p)
	return p
}

// draw shows a state of the model. Lines are kept and filled again, so that focus and hover survive.
func (p *sidebarPane) draw(s model.SidebarState) {
	p.state = s
	p.fill()
}

// say switches the language.
func (p *sidebarPane) say(lang words.Language) {
	p.lang = lang
	p.outbox.set(p.outbox.state, lang)
	p.fill()
}

func (p *sidebarPane) fill() {
	var objects []fyne.CanvasObject
	folders := 0
	for i, a := range p.state.Accounts {
		if i == len(p.accounts) {
			p.accounts = append(p.accounts, newAccountLine(p.ruler, func(a mail.Account, at fyne.Position) { p.menu(a, at) }))
		}
		p.accounts[i].mark(p.clear(a.Account), words.T(p.lang, words.PlainBadge))
		p.accounts[i].set(a, len(p.state.Accounts) > 1)
		objects = append(objects, p.accounts[i])
		for _, f := range a.Folders {
			if folders == len(p.folders) {
				p.folders = append(p.folders, newFolderLine(p.ruler, p.side, p.focusHere, func() { p.left() }))
			}
			line := p.folders[folders]
			selected := f.Folder.ID == p.state.Selected && !p.outbox.state.Open && p.searched == ""
			line.set(f, folderTitle(p.lang, f), selected, selected && p.focused)
			objects = append(objects, line)
			folders++
		}
	}
	p.field.Objects = append(objects, p.savedLines()...)
	p.field.Refresh()
	p.scroll.Refresh()
}

// drawOutbox shows what is in the outbox, and which line is chosen now.
func (p *sidebarPane) drawOutbox(s model.OutboxState) {
	p.outbox.set(s, p.lang)
	p.fill()
	p.relay()
}

// folderTitle names a line: the levels of a path that share it are joined, a role has its own name.
func folderTitle(lang words.Language, n model.FolderNode) string {
	title := ""
	for i, name := range n.Names {
		if i == len(n.Names)-1 {
			name = words.FolderName(lang, n.Folder)
		}
		if i > 0 {
			title += " · "
		}
		title += name
	}
	return title
}

func (p *sidebarPane) focusHere() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
}

// FocusGained implements fyne.Focusable.
func (p *sidebarPane) FocusGained() { p.focused = true; p.fill() }

// FocusLost implements fyne.Focusable.
func (p *sidebarPane) FocusLost() { p.focused = false; p.fill() }

// TypedRune implements fyne.Focusable.
func (p *sidebarPane) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (p *sidebarPane) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd:
		p.left()
	default:
	}
	switch e.Name {
	case fyne.KeyUp:
		p.side.Move(-1)
	case fyne.KeyDown:
		p.side.Move(1)
	case fyne.KeyHome:
		p.side.Move(-len(p.folders))
	case fyne.KeyEnd:
		p.side.Move(len(p.folders))
	case fyne.KeyLeft, fyne.KeyRight:
		p.foldSelected(e.Name == fyne.KeyLeft)
	default:
		p.other(e)
		return
	}
	p.reveal()
}

func (p *sidebarPane) foldSelected(fold bool) {
	for _, a := range p.state.Accounts {
		for _, f := range a.Folders {
			if f.Folder.ID == p.state.Selected && f.Children && f.Folded != fold {
				p.side.Fold(f.Folder.ID)
				return
			}
		}
	}
}

// reveal scrolls the selected line into view.
func (p *sidebarPane) reveal() {
	for _, line := range p.folders {
		if !line.selected {
			continue
		}
		top, height := line.Position().Y, p.scroll.Size().Height
		offset := p.scroll.Offset.Y
		offset = min(offset, top)
		offset = max(offset, top+sidebarRow-height)
		if offset != p.scroll.Offset.Y {
			p.scroll.ScrollToOffset(fyne.NewPos(0, offset))
		}
		return
	}
}

// sidebarLayout stacks the lines of a sidebar.
type sidebarLayout struct{ p *sidebarPane }

// Layout implements fyne.Layout.
func (l *sidebarLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.stack(objects, func(o fyne.CanvasObject, x, y, height float32) {
		place(o, x, y, max(size.Width-2*x, 0), height)
	})
}

// MinSize implements fyne.Layout.
func (l *sidebarLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(sidebarLeast-widget.LineWidth, l.stack(objects, func(fyne.CanvasObject, float32, float32, float32) {}))
}

func (l *sidebarLayout) stack(objects []fyne.CanvasObject, put func(o fyne.CanvasObject, x, y, height float32)) float32 {
	y := sidebarTop
	for i, o := range objects {
		if heads(o) {
			if i > 0 {
				y += widget.Gap12
			}
			put(o, 0, y, sidebarAccount)
			y += sidebarAccount
			continue
		}
		put(o, widget.Gap8, y, sidebarRow)
		y += sidebarRow
	}
	return y + widget.Gap12
}

// heads reports whether a line is the first of others.
func heads(o fyne.CanvasObject) bool {
	switch o.(type) {
	case *accountLine, *savedHead:
		return true
	default:
		return false
	}
}

// roleIcons holds the icon of each role.
var roleIcons = map[mail.Role]string{
	mail.RoleInbox: "inbox", mail.RoleFlagged: "star", mail.RoleDrafts: "pencil", mail.RoleSent: "send",
	mail.RoleArchive: "archive", mail.RoleJunk: "junk", mail.RoleTrash: "trash", mail.RoleAll: "all",
}

func roleIcon(r mail.Role) string {
	if name, ok := roleIcons[r]; ok {
		return name
	}
	return "folder"
}
