package view

import (
	"io"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// ComposeSize is how large a window for writing opens, ComposeLeast how small it gets.
var (
	ComposeSize  = fyne.NewSize(760, 640)
	ComposeLeast = fyne.NewSize(560, 420)
)

const (
	composeFoot  float32 = 56
	composeNote  float32 = 44
	composeHints float32 = 8 // between the text and the entries above it
)

// ComposeConfig holds what the view needs from the window it is in.
type ComposeConfig struct {
	Compose  *model.Compose
	Language words.Language
	Now      func() time.Time // times are worded relative to it
	// ChooseFile asks for a file and calls add with its name and what opens it, or never.
	ChooseFile func(add func(name string, open func() (io.ReadCloser, error)))
	// Open opens a file that was dropped, off the UI goroutine.
	Open func(path string) (io.ReadCloser, error)
	// Title names the window.
	Title func(string)
}

// Compose is a window in which a message is written: sender, recipients, subject, text, files, and what becomes of
// them. It belongs to the UI goroutine.
type Compose struct {
	painted
	config ComposeConfig
	ruler  ruler
	lang   words.Language
	state  model.ComposeState
	begun  bool // the draft has been put into the entries
	more   bool // Cc and Bcc are shown though they are empty

	back      *canvas.Rectangle
	from      *composeRow
	sender    *widget.Button
	fields    map[model.ComposeField]*composeField
	moreLink  *widget.Button
	subject   *composeRow
	subjectIn *widget.Editor
	text      *widget.Editor
	finder    *composeFinder
	files     *fileStrip
	note      *composeNoteBar
	people    *peopleList
	rule      *canvas.Rectangle
	attach    *widget.Button
	discard   *widget.IconButton
	said      *canvas.Text
	send      *widget.Button
	empty     *emptyState
}

// composeField is an address field.
type composeField struct {
	row   *composeRow
	entry *widget.Editor
}

// NewCompose makes the view and has the presenter draw into it from now on.
func NewCompose(c ComposeConfig) *Compose {
	v := &Compose{config: c, ruler: ruler{}, fields: map[model.ComposeField]*composeField{}}
	v.back, v.rule = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	v.sender = widget.NewButton(widget.ButtonText, "", v.chooseSender).WithIconAfter("chevron-down")
	v.from = newComposeRow(v.ruler, v.sender, nil)
	v.moreLink = widget.NewButton(widget.ButtonText, "", v.showMore)
	for _, f := range []model.ComposeField{model.FieldTo, model.FieldCc, model.FieldBcc} {
		v.fields[f] = v.newField(f)
	}
	v.subjectIn = newComposeEntry(false, entryHooks{
		changed: c.Compose.SetSubject, shortcut: v.Shortcut, key: v.plainKey,
		focused: func(on bool) { v.subject.focus(on) },
	})
	v.subject = newComposeRow(v.ruler, v.subjectIn, nil)
	v.text = newComposeEntry(true, entryHooks{changed: c.Compose.SetText, shortcut: v.Shortcut, key: v.textKey})
	v.finder = newComposeFinder(v.text, v.closeFinder, v.Shortcut)
	v.files = newFileStrip(v.ruler, c.Compose.Detach, v.TypedKey)
	v.note = newComposeNoteBar(v.ruler, v.TypedKey)
	v.people = newPeopleList(v.ruler, v.takePerson)
	v.attach = widget.NewButton(widget.ButtonSecondary, "", v.addFile).WithIcon("attachment")
	v.discard = widget.NewBareIconButton("trash", "", c.Compose.Discard).OnHint(v.hint)
	v.said = newText(widget.SizeMeta, false)
	v.send = widget.NewButton(widget.ButtonPrimary, "", c.Compose.Send).WithIcon("send")
	v.empty = newEmptyState(v.ruler)
	v.fill()
	v.least = func() fyne.Size { return ComposeLeast }
	v.lay, v.style = v.arrange, v.colour
	v.ExtendBaseWidget(v)
	v.SetLanguage(c.Language)
	c.Compose.Observe(v.draw)
	return v
}

// fill gives the pieces in the order of the Tab key, which ends at the button that sends.
func (v *Compose) fill() {
	to, cc, bcc := v.fields[model.FieldTo].row, v.fields[model.FieldCc].row, v.fields[model.FieldBcc].row
	v.objects = []fyne.CanvasObject{
		v.back, v.from, to, cc, bcc, v.subject, v.finder, v.text, v.note, v.files, v.rule, v.send, v.attach, v.discard, v.said, v.empty, v.people,
	}
	for _, b := range []*widget.Button{v.sender, v.moreLink, v.attach, v.send} {
		b.OnKey(v.TypedKey)
	}
	v.discard.OnKey(v.TypedKey)
}

func (v *Compose) newField(f model.ComposeField) *composeField {
	field := &composeField{}
	field.entry = newComposeEntry(false, entryHooks{
		changed:  func(text string) { v.config.Compose.SetField(f, text) },
		shortcut: v.Shortcut,
		key:      func(e *fyne.KeyEvent) bool { return v.personKey(f, e) },
		focused: func(on bool) {
			field.row.focus(on)
			if !on {
				v.config.Compose.DismissSuggestions()
			}
		},
	})
	var after fyne.CanvasObject
	if f == model.FieldTo {
		after = v.moreLink
	}
	field.row = newComposeRow(v.ruler, field.entry, after)
	return field
}

// FocusFirst gives the keyboard to what is to be filled in first: the recipient, or the text of an answer; unless
// something has it. It reports false as long as it cannot: the message is not there, or the toolkit does not know in
// which window the view is, as on a busy computer.
func (v *Compose) FocusFirst() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(v)
	switch {
	case v.state.Loading || c == nil:
		return false
	case c.Focused() != nil:
	case v.state.Draft.To == "":
		c.Focus(v.fields[model.FieldTo].entry)
	default:
		c.Focus(v.text)
	}
	return true
}

func (v *Compose) focus(f fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(f)
	}
}

// openFinder looks for something in the text.
func (v *Compose) openFinder() {
	if !v.begun {
		return
	}
	v.finder.open()
	v.Refresh()
	v.focus(v.finder.sought.Focus())
}

// closeFinder goes back to the text, to what was found last.
func (v *Compose) closeFinder() {
	v.finder.close()
	v.Refresh()
	v.focus(v.text)
}

// showMore opens the fields for copies.
func (v *Compose) showMore() {
	v.more = true
	v.word()
	v.focus(v.fields[model.FieldCc].entry)
}

// chooseSender opens the menu of the accounts.
func (v *Compose) chooseSender() {
	c := fyne.CurrentApp().Driver().CanvasForObject(v)
	if c == nil {
		return
	}
	menu := fyne.NewMenu("")
	for _, a := range v.state.Senders {
		i := fyne.NewMenuItem(a.Address.String(), func() { v.config.Compose.SetSender(a.ID) })
		i.Checked = a.ID == v.state.Draft.Account
		menu.Items = append(menu.Items, i)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.sender)
	fynewidget.ShowPopUpMenuAtPosition(menu, c, at.AddXY(0, v.sender.Size().Height))
}

func (v *Compose) addFile() { v.config.ChooseFile(v.config.Compose.Attach) }

// Dropped attaches files that were dropped onto the window.
func (v *Compose) Dropped(files []fyne.URI) {
	for _, f := range files {
		if f.Scheme() == "file" {
			path := f.Path()
			v.config.Compose.Attach(filepath.Base(path), func() (io.ReadCloser, error) { return v.config.Open(path) })
		}
	}
}

// problem returns what the note is about when something did not work.
func (v *Compose) problem() *mail.Problem {
	if v.state.Problem != nil {
		return v.state.Problem
	}
	return v.state.SaveErr
}
