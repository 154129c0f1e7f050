package view

import (
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// PolicyConfig holds what the page needs from the window it is in. All of it is required.
type PolicyConfig struct {
	Policy   *model.Policy
	Language words.Language
	Close    func()
}

// Policy shows what the administrator has decided and where it comes from. Nothing on it can be changed. It belongs to
// the UI goroutine.
type Policy struct{ *sheet }

// NewPolicy makes the page.
func NewPolicy(c PolicyConfig) *Policy {
	said := words.For(c.Language)
	column := widget.NewColumn(0)
	v := &Policy{newSheet(said.T(words.ButtonClose), column, c.Close)}
	v.buttons([]*widget.Button{widget.NewButton(widget.ButtonSecondary, said.T(words.ButtonClose), c.Close)}, nil)
	hint := said.T(words.PolicyNone)
	if c.Policy.Source != "" {
		hint = said.T(words.PolicyFrom, c.Policy.Source)
		lines := widget.NewColumn(0)
		for i, rule := range append(c.Policy.Rules(string(c.Language)), said.T(words.PolicyLocked)) {
			gap := widget.Gap12
			if i == 0 {
				gap = 0
			}
			lines.Add(gap, widget.NewParagraph(rule, widget.StyleSecondary))
		}
		column.Add(0, widget.NewCard(lines))
	}
	v.head(said.T(words.PolicyTitle), hint, "", widget.ToneAccent)
	return v
}

// FocusFirst puts the focus where one begins.
func (v *Policy) FocusFirst() { v.focusFirst() }
