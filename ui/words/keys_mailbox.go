package words

import "letterbox/mail"

// The mailbox.
const (
	BarCompose  Key = "bar.compose"
	BarSearch   Key = "bar.search"
	BarRefresh  Key = "bar.refresh"
	BarSettings Key = "bar.settings"
	NoticeRead  Key = "notice.read" // the button that takes a notice away

	ListUnreadOf      Key = "list.unread-of" // {0} unread, {1} all
	ListTotal         Key = "list.total"     // {0} all
	ListNew           Key = "list.new"       // {0} new, the pill
	ListNoSubject     Key = "list.no-subject"
	ListNoSender      Key = "list.no-sender"
	ListNotYet        Key = "list.not-yet"  // the body is not there, so there is no preview
	ListSelected      Key = "list.selected" // {0}
	ListEmpty         Key = "list.empty"
	ListEmptyInbox    Key = "list.empty-inbox"
	ListEmptyFolder   Key = "list.empty-folder" // {0} folder
	ListEmptyFetching Key = "list.empty-fetching"
	ListEmptyDrafts   Key = "list.empty-drafts"
	ListEmptyTrash    Key = "list.empty-trash"
	ListEmptyJunk     Key = "list.empty-junk"
	ListEmptyFlagged  Key = "list.empty-flagged"
	ListEmptySearch   Key = "list.empty-search" // {0} words
	ListEmptyUnread   Key = "list.empty-unread"

	ReaderNone        Key = "reader.none"
	ReaderNoneHint    Key = "reader.none-hint"
	ReaderTo          Key = "reader.to" // {0} address, sent to {1}
	ReaderToMe        Key = "reader.to-me"
	ReaderCc          Key = "reader.cc"   // {0}
	ReaderMore        Key = "reader.more" // {0} further people
	ReaderReply       Key = "reader.reply"
	ReaderReplyAll    Key = "reader.reply-all"
	ReaderForward     Key = "reader.forward"
	ReaderLoading     Key = "reader.loading"
	ReaderEmpty       Key = "reader.empty"
	ReaderImages      Key = "reader.images" // {0} blocked pictures
	ReaderShowImages  Key = "reader.show-images"
	ReaderFromHTML    Key = "reader.from-html"
	ReaderAttachments Key = "reader.attachments" // {0}
	ReaderSaved       Key = "reader.saved"       // {0} path
	ReaderSave        Key = "reader.save"
	ReaderNoName      Key = "reader.no-name" // an attachment without a name
	ReaderLink        Key = "reader.link"    // {0} where a link leads
	ReaderLinkOpen    Key = "reader.link-open"
	ReaderLinkCopy    Key = "reader.link-copy"
	ReaderMarkUnread  Key = "reader.mark-unread"
	ReaderMarkRead    Key = "reader.mark-read"
	ReaderStar        Key = "reader.star"
	ReaderUnstar      Key = "reader.unstar"
	ReaderArchive     Key = "reader.archive"
	ReaderDelete      Key = "reader.delete"
	ReaderMove        Key = "reader.move"
	ReaderJunk        Key = "reader.junk"
	ReaderBack        Key = "reader.back"
	ReaderCopyText    Key = "reader.copy"
	ReaderSelectAll   Key = "reader.select-all"

	NoteTruncated       Key = "note.truncated"
	NoteCharsetGuessed  Key = "note.charset-guessed"
	NoteBoundaryMissing Key = "note.boundary-missing"
	NoteBadEncoding     Key = "note.bad-encoding"
	NoteBadHeader       Key = "note.bad-header"
	NoteTooDeep         Key = "note.too-deep"
	NoteEncrypted       Key = "note.encrypted"
	NoteSignedUnchecked Key = "note.signed-unverified"

	RoleInbox   Key = "role.inbox"
	RoleDrafts  Key = "role.drafts"
	RoleSent    Key = "role.sent"
	RoleJunk    Key = "role.junk"
	RoleTrash   Key = "role.trash"
	RoleArchive Key = "role.archive"
	RoleAll     Key = "role.all"
	RoleFlagged Key = "role.flagged"

	DayYesterday Key = "day.yesterday"
)

// roleNames holds what folders with a role are called, whatever the server calls them.
var roleNames = map[mail.Role]Key{
	mail.RoleInbox: RoleInbox, mail.RoleDrafts: RoleDrafts, mail.RoleSent: RoleSent, mail.RoleJunk: RoleJunk,
	mail.RoleTrash: RoleTrash, mail.RoleArchive: RoleArchive, mail.RoleAll: RoleAll, mail.RoleFlagged: RoleFlagged,
}

// noteNames holds the sentence of each note of a body.
var noteNames = map[mail.Note]Key{
	mail.NoteTruncated: NoteTruncated, mail.NoteCharsetGuessed: NoteCharsetGuessed,
	mail.NoteBoundaryMissing: NoteBoundaryMissing, mail.NoteBadEncoding: NoteBadEncoding,
	mail.NoteBadHeader: NoteBadHeader, mail.NoteTooDeep: NoteTooDeep, mail.NoteEncrypted: NoteEncrypted,
	mail.NoteSignedUnchecked: NoteSignedUnchecked,
}

// Note returns the sentence for a note of a body, "" for an unknown one.
func Note(lang Language, n mail.Note) string {
	if key, ok := noteNames[n]; ok {
		return T(lang, key)
	}
	return ""
}

var mailboxSentences = map[Key]text{
	BarCompose:  {"写邮件", "Write"},
	BarSearch:   {"搜索邮件：发件人、主题、内容…", "Search mail: sender, subject, text…"},
	NoticeRead:  {"知道了", "Got it"},
	BarRefresh:  {"收取新邮件", "Check for new mail"},
	BarSettings: {"设置", "Settings"},

	ListUnreadOf:      {"{0} 封未读 · 共 {1} 封", "{0} unread · {1} in all"},
	ListTotal:         {"共 {0} 封", "{0} message|{0} messages"},
	ListNew:           {"{0} 封新邮件", "{0} new message|{0} new messages"},
	ListNoSubject:     {"（无主题）", "(no subject)"},
	ListNoSender:      {"（无发件人）", "(no sender)"},
	ListNotYet:        {"正文尚未下载", "Text not downloaded yet"},
	ListSelected:      {"已选择 {0} 封", "{0} selected"},
	ListEmpty:         {"这里还没有邮件", "No mail here yet"},
	ListEmptyInbox:    {"新邮件会出现在这里。", "New mail will appear here."},
	ListEmptyFolder:   {"移到「{0}」的邮件会出现在这里。", "Mail you move to {0} will appear here."},
	ListEmptyFetching: {"正在收取，最近的邮件会先出现。", "Fetching. The latest mail comes first."},
	ListEmptyDrafts:   {"没有写完的邮件会保存在这里。", "Mail you have not finished is kept here."},
	ListEmptyTrash:    {"删除的邮件会先放在这里。", "Deleted mail waits here first."},
	ListEmptyJunk:     {"被判为垃圾邮件的会放在这里，偶尔看看有没有误判。", "Mail taken for junk lands here. Have a look now and then."},
	ListEmptyFlagged:  {"给邮件加星标，就能在这里找到它。", "Star a message to find it here."},
	ListEmptySearch:   {"没有找到包含「{0}」的邮件。", "No mail with “{0}”."},
	ListEmptyUnread:   {"没有未读邮件。", "Nothing unread."},

	ReaderNone:        {"选择一封邮件来阅读", "Choose a message to read"},
	ReaderNoneHint:    {"用 ↑ ↓ 在列表中移动。", "Move through the list with ↑ ↓."},
	ReaderTo:          {"{0} 发给{1}", "{0} to {1}"},
	ReaderToMe:        {"我", "me"},
	ReaderCc:          {"抄送：{0}", "Cc: {0}"},
	ReaderMore:        {"另外 {0} 人", "{0} more"},
	ReaderReply:       {"回复", "Reply"},
	ReaderReplyAll:    {"全部回复", "Reply all"},
	ReaderForward:     {"转发", "Forward"},
	ReaderLoading:     {"正在取回正文…", "Fetching the text…"},
	ReaderEmpty:       {"这封邮件没有正文。", "This message has no text."},
	ReaderImages:      {"为保护隐私，已拦截 {0} 张网络图片", "{0} remote picture blocked for your privacy|{0} remote pictures blocked for your privacy"},
	ReaderShowImages:  {"显示图片", "Show pictures"},
	ReaderFromHTML:    {"以下是从网页格式转换的文字。", "Text converted from the HTML version."},
	ReaderAttachments: {"{0} 个附件", "{0} attachment|{0} attachments"},
	ReaderSaved:       {"已保存到 {0}", "Saved to {0}"},
	ReaderSave:        {"另存为…", "Save as…"},
	ReaderNoName:      {"未命名附件", "Unnamed attachment"},
	ReaderLink:        {"链接到 {0}", "Leads to {0}"},
	ReaderLinkOpen:    {"打开链接", "Open link"},
	ReaderLinkCopy:    {"复制链接", "Copy link"},
	ReaderMarkUnread:  {"标为未读", "Mark as unread"},
	ReaderMarkRead:    {"标为已读", "Mark as read"},
	ReaderStar:        {"加星标", "Star"},
	ReaderUnstar:      {"取消星标", "Remove star"},
	ReaderArchive:     {"归档", "Archive"},
	ReaderDelete:      {"删除", "Delete"},
	ReaderMove:        {"移动到…", "Move to…"},
	ReaderJunk:        {"标为垃圾邮件", "Mark as junk"},
	ReaderBack:        {"返回列表", "Back to the list"},
	ReaderCopyText:    {"复制", "Copy"},
	ReaderSelectAll:   {"全选", "Select all"},

	NoteTruncated:       {"邮件太大，只显示了前一部分。", "The message is too large; only its first part is shown."},
	NoteCharsetGuessed:  {"邮件没有写明文字编码，这里按猜测显示。", "The message does not say its character set; this is our best guess."},
	NoteBoundaryMissing: {"邮件在中途被截断，可能缺少内容。", "The message ends early; something may be missing."},
	NoteBadEncoding:     {"邮件有损坏的部分，已尽量恢复。", "Parts of the message were damaged; we restored what we could."},
	NoteBadHeader:       {"邮件的信头不完整。", "The header of the message is incomplete."},
	NoteTooDeep:         {"嵌套太深的内容列为附件。", "Deeply nested content is listed as an attachment."},
	NoteEncrypted:       {"这封邮件是加密的，Letterbox 不能解密它。", "This message is encrypted, and Letterbox cannot open it."},
	NoteSignedUnchecked: {"邮件带有数字签名，Letterbox 没有验证它。", "The message is signed; Letterbox has not checked the signature."},

	RoleInbox:   {"收件箱", "Inbox"},
	RoleDrafts:  {"草稿箱", "Drafts"},
	RoleSent:    {"已发送", "Sent"},
	RoleJunk:    {"垃圾邮件", "Junk"},
	RoleTrash:   {"已删除", "Deleted"},
	RoleArchive: {"归档", "Archive"},
	RoleAll:     {"所有邮件", "All mail"},
	RoleFlagged: {"已加星标", "Starred"},

	DayYesterday: {"昨天", "Yesterday"},
}
