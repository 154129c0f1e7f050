package view

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// signInPage waits while the person signs in with the browser, or on another device.
type signInPage struct {
	v             *Wizard
	wait          *widget.Step
	goOn, window  *widget.Paragraph
	failed        *widget.Paragraph
	open, enter   *widget.Paragraph // the two steps on another device
	link          *copyRow
	code          *widget.Text
	codeCard      *widget.Panel
	copyCode      *widget.Button
	both          *buttonRow
	copy, again   *widget.Button
	device, admin *widget.Button
	settings      *widget.Button
	page          *widget.Page
	cancel        *widget.Button
}

func newSignInPage(v *Wizard) *signInPage {
	w, say := v.config.Wizard, v.words.T
	p := &signInPage{v: v, wait: widget.NewStep("")}
	p.goOn, p.window = widget.NewParagraph("", widget.StyleBody), widget.NewParagraph(say(words.BrowserOneWindow), widget.StyleHint)
	p.failed = widget.NewParagraph(say(words.BrowserFailed), widget.Style{Size: widget.SizeInterface, Role: widget.ColorWaiting})
	p.open, p.enter = widget.NewParagraph("1. "+say(words.DeviceOpen), widget.StyleStrong), widget.NewParagraph("2. "+say(words.DeviceType), widget.StyleStrong)
	p.link = newCopyRow(v)
	p.code = widget.NewText("", widget.StylePage)
	p.copyCode = widget.NewButton(widget.ButtonSecondary, say(words.DeviceCopyCode), func() { v.copied(p.copyCode, p.code.Text()) })
	p.codeCard = widget.NewCard(newEnds(p.code, p.copyCode, 36))
	p.copy = widget.NewButton(widget.ButtonSecondary, say(words.BrowserCopyLink), func() { v.copied(p.copy, v.state.SignIn.Wait.Link) })
	p.again = widget.NewButton(widget.ButtonSecondary, say(words.BrowserOpenAgain), func() { v.config.OpenLink(v.state.SignIn.Wait.Link) })
	p.again.WithIconAfter("external")
	p.both = newButtonRow(p.again, p.copy)
	p.device = widget.NewLink("", false, nil)
	p.admin = widget.NewLink(say(words.BrowserApproval), false, func() { v.copied(p.admin, approvalText(v.words, v.state)) })
	p.settings = widget.NewLink(say(words.BrowserSettings), false, w.OpenRegistration)
	for _, b := range []*widget.Button{p.copyCode, p.copy, p.again, p.device, p.admin, p.settings} {
		b.OnKey(v.TypedKey)
	}
	column := widget.NewColumn(0, widget.NewCard(widget.NewColumn(widget.Gap4, p.wait, p.goOn, p.failed, p.window)))
	column.Add(widget.Gap16, p.both)
	column.Add(widget.Gap24, p.open)
	column.Add(widget.Gap12, p.link.panel)
	column.Add(widget.Gap16, p.enter)
	column.Add(widget.Gap12, p.codeCard)
	column.AddNarrow(widget.Gap24, p.device)
	column.AddNarrow(widget.Gap8, p.admin)
	column.AddNarrow(widget.Gap8, p.settings)
	p.page = pad(column)
	p.cancel = widget.NewButton(widget.ButtonSecondary, say(words.ButtonCancel), w.Cancel)
	return p
}

func (p *signInPage) content() fyne.CanvasObject { return p.page }

func (p *signInPage) first() fyne.Focusable { return p.cancel }

// leave ends what turns, and forgets what was copied.
func (p *signInPage) leave() {
	p.wait.Set(widget.StepPending, "", "")
	p.copy.Set(p.v.words.T(words.BrowserCopyLink), func() { p.v.copied(p.copy, p.v.state.SignIn.Wait.Link) })
	p.copyCode.Set(p.v.words.T(words.DeviceCopyCode), func() { p.v.copied(p.copyCode, p.code.Text()) })
	p.admin.Set(p.v.words.T(words.BrowserApproval), func() { p.v.copied(p.admin, approvalText(p.v.words, p.v.state)) })
	p.link.reset()
}

func (p *signInPage) draw(s model.WizardState) wizardFrame {
	w, wait := p.v.words, s.SignIn.Wait
	name, ready := w.Pick(s.Provider.Name), wait.Link != ""
	waiting := w.T(words.BrowserWaiting)
	if !ready {
		waiting = w.T(words.BrowserPreparing)
		if s.SignIn.Device {
			waiting = w.T(words.StatusConnecting)
		}
	}
	p.wait.Set(widget.StepRunning, waiting, leftSentence(w, s.SignIn.Left))
	p.goOn.SetText(w.T(words.BrowserGoOn, name))
	p.link.set(wait.Link)
	p.code.SetText(wait.Code)
	other := words.BrowserDevice
	if s.SignIn.Device {
		other = words.BrowserHere
	}
	p.device.Set(w.T(other), func() { p.v.config.Wizard.SignInOnDevice(!p.v.state.SignIn.Device) })
	browser, device := ready && !s.SignIn.Device, ready && s.SignIn.Device
	setShown(p.goOn, browser && !wait.Failed)
	setShown(p.failed, browser && wait.Failed)
	setShown(p.window, browser)
	setShown(p.both, browser)
	setShown(p.copy, !wait.Failed) // the row with the link has one
	setShown(p.open, device)
	setShown(p.link.panel, device || browser && wait.Failed)
	setShown(p.enter, device)
	setShown(p.codeCard, device)
	setShown(p.device, s.SignIn.Device || s.Registration.Device)
	setShown(p.admin, s.Registration.Consent != "")
	p.page.Refresh()
	f := wizardFrame{title: w.T(words.BrowserTitle, name), hint: w.T(words.BrowserHint, s.Address), top: 111, left: []*widget.Button{p.cancel}}
	if s.SignIn.Device {
		f.title, f.hint = w.T(words.DeviceTitle), w.T(words.DeviceHint)
	}
	return f
}

// leftSentence says how long an attempt goes on, "" while that is not known.
func leftSentence(w words.Words, left time.Duration) string {
	if left <= 0 {
		return ""
	}
	seconds := int(left / time.Second)
	return w.T(words.BrowserLeft, fmt.Sprintf("%d:%02d", seconds/60, seconds%60))
}

// approvalText asks the administrator to approve Letterbox for everybody.
func approvalText(w words.Words, s model.WizardState) string {
	domain := s.Address
	if _, after, ok := strings.Cut(s.Address, "@"); ok {
		domain = after
	}
	return w.T(words.RegisterApprove, domain, s.Registration.Consent)
}

// copied copies a text and says so on the button.
func (v *Wizard) copied(b *widget.Button, text string) {
	v.config.Copy(text)
	b.Set(v.words.T(words.ProblemDone), func() { v.copied(b, text) })
	v.relay()
}

// copyRow is a value in a frame with a way to copy it, and one to open it when it is a page.
type copyRow struct {
	v     *Wizard
	text  *widget.Text
	copy  *widget.Button
	panel *widget.Panel
}

func newCopyRow(v *Wizard) *copyRow {
	r := &copyRow{v: v, text: widget.NewText("", widget.StyleBody)}
	r.copy = widget.NewLink(v.words.T(words.ProblemCopy), false, func() { v.copied(r.copy, r.text.Text()) })
	r.copy.OnKey(v.TypedKey)
	r.panel = widget.NewCard(newEnds(r.text, r.copy, 20))
	return r
}

// newValueRow returns a row with a value.
func newValueRow(v *Wizard, value string) *copyRow {
	r := newCopyRow(v)
	r.set(value)
	return r
}

func (r *copyRow) set(value string) {
	if r.text.Text() != value {
		r.text.SetText(value)
		r.reset()
	}
}

func (r *copyRow) reset() {
	r.copy.Set(r.v.words.T(words.ProblemCopy), func() { r.v.copied(r.copy, r.text.Text()) })
}

// buttonRow puts buttons side by side. Hidden ones take no room.
type buttonRow struct {
	painted
	buttons []*widget.Button
}

func newButtonRow(buttons ...*widget.Button) *buttonRow {
	r := &buttonRow{buttons: buttons}
	for _, b := range buttons {
		r.objects = append(r.objects, b)
	}
	r.least = func() fyne.Size { return fyne.NewSize(100, wizardButtons) }
	r.lay = func(fyne.Size) {
		var x float32
		for _, b := range r.buttons {
			if b.Visible() {
				width := b.MinSize().Width
				place(b, x, 0, width, wizardButtons)
				x += width + widget.Gap12
			}
		}
	}
	r.ExtendBaseWidget(r)
	return r
}
