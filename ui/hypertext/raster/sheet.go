package raster

import (
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/paint"
)

// band is how much of the page, in px, has one list of the items that touch it.
const band = 512 * layout.One

// Sheet is a page ready to be painted: its items, and which of them touch which part of it. It is never changed, so
// any goroutine may read it.
type Sheet struct {
	items []paint.Item
	bands [][]int32 // indices of items in painting order, by 512 px of height
	wide  []int32   // those that touch many bands
}

// maxBands is how many bands an item is listed in; one that touches more is looked at for every tile.
const maxBands = 64

// NewSheet prepares items, first painted first.
func NewSheet(items []paint.Item) *Sheet {
	s := &Sheet{items: items}
	for i := range items {
		r := ink(&items[i])
		if r.W <= 0 || r.H <= 0 {
			continue
		}
		first, last := max(0, int(r.Y/band)), int((r.Y+r.H)/band)
		if last-first > maxBands {
			s.wide = append(s.wide, int32(i))
			continue
		}
		for b := first; b <= last; b++ {
			for len(s.bands) <= b {
				s.bands = append(s.bands, nil)
			}
			s.bands[b] = append(s.bands[b], int32(i))
		}
	}
	return s
}

// ink returns where an item can leave marks: letters reach beyond their lines.
func ink(i *paint.Item) paint.Rect {
	r := i.Rect
	switch i.Kind {
	case paint.Glyphs:
		em := layout.FromPx(i.Style.FontSize)
		r.X, r.W = r.X-em, r.W+2*em
		base := r.Y + i.Text.Ascent
		r.Y = min(r.Y, base-2*em)
		r.H = max(i.Rect.Y+i.Rect.H, base+em) - r.Y
	case paint.Marker:
		em := layout.FromPx(i.Style.FontSize)
		r = paint.Rect{X: r.X - 12*em, Y: r.Y - 2*em, W: 13 * em, H: 3 * em}
	case paint.Fill, paint.Border, paint.Picture, paint.Content, paint.Underline:
		r.W, r.H = r.W+layout.One, r.H+layout.One // rounding to pixels of the screen
	}
	return r.Intersect(i.Clip)
}

// touching calls f for the items that touch the part of the page from top to bottom, in painting order.
func (s *Sheet) touching(top, bottom layout.Unit, f func(*paint.Item)) {
	first, last := max(0, int(top/band)), min(len(s.bands)-1, int(bottom/band))
	lists := [][]int32{s.wide}
	for b := first; b <= last; b++ {
		lists = append(lists, s.bands[b])
	}
	done := int32(-1)
	for {
		next := int32(-1)
		for k, list := range lists {
			for len(list) > 0 && list[0] <= done {
				list = list[1:]
			}
			lists[k] = list
			if len(list) > 0 && (next < 0 || list[0] < next) {
				next = list[0]
			}
		}
		if next < 0 {
			return
		}
		done = next
		f(&s.items[next])
	}
}
