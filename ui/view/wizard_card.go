package view

import (
	"strings"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// cardPage shows a binding card: who issued it, for whom, until when, and, where nobody has compared its key yet, the
// fingerprint to compare. Then the focus is on the way back, so that a habit of pressing Enter agrees to nothing.
type cardPage struct {
	v          *Wizard
	facts      *widget.Column
	fold       *widget.Button
	servers    *widget.Column
	compare    *widget.Panel
	heading    *widget.Paragraph
	how        *widget.Paragraph
	groups     *fingerprintGrid
	page       *widget.Page
	back, next *widget.Button
	shown      model.Card
	open       bool
}

func newCardPage(v *Wizard) *cardPage {
	w, say := v.config.Wizard, v.words.T
	p := &cardPage{v: v}
	p.facts, p.servers = widget.NewColumn(0), widget.NewColumn(0)
	p.fold = widget.NewFold(say(words.CardServers), p.toggle)
	p.fold.OnKey(v.TypedKey)
	p.heading = widget.NewParagraph("", widget.Style{Size: widget.SizeInterface, Bold: true, Role: widget.ColorWaiting})
	p.how = widget.NewParagraph("", widget.StyleBody)
	p.groups = newFingerprintGrid()
	lines := widget.NewColumn(0, p.heading)
	lines.Add(widget.Gap4, p.how)
	lines.Add(widget.Gap12, p.groups)
	p.compare = widget.NewCard(lines)
	says := widget.NewColumn(0, p.facts)
	says.AddNarrow(widget.Gap12, p.fold)
	says.Add(widget.Gap8, p.servers)
	column := widget.NewColumn(0, widget.NewCard(says))
	column.Add(widget.Gap16, p.compare)
	p.page = pad(column)
	p.back = widget.NewButton(widget.ButtonSecondary, say(words.ButtonBack), w.Back)
	p.next = widget.NewButton(widget.ButtonPrimary, "", w.Next)
	return p
}

func (p *cardPage) content() fyne.CanvasObject { return p.page }

func (p *cardPage) first() fyne.Focusable {
	if p.shown.Trusted() {
		return p.next
	}
	return p.back
}

func (p *cardPage) toggle() {
	p.open = !p.open
	p.unfold()
}

// unfold shows or hides the servers.
func (p *cardPage) unfold() {
	icon := "chevron-right"
	if p.open {
		icon = "chevron-down"
	}
	p.fold.WithIcon(icon)
	p.fold.Refresh()
	setShown(p.servers, p.open)
	p.page.Refresh()
}

func (p *cardPage) draw(s model.WizardState) wizardFrame {
	say, c := p.v.words.T, s.Card.Card
	if p.shown.Fingerprint != c.Fingerprint || string(p.shown.Raw) != string(c.Raw) {
		p.open = false
	}
	p.shown = c
	p.fillFacts(c)
	p.fillServers(c)
	heading, how, next := words.CardCompare, words.CardCompareHow, words.CardMatches
	switch {
	case c.Trusted():
		next = words.ButtonNext
	case c.Standing == model.CardChanged:
		heading, how = words.CardChanged, words.CardChangedHow
	}
	p.heading.SetText(say(heading))
	p.how.SetText(say(how))
	p.groups.set(c.Groups)
	setShown(p.compare, !c.Trusted())
	p.unfold()
	p.next.Set(say(next), p.v.config.Wizard.Next)
	setUsable(p.next, s.CanNext)
	return wizardFrame{title: say(words.CardTitle, c.Issuer), top: 85, left: []*widget.Button{p.back}, right: []*widget.Button{p.next}}
}

// standingKeys says what is known of a card's key.
var standingKeys = map[model.CardStanding]words.Key{
	model.CardByPolicy: words.CardByPolicy, model.CardConfirmed: words.CardConfirmed, model.CardUnknown: words.CardUnknown,
	model.CardChanged: words.CardNotTrusted,
}

func (p *cardPage) fillFacts(c model.Card) {
	w := p.v.words
	p.facts.Clear()
	row := func(key words.Key, value string) {
		gap := widget.Gap8
		if key == words.CardFor {
			gap = 0
		}
		p.facts.Add(gap, newLabelled(w.T(key), value))
	}
	row(words.CardFor, atDomains(w, c.Domains))
	row(words.CardExpires, c.Expires)
	row(words.CardKey, w.T(standingKeys[c.Standing]))
	if help := w.Pick(c.Help); help != "" {
		row(words.CardHelp, help)
	}
	p.facts.Refresh()
}

func (p *cardPage) fillServers(c model.Card) {
	w := p.v.words
	p.servers.Clear()
	row := func(gap float32, label, value string) { p.servers.Add(gap, newLabelled(label, value)) }
	row(0, w.T(words.DiscoverIncoming), serverLine(c.Incoming))
	row(widget.Gap8, w.T(words.DiscoverOutgoing), serverLine(c.Outgoing))
	user := w.T(words.CardUserWhole)
	switch c.UserName {
	case mail.LocalPart:
		user = w.T(words.CardUserLocal)
	case mail.DomainUser:
		user = w.T(words.CardUserNameForm, c.UserDomain+`\`)
	case mail.WholeAddress:
	}
	row(widget.Gap8, w.T(words.CardUserName), user)
	if len(c.Authorities) > 0 {
		row(widget.Gap8, w.T(words.CardAuthority), w.T(words.CardVouches, strings.Join(c.Authorities, ", ")))
	}
	p.servers.Refresh()
}

func serverLine(s mail.Server) string { return s.HostPort() + " · " + securityName(s.Security) }

// atDomains names domains as they stand in addresses.
func atDomains(w words.Words, domains []string) string {
	between := ", @"
	if w.Language() == words.ZH {
		between = "、@"
	}
	return "@" + strings.Join(domains, between)
}

// labelled is a value beside the name of it.
type labelled struct {
	painted
	label *widget.Text
	value *widget.Paragraph
}

const labelledIndent float32 = 100

func newLabelled(label, value string) *labelled {
	o := &labelled{label: widget.NewText(label, widget.StyleHint), value: widget.NewParagraph(value, widget.StyleBody)}
	o.objects = []fyne.CanvasObject{o.label, o.value}
	o.lay = func(size fyne.Size) {
		place(o.label, 0, 1, labelledIndent-widget.Gap8, 18)
		place(o.value, labelledIndent, 0, size.Width-labelledIndent, size.Height)
	}
	o.ExtendBaseWidget(o)
	return o
}

// HeightFor implements widget.Tall.
func (o *labelled) HeightFor(width float32) float32 { return o.value.HeightFor(width - labelledIndent) }

// fingerprintGrid is a fingerprint in groups that stand under each other, eight in a line.
type fingerprintGrid struct {
	painted
	groups []*widget.Text
}

const (
	fingerprintLine   = 8
	fingerprintColumn = 66
	fingerprintHeight = 28
)

func newFingerprintGrid() *fingerprintGrid {
	g := &fingerprintGrid{}
	for range 2 * fingerprintLine {
		text := widget.NewText("", widget.StyleCard)
		g.groups, g.objects = append(g.groups, text), append(g.objects, text)
	}
	g.lay = func(fyne.Size) {
		for i, text := range g.groups {
			place(text, float32(i%fingerprintLine*fingerprintColumn), float32(i/fingerprintLine*fingerprintHeight), fingerprintColumn, 24)
		}
	}
	g.ExtendBaseWidget(g)
	return g
}

func (g *fingerprintGrid) set(groups string) {
	for i, group := range strings.Fields(groups) {
		if i < len(g.groups) {
			g.groups[i].SetText(group)
		}
	}
}

// HeightFor implements widget.Tall.
func (g *fingerprintGrid) HeightFor(float32) float32 { return 2*fingerprintHeight - 4 }
