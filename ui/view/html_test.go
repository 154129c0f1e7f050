package view

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"letterbox/assets"
	"letterbox/mail"
	"letterbox/ui/hypertext/press"
	"letterbox/ui/hypertext/selection"
	"letterbox/ui/hypertext/text"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// programFonts are those that every machine has.
func programFonts() *text.Library {
	l := text.NewLibrary()
	l.Add("letterbox", false, false, assets.FontRegular())
	l.Add("letterbox", true, false, assets.FontBold())
	return l
}

const sampleHTML = `<!DOCTYPE html><body style="margin:0;font-family:letterbox"><h1>发票 PO-2026</h1><p>See <a href="https://shop.example/order">your order</a>
or <a href="https://example.com/x">www.example.org</a>. <a href="#end">Down</a></p><img src="https://images.example/a.png" width=100 height=50 alt="Logo">
<img src="https://images.example/open.gif" width=1 height=1>` + "<p>line of text</p>" + `<p id=end>The end of the order</p>`

// openHTML opens a window on a message with HTML and waits until it is painted.
func openHTML(t *testing.T, mode widget.Mode, markup string) (*desk, *htmlPage) {
	t.Helper()
	s := newSample()
	s.bodies[98] = mail.Body{Text: "the text", HTML: markup}
	d := openDesk(t, s, mode, "en", 1200, 800)
	h := d.box.reader.html
	h.press = press.New(programFonts)
	d.shell.List().SelectAt(2)
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
	return d, h
}

// painted waits until the part of the page that is visible is painted.
func (d *desk) painted(t *testing.T, h *htmlPage) {
	t.Helper()
	d.until(t, func() bool { return h.leaf != nil && strips(h) > 0 })
}

// strips counts the pictures that the page hangs on the screen.
func strips(h *htmlPage) int {
	n := 0
	for _, o := range test.WidgetRenderer(h.roll).Objects() {
		if i, ok := o.(*canvas.Image); ok && i.Visible() && i.Image != nil {
			n++
		}
	}
	return n
}

// placeOf returns the middle of the first place of a text on the page.
func placeOf(t *testing.T, h *htmlPage, what string) fyne.Position {
	t.Helper()
	found := h.leaf.Index.Find(what, 1)
	if len(found) == 0 {
		t.Fatalf("no %q on the page", what)
	}
	r := h.leaf.Index.Rects(found[0])[0]
	return fyne.NewPos((r.X + r.W/2).Px(), (r.Y + r.H/2).Px())
}

func TestPageIsShownAndActsOnClicks(t *testing.T) {
	d, h := openHTML(t, widget.ModeLight, sampleHTML)
	d.painted(t, h)
	if h.roll.Hidden || !d.box.reader.body.Hidden {
		t.Fatal("the page is not what is shown")
	}
	tap := func(what string) { h.roll.Tapped(&fyne.PointEvent{Position: placeOf(t, h, what)}) }
	tap("line of text")
	if len(d.opened) != 0 {
		t.Fatalf("opened %q", d.opened)
	}
	tap("your order")
	if len(d.opened) != 1 || d.opened[0] != "https://shop.example/order" {
		t.Fatalf("opened %q", d.opened)
	}
	tap("Down")
	if len(d.opened) != 1 {
		t.Errorf("a link inside of the message left it: %q", d.opened)
	}
	h.roll.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: placeOf(t, h, "www.example.org")}})
	if h.hover != "https://example.com/x" || h.roll.Cursor() != desktop.PointerCursor {
		t.Errorf("hovers %q", h.hover)
	}
	if hint := h.hint(h.hover); !strings.Contains(hint, "www.example.org") || !strings.Contains(hint, "example.com") {
		t.Errorf("the hint is %q", hint)
	}
	if s := d.shell.Letter().State().Page; len(s.Doubts) != 1 || len(s.Pictures.Wanted) != 2 || len(s.Pictures.Open()) != 1 {
		t.Errorf("doubts %v, pictures %+v", s.Doubts, s.Pictures.Wanted)
	}
	if d.box.reader.bar.Hidden || d.box.reader.notes.Hidden {
		t.Error("nothing is said about pictures, or about the link")
	}
}

func TestPageTextIsSelectedAndFound(t *testing.T) {
	d, h := openHTML(t, widget.ModeDark, sampleHTML)
	d.painted(t, h)
	at := placeOf(t, h, "order")
	press := func(at fyne.Position) {
		h.roll.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	}
	press(at)
	press(at)
	if got := h.copyText(); got != "order" {
		t.Errorf("a double click selects %q", got)
	}
	h.selectAll()
	if got := h.copyText(); !strings.HasPrefix(got, "发票 PO-2026\n") || !strings.Contains(got, "line of text") {
		t.Errorf("everything is %q", got)
	}
	h.chosen = selection.Range{}
	d.box.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF3})
	d.box.reader.find.look("THE ORDER")
	if len(h.finds) != 1 || d.box.reader.find.Hidden || d.box.reader.find.count.Text != "1 of 1" {
		t.Errorf("found %d, says %q", len(h.finds), d.box.reader.find.count.Text)
	}
	d.box.reader.find.look("nowhere")
	if len(h.finds) != 0 || d.box.reader.find.count.Text != "Not found" {
		t.Errorf("found %d, says %q", len(h.finds), d.box.reader.find.count.Text)
	}
	d.box.reader.closeFind()
	h.roll.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	h.roll.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(d.opened) != 1 || d.opened[0] != "https://shop.example/order" {
		t.Errorf("the keyboard opens %q", d.opened)
	}
}

func TestOtherFormsAreOneKeyAway(t *testing.T) {
	d, h := openHTML(t, widget.ModeLight, sampleHTML)
	d.painted(t, h)
	key := func(name fyne.KeyName) { d.box.TypedKey(&fyne.KeyEvent{Name: name}) }
	shown := func(page bool) {
		t.Helper()
		if h.roll.Hidden == page || d.box.reader.body.Hidden != page {
			t.Errorf("page hidden %t, text hidden %t", h.roll.Hidden, d.box.reader.body.Hidden)
		}
	}
	key(fyne.KeyT)
	shown(false)
	key(fyne.KeyT)
	d.painted(t, h)
	shown(true)
	key(fyne.KeyO)
	shown(false)
	key(fyne.KeyO)
	d.painted(t, h)
	shown(true)
	before := h.roll.HeightFor(0)
	d.shell.Letter().ZoomBy(2)
	d.until(t, func() bool { return h.leafOf.zoom == 1.25 })
	if after := h.roll.HeightFor(0); after <= before {
		t.Errorf("zoomed from %g to %g", before, after)
	}
}

// TestBudgetsEndInText gives a page no time to be laid out.
func TestBudgetsEndInText(t *testing.T) {
	s := newSample()
	s.bodies[98] = mail.Body{Text: "the text", HTML: strings.Repeat("<div style='float:left;width:33%'>x y z</div>", 20_000)}
	d := openDesk(t, s, widget.ModeLight, "en", 1200, 800)
	h := d.box.reader.html
	h.press, h.budget = press.New(programFonts), time.Millisecond
	d.shell.List().SelectAt(2)
	d.until(t, func() bool { return d.shell.Letter().State().Page.Failure != "" })
	if s := d.shell.Letter().State().Page; s.Failure != model.PageTooMuch || s.Form != model.FormText {
		t.Errorf("page %+v", s)
	}
	if notes := d.box.reader.notes.notes; d.box.reader.body.Hidden || len(notes) == 0 || !strings.Contains(notes[0], "too complex") {
		t.Errorf("what is said: %q", notes)
	}
}

// TestLongPagesHangFewPictures scrolls through a long page: only what is near the viewport exists.
func TestLongPagesHangFewPictures(t *testing.T) {
	d, h := openHTML(t, widget.ModeLight, `<body style="font-family:letterbox">`+strings.Repeat("<p>A line of a long message.</p>", 2000))
	d.painted(t, h)
	for range 12 {
		d.box.reader.page.ScrollBy(3000)
		d.painted(t, h)
		d.until(t, func() bool { return covers(h) })
		if n := len(test.WidgetRenderer(h.roll).Objects()); n > 12 {
			t.Fatalf("%d objects", n)
		}
	}
}

// covers reports whether pictures cover the viewport.
func covers(h *htmlPage) bool {
	top, bottom := h.roll.Viewport()
	bottom = min(bottom, h.roll.Size().Height)
	for y := max(top, 0) + 1; y < bottom-1; y += 50 {
		hit := false
		for _, o := range test.WidgetRenderer(h.roll).Objects() {
			if i, ok := o.(*canvas.Image); ok && i.Visible() && y >= i.Position().Y && y <= i.Position().Y+i.Size().Height {
				hit = true
			}
		}
		if !hit {
			return false
		}
	}
	return true
}

// TestNothingIsFetchedByLooking opens pages of every kind with a network that fails the test.
func TestNothingIsFetchedByLooking(t *testing.T) {
	d, h := openHTML(t, widget.ModeLight, `<img src="https://a.example/x"><table background="https://b.example/y"><tr><td>x</table>`)
	d.shell.Letter().Pictures = deaf{t}
	d.painted(t, h)
	h.roll.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(5, 5)}})
	d.shell.Letter().ShowAs(model.FormText)
	d.shell.Letter().ShowAs(model.FormPage)
	d.painted(t, h)
	if n := len(d.shell.Letter().State().Page.Pictures.Wanted); n != 2 {
		t.Errorf("%d pictures are listed", n)
	}
}

type deaf struct{ t *testing.T }

func (d deaf) FetchPicture(_ context.Context, address string) ([]byte, error) {
	d.t.Errorf("asked for %s", address)
	return nil, context.Canceled
}

func TestSendersThatSeemOthers(t *testing.T) {
	for name, c := range map[string]struct {
		sender mail.Address
		want   int
	}{
		"usual":          {person("Anna", "anna", "example.org"), 0},
		"own address":    {person("anna@example.org", "anna", "example.org"), 0},
		"other address":  {person("Bank <help@bank.example>", "x", "example.org"), 1},
		"in parentheses": {person("老板（boss@corp.example）", "x", "example.org"), 1},
		"look-alike":     {person("Bank", "help", "xn--pple-43d.com"), 1},
		"at sign":        {person("Anna @ Work", "anna", "example.org"), 0},
	} {
		if got := senderNotes(words.EN, c.sender); len(got) != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
