package words

// What becomes of mail on the server of an account that collects it (POP3).
const (
	CollectTitle     Key = "collect.title"
	CollectLeave     Key = "collect.leave" // the choice that every account begins with
	CollectLeaveHint Key = "collect.leave-hint"
	CollectRemove    Key = "collect.remove"  // another choice; {0} days
	CollectAtOnce    Key = "collect.at-once" // another choice, with no days
	CollectHint      Key = "collect.hint"    // below the other choices
	CollectRemoved   Key = "collect.removed" // in the list of accounts; {0} days
)

var collectSentences = map[Key]text{
	CollectTitle:     {"收取以后，服务器上的邮件", "When collected mail is removed from the server"},
	CollectLeave:     {"留在服务器上", "Never"},
	CollectLeaveHint: {"其他设备也能收到这些邮件。", "Other devices can collect it too."},
	CollectRemove:    {"{0} 天后删除", "After {0} day|After {0} days"},
	CollectAtOnce:    {"收好就删除", "At once"},
	CollectHint:      {"只删除已完整保存到这台电脑的邮件。删除后，其他设备就收不到了。", "Only mail that is stored on this computer as a whole is removed. Other devices cannot collect it then."},
	CollectRemoved:   {"收取 {0} 天后从服务器删除", "removed from the server {0} day after it was collected|removed from the server {0} days after it was collected"},
}
