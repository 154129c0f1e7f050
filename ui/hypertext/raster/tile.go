package raster

import (
	"image"

	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/paint"
	"letterbox/ui/hypertext/style"
)

// borderOf returns the width of a side of the box that a background belongs to, 0 for the canvas.
func borderOf(i *paint.Item, side int) layout.Unit {
	if i.Style == nil {
		return 0
	}
	return layout.FromPx(i.Style.Border[side].Width)
}

// tileBox returns where the picture of a background stands that is not repeated (CSS Backgrounds 3 section 3.9).
func (p *Painter) tileBox(b *style.Image, picture image.Image, area paint.Rect) image.Rectangle {
	w, h := float64(picture.Bounds().Dx()), float64(picture.Bounds().Dy())
	aw, ah := float64(area.W.Px()), float64(area.H.Px())
	sw, sh := w, h
	switch {
	case b.Cover:
		sw, sh = w*max(aw/w, ah/h), h*max(aw/w, ah/h)
	case b.Contain:
		sw, sh = w*min(aw/w, ah/h), h*min(aw/w, ah/h)
	case b.W.Kind == style.Fixed && b.H.Kind == style.Fixed:
		sw, sh = float64(b.W.Of(float32(aw))), float64(b.H.Of(float32(ah)))
	case b.W.Kind == style.Fixed:
		sw = float64(b.W.Of(float32(aw)))
		sh = sw * h / w
	case b.H.Kind == style.Fixed:
		sh = float64(b.H.Of(float32(ah)))
		sw = sh * w / h
	}
	x := float64(area.X.Px()) + float64(b.X.Of(float32(aw-sw)))
	y := float64(area.Y.Px()) + float64(b.Y.Of(float32(ah-sh)))
	left, top := whole(x*p.frame.Scale-float64(p.frame.X)), whole(y*p.frame.Scale-float64(p.frame.Y))
	return image.Rect(left, top, left+max(1, whole(sw*p.frame.Scale)), top+max(1, whole(sh*p.frame.Scale)))
}

// tile repeats a picture over the clip as the style wants it.
func (p *Painter) tile(i *paint.Item, box, clip image.Rectangle, picture image.Image) {
	alpha := uint32(max(0, min(i.Opacity, 1))*255 + 0.5)
	if ready := p.picture(i.Image.URL, box); ready != nil {
		picture = ready
	}
	across, down := repeats(i.Image.Repeat)
	first := box
	if across {
		first = first.Add(image.Pt(-stepsBack(box.Min.X, clip.Min.X, box.Dx())*box.Dx(), 0))
	}
	if down {
		first = first.Add(image.Pt(0, -stepsBack(box.Min.Y, clip.Min.Y, box.Dy())*box.Dy()))
	}
	for row := first; row.Min.Y < clip.Max.Y; row = row.Add(image.Pt(0, box.Dy())) {
		for at := row; at.Min.X < clip.Max.X; at = at.Add(image.Pt(box.Dx(), 0)) {
			p.place(at, clip, picture, alpha)
			if !across {
				break
			}
		}
		if !down {
			break
		}
	}
}

func repeats(word string) (across, down bool) {
	switch word {
	case "no-repeat":
		return false, false
	case "repeat-x":
		return true, false
	case "repeat-y":
		return false, true
	default:
		return true, true
	}
}

// stepsBack returns how many steps a place lies beyond a beginning; negative when it lies before it.
func stepsBack(at, from, step int) int {
	n := (at - from) / step
	if (at-from)%step > 0 {
		n++
	}
	return n
}
