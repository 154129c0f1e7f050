package view

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const bannerButtons = 2

// problemBanner stands above the panes while an account needs the person: what happened, what to do first, and
// the buttons that do it. A connection that comes back by itself is not worth a banner; the status line says it. When
// nothing is wrong it tells what was repaired at the start, until the person has read that.
type problemBanner struct {
	painted
	ruler   ruler
	config  MailboxConfig
	account func(mail.AccountID) mail.Account
	lang    words.Language
	state   model.StatusState
	store   *mail.Problem // the folders cannot be read: worse than anything on the network
	notice  *mail.Problem // what was repaired
	unmade  int           // changes that the servers did not accept and that the person has not seen
	says    words.Explanation

	back, line   *canvas.Rectangle
	icon         *widget.Icon
	title, first *canvas.Text
	buttons      [bannerButtons]*widget.Button
}

func newProblemBanner(r ruler, c MailboxConfig, account func(mail.AccountID) mail.Account) *problemBanner {
	b := &problemBanner{ruler: r, config: c, account: account}
	b.back, b.line = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	b.icon = widget.NewIcon("junk", widget.ColorFailed, 20)
	b.title, b.first = newText(widget.SizeInterface, true), newText(widget.SizeList, false)
	b.objects = []fyne.CanvasObject{b.back, b.line, b.icon, b.title, b.first}
	for i := range b.buttons {
		b.buttons[i] = widget.NewButton(widget.ButtonSecondary, "", nil)
		b.objects = append(b.objects, b.buttons[i])
	}
	b.least = func() fyne.Size { return fyne.NewSize(mailboxLeast, bannerHeight) }
	b.lay = b.arrange
	b.style = func() {
		b.back.FillColor = widget.Color(widget.ColorFailedWeak)
		if b.calm() {
			b.back.FillColor = widget.Color(widget.ColorWaitingWeak)
		}
		b.line.FillColor = widget.Color(widget.ColorLine)
		b.title.Color = widget.Color(widget.ColorText)
		b.first.Color = widget.Color(widget.ColorSecondary)
	}
	b.Hide()
	b.ExtendBaseWidget(b)
	return b
}

// draw shows a state of the model, and reports whether the banner came or went.
func (b *problemBanner) draw(s model.StatusState) bool {
	b.state = s
	return b.settle()
}

// drawStore shows that the folders cannot be read, or can again, and reports whether the banner came or went.
func (b *problemBanner) drawStore(p *mail.Problem) bool {
	if b.store == p {
		return false
	}
	b.store = p
	return b.settle()
}

// drawNotice shows what was repaired, or takes it away, and reports whether the banner came or went.
func (b *problemBanner) drawNotice(p *mail.Problem) bool {
	if b.notice == p {
		return false
	}
	b.notice = p
	return b.settle()
}

// drawConflicts shows how many changes were not made, or that all were seen, and reports whether the banner came or went.
func (b *problemBanner) drawConflicts(unseen int) bool {
	if b.unmade == unseen {
		return false
	}
	b.unmade = unseen
	return b.settle()
}

// tells reports that the banner is about what was repaired.
func (b *problemBanner) tells() bool { return b.notice != nil && b.problem() == b.notice }

// counts reports that the banner is about changes that were not made: nothing is worse.
func (b *problemBanner) counts() bool { return b.unmade > 0 && b.problem() == nil }

// calm reports that nothing waits for the person.
func (b *problemBanner) calm() bool { return b.tells() || b.counts() }

func (b *problemBanner) settle() bool {
	was := b.Hidden
	b.Hidden = b.problem() == nil && b.unmade == 0
	b.word()
	return was != b.Hidden
}

// problem returns what the banner is about, nil when it has nothing to say.
func (b *problemBanner) problem() *mail.Problem {
	switch {
	case b.store != nil:
		return b.store
	case b.state.Worst.Activity == mail.NeedsAttention:
		return b.state.Worst.Problem
	}
	return b.notice
}

// say switches the language.
func (b *problemBanner) say(lang words.Language) {
	b.lang = lang
	b.word()
}

func (b *problemBanner) word() {
	if b.Hidden {
		return
	}
	if b.counts() {
		b.wordConflicts()
		return
	}
	known := words.Context{}
	if b.store == nil && !b.tells() {
		account := b.account(b.state.Worst.Account)
		known = words.Context{Provider: b.config.Shell.ProviderOf(account), Address: account.Address.Spec()}
	}
	b.says = words.ExplainFor(b.lang, b.problem(), known)
	b.icon.Set("junk", widget.ColorFailed)
	if b.tells() {
		b.icon.Set("junk", widget.ColorWaiting)
		b.offer([]words.Action{{Label: words.T(b.lang, words.NoticeRead)}}, func(words.Action) func() { return b.config.Shell.DismissNotice })
	} else {
		b.offer(b.withCheck(b.says.Actions), b.action)
	}
	b.Refresh()
}

// wordConflicts says that changes were not made.
func (b *problemBanner) wordConflicts() {
	b.says = words.Explanation{Headline: words.T(b.lang, words.ConflictsBanner, b.unmade), Detail: words.T(b.lang, words.ConflictsFirst)}
	b.icon.Set("junk", widget.ColorWaiting)
	shell := b.config.Shell
	b.offer([]words.Action{{Kind: words.ActionOpen, Label: words.T(b.lang, words.ConflictsShow)}, {Label: words.T(b.lang, words.NoticeRead)}},
		func(a words.Action) func() {
			if a.Kind == words.ActionOpen {
				return shell.ShowConflicts
			}
			return shell.Conflicts().Seen
		})
	b.Refresh()
}

// actionCheck opens the page that checks the account's connection.
const actionCheck words.ActionKind = "check"

// withCheck puts the check of the connection behind the first thing to do, for a problem of an account.
func (b *problemBanner) withCheck(actions []words.Action) []words.Action {
	if b.store != nil || !b.config.Shell.CanDiagnose() {
		return actions
	}
	at := slices.IndexFunc(actions, func(a words.Action) bool { return b.action(a) != nil }) + 1
	return slices.Insert(slices.Clone(actions), at, words.Action{Kind: actionCheck, Label: words.T(b.lang, words.DiagnosisOpen)})
}

// offer puts the first actions that make sense here on the buttons.
func (b *problemBanner) offer(actions []words.Action, does func(words.Action) func()) {
	shown := 0
	for _, a := range actions {
		if f := does(a); f != nil && shown < bannerButtons {
			b.buttons[shown].Set(a.Label, f)
			b.buttons[shown].Show()
			shown++
		}
	}
	for ; shown < bannerButtons; shown++ {
		b.buttons[shown].Hide()
	}
}

// action returns what a button of the explanation does here, nil when it makes no sense in a mailbox.
func (b *problemBanner) action(a words.Action) func() {
	switch a.Kind {
	case words.ActionRetry:
		if b.store != nil {
			return b.config.Shell.Sidebar().Reload
		}
		return b.config.Shell.Refresh
	case words.ActionEdit, words.ActionSignIn, words.ActionAdvanced:
		return func() { b.config.Shell.RenewAccount(b.state.Worst.Account) }
	case words.ActionOpen, words.ActionHelp:
		return func() { b.config.OpenLink(a.URL) }
	case words.ActionCopyAdmin, words.ActionCopy:
		return func() { b.config.Copy(a.Text) }
	case actionCheck:
		return func() { b.config.Shell.OpenDiagnosis(b.state.Worst.Account) }
	case words.ActionPassphrase:
		if b.config.Shell.CanUnlock() && model.NeedsPassphrase(b.problem()) {
			return b.config.Shell.Unlock
		}
		return nil
	case words.ActionCorrect:
		if b.store != nil || !b.config.Shell.CanCorrect() {
			return nil
		}
		return func() { b.config.Shell.CorrectServer(b.state.Worst.Account, a.Server) }
	case words.ActionCertificate:
		return func() { b.config.Shell.ShowCertificate(b.problem(), b.config.Shell.Refresh) }
	default:
		return nil
	}
}

func (b *problemBanner) arrange(size fyne.Size) {
	place(b.back, 0, 0, size.Width, size.Height)
	place(b.line, 0, size.Height-widget.LineWidth, size.Width, widget.LineWidth)
	place(b.icon, widget.Gap16, 14, 20, 20)
	right := size.Width - widget.Gap16
	for i := len(b.buttons) - 1; i >= 0; i-- {
		if button := b.buttons[i]; !button.Hidden {
			least := button.MinSize()
			right -= least.Width
			place(button, right, (bannerHeight-least.Height)/2, least.Width, least.Height)
			right -= widget.Gap8
		}
	}
	x := widget.Gap16 + 20 + widget.Gap12
	room := max(right-widget.Gap16-x, 0)
	title := b.says.Headline
	if b.state.Several && b.store == nil && !b.calm() {
		title = b.state.Account.Title() + " · " + title
	}
	b.title.Text = b.ruler.fit(title, widget.SizeInterface, true, room)
	placeText(b.title, x, 4, 0, 20)
	hint := b.says.Detail
	if len(b.says.Advice) > 0 && !b.tells() {
		hint = b.says.Advice[0]
	}
	b.first.Text = b.ruler.fit(hint, widget.SizeList, false, room)
	placeText(b.first, x, 24, 0, 18)
}
