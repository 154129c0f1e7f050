package view

import (
	"io"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// card shows the nth certificate: what it is called, what is wrong with it, and, when it is unfolded, all it says.
func (v *Certificate) card(n int) fyne.CanvasObject {
	seen, c := v.state.Seen, v.state.Seen.Chain[n]
	names := widget.NewColumn(0,
		widget.NewText(v.words.T(words.CertificateRole(seen.Chain, n)), widget.StyleMeta), widget.NewText(c.Name, widget.StyleStrong))
	lines := widget.NewColumn(0, newBadged(names, v.badge(n)))
	for _, fault := range v.faults(n) {
		says, _ := words.FaultOf(v.words.Language(), fault, seen, n)
		lines.Add(widget.Gap8, widget.NewParagraph(says, widget.StyleFailed))
	}
	fold := widget.NewFold(v.words.T(words.CertificateDetails), func() { v.config.Certificate.Unfold(n) })
	fold.OnKey(v.TypedKey)
	lines.AddNarrow(widget.Gap8, fold)
	if v.state.Open == n {
		fold.WithIcon("chevron-down")
		v.addRows(lines, n)
	}
	if v.state.MayAccept(n) && v.state.Accepted < 0 {
		key := words.CertificateTrustPin
		if n > 0 {
			key = words.CertificateTrustCA
		}
		accept := widget.NewLink(v.words.T(key), false, func() { v.config.Certificate.Ask(n) })
		accept.OnKey(v.TypedKey)
		lines.AddNarrow(widget.Gap8, accept)
	}
	return widget.NewCard(lines)
}

// faults is what is wrong with the nth certificate, and nothing once one was accepted.
func (v *Certificate) faults(n int) []mail.CertificateFault {
	if v.state.Accepted >= 0 {
		return nil
	}
	return v.state.Seen.Faults(n)
}

// badge says who can put the nth certificate right; where an authority vouches for all of them, that nothing is wrong
// with it; else nil.
func (v *Certificate) badge(n int) *widget.Badge {
	seen := v.state.Seen
	if faults := v.faults(n); len(faults) > 0 {
		_, who := words.FaultOf(v.words.Language(), faults[0], seen, n)
		return widget.NewBadge(who.Label(v.words.Language()), widget.ToneWaiting, false)
	}
	if seen.By != mail.ByAuthority && seen.By != mail.ByPrivateCA {
		return nil
	}
	return widget.NewBadge(v.words.T(words.CertificateGood), widget.ToneGood, true)
}

// addRows shows what the nth certificate says, and the links that take it elsewhere.
func (v *Certificate) addRows(lines *widget.Column, n int) {
	c := v.state.Seen.Chain[n]
	for i, row := range words.CertificateRows(v.words.Language(), c) {
		gap := widget.Gap4
		if i == 0 {
			gap = widget.Gap8
		}
		lines.Add(gap, newNamed(row.Name, halved(row.Value)))
	}
	var copied *widget.Button
	copied = widget.NewLink(v.words.T(words.CertificateCopy), false, func() {
		v.config.Copy(c.SHA256.Pairs())
		copied.Set(v.words.T(words.CertificateCopied), func() { v.config.Copy(c.SHA256.Pairs()) })
		v.relay()
	})
	label := words.CertificateSave
	if v.state.Saved == n {
		label = words.ReportSaved
	}
	save := widget.NewLink(v.words.T(label), false, func() {
		v.config.SaveFile(pemName(c), func(w io.WriteCloser) { v.config.Certificate.Save(n, w) })
	})
	for _, b := range []*widget.Button{copied, save} {
		b.OnKey(v.TypedKey)
	}
	lines.AddNarrow(widget.Gap8, newLinks(copied, save))
	if v.state.Unsaved != nil {
		lines.Add(widget.Gap4, widget.NewParagraph(words.Explain(v.words.Language(), v.state.Unsaved).Headline, widget.StyleFailed))
	}
}

// pemName is the name of a file for a certificate, without what a file name cannot have.
func pemName(c mail.Certificate) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|`, r) {
			return '-'
		}
		return r
	}, c.Name)
	return strings.TrimLeft(name, ".- ") + ".pem"
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

// namedWidth is the room of the names of rows.
const namedWidth float32 = 150

// newNamed puts a name before a value, which may take several lines.
func newNamed(name, value string) fyne.CanvasObject {
	r := &namedRow{
		name: widget.NewParagraph(name, widget.StyleHint), value: widget.NewParagraph(value, widget.Style{Size: widget.SizeList, Role: widget.ColorText}),
	}
	r.objects = []fyne.CanvasObject{r.name, r.value}
	r.lay = func(size fyne.Size) {
		place(r.name, 0, 0, namedWidth-widget.Gap12, size.Height)
		place(r.value, namedWidth, 0, size.Width-namedWidth, size.Height)
	}
	r.ExtendBaseWidget(r)
	return r
}

// halved breaks a fingerprint in the middle, so that its pairs stand below each other.
func halved(text string) string {
	const half = 16*3 - 1
	if len(text) == 2*half+1 && text[half] == ':' {
		return text[:half] + "\n" + text[half+1:]
	}
	return text
}

// namedRow is a name with a value behind it.
type namedRow struct {
	painted
	name, value *widget.Paragraph
}

// HeightFor implements widget.Tall.
func (r *namedRow) HeightFor(width float32) float32 {
	return max(r.name.HeightFor(namedWidth-widget.Gap12), r.value.HeightFor(width-namedWidth))
}

// newBadged puts a badge, which may be nil, at the right of a column.
func newBadged(column *widget.Column, badge *widget.Badge) fyne.CanvasObject {
	if badge == nil {
		return column
	}
	return newEnds(column, badge, 38)
}

// newLinks puts links side by side.
func newLinks(links ...*widget.Button) fyne.CanvasObject {
	row := &painted{}
	for _, l := range links {
		row.objects = append(row.objects, l)
	}
	row.least = func() fyne.Size {
		size := fyne.NewSize(0, 0)
		for _, l := range links {
			size = fyne.NewSize(size.Width+l.MinSize().Width+widget.Gap16, max(size.Height, l.MinSize().Height))
		}
		return size
	}
	row.lay = func(fyne.Size) {
		var x float32
		for _, l := range links {
			place(l, x, 0, l.MinSize().Width, l.MinSize().Height)
			x += l.MinSize().Width + widget.Gap16
		}
	}
	row.ExtendBaseWidget(row)
	return row
}
