package view

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// registerPage takes the name under which the provider's sign-in knows Letterbox, and says step by step how an
// administrator gives it one.
type registerPage struct {
	v                      *Wizard
	client, tenant, secret *widget.Field
	tenantName, secretName *widget.Text
	form                   *twoColumns
	locked                 *widget.Paragraph
	steps                  *widget.Column
	all                    *widget.Button
	page                   *widget.Page
	back, next             *widget.Button

	shown model.Registration // what the steps say
	made  bool
}

func newRegisterPage(v *Wizard) *registerPage {
	w, say := v.config.Wizard, v.words.T
	p := &registerPage{v: v}
	events := widget.FieldEvents{Changed: func(string) { w.SetRegistration(p.read()) }, Enter: w.Next, Escape: w.Back}
	p.client = widget.NewField("", events)
	p.tenant, p.secret = widget.NewField(say(words.RegisterAny), events), widget.NewField(say(words.RegisterOptional), events)
	p.tenantName, p.secretName = widget.NewText(say(words.RegisterTenant), widget.StyleHint), widget.NewText(say(words.RegisterSecret), widget.StyleHint)
	left := widget.NewColumn(widget.Gap4, widget.NewText(say(words.RegisterClient), widget.StyleHint), p.client)
	right := widget.NewColumn(0)
	for _, field := range [][2]fyne.CanvasObject{{p.tenantName, p.tenant}, {p.secretName, p.secret}} {
		right.Add(0, field[0]) // one of the two is shown
		right.Add(widget.Gap4, field[1])
	}
	p.form = newTwoColumns(left, right)
	p.locked = widget.NewParagraph(say(words.RegisterLocked), widget.Style{Size: widget.SizeList, Role: widget.ColorWaiting})
	p.steps = widget.NewColumn(0)
	p.all = widget.NewButton(widget.ButtonSecondary, say(words.RegisterCopyAll), func() { v.copied(p.all, registerText(v.words, v.state)) })
	p.all.OnKey(v.TypedKey)
	heading := newEnds(widget.NewText(say(words.RegisterSteps), widget.StyleStrong), p.all, wizardButtons)
	column := widget.NewColumn(0, p.form)
	column.Add(widget.Gap8, p.locked)
	column.Add(widget.Gap16, heading)
	column.Add(widget.Gap8, p.steps)
	p.page = pad(column)
	p.back = widget.NewButton(widget.ButtonSecondary, say(words.ButtonBack), w.Back)
	p.next = widget.NewButton(widget.ButtonPrimary, say(words.RegisterNext), w.Next)
	return p
}

func (p *registerPage) read() model.Registration {
	return model.Registration{ClientID: p.client.Text(), Tenant: p.tenant.Text(), Secret: p.secret.Text()}
}

func (p *registerPage) content() fyne.CanvasObject { return p.page }

func (p *registerPage) first() fyne.Focusable {
	if p.v.state.Registration.Locked {
		return p.back
	}
	return p.client.Focus()
}

func (p *registerPage) draw(s model.WizardState) wizardFrame {
	w, r := p.v.words, s.Registration
	p.client.SetText(s.Registered.ClientID)
	p.tenant.SetText(s.Registered.Tenant)
	p.secret.SetText(s.Registered.Secret)
	google := strings.Contains(r.Console, "google")
	for _, o := range []fyne.CanvasObject{p.tenantName, p.tenant} {
		setShown(o, !google)
	}
	for _, o := range []fyne.CanvasObject{p.secretName, p.secret} {
		setShown(o, google)
	}
	setShown(p.form, !r.Locked)
	setShown(p.locked, r.Locked)
	if !p.made || !sameSteps(p.shown, r) {
		p.shown, p.made = r, true
		p.fillSteps(r)
	}
	p.page.Refresh()
	setUsable(p.next, s.CanNext)
	f := wizardFrame{title: w.T(words.RegisterTitle, w.Pick(s.Provider.Name)), hint: w.T(words.RegisterHint), top: 111, left: []*widget.Button{p.back}}
	if r.ClientID != "" {
		f.title, f.hint = w.T(words.BrowserSettings), w.T(words.RegisterKnown)
	}
	if !r.Locked {
		f.right = []*widget.Button{p.next}
	}
	return f
}

func sameSteps(a, b model.Registration) bool {
	return a.Console == b.Console && slices.Equal(a.Redirects, b.Redirects) && slices.Equal(a.Scopes, b.Scopes)
}

// fillSteps lists what an administrator does, each value with a way to copy it.
func (p *registerPage) fillSteps(r model.Registration) {
	p.steps.Clear()
	add := func(n int, key words.Key, values ...string) {
		gap := widget.Gap12
		if n == 1 {
			gap = 0
		}
		p.steps.Add(gap, newNumbered(n, p.v.words.T(key)))
		for _, value := range values {
			if value != "" {
				p.steps.Add(widget.Gap4, indented(newValueRow(p.v, value).panel))
			}
		}
	}
	add(1, words.RegisterConsole, r.Console)
	if strings.HasPrefix(r.Console, "https://") {
		open := widget.NewLink(p.v.words.T(words.RegisterOpen), true, func() { p.v.config.OpenLink(r.Console) })
		open.OnKey(p.v.TypedKey)
		p.steps.Add(widget.Gap4, indented(newNarrow(open)))
	}
	add(2, words.RegisterDesktop)
	add(3, words.RegisterRedirect, r.Redirects...)
	add(4, words.RegisterScopes, r.Scopes...)
	add(5, words.RegisterBack)
	p.steps.Refresh()
}

// newNarrow keeps an object at its own width in a column.
func newNarrow(o fyne.CanvasObject) fyne.CanvasObject {
	c := widget.NewColumn(0)
	c.AddNarrow(0, o)
	return c
}

// indent puts an object under the sentence of a numbered step.
type indent struct {
	painted
	inner fyne.CanvasObject
}

func indented(o fyne.CanvasObject) *indent {
	i := &indent{inner: o}
	i.objects = []fyne.CanvasObject{o}
	i.lay = func(size fyne.Size) { place(o, numberedIndent, 0, size.Width-numberedIndent, size.Height) }
	i.ExtendBaseWidget(i)
	return i
}

// HeightFor implements widget.Tall.
func (i *indent) HeightFor(width float32) float32 {
	if t, ok := i.inner.(widget.Tall); ok {
		return t.HeightFor(width - numberedIndent)
	}
	return i.inner.MinSize().Height
}

// registerText is all that an administrator needs, in one text.
func registerText(w words.Words, s model.WizardState) string {
	r := s.Registration
	item := func(key words.Key, values ...string) string {
		return w.T(words.RegisterItem, w.T(key), strings.Join(values, " "))
	}
	lines := []string{
		w.T(words.RegisterAsk),
		"1. " + item(words.RegisterConsole, r.Console),
		"2. " + w.T(words.RegisterDesktop),
		"3. " + item(words.RegisterRedirect, r.Redirects...),
		"4. " + item(words.RegisterScopes, r.Scopes...),
		w.T(words.RegisterThanks),
	}
	return strings.Join(lines, "\n")
}
