package words

import (
	"fmt"
	"time"
)

// What replies and forwarded messages begin with, and what the command line says about sending and moving.
const (
	QuoteWrote     Key = "quote.wrote" // {0} date, {1} time, {2} name
	QuoteForwarded Key = "quote.forwarded"
	QuoteFrom      Key = "quote.from"
	QuoteDate      Key = "quote.date"
	QuoteSubject   Key = "quote.subject"
	QuoteTo        Key = "quote.to"
	QuoteCc        Key = "quote.cc"
	SubjectReply   Key = "subject.reply"
	SubjectForward Key = "subject.forward"

	CommandSent        Key = "command.sent"     // {0} receivers
	CommandQueued      Key = "command.queued"   // {0} number in the outbox
	CommandRecalled    Key = "command.recalled" // {0} number in the outbox
	CommandArrived     Key = "command.arrived"  // {0} number in the outbox
	CommandOutboxEmpty Key = "command.outbox-empty"
	CommandMoved       Key = "command.moved"    // {0} messages, {1} folder
	CommandCopied      Key = "command.copied"   // {0} messages, {1} folder
	CommandDeleted     Key = "command.deleted"  // {0} messages
	CommandImported    Key = "command.imported" // {0} messages, {1} folder
	CommandAlready     Key = "command.already"  // {0} messages
	CommandExported    Key = "command.exported" // {0} messages
	CommandNotHere     Key = "command.not-here" // {0} messages
	CommandUndone      Key = "command.undone"
)

var quotingSentences = map[Key]text{
	QuoteWrote:     {"{2} 于 {0} {1} 写道：", "On {0} at {1}, {2} wrote:"},
	QuoteForwarded: {"---------- 转发的邮件 ----------", "---------- Forwarded message ----------"},
	QuoteFrom:      {"发件人：", "From: "},
	QuoteDate:      {"日期：", "Date: "},
	QuoteSubject:   {"主题：", "Subject: "},
	QuoteTo:        {"收件人：", "To: "},
	QuoteCc:        {"抄送：", "Cc: "},
	SubjectReply:   {"回复：", "Re: "},
	SubjectForward: {"转发：", "Fwd: "},

	CommandSent:        {"已发送给 {0}。", "Sent to {0}."},
	CommandQueued:      {"已放进发件箱（编号 {0}），下次同步时发送。", "It is in the outbox as number {0} and goes out with the next sync."},
	CommandRecalled:    {"编号 {0} 已从发件箱取回，放在草稿里。", "Number {0} is back from the outbox, as a draft."},
	CommandArrived:     {"编号 {0} 记为已发送。", "Number {0} is noted as sent."},
	CommandOutboxEmpty: {"发件箱是空的。", "The outbox is empty."},
	CommandMoved:       {"已把 {0} 封邮件移到「{1}」，下次同步时告诉服务器。", "Moved {0} message to {1}. The next sync tells the server.|Moved {0} messages to {1}. The next sync tells the server."},
	CommandCopied:      {"已把 {0} 封邮件复制到「{1}」，下次同步时告诉服务器。", "Copied {0} message to {1}. The next sync tells the server.|Copied {0} messages to {1}. The next sync tells the server."},
	CommandDeleted:     {"已删除 {0} 封邮件，下次同步时告诉服务器。", "Deleted {0} message. The next sync tells the server.|Deleted {0} messages. The next sync tells the server."},
	CommandAlready:     {"另外 {0} 封已经在那里，没有再放一次。", "{0} more message was already there and was left out.|{0} more messages were already there and were left out."},
	CommandImported:    {"已把 {0} 封邮件放进「{1}」，下次同步时上传。", "Put {0} message into {1}. The next sync uploads it.|Put {0} messages into {1}. The next sync uploads them."},
	CommandExported:    {"已导出 {0} 封邮件。", "Exported {0} message.|Exported {0} messages."},
	CommandNotHere:     {"还有 {0} 封的正文没有下载，没有导出。先运行 letterbox sync --bodies all。", "{0} more is not downloaded yet and was left out. Run letterbox sync --bodies all first.|{0} more are not downloaded yet and were left out. Run letterbox sync --bodies all first."},
	CommandUndone:      {"已撤销。", "Taken back."},
}

// LongDate writes a day with its year for text that is read much later: 2026年11月18日, 18 Nov 2026.
func LongDate(lang Language, t time.Time) string {
	if lang == ZH {
		return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
	}
	return t.Format("2 Jan 2006")
}
