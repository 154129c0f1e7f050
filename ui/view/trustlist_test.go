package view

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// drawer is a model.TrustKeeper.
type drawer struct {
	kept    mail.Trust
	removed []string
	forbids bool
}

func (d *drawer) List(context.Context) (mail.Trust, error) { return d.kept, nil }

func (d *drawer) Allowed(host string) error {
	if host == "imap.known.example" || d.forbids {
		return &mail.Problem{Code: mail.PolicyForbids}
	}
	return nil
}

func (d *drawer) AddAuthorities(_ context.Context, host string, chain mail.Chain) error {
	d.kept.Authorities = append(d.kept.Authorities, mail.TrustedCA{Host: host, SHA256: chain[0].SHA256, DER: chain[0].DER})
	return nil
}

func (d *drawer) RemovePin(_ context.Context, host string, _ int) error {
	d.removed = append(d.removed, host)
	d.kept.Pins = d.kept.Pins[1:]
	return nil
}

func (d *drawer) RemoveAuthority(_ context.Context, host string, _ mail.Fingerprint) error {
	d.removed = append(d.removed, host)
	d.kept.Authorities = nil
	return nil
}

func openTrustList(t *testing.T, mode widget.Mode, lang words.Language, d *drawer) (*TrustList, func()) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(widget.NewTheme(func() widget.Mode { return mode }))
	ctx, cancel := context.WithCancel(t.Context())
	posted := make(chan func(), 8)
	scope := model.NewScope(ctx, func(f func()) { posted <- f })
	t.Cleanup(func() { cancel(); scope.Wait() })
	list := NewTrustList(TrustListConfig{
		List: model.NewTrustList(scope, d), Language: lang, Close: func() {},
		OpenFile: func(open func(io.ReadCloser)) {
			file, err := os.Open(filepath.Join("testdata", "certificates", "corp.pem"))
			if err != nil {
				t.Fatal(err)
			}
			open(file)
		},
		Now: func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) },
	})
	window := test.NewWindow(list.sheet)
	window.SetPadded(false)
	window.Resize(SheetSize)
	list.FocusFirst()
	t.Cleanup(window.Close)
	answer := func() { (<-posted)() }
	answer()
	return list, answer
}

func accepted(t *testing.T) mail.Trust {
	t.Helper()
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	corp, old := chainOf(t, "corp"), chainOf(t, "old")
	var pins []mail.Pin
	for _, p := range []struct {
		host string
		c    mail.Certificate
	}{{"imap.known.example", corp[0]}, {"mail.corp.example", corp[0]}, {"nas.corp.example", old[0]}} {
		pin, err := mail.NewPin(p.host, 993, p.c, now)
		if err != nil {
			t.Fatal(err)
		}
		pins = append(pins, pin)
	}
	pins[2].Until = old[0].Until
	root := corp[2]
	return mail.Trust{Pins: pins, Authorities: []mail.TrustedCA{{Host: "smtp.corp.example", SHA256: root.SHA256, DER: root.DER, Added: now}}}
}

func TestTrustListLooksAsDrawn(t *testing.T) {
	for name, kept := range map[string]mail.Trust{"some": accepted(t), "none": {}} {
		for _, lang := range words.Languages {
			for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
				short := map[words.Language]string{words.ZH: "zh", words.EN: "en"}[lang]
				picture := "trustlist-" + name + "-" + short + "-" + string(mode)
				t.Run(picture, func(t *testing.T) {
					list, _ := openTrustList(t, mode, lang, &drawer{kept: kept})
					compare(t, fyne.CurrentApp().Driver().CanvasForObject(list.sheet).Capture(), picture)
				})
			}
		}
	}
}

func TestWhatWasAcceptedIsTakenBack(t *testing.T) {
	d := &drawer{kept: accepted(t)}
	list, answer := openTrustList(t, widget.ModeLight, words.EN, d)
	for range 4 {
		test.Tap(buttonIn(list.column, words.T(words.EN, words.CertificateListRemove)))
		answer()
	}
	if len(d.removed) != 4 || d.removed[3] != "smtp.corp.example" || buttonIn(list.column, words.T(words.EN, words.CertificateListRemove)) != nil {
		t.Errorf("removed %v", d.removed)
	}
}

// TestAuthorityIsAddedFromAFile chooses a file, types what is no server and a wrong fingerprint, and then the right ones.
func TestAuthorityIsAddedFromAFile(t *testing.T) {
	root := chainOf(t, "corp")[2]
	for _, lang := range words.Languages {
		for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
			d := &drawer{}
			list, answer := openTrustList(t, mode, lang, d)
			test.Tap(list.add)
			answer()
			if list.ask == nil {
				t.Fatal("nobody asks")
			}
			short := map[words.Language]string{words.ZH: "zh", words.EN: "en"}[lang]
			compare(t, fyne.CurrentApp().Driver().CanvasForObject(list.sheet).Capture(), "trustlist-add-"+short+"-"+string(mode))
			list.config.List.SetHost("mail server")
			list.config.List.SetTyped("00000000")
			test.Tap(list.ask.buttons[0])
			if len(d.kept.Authorities) != 0 || list.ask.noHost.Hidden || list.ask.wrong.Hidden {
				t.Error("it is accepted unread")
			}
			list.config.List.SetHost("mail.corp.example:993")
			list.config.List.SetTyped(root.SHA256.String()[56:])
			test.Tap(list.ask.buttons[0])
			answer()
			if list.ask != nil || len(d.kept.Authorities) != 1 || d.kept.Authorities[0].Host != "mail.corp.example" || d.kept.Authorities[0].SHA256 != root.SHA256 {
				t.Errorf("kept %v", d.kept)
			}
		}
	}
}

func TestNothingIsAddedWhereThePolicyForbids(t *testing.T) {
	list, _ := openTrustList(t, widget.ModeLight, words.EN, &drawer{forbids: true})
	for _, b := range list.row() {
		if b == list.add {
			t.Error("a file can be added")
		}
	}
}
