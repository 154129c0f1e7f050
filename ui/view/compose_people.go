package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
)

const (
	personRow  float32 = 44
	peopleWide float32 = 360
)

// peopleList stands under an address field while people match what is typed. The keyboard stays in the field, which
// moves the choice.
type peopleList struct {
	painted
	ruler  ruler
	choose func(int)
	people []mail.Address
	at     int
	back   *canvas.Rectangle
	rows   []*personLine
}

func newPeopleList(r ruler, choose func(int)) *peopleList {
	l := &peopleList{ruler: r, choose: choose, back: canvas.NewRectangle(nil)}
	l.back.CornerRadius, l.back.StrokeWidth = widget.RadiusControl, widget.LineWidth
	l.objects = []fyne.CanvasObject{l.back}
	l.least = func() fyne.Size { return fyne.NewSize(peopleWide, personRow*float32(len(l.people))+2*widget.Gap4) }
	l.lay = func(size fyne.Size) {
		place(l.back, 0, 0, size.Width, size.Height)
		for i, row := range l.rows {
			place(row, widget.Gap4, widget.Gap4+float32(i)*personRow, size.Width-2*widget.Gap4, personRow)
		}
	}
	l.style = func() {
		l.back.FillColor, l.back.StrokeColor = widget.Color(widget.ColorSurface), widget.Color(widget.ColorFaint)
	}
	l.Hide()
	l.ExtendBaseWidget(l)
	return l
}

// set shows people, the first one chosen.
func (l *peopleList) set(s model.ComposeState) {
	l.people, l.at = s.Suggestions, 0
	for len(l.rows) < len(l.people) {
		i := len(l.rows)
		row := newPersonLine(l.ruler, func() { l.choose(i) })
		l.rows = append(l.rows, row)
		l.objects = append(l.objects, row)
	}
	l.fill()
	setShown(l, s.Suggesting != "")
	l.Refresh()
}

func (l *peopleList) fill() {
	for i, row := range l.rows {
		setShown(row, i < len(l.people))
		if i < len(l.people) {
			row.set(l.people[i], i == l.at)
		}
	}
}

// step moves the choice.
func (l *peopleList) step(delta int) {
	l.at = max(min(l.at+delta, len(l.people)-1), 0)
	l.fill()
}

// personLine is one of the people: name above address.
type personLine struct {
	choiceLine
	person mail.Address
	avatar *widget.Avatar
	name   *canvas.Text
	spec   *canvas.Text
}

const personAvatar float32 = 28

func newPersonLine(r ruler, press func()) *personLine {
	l := &personLine{avatar: widget.NewAvatar(personAvatar)}
	l.begin(r, press)
	l.name, l.spec = newText(widget.SizeInterface, false), newText(widget.SizeMeta, false)
	l.objects = []fyne.CanvasObject{l.back, l.avatar, l.name, l.spec}
	l.least = func() fyne.Size { return fyne.NewSize(120, personRow) }
	l.lay = func(size fyne.Size) {
		place(l.back, 0, 0, size.Width, size.Height)
		place(l.avatar, widget.Gap8, 8, personAvatar, personAvatar)
		room := size.Width - 46 - widget.Gap8
		l.name.Text = l.ruler.fit(l.person.Display(), widget.SizeInterface, false, room)
		l.spec.Text = ""
		if l.person.Name == "" {
			placeText(l.name, 46, 0, 0, personRow)
			return
		}
		placeText(l.name, 46, 3, 0, 20)
		l.spec.Text = l.ruler.fit(l.person.Spec(), widget.SizeMeta, false, room)
		placeText(l.spec, 46, 23, 0, 16)
	}
	l.style = func() {
		l.ground(widget.ColorWindow)
		l.name.Color, l.spec.Color = widget.Color(widget.ColorText), widget.Color(widget.ColorSecondary)
	}
	l.ExtendBaseWidget(l)
	return l
}

func (l *personLine) set(person mail.Address, current bool) {
	l.person, l.current = person, current
	l.avatar.Set(person.Display(), person.Spec())
	l.Refresh()
}

// MouseDown implements desktop.Mouseable. The choice is made before the field can lose the focus to the click.
func (l *personLine) MouseDown(*desktop.MouseEvent) { l.press() }

// MouseUp implements desktop.Mouseable.
func (l *personLine) MouseUp(*desktop.MouseEvent) {}
