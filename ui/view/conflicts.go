package view

import (
	"time"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// ConflictsConfig holds what the page needs from the window it is in. All of it is required.
type ConflictsConfig struct {
	Conflicts *model.Conflicts
	Language  words.Language
	Now       func() time.Time
	Name      func(mail.AccountID) string // "" when there is only one account
	Close     func()
}

// conflictsMost is how many are shown one by one; older ones are counted.
const conflictsMost = 50

// Conflicts is the page of the changes that a server did not carry out: what was wanted and when, why it was not done,
// and what became of it. It belongs to the UI goroutine.
type Conflicts struct {
	*sheet
	config ConflictsConfig
	words  words.Words
	column *widget.Column
}

// NewConflicts makes the view and has the presenter draw into it until Leave. What is shown counts as seen.
func NewConflicts(c ConflictsConfig) *Conflicts {
	v := &Conflicts{config: c, words: words.For(c.Language), column: widget.NewColumn(0)}
	v.sheet = newSheet(v.words.T(words.ButtonClose), v.column, c.Close)
	v.buttons([]*widget.Button{widget.NewButton(widget.ButtonSecondary, v.words.T(words.ButtonClose), c.Close)}, nil)
	c.Conflicts.Observe(v.draw)
	return v
}

// FocusFirst puts the focus where one begins.
func (v *Conflicts) FocusFirst() { v.focusFirst() }

// Leave ends the drawing.
func (v *Conflicts) Leave() { v.config.Conflicts.Observe(nil) }

func (v *Conflicts) draw(s model.ConflictsState) {
	hint := v.words.T(words.ConflictsHint)
	switch {
	case s.Problem != nil:
		hint = words.Explain(v.words.Language(), s.Problem).Headline
	case len(s.Items) == 0:
		hint = v.words.T(words.ConflictsNone)
	}
	v.head(v.words.T(words.ConflictsTitle), hint, "", widget.ToneQuiet)
	v.column.Clear()
	for i, c := range s.Items {
		if i == conflictsMost {
			v.column.Add(widget.Gap12, widget.NewText(v.words.T(words.ConflictsMore, len(s.Items)-i), widget.StyleMeta))
			break
		}
		gap := widget.Gap12
		if i == 0 {
			gap = 0
		}
		v.column.Add(gap, v.card(c))
	}
	v.column.Refresh()
	v.page.Refresh()
	v.relay()
	if s.Unseen > 0 {
		v.config.Conflicts.Seen()
	}
}

// card is one change.
func (v *Conflicts) card(c mail.Conflict) fyne.CanvasObject {
	lang := v.words.Language()
	when := words.Clock(lang, c.Noted, v.config.Now())
	if name := v.config.Name(c.Account); name != "" {
		when = name + " · " + when
	}
	lines := widget.NewColumn(0,
		newEnds(widget.NewText(words.ConflictWanted(lang, c), widget.StyleStrong), widget.NewText(when, widget.StyleMeta), 20))
	lines.Add(widget.Gap4, widget.NewParagraph(words.ConflictWhy(lang, c)+sentenceEnd(lang)+words.ConflictBecame(lang, c), widget.StyleHint))
	if c.Reply != "" {
		lines.Add(widget.Gap4, widget.NewText(v.words.T(words.ConflictsReply, c.Reply), widget.StyleMeta))
	}
	return widget.NewCard(lines)
}

// sentenceEnd ends a headline that another sentence follows.
func sentenceEnd(lang words.Language) string {
	if lang == words.ZH {
		return "。"
	}
	return ". "
}
