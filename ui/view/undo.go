package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	undoHeight float32 = 44
	undoMost   float32 = 560
)

// undoBar stands over the bottom of the panes for a while: what was done, and the button that takes it back.
type undoBar struct {
	painted
	ruler ruler
	undo  *model.Undo
	show  func() // opens the outbox
	lang  words.Language
	state model.UndoState
	said  string

	back   *canvas.Rectangle
	text   *canvas.Text
	button *widget.Button
	shut   *widget.IconButton
}

func newUndoBar(r ruler, undo *model.Undo, show func(), key func(*fyne.KeyEvent)) *undoBar {
	b := &undoBar{ruler: r, undo: undo, show: show}
	b.back = canvas.NewRectangle(nil)
	b.back.CornerRadius, b.back.StrokeWidth = widget.RadiusControl, widget.LineWidth
	b.text = newText(widget.SizeInterface, false)
	b.button = widget.NewButton(widget.ButtonText, "", undo.Act)
	b.shut = widget.NewBareIconButton("cross", "", undo.Dismiss)
	b.button.OnKey(key)
	b.shut.OnKey(key)
	b.objects = []fyne.CanvasObject{b.back, b.text, b.button, b.shut}
	b.least = func() fyne.Size { return fyne.NewSize(min(b.width(), undoMost), undoHeight) }
	b.lay = b.arrange
	b.style = func() {
		b.back.FillColor, b.back.StrokeColor = widget.Color(widget.ColorSurface), widget.Color(widget.ColorFaint)
		b.text.Color = widget.Color(widget.ColorText)
		if b.state.Problem != nil || b.state.Deed.Kind == model.DeedRefused {
			b.text.Color = widget.Color(widget.ColorFailed)
		}
	}
	b.Hide()
	b.ExtendBaseWidget(b)
	return b
}

// draw shows a state of the model.
func (b *undoBar) draw(s model.UndoState) {
	b.state = s
	b.word()
}

// say switches the language.
func (b *undoBar) say(lang words.Language) {
	b.lang = lang
	b.word()
}

func (b *undoBar) word() {
	s := b.state
	b.said = undoSentence(b.lang, s)
	label := words.UndoUndo
	switch s.Deed.Kind {
	case model.DeedKept:
		label = words.UndoDiscard
	case model.DeedRefused:
		label = words.UndoShow
	default:
	}
	press := b.undo.Act
	if s.Deed.Kind == model.DeedRefused {
		press = b.show
	}
	b.button.Set(words.T(b.lang, label), press)
	setShown(b.button, !s.Undone && s.Problem == nil)
	b.shut.Set("cross", words.T(b.lang, words.UndoDismiss))
	setShown(b, s.Deed.Kind != model.DeedNone)
	b.Refresh()
}

// undoSentence says what was done.
func undoSentence(lang words.Language, s model.UndoState) string {
	n := s.Deed.Count
	switch {
	case s.Problem != nil:
		return undoProblem(lang, s)
	case s.Undone && s.Deed.Kind == model.DeedSending:
		return words.T(lang, words.UndoBack)
	case s.Undone:
		return words.T(lang, words.UndoDone)
	}
	switch s.Deed.Kind {
	case model.DeedMoved:
		folder := words.FolderName(lang, s.Deed.Folder)
		if n == 1 {
			return words.T(lang, words.UndoMoved, folder)
		}
		return words.T(lang, words.UndoMovedMany, n, folder)
	case model.DeedSending:
		return words.T(lang, words.UndoSending, s.Left)
	case model.DeedKept:
		return words.T(lang, words.UndoKept)
	case model.DeedDiscarded:
		return words.T(lang, words.UndoDiscarded)
	case model.DeedNone:
		return ""
	default:
		return words.T(lang, counted[s.Deed.Kind], n)
	}
}

// undoProblem says why something was not done, or not taken back.
func undoProblem(lang words.Language, s model.UndoState) string {
	switch {
	case s.Problem.Code != mail.NotFound:
		return words.T(lang, words.UndoFailed, words.Explain(lang, s.Problem).Headline)
	case s.Deed.Kind == model.DeedSending:
		return words.T(lang, words.UndoTooLateSent)
	default:
		return words.T(lang, words.UndoTooLate)
	}
}

// counted holds the sentences that say how many messages something was done to.
var counted = map[model.DeedKind]words.Key{
	model.DeedDeleted: words.UndoDeleted, model.DeedRead: words.UndoRead, model.DeedUnread: words.UndoUnread,
	model.DeedStarred: words.UndoStarred, model.DeedUnstarred: words.UndoUnstarred, model.DeedRefused: words.UndoRefused,
}

// width returns how wide the bar is when nothing is cut.
func (b *undoBar) width() float32 {
	width := widget.Gap16 + b.ruler.width(b.said, widget.SizeInterface, false) + widget.Gap12
	if b.button.Visible() {
		width += b.button.MinSize().Width
	}
	return width + widget.Gap4 + b.shut.MinSize().Width + widget.Gap8
}

func (b *undoBar) arrange(size fyne.Size) {
	place(b.back, 0, 0, size.Width, size.Height)
	shut := b.shut.MinSize()
	right := size.Width - widget.Gap8 - shut.Width
	place(b.shut, right, (size.Height-shut.Height)/2, shut.Width, shut.Height)
	right -= widget.Gap4
	if b.button.Visible() {
		least := b.button.MinSize()
		right -= least.Width
		place(b.button, right, (size.Height-least.Height)/2, least.Width, least.Height)
	}
	b.text.Text = b.ruler.fit(b.said, widget.SizeInterface, false, right-widget.Gap12-widget.Gap16)
	placeText(b.text, widget.Gap16, 0, 0, size.Height)
}
