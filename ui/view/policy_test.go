package view

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// corporate is a policy with a rule of every kind.
func corporate(language string) []string {
	said := words.For(words.Language(language))
	exmail := said.Pick(catalogue()[0].Name)
	return []string{
		said.T(words.PolicyDomains, "corp.example"), said.T(words.PolicyProviders, exmail+words.ListComma(said.Language())+"Microsoft 365"),
		said.T(words.PolicyServers, "corp.example", "imaps://mail.corp.example", "smtps://mail.corp.example"),
		said.T(words.PolicyUsername, "li@corp.example", `CORP\li.ming`), said.T(words.PolicyPlaintext, "old.corp.example", "2027-01-31"),
		said.T(words.PolicyPlainEnded, "fax.corp.example", "2026-01-31"), said.T(words.PolicyNoPins),
		said.T(words.PolicyOAuth, "Microsoft 365", "0f6c"), said.T(words.PolicyAuthority, "corp", "corp.example"),
		said.T(words.PolicyVouches, "mail.corp.example", "Corp Root"), said.T(words.PolicyWindow, 90), said.T(words.PolicyCatalogue, exmail),
		said.T(words.PolicySetting, said.T(words.SettingsLanguage), said.T(words.SettingsChinese)),
		said.T(words.PolicyLockedTo, said.T(words.SettingsTheme), said.T(words.SettingsDark)),
	}
}

func TestPolicyLooksAsDrawn(t *testing.T) {
	for name, policy := range map[string]*model.Policy{"some": {Source: "/etc/letterbox/policies.json", Rules: corporate}, "none": {}} {
		for _, lang := range words.Languages {
			for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
				short := map[words.Language]string{words.ZH: "zh", words.EN: "en"}[lang]
				picture := "policy-" + name + "-" + short + "-" + string(mode)
				t.Run(picture, func(t *testing.T) {
					app := test.NewTempApp(t)
					app.Settings().SetTheme(widget.NewTheme(func() widget.Mode { return mode }))
					closed := 0
					page := NewPolicy(PolicyConfig{Policy: policy, Language: lang, Close: func() { closed++ }})
					window := test.NewWindow(page.sheet)
					t.Cleanup(window.Close)
					window.SetPadded(false)
					window.Resize(SheetSize)
					page.FocusFirst()
					compare(t, window.Canvas().Capture(), picture)
					page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
					if closed != 1 {
						t.Error("Esc does not close the page")
					}
				})
			}
		}
	}
}
