package words

// The quick switcher.
const (
	SwitcherOpen    Key = "switcher.open"
	SwitcherTyped   Key = "switcher.typed"
	SwitcherNothing Key = "switcher.nothing"
	SwitcherHint    Key = "switcher.hint"
	SwitcherFolder  Key = "switcher.folder"
	SwitcherSearch  Key = "switcher.search"
	SwitcherAction  Key = "switcher.action"
)

var switcherSentences = map[Key]text{
	SwitcherOpen:    {"快速前往…", "Go to…"},
	SwitcherTyped:   {"前往文件夹、联系人、邮件，或执行操作", "Go to a folder, a person, a message, or do something"},
	SwitcherNothing: {"没有相符的内容", "Nothing fits"},
	SwitcherHint:    {"↑ ↓ 选择 · Enter 前往 · Esc 关闭 · 可用拼音或首字母", "↑ ↓ choose · Enter go · Esc close · pinyin and initials work too"},
	SwitcherFolder:  {"文件夹", "Folder"},
	SwitcherSearch:  {"保存的搜索", "Saved search"},
	SwitcherAction:  {"操作", "Action"},
}
