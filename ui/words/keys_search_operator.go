package words

// What the operators of a search ask for, by their English names.
const operatorKey = "search.operator."

var operatorSentences = map[Key]text{
	operatorKey + "from":     {"谁发的：姓名或地址", "who sent it: a name or an address"},
	operatorKey + "to":       {"发给谁：姓名或地址", "whom it went to: a name or an address"},
	operatorKey + "cc":       {"抄送给谁", "who got a copy"},
	operatorKey + "subject":  {"主题中的文字", "words in the subject"},
	operatorKey + "body":     {"正文中的文字", "words in the text"},
	operatorKey + "filename": {"附件的文件名", "the name of an attachment"},
	operatorKey + "in":       {"在哪个文件夹", "which folder it is in"},
	operatorKey + "is":       {"未读、星标、已回复…", "unread, starred, answered…"},
	operatorKey + "has":      {"有附件", "attachments"},
	operatorKey + "on":       {"哪一天、哪个月：昨天、2026-03…", "a day or a month: yesterday, 2026-03…"},
	operatorKey + "before":   {"在这之前", "before a day"},
	operatorKey + "after":    {"在这之后", "after a day"},
	operatorKey + "larger":   {"大于：5MB…", "larger than: 5MB…"},
	operatorKey + "smaller":  {"小于：100KB…", "smaller than: 100KB…"},
}

// SearchOperator says what an operator asks for. operator is its English name.
func SearchOperator(lang Language, operator string) string { return T(lang, Key(operatorKey+operator)) }
