package words

import "time"

// Searching.
const (
	SearchCovered      Key = "search.covered"       // {0} of {1} messages
	SearchCoveredAll   Key = "search.covered-all"   // {0} messages
	SearchBodiesAll    Key = "search.bodies-all"    // every text
	SearchBodiesSince  Key = "search.bodies-since"  // {0} month
	SearchBodiesSome   Key = "search.bodies-some"   // {0} texts
	SearchBodiesNone   Key = "search.bodies-none"   // headers only
	SearchFound        Key = "search.found"         // {0} hits
	SearchFoundAtMost  Key = "search.found-at-most" // {0} hits
	SearchFoundNone    Key = "search.found-none"
	SearchIndexing     Key = "search.indexing" // {0} changes so far
	SearchRebuilt      Key = "search.rebuilt"
	SearchIndexSize    Key = "search.index-size" // {0} size
	SearchFacetPeople  Key = "search.facet-people"
	SearchFacetFolders Key = "search.facet-folders"
	SearchFacetMonths  Key = "search.facet-months"
	SearchFacetFiles   Key = "search.facet-files" // {0} hits

	SearchNoteOperator     Key = "search.note.unknown-operator"     // {0} as typed, {1} suggestion
	SearchNoteOperatorNone Key = "search.note.unknown-operator-far" // {0} as typed
	SearchNoteValue        Key = "search.note.unknown-value"        // {0} operator, {1} value, {2} suggestion
	SearchNoteValueNone    Key = "search.note.unknown-value-far"    // {0} operator, {1} value
	SearchNoteMissing      Key = "search.note.missing-value"        // {0} operator
	SearchNoteQuote        Key = "search.note.unclosed-quote"
	SearchNoteUnbalanced   Key = "search.note.unbalanced"    // {0} parenthesis
	SearchNoteNothing      Key = "search.note.nothing-there" // {0} as typed
	SearchNoteLone         Key = "search.note.lone-word"     // {0} as typed
	SearchNoteFilter       Key = "search.note.taken-as-filter"
	SearchNoteLong         Key = "search.note.too-long" // {0} the last that was read
)

var searchSentences = map[Key]text{
	SearchCovered:      {"已可搜索 {0} 封，共 {1} 封", "{0} of {1} messages can be searched"},
	SearchCoveredAll:   {"全部 {0} 封邮件均可搜索", "The only message can be searched|All {0} messages can be searched"},
	SearchBodiesAll:    {"包括全部正文", "with all their text"},
	SearchBodiesSince:  {"正文自 {0} 起", "text since {0}"},
	SearchBodiesSome:   {"其中 {0} 封有正文", "{0} of them with text"},
	SearchBodiesNone:   {"正文尚未收取", "no text is here yet"},
	SearchFound:        {"找到 {0} 封", "{0} message|{0} messages"},
	SearchFoundAtMost:  {"最多 {0} 封", "at most {0} message|at most {0} messages"},
	SearchFoundNone:    {"没有找到符合的邮件。", "No message matches."},
	SearchIndexing:     {"正在整理索引，已处理 {0} 处变化…", "Bringing the index up to date, {0} change taken…|Bringing the index up to date, {0} changes taken…"},
	SearchRebuilt:      {"索引已重建。", "The index is rebuilt."},
	SearchIndexSize:    {"索引占用 {0}", "the index takes {0}"},
	SearchFacetPeople:  {"发件人", "People"},
	SearchFacetFolders: {"文件夹", "Folders"},
	SearchFacetMonths:  {"月份", "Months"},
	SearchFacetFiles:   {"有附件：{0} 封", "{0} with attachments"},

	SearchNoteOperator:     {"没有「{0}」这个条件，已当作文字搜索。是否要用「{1}」？", "“{0}” is no condition and was looked for as text. Did you mean “{1}”?"},
	SearchNoteOperatorNone: {"没有「{0}」这个条件，已当作文字搜索。", "“{0}” is no condition and was looked for as text."},
	SearchNoteValue:        {"「{0}」不能是「{1}」，这个条件没有使用。是否要写「{2}」？", "“{0}” does not take “{1}”, so this condition was left out. Did you mean “{2}”?"},
	SearchNoteValueNone:    {"「{0}」不能是「{1}」，这个条件没有使用。", "“{0}” does not take “{1}”, so this condition was left out."},
	SearchNoteMissing:      {"「{0}」后面还没有内容，这个条件没有使用。", "Nothing follows “{0}”, so this condition was left out."},
	SearchNoteQuote:        {"引号没有成对，引号后面的内容都当作一个短语。", "A quote is not closed, so everything after it counts as one phrase."},
	SearchNoteUnbalanced:   {"括号「{0}」没有成对，没有使用。", "The parenthesis “{0}” has no partner and was left out."},
	SearchNoteNothing:      {"「{0}」里没有文字或数字，没有搜索。", "“{0}” has neither letters nor digits and was left out."},
	SearchNoteLone:         {"「{0}」的前后没有可连接的条件，已当作文字搜索。", "“{0}” has nothing to join and was looked for as a word."},
	SearchNoteFilter:       {"「{0}」当作条件「{1}」使用；要搜索这几个字，请加上引号。", "“{0}” was taken as the condition “{1}”. Put it in quotes to look for the words."},
	SearchNoteLong:         {"内容太长，「{0}」之后的部分没有使用。", "The query is too long; what comes after “{0}” was left out."},
}

// SearchNote explains what of a query was not taken as it stands. kind is a search.NoteKind.
func SearchNote(lang Language, kind, operator, given, suggestion string) string {
	key := Key("search.note." + kind)
	switch {
	case key == SearchNoteOperator && suggestion == "":
		return T(lang, SearchNoteOperatorNone, given)
	case key == SearchNoteValue && suggestion == "":
		return T(lang, SearchNoteValueNone, operator, given)
	case key == SearchNoteValue:
		return T(lang, key, operator, given, suggestion)
	case key == SearchNoteMissing:
		return T(lang, key, operator)
	default:
		return T(lang, key, given, suggestion)
	}
}

// SearchCoverage says how much was searched: so many messages of all, the texts of so many, and since when all texts
// are there; the zero time for never.
func SearchCoverage(lang Language, indexed, all, bodies int, since time.Time) string {
	covered := T(lang, SearchCovered, indexed, Count(all))
	if indexed >= all {
		covered = T(lang, SearchCoveredAll, indexed)
	}
	var texts string
	switch {
	case bodies >= indexed && indexed > 0:
		texts = T(lang, SearchBodiesAll)
	case bodies == 0:
		texts = T(lang, SearchBodiesNone)
	case since.IsZero():
		texts = T(lang, SearchBodiesSome, bodies)
	default:
		texts = T(lang, SearchBodiesSince, since.Format("2006-01"))
	}
	if lang == ZH {
		return covered + "，" + texts
	}
	return covered + ", " + texts
}
