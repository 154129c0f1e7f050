package words

// Going on with a search on the server, where texts are not here; and what an index left out.
const (
	SearchServerNone       Key = "search.server.none"    // {0} account
	SearchServerAsked      Key = "search.server.asked"   // {0} messages, {1} account
	SearchServerPartly     Key = "search.server.partly"  // {0} account, {1} folders asked, {2} of all
	SearchServerRefused    Key = "search.server.refused" // {0} account
	SearchServerUnreliable Key = "search.server.unreliable"
	SearchServerMark       Key = "search.server.mark"
	SearchLeftLarge        Key = "search.left.too-large" // {0} messages
	SearchLeftDamaged      Key = "search.left.damaged"   // {0} messages
	SearchLeftEncrypted    Key = "search.left.encrypted" // {0} messages
	SearchSavedAs          Key = "search.saved-as"       // {0} name
	SearchSavedNone        Key = "search.saved-none"
	SearchForgotten        Key = "search.forgotten" // {0} name
)

var searchServerSentences = map[Key]text{
	SearchServerNone:       {"{0}：本机已有全部正文，不需要在服务器上搜索。", "{0}: every text is here already, so the server was not needed."},
	SearchServerAsked:      {"{1}：已请服务器搜索另外 {0} 封邮件的正文。", "{1}: the server searched the text of {0} more message.|{1}: the server searched the text of {0} more messages."},
	SearchServerPartly:     {"{0}：服务器只搜索了 {1} 个文件夹，共 {2} 个。", "{0}: the server searched {1} of {2} folders."},
	SearchServerRefused:    {"{0}：服务器不支持搜索这些文字，只能按主题和收发件人查找尚未收取正文的邮件。", "{0}: the server does not search for this text. Messages whose text is not here are found by subject and people only."},
	SearchServerUnreliable: {"这家邮箱的服务器搜索可能漏掉邮件。", "This provider's own search may miss mail."},
	SearchServerMark:       {"服务器", "server"},
	SearchLeftLarge:        {"{0} 封邮件的正文或附件太大，只搜索了开头部分", "{0} message is too large, or has a file that is, and is searched in part|{0} messages are too large, or have files that are, and are searched in part"},
	SearchLeftDamaged:      {"{0} 封邮件的附件已损坏，无法读取其中的文字", "{0} message has a damaged file whose text cannot be read|{0} messages have damaged files whose text cannot be read"},
	SearchLeftEncrypted:    {"{0} 封邮件的附件有密码，无法读取其中的文字", "{0} message has a file with a password, whose text cannot be read|{0} messages have files with passwords, whose text cannot be read"},
	SearchSavedAs:          {"已保存为「{0}」。", "Saved as “{0}”."},
	SearchSavedNone:        {"还没有保存的搜索。", "No search is saved yet."},
	SearchForgotten:        {"已删除保存的搜索「{0}」。", "The saved search “{0}” is removed."},
}

// SearchLeft says how many messages have something that was not read to its end, by reason: a search.Reason.
func SearchLeft(lang Language, reason string, messages int) string {
	return T(lang, Key("search.left."+reason), messages)
}
