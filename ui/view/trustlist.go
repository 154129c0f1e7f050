package view

import (
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
	Close    func()
}

// TrustList shows which certificates and authorities were accepted for which servers, and takes them back. It belongs to
// the UI goroutine.
type TrustList struct {
	*sheet
	config TrustListConfig
	words  words.Words
	column *widget.Column
}

// NewTrustList makes the view and has the presenter draw into it from now on.
func NewTrustList(c TrustListConfig) *TrustList {
	v := &TrustList{config: c, words: words.For(c.Language), column: widget.NewColumn(0)}
	v.sheet = newSheet(v.words.T(words.ButtonClose), v.column, c.Close)
	v.buttons([]*widget.Button{widget.NewButton(widget.ButtonSecondary, v.words.T(words.ButtonClose), c.Close)}, nil)
	c.List.Observe(v.draw)
	return v
}

// FocusFirst puts the focus where one begins.
func (v *TrustList) FocusFirst() { v.focusFirst() }

func (v *TrustList) draw(s model.TrustListState) {
	hint := v.words.T(words.CertificateListHint)
	switch {
	case s.Problem != nil:
		hint = words.Explain(v.words.Language(), s.Problem).Headline
	case len(s.Exceptions) == 0 && !s.Loading:
		hint = v.words.T(words.CertificateListEmpty)
	}
	v.head(v.words.T(words.CertificateListTitle), hint, "", widget.ToneAccent)
	v.column.Clear()
	for i, e := range s.Exceptions {
		gap := widget.Gap12
		if i == 0 {
			gap = 0
		}
		v.column.Add(gap, v.card(e))
	}
	v.column.Refresh()
	v.page.Refresh()
	v.relay()
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
