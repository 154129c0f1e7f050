package view

import (
	"io"
	"time"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// TrustListConfig holds what the page needs from the window it is in. All of it is required.
type TrustListConfig struct {
	List     *model.TrustList
	Language words.Language
	Now      func() time.Time
	OpenFile func(open func(io.ReadCloser)) // asks for a file and calls open with it, which closes it
	Close    func()
}

// TrustList shows which certificates and authorities were accepted for which servers, and takes them back. It belongs to
// the UI goroutine.
type TrustList struct {
	*sheet
	config TrustListConfig
	words  words.Words
	column *widget.Column
	add    *widget.Button
	shut   *widget.Button
	ask    *authorityAsk // nil while nothing is being added
}

// NewTrustList makes the view and has the presenter draw into it from now on.
func NewTrustList(c TrustListConfig) *TrustList {
	v := &TrustList{config: c, words: words.For(c.Language), column: widget.NewColumn(0)}
	v.sheet = newSheet(v.words.T(words.ButtonClose), v.column, c.Close)
	v.close = v.escape
	v.add = widget.NewButton(widget.ButtonSecondary, v.words.T(words.AuthorityAdd), func() { c.OpenFile(c.List.Offer) })
	v.shut = widget.NewButton(widget.ButtonSecondary, v.words.T(words.ButtonClose), c.Close)
	c.List.Observe(v.draw)
	return v
}

// FocusFirst puts the focus where one begins.
func (v *TrustList) FocusFirst() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.page); c != nil && v.ask != nil {
		c.Focus(v.ask.host.Focus())
		return
	}
	v.focusFirst()
}

// escape takes the question back, or closes.
func (v *TrustList) escape() {
	if v.ask != nil {
		v.config.List.Withdraw()
		return
	}
	v.config.Close()
}

func (v *TrustList) draw(s model.TrustListState) {
	asked := v.ask != nil
	v.column.Clear()
	if s.Adding != nil {
		if !asked {
			v.ask = newAuthorityAsk(v, s.Adding.Authority)
		}
		v.head(v.words.T(words.AuthorityTitle), "", "", widget.ToneAccent)
		v.ask.draw(*s.Adding)
		v.column.Add(0, v.ask.column)
		v.buttons(v.ask.buttons, nil)
	} else {
		v.ask = nil
		v.drawList(s)
	}
	v.column.Refresh()
	v.page.Refresh()
	v.relay()
	if asked != (v.ask != nil) {
		v.page.ScrollToTop()
		v.FocusFirst()
	}
}

func (v *TrustList) drawList(s model.TrustListState) {
	hint := v.words.T(words.CertificateListHint)
	switch {
	case s.Problem != nil:
		hint = words.Explain(v.words.Language(), s.Problem).Headline
	case len(s.Exceptions) == 0 && !s.Loading:
		hint = v.words.T(words.CertificateListEmpty)
	}
	v.head(v.words.T(words.CertificateListTitle), hint, "", widget.ToneAccent)
	for i, e := range s.Exceptions {
		gap := widget.Gap12
		if i == 0 {
			gap = 0
		}
		v.column.Add(gap, v.card(e))
	}
	if s.Forbidden != nil {
		v.buttons([]*widget.Button{v.shut}, nil)
		return
	}
	v.buttons([]*widget.Button{v.add, v.shut}, nil)
}

func (v *TrustList) card(e model.Exception) fyne.CanvasObject {
	host := e.Host
	if e.Pin != nil {
		host = mail.Server{Host: e.Host, Port: e.Port}.HostPort()
	}
	remove := widget.NewButton(widget.ButtonText, v.words.T(words.CertificateListRemove), func() { v.config.List.Remove(e) })
	remove.OnKey(v.TypedKey)
	names := widget.NewColumn(0, widget.NewText(host, widget.StyleStrong), widget.NewText(v.what(e), widget.StyleHint))
	lines := widget.NewColumn(0, newEnds(names, remove, 38))
	lines.Add(widget.Gap8, newNamed(v.words.T(words.CertificateFingerprint), halved(e.Certificate.SHA256.Pairs())))
	if !e.Counts {
		lines.Add(widget.Gap8, widget.NewParagraph(v.words.T(words.CertificateListOff), widget.StyleFailed))
	}
	return widget.NewCard(lines)
}

func (v *TrustList) what(e model.Exception) string {
	switch {
	case e.Pin == nil:
		return v.words.T(words.CertificateListCA, e.Certificate.Name)
	case e.Pin.Holds(v.config.Now()):
		return v.words.T(words.CertificateListPin, day(e.Pin.Until))
	default:
		return v.words.T(words.CertificateListEnded, day(e.Pin.Until))
	}
}
