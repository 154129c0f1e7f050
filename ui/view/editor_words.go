package view

import (
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// SpeakEditors says the words of all text fields in a language.
func SpeakEditors(lang words.Language) {
	say := func(k words.Key) string { return words.T(lang, k) }
	widget.SetEditorWords(widget.EditorWords{
		Undo: say(words.EditorUndo), Redo: say(words.EditorRedo), Cut: say(words.EditorCut), Copy: say(words.EditorCopy),
		Paste: say(words.EditorPaste), SelectAll: say(words.EditorSelectAll), CapsLock: say(words.EditorCapsLock),
	})
}
