package view

import (
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// certificateAsk is the question before a certificate is accepted: what that means, the fingerprint to compare, and a
// field for its end.
type certificateAsk struct {
	v       *Certificate
	field   *widget.Field
	wrong   *widget.Paragraph
	column  *widget.Column
	buttons []*widget.Button
}

func newCertificateAsk(v *Certificate, s model.CertificateState) *certificateAsk {
	w, presenter := v.words, v.config.Certificate
	q := &certificateAsk{v: v, wrong: widget.NewParagraph("", widget.StyleFailed)}
	meaning := words.CertificateConfirmPin
	if s.Asking > 0 {
		meaning = words.CertificateConfirmCA
	}
	c := s.Seen.Chain[s.Asking]
	q.field = widget.NewField("", widget.FieldEvents{
		Changed: presenter.SetTyped, Enter: presenter.Accept, Escape: func() { presenter.Ask(-1) },
	})
	q.column = widget.NewColumn(0, widget.NewParagraph(w.T(meaning, s.Seen.Server.Host), widget.StyleBody))
	q.column.Add(widget.Gap16, widget.NewCard(widget.NewColumn(widget.Gap4,
		widget.NewText(c.Name, widget.StyleStrong),
		widget.NewText(w.T(words.CertificateFingerprint), widget.StyleHint),
		widget.NewParagraph(halved(c.SHA256.Pairs()), widget.StyleReading))))
	q.column.Add(widget.Gap16, widget.NewParagraph(w.T(words.CertificateAsk), widget.StyleStrong))
	q.column.Add(widget.Gap16, widget.NewText(w.T(words.CertificateType), widget.StyleStrong))
	q.column.Add(5, q.field)
	q.column.Add(6, widget.NewParagraph(w.T(words.CertificateTypeHint), widget.StyleHint))
	q.column.Add(6, q.wrong)
	q.buttons = []*widget.Button{
		widget.NewButton(widget.ButtonPrimary, w.T(words.CertificateAccept), presenter.Accept),
		widget.NewButton(widget.ButtonText, w.T(words.ButtonCancel), func() { presenter.Ask(-1) }),
	}
	return q
}

func (q *certificateAsk) draw(s model.CertificateState) {
	says := ""
	switch {
	case s.Wrong:
		says = q.v.words.T(words.CertificateTypedWrong)
	case s.Problem != nil:
		says = words.Explain(q.v.words.Language(), s.Problem).Headline
	}
	q.wrong.SetText(says)
	setShown(q.wrong, says != "")
	q.field.SetInvalid(s.Wrong)
	setUsable(q.buttons[0], !s.Busy)
	q.column.Refresh()
}
