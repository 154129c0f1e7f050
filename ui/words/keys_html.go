package words

// HTML mail in the reader.
const (
	HTMLBlocked    Key = "html.blocked"     // {0} pictures that were not fetched
	HTMLBlockedAll Key = "html.blocked-all" // there is nothing among them that would be fetched
	HTMLLoad       Key = "html.load"
	HTMLAlways     Key = "html.always"
	HTMLNotAlways  Key = "html.not-always"
	HTMLUnproven   Key = "html.unproven" // why the sender is not remembered
	HTMLList       Key = "html.list"
	HTMLListHide   Key = "html.list-hide"
	HTMLListHost   Key = "html.list-host"   // {0} host, {1} pictures
	HTMLListCount  Key = "html.list-count"  // {0} host, {1} pictures that only count
	HTMLListOpen   Key = "html.list-open"   // {0} host, {1} pictures that would come unencrypted
	HTMLListMore   Key = "html.list-more"   // {0} further hosts
	HTMLLoading    Key = "html.loading"     // {0} of {1}
	HTMLLoaded     Key = "html.loaded"      // {0} pictures that came
	HTMLLoadFailed Key = "html.load-failed" // {0} pictures that did not come
	HTMLTooMuch    Key = "html.too-much"    // its text is shown instead
	HTMLBroken     Key = "html.broken"      // its text is shown instead
	HTMLAsPage     Key = "html.as-page"     // menu
	HTMLAsText     Key = "html.as-text"     // menu
	HTMLAsSource   Key = "html.as-source"   // menu
	HTMLReading    Key = "html.reading"     // the source is on its way
	HTMLZoomIn     Key = "html.zoom-in"     // menu
	HTMLZoomOut    Key = "html.zoom-out"    // menu
	HTMLZoomUsual  Key = "html.zoom-usual"  // menu
	HTMLFit        Key = "html.fit"         // menu
	HTMLBright     Key = "html.bright"      // menu
	HTMLCopy       Key = "html.copy"        // menu
	HTMLCopyLink   Key = "html.copy-link"   // menu
	HTMLSelectAll  Key = "html.select-all"  // menu
	HTMLUnfold     Key = "html.unfold"      // menu
	HTMLFold       Key = "html.fold"        // menu
	HTMLFind       Key = "html.find"        // menu
	HTMLFindHint   Key = "html.find-hint"   // in the empty field
	HTMLFound      Key = "html.found"       // {0} of {1}
	HTMLFoundNone  Key = "html.found-none"  // nothing
	HTMLDoubtLink  Key = "html.doubt-link"  // {0} what a link says, {1} where it leads
	HTMLDoubtMore  Key = "html.doubt-more"  // {0} further links
	HTMLDoubtName  Key = "html.doubt-name"  // {0} address in the name, {1} the real one
	HTMLDoubtCode  Key = "html.doubt-code"  // {0} domain as it is written, {1} as it is in ASCII
	HTMLHintLink   Key = "html.hint-link"   // {0} where a link leads, {1} what it says
	HTMLFindNext   Key = "html.find-next"   // button
	HTMLFindBefore Key = "html.find-before" // button
	HTMLFindClose  Key = "html.find-close"  // button
)

var htmlSentences = map[Key]text{
	HTMLBlocked:    {"有 {0} 张网络图片没有加载，因此没有人知道您打开了这封邮件。", "{0} picture from the network is not loaded, so nobody learns that you opened this message.|{0} pictures from the network are not loaded, so nobody learns that you opened this message."},
	HTMLBlockedAll: {"有 {0} 张图片只用来记录您打开了邮件，或不能加密传输，不会加载。", "{0} picture only records that you opened this message, or cannot come encrypted. It stays out.|{0} pictures only record that you opened this message, or cannot come encrypted. They stay out."},
	HTMLLoad:       {"加载图片", "Load pictures"},
	HTMLAlways:     {"此发件人始终加载", "Always for this sender"},
	HTMLNotAlways:  {"不再自动加载", "Stop loading by itself"},
	HTMLUnproven:   {"您的邮件服务器没有证实发件人的身份，所以只能为这一封加载。", "Your mail server does not vouch for this sender, so this is for this message only."},
	HTMLList:       {"查看清单", "Show list"},
	HTMLListHide:   {"收起清单", "Hide list"},
	HTMLListHost:   {"{0}：{1} 张", "{0}: {1}"},
	HTMLListCount:  {"{0}：{1} 张，只用来记录打开", "{0}: {1}, only to record that you read this"},
	HTMLListOpen:   {"{0}：{1} 张，没有加密", "{0}: {1}, not encrypted"},
	HTMLListMore:   {"另外 {0} 个网站", "{0} more site|{0} more sites"},
	HTMLLoading:    {"正在加载图片，{0} / {1}", "Loading pictures, {0} of {1}"},
	HTMLLoaded:     {"已加载 {0} 张图片。", "{0} picture loaded.|{0} pictures loaded."},
	HTMLLoadFailed: {"有 {0} 张图片没有取到。", "{0} picture could not be loaded.|{0} pictures could not be loaded."},
	HTMLTooMuch:    {"这封邮件的版面太复杂，下面是它的文字。", "The layout of this message is too complex. Below is its text."},
	HTMLBroken:     {"这封邮件无法按原样显示，下面是它的文字。", "This message cannot be shown as it was made. Below is its text."},
	HTMLAsPage:     {"按原样查看", "Show as made"},
	HTMLAsText:     {"以纯文字查看", "Show as plain text"},
	HTMLAsSource:   {"查看源代码", "Show source"},
	HTMLReading:    {"正在读取源代码…", "Reading the source…"},
	HTMLZoomIn:     {"放大", "Larger"},
	HTMLZoomOut:    {"缩小", "Smaller"},
	HTMLZoomUsual:  {"原始大小", "Usual size"},
	HTMLFit:        {"适合宽度", "Fit to width"},
	HTMLBright:     {"此发件人用原来的颜色", "Original colours for this sender"},
	HTMLCopy:       {"复制", "Copy"},
	HTMLCopyLink:   {"复制链接地址", "Copy link address"},
	HTMLSelectAll:  {"全选", "Select all"},
	HTMLUnfold:     {"展开引用的文字", "Show quoted text"},
	HTMLFold:       {"折叠引用的文字", "Fold quoted text"},
	HTMLFind:       {"在邮件中查找…", "Find in message…"},
	HTMLFindHint:   {"在这封邮件中查找", "Find in this message"},
	HTMLFound:      {"第 {0} 处，共 {1} 处", "{0} of {1}"},
	HTMLFoundNone:  {"没有找到", "Not found"},
	HTMLDoubtLink:  {"有一个链接写着 {0}，实际打开的是 {1}。", "A link says {0} but leads to {1}."},
	HTMLDoubtMore:  {"另外还有 {0} 个这样的链接。", "{0} more link does the same.|{0} more links do the same."},
	HTMLDoubtName:  {"发件人的名字里写着 {0}，邮件实际来自 {1}。", "The sender's name mentions {0}, but the message is from {1}."},
	HTMLDoubtCode:  {"发件人的域名 {0} 含有容易混淆的字母，实际是 {1}。", "The sender's domain {0} has letters that are easily confused. In plain letters it is {1}."},
	HTMLHintLink:   {"打开 {0}，虽然文字写着 {1}", "Opens {0}, although the text says {1}"},
	HTMLFindNext:   {"下一处", "Next"},
	HTMLFindBefore: {"上一处", "Previous"},
	HTMLFindClose:  {"关闭查找", "Close"},
}
