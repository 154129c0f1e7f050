package view

import (
	"strconv"

	"fyne.io/fyne/v2"

	"letterbox/ui/model"
	"letterbox/ui/widget"
)

func (m *Mailbox) arrange(size fyne.Size) {
	place(m.bar, 0, 0, size.Width, barHeight)
	m.placeHints()
	y := barHeight
	if !m.banner.Hidden {
		place(m.banner, 0, y, size.Width, bannerHeight)
		y += bannerHeight
	}
	height := max(size.Height-y-statusHeight, 0)
	place(m.status, 0, y+height, size.Width, statusHeight)
	side := min(max(m.sideWidth, sidebarLeast), sidebarMost, max(size.Width-listLeast, sidebarLeast))
	place(m.side, 0, y, side, height)
	place(m.dragL, side-dividerGrip/2, y, dividerGrip, height)
	rest := size.Width - side
	m.placeUndo(side, y, rest, height)
	narrow, outbox, found := m.narrow(), m.config.Shell.Outbox().State().Open, m.config.Shell.Search().State().Open
	m.reader.narrow(narrow)
	list := outbox || narrow && m.reading
	m.list.Hidden, m.results.Hidden, m.reader.Hidden = list || found, list || !found, outbox || narrow && !m.reading
	m.strip.Hidden = list || !found
	m.outbox.Hidden = !outbox
	m.dragR.Hidden = narrow || outbox
	if outbox {
		place(m.outbox, side, y, rest, height)
		return
	}
	if strip := m.strip.height(); !m.strip.Hidden {
		place(m.strip, side, y, rest, strip)
		y, height = y+strip, max(height-strip, 0)
	}
	if narrow {
		place(m.list, side, y, rest, height)
		place(m.results, side, y, rest, height)
		place(m.reader, side, y, rest, height)
		return
	}
	width := min(max(m.listWidth, listLeast), listMost, max(rest-readerLeast, listLeast))
	place(m.list, side, y, width, height)
	place(m.results, side, y, width, height)
	place(m.reader, side+width, y, rest-width, height)
	place(m.dragR, side+width-dividerGrip/2, y, dividerGrip, height)
}

// placeUndo puts the bar that takes things back over the bottom of the panes, in their middle.
func (m *Mailbox) placeUndo(x, y, width, height float32) {
	least := m.undo.MinSize()
	own := min(least.Width, width-2*widget.Gap16)
	place(m.undo, x+(width-own)/2, y+height-least.Height-widget.Gap16, own, least.Height)
}

// resize drags a divider.
func (m *Mailbox) resize(width *float32, dx float32) {
	*width += dx
	m.relay()
}

// remember keeps the widths, as far as they were possible.
func (m *Mailbox) remember() {
	m.sideWidth, m.listWidth = m.side.Size().Width, min(max(m.listWidth, listLeast), listMost)
	m.config.Prefs.Set(prefSidebar, strconv.Itoa(int(m.sideWidth)))
	m.config.Prefs.Set(prefList, strconv.Itoa(int(m.listWidth)))
}

func prefWidth(p model.Preferences, key string, usual float32) float32 {
	if v, err := strconv.Atoi(p.Get(key)); err == nil && v > 0 {
		return float32(v)
	}
	return usual
}
