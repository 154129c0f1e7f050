package view

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// composeFind is the height of the rows above the text in which something in it is looked for and replaced.
const composeFind float32 = 88

// composeFinder looks for something in a text that is being written, and replaces it. All places are marked while it is
// open, and one of them is selected.
type composeFinder struct {
	painted
	lang    words.Language
	text    *widget.Editor
	back    *canvas.Rectangle
	sought  *widget.Field
	instead *widget.Field
	said    *canvas.Text
	saying  string // instead of the count, until something else is looked for
	before  *widget.IconButton
	next    *widget.IconButton
	leave   *widget.IconButton
	one     *widget.Button
	all     *widget.Button
}

// newComposeFinder returns a closed one. Shortcut takes what the window does whatever has the focus.
func newComposeFinder(text *widget.Editor, closed func(), shortcut func(fyne.Shortcut) bool) *composeFinder {
	f := &composeFinder{text: text, back: canvas.NewRectangle(nil), said: newText(widget.SizeList, false)}
	f.sought = widget.NewSearchField("", widget.FieldEvents{
		Changed: f.look, Enter: func() { f.step(false) }, Back: func() { f.step(true) },
		Down: func() { f.step(false) }, Up: func() { f.step(true) }, Escape: closed, Shortcut: shortcut,
	})
	f.instead = widget.NewField("", widget.FieldEvents{Enter: f.replace, Escape: closed, Shortcut: shortcut})
	f.before = widget.NewBareIconButton("chevron-up", "", func() { f.step(true) })
	f.next = widget.NewBareIconButton("chevron-down", "", func() { f.step(false) })
	f.leave = widget.NewBareIconButton("cross", "", closed)
	f.one = widget.NewButton(widget.ButtonSecondary, "", nil)
	f.all = widget.NewButton(widget.ButtonSecondary, "", nil)
	f.objects = []fyne.CanvasObject{f.back, f.sought, f.said, f.before, f.next, f.leave, f.instead, f.one, f.all}
	leave := func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			closed()
		}
	}
	for _, b := range []*widget.IconButton{f.before, f.next, f.leave} {
		b.OnKey(leave)
	}
	f.one.OnKey(leave)
	f.all.OnKey(leave)
	f.lay = f.arrange
	f.style = func() {
		f.back.FillColor, f.said.Color = widget.Color(widget.ColorWindow), widget.Color(widget.ColorSecondary)
	}
	f.back.CornerRadius = widget.RadiusControl
	f.Hide()
	f.ExtendBaseWidget(f)
	return f
}

// say switches the language.
func (f *composeFinder) say(lang words.Language) {
	f.lang = lang
	f.sought.SetPlaceholder(words.T(lang, words.FindHint))
	f.instead.SetPlaceholder(words.T(lang, words.FindReplaceBy))
	f.before.Set("chevron-up", words.T(lang, words.HTMLFindBefore))
	f.next.Set("chevron-down", words.T(lang, words.HTMLFindNext))
	f.leave.Set("cross", words.T(lang, words.HTMLFindClose))
	f.one.Set(words.T(lang, words.FindReplace), f.replace)
	f.all.Set(words.T(lang, words.FindReplaceAll), f.replaceAll)
	f.tell()
}

// open shows the rows. What is selected of a line in the text is looked for.
func (f *composeFinder) open() {
	if s := f.text.SelectedText(); s != "" && !strings.Contains(s, "\n") {
		f.sought.SetText(s)
	}
	f.Show()
	f.look(f.sought.Text())
}

// close hides the rows and the marks.
func (f *composeFinder) close() {
	f.Hide()
	f.text.Seek("")
}

func (f *composeFinder) look(s string) {
	f.saying = ""
	f.text.Seek(s)
	f.text.FindFromSelection(s)
	f.tell()
}

func (f *composeFinder) step(backward bool) {
	f.saying = ""
	f.text.Find(f.sought.Text(), backward)
	f.tell()
}

// replace replaces the selected place and goes on to the next; when none is selected, it only goes on.
func (f *composeFinder) replace() {
	if f.text.Replace(f.instead.Text()) {
		f.saying = ""
		f.tell()
		return
	}
	f.step(false)
}

func (f *composeFinder) replaceAll() {
	if n := f.text.ReplaceAll(f.sought.Text(), f.instead.Text()); n > 0 {
		f.saying = words.T(f.lang, words.FindReplaced, n)
	}
	f.tell()
}

// tell says how many places there are, or what was done.
func (f *composeFinder) tell() {
	at, of := f.text.Sought()
	switch {
	case f.saying != "":
		f.said.Text = f.saying
	case f.sought.Text() == "":
		f.said.Text = ""
	case of == 0:
		f.said.Text = words.T(f.lang, words.HTMLFoundNone)
	default:
		f.said.Text = words.T(f.lang, words.HTMLFound, at, of)
	}
	f.Refresh()
}

func (f *composeFinder) arrange(size fyne.Size) {
	place(f.back, 0, 0, size.Width, size.Height)
	gap := widget.Gap8
	height := f.all.MinSize().Height
	y, right := (size.Height-2*height-gap)/2, size.Width-gap
	for _, b := range []*widget.IconButton{f.leave, f.next, f.before} {
		right -= actionHeight
		place(b, right, y+(height-actionHeight)/2, actionHeight, actionHeight)
	}
	below := size.Width - gap
	for _, b := range []*widget.Button{f.all, f.one} {
		below -= b.MinSize().Width
		place(b, below, y+height+gap, b.MinSize().Width, height)
		below -= gap
	}
	width := max(min(below-gap, 320), 80)
	place(f.sought, gap, y, width, height)
	place(f.instead, gap, y+height+gap, width, height)
	placeText(f.said, gap+width+widget.Gap12, y, 0, height)
}
