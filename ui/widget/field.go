package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"
)

// Field is one line of typed text in a frame of 40 pixels. A secret field shows dots, shows the text while its eye
// is held, and drops the blanks that copying brings along.
type Field struct {
	fynewidget.BaseWidget
	entry   *entry
	eye     *eye              // nil unless secret
	badge   fyne.CanvasObject // at the right end, may be nil
	icon    *Icon             // at the left end, may be nil
	quiet   bool              // filled, without a line, for the search field
	invalid bool
	height  float32
}

// FieldHeight is the height of a field.
const FieldHeight float32 = 40

// FieldEvents are what a field reports. All may be nil; all are called on Fyne's goroutine.
type FieldEvents struct {
	Changed func(text string) // typed or pasted, not by SetText
	Enter   func()
	Escape  func()
	Down    func() // the arrow key, to go on into a list below
	Up      func() // the arrow key, to go back in it
	Left    func() // the field lost the focus
}

// NewField returns a field.
func NewField(placeholder string, events FieldEvents) *Field {
	f := &Field{height: FieldHeight}
	f.entry = newEntry(f, placeholder, events)
	f.ExtendBaseWidget(f)
	return f
}

// NewSecretField returns a field for a password. reveal names the eye for those who cannot see it.
func NewSecretField(placeholder, reveal string, events FieldEvents) *Field {
	f := &Field{height: FieldHeight}
	f.entry = newEntry(f, placeholder, events)
	f.entry.Password, f.entry.secret = true, true
	f.entry.ActionItem = canvas.NewRectangle(Color(ColorSurface)) // keeps the toolkit's own eye away
	f.entry.ActionItem.Hide()
	f.eye = newEye(reveal, f.show)
	f.ExtendBaseWidget(f)
	return f
}

// NewSearchField returns a filled field of 36 pixels with a magnifying glass.
func NewSearchField(placeholder string, events FieldEvents) *Field {
	f := &Field{height: buttonHeight, quiet: true, icon: NewIcon("search", ColorSecondary, 16)}
	f.entry = newEntry(f, placeholder, events)
	f.ExtendBaseWidget(f)
	return f
}

// Text returns what is typed.
func (f *Field) Text() string { return f.entry.Text }

// SetText changes what is typed, without an event. Nothing happens when it is the same, so that the place of the
// cursor survives a redrawing of the page.
func (f *Field) SetText(text string) {
	if f.entry.Text == text {
		return
	}
	f.entry.silent = true
	f.entry.SetText(text)
	f.entry.silent = false
}

// SetPlaceholder changes the text that stands in an empty field.
func (f *Field) SetPlaceholder(text string) {
	if f.entry.PlaceHolder != text {
		f.entry.SetPlaceHolder(text)
	}
}

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

// Focus returns what to give the focus to.
func (f *Field) Focus() fyne.Focusable { return f.entry }

func (f *Field) show(revealed bool) {
	f.entry.Password = !revealed
	f.entry.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	back := newFrame(RadiusControl)
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
		f.place(size)
	}
	d.min = func() fyne.Size { return fyne.NewSize(80, f.height) }
	return draw(d)
}

// entryInset is what the toolkit's entry leaves free around its text.
const entryInset = Gap8

func (f *Field) place(size fyne.Size) {
	left, right := 13-entryInset, size.Width-Gap8
	if f.icon != nil {
		f.icon.Move(fyne.NewPos(Gap8, 0))
		f.icon.Resize(fyne.NewSize(IconSize, size.Height))
		left = Gap8 + IconSize + Gap4 - entryInset
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
}
