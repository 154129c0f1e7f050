package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	stripRow   float32 = 40
	stripNote  float32 = 24
	stripNotes         = 3
)

// searchStrip stands below the bar while a search is open: where one searches, what that covers, what of the question
// was not understood, and the facets by which one can narrow.
type searchStrip struct {
	painted
	search *model.Search
	ruler  ruler
	now    func() time.Time
	key    func(*fyne.KeyEvent)
	folder func(model.Filter) string // names the folder of a filter
	lang   words.Language
	state  model.SearchState

	back, line *canvas.Rectangle
	scopes     [2]*searchChip
	covered    *canvas.Text
	notes      [stripNotes]*canvas.Text
	sign       *widget.Icon // before the notes
	keep, more *searchChip  // keep the search, go on at the servers
	holds      []*searchChip
	groups     []*facetGroup
}

func newSearchStrip(s *model.Search, r ruler, now func() time.Time, key func(*fyne.KeyEvent)) *searchStrip {
	p := &searchStrip{search: s, ruler: r, now: now, key: key, folder: func(f model.Filter) string { return f.Name }}
	p.back, p.line = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	p.covered = newText(widget.SizeList, false)
	p.sign = widget.NewIcon("info", widget.ColorWaiting, rowMark)
	for i := range p.notes {
		p.notes[i] = newText(widget.SizeList, false)
	}
	for i := range p.scopes {
		p.scopes[i] = newSearchChip(r, key)
	}
	p.keep, p.more = newSearchChip(r, key), newSearchChip(r, key)
	for _, g := range []struct {
		kind model.FilterKind
		name words.Key
	}{
		{model.FilterPerson, words.SearchFacetPeople},
		{model.FilterFolder, words.SearchFacetFolders},
		{model.FilterMonth, words.SearchFacetMonths},
		{model.FilterAttachment, ""},
	} {
		p.groups = append(p.groups, newFacetGroup(g.kind, g.name, newSearchChip(r, key)))
	}
	p.lay = p.arrange
	p.style = func() {
		p.back.FillColor, p.line.FillColor = widget.Color(widget.ColorSurface), widget.Color(widget.ColorLine)
		p.covered.Color = widget.Color(widget.ColorSecondary)
		for _, n := range p.notes {
			n.Color = widget.Color(widget.ColorWaiting)
		}
	}
	p.Hide()
	p.ExtendBaseWidget(p)
	return p
}

// draw shows a state of the model.
func (p *searchStrip) draw(s model.SearchState) {
	p.state = s
	if s.Open {
		p.word()
	}
}

// say switches the language.
func (p *searchStrip) say(lang words.Language) {
	p.lang = lang
	p.word()
}

// height returns how high it is: it has a line for facets only when there are any, and one for each note.
func (p *searchStrip) height() float32 {
	height := stripRow
	if p.narrows() {
		height += stripRow - widget.Gap8
	}
	return height + stripNote*float32(p.noteLines())
}

func (p *searchStrip) narrows() bool { return len(p.holds) > 0 || len(p.state.Choices()) > 0 }

// noteLines returns how many notes are said here: none when nothing was found, where they are said in full.
func (p *searchStrip) noteLines() int {
	if p.state.Asked && len(p.state.Hits) == 0 {
		return 0
	}
	return min(len(p.state.Notes), stripNotes)
}

func (p *searchStrip) word() {
	s := p.state
	p.scopes[0].set(chipLook{label: words.T(p.lang, words.FindEverywhere), on: s.Everywhere, bare: true}, func() { p.search.SetEverywhere(true) })
	setShown(p.scopes[1], s.Here.ID != 0)
	if s.Here.ID != 0 {
		p.scopes[1].set(chipLook{label: words.T(p.lang, words.FindHere, words.FolderName(p.lang, s.Here)), on: !s.Everywhere, bare: true},
			func() { p.search.SetEverywhere(false) })
	}
	p.keep.set(chipLook{label: words.T(p.lang, words.SavedKeep), bare: true}, p.search.Keep)
	setShown(p.keep, p.search.CanKeep())
	p.more.set(chipLook{label: words.T(p.lang, words.FindTryServer), bare: true}, p.search.Continue)
	setShown(p.more, p.search.CanContinue() && len(s.Hits) > 0)
	for i, f := range s.Filters {
		if i == len(p.holds) {
			p.holds = append(p.holds, newSearchChip(p.ruler, p.key))
		}
		p.holds[i].set(chipLook{label: p.name(f), sign: "cross", on: true}, func() { p.search.Widen(f) })
	}
	p.holds = p.holds[:len(s.Filters)]
	choices := s.Choices()
	for _, g := range p.groups {
		g.set(p, choices)
	}
	p.Refresh()
}

// name words a filter.
func (p *searchStrip) name(f model.Filter) string {
	switch f.Kind {
	case model.FilterFolder:
		return p.folder(f)
	case model.FilterMonth:
		return words.Month(p.lang, f.Name, p.now())
	case model.FilterAttachment:
		return words.T(p.lang, words.FindAttached)
	default:
		return f.Name
	}
}

func (p *searchStrip) arrange(size fyne.Size) {
	place(p.back, 0, 0, size.Width, size.Height)
	place(p.line, 0, size.Height-widget.LineWidth, size.Width, widget.LineWidth)
	p.objects = append(p.objects[:0], p.back, p.line)
	x := widget.Gap8
	for _, c := range p.scopes {
		if c.Visible() {
			x = p.put(c, x, (stripRow-chipHeight)/2)
		}
	}
	x += widget.Gap12
	right := size.Width - widget.Gap8
	for _, c := range []*searchChip{p.keep, p.more} {
		if c.Visible() {
			right -= c.MinSize().Width + widget.Gap4
			p.put(c, right, (stripRow-chipHeight)/2)
		}
	}
	p.covered.Text = p.ruler.fit(coverage(p.lang, p.state), widget.SizeList, false, right-x-widget.Gap8)
	placeText(p.covered, x, 0, 0, stripRow)
	p.objects = append(p.objects, p.covered)
	y := stripRow
	if p.narrows() {
		p.arrangeFacets(size.Width, y-widget.Gap8/2)
		y += stripRow - widget.Gap8
	}
	p.arrangeNotes(size.Width, y)
}

func (p *searchStrip) put(c fyne.CanvasObject, x, y float32) float32 {
	own := c.MinSize()
	place(c, x, y, own.Width, own.Height)
	p.objects = append(p.objects, c)
	return x + own.Width + widget.Gap4
}

// arrangeFacets puts the conditions that hold first, then of each kind as many choices as there is room for.
func (p *searchStrip) arrangeFacets(width, y float32) {
	x := widget.Gap8
	for _, c := range p.holds {
		x = p.put(c, x, y)
	}
	x += widget.Gap4
	shares := shareRoom(p.groups, width-x-widget.Gap8)
	for i, g := range p.groups {
		if shares[i] < 0 {
			continue
		}
		if g.named {
			x = p.put(g.title, x-widget.Gap4, y)
		}
		for _, c := range g.chips[:shares[i]] {
			x = p.put(c, x, y)
		}
		x += widget.Gap8
	}
}

func (p *searchStrip) arrangeNotes(width, y float32) {
	lines := p.noteLines()
	for i := range lines {
		t := p.notes[i]
		t.Text = p.ruler.fit(note(p.lang, p.state.Notes[i]), widget.SizeList, false, width-widget.Gap16-24-widget.Gap16)
		placeText(t, widget.Gap16+20, y-widget.Gap8+float32(i)*stripNote, 0, stripNote)
		p.objects = append(p.objects, t)
	}
	if lines > 0 {
		place(p.sign, widget.Gap16, y-widget.Gap8+5, rowMark, rowMark)
		p.objects = append(p.objects, p.sign)
	}
}

// showAll opens a menu with all choices of a kind.
func (p *searchStrip) showAll(g *facetGroup) {
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	if c == nil {
		return
	}
	menu := fyne.NewMenu("")
	for _, f := range g.choices {
		menu.Items = append(menu.Items, fyne.NewMenuItem(p.name(f)+"   "+words.Count(f.Hits), func() { p.search.Narrow(f) }))
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(g.title).AddXY(0, chipHeight+2)
	fynewidget.ShowPopUpMenuAtPosition(menu, c, at)
}
