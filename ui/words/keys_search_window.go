package words

import "time"

// Searching in the window.
const (
	FindEverywhere Key = "find.everywhere"
	FindHere       Key = "find.here" // {0} folder
	FindNewest     Key = "find.newest"
	FindRelevant   Key = "find.relevant"
	FindSearching  Key = "find.searching"
	FindBuilding   Key = "find.building" // {0} messages done, {1} of all
	FindResults    Key = "find.results"  // the item of the menu, and the field's name
	FindClear      Key = "find.clear"
	FindAttached   Key = "find.attached"

	FindNothing         Key = "find.nothing"          // {0} what was typed
	FindNothingFiltered Key = "find.nothing-filtered" // nothing was typed
	FindSearchedHere    Key = "find.searched-here"    // {0} folder
	FindSearchedAll     Key = "find.searched-all"
	FindNotYet          Key = "find.not-yet"
	FindTryEverywhere   Key = "find.try-everywhere"
	FindTryWithout      Key = "find.try-without" // {0} filter
	FindTryServer       Key = "find.try-server"
	FindAsking          Key = "find.asking"
	FindAsked           Key = "find.asked"
	SavedTitle          Key = "saved.title"
	SavedKeep           Key = "saved.keep"
	SavedRemove         Key = "saved.remove"

	FindFailed Key = "find.failed"
	FindRetry  Key = "find.retry"
)

var searchWindowSentences = map[Key]text{
	FindEverywhere: {"全部邮件", "Everywhere"},
	FindHere:       {"仅{0}", "{0} only"},
	FindNewest:     {"最新在前", "Newest first"},
	FindRelevant:   {"最相关", "Most relevant"},
	FindSearching:  {"正在搜索…", "Searching…"},
	FindBuilding:   {"正在建立索引：已完成 {0} 封，共 {1} 封", "Building the index: {0} of {1} messages so far"},
	FindResults:    {"搜索邮件", "Search mail"},
	FindClear:      {"清除搜索", "Clear the search"},
	FindAttached:   {"有附件", "Has attachments"},

	FindNothing:         {"没有找到「{0}」", "Nothing found for “{0}”"},
	FindNothingFiltered: {"没有符合这些条件的邮件", "No message matches these filters"},
	FindSearchedHere:    {"只搜索了{0}。", "Only {0} was searched."},
	FindNotYet:          {"索引建好以后，可能会找到更多。", "More may turn up once the index is complete."},
	FindSearchedAll:     {"已搜索所有文件夹。", "All folders were searched."},
	FindTryEverywhere:   {"在全部邮件中搜索", "Search everywhere"},
	FindTryWithout:      {"去掉条件「{0}」", "Remove the filter “{0}”"},
	FindAsking:          {"正在请服务器搜索本机没有的正文…", "Asking the server about text that is not here…"},
	FindAsked:           {"服务器也已经搜索过。", "The server was asked too."},
	FindTryServer:       {"在服务器上继续搜索", "Continue on the server"},
	SavedTitle:          {"保存的搜索", "Saved searches"},
	SavedKeep:           {"保存搜索", "Save search"},
	SavedRemove:         {"删除这个搜索", "Remove this search"},

	FindFailed: {"这次搜索没有完成", "This search could not be finished"},
	FindRetry:  {"再试一次", "Try again"},
}

// Month names a month given as 2026-03: without its year when that is the one of now.
func Month(lang Language, month string, now time.Time) string {
	t, err := time.Parse("2006-01", month)
	switch {
	case err != nil:
		return month
	case lang == ZH && t.Year() == now.Year():
		return t.Format("1 月")
	case lang == ZH:
		return t.Format("2006 年 1 月")
	case t.Year() == now.Year():
		return t.Format("January")
	default:
		return t.Format("Jan 2006")
	}
}
