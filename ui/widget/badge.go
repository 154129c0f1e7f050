package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"
)

// Tone is the meaning of a badge.
type Tone int

// The tones.
const (
	ToneAccent Tone = iota
	ToneGood
	ToneWaiting
	ToneFailed
	ToneQuiet
)

var toneColors = [...]struct{ text, fill fyne.ThemeColorName }{
	ToneAccent: {ColorAccent, ColorAccentWeak}, ToneGood: {ColorGood, ColorGoodWeak}, ToneWaiting: {ColorWaiting, ColorWaitingWeak},
	ToneFailed: {ColorFailed, ColorFailedWeak}, ToneQuiet: {ColorSecondary, ColorSidebar},
}

// Badge is a short text on a pill. A tick before it says that something is settled.
type Badge struct {
	fynewidget.BaseWidget
	text string
	tone Tone
	tick bool
}

// BadgeHeight is the height of a pill.
const BadgeHeight float32 = 22

// NewBadge returns a pill. With tick it begins with a tick.
func NewBadge(text string, tone Tone, tick bool) *Badge {
	b := &Badge{text: text, tone: tone, tick: tick}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes text and tone.
func (b *Badge) Set(text string, tone Tone) {
	if b.text == text && b.tone == tone {
		return
	}
	b.text, b.tone = text, tone
	b.Refresh()
}

const (
	badgePadding float32 = 10
	badgeTick    float32 = 14
)

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	back, text, tick := &canvas.Rectangle{CornerRadius: BadgeHeight / 2}, newText(SizeMeta, false), newPicture()
	tick.Hidden = !b.tick
	lead := badgePadding
	if b.tick {
		lead += badgeTick + 2
	}
	return draw(&drawing{
		owner:   b,
		objects: []fyne.CanvasObject{back, tick, text},
		layout: func(size fyne.Size) {
			back.Resize(size)
			tick.Move(fyne.NewPos(badgePadding, round((size.Height-badgeTick)/2)))
			tick.Resize(fyne.NewSquareSize(badgeTick))
			placeText(text, lead, (size.Height-LineHeight(SizeMeta))/2, size.Width-lead)
		},
		min: func() fyne.Size {
			return fyne.NewSize(face{SizeMeta, false}.measure(b.text)+lead+badgePadding, BadgeHeight)
		},
		paint: func() {
			c := toneColors[b.tone]
			back.FillColor, text.Color, text.Text = Color(c.fill), Color(c.text), b.text
			setPicture(tick, IconResource("check", Color(c.text)))
		},
	})
}

// Avatar is a person's first character in a coloured circle. The colour follows the key, usually the address, so
// that one person looks the same everywhere; it says nothing else.
type Avatar struct {
	fynewidget.BaseWidget
	letter, key string
	size        float32
}

// avatarColors carry white letters with a contrast above 4.5 in both variants.
var avatarColors = []uint32{0x2F7A5F, 0x3C6FB0, 0x7A5BB0, 0xA2556E, 0x8A6420, 0x4F6B7A, 0x5C6F2F, 0x96583C}

// NewAvatar returns a circle, size pixels wide and high.
func NewAvatar(size float32) *Avatar {
	a := &Avatar{size: size}
	a.ExtendBaseWidget(a)
	return a
}

// Set changes whose avatar it is: name gives the letter, key the colour.
func (a *Avatar) Set(name, key string) {
	letter := "?"
	for _, r := range name {
		if r > ' ' && r != '"' && r != '\'' && r != '“' && r != '「' && r != '【' && r != '[' && r != '(' {
			letter = string(upper(r))
			break
		}
	}
	if a.letter == letter && a.key == key {
		return
	}
	a.letter, a.key = letter, key
	a.Refresh()
}

func upper(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}

// CreateRenderer implements fyne.Widget.
func (a *Avatar) CreateRenderer() fyne.WidgetRenderer {
	circle, letter := &canvas.Circle{}, newText(SizeInterface, true)
	letter.Alignment = fyne.TextAlignCenter
	return draw(&drawing{
		owner:   a,
		objects: []fyne.CanvasObject{circle, letter},
		layout: func(size fyne.Size) {
			circle.Resize(size)
			placeText(letter, 0, (size.Height-LineHeight(SizeInterface))/2, size.Width)
		},
		min: func() fyne.Size { return fyne.NewSquareSize(a.size) },
		paint: func() {
			var sum uint32
			for _, r := range a.key {
				sum = sum*31 + uint32(r)
			}
			circle.FillColor = rgb(avatarColors[sum%uint32(len(avatarColors))])
			letter.Color, letter.Text = rgb(0xFFFFFF), a.letter
		},
	})
}
