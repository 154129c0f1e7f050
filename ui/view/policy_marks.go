package view

import (
	"fyne.io/fyne/v2"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// newLocked shows a setting that the administrator has locked: what is set, a lock, and whose it is.
func newLocked(said words.Words, value string) fyne.CanvasObject {
	lock := widget.NewIcon("lock", widget.ColorSecondary, 16)
	name, whose := widget.NewText(value, widget.StyleBody), widget.NewText(said.T(words.PolicyByAdmin), widget.StyleHint)
	row := &painted{objects: []fyne.CanvasObject{lock, name, whose}}
	row.least = func() fyne.Size {
		return fyne.NewSize(16+widget.Gap8+name.FullWidth()+widget.Gap12+whose.FullWidth(), 32)
	}
	row.lay = func(size fyne.Size) {
		place(lock, 0, 8, 16, 16)
		x := 16 + widget.Gap8
		place(name, x, 0, name.FullWidth(), size.Height)
		x += name.FullWidth() + widget.Gap12
		place(whose, x, 0, max(size.Width-x, 0), size.Height)
	}
	row.ExtendBaseWidget(row)
	return row
}

// clearTextWords says of an account that connects without encryption how long it may; "" of any other.
func clearTextWords(said words.Words, c model.ClearText) string {
	switch {
	case !c.Is:
		return ""
	case c.Until == "":
		return said.T(words.PlainBadgeEnded)
	default:
		return said.T(words.PlainBadgeUntil, c.Until)
	}
}

// clearTextTone is the colour of the badge: waiting as long as it is allowed.
func clearTextTone(c model.ClearText) widget.Tone {
	if c.Until == "" {
		return widget.ToneFailed
	}
	return widget.ToneWaiting
}

// fillGiven shows the servers that the administrator has named.
func fillGiven(column *widget.Column, said words.Words, s model.WizardState) {
	column.Clear()
	for i, one := range []struct {
		title words.Key
		form  model.ServerForm
	}{{words.AdvancedIncoming, s.Incoming}, {words.AdvancedOutgoing, s.Outgoing}} {
		gap := widget.Gap16
		if i == 0 {
			gap = 0
		}
		column.Add(gap, widget.NewText(said.T(one.title), widget.StyleStrong))
		column.Add(widget.Gap4, newLocked(said, protocolName(one.form.Protocol)+" "+one.form.Host+":"+one.form.Port))
		if one.form.Username != "" {
			column.Add(0, widget.NewText(said.T(words.PolicyUserGiven, one.form.Username), widget.StyleHint))
		}
	}
}
