package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const fileMost float32 = 300

// fileStrip shows the files attached to a message being written, as cards with a cross.
type fileStrip struct {
	painted
	ruler  ruler
	detach func(mail.DraftFileID)
	key    func(*fyne.KeyEvent)
	cards  []*fileCard
}

func newFileStrip(r ruler, detach func(mail.DraftFileID), key func(*fyne.KeyEvent)) *fileStrip {
	s := &fileStrip{ruler: r, detach: detach, key: key}
	s.lay = func(size fyne.Size) {
		flow(s.objects, size.Width, func(o fyne.CanvasObject, x, y float32, own fyne.Size) { place(o, x, y, own.Width, own.Height) })
	}
	s.ExtendBaseWidget(s)
	return s
}

// set shows files.
func (s *fileStrip) set(files []mail.DraftFile, lang words.Language) {
	s.objects = nil
	for i, f := range files {
		if i == len(s.cards) {
			s.cards = append(s.cards, newFileCard(s.ruler, s.key))
		}
		s.cards[i].set(f, lang, s.detach)
		s.objects = append(s.objects, s.cards[i])
	}
	s.Refresh()
}

// HeightFor implements widget.Tall.
func (s *fileStrip) HeightFor(width float32) float32 {
	return flow(s.objects, width, func(fyne.CanvasObject, float32, float32, fyne.Size) {})
}

// fileCard is one attached file.
type fileCard struct {
	painted
	ruler      ruler
	back       *canvas.Rectangle
	icon       *widget.Icon
	name, size *canvas.Text
	shut       *widget.IconButton
	remove     func()
}

func newFileCard(r ruler, key func(*fyne.KeyEvent)) *fileCard {
	c := &fileCard{ruler: r, back: canvas.NewRectangle(nil)}
	c.back.CornerRadius, c.back.StrokeWidth = widget.RadiusControl, widget.LineWidth
	c.icon = widget.NewIcon("file", widget.ColorSecondary, 18)
	c.name, c.size = newText(widget.SizeInterface, false), newText(widget.SizeMeta, false)
	c.shut = widget.NewBareIconButton("cross", "", func() { c.remove() })
	c.shut.OnKey(key)
	c.objects = []fyne.CanvasObject{c.back, c.icon, c.name, c.size, c.shut}
	c.least = func() fyne.Size {
		return fyne.NewSize(39+c.name.MinSize().Width+widget.Gap4+c.size.MinSize().Width+widget.Gap4+28+widget.Gap4, cardHeight)
	}
	c.lay = func(size fyne.Size) {
		place(c.back, 0, 0, size.Width, size.Height)
		place(c.icon, 12, 11, 18, 18)
		placeText(c.name, 39, 0, 0, cardHeight)
		placeText(c.size, 39+c.name.MinSize().Width+widget.Gap4, 1, 0, cardHeight)
		place(c.shut, size.Width-28-widget.Gap4, 6, 28, 28)
	}
	c.style = func() {
		c.back.FillColor, c.back.StrokeColor = widget.Color(widget.ColorSurface), widget.Color(widget.ColorLine)
		c.name.Color, c.size.Color = widget.Color(widget.ColorText), widget.Color(widget.ColorSecondary)
	}
	c.ExtendBaseWidget(c)
	return c
}

func (c *fileCard) set(f mail.DraftFile, lang words.Language, detach func(mail.DraftFileID)) {
	c.remove = func() { detach(f.ID) }
	c.name.Text = c.ruler.fit(f.Name, widget.SizeInterface, false, fileMost-120)
	widget.SetFont(c.name)
	c.size.Text = words.Size(f.Size)
	c.shut.Set("cross", words.T(lang, words.ComposeDetach, f.Name))
	c.Refresh()
}
