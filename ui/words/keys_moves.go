package words

// What is done to messages, and taken back.
const (
	MovesReplyHint     Key = "moves.reply-hint"
	MovesReplyAllHint  Key = "moves.reply-all-hint"
	MovesForwardHint   Key = "moves.forward-hint"
	MovesArchiveHint   Key = "moves.archive-hint"
	MovesDeleteHint    Key = "moves.delete-hint"
	MovesForGoodHint   Key = "moves.for-good-hint"
	MovesJunkHint      Key = "moves.junk-hint"
	MovesNotJunkHint   Key = "moves.not-junk-hint"
	MovesMoveHint      Key = "moves.move-hint"
	MovesReadHint      Key = "moves.read-hint"
	MovesUnreadHint    Key = "moves.unread-hint"
	MovesStarHint      Key = "moves.star-hint"
	MovesUnstarHint    Key = "moves.unstar-hint"
	MovesNotJunk       Key = "moves.not-junk"
	MovesForGood       Key = "moves.for-good"
	MovesEdit          Key = "moves.edit"
	MovesSelectAll     Key = "moves.select-all"
	MovesManyTitle     Key = "moves.many" // {0} messages
	MovesManyHint      Key = "moves.many-hint"
	MovesChooseTitle   Key = "moves.choose"      // {0} messages
	MovesChooseTyped   Key = "moves.choose-type" // in the empty field
	MovesChooseNothing Key = "moves.choose-nothing"

	UndoUndo        Key = "undo.undo"
	UndoMoved       Key = "undo.moved"      // {0} folder
	UndoMovedMany   Key = "undo.moved-many" // {0} messages, {1} folder
	UndoDeleted     Key = "undo.deleted"    // {0} messages
	UndoRead        Key = "undo.read"       // {0} messages
	UndoUnread      Key = "undo.unread"     // {0} messages
	UndoStarred     Key = "undo.starred"    // {0} messages
	UndoUnstarred   Key = "undo.unstarred"  // {0} messages
	UndoSending     Key = "undo.sending"    // {0} seconds
	UndoKept        Key = "undo.kept"
	UndoDiscard     Key = "undo.discard"
	UndoDiscarded   Key = "undo.discarded"
	UndoRefused     Key = "undo.refused" // {0} messages
	UndoShow        Key = "undo.show"
	UndoDone        Key = "undo.done"
	UndoBack        Key = "undo.back" // a message that was to be sent is a draft again
	UndoTooLate     Key = "undo.too-late"
	UndoTooLateSent Key = "undo.too-late-sent"
	UndoFailed      Key = "undo.failed" // {0} why
	UndoDismiss     Key = "undo.dismiss"

	StatusChecked Key = "status.checked" // {0} when the servers answered last
	StatusQueued  Key = "status.queued"  // {0} changes
	StatusStuck   Key = "status.stuck"   // {0} messages
	StatusOutbox  Key = "status.outbox"  // {0} messages
	OutboxTitle   Key = "outbox.title"
	OutboxHint    Key = "outbox.hint"
	OutboxEmpty   Key = "outbox.empty"
	OutboxWaiting Key = "outbox.waiting" // {0} when
	OutboxSoon    Key = "outbox.soon"
	OutboxSending Key = "outbox.sending"
	OutboxSent    Key = "outbox.sent"
	OutboxFailed  Key = "outbox.failed"
	OutboxPartly  Key = "outbox.partly" // {0} recipients
	OutboxUnknown Key = "outbox.unknown"
	OutboxUnsure  Key = "outbox.unsure"
	OutboxRetry   Key = "outbox.retry"
	OutboxAgain   Key = "outbox.again"
	OutboxArrived Key = "outbox.arrived"
	OutboxEdit    Key = "outbox.edit"
	OutboxDelete  Key = "outbox.delete"
	OutboxRefused Key = "outbox.refused" // {0} address, {1} why
	OutboxMore    Key = "outbox.more"    // {0} further recipients
	OutboxTo      Key = "outbox.to"      // {0} recipients
	OutboxLater   Key = "outbox.later"   // {0} why, {1} when
	OutboxClose   Key = "outbox.close"
)

var movesSentences = map[Key]text{
	MovesReplyHint:     {"回复 (R)", "Reply (R)"},
	MovesReplyAllHint:  {"全部回复 (A)", "Reply all (A)"},
	MovesForwardHint:   {"转发 (F)", "Forward (F)"},
	MovesArchiveHint:   {"归档 (E)", "Archive (E)"},
	MovesDeleteHint:    {"删除 (Delete)", "Delete (Delete)"},
	MovesForGoodHint:   {"彻底删除 (Delete)", "Delete for good (Delete)"},
	MovesJunkHint:      {"标为垃圾邮件 (J)", "Mark as junk (J)"},
	MovesNotJunkHint:   {"不是垃圾邮件 (J)", "Not junk (J)"},
	MovesMoveHint:      {"移动到… (M)", "Move to… (M)"},
	MovesReadHint:      {"标为已读 (U)", "Mark as read (U)"},
	MovesUnreadHint:    {"标为未读 (U)", "Mark as unread (U)"},
	MovesStarHint:      {"加星标 (S)", "Star (S)"},
	MovesUnstarHint:    {"取消星标 (S)", "Remove star (S)"},
	MovesNotJunk:       {"不是垃圾邮件", "Not junk"},
	MovesForGood:       {"彻底删除", "Delete for good"},
	MovesEdit:          {"继续编辑", "Go on writing"},
	MovesSelectAll:     {"选择全部邮件", "Select all messages"},
	MovesManyTitle:     {"已选择 {0} 封邮件", "{0} message selected|{0} messages selected"},
	MovesManyHint:      {"上面的按钮对它们一起生效。按 Esc 回到一封。", "The buttons above work on all of them. Esc returns to one."},
	MovesChooseTitle:   {"移动 {0} 封邮件到", "Move {0} message to|Move {0} messages to"},
	MovesChooseTyped:   {"输入文件夹名称", "Type a folder's name"},
	MovesChooseNothing: {"没有这样的文件夹", "No such folder"},

	UndoUndo:        {"撤销", "Undo"},
	UndoMoved:       {"已移到「{0}」", "Moved to {0}"},
	UndoMovedMany:   {"{0} 封邮件已移到「{1}」", "{0} message moved to {1}|{0} messages moved to {1}"},
	UndoDeleted:     {"{0} 封邮件已彻底删除", "{0} message deleted for good|{0} messages deleted for good"},
	UndoRead:        {"{0} 封邮件已标为已读", "{0} message marked as read|{0} messages marked as read"},
	UndoUnread:      {"{0} 封邮件已标为未读", "{0} message marked as unread|{0} messages marked as unread"},
	UndoStarred:     {"{0} 封邮件已加星标", "{0} message starred|{0} messages starred"},
	UndoUnstarred:   {"{0} 封邮件已取消星标", "Star removed from {0} message|Star removed from {0} messages"},
	UndoSending:     {"{0} 秒后发送", "Sending in {0} s"},
	UndoKept:        {"草稿已保存", "Draft kept"},
	UndoDiscard:     {"放弃草稿", "Discard"},
	UndoDiscarded:   {"草稿已放弃", "Draft discarded"},
	UndoRefused:     {"{0} 封邮件没有发出", "{0} message could not be sent|{0} messages could not be sent"},
	UndoShow:        {"查看", "Show"},
	UndoDone:        {"已撤销", "Undone"},
	UndoBack:        {"没有发送，可以继续编辑", "Not sent. You can go on writing"},
	UndoTooLate:     {"这一步已经不能撤销", "This can no longer be undone"},
	UndoTooLateSent: {"邮件已经发出，不能撤回", "The message has left and cannot be taken back"},
	UndoFailed:      {"没有完成：{0}", "Not done: {0}"},
	UndoDismiss:     {"关闭", "Close"},

	StatusChecked: {"上次成功收取：{0}", "Last checked: {0}"},
	StatusQueued:  {"{0} 项更改等待同步到服务器", "{0} change waits for the server|{0} changes wait for the server"},
	StatusStuck:   {"{0} 封邮件没有发出", "{0} message could not be sent|{0} messages could not be sent"},
	StatusOutbox:  {"{0} 封邮件等待发送", "{0} message waits to be sent|{0} messages wait to be sent"},
	OutboxTitle:   {"发件箱", "Outbox"},
	OutboxHint:    {"发出以后会移到「已发送」。", "Once sent, a message moves to Sent."},
	OutboxEmpty:   {"没有等待发送的邮件", "Nothing waits to be sent"},
	OutboxWaiting: {"等待发送，{0}", "Waiting until {0}"},
	OutboxSoon:    {"即将发送", "Waiting to be sent"},
	OutboxSending: {"正在发送…", "Sending…"},
	OutboxSent:    {"已发出，正在存到「已发送」", "Sent. Storing the copy"},
	OutboxFailed:  {"没有发出", "Could not be sent"},
	OutboxPartly:  {"有 {0} 位收件人没有收到", "{0} recipient did not get it|{0} recipients did not get it"},
	OutboxUnknown: {"不知道有没有发出", "It may have been sent"},
	OutboxUnsure:  {"邮件交给服务器以后连接断开了，没有等到确认。再发一次，收件人可能会收到两封。", "The connection broke after the message was handed over, before the server confirmed it. Sending again may deliver it twice."},
	OutboxRetry:   {"重试", "Try again"},
	OutboxAgain:   {"再发一次", "Send again"},
	OutboxArrived: {"对方已收到", "It arrived"},
	OutboxEdit:    {"修改", "Edit"},
	OutboxDelete:  {"删除", "Delete"},
	OutboxRefused: {"{0}：{1}", "{0}: {1}"},
	OutboxMore:    {"另外 {0} 位收件人", "{0} more recipient|{0} more recipients"},
	OutboxTo:      {"发给 {0}", "To {0}"},
	OutboxLater:   {"{0}，{1} 再试", "{0}. Next try at {1}"},
	OutboxClose:   {"关闭发件箱", "Close the outbox"},
}
