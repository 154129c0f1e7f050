package widget

import (
	"image"
	"image/color"
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"
)

// stripHeight is how high one picture of a Roll is, in pixels of the screen: a compromise between the time for
// painting one and their number.
const stripHeight = 512

// Roll shows a long page that is painted elsewhere, strip by strip. Only the strips in the viewport and one on each
// side exist; their objects and pictures are used again and again, because the toolkit keeps what is dropped for a
// minute. It does not scroll up and down by itself: put it into a Page. A page that is wider than the roll is moved
// sideways.
type Roll struct {
	fynewidget.BaseWidget
	events RollEvents
	now    func() time.Time

	back   *canvas.Rectangle
	strips []*strip
	marks  []*canvas.Rectangle
	bar    *canvas.Rectangle // where a wide page stands
	shown  []RollMark
	free   []*image.RGBA

	page        RollPage
	generation  int
	left        float32 // what is hidden of the page at the left
	top, bottom float32 // viewport, in own coordinates
	asked       []int   // strips under way
	width       float32 // that was told

	focused bool
	clicks  clicking
}

// RollPage is what a Roll shows. Width and Height are in its own units; a page that is as wide as the roll at most
// does not move sideways.
type RollPage struct {
	Width, Height float32
	Ground        color.Color // where nothing is painted yet
	Version       any         // comparable; strips stay while it and all else is the same
}

// Strip is a part of the page to be painted: X and Y are its left top in pixels of the screen from that of the page,
// Scale is pixels for one unit. Picture is as large as the strip and belongs to whoever paints it until it is given
// back.
type Strip struct {
	Index   int
	X, Y    int
	Scale   float64
	Picture *image.RGBA

	generation int
}

// RollMark is a rectangle laid over the page: what is selected or found.
type RollMark struct {
	X, Y, W, H float32
	Color      color.Color
}

// RollEvents are what a Roll reports; all but Paint may be nil. Places are those of the page.
type RollEvents struct {
	// Width tells that the roll has another width.
	Width func(width float32)
	// Paint has strips painted, those in the viewport first, and given to Put on the UI goroutine. It takes the place
	// of what was asked before.
	Paint  func(strips []Strip, visible int)
	Down   func(at fyne.Position, clicks int, extend bool)
	Drag   func(at fyne.Position)
	Tap    func(at fyne.Position)
	Menu   func(at, absolute fyne.Position)
	Hover  func(at fyne.Position, inside bool)
	Link   func() bool // whether what is hovered can be pressed
	Key    func(*fyne.KeyEvent)
	Copy   func() string
	All    func()             // everything is to be selected
	Scroll func(down float32) // the page is to be scrolled
	Focus  func(bool)
}

// strip is one picture on the screen.
type strip struct {
	image      *canvas.Image
	index      int
	generation int
	used       bool
}

// NewRoll returns an empty roll.
func NewRoll(events RollEvents) *Roll {
	r := &Roll{events: events, now: time.Now, back: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil)}
	r.bar.CornerRadius = 2
	r.bar.Hide()
	r.ExtendBaseWidget(r)
	return r
}

// SetPage changes what is shown, and reports whether that is anything else than before. Strips of the page before stay
// until the first ones of the new page are there.
func (r *Roll) SetPage(p RollPage) bool {
	if r.generation > 0 && p == r.page {
		return false
	}
	r.page = p
	r.anew()
	return true
}

// anew has all strips painted again.
func (r *Roll) anew() {
	r.generation++
	r.asked = nil
	r.left = max(0, min(r.left, r.page.Width-r.Size().Width))
	r.Refresh()
}

// SetMarks changes the rectangles over the page.
func (r *Roll) SetMarks(marks []RollMark) {
	r.shown = marks
	r.Refresh()
}

// HeightFor implements Tall.
func (r *Roll) HeightFor(float32) float32 { return r.page.Height }

// SetViewport says which part is visible, from top to bottom in the roll's own coordinates.
func (r *Roll) SetViewport(top, bottom float32) {
	if r.top == top && r.bottom == bottom {
		return
	}
	r.top, r.bottom = top, bottom
	r.update()
}

// Viewport returns which part of the page is visible.
func (r *Roll) Viewport() (top, bottom float32) { return r.top, r.bottom }

// Left returns how much of the page is hidden at the left.
func (r *Roll) Left() float32 { return r.left }

// MoveSideways shows another part of a page that is wider than the roll.
func (r *Roll) MoveSideways(by float32) {
	left := max(0, min(r.left+by, r.page.Width-r.Size().Width))
	if left != r.left {
		r.left = left
		r.anew()
	}
}

// Shown returns how much of the page fits into the viewport.
func (r *Roll) Shown() float32 { return r.bottom - r.top }

// scale returns how many pixels of the screen one unit is.
func (r *Roll) scale() float64 {
	c := fyne.CurrentApp().Driver().CanvasForObject(r)
	if c == nil {
		return 1
	}
	const far = 1000
	x, _ := c.PixelCoordinateForPosition(fyne.NewPos(far, 0)) // on macOS there is more to it than the canvas's scale
	return float64(x) / far
}

// update shows the strips that are there and asks for those that are missing.
func (r *Roll) update() {
	if r.generation == 0 || r.Size().Width <= 0 || r.page.Height <= 0 {
		return
	}
	scale := r.scale()
	first, last, from, to := r.reach(scale)
	missing := r.missing(first, last, from, to)
	if len(missing) > 0 && !slices.Equal(missing, r.asked) {
		r.ask(missing, from, to, scale)
	}
	r.placeMarks()
	r.placeBar()
}

// reach returns the strips in the viewport, and with those around it.
func (r *Roll) reach(scale float64) (first, last, from, to int) {
	count := int(math.Ceil(float64(r.page.Height) * scale / stripHeight))
	from = max(0, min(int(float64(r.top)*scale/stripHeight), count-1))
	to = max(from, min(int(float64(r.bottom)*scale/stripHeight), count-1))
	return max(from-1, 0), min(to+1, count-1), from, to
}

// missing lists the strips that are not there, those in the viewport first, and lets go of the others.
func (r *Roll) missing(first, last, from, to int) []int {
	there := map[int]bool{}
	for _, s := range r.strips {
		if !s.used || s.generation != r.generation {
			continue
		}
		if s.index < first || s.index > last {
			r.retire(s)
			continue
		}
		there[s.index] = true
	}
	var near, around []int
	for i := first; i <= last; i++ {
		switch {
		case there[i]:
		case i >= from && i <= to:
			near = append(near, i)
		default:
			around = append(around, i)
		}
	}
	return append(near, around...)
}

func (r *Roll) ask(missing []int, from, to int, scale float64) {
	r.asked = missing
	width := max(1, int(math.Round(float64(r.Size().Width)*scale)))
	total := int(math.Ceil(float64(r.page.Height) * scale))
	var strips []Strip
	visible := 0
	for _, i := range missing {
		height := max(1, min(stripHeight, total-i*stripHeight))
		strips = append(strips, Strip{
			Index: i, X: int(math.Round(float64(r.left) * scale)), Y: i * stripHeight, Scale: scale,
			Picture: r.buffer(width, height), generation: r.generation,
		})
		if i >= from && i <= to {
			visible++
		}
	}
	r.events.Paint(strips, visible)
}

// buffer returns a picture that nothing shows.
func (r *Roll) buffer(w, h int) *image.RGBA {
	for i, b := range r.free {
		if b.Rect.Dx() == w && b.Rect.Dy() == h {
			r.free = append(r.free[:i], r.free[i+1:]...)
			return b
		}
	}
	return image.NewRGBA(image.Rect(0, 0, w, h))
}

// mostFree is how many pictures wait to be used again.
const mostFree = 2

// retire takes a strip from the screen and keeps its picture for another one.
func (r *Roll) retire(s *strip) {
	if b, ok := s.image.Image.(*image.RGBA); ok && len(r.free) < mostFree {
		r.free = append(r.free, b)
	}
	s.used = false
	s.image.Image = nil
	s.image.Hide()
	s.image.Refresh() // lets go of the texture
}

// Put shows strips that were painted. Those of an earlier page are dropped.
func (r *Roll) Put(painted []Strip) {
	current := painted[:0:0]
	for _, p := range painted {
		if p.generation == r.generation && !r.has(p.Index) {
			current = append(current, p)
		}
	}
	if len(current) == 0 {
		return
	}
	for _, s := range r.strips {
		if s.used && s.generation != r.generation {
			r.retire(s)
		}
	}
	for _, p := range current {
		r.hang(p)
	}
	r.Refresh()
	r.back.Refresh() // an object that was never painted finds no canvas to be painted on by itself
}

// has reports whether a strip of the page is there.
func (r *Roll) has(index int) bool {
	for _, s := range r.strips {
		if s.used && s.generation == r.generation && s.index == index {
			return true
		}
	}
	return false
}

// hang puts a strip on the screen.
func (r *Roll) hang(p Strip) {
	var s *strip
	for _, other := range r.strips {
		if !other.used {
			s = other
			break
		}
	}
	if s == nil {
		s = &strip{image: &canvas.Image{ScaleMode: canvas.ImageScalePixels, FillMode: canvas.ImageFillStretch}}
		r.strips = append(r.strips, s)
	}
	s.used, s.index, s.generation = true, p.Index, p.generation
	s.image.Image = p.Picture
	s.image.Move(fyne.NewPos(0, float32(float64(p.Y)/p.Scale)))
	s.image.Resize(fyne.NewSize(float32(float64(p.Picture.Rect.Dx())/p.Scale), float32(float64(p.Picture.Rect.Dy())/p.Scale)))
	s.image.Show()
	s.image.Refresh()
}

// Clear takes everything from the screen, and the pictures from memory.
func (r *Roll) Clear() {
	for _, s := range r.strips {
		if s.used {
			r.retire(s)
		}
	}
	r.free, r.shown, r.asked = nil, nil, nil
	r.left = 0
	r.page = RollPage{}
	r.generation++
	r.Refresh()
}

// placeMarks lays the rectangles over the strips that are visible.
func (r *Roll) placeMarks() {
	n := 0
	for _, m := range r.shown {
		if m.Y+m.H < r.top-stripHeight || m.Y > r.bottom+stripHeight {
			continue
		}
		if n == len(r.marks) {
			r.marks = append(r.marks, canvas.NewRectangle(nil))
		}
		o := r.marks[n]
		n++
		o.FillColor = m.Color
		o.Move(fyne.NewPos(m.X-r.left, m.Y))
		o.Resize(fyne.NewSize(m.W, m.H))
		o.Show()
	}
	for _, o := range r.marks[n:] {
		o.Hide()
	}
}

// placeBar shows which part of a wide page is visible.
func (r *Roll) placeBar() {
	width := r.Size().Width
	r.bar.Hidden = r.page.Width <= width+1
	if r.bar.Hidden {
		return
	}
	const thick = 4
	long := max(width*width/r.page.Width, 20)
	x := (width - long) * r.left / (r.page.Width - width)
	y := min(r.bottom, r.page.Height) - thick - 2
	r.bar.Move(fyne.NewPos(x, max(y, 0)))
	r.bar.Resize(fyne.NewSize(long, thick))
}

// CreateRenderer implements fyne.Widget.
func (r *Roll) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{owner: r}
	d.paint = func() {
		r.back.FillColor = r.page.Ground
		r.bar.FillColor = Color(ColorFaint)
	}
	d.layout = func(size fyne.Size) {
		r.back.Resize(size)
		if size.Width != r.width {
			r.width = size.Width
			r.asked = nil
			if r.events.Width != nil {
				r.events.Width(size.Width)
			}
		}
		r.update()
		d.objects = append(d.objects[:0], r.back)
		for _, s := range r.strips {
			d.objects = append(d.objects, s.image)
		}
		for _, m := range r.marks {
			d.objects = append(d.objects, m)
		}
		d.objects = append(d.objects, r.bar)
	}
	d.min = func() fyne.Size { return fyne.NewSize(80, max(r.page.Height, 1)) }
	return draw(d)
}
