package view

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

func (s *wizardStage) key(name fyne.KeyName) {
	s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
}

func (s *wizardStage) typed(text string) {
	for _, r := range text {
		s.window.Canvas().Focused().TypedRune(r)
	}
}

func TestWizardByKeyboardAlone(t *testing.T) {
	s := openWizard(t, widget.ModeLight, words.ZH)
	s.typed("zhangwei@qq.com")
	if st := s.presenter.State(); !st.Known || st.Provider.ID != "qq" {
		t.Fatalf("the address is not recognised: %+v", st.Provider)
	}
	s.key(fyne.KeyReturn)
	if p := s.presenter.State().Page; p != model.PageCredentials {
		t.Fatalf("Enter leads to %s", p)
	}
	page := s.view.pages[model.PageCredentials].(*accountPage)
	if page.address.Text() != "zhangwei@qq.com" {
		t.Errorf("the address is %q", page.address.Text())
	}
	if s.window.Canvas().Focused() != page.secret.Focus() {
		t.Error("the focus is not in the secret")
	}
	s.typed("abcdefghijklmnop")
	s.key(fyne.KeyEscape)
	if p := s.presenter.State().Page; p != model.PageType {
		t.Fatalf("Esc leads to %s", p)
	}
	s.key(fyne.KeyReturn)
	if page.secret.Text() != "abcdefghijklmnop" {
		t.Error("going back lost the secret")
	}
}

func TestWizardCardsByKeyboard(t *testing.T) {
	s := openWizard(t, widget.ModeLight, words.EN)
	s.key(fyne.KeyDown)
	s.key(fyne.KeyRight)
	if id := s.presenter.State().Provider.ID; id != "qq" {
		t.Fatalf("chosen is %q", id)
	}
	s.key(fyne.KeyUp)
	if s.window.Canvas().Focused() != s.view.pages[model.PageType].first() {
		t.Error("Up from the first row does not lead back to the field")
	}
}

func TestEveryStopOfTheTabKeyCanBeReached(t *testing.T) {
	for name, state := range pictures() {
		s := openWizard(t, widget.ModeLight, words.EN)
		s.view.draw(state)
		seen := map[fyne.Focusable]bool{}
		for range 30 {
			seen[s.window.Canvas().Focused()] = true
			test.FocusNext(s.window.Canvas())
		}
		for _, list := range [][]*widget.Button{s.view.frame.left, s.view.frame.right} {
			for _, b := range list {
				if !b.Disabled() && !seen[b] {
					t.Errorf("%s: Tab does not reach %q", name, b.Label())
				}
			}
		}
	}
}

func TestWizardSpeaksAnotherLanguageAtOnce(t *testing.T) {
	s := openWizard(t, widget.ModeLight, words.ZH)
	s.typed("zhangwei@qq.com")
	s.key(fyne.KeyReturn)
	s.view.SetLanguage(words.EN)
	page := s.view.pages[model.PageCredentials].(*accountPage)
	if s.view.frame.title != "Enter your account" || page.address.Text() != "zhangwei@qq.com" {
		t.Errorf("title %q, address %q", s.view.frame.title, page.address.Text())
	}
}

func TestProblemButtonsDoWhatTheySay(t *testing.T) {
	s := openWizard(t, widget.ModeLight, words.EN)
	s.view.draw(problemState(0, "zhangwei@corp.example", &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate, Reply: "NO LOGIN failed"}))
	page := s.view.pages[model.PageProblem].(*problemPage)
	if len(page.buttons) != 3 {
		t.Fatalf("%d buttons", len(page.buttons))
	}
	test.Tap(page.buttons[1])
	if len(s.opened) != 1 || s.opened[0] != "https://exmail.qq.com/" {
		t.Errorf("opened %v", s.opened)
	}
	test.Tap(page.buttons[2])
	if len(s.copied) != 1 || page.buttons[2].Label() != "Copied" {
		t.Errorf("copied %q, the button says %q", s.copied, page.buttons[2].Label())
	}
	if page.details.Visible() {
		t.Error("technical words are not folded away")
	}
	test.Tap(page.fold)
	if !page.details.Visible() || page.details.Text() == "" {
		t.Error("technical words do not unfold")
	}
	compare(t, s.window.Canvas().Capture(), "details-en-light")
}

// noAccounts is a model.Accounts that nothing is asked of.
type noAccounts struct{ model.Accounts }

type noPreferences struct{}

func (noPreferences) Get(string) string  { return "" }
func (noPreferences) Set(string, string) {}

// settingsPictures are the states of the settings that are drawn.
func settingsPictures(s model.SettingsState) map[string]model.SettingsState {
	s.CanChange = true
	s.Accounts = []mail.Account{
		{ID: 1, Address: mail.Address{Local: "zhangwei", Domain: "corp.example"}},
		{ID: 2, Address: mail.Address{Name: "张伟", Local: "zhangwei", Domain: "qq.com"}, Label: "QQ", Color: 2},
		{ID: 3, Address: mail.Address{Local: "zhangwei.with.a.long.name", Domain: "former-company.example"}, Color: 4, Archived: true},
	}
	s.CanKeep, s.UndoSend = true, 10
	editing, asking, archived, collected := s, s, s, s
	editing.Editing, editing.Signature, editing.Window = 2, "张伟\n销售部 · 华东区\n+86 21 5555 0123", 90
	editing.Room = model.Room{Known: true, Size: 734 << 20, Freed: 212 << 20}
	asking.Editing, asking.Asking = 2, 2
	archived.Editing, archived.Room = 3, model.Room{Known: true, Size: 31 << 20, Freed: -1}
	collected.Accounts[0].Incoming.Protocol = mail.POP3
	collected.Editing, collected.Room = 1, model.Room{Freed: -1}
	ruled := editing
	ruled.Window, ruled.WindowLocked, ruled.Room = 30, true, model.Room{Known: true, Size: 99 << 20, Freeing: true}
	return map[string]model.SettingsState{
		"settings-ruled": ruled, "settings": s, "settings-edit": editing, "settings-remove": asking, "settings-archived": archived, "settings-pop3": collected,
	}
}

func TestSettingsLookAsDrawn(t *testing.T) {
	for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
		for short, lang := range map[string]words.Language{"zh": words.ZH, "en": words.EN} {
			app := test.NewTempApp(t)
			app.Settings().SetTheme(widget.NewTheme(func() widget.Mode { return mode }))
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			presenter := model.NewSettings(model.NewScope(ctx, func(func()) {}), noPreferences{}, noAccounts{}, string(lang), func() {})
			for name, state := range settingsPictures(presenter.State()) {
				v := NewSettings(SettingsConfig{
					Settings: presenter, Add: func() {}, Renew: func(mail.AccountID) {}, Close: func() {}, Trusted: func() {}, Check: func(mail.AccountID) {},
				})
				w := test.NewWindow(v)
				w.SetPadded(false)
				w.Resize(v.MinSize())
				v.draw(state)
				compare(t, w.Canvas().Capture(), name+"-"+short+"-"+string(mode))
				w.Close()
			}
		}
	}
}

func TestWizardTellsWhatWasRepaired(t *testing.T) {
	read := 0
	for short, lang := range map[string]words.Language{"zh": words.ZH, "en": words.EN} {
		s := openWizard(t, widget.ModeLight, lang)
		s.view.config.DismissNotice = func() { read++ }
		s.view.DrawNotice(&mail.Problem{Code: mail.CacheDamaged, Facts: map[string]string{mail.FactPath: "mail.db.damaged"}})
		compare(t, s.window.Canvas().Capture(), "notice-"+short+"-light")
		page := s.view.pages[model.PageType].(*typePage)
		test.Tap(page.notice.read)
		if s.view.DrawNotice(nil); page.notice.panel.Visible() {
			t.Error("the notice stays")
		}
	}
	if read != 2 {
		t.Errorf("read %d times", read)
	}
}
