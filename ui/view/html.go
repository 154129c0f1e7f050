package view

import (
	"context"
	"errors"
	"image/color"
	"maps"
	"time"

	"fyne.io/fyne/v2"

	"letterbox/assets"
	"letterbox/mail"
	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/press"
	"letterbox/ui/hypertext/selection"
	"letterbox/ui/hypertext/text"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// htmlPage shows the HTML of a message: it has it laid out and painted beside the UI goroutine and turns what the
// person does on it into selections, links and calls of the presenter. Its roll is a piece of the reader's column.
type htmlPage struct {
	letter *model.Letter
	press  *press.Press
	roll   *widget.Roll
	ports  htmlPorts
	lang   words.Language
	state  model.LetterState

	laying, painting *model.Work
	waiting          *model.Work
	budget           time.Duration // for one layout
	late             bool          // the page takes so long that its text is shown meanwhile
	ordered          pageKey
	leaf             *press.Leaf // nil while there is none
	leafOf           pageKey
	enclosed         map[string][]byte // pictures of the message, by Content-ID
	enclosedOf       mail.MessageID

	chosen selection.Range
	pinned selection.Range // what a double or triple click selected first
	hover  string          // link under the mouse
	links  []selection.Link
	link   int // that the keyboard is at, -1 for none
	query  string
	finds  []selection.Range
	find   int
}

// htmlPorts is what a page asks of the reader around it.
type htmlPorts struct {
	follow func(url string)
	hint   func(text string)
	copy   func(text string)
	key    func(*fyne.KeyEvent)
	scroll func(down float32)
	reveal func(top, bottom float32)
	menu   func(items []*fyne.MenuItem, at fyne.Position)
	laid   func() // the height changed
	word   func() // something else is shown
	find   func() // a text is to be found
}

// pageKey is everything that a layout depends on.
type pageKey struct {
	id          mail.MessageID
	length      int // of the HTML, which grows when the rest of a large message comes
	width       float32
	zoom        float32
	dark, whole bool
	pictures    int
}

func newHTMLPage(letter *model.Letter, p *press.Press, ports htmlPorts) *htmlPage {
	h := &htmlPage{letter: letter, press: p, ports: ports, link: -1, budget: layoutBudget}
	h.laying, h.painting, h.waiting = letter.Work(), letter.Work(), letter.Work()
	h.roll = widget.NewRoll(widget.RollEvents{
		Width: func(float32) { h.order() }, Paint: h.paint,
		Down: h.down, Drag: h.drag, Tap: h.tap, Menu: h.menu, Hover: h.hovered, Link: func() bool { return h.hover != "" },
		Key: h.key, Copy: h.copyText, All: h.selectAll, Scroll: ports.scroll,
	})
	h.roll.Hide()
	return h
}

// windowFonts are the fonts of the machine, and behind them those of the program, which every machine has.
func windowFonts() *text.Library {
	l := text.NewLibrary()
	l.Add("letterbox", false, false, assets.FontRegular())
	l.Add("letterbox", true, false, assets.FontBold())
	_ = l.UseSystem("") // without fonts of the machine those of the program remain
	return l
}

// set shows a state of the model, and reports whether there is a page.
func (h *htmlPage) set(s model.LetterState, lang words.Language) bool {
	h.state, h.lang = s, lang
	if s.Phase != model.LetterShown || s.Page.Form != model.FormPage {
		h.clear()
		return false
	}
	if h.leaf != nil && h.leafOf.id != s.ID {
		h.clear()
	}
	h.order()
	return true
}

// clear lets go of a page.
func (h *htmlPage) clear() {
	if h.leaf == nil && h.ordered == (pageKey{}) {
		return
	}
	h.laying.Stop()
	h.painting.Stop()
	h.waiting.Stop()
	h.late = false
	h.leaf, h.ordered, h.leafOf = nil, pageKey{}, pageKey{}
	h.links, h.finds, h.link, h.query = nil, nil, -1, ""
	h.chosen, h.hover = selection.Range{}, ""
	h.roll.Clear()
}

// dark reports whether the page is shown on a dark ground.
func (h *htmlPage) dark() bool {
	return surface().Luminance() < 0.2 && !h.state.Page.Bright
}

// surface is the color of the reader.
func surface() css.Color {
	r, g, b, _ := widget.Color(widget.ColorSurface).RGBA()
	return css.Color{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: 255}
}

// ground is the color of the page where nothing is painted.
func (h *htmlPage) ground() css.Color {
	if h.dark() {
		return surface()
	}
	return css.White
}

// order has the page laid out when anything that its layout depends on has changed.
func (h *htmlPage) order() {
	s, width := h.state, h.roll.Size().Width
	if s.Phase != model.LetterShown || s.Page.Form != model.FormPage || width < 1 {
		return
	}
	zoom := s.Page.ZoomFactor()
	key := pageKey{
		id: s.ID, length: len(s.Body.HTML), width: width, zoom: zoom, dark: h.dark(), whole: s.Page.Whole,
		pictures: len(s.Page.Pictures.Fetched),
	}
	if key == h.ordered {
		h.fit()
		return
	}
	h.ordered = key
	order := press.Order{
		Markup: s.Body.HTML, Width: width / zoom, Height: leastPage, Dark: key.dark, Fold: !key.whole, Ground: h.ground(),
		Time: h.budget,
	}
	h.wait()
	enclosed := h.enclosed
	if h.enclosedOf != s.ID {
		enclosed = nil
	}
	var leaf *press.Leaf
	var err error
	h.laying.Do(func(ctx context.Context, _ func(func())) {
		if enclosed == nil {
			enclosed = h.letter.Enclosed(ctx, s.ID, s.Body)
		}
		order.Album = album(enclosed, s.Page.Pictures.Fetched)
		leaf, err = h.press.Open(ctx, order)
	}, func() {
		h.enclosed, h.enclosedOf = enclosed, s.ID
		h.take(key, leaf, err)
	})
}

// layoutBudget is how long a page may take on a machine that is busy with other things; usual ones take a hundredth.
const layoutBudget = 4 * time.Second

// patience is how long nothing is shown of a message before its text is.
const patience = time.Second

// wait has the text shown when a page takes long.
func (h *htmlPage) wait() {
	if h.leaf != nil {
		return // that one is shown meanwhile
	}
	h.waiting.Do(func(ctx context.Context, _ func(func())) {
		timer := time.NewTimer(patience)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
	}, func() {
		h.late = true
		h.ports.word()
	})
}

// leastPage is how high documents are told that the view is: those that fill it do not get longer by that.
const leastPage = 200

// album makes a picture of what is there.
func album(enclosed, fetched map[string][]byte) *hypertext.Album {
	a := &hypertext.Album{Inline: hypertext.Inline{Part: func(id string) []byte { return enclosed[id] }}}
	if len(fetched) > 0 {
		fetched = maps.Clone(fetched)
		a.Fetched = func(address string) []byte { return fetched[address] }
	}
	return a
}

// take shows a page that was laid out, or has the text shown instead.
func (h *htmlPage) take(key pageKey, leaf *press.Leaf, err error) {
	switch {
	case errors.Is(err, context.Canceled):
		return
	case errors.Is(err, layout.ErrTooMuch), errors.Is(err, context.DeadlineExceeded):
		h.letter.PageFailed(key.id, model.PageTooMuch)
		return
	case err != nil:
		h.letter.PageFailed(key.id, model.PageBroken)
		return
	}
	h.waiting.Stop()
	if h.late {
		h.late = false
		defer h.ports.word()
	}
	sameText := h.leafOf.id == key.id && h.leafOf.whole == key.whole
	h.leaf, h.leafOf = leaf, key
	h.links, h.link = leaf.Index.LinkRanges(), -1
	if !sameText {
		h.chosen = selection.Range{}
		h.finds, h.find = h.leaf.Index.Find(h.query, mostFinds), 0
	}
	h.fit()
	h.mark()
	h.letter.PageLaid(key.id, wantedOf(leaf.Remote), doubtWords(leaf.Doubts))
}

func wantedOf(remote []press.Remote) []model.Picture {
	var out []model.Picture
	for _, r := range remote {
		out = append(out, model.Picture{Address: r.Address, Host: r.Host, Tracker: r.Tracker})
	}
	return out
}

func doubtWords(doubts []press.Doubt) []model.LinkDoubt {
	var out []model.LinkDoubt
	for _, d := range doubts {
		out = append(out, model.LinkDoubt{Says: d.Says, Host: d.Host})
	}
	return out
}

// slightly is how much wider than the reader a page is made smaller for without being asked.
const slightly = 1.3

// zoom returns how large the page that is there is painted.
func (h *htmlPage) zoom() float32 {
	z := h.leafOf.zoom
	room, wide := h.leafOf.width, h.leaf.Width*z
	if wide > room+1 && (h.state.Page.Fit || wide <= room*slightly) {
		z *= room / wide
	}
	return z
}

// fit gives the roll the size of the page.
func (h *htmlPage) fit() {
	if h.leaf == nil {
		return
	}
	z, g := h.zoom(), h.ground()
	changed := h.roll.SetPage(widget.RollPage{
		Width: h.leaf.Width * z, Height: h.leaf.Height * z, Ground: color.NRGBA{R: g.R, G: g.G, B: g.B, A: 255},
		Version: pageVersion{h.leaf, z},
	})
	if changed {
		h.ports.laid()
	}
}

// pageVersion tells pages apart that look different.
type pageVersion struct {
	leaf *press.Leaf
	zoom float32
}

// paint has strips painted: those in the viewport appear together, the others one by one.
func (h *htmlPage) paint(strips []widget.Strip, visible int) {
	leaf := h.leaf
	if leaf == nil {
		return
	}
	z := float64(h.zoom())
	h.painting.Do(func(ctx context.Context, tell func(func())) {
		for i, s := range strips {
			if !h.press.Paint(ctx, leaf, s.Picture, s.X, s.Y, s.Scale*z) {
				return
			}
			switch {
			case i == visible-1:
				first := strips[:visible]
				tell(func() { h.roll.Put(first) })
			case i >= visible:
				tell(func() { h.roll.Put([]widget.Strip{s}) })
			}
		}
	}, func() {})
}
