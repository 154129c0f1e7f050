package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const listHeader float32 = 44

// listPane is the middle of the mailbox: the folder's name and counts, its messages, and what is said when there
// are none.
type listPane struct {
	painted
	list  *model.List
	ruler ruler
	rows  *listRows
	lang  words.Language
	state model.ListState
	why   func(mail.AccountID) func() // opens what tells why nothing has arrived; it returns nil where that cannot be told

	back, line   *canvas.Rectangle
	edge         *canvas.Rectangle
	name, counts *canvas.Text
	pill         *widget.Button
	empty        *emptyState
}

func newListPane(list *model.List, r ruler, now func() time.Time) *listPane {
	p := &listPane{list: list, ruler: r, rows: newListRows(list, r, now), empty: newEmptyState(r)}
	p.why = func(mail.AccountID) func() { return nil }
	p.back, p.line, p.edge = canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	p.name, p.counts = newText(widget.SizeInterface, true), newText(widget.SizeList, false)
	p.pill = widget.NewButton(widget.ButtonPrimary, "", p.showWaiting).WithIcon("chevron-up")
	p.pill.Hide()
	p.objects = []fyne.CanvasObject{p.back, p.name, p.counts, p.line, p.rows, p.empty, p.pill, p.edge}
	p.least = func() fyne.Size { return fyne.NewSize(rowMinimum, listHeader+rowHeight) }
	p.lay, p.style = p.arrange, p.colour
	p.ExtendBaseWidget(p)
	return p
}

// draw shows a state of the model.
func (p *listPane) draw(s model.ListState) {
	p.state = s
	p.rows.show(s)
	p.word()
}

// showWaiting goes to the top and lets in what waits there: the pill was pressed.
func (p *listPane) showWaiting() {
	p.rows.scrollTo(0)
	p.list.ShowWaiting()
}

// say switches the language.
func (p *listPane) say(lang words.Language) {
	p.lang = lang
	p.rows.say(lang)
	p.word()
}

// word makes the texts and places what depends on their widths.
func (p *listPane) word() {
	s := p.state
	p.name.Text, p.counts.Text = "", ""
	if s.Folder.ID != 0 {
		p.name.Text = words.FolderName(p.lang, s.Folder)
		switch {
		case s.Problem != nil:
			p.counts.Text = words.Explain(p.lang, s.Problem).Headline
		case s.Loading || s.FirstSync():
		case s.Folder.Unread > 0:
			p.counts.Text = words.T(p.lang, words.ListUnreadOf, s.Folder.Unread, max(s.Folder.Total, s.Count))
		case s.Count > 0:
			p.counts.Text = words.T(p.lang, words.ListTotal, max(s.Folder.Total, s.Count))
		}
	}
	p.pill.Hidden = s.Waiting == 0
	p.pill.Set(words.T(p.lang, words.ListNew, s.Waiting), p.showWaiting)
	p.empty.Hidden = !p.wordEmpty()
	p.Refresh()
}

// wordEmpty says what an empty list means, and reports whether it is empty.
func (p *listPane) wordEmpty() bool {
	s := p.state
	switch {
	case s.Problem != nil && s.Count == 0:
		x := words.Explain(p.lang, s.Problem)
		p.empty.set(x.Headline, x.Detail, 0, 0)
		p.empty.offer(words.T(p.lang, words.BarRefresh), p.list.Reload)
	case s.Folder.ID == 0 || s.Loading || s.Count > 0:
		return false
	case s.FirstSync():
		done, of := 0, 0
		if s.Sync.Activity == mail.Pulling {
			done, of = s.Sync.Done, s.Sync.Of
		}
		title := words.Status(p.lang, mail.SyncStatus{Activity: mail.Pulling, Folder: words.FolderName(p.lang, s.Folder), Done: done, Of: of}, time.Time{})
		if s.Sync.Activity == mail.Waiting || s.Sync.Activity == mail.NeedsAttention {
			title = words.Status(p.lang, s.Sync, p.rows.now())
		}
		p.empty.set(title, words.T(p.lang, words.ListEmptyFetching), done, max(of, 1))
		p.empty.offer("", nil)
	default:
		p.empty.set(words.T(p.lang, words.ListEmpty), words.T(p.lang, emptyHint(s.Folder.Role), words.FolderName(p.lang, s.Folder)), 0, 0)
		p.empty.offer(words.T(p.lang, words.ArrivalOpen), p.asks(s.Folder))
	}
	return true
}

// asks returns what tells why nothing arrives in a folder into which mail comes, else nil.
func (p *listPane) asks(f mail.Folder) func() {
	if f.Role == mail.RoleInbox || f.Role == mail.RoleNone || f.Role == mail.RoleAll {
		return p.why(f.Account)
	}
	return nil
}

// emptyHint says what will be in a folder one day.
func emptyHint(r mail.Role) words.Key {
	switch r {
	case mail.RoleInbox, mail.RoleAll:
		return words.ListEmptyInbox
	case mail.RoleDrafts:
		return words.ListEmptyDrafts
	case mail.RoleTrash:
		return words.ListEmptyTrash
	case mail.RoleJunk:
		return words.ListEmptyJunk
	case mail.RoleFlagged:
		return words.ListEmptyFlagged
	default:
		return words.ListEmptyFolder
	}
}

func (p *listPane) arrange(size fyne.Size) {
	place(p.back, 0, 0, size.Width, size.Height)
	size.Width -= widget.LineWidth
	place(p.edge, size.Width, 0, widget.LineWidth, size.Height)
	place(p.line, 0, listHeader-widget.LineWidth, size.Width, widget.LineWidth)
	counts := p.counts.MinSize().Width
	placeText(p.counts, size.Width-rowRight-counts, 13, 0, 20)
	room := size.Width - widget.Gap16 - rowRight - counts - widget.Gap12
	p.name.Text = p.ruler.fit(p.folderName(), widget.SizeInterface, true, room)
	placeText(p.name, widget.Gap16, 13, 0, 20)
	place(p.rows, 0, listHeader, size.Width, size.Height-listHeader)
	place(p.empty, 0, listHeader, size.Width, size.Height-listHeader)
	pill := p.pill.MinSize()
	place(p.pill, (size.Width-pill.Width)/2, listHeader+widget.Gap12, pill.Width, pill.Height)
}

func (p *listPane) folderName() string {
	if p.state.Folder.ID == 0 {
		return ""
	}
	return words.FolderName(p.lang, p.state.Folder)
}

func (p *listPane) colour() {
	p.back.FillColor = widget.Color(widget.ColorSurface)
	p.line.FillColor, p.edge.FillColor = widget.Color(widget.ColorLine), widget.Color(widget.ColorLine)
	p.name.Color = widget.Color(widget.ColorText)
	p.counts.Color = widget.Color(widget.ColorSecondary)
}
