package view

import (
	"fyne.io/fyne/v2"

	"letterbox/ui/model"
	"letterbox/ui/words"
)

// actionWords holds the name and the icon of each action.
var actionWords = map[model.Action]struct {
	name words.Key
	icon string
}{
	model.ActionWrite: {words.MenuWrite, "pencil"}, model.ActionRefresh: {words.BarRefresh, "refresh"},
	model.ActionSearch: {words.FindResults, "search"}, model.ActionOutbox: {words.MenuOutbox, "send"},
	model.ActionSettings: {words.SettingsTitle, "gear"}, model.ActionAdd: {words.SettingsAdd, "plus"},
	model.ActionDiagnose: {words.DiagnosisOpen, "info"}, model.ActionReport: {words.ReportOpen, "file"},
}

// targetName words a target.
func (m *Mailbox) targetName(t model.Target) string {
	switch t.Kind {
	case model.TargetFolder:
		return chooserName(m.lang, t.Folder)
	case model.TargetSearch:
		return t.Saved.Name
	case model.TargetPerson:
		return t.Person.Display()
	case model.TargetMessage:
		return words.Subject(m.lang, t.Message)
	case model.TargetAction:
		return words.T(m.lang, actionWords[t.Action].name)
	default:
		return ""
	}
}

// targetDetail says what a target is: of a message whose, of a person the address, of a folder the account where there
// are several.
func (m *Mailbox) targetDetail(t model.Target) string {
	switch t.Kind {
	case model.TargetFolder:
		if name := m.accountName(t.Folder.Account); name != "" {
			return name
		}
		return words.T(m.lang, words.SwitcherFolder)
	case model.TargetSearch:
		return words.T(m.lang, words.SwitcherSearch)
	case model.TargetPerson:
		return t.Person.Spec()
	case model.TargetMessage:
		who := t.Message.Envelope.Sender().Display()
		return who + " · " + words.Date(m.lang, t.Message.When(), m.config.Now())
	default:
		return words.T(m.lang, words.SwitcherAction)
	}
}

func targetIcon(t model.Target) string {
	switch t.Kind {
	case model.TargetFolder:
		return roleIcon(t.Folder.Role)
	case model.TargetSearch:
		return "search"
	case model.TargetPerson:
		return "person"
	case model.TargetMessage:
		return "read"
	default:
		return actionWords[t.Action].icon
	}
}

// OpenSwitcher opens the quick switcher.
func (m *Mailbox) OpenSwitcher() {
	if !m.covered() {
		m.config.Shell.Switcher().Open()
	}
}

// drawSwitcher puts the switcher over the mailbox, draws it, or takes it away.
func (m *Mailbox) drawSwitcher(s model.SwitcherState) {
	c := fyne.CurrentApp().Driver().CanvasForObject(m)
	switch {
	case c == nil:
	case s.Open && m.switcher == nil:
		m.switcher = newSwitcherPage(m)
		m.switcherOver = NewOver(m.switcher)
		m.switcher.draw(s)
		c.Overlays().Add(m.switcherOver)
		m.switcherOver.Resize(c.Size())
		c.Focus(m.switcher.field.Focus())
	case s.Open:
		m.switcher.draw(s)
	case m.switcher != nil:
		c.Overlays().Remove(m.switcherOver)
		m.switcher, m.switcherOver = nil, nil
		m.FocusList()
	}
}
