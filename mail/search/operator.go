package search

import "slices"

// operand is the kind of value that an operator takes.
type operand uint8

const (
	wordsOperand operand = iota
	hasOperand
	isOperand
	folderOperand
	accountOperand
	beforeOperand
	afterOperand
	onOperand
	largerOperand
	smallerOperand
	languageOperand
)

// operator is one name that may stand before a colon. Names are canonical: small letters, simplified characters.
type operator struct {
	name  string
	takes operand
	field Field
}

var operators = []operator{
	{"from", wordsOperand, From},
	{"to", wordsOperand, To},
	{"cc", wordsOperand, Cc},
	{"bcc", wordsOperand, To},
	{"subject", wordsOperand, Subject},
	{"body", wordsOperand, Body},
	{"filename", wordsOperand, Filename},
	{"attachment", wordsOperand, Filename},
	{"has", hasOperand, 0},
	{"is", isOperand, 0},
	{"in", folderOperand, 0},
	{"folder", folderOperand, 0},
	{"account", accountOperand, 0},
	{"before", beforeOperand, 0},
	{"until", beforeOperand, 0},
	{"after", afterOperand, 0},
	{"since", afterOperand, 0},
	{"on", onOperand, 0},
	{"date", onOperand, 0},
	{"during", onOperand, 0},
	{"larger", largerOperand, 0},
	{"bigger", largerOperand, 0},
	{"smaller", smallerOperand, 0},
	{"lang", languageOperand, 0},
	{"language", languageOperand, 0},

	{"发件人", wordsOperand, From},
	{"寄件人", wordsOperand, From},
	{"寄件者", wordsOperand, From},
	{"来自", wordsOperand, From},
	{"收件人", wordsOperand, To},
	{"收件者", wordsOperand, To},
	{"发给", wordsOperand, To},
	{"密送", wordsOperand, To},
	{"抄送", wordsOperand, Cc},
	{"副本", wordsOperand, Cc},
	{"主题", wordsOperand, Subject},
	{"标题", wordsOperand, Subject},
	{"主旨", wordsOperand, Subject},
	{"正文", wordsOperand, Body},
	{"内容", wordsOperand, Body},
	{"内文", wordsOperand, Body},
	{"附件", wordsOperand, Filename},
	{"附件名", wordsOperand, Filename},
	{"文件名", wordsOperand, Filename},
	{"档名", wordsOperand, Filename},
	{"有", hasOperand, 0},
	{"含", hasOperand, 0},
	{"包含", hasOperand, 0},
	{"是", isOperand, 0},
	{"状态", isOperand, 0},
	{"在", folderOperand, 0},
	{"位于", folderOperand, 0},
	{"文件夹", folderOperand, 0},
	{"邮件夹", folderOperand, 0},
	{"账户", accountOperand, 0},
	{"账号", accountOperand, 0},
	{"帐户", accountOperand, 0},
	{"帐号", accountOperand, 0},
	{"邮箱", accountOperand, 0},
	{"早于", beforeOperand, 0},
	{"之前", beforeOperand, 0},
	{"截至", beforeOperand, 0},
	{"晚于", afterOperand, 0},
	{"之后", afterOperand, 0},
	{"自", afterOperand, 0},
	{"从", afterOperand, 0},
	{"日期", onOperand, 0},
	{"时间", onOperand, 0},
	{"大于", largerOperand, 0},
	{"小于", smallerOperand, 0},
	{"语言", languageOperand, 0},
}

// operatorNames are the names, for suggestions.
var operatorNames = func() []string {
	var names []string
	for _, o := range operators {
		names = append(names, o.name)
	}
	return names
}()

func findOperator(name string) (operator, bool) {
	i := slices.IndexFunc(operators, func(o operator) bool { return o.name == name })
	if i < 0 {
		return operator{}, false
	}
	return operators[i], true
}

// states are the values of is: and the like.
var states = map[string]Expr{
	"unread": Is{Unread}, "new": Is{Unread}, "未读": Is{Unread}, "新": Is{Unread},
	"read": Not{Is{Unread}}, "seen": Not{Is{Unread}}, "已读": Not{Is{Unread}},
	"flagged": Is{Flagged}, "starred": Is{Flagged}, "important": Is{Flagged}, "标记": Is{Flagged}, "已标记": Is{Flagged},
	"星标": Is{Flagged}, "加星": Is{Flagged}, "已加星标": Is{Flagged}, "旗标": Is{Flagged}, "红旗": Is{Flagged},
	"unflagged": Not{Is{Flagged}}, "unstarred": Not{Is{Flagged}}, "未标记": Not{Is{Flagged}},
	"answered": Is{Answered}, "replied": Is{Answered}, "已回复": Is{Answered}, "已答复": Is{Answered},
	"unanswered": Not{Is{Answered}}, "未回复": Not{Is{Answered}}, "未答复": Not{Is{Answered}},
	"draft": Is{Draft}, "草稿": Is{Draft},
}

// possessions are the values of has: and the like.
var possessions = map[string]Expr{
	"attachment": Attached{}, "attachments": Attached{}, "attach": Attached{}, "file": Attached{}, "files": Attached{}, "附件": Attached{},
	"flag": Is{Flagged}, "star": Is{Flagged}, "星标": Is{Flagged}, "标记": Is{Flagged},
}

// filters are words that are conditions without an operator, with the operator that they stand for.
var filters = map[string]struct {
	expr Expr
	as   string
}{
	"有附件": {Attached{}, "有:附件"}, "无附件": {Not{Attached{}}, "-有:附件"}, "没有附件": {Not{Attached{}}, "-有:附件"}, "含附件": {Attached{}, "有:附件"},
	"未读": {Is{Unread}, "是:未读"}, "已读": {Not{Is{Unread}}, "是:已读"}, "星标": {Is{Flagged}, "是:星标"}, "已加星标": {Is{Flagged}, "是:星标"},
}

// languages are the values of lang: and what they mean.
var languages = map[string]string{
	"zh": "zh", "cn": "zh", "zh cn": "zh", "zh tw": "zh", "chinese": "zh", "中文": "zh", "汉语": "zh", "华语": "zh",
	"ja": "ja", "jp": "ja", "japanese": "ja", "日语": "ja", "日文": "ja", "ko": "ko", "kr": "ko", "korean": "ko", "韩语": "ko", "韩文": "ko",
	"en": "en", "english": "en", "latin": "en", "英语": "en", "英文": "en", "ru": "ru", "russian": "ru", "cyrillic": "ru", "俄语": "ru", "俄文": "ru",
	"th": "th", "thai": "th", "泰语": "th", "ar": "ar", "arabic": "ar", "阿拉伯语": "ar", "he": "he", "hebrew": "he", "希伯来语": "he",
	"el": "el", "greek": "el", "希腊语": "el",
}
