package hypertext

import (
	"context"
	"errors"
	"fmt"
	"time"

	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/fold"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/style"
	"letterbox/ui/hypertext/text"
)

// ErrBroken reports a document that the engine made a mistake with.
var ErrBroken = errors.New("the document could not be laid out")

// Options say how a document is shown. Fonts must be set.
type Options struct {
	Width, Height float32 // of the view, CSS px
	Fonts         *text.Library
	Family        string        // shown instead of every font of the document, "" for its own
	Images        layout.Images // nil for none
	Dark          bool          // the person prefers dark pages; a document may answer to that
	Fold          bool          // quoted text and signatures give way to a mark
	Limits        dom.Limits
	Time          time.Duration // how long the layout may take; 0 for DefaultTime
}

// DefaultTime is how long a document may take.
const DefaultTime = time.Second

// Page is a document with everything in its place.
type Page struct {
	Document *dom.Document
	Root     *layout.Fragment // of the html element
	Width    float32          // of the view
	Height   float32          // of the page, at least that of the view
	Folded   bool             // a mark stands for quoted text: a link to fold.Link
}

// Open lays out a document in UTF-8. The error is layout.ErrTooMuch, ErrBroken or that of ctx, wrapped; it is no
// reason to show nothing: the text of the message remains.
func Open(ctx context.Context, markup string, opt Options) (page *Page, err error) {
	defer func() {
		if r := recover(); r != nil {
			page, err = nil, fmt.Errorf("%w: %v", ErrBroken, r)
		}
	}()
	if opt.Time == 0 {
		opt.Time = DefaultTime
	}
	begun := time.Now()
	ctx, cancel := context.WithTimeout(ctx, opt.Time)
	defer cancel()
	doc := dom.Parse(markup, opt.Limits)
	folded := opt.Fold && fold.Quotes(doc)
	cascade := style.New(doc, style.Options{
		Env: css.Env{Width: opt.Width, Height: opt.Height, Dark: opt.Dark}, Family: opt.Family,
		Late: func() bool { return time.Since(begun) > opt.Time/3 },
	})
	root, err := layout.Lay(ctx, box.Build(doc, cascade), layout.Options{
		Width: opt.Width, Height: opt.Height, Mode: doc.Mode, Fonts: opt.Fonts, Images: opt.Images,
	})
	if err != nil {
		return nil, fmt.Errorf("lay out: %w", err)
	}
	p := &Page{Document: doc, Root: root, Width: opt.Width, Folded: folded}
	p.Height = max(opt.Height, root.Extent().Px())
	return p, nil
}
