package view

import (
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
			c.checkItem(t(words.DiagnosisOpen)),
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
		c.onMessage(words.T(lang, words.BarRefresh), fyne.KeyR, func(*Mailbox) { c.Shell.Refresh() }),
	}
}

func (c MenuConfig) messageItems(lang words.Language) []*fyne.MenuItem {
	letter := c.Shell.Letter()
	back := c.onMessage(words.T(lang, words.ReaderBack), "", func(m *Mailbox) { m.Back() })
	back.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt} // Ctrl moves by words in fields
	return []*fyne.MenuItem{
		c.onMessage(words.T(lang, words.MenuNext), fyne.KeyDown, func(m *Mailbox) { m.Next(1) }),
		c.onMessage(words.T(lang, words.MenuPrevious), fyne.KeyUp, func(m *Mailbox) { m.Next(-1) }),
		back,
		fyne.NewMenuItemSeparator(),
		c.onMessage(words.T(lang, words.MenuToggleRead), fyne.KeyU, func(*Mailbox) { letter.ToggleSeen() }),
		c.onMessage(words.T(lang, words.MenuToggleStar), fyne.KeyD, func(*Mailbox) { letter.ToggleFlagged() }),
		fyne.NewMenuItemSeparator(),
		c.onMessage(words.FolderName(lang, mail.Folder{Role: mail.RoleInbox}), fyne.Key1, func(m *Mailbox) { m.showInbox() }),
	}
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
	return items
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
