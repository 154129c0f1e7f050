package view

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// MenuConfig holds what the main menu works on.
type MenuConfig struct {
	Shell   *model.Shell
	Mailbox *Mailbox // nil while the wizard is shown: what concerns messages is then disabled
	Quit    func()
}

// MainMenu returns the menu of the window in the language of the shell. Every shortcut of the program hangs on one
// of its items, because only those work whatever has the focus. Build it again when the shell's state changes.
func MainMenu(c MenuConfig) *fyne.MainMenu {
	lang := words.Language(c.Shell.State().Language)
	t := func(k words.Key) string { return words.T(lang, k) }
	return fyne.NewMainMenu(
		fyne.NewMenu(words.T(lang, words.MenuMailbox), append(c.mailItems(lang),
			fyne.NewMenuItemSeparator(),
			c.item(t(words.SettingsAdd), "", c.Shell.AddAccount),
			c.item(t(words.SettingsTitle), fyne.KeyComma, func() { c.Shell.OpenSettings(true) }),
			c.item(t(words.CertificateListTitle), "", c.Shell.ShowTrusted),
			c.item(t(words.PolicyTitle), "", c.Shell.ShowPolicy),
			c.whyItem(t(words.ArrivalOpen)),
			c.checkItem(t(words.DiagnosisOpen)),
			c.conflictsItem(t(words.ConflictsTitle)),
			c.item(t(words.ReportOpen), "", c.Shell.OpenReport),
			fyne.NewMenuItemSeparator(),
			quitItem(c.item(words.T(lang, words.MenuQuit), fyne.KeyQ, c.Quit)))...),
		fyne.NewMenu(words.T(lang, words.MenuMessage), c.messageItems(lang)...),
		fyne.NewMenu(words.T(lang, words.MenuView), c.viewItems(lang)...),
	)
}

// checkItem checks the connection of the account that is shown.
func (c MenuConfig) checkItem(label string) *fyne.MenuItem {
	i := c.item(label, "", func() { c.Shell.OpenDiagnosis(0) })
	i.Disabled = !c.Shell.CanDiagnose()
	return i
}

// whyItem compares the account that is shown with its server.
func (c MenuConfig) whyItem(label string) *fyne.MenuItem {
	i := c.item(label, "", func() { c.Shell.AskArrival(0) })
	i.Disabled = c.Mailbox == nil
	return i
}

// conflictsItem shows the changes that were not made.
func (c MenuConfig) conflictsItem(label string) *fyne.MenuItem {
	i := c.item(label, "", c.Shell.ShowConflicts)
	i.Disabled = !c.Shell.CanShowConflicts()
	return i
}

// item returns an item with Ctrl (Cmd on macOS) and a key as its shortcut; no key, no shortcut.
func (c MenuConfig) item(label string, key fyne.KeyName, action func()) *fyne.MenuItem {
	i := fyne.NewMenuItem(label, action)
	if key != "" {
		i.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
	}
	return i
}

func quitItem(i *fyne.MenuItem) *fyne.MenuItem {
	i.IsQuit = true
	return i
}

// onMessage returns an item that needs the mailbox on screen.
func (c MenuConfig) onMessage(label string, key fyne.KeyName, action func(m *Mailbox)) *fyne.MenuItem {
	i := c.item(label, key, func() {
		if c.Mailbox != nil {
			action(c.Mailbox)
		}
	})
	i.Disabled = c.Mailbox == nil
	return i
}

func (c MenuConfig) mailItems(lang words.Language) []*fyne.MenuItem {
	return []*fyne.MenuItem{
		c.writing(c.onMessage(words.T(lang, words.MenuWrite), fyne.KeyN, func(*Mailbox) { c.Shell.Write() })),
		c.searching(c.onMessage(words.T(lang, words.FindResults), fyne.KeyF, func(m *Mailbox) { m.FocusSearch() })),
		c.onMessage(words.T(lang, words.SwitcherOpen), fyne.KeyK, func(m *Mailbox) { m.OpenSwitcher() }),
		c.onMessage(words.T(lang, words.BarRefresh), fyne.KeyR, func(*Mailbox) { c.Shell.Refresh() }),
		c.onMessage(words.T(lang, words.MenuOutbox), "", func(m *Mailbox) { m.showOutbox() }),
	}
}

func (c MenuConfig) messageItems(lang words.Language) []*fyne.MenuItem {
	back := c.onMessage(words.T(lang, words.ReaderBack), "", func(m *Mailbox) { m.Back() })
	undo := c.onMessage(words.T(lang, words.MenuUndo), "", func(m *Mailbox) { m.undoAnywhere() })
	undo.Shortcut = &fyne.ShortcutUndo{}
	moves := c.Shell.Moves()
	back.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt} // Ctrl moves by words in fields
	return []*fyne.MenuItem{
		c.onMessage(words.T(lang, words.MenuNext), fyne.KeyDown, func(m *Mailbox) { m.Next(1) }),
		c.onMessage(words.T(lang, words.MenuPrevious), fyne.KeyUp, func(m *Mailbox) { m.Next(-1) }),
		back,
		fyne.NewMenuItemSeparator(),
		c.answer(words.T(lang, words.ReaderReply), fyne.KeyR, mail.PurposeReply),
		c.answer(words.T(lang, words.ReaderReplyAll), fyne.KeyA, mail.PurposeReplyAll),
		c.answer(words.T(lang, words.ReaderForward), fyne.KeyF, mail.PurposeForward),
		fyne.NewMenuItemSeparator(),
		c.onMessage(words.T(lang, words.MenuToggleRead), fyne.KeyU, func(*Mailbox) { moves.ToggleRead() }),
		c.onMessage(words.T(lang, words.MenuToggleStar), fyne.KeyD, func(*Mailbox) { moves.ToggleStar() }),
		c.plain(words.T(lang, words.ReaderArchive), fyne.KeyE, func(*Mailbox) { moves.Archive() }),
		c.plain(words.T(lang, words.ReaderMove), fyne.KeyM, func(m *Mailbox) { m.chooseFolder() }),
		c.plain(words.T(lang, words.ReaderJunk), fyne.KeyJ, func(*Mailbox) { moves.ToggleJunk() }),
		c.plain(words.T(lang, words.ReaderDelete), fyne.KeyDelete, func(*Mailbox) { moves.Delete() }),
		fyne.NewMenuItemSeparator(),
		c.onMessage(words.T(lang, words.MovesSelectAll), "", func(m *Mailbox) { c.Shell.List().SelectAll(); m.FocusList() }),
		undo,
		fyne.NewMenuItemSeparator(),
		c.onMessage(words.FolderName(lang, mail.Folder{Role: mail.RoleInbox}), fyne.Key1, func(m *Mailbox) { m.showInbox() }),
	}
}

// writing disables an item where nothing can be written.
func (c MenuConfig) writing(i *fyne.MenuItem) *fyne.MenuItem {
	i.Disabled = i.Disabled || !c.Shell.State().Features.Write
	return i
}

// searching disables an item where nothing can be searched.
func (c MenuConfig) searching(i *fyne.MenuItem) *fyne.MenuItem {
	i.Disabled = i.Disabled || !c.Shell.State().Features.Search
	return i
}

// plain returns an item whose key works without Ctrl: the mailbox takes it, and the menu only tells. Menus of macOS would
// take it out of text fields, so that they do not even tell.
func (c MenuConfig) plain(label string, key fyne.KeyName, action func(m *Mailbox)) *fyne.MenuItem {
	i := c.onMessage(label, "", action)
	if runtime.GOOS != "darwin" {
		i.Shortcut = &desktop.CustomShortcut{KeyName: key}
	}
	return i
}

// answer returns an item that answers or forwards the selected message.
func (c MenuConfig) answer(label string, key fyne.KeyName, kind mail.PurposeKind) *fyne.MenuItem {
	return c.writing(c.plain(label, key, func(*Mailbox) { c.Shell.Respond(kind) }))
}

func (c MenuConfig) viewItems(lang words.Language) []*fyne.MenuItem {
	settings := c.Shell.Settings()
	other, name := words.EN, words.SettingsEnglish
	if lang == words.EN {
		other, name = words.ZH, words.SettingsChinese
	}
	items := []*fyne.MenuItem{
		c.item(words.T(other, name), fyne.KeyL, func() { settings.SetLanguage(string(other)) }),
		fyne.NewMenuItemSeparator(),
	}
	for _, theme := range []struct {
		value string
		name  words.Key
	}{
		{model.ThemeSystem, words.SettingsSystem}, {model.ThemeLight, words.SettingsLight}, {model.ThemeDark, words.SettingsDark},
	} {
		i := c.item(words.T(lang, theme.name), "", func() { settings.SetTheme(theme.value) })
		i.Checked = c.Shell.State().Theme == theme.value
		items = append(items, i)
	}
	return append(append(items, fyne.NewMenuItemSeparator()), c.readingItems(lang)...)
}

// showInbox brings the first inbox on screen.
func (m *Mailbox) showInbox() {
	for _, a := range m.side.state.Accounts {
		for _, f := range a.Folders {
			if f.Folder.Role == mail.RoleInbox {
				m.config.Shell.Sidebar().Select(f.Folder.ID)
				m.FocusList()
				return
			}
		}
	}
}
