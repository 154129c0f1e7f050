package view

import (
	"fyne.io/fyne/v2"

	"letterbox/ui/model"
	"letterbox/ui/words"
)

// menu opens what can be done with the page and with what is under the mouse.
func (h *htmlPage) menu(p, absolute fyne.Position) {
	link := h.at(p).Link
	t := func(k words.Key) string { return words.T(h.lang, k) }
	var items []*fyne.MenuItem
	if selected := h.copyText(); selected != "" {
		items = append(items, fyne.NewMenuItem(t(words.HTMLCopy), func() { h.ports.copy(selected) }))
	}
	if link != "" && link[0] != '#' {
		items = append(items, fyne.NewMenuItem(t(words.HTMLCopyLink), func() { h.ports.copy(link) }))
	}
	items = append(items, fyne.NewMenuItem(t(words.HTMLSelectAll), h.selectAll), fyne.NewMenuItem(t(words.HTMLFind), h.ports.find))
	h.ports.menu(append(append(items, fyne.NewMenuItemSeparator()), h.looks()...), absolute)
}

// looks are the ways to look at the message.
func (h *htmlPage) looks() []*fyne.MenuItem {
	l, s := h.letter, h.state.Page
	item := func(k words.Key, checked bool, do func()) *fyne.MenuItem {
		i := fyne.NewMenuItem(words.T(h.lang, k), do)
		i.Checked = checked
		return i
	}
	var items []*fyne.MenuItem
	if s.HTML && s.Failure == "" {
		items = append(items, item(words.HTMLAsPage, s.Form == model.FormPage, func() { l.ShowAs(model.FormPage) }))
	}
	items = append(items,
		item(words.HTMLAsText, s.Form == model.FormText, func() { l.ShowAs(model.FormText) }),
		item(words.HTMLAsSource, s.Form == model.FormSource, func() { l.ShowAs(model.FormSource) }))
	if s.Form != model.FormPage {
		return items
	}
	items = append(items, fyne.NewMenuItemSeparator(),
		item(words.HTMLZoomIn, false, func() { l.ZoomBy(1) }),
		item(words.HTMLZoomOut, false, func() { l.ZoomBy(-1) }),
		item(words.HTMLZoomUsual, false, func() { l.ZoomBy(0) }),
		item(words.HTMLFit, s.Fit, l.ToggleFit))
	switch {
	case s.Whole:
		items = append(items, item(words.HTMLFold, false, l.ToggleWhole))
	case h.leaf != nil && h.leaf.Folded:
		items = append(items, item(words.HTMLUnfold, false, l.ToggleWhole))
	}
	if surface().Luminance() < 0.2 {
		items = append(items, item(words.HTMLBright, s.Bright, l.ToggleBright))
	}
	return items
}
