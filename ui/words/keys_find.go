package words

// Finding and replacing in the text of a message that is being written.
const (
	FindHint       Key = "find.hint"    // in the empty field
	FindReplaceBy  Key = "find.replace" // in the empty field of the other text
	FindReplace    Key = "find.replace-one"
	FindReplaceAll Key = "find.replace-all"
	FindReplaced   Key = "find.replaced" // {0} places
)

var findSentences = map[Key]text{
	FindHint:       {"在正文中查找", "Find in the text"},
	FindReplaceBy:  {"替换为", "Replace with"},
	FindReplace:    {"替换", "Replace"},
	FindReplaceAll: {"全部替换", "Replace all"},
	FindReplaced:   {"已替换 {0} 处", "{0} place replaced|{0} places replaced"},
}
