package view

import (
	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// StoppedConfig holds what the page needs from the window it is in. All of it is required.
type StoppedConfig struct {
	Problem  *mail.Problem
	Language words.Language
	Copy     func(text string)
	Quit     func()
}

// Stopped is all that the window shows when the administrator's policy keeps the program from opening any mailbox: what
// is wrong, where, who can mend it, and the text to send there. It belongs to the UI goroutine.
type Stopped struct {
	*sheet
	config StoppedConfig
	says   words.Explanation
	copy   *widget.Button
}

// NewStopped makes the page.
func NewStopped(c StoppedConfig) *Stopped {
	said, lines := words.For(c.Language), widget.NewColumn(0)
	v := &Stopped{config: c, says: words.Explain(c.Language, c.Problem)}
	v.sheet = newSheet(said.T(words.PolicyBrokenQuit), widget.NewColumn(0, widget.NewProblemCard(lines)), c.Quit)
	fillCard(lines, v.says)
	v.copy = widget.NewButton(widget.ButtonPrimary, said.T(words.PolicyBrokenCopy), v.copied)
	v.buttons([]*widget.Button{v.copy}, []*widget.Button{widget.NewButton(widget.ButtonText, said.T(words.PolicyBrokenQuit), c.Quit)})
	v.head(v.says.Headline, "", v.says.Who.Label(c.Language), whoTone(v.says.Who))
	return v
}

// text is what is to be sent to the administrator.
func (v *Stopped) text() string {
	for _, a := range v.says.Actions {
		if a.Kind == words.ActionCopyAdmin {
			return a.Text
		}
	}
	return v.says.Technical
}

func (v *Stopped) copied() {
	v.config.Copy(v.text())
	v.copy.Set(words.T(v.config.Language, words.ProblemDone), v.copied)
	v.Refresh()
}

// FocusFirst puts the focus where one begins.
func (v *Stopped) FocusFirst() { v.focusFirst() }

// Screen returns the page in the middle of an empty window.
func (v *Stopped) Screen() fyne.CanvasObject { return NewOver(v.sheet) }
