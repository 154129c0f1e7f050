package app

import (
	"context"

	"letterbox/mail"
	"letterbox/ui"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// act has a person's action done in the window.
func act(ctx context.Context, w *ui.Window, what string, do func(*model.Shell)) error {
	return w.Until(ctx, what, func(s *model.Shell) bool {
		do(s)
		return true
	})
}

// page is a page that the tour looks at: what leads there, and what it is known by.
type page struct {
	name string
	lead func(*model.Wizard)
	at   model.Page
}

// wizardPages are those that can be reached without a server: a known provider needs no network, and a sign-in that
// nobody registered ends at the page for the administrator.
var wizardPages = []page{
	{"1a-recognised", func(w *model.Wizard) { w.SetQuery("zhangwei@qq.com") }, model.PageType},
	{"1b-code", func(w *model.Wizard) { w.Next() }, model.PageCredentials},
	{"1c-doubt", func(w *model.Wizard) { w.SetSecret("my-password"); w.Next() }, model.PageDoubt},
	{"1d-advanced", func(w *model.Wizard) { w.Back(); w.OpenAdvanced() }, model.PageAdvanced},
	{"1e-browser", func(w *model.Wizard) { w.Back(); w.SetSecret(""); w.SetAddress("zhangwei@gmail.com") }, model.PageCredentials},
	{"1f-register", func(w *model.Wizard) { w.Next() }, model.PageRegister},
	{"1g-app-password", func(w *model.Wizard) { w.Back(); w.UseBesides() }, model.PageCredentials},
}

// wizardPages takes pictures of the pages of the wizard and comes back to its first one.
func (t *tour) wizardPages(ctx context.Context, w *ui.Window) error {
	for _, p := range wizardPages {
		if err := act(ctx, w, p.name, func(s *model.Shell) { p.lead(s.Wizard()) }); err != nil {
			return err
		}
		if err := w.Until(ctx, p.name, func(s *model.Shell) bool { return s.Wizard().State().Page == p.at }); err != nil {
			return err
		}
		if err := t.bothLooks(p.name)(ctx, w); err != nil {
			return err
		}
	}
	return act(ctx, w, "back to the first page", func(s *model.Shell) {
		s.Wizard().Back()
		s.Wizard().SetQuery("")
	})
}

// bothLooks takes a picture in Chinese on light and one in English on dark.
func (t *tour) bothLooks(name string) func(context.Context, *ui.Window) error {
	return func(ctx context.Context, w *ui.Window) error {
		if err := t.picture(name+"-en-dark", words.EN, model.ThemeDark)(ctx, w); err != nil {
			return err
		}
		return t.picture(name+"-zh-light", words.ZH, model.ThemeLight)(ctx, w)
	}
}

// accountPages takes pictures of the account in the settings, of the question before it is removed, and of the page
// for its new password. The settings are open before and closed after it.
func (t *tour) accountPages(ctx context.Context, w *ui.Window) error {
	var id mail.AccountID
	for _, p := range []struct {
		name string
		lead func(*model.Shell)
	}{
		{"4a-account", func(s *model.Shell) {
			id = s.Settings().State().Accounts[0].ID
			s.Settings().Edit(id)
		}},
		{"4b-remove", func(s *model.Shell) { s.Settings().AskRemove(id) }},
		{"4c-renew", func(s *model.Shell) { s.Settings().Edit(0); s.RenewAccount(id) }},
	} {
		if err := act(ctx, w, p.name, p.lead); err != nil {
			return err
		}
		if err := t.bothLooks(p.name)(ctx, w); err != nil {
			return err
		}
	}
	return act(ctx, w, "back to the mailbox", func(s *model.Shell) { s.Wizard().Back() })
}
