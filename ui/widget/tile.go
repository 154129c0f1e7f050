package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"
)

// Tile is what one card of a Tiles shows.
type Tile struct {
	ID          string
	Mark        string // one character
	Title, Hint string
}

// Tiles is a grid of cards in two columns with one of them chosen. It is one stop of the Tab key; the arrow keys
// move the choice and Enter opens it.
type Tiles struct {
	fynewidget.BaseWidget
	tiles   []Tile
	chosen  string
	events  TilesEvents
	focused bool
	cards   []*tileCard
	ring    ring
}

// TilesEvents are what a grid reports; all may be nil.
type TilesEvents struct {
	Chosen func(id string)
	Opened func(id string)
	Escape func()
	Above  func()                  // Up was pressed in the first row
	Show   func(y, bottom float32) // the chosen card lies there, to be scrolled into view
}

const (
	tileHeight float32 = 66
	tileGap    float32 = 12
	tileMark   float32 = 36
	tileInset  float32 = 15
)

// NewTiles returns an empty grid.
func NewTiles(events TilesEvents) *Tiles {
	t := &Tiles{events: events, ring: newRing(RadiusCard)}
	t.ExtendBaseWidget(t)
	return t
}

// Set changes the cards and which of them is chosen.
func (t *Tiles) Set(tiles []Tile, chosen string) {
	if t.chosen == chosen && sameTiles(t.tiles, tiles) {
		return
	}
	t.tiles, t.chosen = tiles, chosen
	for len(t.cards) < len(tiles) {
		t.cards = append(t.cards, newTileCard(t, len(t.cards)))
	}
	t.Refresh()
}

func sameTiles(a, b []Tile) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// HeightFor implements Tall.
func (t *Tiles) HeightFor(float32) float32 {
	rows := float32((len(t.tiles) + 1) / 2)
	return max(rows*(tileHeight+tileGap)-tileGap, 0)
}

func (t *Tiles) choose(i int) {
	if i < 0 || i >= len(t.tiles) {
		return
	}
	if t.events.Show != nil {
		y := float32(i/2) * (tileHeight + tileGap)
		t.events.Show(y, y+tileHeight)
	}
	if t.events.Chosen != nil {
		t.events.Chosen(t.tiles[i].ID)
	}
}

func (t *Tiles) at() int {
	for i, tile := range t.tiles {
		if tile.ID == t.chosen {
			return i
		}
	}
	return -1
}

// FocusGained implements fyne.Focusable. Arriving without a choice takes the first card.
func (t *Tiles) FocusGained() {
	t.focused = true
	if t.at() < 0 {
		t.choose(0)
	}
	t.Refresh()
}

// FocusLost implements fyne.Focusable.
func (t *Tiles) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune implements fyne.Focusable.
func (t *Tiles) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (t *Tiles) TypedKey(e *fyne.KeyEvent) {
	at := t.at()
	switch e.Name {
	case fyne.KeyLeft:
		t.choose(at - 1)
	case fyne.KeyRight:
		t.choose(at + 1)
	case fyne.KeyUp:
		if at < 2 && t.events.Above != nil {
			t.events.Above()
			return
		}
		t.choose(at - 2)
	case fyne.KeyDown:
		t.choose(min(at+2, len(t.tiles)-1))
	case fyne.KeyHome:
		t.choose(0)
	case fyne.KeyEnd:
		t.choose(len(t.tiles) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if at >= 0 && t.events.Opened != nil {
			t.events.Opened(t.tiles[at].ID)
		}
	case fyne.KeyEscape:
		if t.events.Escape != nil {
			t.events.Escape()
		}
	default:
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Tiles) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{owner: t}
	d.paint = func() {
		d.objects = d.objects[:0]
		for i := range t.tiles {
			t.cards[i].Refresh()
			d.objects = append(d.objects, t.cards[i])
		}
		t.ring.paint(t.focused && t.at() >= 0)
		d.objects = append(d.objects, t.ring.Rectangle)
	}
	d.layout = func(size fyne.Size) {
		width := round((size.Width - tileGap) / 2)
		for i := range t.tiles {
			x, y := float32(i%2)*(width+tileGap), float32(i/2)*(tileHeight+tileGap)
			t.cards[i].Move(fyne.NewPos(x, y))
			t.cards[i].Resize(fyne.NewSize(width, tileHeight))
			if i == t.at() {
				t.ring.layout(t.cards[i].Size())
				t.ring.Move(t.ring.Position().Add(t.cards[i].Position()))
			}
		}
	}
	d.min = func() fyne.Size { return fyne.NewSize(2*200+tileGap, t.HeightFor(0)) }
	return draw(d)
}
