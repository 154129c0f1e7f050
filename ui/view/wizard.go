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
	wizardRail    float32 = 248
	wizardMargin  float32 = 44  // left and right of the page
	wizardWidest  float32 = 640 // of the content
	wizardTitle   float32 = 38  // top of the title
	wizardHint    float32 = 73
	wizardFoot    float32 = 60 // from the bottom to the top of the buttons
	wizardLeastW  float32 = 760
	wizardLeastH  float32 = 520
	wizardButtons float32 = 36
)

// WizardConfig holds what the wizard needs from the window it is in. All of it is required.
type WizardConfig struct {
	Wizard   *model.Wizard
	Language words.Language
	OpenLink func(url string)
	Copy     func(text string)

	ShowCertificate func(p *mail.Problem) // that a server showed
	DismissNotice   func()                // the person has read what was repaired
	ChooseCard      func()                // asks for the file of a binding card
}

// Wizard draws the binding of a mailbox: a rail with the steps, and one page at a time. It belongs to the UI
// goroutine.
type Wizard struct {
	painted
	config WizardConfig
	words  words.Words
	state  model.WizardState

	surface, rail *widget.Panel
	line          *widget.Rule
	mark          *widget.Mark
	name          *widget.Text
	steps         [3]*widget.RailStep
	promise       *widget.Paragraph

	title *widget.Paragraph
	hint  *widget.Paragraph

	notice *mail.Problem // what was repaired when the profile was opened; nil once it was read
	badge  *widget.Badge
	pages  map[model.Page]wizardPage
	shown  model.Page
	frame  wizardFrame
}

// wizardFrame is what a page has around its content, for one state.
type wizardFrame struct {
	title, hint string
	badge       *widget.Badge // beside the title; nil for none
	top         float32       // of the content
	left        []*widget.Button
	right       []*widget.Button
}

// wizardPage is one page: it draws a state into its content and says what stands around it.
type wizardPage interface {
	content() fyne.CanvasObject
	draw(s model.WizardState) wizardFrame
	first() fyne.Focusable // has the focus when the page comes up; nil for the primary button
}

// NewWizard makes the view and has the presenter draw into it from now on.
func NewWizard(c WizardConfig) *Wizard {
	v := &Wizard{config: c, words: words.For(c.Language)}
	v.surface, v.rail = widget.NewPanel(widget.ColorSurface, nil), widget.NewPanel(widget.ColorSidebar, nil)
	v.line, v.mark = widget.NewRule(), widget.NewMark(28)
	v.name = widget.NewText("", widget.StyleCard)
	v.promise = widget.NewParagraph("", widget.StyleMeta)
	for i := range v.steps {
		v.steps[i] = widget.NewRailStep(string(rune('1'+i)), "")
	}
	v.title, v.hint = widget.NewParagraph("", widget.StylePage), widget.NewParagraph("", widget.StyleSecondary)
	v.least = func() fyne.Size { return fyne.NewSize(wizardLeastW, wizardLeastH) }
	v.lay = v.arrange
	v.build()
	v.ExtendBaseWidget(v)
	c.Wizard.Observe(v.draw)
	return v
}

// build makes the pages in the present language.
func (v *Wizard) build() {
	if p, ok := v.pages[v.shown].(interface{ leave() }); ok {
		p.leave()
	}
	v.shown = ""
	v.pages = map[model.Page]wizardPage{
		model.PageType:        newTypePage(v),
		model.PageCard:        newCardPage(v),
		model.PageCredentials: newAccountPage(v),
		model.PageAdvanced:    newAdvancedPage(v),
		model.PageDoubt:       newDoubtPage(v),
		model.PageRegister:    newRegisterPage(v),
		model.PageSignIn:      newSignInPage(v),
		model.PageOther:       newOtherPage(v),
		model.PageConsent:     newConsentPage(v),
		model.PageVerify:      newVerifyPage(v),
		model.PageProblem:     newProblemPage(v),
		model.PagePassphrase:  newPassphrasePage(v),
		model.PageDone:        newDonePage(v),
	}
	v.name.SetText(v.words.T(words.AppName))
}

// SetLanguage says everything again in another language, keeping what was typed.
func (v *Wizard) SetLanguage(lang words.Language) {
	v.words = words.For(lang)
	v.build()
	v.draw(v.config.Wizard.State())
}

// DrawNotice shows on the first page what was repaired when the profile was opened; nil takes it away.
func (v *Wizard) DrawNotice(notice *mail.Problem) {
	if v.notice != notice {
		v.notice = notice
		v.draw(v.state)
	}
}

// FocusFirst puts the focus where one begins to type.
func (v *Wizard) FocusFirst() {
	c := v.canvas()
	if c == nil {
		return
	}
	if f := v.pages[v.state.Page].first(); f != nil {
		c.Focus(f)
		return
	}
	for _, list := range [][]*widget.Button{v.frame.right, v.frame.left} {
		for _, b := range list {
			if !b.Disabled() {
				c.Focus(b)
				return
			}
		}
	}
}

// canvas returns where the wizard is shown. Before the first frame the toolkit does not know that of an object, but
// a window knows its content.
func (v *Wizard) canvas() fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(v); c != nil {
		return c
	}
	for _, w := range driver.AllWindows() {
		if w.Content() == fyne.CanvasObject(v) {
			return w.Canvas()
		}
	}
	return nil
}

// TypedKey takes the keys that nothing on the page uses: Enter goes on, Esc goes back.
func (v *Wizard) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		v.config.Wizard.Next()
	case fyne.KeyEscape:
		v.config.Wizard.Back()
	default:
	}
}

func (v *Wizard) draw(s model.WizardState) {
	v.state = s
	page := v.pages[s.Page]
	v.frame = page.draw(s)
	v.title.SetText(v.frame.title)
	v.hint.SetText(v.frame.hint)
	v.drawRail(s)
	v.objects = []fyne.CanvasObject{v.surface, v.rail, v.line, v.mark, v.name, v.promise}
	for _, step := range v.steps {
		v.objects = append(v.objects, step)
	}
	v.objects = append(v.objects, v.title, v.hint)
	if v.frame.badge != nil {
		v.objects = append(v.objects, v.frame.badge)
	}
	v.objects = append(v.objects, page.content())
	for _, list := range [][]*widget.Button{v.frame.right, v.frame.left} {
		for _, b := range list {
			b.OnKey(v.TypedKey)
			v.objects = append(v.objects, b)
		}
	}
	v.relay()
	canvas.Refresh(v)
	if v.shown != s.Page {
		if left, ok := v.pages[v.shown].(interface{ leave() }); ok {
			left.leave()
		}
		v.shown = s.Page
		v.FocusFirst()
	}
}

// railOf holds which step of the rail a page belongs to.
var railOf = map[model.Page]int{
	model.PageType: 0, model.PageCard: 0, model.PageCredentials: 1, model.PageAdvanced: 1, model.PageConsent: 1, model.PageDoubt: 1,
	model.PageRegister: 1, model.PageSignIn: 1, model.PageOther: 1,
	model.PageVerify: 2, model.PageProblem: 2, model.PagePassphrase: 2, model.PageDone: 3,
}

// drawRail shows the steps. Who renews an account has chosen it already; who enters a passphrase binds nothing.
func (v *Wizard) drawRail(s model.WizardState) {
	promise := words.RailPromise
	if s.Page == model.PagePassphrase || s.Passphrase.Used {
		promise = words.PassphrasePromise
	}
	v.promise.SetText(v.words.T(promise))
	at, keys := railOf[s.Page], []words.Key{words.RailType, words.RailAccount, words.RailVerify}
	if s.Card.Failed {
		at = 0
	}
	if s.Renewing.ID != 0 {
		at, keys = at-1, keys[1:]
	}
	if s.Passphrase.Alone {
		keys = nil
	}
	for i, step := range v.steps {
		setShown(step, i < len(keys))
		if i < len(keys) {
			step.Set(v.words.T(keys[i]), i == at, i < at)
		}
	}
}

func (v *Wizard) arrange(size fyne.Size) {
	place(v.surface, wizardRail, 0, size.Width-wizardRail, size.Height)
	place(v.rail, 0, 0, wizardRail, size.Height)
	place(v.line, wizardRail-1, 0, 1, size.Height)
	place(v.mark, 24, 28, 28, 28)
	place(v.name, 62, 30, wizardRail-62-widget.Gap8, 24)
	for i, step := range v.steps {
		place(step, 24, 100+44*float32(i), wizardRail-32, 24)
	}
	width := wizardRail - 48
	height := v.promise.HeightFor(width)
	place(v.promise, 24, size.Height-27-height, width, height)
	v.arrangePage(size)
}

func (v *Wizard) arrangePage(size fyne.Size) {
	x := wizardRail + wizardMargin
	width := min(size.Width-x-wizardMargin, wizardWidest)
	grown := v.arrangeTitle(x, width)
	place(v.hint, x, wizardHint+grown, width, v.hint.HeightFor(width))
	foot := size.Height - wizardFoot
	// The content reaches over its column, so that focus lines are not cut off and the scroll bar stands beside it.
	top := v.frame.top + grown - widget.Gap4
	place(v.pages[v.state.Page].content(), x-widget.Gap12, top, width+2*widget.Gap12, foot-top-widget.Gap8)
	at := x
	for _, b := range v.frame.left {
		w := b.MinSize().Width
		place(b, at, foot, w, wizardButtons)
		at += w + widget.Gap12
	}
	at = x + width
	for _, b := range v.frame.right {
		w := b.MinSize().Width
		place(b, at-w, foot, w, wizardButtons)
		at -= w + widget.Gap12
	}
}

// arrangeTitle places the title, which may take two lines, and the badge behind its last word or below it. It
// returns how much lower than usual the rest begins.
func (v *Wizard) arrangeTitle(x, width float32) (grown float32) {
	const gap, line = 10, 30
	height := v.title.HeightFor(width)
	place(v.title, x, wizardTitle, width, height)
	if v.frame.badge == nil {
		return height - line
	}
	badge, last := v.frame.badge.MinSize(), v.title.LastLineWidth()
	if last+gap+badge.Width <= width {
		place(v.frame.badge, x+last+gap, wizardTitle+height-line+5, badge.Width, badge.Height)
		return height - line
	}
	place(v.frame.badge, x, wizardTitle+height+widget.Gap4, badge.Width, badge.Height)
	return height - line + badge.Height + widget.Gap12
}

// pad returns a page that scrolls its pieces, with the room around them that arrangePage gives it.
func pad(c *widget.Column) *widget.Page {
	return widget.NewPage(c, fyne.NewSize(widget.Gap12, widget.Gap4))
}
