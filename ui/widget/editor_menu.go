package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"
)

// EditorWords are the words of the menu of an editor, in the language of the window.
type EditorWords struct {
	Undo, Redo, Cut, Copy, Paste, SelectAll string
	CapsLock                                string
}

var editorWords EditorWords

// SetEditorWords changes the words of all editors.
func SetEditorWords(w EditorWords) { editorWords = w }

// TappedSecondary implements fyne.SecondaryTappable.
func (e *Editor) TappedSecondary(at *fyne.PointEvent) { e.openMenuAt(at.AbsolutePosition) }

// openMenu opens the menu under the caret.
func (e *Editor) openMenu() {
	at, height := e.CaretPlace()
	e.openMenuAt(fyne.CurrentApp().Driver().AbsolutePositionForObject(e).Add(at).AddXY(0, height))
}

func (e *Editor) openMenuAt(at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	if c == nil || e.disabled || editorWords == (EditorWords{}) {
		return
	}
	fynewidget.ShowPopUpMenuAtPosition(e.menu(c), c, at)
}

// menu returns what can be done now. What cannot is grey.
func (e *Editor) menu(c fyne.Canvas) *fyne.Menu {
	clipboard := fyne.CurrentApp().Clipboard()
	item := func(label string, can bool, do func()) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() {
			c.Focus(e)
			e.input.Finish(do)
		})
		i.Disabled = !can
		return i
	}
	selected, free := e.SelectedText() != "", !e.fixed()
	list := []*fyne.MenuItem{
		item(editorWords.Cut, selected && free, func() { e.cutTo(clipboard) }),
		item(editorWords.Copy, selected, func() { e.copyTo(clipboard) }),
		item(editorWords.Paste, free, func() { e.pasteFrom(clipboard) }),
		fyne.NewMenuItemSeparator(),
		item(editorWords.SelectAll, e.doc.Len() > 0, e.SelectAll),
	}
	if e.kind != EditSecret && free {
		list = append([]*fyne.MenuItem{
			item(editorWords.Undo, e.doc.CanUndo(), e.Undo),
			item(editorWords.Redo, e.doc.CanRedo(), e.Redo),
			fyne.NewMenuItemSeparator(),
		}, list...)
	}
	return fyne.NewMenu("", list...)
}
