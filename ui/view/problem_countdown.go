package view

import (
	"time"

	"letterbox/ui/words"
)

// countDown shows on the button that tries again how long the server wants to be left alone still. Until then it
// cannot be pressed; its place and width stay.
func (p *problemPage) countDown(left time.Duration) {
	if p.retry == nil {
		return
	}
	label := ""
	for _, a := range p.says.Actions {
		if a.Kind == words.ActionRetry {
			label = a.Label
		}
	}
	p.retry.Set(words.CountedDown(p.v.words.Language(), label, left), p.v.config.Wizard.Retry)
	if left > 0 {
		p.retry.Disable()
	} else {
		p.retry.Enable()
	}
}
