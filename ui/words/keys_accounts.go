package words

// What concerns an account that is bound, and the questions about a secret.
const (
	DoubtTitle     Key = "doubt.title"
	DoubtTitleApp  Key = "doubt.title-app"
	DoubtDetail    Key = "doubt.detail"     // {0} provider
	DoubtDetailApp Key = "doubt.detail-app" // {0} provider
	DoubtCaution   Key = "doubt.caution"
	DoubtNotAnApp  Key = "doubt.not-an-app"
	DoubtSend      Key = "doubt.send"
	DoubtGet       Key = "doubt.get"
	DoubtChange    Key = "doubt.change"

	SecretUseApp     Key = "secret.use-app"
	SecretUseCode    Key = "secret.use-code"
	SecretUseLogin   Key = "secret.use-login"
	SecretUseBrowser Key = "secret.use-browser"
	SecretNew        Key = "secret.new" // {0} what the secret is called
	AccountUserHint  Key = "account.user-hint"
	AccountEnable    Key = "account.enable" // opens the page that switches protocols on

	AdvancedFound    Key = "advanced.found"
	AdvancedUserFrom Key = "advanced.user-from" // {0} where the user name comes from
	SourceAt         Key = "source.at"          // {0} what kind of source, {1} which

	RenewTitle      Key = "renew.title"       // {0} address
	RenewTitleTyped Key = "renew.title-typed" // {0} address
	RenewHint       Key = "renew.hint"
	RenewButton     Key = "renew.button"
	RenewDone       Key = "renew.done"
	RenewDoneHint   Key = "renew.done-hint" // {0} address

	AccountMenuRenew    Key = "account-menu.renew"
	AccountMenuSecret   Key = "account-menu.secret"
	AccountMenuSettings Key = "account-menu.settings"
	AccountArchived     Key = "account.archived"

	SettingsEdit       Key = "settings.edit" // {0} account
	SettingsUp         Key = "settings.up"   // {0} account
	SettingsDown       Key = "settings.down" // {0} account
	SettingsLabel      Key = "settings.label"
	SettingsName       Key = "settings.name"
	SettingsNameHint   Key = "settings.name-hint"
	SettingsColor      Key = "settings.color"
	SettingsColorNamed Key = "settings.color-named" // {0} number
	SettingsRenew      Key = "settings.renew"
	SettingsSecret     Key = "settings.secret"
	SettingsRemoveAsk  Key = "settings.remove-ask"  // {0} account
	SettingsRemoveKeep Key = "settings.remove-keep" // what keeping does
	SettingsRemoveAll  Key = "settings.remove-all"
	SettingsKeepMail   Key = "settings.keep-mail"
	SettingsDone       Key = "settings.done"
)

var accountSentences = map[Key]text{
	DoubtTitle:     {"这看起来不像授权码", "This does not look like an authorization code"},
	DoubtTitleApp:  {"这看起来不像专用密码", "This does not look like an app password"},
	DoubtDetail:    {"{0}只接受授权码，登录密码不会通过。它还没有发送出去。", "{0} takes an authorization code only; the login password never works. It has not been sent yet."},
	DoubtDetailApp: {"{0}只接受专用密码，登录密码不会通过。它还没有发送出去。", "{0} takes an app password only; the login password never works. It has not been sent yet."},
	DoubtCaution:   {"多次登录失败可能让服务商暂时锁定邮箱。", "Several refused sign-ins may lock the mailbox for a while."},
	DoubtNotAnApp:  {"这看起来不像专用密码。它由服务商生成，不是您的登录密码。", "This does not look like an app password, which the provider makes. It is not your login password."},
	DoubtSend:      {"仍然发送", "Send anyway"},
	DoubtGet:       {"去获取", "Get one"},
	DoubtChange:    {"返回修改", "Change it"},

	SecretUseApp:     {"改用专用密码", "Use an app password instead"},
	SecretUseCode:    {"改用授权码", "Use an authorization code instead"},
	SecretUseLogin:   {"改用密码", "Use a password instead"},
	SecretUseBrowser: {"改用浏览器登录", "Sign in with the browser instead"},
	SecretNew:        {"新的{0}", "New: {0}"},
	AccountUserHint:  {"例如 COMPANY\\zhangwei；留空则用邮箱地址", "For example COMPANY\\jane; empty for the address"},
	AccountEnable:    {"开启收发服务的页面", "Page that switches mail access on"},

	AdvancedFound:    {"找到的服务器", "Servers that were found"},
	AdvancedUserFrom: {"用户名：{0}", "User name: {0}"},
	SourceAt:         {"{0}（{1}）", "{0} ({1})"},

	RenewTitle:      {"重新登录 {0}", "Sign in again to {0}"},
	RenewTitleTyped: {"更新 {0} 的密码", "New password for {0}"},
	RenewHint:       {"验证通过后继续收发。本机的邮件、发件箱和设置都保留。", "Mail goes on once it is verified. Mail, outbox and settings on this computer stay."},
	RenewButton:     {"验证并更新", "Verify and update"},
	RenewDone:       {"已更新，正在收取邮件", "Updated. Fetching mail"},
	RenewDoneHint:   {"{0} 已恢复收发。", "{0} works again."},

	AccountMenuRenew:    {"重新登录…", "Sign in again…"},
	AccountMenuSecret:   {"输入新密码…", "Enter the new password…"},
	AccountMenuSettings: {"邮箱设置…", "Mailbox settings…"},
	AccountArchived:     {"已解绑，仅本机", "Kept here only"},

	SettingsEdit:       {"修改 {0}", "Change {0}"},
	SettingsUp:         {"上移 {0}", "Move {0} up"},
	SettingsDown:       {"下移 {0}", "Move {0} down"},
	SettingsLabel:      {"侧栏中的名称", "Name in the sidebar"},
	SettingsName:       {"发件人姓名", "Your name on mail you send"},
	SettingsNameHint:   {"收件人看到的名字", "What recipients see"},
	SettingsColor:      {"颜色", "Color"},
	SettingsColorNamed: {"颜色 {0}", "Color {0}"},
	SettingsRenew:      {"重新登录", "Sign in again"},
	SettingsSecret:     {"更换密码", "New password"},
	SettingsRemoveAsk:  {"移除 {0}？", "Remove {0}?"},
	SettingsRemoveKeep: {"服务器上的邮件不受影响。本机的副本可以一起删除，也可以留下来继续阅读。", "Mail on the server stays. The copy on this computer can go too, or stay to be read."},
	SettingsRemoveAll:  {"连同副本移除", "Remove with its copy"},
	SettingsKeepMail:   {"移除，保留邮件", "Remove, keep mail"},
	SettingsDone:       {"完成", "Done"},
}
