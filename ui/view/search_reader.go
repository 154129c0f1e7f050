package view

import (
	"slices"

	"letterbox/mail/search"
	"letterbox/ui/model"
	"letterbox/ui/widget"
)

// markedMost is how much of a text is looked through for marks, in bytes: marking must not be felt.
const markedMost = 256 << 10

// markFound marks in the text that is read what it was found by. What was looked for only elsewhere is not marked here.
func (p *readerPane) markFound() {
	if p.state.Phase != model.LetterShown {
		return
	}
	words := slices.DeleteFunc(p.search.Wanted(), func(w search.Words) bool {
		return w.Field != search.Anywhere && w.Field != search.Body
	})
	if len(words) == 0 {
		p.body.SetMarks(nil)
		return
	}
	text := p.state.Body.Text
	if len(text) > markedMost {
		text = text[:markedMost]
	}
	var marks []widget.TextMark
	for _, s := range search.Marks(text, words) {
		marks = append(marks, widget.TextMark{Start: s.Start, End: s.End})
	}
	p.body.SetMarks(marks)
}
