package words

import (
	"time"

	"letterbox/mail"
)

// The page that tells why mail has not arrived.
const (
	ArrivalOpen      Key = "arrival.open" // menu item and button
	ArrivalComparing Key = "arrival.comparing"
	ArrivalWaiting   Key = "arrival.waiting" // while comparing
	ArrivalFetching  Key = "arrival.fetching"
	ArrivalMissing   Key = "arrival.missing" // {0} messages
	ArrivalLeft      Key = "arrival.left"    // {0} messages
	ArrivalFresh     Key = "arrival.fresh"   // {0} folders
	ArrivalShut      Key = "arrival.shut"    // {0} folders
	ArrivalAgrees    Key = "arrival.agrees"

	ArrivalMissingHint Key = "arrival.missing-hint"
	ArrivalLeftHint    Key = "arrival.left-hint"
	ArrivalFreshHint   Key = "arrival.fresh-hint"
	ArrivalShutHint    Key = "arrival.shut-hint"
	ArrivalAgreesHint  Key = "arrival.agrees-hint"
	ArrivalStaysHint   Key = "arrival.stays-hint" // fetching has not helped

	ArrivalFetch Key = "arrival.fetch"
	ArrivalAgain Key = "arrival.again"

	ArrivalFolder Key = "arrival.folder" // heads of the columns
	ArrivalServer Key = "arrival.server"
	ArrivalHere   Key = "arrival.here"
	ArrivalDiffer Key = "arrival.differ"
	ArrivalLast   Key = "arrival.last"

	ArrivalSame       Key = "arrival.same" // what a folder's difference is
	ArrivalLess       Key = "arrival.less" // {0} messages
	ArrivalMore       Key = "arrival.more" // {0} messages
	ArrivalNew        Key = "arrival.new"
	ArrivalRefused    Key = "arrival.refused"
	ArrivalNever      Key = "arrival.never"
	ArrivalMoreSame   Key = "arrival.more-same"   // {0} folders
	ArrivalMoreDiffer Key = "arrival.more-differ" // {0} folders
)

var arrivalSentences = map[Key]text{
	ArrivalOpen:      {"为什么还没收到？", "Why has it not arrived?"},
	ArrivalComparing: {"正在与服务器核对…", "Comparing with the server…"},
	ArrivalWaiting:   {"逐个文件夹比对邮件数量，邮件不会有任何改动。", "The counts of every folder are compared. No mail is changed."},
	ArrivalFetching:  {"正在收取，完成后再核对一次。", "Fetching. The counts are compared again afterwards."},
	ArrivalMissing:   {"服务器上有 {0} 封邮件还没有取来", "{0} message on the server is not here yet|{0} messages on the server are not here yet"},
	ArrivalLeft:      {"有 {0} 封邮件在服务器上已经没有了", "{0} message is no longer on the server|{0} messages are no longer on the server"},
	ArrivalFresh:     {"{0} 个文件夹在服务器上有变化", "{0} folder has changed on the server|{0} folders have changed on the server"},
	ArrivalShut:      {"服务器没有打开 {0} 个文件夹", "The server did not open {0} folder|The server did not open {0} folders"},
	ArrivalAgrees:    {"服务器上的邮件，这里都有", "Everything on the server is here"},

	ArrivalMissingHint: {"现在就可以取来。较多时先取最新的。", "They can be fetched now, the newest first."},
	ArrivalLeftHint:    {"它们被别的程序或服务器的规则移走或删除了；下次收取以后，这里也不再显示。", "Another program or a rule on the server moved or removed them. The next fetch takes them away here too."},
	ArrivalFreshHint:   {"数量一样，但邮件换了。现在收取，就会与服务器一致。", "The counts are the same, the messages are not. Fetching brings them in step."},
	ArrivalShutHint:    {"其余的文件夹照常收取。那些文件夹可能已被改名或删除，也可能没有读取的权限。", "The other folders are fetched as usual. Those may have been renamed or removed, or may not be read."},
	ArrivalAgreesHint:  {"还在等的邮件没有到达服务器。看看「垃圾邮件」，再请对方核对地址、看看有没有退信。", "A message you are waiting for has not reached the server. Look in Junk, and ask the sender to check the address and whether it came back."},
	ArrivalStaysHint:   {"已经收取过，数量仍然不同。可能又有新邮件，也可能有读不出来的邮件；再收取一次，还不同请保存支持报告。", "They were fetched and the counts still differ: more may have come, or some cannot be read. Fetch again; if that changes nothing, save a support report."},

	ArrivalFetch: {"现在收取", "Fetch now"},
	ArrivalAgain: {"再核对一次", "Compare again"},

	ArrivalFolder: {"文件夹", "Folder"},
	ArrivalServer: {"服务器", "Server"},
	ArrivalHere:   {"本机", "Here"},
	ArrivalDiffer: {"差别", "Difference"},
	ArrivalLast:   {"上次成功", "Last success"},

	ArrivalSame:       {"一致", "None"},
	ArrivalLess:       {"本机少 {0} 封", "{0} missing here"},
	ArrivalMore:       {"本机多 {0} 封", "{0} too many here"},
	ArrivalNew:        {"邮件有变化", "Other messages"},
	ArrivalRefused:    {"服务器没有打开", "Not opened"},
	ArrivalNever:      {"从未", "Never"},
	ArrivalMoreSame:   {"另外 {0} 个文件夹一致", "{0} more folder has no difference|{0} more folders have no difference"},
	ArrivalMoreDiffer: {"另外 {0} 个文件夹不一致", "{0} more folder differs|{0} more folders differ"},
}

// Arrival says in one line how an account stands against its server, and in a second what that means and what to do.
// fetched reports that everything was just fetched.
func Arrival(lang Language, tallies []mail.Tally, fetched bool) (headline, hint string) {
	var missing, left, fresh, shut int
	for _, t := range tallies {
		missing, left = missing+t.Missing(), left+t.Left()
		switch {
		case t.Problem != nil:
			shut++
		case t.Fresh && t.Server == t.Here:
			fresh++
		}
	}
	lines := []struct {
		n           int
		title, hint Key
	}{{missing, ArrivalMissing, ArrivalMissingHint}, {left, ArrivalLeft, ArrivalLeftHint}, {fresh, ArrivalFresh, ArrivalFreshHint}}
	for _, l := range lines {
		if l.n > 0 && fetched {
			return T(lang, l.title, l.n), T(lang, ArrivalStaysHint)
		}
		if l.n > 0 {
			return T(lang, l.title, l.n), T(lang, l.hint)
		}
	}
	if shut > 0 {
		return T(lang, ArrivalShut, shut), T(lang, ArrivalShutHint)
	}
	return T(lang, ArrivalAgrees), T(lang, ArrivalAgreesHint)
}

// TallyDifference says in a word or two what differs in one folder.
func TallyDifference(lang Language, t mail.Tally) string {
	switch {
	case t.Problem != nil:
		return T(lang, ArrivalRefused)
	case t.Missing() > 0:
		return T(lang, ArrivalLess, t.Missing())
	case t.Left() > 0:
		return T(lang, ArrivalMore, t.Left())
	case t.Fresh:
		return T(lang, ArrivalNew)
	default:
		return T(lang, ArrivalSame)
	}
}

// TallyChecked says when a folder was last brought in step.
func TallyChecked(lang Language, t mail.Tally, now time.Time) string {
	if t.Checked.IsZero() {
		return T(lang, ArrivalNever)
	}
	return Clock(lang, t.Checked, now)
}
