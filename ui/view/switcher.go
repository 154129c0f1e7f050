package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	switcherWidth float32 = 560
	switcherRow   float32 = 38
	switcherRows          = 9 // shown at a time
	switcherPad   float32 = 12
	switcherHint  float32 = 34
)

// switcherPage leads to folders, people, messages and actions: one types, goes up and down, and presses Enter.
type switcherPage struct {
	painted
	switcher *model.Switcher
	box      *Mailbox
	state    model.SwitcherState
	first    int // of the targets, shown at the top

	panel *widget.Panel
	field *widget.Field
	none  *widget.Text
	hint  *widget.Text
	rows  [switcherRows]*switcherLine
}

func newSwitcherPage(m *Mailbox) *switcherPage {
	p := &switcherPage{switcher: m.config.Shell.Switcher(), box: m}
	p.panel = widget.NewPopover(nil)
	p.field = widget.NewSearchField("", widget.FieldEvents{
		Changed: p.switcher.Type, Enter: func() { p.take(p.state.At) }, Escape: p.switcher.Close,
		Down: func() { p.switcher.Move(1) }, Up: func() { p.switcher.Move(-1) },
	})
	p.none, p.hint = widget.NewText("", widget.StyleHint), widget.NewText("", widget.StyleMeta)
	p.say(m.lang)
	p.objects = []fyne.CanvasObject{p.panel, p.field, p.none, p.hint}
	for i := range p.rows {
		p.rows[i] = newSwitcherLine(m.ruler, func() { p.take(p.first + i) })
		p.objects = append(p.objects, p.rows[i])
	}
	p.least = func() fyne.Size {
		return fyne.NewSize(switcherWidth, switcherPad+36+widget.Gap8+switcherRows*switcherRow+switcherHint)
	}
	p.lay = p.arrange
	p.ExtendBaseWidget(p)
	return p
}

// say switches the language.
func (p *switcherPage) say(lang words.Language) {
	p.field.SetPlaceholder(words.T(lang, words.SwitcherTyped))
	p.none.SetText(words.T(lang, words.SwitcherNothing))
	p.hint.SetText(words.T(lang, words.SwitcherHint))
}

// take goes to a target. The field in the bar is this package's to go to.
func (p *switcherPage) take(at int) {
	if at >= len(p.state.Targets) {
		return
	}
	action := p.state.Targets[at].Action
	p.switcher.Take(at)
	if action == model.ActionSearch {
		p.box.FocusSearch()
	}
}

// draw shows a state of the model, with the target at the keyboard in view.
func (p *switcherPage) draw(s model.SwitcherState) {
	p.state = s
	if p.field.Text() != s.Typed {
		p.field.SetText(s.Typed)
	}
	p.first = max(min(p.first, s.At, max(len(s.Targets)-switcherRows, 0)), s.At-switcherRows+1)
	for i, row := range p.rows {
		at := p.first + i
		setShown(row, at < len(s.Targets))
		if at < len(s.Targets) {
			t := s.Targets[at]
			row.set(t, targetIcon(t), p.box.targetDetail(t), at == s.At)
		}
	}
	setShown(p.none, len(s.Targets) == 0)
}

// Scrolled implements fyne.Scrollable.
func (p *switcherPage) Scrolled(e *fyne.ScrollEvent) {
	if e.Scrolled.DY < 0 {
		p.switcher.Move(1)
	} else {
		p.switcher.Move(-1)
	}
}

func (p *switcherPage) arrange(size fyne.Size) {
	place(p.panel, 0, 0, size.Width, size.Height)
	place(p.field, switcherPad, switcherPad, size.Width-2*switcherPad, 36)
	y := switcherPad + 36 + widget.Gap8
	place(p.none, switcherPad+widget.Gap8, y+10, size.Width-2*switcherPad, 18)
	for i, row := range p.rows {
		place(row, widget.Gap8, y+float32(i)*switcherRow, size.Width-2*widget.Gap8, switcherRow)
	}
	place(p.hint, switcherPad+widget.Gap8, size.Height-switcherHint+widget.Gap8, size.Width-2*switcherPad-widget.Gap8, 16)
}

// switcherLine is one target.
type switcherLine struct {
	choiceLine
	target model.Target
	detail string
	icon   *widget.Icon
	name   *markedText
	kind   *canvas.Text
}

func newSwitcherLine(r ruler, press func()) *switcherLine {
	l := &switcherLine{kind: newText(widget.SizeMeta, false)}
	l.begin(r, press)
	l.icon = widget.NewIcon("folder", widget.ColorSecondary, 16)
	l.name = newMarkedText(r, widget.SizeInterface)
	l.least = func() fyne.Size { return fyne.NewSize(100, switcherRow) }
	l.lay = l.arrange
	l.style = func() {
		l.ground(widget.ColorSidebar)
		l.kind.Color = widget.Color(widget.ColorSecondary)
	}
	l.ExtendBaseWidget(l)
	return l
}

func (l *switcherLine) set(t model.Target, icon, detail string, current bool) {
	l.target, l.detail, l.current = t, detail, current
	l.icon.Set(icon, widget.ColorSecondary)
	l.Refresh()
}

func (l *switcherLine) arrange(size fyne.Size) {
	place(l.back, 0, 1, size.Width, size.Height-2)
	place(l.icon, 10, (size.Height-16)/2, 16, 16)
	l.kind.Text = l.ruler.fit(l.detail, widget.SizeMeta, false, size.Width*0.4)
	own := l.kind.MinSize().Width
	placeText(l.kind, size.Width-12-own, 0, own, size.Height)
	l.name.reset()
	l.name.line(markedLine{l.target.Name, l.target.Marks, false, widget.ColorText}, 36, (size.Height-20)/2, size.Width-36-own-2*widget.Gap12, 20)
	l.objects = l.name.objects([]fyne.CanvasObject{l.back, l.icon})
	l.objects = append(l.objects, l.kind)
}

// Tapped implements fyne.Tappable.
func (l *switcherLine) Tapped(*fyne.PointEvent) { l.press() }
