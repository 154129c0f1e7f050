package words

import (
	"errors"
	"time"

	"letterbox/mail"
)

// The window in which a message is written.
const (
	ComposeNew        Key = "compose.new" // title without a subject
	ComposeFrom       Key = "compose.from"
	ComposeTo         Key = "compose.to"
	ComposeCc         Key = "compose.cc"
	ComposeBcc        Key = "compose.bcc"
	ComposeMoreFields Key = "compose.more-fields"
	ComposeSubject    Key = "compose.subject"
	ComposeText       Key = "compose.text"
	ComposeAttach     Key = "compose.attach"
	ComposeDetach     Key = "compose.detach" // {0} file
	ComposeAttaching  Key = "compose.attaching"
	ComposeSend       Key = "compose.send"
	ComposeSending    Key = "compose.sending"
	ComposeDiscard    Key = "compose.discard"
	ComposeSaving     Key = "compose.saving"
	ComposeSaved      Key = "compose.saved"     // {0} time
	ComposeNotSaved   Key = "compose.not-saved" // {0} why
	ComposeForgot     Key = "compose.forgot"
	ComposeSendAnyway Key = "compose.send-anyway"
	ComposeNobody     Key = "compose.nobody"
	ComposeNoAt       Key = "compose.no-at"     // {0} what was typed
	ComposeNoDomain   Key = "compose.no-domain" // {0} what was typed
	ComposeBadLocal   Key = "compose.bad-local" // {0} what was typed
	MenuWrite         Key = "menu.write"
	MenuUndo          Key = "menu.undo"
	MenuOutbox        Key = "menu.outbox"
)

// AddressWrong says what is wrong with an entry of an address field; typed is "" when there is none at all.
func AddressWrong(lang Language, typed string, err error) string {
	switch {
	case typed == "" || errors.Is(err, mail.ErrAddressEmpty):
		return T(lang, ComposeNobody)
	case errors.Is(err, mail.ErrAddressNoAt):
		return T(lang, ComposeNoAt, typed)
	case errors.Is(err, mail.ErrAddressDomain):
		return T(lang, ComposeNoDomain, typed)
	default:
		return T(lang, ComposeBadLocal, typed)
	}
}

// Clock writes the time of day of t in now's time zone, with the day when it is another one.
func Clock(lang Language, t, now time.Time) string {
	t = t.In(now.Location())
	if daysBetween(t, now) == 0 {
		return t.Format("15:04")
	}
	return Stamp(lang, t, now)
}

var composeSentences = map[Key]text{
	ComposeNew:        {"新邮件", "New message"},
	ComposeFrom:       {"发件人", "From"},
	ComposeTo:         {"收件人", "To"},
	ComposeCc:         {"抄送", "Cc"},
	ComposeBcc:        {"密送", "Bcc"},
	ComposeMoreFields: {"抄送 / 密送", "Cc / Bcc"},
	ComposeSubject:    {"主题", "Subject"},
	ComposeText:       {"写点什么…", "Write here…"},
	ComposeAttach:     {"添加附件", "Attach files"},
	ComposeDetach:     {"移除 {0}", "Remove {0}"},
	ComposeAttaching:  {"正在添加…", "Adding…"},
	ComposeSend:       {"发送", "Send"},
	ComposeSending:    {"正在放入发件箱…", "Putting it into the outbox…"},
	ComposeDiscard:    {"放弃草稿", "Discard draft"},
	ComposeSaving:     {"正在保存…", "Saving…"},
	ComposeSaved:      {"已保存 {0}", "Saved {0}"},
	ComposeNotSaved:   {"没能保存：{0}", "Not saved: {0}"},
	ComposeForgot:     {"正文提到了附件，但还没有添加。", "No attachment has been added yet."},
	ComposeSendAnyway: {"直接发送", "Send without"},
	ComposeNobody:     {"还没有填写收件人。", "Say who it goes to."},
	ComposeNoAt:       {"「{0}」不是完整的邮箱地址，缺少 @。", "“{0}” is not an address: it has no @."},
	ComposeNoDomain:   {"「{0}」@ 后面的域名不完整。", "“{0}” has no complete domain after the @."},
	ComposeBadLocal:   {"「{0}」@ 前面的部分写得不对。", "“{0}” is not right before the @."},
	MenuWrite:         {"写邮件", "New message"},
	MenuUndo:          {"撤销", "Undo"},
	MenuOutbox:        {"发件箱", "Outbox"},
}
