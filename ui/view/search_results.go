package view

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/mail/search"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// resultsPane stands in the place of the list while a search is open: how many were found, in which order they stand,
// and what was found; when nothing was, what was searched and how one can go on.
type resultsPane struct {
	painted
	search *model.Search
	ruler  ruler
	rows   *hitRows
	lang   words.Language
	state  model.SearchState
	filter func(model.Filter) string // names a filter

	back, line, edge *canvas.Rectangle
	found            *canvas.Text
	orders           [2]*searchChip
	nothing          *widget.Column
}

func newResultsPane(s *model.Search, r ruler, now func() time.Time) *resultsPane {
	p := &resultsPane{search: s, ruler: r, rows: newHitRows(s, r, now), nothing: widget.NewColumn(widget.Gap8)}
	p.filter = func(f model.Filter) string { return f.Name }
	p.back, p.line, p.edge = canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	p.found = newText(widget.SizeInterface, true)
	key := func(e *fyne.KeyEvent) { p.rows.other(e) }
	p.objects = []fyne.CanvasObject{p.back, p.found, p.line}
	for i := range p.orders {
		p.orders[i] = newSearchChip(r, key)
		p.objects = append(p.objects, p.orders[i])
	}
	p.objects = append(p.objects, p.rows, p.nothing, p.edge)
	p.least = func() fyne.Size { return fyne.NewSize(rowMinimum, listHeader+hitHeight) }
	p.lay = p.arrange
	p.style = func() {
		p.back.FillColor = widget.Color(widget.ColorSurface)
		p.line.FillColor, p.edge.FillColor = widget.Color(widget.ColorLine), widget.Color(widget.ColorLine)
		p.found.Color = widget.Color(widget.ColorText)
	}
	p.Hide()
	p.ExtendBaseWidget(p)
	return p
}

// draw shows a state of the model.
func (p *resultsPane) draw(s model.SearchState) {
	p.state = s
	p.rows.show(s)
	if s.Open {
		p.word()
	}
}

// say switches the language.
func (p *resultsPane) say(lang words.Language) {
	p.lang, p.rows.lang = lang, lang
	p.rows.fill()
	p.word()
}

func (p *resultsPane) word() {
	p.found.Text = p.headline()
	for i, o := range []struct {
		order search.Order
		name  words.Key
	}{{search.Newest, words.FindNewest}, {search.Relevant, words.FindRelevant}} {
		p.orders[i].set(chipLook{label: words.T(p.lang, o.name), on: p.state.Order == o.order, bare: true}, func() { p.search.SetOrder(o.order) })
	}
	empty := p.state.Asked && !p.state.Busy && len(p.state.Hits) == 0
	p.nothing.Clear()
	if empty {
		p.wordNothing()
	}
	setShown(p.nothing, empty)
	p.nothing.Refresh()
	p.Refresh()
}

// headline says how many were found.
func (p *resultsPane) headline() string {
	s := p.state
	switch {
	case s.Problem != nil:
		return words.T(p.lang, words.FindFailed)
	case !s.Asked || s.Busy && len(s.Hits) == 0:
		return words.T(p.lang, words.FindSearching)
	case s.Total == 0 && s.Server.Found == 0:
		return ""
	case !s.Exact:
		return words.T(p.lang, words.SearchFoundAtMost, s.Total+s.Server.Found)
	default:
		return words.T(p.lang, words.SearchFound, s.Total+s.Server.Found)
	}
}

// wordNothing says what was searched, what of the question was not understood, and how one can go on.
func (p *resultsPane) wordNothing() {
	s := p.state
	if s.Problem != nil {
		x := words.Explain(p.lang, s.Problem)
		p.nothing.Add(0, widget.NewParagraph(x.Headline, widget.StyleStrong))
		p.nothing.Add(widget.Gap4, widget.NewParagraph(x.Detail, widget.StyleHint))
		p.offer("refresh", words.T(p.lang, words.FindRetry), p.search.Retry)
		return
	}
	title := words.T(p.lang, words.FindNothingFiltered)
	if typed := strings.TrimSpace(s.Text); typed != "" {
		title = words.T(p.lang, words.FindNothing, p.ruler.fit(typed, widget.SizeInterface, true, 600))
	}
	p.nothing.Add(0, widget.NewParagraph(title, widget.StyleStrong))
	searched := words.T(p.lang, words.FindSearchedAll)
	if !s.Everywhere {
		searched = words.T(p.lang, words.FindSearchedHere, words.FolderName(p.lang, s.Here))
	}
	p.nothing.Add(widget.Gap4, widget.NewParagraph(searched, widget.StyleHint))
	if s.Server.Done {
		p.nothing.Add(widget.Gap4, widget.NewParagraph(words.T(p.lang, words.FindAsked), widget.StyleHint))
	}
	if behind(s) {
		p.nothing.Add(widget.Gap4, widget.NewParagraph(words.T(p.lang, words.FindNotYet), widget.StyleHint))
	}
	for _, n := range s.Notes {
		p.nothing.Add(widget.Gap8, widget.NewParagraph(note(p.lang, n), widget.Style{Size: widget.SizeList, Role: widget.ColorWaiting}))
	}
	if !s.Everywhere {
		p.offer("search", words.T(p.lang, words.FindTryEverywhere), func() { p.search.SetEverywhere(true) })
	}
	if p.search.CanContinue() {
		p.offer("search", words.T(p.lang, words.FindTryServer), p.search.Continue)
	}
	for _, f := range s.Filters {
		p.offer("cross", words.T(p.lang, words.FindTryWithout, p.filter(f)), func() { p.search.Widen(f) })
	}
}

// offer adds a way to go on.
func (p *resultsPane) offer(icon, label string, do func()) {
	b := widget.NewButton(widget.ButtonSecondary, label, do).WithIcon(icon)
	b.OnKey(p.rows.other)
	p.nothing.Add(widget.Gap12, b)
}

// coverage says what was searched: the index as it is, and how far it is while it is being built.
func coverage(lang words.Language, s model.SearchState) string {
	c := s.Coverage
	switch {
	case !s.Covered:
		return ""
	case s.Server.Busy:
		return words.T(lang, words.FindAsking)
	case behind(s):
		return words.T(lang, words.FindBuilding, words.Count(c.Indexed), words.Count(c.Messages))
	default:
		return words.SearchCoverage(lang, c.Indexed, c.Messages, c.Bodies, c.BodiesSince)
	}
}

// behind reports whether there is mail that cannot be found yet.
func behind(s model.SearchState) bool { return s.Covered && s.Coverage.Indexed < s.Coverage.Messages }

// note explains what of a query was not taken as it stands.
func note(lang words.Language, n search.Note) string {
	return words.SearchNote(lang, string(n.Kind), n.Operator, n.Given, n.Suggestion)
}

func (p *resultsPane) arrange(size fyne.Size) {
	place(p.back, 0, 0, size.Width, size.Height)
	size.Width -= widget.LineWidth
	place(p.edge, size.Width, 0, widget.LineWidth, size.Height)
	place(p.line, 0, listHeader-widget.LineWidth, size.Width, widget.LineWidth)
	right := size.Width - widget.Gap8
	for i := len(p.orders) - 1; i >= 0; i-- {
		own := p.orders[i].MinSize()
		right -= own.Width
		place(p.orders[i], right, (listHeader-own.Height)/2, own.Width, own.Height)
	}
	p.found.Text = p.ruler.fit(p.headline(), widget.SizeInterface, true, right-widget.Gap16-widget.Gap8)
	placeText(p.found, widget.Gap16, 13, 0, 20)
	place(p.rows, 0, listHeader, size.Width, size.Height-listHeader)
	width := max(size.Width-2*widget.Gap24, 0)
	place(p.nothing, widget.Gap24, listHeader+widget.Gap36, width, p.nothing.HeightFor(width))
}

// folderName names the folder of a hit, with the levels above it.
func (m *Mailbox) folderName(id mail.FolderID) string {
	if f, ok := m.config.Shell.Sidebar().Find(id); ok {
		return chooserName(m.lang, f)
	}
	return ""
}
