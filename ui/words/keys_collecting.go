package words

// What becomes of mail on the server of an account that collects it (POP3).
const (
	CollectTitle     Key = "collect.title"
	CollectLeave     Key = "collect.leave" // the choice that every account begins with
	CollectLeaveHint Key = "collect.leave-hint"
	CollectRemove    Key = "collect.remove"  // the other choice; {0} days
	CollectAtOnce    Key = "collect.at-once" // the other choice with no days
	CollectHint      Key = "collect.hint"    // below the other choice
	CollectDays      Key = "collect.days"    // the name of the field
	CollectRemoved   Key = "collect.removed" // in the list of accounts; {0} days
)

var collectSentences = map[Key]text{
	CollectTitle:     {"收取后，服务器上的邮件", "Mail on the server after it was collected"},
	CollectLeave:     {"留在服务器上", "Stays on the server"},
	CollectLeaveHint: {"其他设备也能收到这些邮件。", "Other devices can collect it too."},
	CollectRemove:    {"{0} 天后从服务器删除", "Is removed from the server after {0} day|Is removed from the server after {0} days"},
	CollectAtOnce:    {"收取并保存好之后就从服务器删除", "Is removed from the server once it is safe here"},
	CollectHint:      {"只删除已完整保存到这台电脑的邮件。删除后，其他设备就收不到了。", "Only mail that is stored on this computer as a whole is removed. Other devices cannot collect it then."},
	CollectDays:      {"天数", "Days"},
	CollectRemoved:   {"收取 {0} 天后从服务器删除", "removed from the server {0} day after it was collected|removed from the server {0} days after it was collected"},
}
