package model

import (
	"bytes"
	"context"
	"strings"

	"letterbox/mail"
)

// Form is how the text of a message is shown.
type Form string

// The forms.
const (
	FormPage   Form = "page"   // its HTML, laid out
	FormText   Form = "text"   // its readable text
	FormSource Form = "source" // the message as it came
)

// PageFailure says why a page is shown as text although it has HTML.
type PageFailure string

// The failures.
const (
	PageTooMuch PageFailure = "too-much" // it takes too much time or memory
	PageBroken  PageFailure = "broken"   // the engine cannot show it
)

// PageState is how a message with HTML is shown.
type PageState struct {
	Form    Form
	HTML    bool // there is HTML to show
	Failure PageFailure
	Source  string // for FormSource, when it was read
	Zoom    int    // steps from the usual size
	Fit     bool   // a page that is too wide is made smaller
	Bright  bool   // shown as its sender made it, also in dark surroundings
	Whole   bool   // quoted text and signatures are unfolded

	Pictures PagePictures
	Doubts   []LinkDoubt
}

// LinkDoubt is a link whose text names another host than it leads to.
type LinkDoubt struct{ Says, Host string }

// ZoomFactor returns how large a page is shown.
func (s PageState) ZoomFactor() float32 {
	factors := [...]float32{0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3}
	return factors[max(0, min(s.Zoom+usualZoom, len(factors)-1))]
}

const (
	usualZoom = 4 // index of the usual size
	mostZoom  = 7
)

// Page settings that are remembered.
const (
	prefBright   = "reader.bright:"
	prefPictures = "reader.pictures:"
)

// beginPage decides how a body is shown first.
func (l *Letter) beginPage(body mail.Body) {
	l.leavePage()
	was := l.state.Page
	l.state.Page = PageState{Form: FormText, Zoom: was.Zoom, Fit: was.Fit}
	if strings.TrimSpace(body.HTML) == "" {
		return
	}
	l.state.Page.HTML, l.state.Page.Form = true, FormPage
	l.state.Page.Bright = l.remembered(prefBright)
}

// leavePage ends what was under way for the page that is shown.
func (l *Letter) leavePage() {
	l.fetching.stop()
	l.proving.stop()
	l.sourcing.stop()
	l.arrived = nil
}

// sender returns who a message says it is from, in a form for settings; "" for nobody.
func (l *Letter) sender() string {
	return strings.ToLower(l.state.Message.Envelope.Sender().Spec())
}

func (l *Letter) remembered(key string) bool {
	sender := l.sender()
	return sender != "" && l.Prefs != nil && l.Prefs.Get(key+sender) == "yes"
}

func (l *Letter) remember(key string, on bool) {
	sender := l.sender()
	if sender == "" || l.Prefs == nil {
		return
	}
	value := ""
	if on {
		value = "yes"
	}
	l.Prefs.Set(key+sender, value)
}

// ShowAs shows the message in another form. Asking for the one that is shown goes back to the page.
func (l *Letter) ShowAs(form Form) {
	s := &l.state.Page
	if l.state.Phase != LetterShown {
		return
	}
	if s.Form == form {
		form = FormPage
	}
	if form == FormPage && (!s.HTML || s.Failure != "") {
		form = FormText
	}
	s.Form = form
	if form == FormSource && s.Source == "" {
		l.readSource()
	}
	l.changed(l.state)
}

// mostSource is how much of a message is shown as source.
const mostSource = 1 << 20

func (l *Letter) readSource() {
	id := l.state.ID
	run(l.Scope, &l.sourcing,
		func(ctx context.Context) (string, error) {
			var raw limitedBuffer
			err := l.Reader.SavePart(ctx, id, "", &raw)
			if raw.Len() > 0 {
				err = nil // what fits is enough
			}
			return strings.ToValidUTF8(strings.ReplaceAll(raw.String(), "\r\n", "\n"), "\uFFFD"), err
		},
		func(source string, err error) {
			if err != nil {
				l.state.Failure = mail.ProblemOf(err)
				l.state.Page.Form = FormText
			}
			l.state.Page.Source = source
			l.changed(l.state)
		})
}

// limitedBuffer keeps the first mostSource bytes and refuses more.
type limitedBuffer struct{ bytes.Buffer }

func (b *limitedBuffer) Write(p []byte) (int, error) {
	if room := mostSource - b.Len(); len(p) > room {
		n, _ := b.Buffer.Write(p[:max(room, 0)]) // a buffer does not fail
		return n, errFull
	}
	return b.Buffer.Write(p)
}

// ZoomBy makes pages larger or smaller by steps; 0 shows them in the usual size.
func (l *Letter) ZoomBy(steps int) {
	s := &l.state.Page
	s.Zoom = max(-usualZoom, min(s.Zoom+steps, mostZoom))
	if steps == 0 {
		s.Zoom = 0
	}
	l.changed(l.state)
}

// ToggleFit makes a page that is too wide as wide as the reader, or shows it in its own size.
func (l *Letter) ToggleFit() {
	l.state.Page.Fit = !l.state.Page.Fit
	l.changed(l.state)
}

// ToggleBright shows pages of this sender in their own colors, or in those of dark surroundings, from now on.
func (l *Letter) ToggleBright() {
	s := &l.state.Page
	s.Bright = !s.Bright
	l.remember(prefBright, s.Bright)
	l.changed(l.state)
}

// ToggleWhole unfolds quoted text and signatures, or folds them.
func (l *Letter) ToggleWhole() {
	l.state.Page.Whole = !l.state.Page.Whole
	l.changed(l.state)
}

// PageFailed tells that the page of a message cannot be shown. Its text is shown instead.
func (l *Letter) PageFailed(id mail.MessageID, why PageFailure) {
	s := &l.state.Page
	if l.state.ID != id || s.Form != FormPage {
		return
	}
	s.Failure, s.Form = why, FormText
	l.changed(l.state)
}

// PageLaid tells what a page wants from the network, and which link texts name another host than they lead to.
func (l *Letter) PageLaid(id mail.MessageID, wanted []Picture, doubts []LinkDoubt) {
	if l.state.ID != id || l.state.Phase != LetterShown {
		return
	}
	s := &l.state.Page
	if s.Pictures.known {
		return // a page that is laid out again wants nothing new
	}
	s.Pictures.known, s.Doubts = true, doubts
	s.Pictures.Wanted = wanted
	if len(wanted) > 0 {
		l.askSender()
	}
	l.changed(l.state)
}

// Work is work of a view beside the UI goroutine, of which only the newest counts. It belongs to the UI goroutine.
type Work struct {
	scope *Scope
	slot  slot
}

// Work returns work that ends with the letter's scope.
func (l *Letter) Work() *Work { return &Work{scope: l.Scope} }

// Do cancels the work before and begins another. tell brings a function to the UI goroutine whether or not the work
// still counts; then runs there when it does.
func (w *Work) Do(work func(ctx context.Context, tell func(func())), then func()) {
	run(w.scope, &w.slot,
		func(ctx context.Context) (struct{}, error) {
			work(ctx, w.scope.post)
			return struct{}{}, nil
		},
		func(struct{}, error) { then() })
}

// Stop cancels the work.
func (w *Work) Stop() { w.slot.stop() }

// mostEnclosed is how many bytes of enclosed pictures one page may show.
const mostEnclosed = 48 << 20

// Enclosed reads the pictures that a message brings along, by Content-ID. It is called off the UI goroutine; what
// cannot be read is left out.
func (l *Letter) Enclosed(ctx context.Context, id mail.MessageID, body mail.Body) map[string][]byte {
	out := map[string][]byte{}
	room := int64(mostEnclosed)
	for _, p := range body.Parts {
		if p.ContentID == "" || !strings.HasPrefix(p.MediaType, "image/") || p.Size > room || !strings.Contains(body.HTML, p.ContentID) {
			continue
		}
		var raw bytes.Buffer
		if err := l.Reader.SavePart(ctx, id, p.Path, &raw); err != nil {
			continue
		}
		room -= int64(raw.Len())
		out[p.ContentID] = raw.Bytes()
	}
	return out
}
