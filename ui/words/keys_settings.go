package words

// What can be chosen beyond language and appearance.
const (
	SettingsGeneral       Key = "settings.general"
	SettingsUndoSend      Key = "settings.undo-send"
	SettingsUndoSendHint  Key = "settings.undo-send-hint"
	SettingsUndoNone      Key = "settings.undo-none"
	SettingsSeconds       Key = "settings.seconds" // {0}
	SettingsSignature     Key = "settings.signature"
	SettingsSignatureHint Key = "settings.signature-hint"
	SettingsKeep          Key = "settings.keep"
	SettingsKeepHint      Key = "settings.keep-hint"
	SettingsKeepPOP3      Key = "settings.keep-pop3"
	SettingsKeepArchived  Key = "settings.keep-archived"
	SettingsDays          Key = "settings.days" // {0}
	SettingsYear          Key = "settings.year"
	SettingsAll           Key = "settings.all"
	SettingsSize          Key = "settings.size" // {0} size
	SettingsSizing        Key = "settings.sizing"
	SettingsFree          Key = "settings.free"
	SettingsFreeing       Key = "settings.freeing"
	SettingsFreed         Key = "settings.freed" // {0} size
	SettingsFreeNothing   Key = "settings.free-nothing"
)

var settingsSentences = map[Key]text{
	SettingsGeneral:       {"通用", "General"},
	SettingsUndoSend:      {"发送后可以撤回", "Time to take a message back"},
	SettingsUndoSendHint:  {"邮件先在发件箱里等这么久，期间可以撤销。", "A message waits this long in the outbox before it leaves."},
	SettingsUndoNone:      {"不等待", "None"},
	SettingsSeconds:       {"{0} 秒", "{0} s"},
	SettingsSignature:     {"签名", "Signature"},
	SettingsSignatureHint: {"加在您写的邮件末尾", "Added below the mail you write"},
	SettingsKeep:          {"在这台电脑上保留正文", "Texts kept on this computer"},
	SettingsKeepHint:      {"邮件列表始终完整。更早的正文和附件留在服务器上，打开时再取来。", "The list is always complete. Older texts and attachments stay on the server and are fetched when you open them."},
	SettingsKeepPOP3:      {"用 POP3 收取的邮件可能只在这台电脑上，所以不会自动清除。", "Mail fetched by POP3 may be on this computer only, so none of it is removed."},
	SettingsKeepArchived:  {"这个邮箱已经解绑，邮件只在这台电脑上，所以不会清除。", "This mailbox was removed and its mail is here only, so none of it is cleared."},
	SettingsDays:          {"{0} 天", "{0} days"},
	SettingsYear:          {"1 年", "1 year"},
	SettingsAll:           {"全部", "All"},
	SettingsSize:          {"占用 {0}", "Uses {0}"},
	SettingsSizing:        {"正在计算占用的空间…", "Measuring…"},
	SettingsFree:          {"立即释放空间", "Free space now"},
	SettingsFreeing:       {"正在释放…", "Freeing…"},
	SettingsFreed:         {"已释放 {0}", "{0} freed"},
	SettingsFreeNothing:   {"没有更早的正文需要清除", "There are no older texts to remove"},
}
