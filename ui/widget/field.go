package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"
)

// Field is one line of typed text in a frame of 40 pixels. A secret field shows dots, shows the text while its eye
// is held, and drops the blanks that copying brings along.
type Field struct {
	fynewidget.BaseWidget
	entry   *Editor
	events  FieldEvents
	eye     *eye              // nil unless secret
	badge   fyne.CanvasObject // at the right end, may be nil
	icon    *Icon             // at the left end, may be nil
	quiet   bool              // filled, without a line, for the search field
	invalid bool
	caps    bool // Caps Lock seems to be on
	height  float32
}

// FieldHeight is the height of a field.
const FieldHeight float32 = 40

// FieldEvents are what a field reports. All may be nil; all are called on Fyne's goroutine.
type FieldEvents struct {
	Changed func(text string) // typed or pasted, not by SetText
	Enter   func()
	Back    func() // Enter with Shift; without it that is Enter too
	Escape  func()
	Down    func() // the arrow key, to go on into a list below
	Up      func() // the arrow key, to go back in it
	Left    func() // the field lost the focus
	Entered func() // the field got the focus
	// Shortcut takes a shortcut before the field does.
	Shortcut func(fyne.Shortcut) bool
}

// NewField returns a field.
func NewField(placeholder string, events FieldEvents) *Field {
	return newField(EditLine, placeholder, FieldHeight, events)
}

// NewSecretField returns a field for a password. reveal names the eye for those who cannot see it.
func NewSecretField(placeholder, reveal string, events FieldEvents) *Field {
	f := newField(EditSecret, placeholder, FieldHeight, events)
	f.eye = newEye(reveal, f.entry.Reveal)
	return f
}

// NewSearchField returns a filled field of 36 pixels with a magnifying glass.
func NewSearchField(placeholder string, events FieldEvents) *Field {
	f := newField(EditLine, placeholder, buttonHeight, events)
	f.quiet, f.icon = true, NewIcon("search", ColorSecondary, 16)
	return f
}

func newField(kind EditorKind, placeholder string, height float32, events FieldEvents) *Field {
	f := &Field{height: height, events: events}
	f.entry = NewEditor(kind, placeholder, EditorEvents{Changed: f.changed, Key: f.key, Focused: f.focused, Shortcut: events.Shortcut})
	f.ExtendBaseWidget(f)
	return f
}

func (f *Field) changed(text string) {
	if caps := f.entry.kind == EditSecret && f.entry.CapsLock(); caps != f.caps {
		f.caps = caps
		f.Refresh()
	}
	if f.events.Changed != nil {
		f.events.Changed(text)
	}
}

// key takes the keys that the field has an event for.
func (f *Field) key(key *fyne.KeyEvent) bool {
	enter := f.events.Enter
	if f.events.Back != nil && heldModifiers()&fyne.KeyModifierShift != 0 {
		enter = f.events.Back
	}
	hook := map[fyne.KeyName]func(){
		fyne.KeyReturn: enter, fyne.KeyEnter: enter, fyne.KeyEscape: f.events.Escape,
		fyne.KeyDown: f.events.Down, fyne.KeyUp: f.events.Up,
	}[key.Name]
	if hook == nil {
		return false
	}
	hook()
	return true
}

func (f *Field) focused(on bool) {
	if !on {
		f.caps = false
	}
	f.Refresh()
	switch hook := f.events.Left; {
	case on && f.events.Entered != nil:
		f.events.Entered()
	case !on && hook != nil:
		hook()
	}
}

// Text returns what is typed.
func (f *Field) Text() string { return f.entry.Text() }

// SetText changes what is typed, without an event. Nothing happens when it is the same, so that the place of the
// cursor survives a redrawing of the page.
func (f *Field) SetText(text string) { f.entry.SetText(text) }

// SetPlaceholder changes the text that stands in an empty field.
func (f *Field) SetPlaceholder(text string) { f.entry.SetPlaceholder(text) }

// SetName says what the field is for, to those who cannot see it.
func (f *Field) SetName(name string) { f.entry.SetName(name) }

// SetBadge puts something at the right end of the field; nil takes it away.
func (f *Field) SetBadge(badge fyne.CanvasObject) {
	if f.badge == badge {
		return
	}
	f.badge = badge
	f.Refresh()
}

// SetInvalid draws the frame in the colour of failures. A sentence has to say why.
func (f *Field) SetInvalid(invalid bool) {
	if f.invalid == invalid {
		return
	}
	f.invalid = invalid
	f.Refresh()
}

// SelectAll selects what is typed.
func (f *Field) SelectAll() { f.entry.SelectAll() }

// ToEnd puts the caret behind the last letter.
func (f *Field) ToEnd() { f.entry.ToEnd() }

// Focus returns what to give the focus to.
func (f *Field) Focus() fyne.Focusable { return f.entry }

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	back := newFrame(RadiusControl)
	caps := newText(SizeMeta, false)
	d := &drawing{owner: f}
	d.paint = func() {
		d.objects = append(d.objects[:0], back.outer, back.inner, f.entry)
		if f.icon != nil {
			d.objects = append(d.objects, f.icon)
		}
		if f.eye != nil {
			d.objects = append(d.objects, f.eye)
		}
		if f.badge != nil {
			d.objects = append(d.objects, f.badge)
		}
		if f.caps {
			caps.Text, caps.Color = editorWords.CapsLock, Color(ColorWaiting)
			d.objects = append(d.objects, caps)
		}
		fill, line := ColorSurface, ColorLine
		if f.quiet {
			fill, line = ColorSidebar, ColorSidebar
		}
		if f.invalid {
			line = ColorFailed
		}
		back.paint(fill, line, f.entry.focused)
		if f.invalid {
			back.outer.FillColor = Color(ColorFailed)
		}
	}
	d.layout = func(size fyne.Size) {
		back.layout(size)
		right := f.place(size)
		if f.caps {
			width := face{SizeMeta, false}.measure(caps.Text)
			placeText(caps, right-width, (size.Height-LineHeight(SizeMeta))/2, width)
			f.entry.Resize(fyne.NewSize(max(right-width-Gap8-f.entry.Position().X, 0), f.entry.Size().Height))
		}
	}
	d.min = func() fyne.Size { return fyne.NewSize(80, f.height) }
	return draw(d)
}

// place lays out the pieces and returns where the text ends.
func (f *Field) place(size fyne.Size) float32 {
	left, right := 13-editorInset, size.Width-Gap8
	if f.icon != nil {
		f.icon.Move(fyne.NewPos(Gap8, 0))
		f.icon.Resize(fyne.NewSize(IconSize, size.Height))
		left = Gap8 + IconSize + Gap4 - editorInset
	}
	if f.eye != nil {
		right = size.Width - Gap4 - eyeWidth
		f.eye.Move(fyne.NewPos(right, (size.Height-eyeHeight)/2))
		f.eye.Resize(fyne.NewSize(eyeWidth, eyeHeight))
	}
	if f.badge != nil {
		s := f.badge.MinSize()
		right -= s.Width + Gap4
		f.badge.Move(fyne.NewPos(right, round((size.Height-s.Height)/2)))
		f.badge.Resize(s)
	}
	height := f.entry.MinSize().Height
	f.entry.Move(fyne.NewPos(left, round((size.Height-height)/2)))
	f.entry.Resize(fyne.NewSize(max(right-left, 0), height))
	return right
}
