package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/mail"
	"letterbox/ui/words"
)

// menuPart is a group of items between two rules.
type menuPart []menuLine

// menuLine is an item that is there only while it is offered.
type menuLine struct {
	on    bool
	label words.Key
	key   fyne.KeyName // "" for none
	do    func()
}

// rowMenu returns what can be done with the selected messages.
func (m *Mailbox) rowMenu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, part := range []menuPart{m.answerLines(), m.flagLines(), m.moveLines()} {
		first := len(menu.Items) > 0
		for _, l := range part {
			if !l.on {
				continue
			}
			if first {
				menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
				first = false
			}
			i := fyne.NewMenuItem(words.T(m.lang, l.label), l.do)
			if l.key != "" {
				i.Shortcut = &desktop.CustomShortcut{KeyName: l.key}
			}
			menu.Items = append(menu.Items, i)
		}
	}
	return menu
}

func (m *Mailbox) answerLines() menuPart {
	shell := m.config.Shell
	draft := shell.Moves().Offers().Draft
	on := shell.CanWrite() && len(shell.Selection()) == 1
	answer := func(label words.Key, key fyne.KeyName, kind mail.PurposeKind) menuLine {
		return menuLine{on && !draft, label, key, func() { shell.Respond(kind) }}
	}
	return menuPart{
		{on && draft, words.MovesEdit, "", m.editDraft},
		answer(words.ReaderReply, fyne.KeyR, mail.PurposeReply),
		answer(words.ReaderReplyAll, fyne.KeyA, mail.PurposeReplyAll),
		answer(words.ReaderForward, fyne.KeyF, mail.PurposeForward),
	}
}

func (m *Mailbox) flagLines() menuPart {
	moves := m.config.Shell.Moves()
	o := moves.Offers()
	return menuPart{
		{o.Any && o.Read, words.ReaderMarkRead, fyne.KeyU, moves.ToggleRead},
		{o.Any && !o.Read, words.ReaderMarkUnread, fyne.KeyU, moves.ToggleRead},
		{o.Any && o.Star, words.ReaderStar, fyne.KeyS, moves.ToggleStar},
		{o.Any && !o.Star, words.ReaderUnstar, fyne.KeyS, moves.ToggleStar},
	}
}

func (m *Mailbox) moveLines() menuPart {
	moves := m.config.Shell.Moves()
	o := moves.Offers()
	return menuPart{
		{o.Archive, words.ReaderArchive, fyne.KeyE, moves.Archive},
		{o.Move, words.ReaderMove, fyne.KeyM, m.chooseFolder},
		{o.Junk && !o.NotJunk, words.ReaderJunk, fyne.KeyJ, moves.ToggleJunk},
		{o.NotJunk, words.MovesNotJunk, fyne.KeyJ, moves.ToggleJunk},
		{o.Delete && !o.ForGood, words.ReaderDelete, fyne.KeyDelete, moves.Delete},
		{o.Delete && o.ForGood, words.MovesForGood, fyne.KeyDelete, moves.Delete},
	}
}

// showRowMenu opens the menu of a row. A row that is not selected is selected first.
func (m *Mailbox) showRowMenu(index int, at fyne.Position) {
	list := m.config.Shell.List()
	if !list.IsSelected(list.Row(index).ID) {
		list.SelectAt(index)
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(m); c != nil {
		fynewidget.ShowPopUpMenuAtPosition(m.rowMenu(), c, at)
	}
}

// editDraft goes on with the selected draft, and reports nothing when the message is none.
func (m *Mailbox) editDraft() {
	if ids := m.config.Shell.Selection(); len(ids) == 1 {
		m.config.Shell.EditDraft(ids[0])
	}
}
