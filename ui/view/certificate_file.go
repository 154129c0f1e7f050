package view

import (
	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// authorityAsk is the question before an authority from a file may vouch for a server: what that means, its
// fingerprint to compare, and fields for the server and for the fingerprint's end.
type authorityAsk struct {
	v             *TrustList
	host, typed   *widget.Field
	noHost, wrong *widget.Paragraph
	column        *widget.Column
	buttons       []*widget.Button
}

func newAuthorityAsk(v *TrustList, authority mail.Certificate) *authorityAsk {
	w, list := v.words, v.config.List
	q := &authorityAsk{v: v, noHost: widget.NewParagraph("", widget.StyleFailed), wrong: widget.NewParagraph("", widget.StyleFailed)}
	field := func(changed func(string)) *widget.Field {
		return widget.NewField("", widget.FieldEvents{Changed: changed, Enter: list.Vouch, Escape: list.Withdraw})
	}
	q.host, q.typed = field(list.SetHost), field(list.SetTyped)
	q.column = widget.NewColumn(0, widget.NewParagraph(w.T(words.AuthorityMeaning), widget.StyleBody))
	q.column.Add(widget.Gap16, widget.NewCard(widget.NewColumn(widget.Gap4,
		widget.NewText(authority.Name, widget.StyleStrong),
		widget.NewText(w.T(words.CertificateDates, day(authority.From), day(authority.Until)), widget.StyleHint),
		widget.NewText(w.T(words.CertificateFingerprint), widget.StyleHint),
		widget.NewParagraph(halved(authority.SHA256.Pairs()), widget.StyleReading))))
	q.column.Add(widget.Gap16, widget.NewText(w.T(words.AuthorityHost), widget.StyleStrong))
	q.column.Add(5, q.host)
	q.column.Add(6, widget.NewParagraph(w.T(words.AuthorityHostHint), widget.StyleHint))
	q.column.Add(6, q.noHost)
	q.column.Add(widget.Gap16, widget.NewParagraph(w.T(words.CertificateAsk), widget.StyleStrong))
	q.column.Add(widget.Gap12, widget.NewText(w.T(words.CertificateType), widget.StyleStrong))
	q.column.Add(5, q.typed)
	q.column.Add(6, widget.NewParagraph(w.T(words.CertificateTypeHint), widget.StyleHint))
	q.column.Add(6, q.wrong)
	q.buttons = []*widget.Button{
		widget.NewButton(widget.ButtonPrimary, w.T(words.CertificateAccept), list.Vouch),
		widget.NewButton(widget.ButtonText, w.T(words.ButtonCancel), list.Withdraw),
	}
	return q
}

func (q *authorityAsk) draw(o model.AuthorityOffer) {
	w := q.v.words
	noHost, wrong := "", ""
	if o.NoHost {
		noHost = w.T(words.AuthorityHostWrong)
	}
	switch {
	case o.Wrong:
		wrong = w.T(words.CertificateTypedWrong)
	case o.Problem != nil:
		says := words.Explain(w.Language(), o.Problem)
		wrong = says.Headline + "\n" + says.Detail
	}
	for p, text := range map[*widget.Paragraph]string{q.noHost: noHost, q.wrong: wrong} {
		p.SetText(text)
		setShown(p, text != "")
	}
	q.host.SetInvalid(o.NoHost)
	q.typed.SetInvalid(o.Wrong)
	setUsable(q.buttons[0], !o.Busy)
	q.column.Refresh()
}
