package layout

import (
	"context"
	"errors"

	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/text"
)

// ErrTooMuch reports a document that takes more work than it may.
var ErrTooMuch = errors.New("the document takes too much work to lay out")

// Images knows the sizes of pictures.
type Images interface {
	// Size returns the width and height in px of the picture at an address, false when there is none.
	Size(address string) (w, h float32, ok bool)
}

// Options say for what a document is laid out.
type Options struct {
	Width, Height float32 // of the view, px
	Mode          dom.Mode
	Fonts         *text.Library
	Images        Images
	Steps         int // boxes, lines and characters handled at most; 0 stands for 10 million
}

// engine lays out one document.
type engine struct {
	ctx    context.Context //nolint:containedctx // one call of Lay
	opt    Options
	shaper *text.Shaper
	steps  int

	paragraphs map[*box.Box]*Paragraph
	widths     map[*box.Box]contentWidth
	struts     map[*box.Box]topMargin
	grids      map[*box.Box]*grid
	floated    map[*box.Box]floatedBox
	borders    map[*box.Box][4]Unit // of tables and cells that share borders
	shared     map[*box.Box]*Shared
}

// tooMuch unwinds the stack to Lay.
type tooMuch struct{ err error }

// Lay lays out a document, whose box root is. The fragment returned is that of the root element; it begins at the
// left top of the page. The only errors are ErrTooMuch and that of ctx.
func Lay(ctx context.Context, root *box.Box, opt Options) (page *Fragment, err error) {
	e := &engine{
		ctx: ctx, opt: opt, shaper: text.NewShaper(), steps: opt.Steps,
		paragraphs: map[*box.Box]*Paragraph{}, widths: map[*box.Box]contentWidth{}, struts: map[*box.Box]topMargin{},
		grids: map[*box.Box]*grid{}, floated: map[*box.Box]floatedBox{}, borders: map[*box.Box][4]Unit{}, shared: map[*box.Box]*Shared{},
	}
	if e.steps <= 0 {
		e.steps = 10_000_000
	}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case tooMuch:
			page, err = nil, r.err
		default:
			panic(r) // a mistake, which is not for here: Open makes ErrBroken of it
		}
	}()
	return e.page(root), nil
}

// step counts work and ends the layout when there was too much.
func (e *engine) step(n int) {
	before := e.steps >> 12
	e.steps -= n
	if e.steps < 0 {
		panic(tooMuch{ErrTooMuch}) // caught above, however deep the boxes are
	}
	if e.steps>>12 != before {
		if err := e.ctx.Err(); err != nil {
			panic(tooMuch{err}) // as above
		}
	}
}

// quirks reports the mode that relives the nineties.
func (e *engine) quirks() bool { return e.opt.Mode == dom.Quirks }

// page lays out the root element in the initial containing block (CSS 2.1 section 10.1).
func (e *engine) page(root *box.Box) *Fragment {
	sp := space{width: FromPx(e.opt.Width), height: FromPx(e.opt.Height), definite: true}
	ed := e.edges(root, sp.width)
	w := e.blockWidth(root, &ed, sp)
	if e.quirks() {
		sp.fill = sp.height
	}
	r := e.block(root, w, ed, sp)
	r.fragment.X, r.fragment.Y = ed.margin[left], ed.margin[top]
	e.absolutes(r.fragment)
	return r.fragment
}
