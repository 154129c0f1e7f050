package view

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	chooserWidth float32 = 380
	chooserRow   float32 = 34
	chooserRows          = 9 // shown at a time
	chooserPad   float32 = 16
)

// folderChooser asks for the folder that messages are moved to: one types a part of its name, or picks it with the
// arrow keys or the mouse.
type folderChooser struct {
	painted
	ruler  ruler
	all    []mail.Folder
	names  []string
	chosen func(mail.FolderID)
	close  func()
	lang   words.Language

	panel   *widget.Panel
	title   *widget.Text
	field   *widget.Field
	none    *widget.Text
	rows    [chooserRows]*chooserLine
	matches []int // indexes of all
	at      int   // of matches
	first   int   // of matches, shown at the top
}

func newFolderChooser(r ruler, lang words.Language, count int, all []mail.Folder, chosen func(mail.FolderID), shut func()) *folderChooser {
	c := &folderChooser{ruler: r, all: all, chosen: chosen, close: shut, lang: lang}
	for _, f := range all {
		c.names = append(c.names, chooserName(lang, f))
	}
	c.panel = widget.NewPopover(nil)
	c.title = widget.NewText(words.T(lang, words.MovesChooseTitle, count), widget.StyleStrong)
	c.none = widget.NewText(words.T(lang, words.MovesChooseNothing), widget.StyleHint)
	c.field = widget.NewSearchField(words.T(lang, words.MovesChooseTyped), widget.FieldEvents{
		Changed: func(string) { c.filter() }, Enter: c.take, Escape: shut,
		Down: func() { c.step(1) }, Up: func() { c.step(-1) },
	})
	c.objects = []fyne.CanvasObject{c.panel, c.title, c.field, c.none}
	for i := range c.rows {
		c.rows[i] = newChooserLine(r, func() {
			c.at = c.first + i
			c.take()
		})
		c.objects = append(c.objects, c.rows[i])
	}
	c.least = func() fyne.Size {
		return fyne.NewSize(chooserWidth, chooserPad+20+widget.Gap12+36+widget.Gap8+chooserRow*float32(min(len(c.all), chooserRows))+widget.Gap12)
	}
	c.lay = c.arrange
	c.ExtendBaseWidget(c)
	c.filter()
	return c
}

// chooserName names a folder with the levels above it.
func chooserName(lang words.Language, f mail.Folder) string {
	if f.Role != mail.RoleNone || f.Delimiter == "" {
		return words.FolderName(lang, f)
	}
	return strings.ReplaceAll(f.Path, f.Delimiter, " · ")
}

// filter leaves the folders whose name, here or on the server, contains what is typed.
func (c *folderChooser) filter() {
	typed := strings.ToLower(strings.TrimSpace(c.field.Text()))
	c.matches, c.at, c.first = c.matches[:0], 0, 0
	for i, f := range c.all {
		if strings.Contains(strings.ToLower(c.names[i]), typed) || strings.Contains(strings.ToLower(f.Path), typed) {
			c.matches = append(c.matches, i)
		}
	}
	c.fill()
}

func (c *folderChooser) step(delta int) {
	c.at = max(min(c.at+delta, len(c.matches)-1), 0)
	c.first = max(min(c.first, c.at), c.at-chooserRows+1)
	c.fill()
}

func (c *folderChooser) fill() {
	for i, row := range c.rows {
		at := c.first + i
		setShown(row, at < len(c.matches))
		if at < len(c.matches) {
			f := c.matches[at]
			row.set(c.names[f], roleIcon(c.all[f].Role), at == c.at)
		}
	}
	setShown(c.none, len(c.matches) == 0)
}

func (c *folderChooser) take() {
	if c.at < len(c.matches) {
		id := c.all[c.matches[c.at]].ID
		c.close()
		c.chosen(id)
	}
}

// Scrolled implements fyne.Scrollable.
func (c *folderChooser) Scrolled(e *fyne.ScrollEvent) {
	if e.Scrolled.DY < 0 {
		c.first = max(min(c.first+1, len(c.matches)-chooserRows), 0)
	} else {
		c.first = max(c.first-1, 0)
	}
	c.fill()
}

func (c *folderChooser) arrange(size fyne.Size) {
	place(c.panel, 0, 0, size.Width, size.Height)
	width := size.Width - 2*chooserPad
	place(c.title, chooserPad, chooserPad, width, 20)
	y := chooserPad + 20 + widget.Gap12
	place(c.field, chooserPad, y, width, 36)
	y += 36 + widget.Gap8
	place(c.none, chooserPad+widget.Gap8, y+8, width, 18)
	for i, row := range c.rows {
		place(row, widget.Gap8, y+float32(i)*chooserRow, size.Width-2*widget.Gap8, chooserRow)
	}
}

// chooserLine is one folder.
type chooserLine struct {
	choiceLine
	name string
	icon *widget.Icon
	text *canvas.Text
}

func newChooserLine(r ruler, press func()) *chooserLine {
	l := &chooserLine{text: newText(widget.SizeInterface, false)}
	l.begin(r, press)
	l.icon = widget.NewIcon("folder", widget.ColorSecondary, 16)
	l.objects = []fyne.CanvasObject{l.back, l.icon, l.text}
	l.least = func() fyne.Size { return fyne.NewSize(100, chooserRow) }
	l.lay = func(size fyne.Size) {
		place(l.back, 0, 1, size.Width, size.Height-2)
		place(l.icon, 10, 9, 16, 16)
		l.text.Text = l.ruler.fit(l.name, widget.SizeInterface, false, size.Width-36-10)
		placeText(l.text, 36, 0, 0, chooserRow)
	}
	l.style = func() {
		l.ground(widget.ColorSidebar)
		l.text.Color = widget.Color(widget.ColorText)
	}
	l.ExtendBaseWidget(l)
	return l
}

func (l *chooserLine) set(name, icon string, current bool) {
	l.name, l.current = name, current
	l.icon.Set(icon, widget.ColorSecondary)
	l.Refresh()
}

// Tapped implements fyne.Tappable.
func (l *chooserLine) Tapped(*fyne.PointEvent) { l.press() }

// chooseFolder asks where the selected messages are to be moved.
func (m *Mailbox) chooseFolder() {
	moves, c := m.config.Shell.Moves(), fyne.CurrentApp().Driver().CanvasForObject(m)
	if !moves.Offers().Move || c == nil {
		return
	}
	var over fyne.CanvasObject
	shut := func() {
		c.Overlays().Remove(over)
		m.FocusList()
	}
	count := len(m.config.Shell.Selection())
	chooser := newFolderChooser(m.ruler, m.lang, count, moves.Targets(), moves.To, shut)
	over = NewOver(chooser)
	c.Overlays().Add(over)
	over.Resize(c.Size())
	m.config.Later(func() { c.Focus(chooser.field.Focus()) }) // the letter that opened it is not to be typed into it
}
