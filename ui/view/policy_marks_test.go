package view

import (
	"image"
	"image/draw"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// administered is the sample with an account that may go without encryption until a day, one that may no longer, and an
// appearance that cannot be changed.
func administered() *sample {
	s := severalAccounts()
	plain := func(host string) mail.Server {
		return mail.Server{Protocol: mail.IMAP, Host: host, Port: 143, Security: mail.Plain, Auth: mail.PasswordAuth}
	}
	s.accounts[0].Incoming, s.accounts[1].Incoming, s.accounts[2].Incoming = plain("old.corp.example"), plain("fax.corp.example"), plain("old.corp.example")
	s.policy = &model.Policy{
		Source: "/etc/letterbox/policies.json", Rules: corporate,
		Locks:      func(key string) bool { return key == model.PrefTheme },
		PlainUntil: func(host string) (string, bool) { return "2027-01-31", host == "old.corp.example" },
	}
	return s
}

// picturesOf runs a test in both languages and in both appearances, with the end of a picture's name.
func picturesOf(t *testing.T, one func(t *testing.T, lang words.Language, mode widget.Mode, suffix string)) {
	t.Helper()
	for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
		for short, lang := range map[string]words.Language{"zh": words.ZH, "en": words.EN} {
			suffix := short + "-" + string(mode)
			t.Run(suffix, func(t *testing.T) { one(t, lang, mode, suffix) })
		}
	}
}

func TestClearTextIsMarked(t *testing.T) {
	picturesOf(t, func(t *testing.T, lang words.Language, mode widget.Mode, suffix string) {
		t.Helper()
		d := openDesk(t, administered(), mode, string(lang), 1200, 760)
		compare(t, sidebarOf(d.window.Canvas().Capture()), "plain-"+suffix)
		for i, want := range []string{words.T(lang, words.PlainBadgeUntil, "2027-01-31"), words.T(lang, words.PlainBadgeEnded), ""} {
			items := d.box.accountMenu(d.accounts[i]).Items
			if last := items[len(items)-1]; (want != "") != last.Disabled || want != "" && last.Label != want {
				t.Errorf("account %d: the menu says %q, want %q", i, last.Label, want)
			}
		}
	})
}

// sidebarOf cuts the accounts out of a picture of the mailbox.
func sidebarOf(whole image.Image) image.Image {
	part := image.NewNRGBA(image.Rect(0, 0, 210, 470))
	draw.Draw(part, part.Bounds(), whole, image.Pt(0, 110), draw.Src)
	return part
}

func TestLockedSettings(t *testing.T) {
	picturesOf(t, func(t *testing.T, lang words.Language, mode widget.Mode, suffix string) {
		t.Helper()
		d := openDesk(t, administered(), mode, string(lang), 1200, 760)
		settings := d.shell.Settings()
		before := settings.State().Theme
		settings.Edit(1)
		v := NewSettings(SettingsConfig{Settings: settings, Add: func() {}, Renew: func(mail.AccountID) {}, Close: func() {}})
		w := test.NewWindow(v)
		t.Cleanup(w.Close)
		w.SetPadded(false)
		w.Resize(v.MinSize())
		compare(t, w.Canvas().Capture(), "settings-plain-"+suffix)
		settings.Edit(0)
		compare(t, w.Canvas().Capture(), "settings-locked-"+suffix)
		settings.SetTheme(model.ThemeDark)
		settings.SetLanguage(map[words.Language]string{words.ZH: "en", words.EN: "zh-CN"}[lang])
		if s := settings.State(); s.Theme != before || s.Language == string(lang) {
			t.Errorf("after both were changed: %+v", s)
		}
	})
}

// TestStoppedByThePolicy looks at the page that is shown in place of everything when a policy is wrong.
func TestStoppedByThePolicy(t *testing.T) {
	problem := &mail.Problem{
		Code: mail.PolicyInvalid, Retry: mail.RetryAfterChange,
		Facts: map[string]string{mail.FactPath: "/etc/letterbox/policies.json", "line": "7", "member": "servers[0].incoming", "mistake": "not-a-server", "value": "mail.corp.example"},
	}
	picturesOf(t, func(t *testing.T, lang words.Language, mode widget.Mode, suffix string) {
		t.Helper()
		app := test.NewTempApp(t)
		app.Settings().SetTheme(widget.NewTheme(func() widget.Mode { return mode }))
		copied, left := "", 0
		page := NewStopped(StoppedConfig{Problem: problem, Language: lang, Copy: func(text string) { copied = text }, Quit: func() { left++ }})
		window := test.NewWindow(page.Screen())
		t.Cleanup(window.Close)
		window.SetPadded(false)
		window.Resize(fyne.NewSize(920, 640))
		page.FocusFirst()
		compare(t, window.Canvas().Capture(), "stopped-"+suffix)
		test.Tap(page.copy)
		for _, want := range []string{"/etc/letterbox/policies.json", "line: 7", "servers[0].incoming", "mail.corp.example"} {
			if !strings.Contains(copied, want) {
				t.Errorf("the text for the administrator lacks %q: %s", want, copied)
			}
		}
		if page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}); left != 1 {
			t.Error("Esc does not leave")
		}
	})
}

// TestServersOfThePolicyCannotBeTyped looks at the servers that the administrator has named.
func TestServersOfThePolicyCannotBeTyped(t *testing.T) {
	picturesOf(t, func(t *testing.T, lang words.Language, mode widget.Mode, suffix string) {
		t.Helper()
		s := openWizard(t, mode, lang)
		state := s.presenter.State()
		form := func(p mail.Protocol, port string) model.ServerForm {
			return model.ServerForm{Protocol: p, Host: "mail.corp.example", Port: port, Security: mail.TLS, Username: `CORP\zhangwei`}
		}
		state.Page, state.Administered, state.CanNext = model.PageAdvanced, true, true
		state.Incoming, state.Outgoing = form(mail.IMAP, "993"), form(mail.Submission, "465")
		s.view.draw(state)
		compare(t, s.window.Canvas().Capture(), "advanced-given-"+suffix)
		if page := s.view.pages[model.PageAdvanced].(*advancedPage); page.forms.Visible() || !page.given.Visible() {
			t.Error("the servers can be typed")
		}
	})
}
