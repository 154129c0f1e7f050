package widget

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// copyTo copies the selection. A secret stays where it is.
func (e *Editor) copyTo(clipboard fyne.Clipboard) {
	if s := e.SelectedText(); s != "" && clipboard != nil {
		clipboard.SetContent(s)
	}
}

func (e *Editor) cutTo(clipboard fyne.Clipboard) {
	s := e.SelectedText()
	if s == "" || clipboard == nil {
		return
	}
	clipboard.SetContent(s)
	if !e.fixed() {
		e.doc.Insert("")
		e.changed()
	}
}

// pasteFrom inserts what was copied. What goes into a secret loses the blanks that copying brings along.
func (e *Editor) pasteFrom(clipboard fyne.Clipboard) {
	if clipboard == nil || e.fixed() {
		return
	}
	s := clipboard.Content()
	if e.kind == EditSecret {
		s = withoutBlanks(s)
	}
	if s != "" {
		e.doc.Insert(s)
		e.changed()
	}
}

// withoutBlanks returns a text without blanks, also those that have no width.
func withoutBlanks(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == 0x200B || r == 0xFEFF {
			return -1
		}
		return r
	}, s)
}
