package view

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/mail/search"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// find types into the search field and waits for the answer with its facets.
func (d *desk) find(t *testing.T, text string) {
	t.Helper()
	d.box.FocusSearch()
	d.window.Canvas().Focused().(*widget.Editor).SetText("")
	for _, r := range text {
		d.window.Canvas().Focused().TypedRune(r)
	}
	d.answered(t)
}

func (d *desk) answered(t *testing.T) {
	t.Helper()
	d.until(t, func() bool {
		s := d.shell.Search().State()
		return s.Asked && !s.Busy && (s.Problem != nil || s.Exact && s.Facets.Total == s.Total)
	})
}

func (d *desk) key(name fyne.KeyName) {
	d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
}

func TestSearchPictures(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
			name := lang[:2] + "-" + string(mode)
			t.Run(name, func(t *testing.T) {
				d := openDesk(t, newFoundSample(), mode, lang, 1200, 760)
				d.find(t, map[string]string{"zh-CN": "发票", "en": "invoice"}[lang])
				d.key(fyne.KeyDown)
				d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
				d.golden(t, "search-"+name)
			})
		}
	}
}

func TestSearchGoesDownIntoResultsAndBackToTheFolder(t *testing.T) {
	d := openDesk(t, newFoundSample(), widget.ModeLight, "zh-CN", 1200, 400)
	d.shell.List().SelectAt(6)
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
	offset, read := d.box.list.rows.offset, d.shell.Letter().State().ID
	d.find(t, "发票")
	if d.box.list.Visible() || !d.box.results.Visible() || !d.box.strip.Visible() {
		t.Fatal("the results are not in the place of the list")
	}
	d.key(fyne.KeyDown)
	d.until(t, func() bool {
		return d.shell.Letter().State().ID != read && d.shell.Letter().State().Phase == model.LetterShown
	})
	d.key(fyne.KeyEnd)
	if d.box.results.rows.offset == 0 {
		t.Error("the results did not scroll")
	}
	d.key(fyne.KeyEscape)
	if d.shell.Search().State().Open || !d.box.list.Visible() || d.box.strip.Visible() {
		t.Fatal("Esc does not go back to the folder")
	}
	if d.box.list.rows.offset != offset || d.shell.Letter().State().ID != read || d.window.Canvas().Focused() != fyne.Focusable(d.box.list.rows) {
		t.Errorf("offset %d, message %d; want %d, %d", d.box.list.rows.offset, d.shell.Letter().State().ID, offset, read)
	}
	if d.box.bar.search.Text() != "" {
		t.Error("the field is not empty")
	}
}

func TestSearchReadsMoreWhileScrolling(t *testing.T) {
	d := openDesk(t, newFoundSample(), widget.ModeLight, "zh-CN", 1200, 760)
	d.find(t, "发票")
	for n := 0; n < 121; n = len(d.shell.Search().State().Hits) {
		if n > 0 {
			d.box.results.rows.scrollTo(1 << 20)
		}
		d.until(t, func() bool { return len(d.shell.Search().State().Hits) > n })
	}
}

func TestSearchNarrowsByAClickAndWidensByAClick(t *testing.T) {
	d := openDesk(t, newFoundSample(), widget.ModeLight, "zh-CN", 1200, 760)
	d.find(t, "发票")
	all := d.shell.Search().State().Total
	d.box.strip.groups[0].chips[0].press()
	d.answered(t)
	if got := d.shell.Search().State().Total; got >= all || got == 0 {
		t.Errorf("%d of %d are left", got, all)
	}
	d.box.strip.holds[0].press()
	d.answered(t)
	if got := d.shell.Search().State().Total; got != all {
		t.Errorf("%d of %d are left without the filter", got, all)
	}
}

func TestSearchThatFindsNothingSaysWhatWasSearched(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		t.Run(lang, func(t *testing.T) {
			s := newFoundSample()
			s.searcher.(*finder).coverage = search.Coverage{Messages: 31022, Indexed: 12400, Waiting: 18622, Bodies: 900}
			d := openDesk(t, s, widget.ModeLight, lang, 1200, 760)
			d.shell.Search().SetEverywhere(false)
			d.find(t, map[string]string{"zh-CN": "发件人:林 不存在 fron:li", "en": "nowhere fron:li"}[lang])
			d.golden(t, "search-nothing-"+lang[:2])
		})
	}
}

func TestSearchThatFails(t *testing.T) {
	s := newFoundSample()
	s.searcher.(*finder).err = &mail.Problem{Code: mail.CacheDamaged}
	d := openDesk(t, s, widget.ModeLight, "zh-CN", 1200, 760)
	d.find(t, "发票")
	if d.box.results.nothing.Hidden || d.shell.Search().State().Problem == nil {
		t.Error("the failure is not told")
	}
}

func TestSearchInANarrowWindow(t *testing.T) {
	d := openDesk(t, newFoundSample(), widget.ModeDark, "zh-CN", 820, 600)
	d.find(t, "发票")
	d.golden(t, "search-narrow")
	d.key(fyne.KeyDown)
	d.key(fyne.KeyReturn)
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
	if d.box.results.Visible() || !d.box.reader.Visible() {
		t.Error("the message does not take the place of the results")
	}
	d.key(fyne.KeyEscape)
	if !d.box.results.Visible() || !d.shell.Search().State().Open {
		t.Error("Esc does not go back to the results")
	}
}

// sampleKnown keeps searches and people of a sample.
type sampleKnown struct{ saved []search.Saved }

func (k *sampleKnown) SavedSearches(context.Context) ([]search.Saved, error) { return k.saved, nil }
func (k *sampleKnown) SaveSearch(_ context.Context, s search.Saved) error {
	k.saved = append(slices.Clone(k.saved), s)
	return nil
}
func (k *sampleKnown) RemoveSavedSearch(context.Context, string) error { k.saved = nil; return nil }
func (k *sampleKnown) People(context.Context, int) ([]mail.Address, error) {
	return []mail.Address{person("李娜", "lina", "corp.example"), person("林晓", "linxiao", "corp.example"), person("Alice Smith", "alice", "example.org")}, nil
}

func TestSearchHints(t *testing.T) {
	d := openDesk(t, newFoundSample(), widget.ModeLight, "zh-CN", 1200, 760)
	d.box.FocusSearch()
	d.golden(t, "search-hints-operators")
	d.find(t, "发票 from:l")
	if !d.box.hints.Visible() {
		t.Fatal("no hints")
	}
	d.key(fyne.KeyDown)
	d.golden(t, "search-hints-people")
	d.key(fyne.KeyReturn)
	d.answered(t)
	if got := d.box.bar.search.Text(); got != "发票 from:lina@corp.example " || d.box.hints.Visible() {
		t.Errorf("typed: %q", got)
	}
	d.box.strip.keep.press()
	d.until(t, func() bool { return len(d.shell.Sidebar().State().Saved) == 1 })
	d.golden(t, "search-kept")
	d.key(fyne.KeyEscape)
	d.box.side.saved[0].Tapped(nil)
	d.answered(t)
	if !d.shell.Search().State().Open {
		t.Error("what was kept does not open")
	}
}

func TestSwitcherPictures(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
			name := lang[:2] + "-" + string(mode)
			t.Run(name, func(t *testing.T) {
				d := openDesk(t, newFoundSample(), mode, lang, 1200, 760)
				d.box.OpenSwitcher()
				d.rest(t)
				for _, r := range "li" {
					d.window.Canvas().Focused().TypedRune(r)
				}
				d.until(t, func() bool { // people come before messages
					targets := d.shell.Switcher().State().Targets
					return len(targets) > 0 && targets[len(targets)-1].Message.ID != 0
				})
				d.golden(t, "switcher-"+name)
				d.key(fyne.KeyEscape)
				if d.box.covered() || d.shell.Switcher().State().Open {
					t.Error("Esc does not close it")
				}
			})
		}
	}
}

func TestSwitcherChangesItsLanguage(t *testing.T) {
	d := openDesk(t, newFoundSample(), widget.ModeLight, "zh-CN", 1200, 760)
	d.box.OpenSwitcher()
	d.shell.Switcher().Type("gd")
	if d.box.switcher.field.Text() != "gd" {
		t.Errorf("%q stands in the field", d.box.switcher.field.Text())
	}
	d.shell.Switcher().Type("")
	d.box.SetLanguage(words.EN)
	names := ""
	for _, target := range d.shell.Switcher().State().Targets {
		names += target.Name + "|"
	}
	if want := words.T(words.EN, words.SettingsTitle); !strings.Contains(names, want) {
		t.Errorf("no %q among %s", want, names)
	}
}

func TestSwitcherIsUsedByTheKeyboard(t *testing.T) {
	d := openDesk(t, newFoundSample(), widget.ModeLight, "zh-CN", 1200, 760)
	d.box.OpenSwitcher()
	for _, r := range "gd" { // 归档
		d.window.Canvas().Focused().TypedRune(r)
	}
	d.rest(t)
	d.key(fyne.KeyReturn)
	d.rest(t)
	if id := d.shell.Sidebar().State().Selected; id != 5 || d.box.covered() {
		t.Errorf("folder %d is on screen", id)
	}
}

// sampleServer finds one message more.
type sampleServer struct{ hit search.Hit }

func (s sampleServer) SearchServers(context.Context, search.Request, func(search.ServerStatus)) ([]search.Hit, error) {
	return []search.Hit{s.hit}, nil
}

func TestSearchGoesOnAtTheServer(t *testing.T) {
	s := newFoundSample()
	old := mail.Message{
		ID: 5000, Account: 1, Folder: 5, Received: sampleNow, Flags: mail.Seen, Preview: "",
		Envelope: mail.Envelope{Subject: "对账单", From: []mail.Address{person("财务部", "finance", "corp.example")}, Date: sampleNow},
	}
	s.servers = sampleServer{search.Hit{Message: old, Server: true}}
	d := openDesk(t, s, widget.ModeDark, "zh-CN", 1200, 400)
	d.find(t, "发票")
	if !d.box.strip.more.Visible() {
		t.Fatal("it is not offered")
	}
	d.box.strip.more.press()
	d.until(t, func() bool { return d.shell.Search().State().Server.Done })
	if d.box.strip.more.Visible() || d.shell.Search().State().Server.Found != 1 {
		t.Error("it is still offered")
	}
	d.golden(t, "search-server")
}
