package words

// The menu of a text field, and what stands in one.
const (
	EditorUndo      Key = "editor.undo"
	EditorRedo      Key = "editor.redo"
	EditorCut       Key = "editor.cut"
	EditorCopy      Key = "editor.copy"
	EditorPaste     Key = "editor.paste"
	EditorSelectAll Key = "editor.select-all"
	EditorCapsLock  Key = "editor.caps-lock" // in a secret field, while the letters come as capitals
)

var editorSentences = map[Key]text{
	EditorUndo:      {"撤销", "Undo"},
	EditorRedo:      {"重做", "Redo"},
	EditorCut:       {"剪切", "Cut"},
	EditorCopy:      {"复制", "Copy"},
	EditorPaste:     {"粘贴", "Paste"},
	EditorSelectAll: {"全选", "Select all"},
	EditorCapsLock:  {"大写锁定已打开", "Caps Lock is on"},
}
