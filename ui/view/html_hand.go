package view

import (
	"image/color"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"

	"letterbox/ui/hypertext/fold"
	"letterbox/ui/hypertext/press"
	"letterbox/ui/hypertext/selection"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// at returns what is at a place of the roll's page.
func (h *htmlPage) at(p fyne.Position) selection.Target {
	if h.leaf == nil {
		return selection.Target{}
	}
	z := h.zoom()
	return h.leaf.Index.At(press.Unit(p.X/z), press.Unit(p.Y/z))
}

// down begins a selection, or with Shift changes where it ends; two clicks select a word, three all around it.
func (h *htmlPage) down(p fyne.Position, clicks int, extend bool) {
	if h.leaf == nil {
		return
	}
	at := h.at(p).Position
	switch {
	case extend:
		h.chosen.To = at
	case clicks == 2:
		h.chosen = h.leaf.Index.Word(at)
	case clicks >= 3:
		h.chosen = h.leaf.Index.Paragraph(at)
	default:
		h.chosen = selection.Range{From: at, To: at}
	}
	h.pinned = h.chosen
	h.mark()
}

// drag lets the selection end where the mouse is. What a double click selected stays in it.
func (h *htmlPage) drag(p fyne.Position) {
	if h.leaf == nil {
		return
	}
	at := h.at(p).Position
	h.chosen = h.pinned
	switch {
	case at < h.pinned.From:
		h.chosen = selection.Range{From: h.pinned.To, To: at}
	case at > h.pinned.To || h.pinned.From == h.pinned.To:
		h.chosen.To = at
	}
	h.mark()
}

// tap follows a link, unless the mouse selected something.
func (h *htmlPage) tap(p fyne.Position) {
	if t := h.at(p); t.Link != "" && h.chosen.From == h.chosen.To {
		h.follow(t.Link)
	}
}

// follow goes where a link leads: inside of the message at once, everywhere else by the window.
func (h *htmlPage) follow(link string) {
	if link == fold.Link {
		h.letter.ToggleWhole()
		return
	}
	if name, inside := strings.CutPrefix(link, "#"); inside {
		if y, ok := h.leaf.Anchor(name); ok {
			z := h.zoom()
			h.ports.reveal(y*z, y*z+h.roll.Shown())
		}
		return
	}
	h.ports.follow(link)
}

// hovered says where the link under the mouse leads, whatever its text claims.
func (h *htmlPage) hovered(p fyne.Position, inside bool) {
	link := ""
	if inside {
		link = h.at(p).Link
	}
	if link == h.hover {
		return
	}
	h.hover = link
	h.ports.hint(h.hint(link))
}

// hint words where a link leads.
func (h *htmlPage) hint(link string) string {
	if link == fold.Link {
		return words.T(h.lang, words.HTMLUnfold)
	}
	if strings.HasPrefix(link, "#") {
		return ""
	}
	if u, err := url.Parse(link); err == nil && h.leaf != nil {
		for _, d := range h.leaf.Doubts {
			if d.Host == strings.ToLower(u.Hostname()) {
				return words.T(h.lang, words.HTMLHintLink, link, d.Says)
			}
		}
	}
	return linkHint(h.lang, link)
}

// key moves from link to link, follows one, and drops the selection; other keys are the reader's.
func (h *htmlPage) key(e *fyne.KeyEvent) {
	n := len(h.links)
	switch {
	case e.Name == fyne.KeyRight && n > 0:
		h.visit((h.link + 1) % n)
	case e.Name == fyne.KeyLeft && n > 0:
		h.visit((max(h.link, 0) - 1 + n) % n)
	case (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter) && h.link >= 0:
		h.follow(h.links[h.link].Address)
	case e.Name == fyne.KeyEscape && h.chosen.From != h.chosen.To:
		h.chosen = selection.Range{}
		h.mark()
	default:
		h.ports.key(e)
	}
}

// visit brings the keyboard to a link.
func (h *htmlPage) visit(link int) {
	h.link = link
	h.show(h.links[link].Range)
	h.ports.hint(h.hint(h.links[link].Address))
	h.mark()
}

// show scrolls to a range.
func (h *htmlPage) show(r selection.Range) {
	if rects := h.leaf.Index.Rects(r); len(rects) > 0 {
		z := h.zoom()
		y := rects[0].Y.Px() * z
		h.ports.reveal(y, y+rects[0].H.Px()*z)
	}
}

// copyText returns the selected text.
func (h *htmlPage) copyText() string {
	if h.leaf == nil {
		return ""
	}
	return strings.TrimSpace(h.leaf.Index.Copy(h.chosen))
}

func (h *htmlPage) selectAll() {
	if h.leaf == nil {
		return
	}
	h.chosen = selection.Range{To: len([]rune(h.leaf.Index.Text()))}
	h.mark()
}

// mostMarks is how many places are marked at once.
const mostMarks = 4000

// mark lays the colors of selection, finds and the link at the keyboard over the page.
func (h *htmlPage) mark() {
	if h.leaf == nil {
		return
	}
	z := h.zoom()
	var marks []widget.RollMark
	add := func(r selection.Range, c color.Color) {
		for _, p := range h.leaf.Index.Rects(r) {
			if len(marks) < mostMarks {
				marks = append(marks, widget.RollMark{X: p.X.Px() * z, Y: p.Y.Px() * z, W: p.W.Px() * z, H: p.H.Px() * z, Color: c})
			}
		}
	}
	for i, f := range h.finds {
		if i != h.find {
			add(f, markColor(widget.ColorWaiting, 0x50))
		}
	}
	if len(h.finds) > 0 {
		add(h.finds[h.find], markColor(widget.ColorWaiting, 0xA0))
	}
	if h.link >= 0 {
		add(h.links[h.link].Range, markColor(widget.ColorAccent, 0x40))
	}
	add(h.chosen, markColor(widget.ColorAccent, 0x48))
	h.roll.SetMarks(marks)
}

// markColor makes a color of the theme translucent: text is read through it.
func markColor(name fyne.ThemeColorName, alpha uint8) color.Color {
	r, g, b, _ := widget.Color(name).RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: alpha}
}

// mostFinds is how many places of a text are found.
const mostFinds = 500

// search finds a text in the message and shows its first place at or below what is visible.
func (h *htmlPage) search(query string) {
	h.finds, h.find, h.query = nil, 0, query
	if h.leaf != nil && strings.TrimSpace(query) != "" {
		h.finds = h.leaf.Index.Find(query, mostFinds)
		top, _ := h.roll.Viewport()
		for i, f := range h.finds {
			if r := h.leaf.Index.Rects(f); len(r) > 0 && (r[0].Y+r[0].H).Px()*h.zoom() >= max(top, 0) {
				h.find = i
				break
			}
		}
		h.step(0)
	}
	h.mark()
}

// step goes on to another place that was found.
func (h *htmlPage) step(by int) {
	if n := len(h.finds); n > 0 {
		h.find = (h.find + by + n) % n
		h.show(h.finds[h.find])
		h.mark()
	}
}
