package view

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/mail"
	"letterbox/ui/words"
)

// accountMenu returns what can be done with an account.
func (m *Mailbox) accountMenu(a mail.Account) *fyne.Menu {
	shell := m.config.Shell
	t := func(k words.Key) string { return words.T(m.lang, k) }
	renew := words.AccountMenuSecret
	if a.Incoming.Auth == mail.OAuth2 {
		renew = words.AccountMenuRenew
	}
	refresh := fyne.NewMenuItem(t(words.BarRefresh), func() { shell.Status().RefreshOne(a.ID) })
	refresh.Disabled = a.Archived
	items := []*fyne.MenuItem{
		refresh,
		fyne.NewMenuItem(t(renew), func() { shell.RenewAccount(a.ID) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(t(words.AccountMenuSettings), func() {
			shell.Settings().Edit(a.ID)
			shell.OpenSettings(true)
		}),
	}
	if ask := m.askArrival(a.ID); ask != nil {
		items = append(items, fyne.NewMenuItem(t(words.ArrivalOpen), ask))
	}
	if text := clearTextWords(words.For(m.lang), shell.ClearText(a)); text != "" {
		told := fyne.NewMenuItem(text, nil)
		told.Disabled = true
		items = append(items, fyne.NewMenuItemSeparator(), told)
	}
	return fyne.NewMenu(a.Title(), items...)
}

func (m *Mailbox) showAccountMenu(a mail.Account, at fyne.Position) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(m); c != nil {
		fynewidget.ShowPopUpMenuAtPosition(m.accountMenu(a), c, at)
	}
}
