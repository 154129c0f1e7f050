package view

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// accountPage takes the address and the secret.
type accountPage struct {
	v                      *Wizard
	address, secret        *widget.Field
	addressSays, doubt     *widget.Paragraph
	secretName             *widget.Text
	tip, browser, safe     *widget.Paragraph
	link, advanced         *widget.Button
	enable                 *widget.Paragraph // where the services are switched on
	enableLink             *widget.Button
	besides, settings      *widget.Button
	addressName, userName  *widget.Text
	user                   *widget.Field
	notFor, cardHelp       *widget.Paragraph // of the binding card in use
	cardPage               *widget.Button
	column                 *widget.Column
	page                   *widget.Page
	back, next, cancel     *widget.Button
	linkTo, recognisedSays string
}

func newAccountPage(v *Wizard) *accountPage {
	w, say := v.config.Wizard, v.words.T
	p := &accountPage{v: v}
	p.address = widget.NewField(say(words.AccountPlaceholder), widget.FieldEvents{
		Changed: w.SetAddress, Enter: w.Next, Escape: w.Back, Left: w.AddressDone,
	})
	p.secret = widget.NewSecretField("", say(words.AccountReveal), widget.FieldEvents{
		Changed: w.SetSecret, Enter: w.Next, Escape: w.Back, Left: w.SecretDone,
	})
	p.addressSays, p.doubt = widget.NewParagraph("", widget.StyleFailed), widget.NewParagraph("", widget.StyleFailed)
	p.secretName = widget.NewText("", widget.StyleStrong)
	p.tip, p.browser = widget.NewParagraph("", widget.StyleHint), widget.NewParagraph("", widget.StyleBody)
	p.safe = widget.NewParagraph(say(words.AccountBrowserSafe), widget.StyleHint)
	p.link = widget.NewLink(say(words.AccountOpenPage), true, func() { v.config.OpenLink(p.linkTo) })
	p.advanced = widget.NewFold("", w.OpenAdvanced)
	p.enable = widget.NewParagraph("", widget.StyleHint)
	p.enableLink = widget.NewLink(say(words.AccountEnable), true, func() { v.config.OpenLink(v.state.Provider.EnableURL) })
	p.besides = widget.NewLink("", false, w.UseBesides)
	p.settings = widget.NewLink(say(words.BrowserSettings), false, w.OpenRegistration)
	p.userName = widget.NewText(say(words.AdvancedUsername), widget.StyleStrong)
	p.user = widget.NewField(say(words.AccountUserHint), widget.FieldEvents{Changed: w.SetUsername, Enter: w.Next, Escape: w.Back})
	p.notFor = widget.NewParagraph("", widget.Style{Size: widget.SizeList, Role: widget.ColorWaiting})
	p.cardHelp, p.cardPage = widget.NewParagraph("", widget.StyleHint), widget.NewLink("", true, nil)
	for _, b := range []*widget.Button{p.link, p.enableLink, p.besides, p.settings, p.cardPage, p.advanced} {
		b.OnKey(v.TypedKey)
	}
	p.addressName = widget.NewText(say(words.AccountAddress), widget.StyleStrong)
	p.column = widget.NewColumn(0, p.addressName)
	p.column.Add(5, p.address)
	p.column.Add(6, p.addressSays)
	p.column.Add(6, p.notFor)
	p.column.Add(19, p.userName)
	p.column.Add(5, p.user)
	p.column.Add(19, p.secretName)
	p.column.Add(5, p.secret)
	p.column.Add(6, p.doubt)
	p.column.Add(widget.Gap16, p.cardHelp)
	p.column.AddNarrow(widget.Gap8, p.cardPage)
	p.column.Add(widget.Gap16, p.browser)
	p.column.Add(7, p.safe)
	p.column.Add(7, p.tip)
	p.column.AddNarrow(2, p.link)
	p.column.Add(widget.Gap8, p.enable)
	p.column.AddNarrow(2, p.enableLink)
	p.column.AddNarrow(widget.Gap16, p.besides)
	p.column.AddNarrow(widget.Gap8, p.settings)
	p.column.AddNarrow(27, p.advanced)
	p.page = pad(p.column)
	p.back = widget.NewButton(widget.ButtonSecondary, say(words.ButtonBack), w.Back)
	p.next = widget.NewButton(widget.ButtonPrimary, say(words.ButtonBind), w.Next)
	p.cancel = widget.NewButton(widget.ButtonText, say(words.ButtonStop), w.Cancel)
	return p
}

func (p *accountPage) content() fyne.CanvasObject { return p.page }

// first is the secret when the address is there already.
func (p *accountPage) first() fyne.Focusable {
	s := p.v.state
	switch browser := s.SecretKind == mail.BrowserSignIn; {
	case browser && s.Renewing.ID != 0:
		return p.next
	case s.Address != "" && s.AddressProblem == nil && !browser:
		return p.secret.Focus()
	}
	return p.address.Focus()
}

func (p *accountPage) draw(s model.WizardState) wizardFrame {
	p.drawAddress(s)
	p.drawCard(s)
	p.drawSecret(s)
	p.drawBesides(s)
	p.drawAdvanced(s)
	p.page.Refresh()
	renewing := s.Renewing.ID != 0
	title, hint, label, top := words.AccountTitle, "", words.ButtonBind, float32(85)
	if renewing {
		title, hint, label, top = words.RenewTitleTyped, p.v.words.T(words.RenewHint), words.RenewButton, 111
	}
	if s.SecretKind == mail.BrowserSignIn {
		label = words.ButtonSignIn
		if renewing {
			title = words.RenewTitle
		}
	}
	p.next.Set(p.v.words.T(label), p.v.config.Wizard.Next)
	back := words.ButtonBack
	if renewing {
		back = words.ButtonCancel
	}
	p.back.Set(p.v.words.T(back), p.v.config.Wizard.Back)
	setUsable(p.next, s.CanNext)
	f := wizardFrame{
		title: p.v.words.T(title, s.Address), hint: hint, top: top, left: []*widget.Button{p.back}, right: []*widget.Button{p.next},
	}
	if s.Busy {
		f.left = append(f.left, p.cancel)
	}
	return f
}

func (p *accountPage) drawAddress(s model.WizardState) {
	w := p.v.words
	p.address.SetText(s.Address)
	for _, o := range []fyne.CanvasObject{p.addressName, p.address} {
		setShown(o, s.Renewing.ID == 0)
	}
	p.user.SetText(s.Username)
	for _, o := range []fyne.CanvasObject{p.userName, p.user} {
		setShown(o, s.Provider.UserName == mail.DomainUser || s.Username != "")
	}
	says := ""
	if s.Known {
		says = w.T(words.AccountChosen, w.Pick(s.Provider.Name))
		if strings.Contains(s.Address, "@") && s.Guessed {
			says = w.T(words.AccountRecognised, w.Pick(s.Provider.Name))
		}
	}
	if s.Card.InUse && (s.Address == "" || s.Card.Card.IsFor(s.Address)) {
		says = w.T(words.CardInUse)
	}
	if says != p.recognisedSays {
		p.recognisedSays = says
		if says == "" {
			p.address.SetBadge(nil)
		} else {
			p.address.SetBadge(widget.NewBadge(says, widget.ToneAccent, s.Guessed || s.Card.InUse))
		}
	}
	p.address.SetInvalid(s.AddressProblem != nil)
	setShown(p.addressSays, s.AddressProblem != nil)
	p.addressSays.SetText(addressSentence(w, s.AddressProblem))
}

func addressSentence(w words.Words, err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, mail.ErrAddressEmpty):
		return w.T(words.AddressEmpty)
	case errors.Is(err, mail.ErrAddressNoAt):
		return w.T(words.AddressNoAt)
	case errors.Is(err, mail.ErrAddressLocal):
		return w.T(words.AddressBadLocal)
	default:
		return w.T(words.AddressBadDomain)
	}
}

func (p *accountPage) drawSecret(s model.WizardState) {
	w := p.v.words
	browser := s.SecretKind == mail.BrowserSignIn
	for _, o := range []fyne.CanvasObject{p.secretName, p.secret} {
		setShown(o, !browser)
	}
	setShown(p.browser, browser)
	setShown(p.safe, browser)
	p.browser.SetText(w.T(words.AccountBrowser, w.Pick(s.Provider.Name)))
	p.secretName.SetText(secretSentence(w, s))
	p.secret.SetText(p.v.config.Wizard.Secret())
	p.secret.SetInvalid(s.SecretMissing)
	doubt := ""
	p.doubt.SetStyle(widget.Style{Size: widget.SizeList, Role: widget.ColorWaiting})
	switch {
	case s.SecretMissing:
		doubt = w.T(words.SecretMissing)
		p.doubt.SetStyle(widget.StyleFailed)
	case s.Doubt == model.DoubtBlanks:
		doubt = w.T(words.DoubtBlanks)
	case s.Doubt == model.DoubtWide:
		doubt = w.T(words.DoubtWide)
	case s.Doubt == model.DoubtNotACode && s.SecretKind == mail.AppPassword:
		doubt = w.T(words.DoubtNotAnApp)
	case s.Doubt == model.DoubtNotACode:
		doubt = w.T(words.DoubtNotACode)
	}
	p.doubt.SetText(doubt)
	setShown(p.doubt, doubt != "" && !browser)
	tip := w.Pick(s.Provider.SecretTip)
	p.tip.SetText(tip)
	setShown(p.tip, tip != "" && !browser)
	label := words.AccountOpenPage
	if p.linkTo = s.Provider.SecretURL; p.linkTo == "" || browser {
		p.linkTo, label = s.Provider.HelpURL, words.AccountHelp
	}
	p.link.Set(w.T(label), func() { p.v.config.OpenLink(p.linkTo) })
	setShown(p.link, strings.HasPrefix(p.linkTo, "https://"))
}

// besidesKeys names the way to each other kind of secret.
var besidesKeys = map[mail.SecretKind]words.Key{
	mail.AppPassword: words.SecretUseApp, mail.AuthorizationCode: words.SecretUseCode, mail.BrowserSignIn: words.SecretUseBrowser,
}

// drawBesides offers the other kind of secret, and says where the services are switched on.
func (p *accountPage) drawBesides(s model.WizardState) {
	w := p.v.words
	key, ok := besidesKeys[s.Besides]
	if !ok {
		key = words.SecretUseLogin
	}
	p.besides.Set(w.T(key), p.v.config.Wizard.UseBesides)
	setShown(p.besides, s.Besides != "")
	setShown(p.settings, s.SecretKind == mail.BrowserSignIn)
	tip := w.Pick(s.Provider.EnableTip)
	p.enable.SetText(tip)
	setShown(p.enable, tip != "")
	setShown(p.enableLink, tip != "" && strings.HasPrefix(s.Provider.EnableURL, "https://") && s.Provider.EnableURL != s.Provider.SecretURL)
}

// secretSentence names the secret for what the provider wants.
func secretSentence(w words.Words, s model.WizardState) string {
	switch s.SecretKind {
	case mail.AuthorizationCode:
		if s.Provider.ID == "qq" {
			return w.T(words.SecretCodeNot, "QQ")
		}
		return w.T(words.SecretCode)
	case mail.AppPassword:
		return w.T(words.SecretAppNot)
	case mail.EitherPassword:
		return w.T(words.SecretEither)
	default:
		return w.T(words.SecretPassword)
	}
}

func (p *accountPage) drawAdvanced(s model.WizardState) {
	w := p.v.words
	label := w.T(words.AdvancedNone)
	switch {
	case s.Searching:
		label = w.T(words.AccountSearching)
	case s.Incoming.Host != "" && s.Outgoing.Host != "":
		label = w.T(words.AdvancedFold, serversInOneLine(s))
	}
	p.advanced.Set(label, p.v.config.Wizard.OpenAdvanced)
}

func serversInOneLine(s model.WizardState) string {
	parts := []string{s.Incoming.Host + ":" + s.Incoming.Port, s.Outgoing.Host + ":" + s.Outgoing.Port}
	for _, security := range []mail.Security{s.Incoming.Security, s.Outgoing.Security} {
		name := securityName(security)
		if parts[len(parts)-1] != name {
			parts = append(parts, name)
		}
	}
	return strings.Join(parts, " · ")
}

func securityName(s mail.Security) string {
	switch s {
	case mail.TLS:
		return "SSL"
	case mail.STARTTLS:
		return "STARTTLS"
	default:
		return string(s)
	}
}
