package view

import (
	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// advancedPage shows the two servers, to be changed by hand.
type advancedPage struct {
	v                  *Wizard
	incoming, outgoing *serverForm
	heading            *widget.Text
	found              *widget.Column // what can be chosen from
	options            []*widget.Button
	sources            []*widget.Text // of the options
	userFrom           *widget.Paragraph
	forms              fyne.CanvasObject
	given              *widget.Column // in place of the forms where the administrator has named the servers
	page               *widget.Page
	back, next, useOwn *widget.Button
}

func newAdvancedPage(v *Wizard) *advancedPage {
	w := v.config.Wizard
	p := &advancedPage{v: v}
	p.incoming = newServerForm(v, words.AdvancedIncoming, []mail.Protocol{mail.IMAP, mail.POP3}, func() { w.SetIncoming(p.incoming.read()) })
	p.outgoing = newServerForm(v, words.AdvancedOutgoing, []mail.Protocol{mail.Submission}, func() { w.SetOutgoing(p.outgoing.read()) })
	p.heading, p.found = widget.NewText(v.words.T(words.AdvancedFound), widget.StyleStrong), widget.NewColumn(0)
	p.userFrom = widget.NewParagraph("", widget.StyleHint)
	p.forms, p.given = newTwoColumns(p.incoming.column, p.outgoing.column), widget.NewColumn(0)
	column := widget.NewColumn(0, p.forms, p.given)
	column.Add(widget.Gap4, p.userFrom)
	column.Add(widget.Gap24, p.heading)
	column.Add(widget.Gap8, p.found)
	p.page = pad(column)
	p.back = widget.NewButton(widget.ButtonSecondary, v.words.T(words.ButtonBack), w.Back)
	p.next = widget.NewButton(widget.ButtonPrimary, v.words.T(words.ButtonBind), w.Next)
	p.useOwn = widget.NewButton(widget.ButtonText, v.words.T(words.AdvancedUseFound), w.UseFound)
	return p
}

func (p *advancedPage) content() fyne.CanvasObject { return p.page }

func (p *advancedPage) first() fyne.Focusable {
	if p.v.state.Administered {
		return p.back
	}
	return p.incoming.host.Focus()
}

func (p *advancedPage) draw(s model.WizardState) wizardFrame {
	p.drawOrigins(s)
	p.drawOptions(s)
	fillGiven(p.given, p.v.words, s)
	setShown(p.given, s.Administered)
	setShown(p.forms, !s.Administered)
	p.page.Refresh()
	setUsable(p.next, s.CanNext)
	f := wizardFrame{
		title: p.v.words.T(words.AdvancedTitle), hint: p.v.words.T(words.AdvancedHint), top: 110,
		left: []*widget.Button{p.back}, right: []*widget.Button{p.next},
	}
	if s.Edited {
		f.left = append(f.left, p.useOwn)
	}
	return f
}

// drawOrigins fills the forms, and says of each where its values come from.
func (p *advancedPage) drawOrigins(s model.WizardState) {
	w, from := p.v.words, s.Candidate.Origins
	source := sourceSentence(w, s)
	said := func(o mail.Origin) string {
		if o.Source == "" {
			return source
		}
		return originSentence(w, o)
	}
	p.incoming.draw(s.Incoming, said(from.Incoming), problemsOf(s, true))
	p.outgoing.draw(s.Outgoing, said(from.Outgoing), problemsOf(s, false))
	user := ""
	if from.Username.Source != "" && from.Username.Source != from.Incoming.Source {
		user = w.T(words.AdvancedUserFrom, originSentence(w, from.Username))
	}
	p.userFrom.SetText(user)
	setShown(p.userFrom, user != "")
}

// drawOptions lists what can be chosen from, when there is more than one.
func (p *advancedPage) drawOptions(s model.WizardState) {
	for len(p.options) < len(s.Options) {
		i := len(p.options)
		b := widget.NewLink("", false, func() { p.v.config.Wizard.ChooseOption(i) })
		b.OnKey(p.v.TypedKey)
		source := widget.NewText("", widget.StyleMeta)
		p.options, p.sources = append(p.options, b), append(p.sources, source)
		p.found.AddNarrow(widget.Gap8, b)
		p.found.Add(0, indented(source))
	}
	for i, b := range p.options {
		setShown(b, i < len(s.Options))
		setShown(p.sources[i], i < len(s.Options))
		if i >= len(s.Options) {
			continue
		}
		sign := "chevron-right"
		if i == s.Option && !s.Edited {
			sign = "check"
		}
		b.WithIcon(sign)
		b.Set(optionSentence(s.Options[i]), func() { p.v.config.Wizard.ChooseOption(i) })
		b.Refresh()
		p.sources[i].SetText(originSentence(p.v.words, mail.Origin{Source: s.Options[i].Source}))
	}
	setShown(p.heading, len(s.Options) > 1)
	setShown(p.found, len(s.Options) > 1)
}

func optionSentence(c mail.Candidate) string {
	return protocolName(c.Incoming.Protocol) + " " + c.Incoming.HostPort() + " · SMTP " + c.Outgoing.HostPort()
}

func problemsOf(s model.WizardState, incoming bool) map[model.Field]bool {
	found := map[model.Field]bool{}
	for _, p := range s.FormProblems {
		if p.Incoming == incoming {
			found[p.Field] = true
		}
	}
	return found
}

// sourceSentence says where the servers come from.
func sourceSentence(w words.Words, s model.WizardState) string {
	return originSentence(w, mail.Origin{Source: s.Candidate.Source})
}

// originSentence says where a value comes from, and of what exactly where that is known.
func originSentence(w words.Words, o mail.Origin) string {
	keys := map[string]words.Key{
		"preset": words.SourcePreset, "autoconfig": words.SourceAutoconfig, "ispdb": words.SourceISPDB, "mx": words.SourceMX,
		"srv": words.SourceSRV, "guess": words.SourceGuess, model.SourceTyped: words.SourceTyped, "policy": words.SourcePolicy, model.SourceCard: words.CardSource,
	}
	key, ok := keys[o.Source]
	switch {
	case !ok:
		return ""
	case o.Where == "":
		return w.T(key)
	default:
		return w.T(words.SourceAt, w.T(key), o.Where)
	}
}

// serverForm is the form of one server.
type serverForm struct {
	v                     *Wizard
	protocol, security    *widget.Choice
	host, port, user      *widget.Field
	hostSays, portSays    *widget.Paragraph
	source                *widget.Paragraph
	column                *widget.Column
	drawing, plainOffered bool
}

func newServerForm(v *Wizard, heading words.Key, protocols []mail.Protocol, changed func()) *serverForm {
	w, say := v.config.Wizard, v.words.T
	f := &serverForm{v: v}
	typed := func(string) {
		if !f.drawing {
			changed()
		}
	}
	events := widget.FieldEvents{Changed: typed, Enter: w.Next, Escape: w.Back}
	var options []widget.Option
	for _, p := range protocols {
		options = append(options, widget.Option{Value: string(p), Label: protocolName(p)})
	}
	f.protocol = widget.NewFieldChoice(options, "", typed)
	f.security = widget.NewFieldChoice(f.securities(false), "", typed)
	f.host, f.port, f.user = widget.NewField("", events), widget.NewField("", events), widget.NewField("", events)
	for _, c := range []*widget.Choice{f.protocol, f.security} {
		c.OnKey(v.TypedKey)
	}
	f.hostSays, f.portSays = widget.NewParagraph(say(words.AdvancedBadHost), widget.StyleFailed), widget.NewParagraph(say(words.AdvancedBadPort), widget.StyleFailed)
	f.source = widget.NewParagraph("", widget.StyleHint)
	label := func(key words.Key) *widget.Text { return widget.NewText(say(key), widget.StyleHint) }
	f.column = widget.NewColumn(0, widget.NewText(say(heading), widget.StyleStrong))
	add := func(gap float32, key words.Key, o fyne.CanvasObject) {
		f.column.Add(gap, label(key))
		f.column.Add(widget.Gap4, o)
	}
	add(widget.Gap12, words.AdvancedProtocol, f.protocol)
	add(widget.Gap12, words.AdvancedHost, f.host)
	f.column.Add(widget.Gap4, f.hostSays)
	f.column.Add(widget.Gap12, newPortRow(label(words.AdvancedPort), f.port, label(words.AdvancedSecurity), f.security))
	f.column.Add(widget.Gap4, f.portSays)
	add(widget.Gap12, words.AdvancedUsername, f.user)
	f.column.Add(widget.Gap8, f.source)
	return f
}

func protocolName(p mail.Protocol) string {
	switch p {
	case mail.IMAP:
		return "IMAP"
	case mail.POP3:
		return "POP3"
	default:
		return "SMTP"
	}
}

// securities returns the ways of encryption. Clear text is only offered where it is set already, which only a
// policy does.
func (f *serverForm) securities(plain bool) []widget.Option {
	options := []widget.Option{
		{Value: string(mail.TLS), Label: f.v.words.T(words.SecurityTLS)},
		{Value: string(mail.STARTTLS), Label: f.v.words.T(words.SecuritySTARTTLS)},
	}
	if plain {
		options = append(options, widget.Option{Value: string(mail.Plain), Label: f.v.words.T(words.SecurityPlain)})
	}
	return options
}

// read returns what is typed.
func (f *serverForm) read() model.ServerForm {
	return model.ServerForm{
		Protocol: mail.Protocol(f.protocol.Value()), Host: f.host.Text(), Port: f.port.Text(),
		Security: mail.Security(f.security.Value()), Username: f.user.Text(),
	}
}

func (f *serverForm) draw(form model.ServerForm, source string, problems map[model.Field]bool) {
	f.drawing = true
	defer func() { f.drawing = false }()
	f.protocol.SetValue(string(form.Protocol))
	if plain := form.Security == mail.Plain; plain != f.plainOffered {
		f.plainOffered = plain
		f.security.SetOptions(f.securities(plain))
	}
	f.security.SetValue(string(form.Security))
	f.host.SetText(form.Host)
	f.port.SetText(form.Port)
	f.user.SetText(form.Username)
	f.source.SetText(source)
	f.host.SetInvalid(problems[model.FieldHost])
	f.port.SetInvalid(problems[model.FieldPort])
	setShown(f.hostSays, problems[model.FieldHost])
	setShown(f.portSays, problems[model.FieldPort])
	setShown(f.source, source != "")
	f.column.Refresh()
}

// twoColumns puts two columns side by side.
type twoColumns struct {
	painted
	left, right *widget.Column
}

const twoColumnsGap float32 = 28

func newTwoColumns(left, right *widget.Column) *twoColumns {
	t := &twoColumns{left: left, right: right}
	t.objects = []fyne.CanvasObject{left, right}
	t.lay = func(size fyne.Size) {
		w := (size.Width - twoColumnsGap) / 2
		place(left, 0, 0, w, size.Height)
		place(right, w+twoColumnsGap, 0, w, size.Height)
	}
	t.ExtendBaseWidget(t)
	return t
}

// HeightFor implements widget.Tall.
func (t *twoColumns) HeightFor(width float32) float32 {
	w := (width - twoColumnsGap) / 2
	return max(t.left.HeightFor(w), t.right.HeightFor(w))
}

// newPortRow puts a narrow and a wide field with their labels side by side.
func newPortRow(portLabel, port, securityLabel, security fyne.CanvasObject) fyne.CanvasObject {
	const portWidth = 76
	row := &painted{objects: []fyne.CanvasObject{portLabel, port, securityLabel, security}}
	row.least = func() fyne.Size { return fyne.NewSize(200, 18+widget.Gap4+widget.FieldHeight) }
	row.lay = func(size fyne.Size) {
		x := portWidth + widget.Gap12
		place(portLabel, 0, 0, portWidth, 18)
		place(port, 0, 18+widget.Gap4, portWidth, widget.FieldHeight)
		place(securityLabel, x, 0, size.Width-x, 18)
		place(security, x, 18+widget.Gap4, size.Width-x, widget.FieldHeight)
	}
	row.ExtendBaseWidget(row)
	return row
}
