package view

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// passphrasePictures are the states of the page for the passphrase.
func passphrasePictures() map[string]model.WizardState {
	protect := bound(model.PagePassphrase, 0, "zhangwei@corp.example")
	short, wrong := protect, protect
	short.Passphrase.Short = true
	wrong.Passphrase = model.PassphraseState{Unlocks: true, Alone: true, Problem: &mail.Problem{
		Code: mail.KeychainLocked, Class: "WRONG_PASSPHRASE", Facts: map[string]string{mail.FactPath: "/home/zhangwei/.local/share/Letterbox/keys.sealed"},
	}}
	return map[string]model.WizardState{"passphrase": protect, "passphrase-short": short, "passphrase-wrong": wrong}
}

func TestProblemOffersThePassphraseWhereItHelps(t *testing.T) {
	for offered, want := range map[bool]string{true: "Protect with a passphrase", false: "Done, try again"} {
		s := openWizard(t, widget.ModeLight, words.EN)
		state := problemState(0, "zhangwei@corp.example", &mail.Problem{Code: mail.KeychainMissing, Stage: mail.StageStore})
		state.Passphrase.Offered = offered
		s.view.draw(state)
		if label := s.view.frame.left[0].Label(); label != want {
			t.Errorf("offered %v: the first button says %q", offered, label)
		}
	}
}

// sealedKeys is a model.Locks whose passphrase has not been entered.
type sealedKeys struct{ model.Locks }

func TestBannerLeadsToThePassphrase(t *testing.T) {
	sample := newSample()
	sample.locks = sealedKeys{}
	sample.status = []mail.SyncStatus{{
		Account: 1, Activity: mail.NeedsAttention, Problem: &mail.Problem{Code: mail.KeychainLocked, Class: "SEALED", Stage: mail.StageStore},
	}}
	d := openDesk(t, sample, widget.ModeLight, "en", 1200, 760)
	button := d.box.banner.buttons[0]
	if d.box.banner.Hidden || button.Label() != "Enter the passphrase" {
		t.Fatalf("the banner offers %q", button.Label())
	}
	test.Tap(button)
	w := d.shell.Wizard()
	if w == nil || w.State().Page != model.PagePassphrase || !w.State().Passphrase.Unlocks {
		t.Fatal("the banner does not lead to the passphrase")
	}
	v := NewWizard(WizardConfig{Wizard: w, Language: words.EN})
	window := test.NewWindow(v)
	defer window.Close()
	v.FocusFirst()
	for _, r := range "correct horse" {
		window.Canvas().Focused().TypedRune(r)
	}
	if first, _ := w.Passphrase(); first != "correct horse" || !w.State().CanNext {
		t.Errorf("typed %q", first)
	}
	w.Back()
	if d.shell.State().Screen != model.ScreenMailbox {
		t.Error("the way back does not lead to the mailbox")
	}
}
