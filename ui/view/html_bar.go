package view

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	barLines         = 3  // of the sentence
	barHosts         = 12 // listed at most
	barPad   float32 = 12
	barGap   float32 = 6
)

// pictureBar says, above a page, which pictures were not fetched, and fetches them when the person asks.
type pictureBar struct {
	painted
	ruler  ruler
	letter *model.Letter
	back   *canvas.Rectangle
	lines  [barLines + barHosts + 1]*canvas.Text
	load   *widget.Button
	always *widget.Button
	list   *widget.Button

	text   string
	hosts  []string
	listed bool
	grown  func()
}

func newPictureBar(r ruler, letter *model.Letter, key func(*fyne.KeyEvent), grown func()) *pictureBar {
	b := &pictureBar{ruler: r, letter: letter, back: canvas.NewRectangle(nil), grown: grown}
	b.back.CornerRadius = widget.RadiusControl
	b.objects = []fyne.CanvasObject{b.back}
	for i := range b.lines {
		b.lines[i] = newText(widget.SizeList, false)
		b.objects = append(b.objects, b.lines[i])
	}
	button := func(do func()) *widget.Button {
		w := widget.NewButton(widget.ButtonSecondary, "", do)
		w.OnKey(key)
		b.objects = append(b.objects, w)
		return w
	}
	b.load = button(letter.LoadPictures)
	b.always = button(nil)
	b.list = button(nil)
	b.lay = b.arrange
	b.style = func() {
		b.back.FillColor = widget.Color(widget.ColorSidebar)
		for _, l := range b.lines {
			l.Color = widget.Color(widget.ColorSecondary)
		}
	}
	b.ExtendBaseWidget(b)
	return b
}

// set words what is known about the pictures of a page, and reports whether there is anything to say.
func (b *pictureBar) set(lang words.Language, s model.LetterState) bool {
	p := s.Page.Pictures
	if s.Page.Form != model.FormPage || len(p.Wanted) == 0 {
		b.listed = false
		return false
	}
	open := p.Open()
	b.text = pictureSentence(lang, p, len(open))
	t := func(k words.Key) string { return words.T(lang, k) }
	b.load.Set(t(words.HTMLLoad), b.letter.LoadPictures)
	setShown(b.load, !p.Asked && len(open) > 0)
	if p.Always {
		b.always.Set(t(words.HTMLNotAlways), func() { b.letter.AlwaysLoadPictures(false) })
	} else {
		b.always.Set(t(words.HTMLAlways), func() { b.letter.AlwaysLoadPictures(true) })
	}
	setShown(b.always, p.Always || p.CanKeep && len(open) > 0 && !p.Busy)
	b.hosts = nil
	if b.listed {
		b.list.Set(t(words.HTMLListHide), func() { b.unroll(lang, s, false) })
		b.hosts = hostLines(lang, p)
	} else {
		b.list.Set(t(words.HTMLList), func() { b.unroll(lang, s, true) })
	}
	b.Refresh()
	return true
}

func (b *pictureBar) unroll(lang words.Language, s model.LetterState, on bool) {
	b.listed = on
	b.set(lang, s)
	b.grown()
}

// pictureSentence says what became of the pictures.
func pictureSentence(lang words.Language, p model.PagePictures, open int) string {
	var out []string
	add := func(k words.Key, args ...any) { out = append(out, words.T(lang, k, args...)) }
	switch {
	case p.Busy:
		add(words.HTMLLoading, p.Done, open)
	case p.Asked && open > 0:
		if came := p.Done - p.Failed; came > 0 {
			add(words.HTMLLoaded, came)
		}
		if p.Failed > 0 {
			add(words.HTMLLoadFailed, p.Failed)
		}
	case open > 0:
		add(words.HTMLBlocked, len(p.Wanted))
		if !p.CanKeep {
			add(words.HTMLUnproven)
		}
		return joinSentences(lang, out)
	}
	if left := len(p.Wanted) - open; left > 0 {
		add(words.HTMLBlockedAll, left)
	}
	return joinSentences(lang, out)
}

func joinSentences(lang words.Language, sentences []string) string {
	if lang == words.ZH {
		return strings.Join(sentences, "")
	}
	return strings.Join(sentences, " ")
}

// hostLines lists who would be asked, those with most pictures first.
func hostLines(lang words.Language, p model.PagePictures) []string {
	type entry struct {
		key  words.Key
		host string
	}
	count := map[entry]int{}
	for _, w := range p.Wanted {
		k := words.HTMLListHost
		switch {
		case w.Tracker:
			k = words.HTMLListCount
		case !w.Fetchable():
			k = words.HTMLListOpen
		}
		count[entry{k, w.Host}]++
	}
	var entries []entry
	for e := range count {
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if d := count[b] - count[a]; d != 0 {
			return d
		}
		return strings.Compare(a.host+string(a.key), b.host+string(b.key))
	})
	var out []string
	for i, e := range entries {
		if i == barHosts {
			return append(out, words.T(lang, words.HTMLListMore, len(entries)-i))
		}
		out = append(out, words.T(lang, e.key, e.host, count[e]))
	}
	return out
}

func (b *pictureBar) wrap(width float32) []string {
	room := max(width-2*barPad, 60)
	lines := b.ruler.wrap(b.text, widget.SizeList, false, room, barLines)
	for _, h := range b.hosts {
		lines = append(lines, b.ruler.fit(h, widget.SizeList, false, room))
	}
	return lines[:min(len(lines), len(b.lines))]
}

// HeightFor implements widget.Tall.
func (b *pictureBar) HeightFor(width float32) float32 {
	return 2*barPad + 18*float32(len(b.wrap(width))) + barGap + b.list.MinSize().Height
}

func (b *pictureBar) arrange(size fyne.Size) {
	place(b.back, 0, 0, size.Width, size.Height)
	lines := b.wrap(size.Width)
	y := barPad
	for i, t := range b.lines {
		t.Text = ""
		if i < len(lines) {
			t.Text = lines[i]
			placeText(t, barPad, y, 0, 18)
			y += 18
		}
	}
	y += barGap
	x := barPad
	for _, w := range []*widget.Button{b.load, b.always, b.list} {
		if w.Visible() {
			least := w.MinSize()
			place(w, x, y, least.Width, least.Height)
			x += least.Width + widget.Gap8
		}
	}
}
