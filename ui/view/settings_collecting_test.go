package view

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/widget"
)

// keptRule is a model.CollectKeeper of one account.
type keptRule struct{ rule mail.Collecting }

func (k *keptRule) Collecting(context.Context, mail.AccountID) (mail.Collecting, error) {
	return k.rule, nil
}

func (k *keptRule) SetCollecting(_ context.Context, _ mail.AccountID, c mail.Collecting) error {
	k.rule = c
	return nil
}

// TestSettingsOfAMaildrop leave mail on the server until the person chooses otherwise.
func TestSettingsOfAMaildrop(t *testing.T) {
	for lang, suffix := range map[string]string{"zh-CN": "zh", "en": "en"} {
		t.Run(suffix, func(t *testing.T) { chooseRemoval(t, lang, suffix) })
	}
}

func chooseRemoval(t *testing.T, lang, suffix string) {
	t.Helper()
	s, rule := newSample(), &keptRule{}
	s.keeping, s.collects = measured{}, rule
	s.accounts[0].Incoming = mail.Server{Protocol: mail.POP3, Host: "pop.corp.example", Port: 995, Security: mail.TLS}
	d := openDesk(t, s, widget.ModeLight, lang, 1200, 760)
	d.shell.OpenSettings(true)
	v := NewSettings(SettingsConfig{Settings: d.shell.Settings(), Add: func() {}, Renew: func(mail.AccountID) {}, Close: func() {}})
	w := test.NewWindow(v)
	t.Cleanup(w.Close)
	w.SetPadded(false)
	d.window = w
	w.Resize(v.MinSize())
	v.config.Settings.Edit(1)
	d.until(t, func() bool {
		return v.editor.collecting != nil && v.editor.collecting.State().Known && v.state.Room.Known
	})
	if got := v.editor.collects.Value(); got != leaves {
		t.Errorf("begins with %q", got)
	}
	d.golden(t, "settings-pop3-leave-"+suffix)
	v.editor.collects.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	v.editor.collects.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	d.until(t, func() bool { return rule.rule == mail.Collecting{Remove: true, Days: 7} })
	d.golden(t, "settings-pop3-remove-"+suffix)
	v.editor.collects.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	v.editor.collects.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	d.until(t, func() bool { return rule.rule == mail.Collecting{} })
	v.Leave()
}
