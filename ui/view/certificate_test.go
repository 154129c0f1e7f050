package view

import (
	"bytes"
	"context"
	"encoding/pem"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// chainOf reads the certificates of a file in testdata/certificates.
func chainOf(t *testing.T, name string) mail.Chain {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "certificates", name+".pem"))
	if err != nil {
		t.Fatal(err)
	}
	chain, err := mail.CertificatesInPEM(text)
	if err != nil {
		t.Fatal(err)
	}
	return chain
}

// registrar is a model.Certificates that accepts, or not.
type registrar struct {
	forbidden error
	refuses   error
	accepted  []int
}

func (r *registrar) Inspect(_ context.Context, s mail.Server) mail.Inspection {
	return mail.Inspection{Server: s}
}

func (r *registrar) Allowed(string) error { return r.forbidden }

func (r *registrar) Accept(_ context.Context, _ mail.Inspection, n int, _ string) error {
	r.accepted = append(r.accepted, n)
	return r.refuses
}

// seenAt is what mail.corp.example showed.
func seenAt(chain mail.Chain, p *mail.Problem) mail.Inspection {
	server := mail.Server{Protocol: mail.IMAP, Host: "mail.corp.example", Port: 993, Security: mail.TLS}
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	if p != nil {
		p.Server, p.Chain = server, chain
		return mail.InspectionOf(p, at)
	}
	return mail.Inspection{Server: server, Chain: chain, By: mail.ByAuthority, At: at}
}

// certificateStage is a window with an inspector in it.
type certificateStage struct {
	presenter *model.Certificate
	registrar *registrar
	view      *Certificate
	window    fyne.Window
	scope     *model.Scope
	posted    chan func()
	copied    []string
	saved     bytes.Buffer
	name      string
	closed    int
	retried   int
}

type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

func openCertificate(t *testing.T, mode widget.Mode, lang words.Language, seen mail.Inspection, forbidden error) *certificateStage {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(widget.NewTheme(func() widget.Mode { return mode }))
	ctx, cancel := context.WithCancel(t.Context())
	s := &certificateStage{registrar: &registrar{forbidden: forbidden}, posted: make(chan func(), 8)}
	s.scope = model.NewScope(ctx, func(f func()) { s.posted <- f })
	t.Cleanup(func() { cancel(); s.scope.Wait() })
	s.presenter = model.NewCertificate(s.scope, s.registrar, seen)
	s.view = NewCertificate(CertificateConfig{
		Certificate: s.presenter, Language: lang,
		Copy: func(text string) { s.copied = append(s.copied, text) },
		SaveFile: func(name string, save func(io.WriteCloser)) {
			s.name = name
			save(unclosed{&s.saved})
		},
		Close: func() { s.closed++ },
		Retry: func() { s.retried++ },
	})
	s.window = test.NewWindow(s.view.sheet)
	s.window.SetPadded(false)
	s.window.Resize(SheetSize)
	s.view.FocusFirst()
	t.Cleanup(s.window.Close)
	return s
}

// inspections are what is drawn, and a state to bring each to.
func inspections(t *testing.T) map[string]struct {
	seen      mail.Inspection
	forbidden error
	then      func(*certificateStage)
} {
	t.Helper()
	type drawn = struct {
		seen      mail.Inspection
		forbidden error
		then      func(*certificateStage)
	}
	none := func(*certificateStage) {}
	corp, old := chainOf(t, "corp"), chainOf(t, "old")
	changed := &mail.Problem{
		Code: mail.TLSUntrusted, Class: mail.ClassChanged,
		Facts: map[string]string{mail.FactSHA256: old[0].SHA256.String(), mail.FactPinned: corp[0].SHA256.String()},
	}
	public := &mail.Problem{Code: mail.PolicyForbids, Class: mail.ClassPublic, Server: mail.Server{Host: "mail.corp.example"}}
	return map[string]drawn{
		"untrusted": {seenAt(corp, &mail.Problem{Code: mail.TLSUntrusted, Facts: map[string]string{mail.FactIssuer: "Corp Mail CA"}}), nil, none},
		"changed":   {seenAt(old[:1], changed), nil, func(s *certificateStage) { s.presenter.Unfold(0) }},
		"public":    {seenAt(corp, &mail.Problem{Code: mail.TLSUntrusted}), public, func(s *certificateStage) { s.presenter.Unfold(0) }},
		"trusted":   {seenAt(corp, nil), nil, func(s *certificateStage) { s.presenter.Unfold(0) }},
		"ask": {seenAt(old[:1], &mail.Problem{Code: mail.TLSUntrusted}), nil, func(s *certificateStage) {
			s.presenter.Ask(0)
			s.presenter.SetTyped("9f20abcc")
			s.presenter.Accept()
		}},
		"accepted": {seenAt(corp, &mail.Problem{Code: mail.TLSUntrusted}), nil, func(s *certificateStage) {
			s.presenter.Ask(0)
			s.presenter.SetTyped(corp[0].SHA256.Tail())
			s.presenter.Accept()
			(<-s.posted)()
		}},
	}
}

func TestCertificateLooksAsDrawn(t *testing.T) {
	for name, drawn := range inspections(t) {
		for _, lang := range words.Languages {
			for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
				short := map[words.Language]string{words.ZH: "zh", words.EN: "en"}[lang]
				picture := "certificate-" + name + "-" + short + "-" + string(mode)
				t.Run(picture, func(t *testing.T) {
					s := openCertificate(t, mode, lang, drawn.seen, drawn.forbidden)
					drawn.then(s)
					compare(t, s.window.Canvas().Capture(), picture)
				})
			}
		}
	}
}

// TestAcceptingACertificate types the end of a fingerprint, wrong and right, and tries again.
func TestAcceptingACertificate(t *testing.T) {
	chain := chainOf(t, "old")[:1]
	s := openCertificate(t, widget.ModeLight, words.EN, seenAt(chain, &mail.Problem{Code: mail.TLSUntrusted}), nil)
	s.presenter.Ask(0)
	s.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.presenter.State().Asking >= 0 || s.closed > 0 {
		t.Error("Esc does not take the question back")
	}
	s.presenter.Ask(0)
	field, _ := s.view.ask.field.Focus().(interface{ TypedRune(rune) })
	if s.window.Canvas().Focused() != s.view.ask.field.Focus() {
		t.Error("the field has no focus")
	}
	field.TypedRune('1')
	s.presenter.Accept()
	if !s.presenter.State().Wrong || len(s.registrar.accepted) > 0 {
		t.Error("accepted without the digits")
	}
	s.presenter.SetTyped(strings.ToLower(chain[0].SHA256.Tail()))
	s.registrar.refuses = errors.New("no")
	s.presenter.Accept()
	(<-s.posted)()
	if s.presenter.State().Problem == nil || s.presenter.State().Accepted >= 0 {
		t.Error("a failure is not told")
	}
	s.registrar.refuses = nil
	s.presenter.Accept()
	(<-s.posted)()
	if s.presenter.State().Accepted != 0 || len(s.view.left) != 2 {
		t.Fatalf("state %+v", s.presenter.State())
	}
	test.Tap(s.view.left[0])
	if s.closed != 1 || s.retried != 1 {
		t.Errorf("closed %d, retried %d", s.closed, s.retried)
	}
}

func TestNothingIsOfferedWhereNothingMayBeAccepted(t *testing.T) {
	chain := chainOf(t, "corp")
	cases := map[string]mail.Inspection{
		"trusted": seenAt(chain, nil),
		"revoked": seenAt(chain, &mail.Problem{Code: mail.TLSUntrusted, Class: mail.ClassRevoked}),
		"unfit":   seenAt(chain, &mail.Problem{Code: mail.TLSUntrusted, Class: mail.ClassUnfit}),
		"failed":  seenAt(nil, &mail.Problem{Code: mail.TLSFailed}),
	}
	for name, seen := range cases {
		s := openCertificate(t, widget.ModeLight, words.EN, seen, nil)
		for n := range seen.Chain {
			s.presenter.Ask(n)
			if s.presenter.State().Asking >= 0 {
				t.Errorf("%s: certificate %d can be accepted", name, n)
			}
		}
	}
}

func TestCertificateIsCopiedAndSaved(t *testing.T) {
	chain := chainOf(t, "corp")
	s := openCertificate(t, widget.ModeLight, words.EN, seenAt(chain, nil), nil)
	for _, label := range []string{words.T(words.EN, words.CertificateCopy), words.T(words.EN, words.CertificateSave)} {
		if link := buttonIn(s.view.column, label); link != nil {
			t.Errorf("%s is there although all is folded", label)
		}
	}
	s.presenter.Unfold(0)
	test.Tap(buttonIn(s.view.column, words.T(words.EN, words.CertificateCopy)))
	test.Tap(buttonIn(s.view.column, words.T(words.EN, words.CertificateSave)))
	(<-s.posted)()
	if buttonIn(s.view.column, words.T(words.EN, words.ReportSaved)) == nil {
		t.Error("nothing tells that it was saved")
	}
	if len(s.copied) != 1 || s.copied[0] != chain[0].SHA256.Pairs() || s.name != "mail.corp.example.pem" {
		t.Errorf("copied %v, saved as %q", s.copied, s.name)
	}
	block, _ := pem.Decode(s.saved.Bytes())
	if block == nil || !bytes.Equal(block.Bytes, chain[0].DER) {
		t.Errorf("saved %q", s.saved.String())
	}
	s.presenter.Save(0, full{})
	(<-s.posted)()
	if s.presenter.State().Unsaved == nil || buttonIn(s.view.column, words.T(words.EN, words.CertificateSave)) == nil {
		t.Error("nothing tells that it could not be saved")
	}
}

// full is a file on a disk that is full.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func (full) Close() error { return nil }

// buttonIn finds a button by its label.
func buttonIn(o fyne.CanvasObject, label string) *widget.Button {
	if b, ok := o.(*widget.Button); ok && b.Label() == label {
		return b
	}
	w, ok := o.(fyne.Widget)
	if !ok {
		return nil
	}
	for _, child := range test.WidgetRenderer(w).Objects() {
		if found := buttonIn(child, label); found != nil {
			return found
		}
	}
	return nil
}

// TestProblemCardShowsTheCertificate presses the button of a certificate that was refused in the wizard.
func TestProblemCardShowsTheCertificate(t *testing.T) {
	s := openWizard(t, widget.ModeLight, words.EN)
	state := untrusted("zhangwei@corp.example")
	state.Problem.Chain = chainOf(t, "corp")
	s.view.draw(state)
	for _, b := range s.view.frame.left {
		if b.Label() == "Show the certificate" {
			test.Tap(b)
		}
	}
	if len(s.shown) != 1 || s.shown[0] != state.Problem {
		t.Errorf("shown: %v", s.shown)
	}
}
