package words

// What is said about the administrator's policy.
const (
	PolicyTitle      Key = "policy.title"
	PolicyLocked     Key = "policy.locked"
	PolicyNone       Key = "policy.none"
	PolicyFrom       Key = "policy.from"      // {0} path
	PolicyGood       Key = "policy.good"      // {0} path
	PolicyDomains    Key = "policy.domains"   // {0} domains
	PolicyProviders  Key = "policy.providers" // {0} ids of providers
	PolicyServers    Key = "policy.servers"   // {0} domains, {1} incoming, {2} outgoing
	PolicyUsername   Key = "policy.username"  // {0} address, {1} user name
	PolicyPlaintext  Key = "policy.plaintext" // {0} host, {1} last day
	PolicyPlainEnded Key = "policy.ended"     // {0} host, {1} last day
	PolicyNoPins     Key = "policy.no-pins"
	PolicyOAuth      Key = "policy.oauth"     // {0} id of a provider, {1} client id
	PolicyAuthority  Key = "policy.authority" // {0} name, {1} domains

	PolicyVouches    Key = "policy.vouches" // {0} hosts, {1} names of authorities
	PolicyPin        Key = "policy.pin"     // {0} hosts, {1} fingerprint
	PolicyWindow     Key = "policy.window"  // {0} days
	PolicyWindowAll  Key = "policy.window-all"
	PolicyCatalogue  Key = "policy.catalogue"   // {0} id of a provider
	PolicySetting    Key = "policy.setting"     // {0} name of a setting, {1} what is chosen
	PolicyLockedOne  Key = "policy.locked-one"  // {0} name of a setting
	PolicyLockedTo   Key = "policy.locked-to"   // {0} name of a setting, {1} what is chosen
	PolicyUserGiven  Key = "policy.user-given"  // {0} user name
	PolicyByAdmin    Key = "policy.by-admin"    // beside a setting that is locked
	PlainBadge       Key = "policy.plain-badge" // beside an account
	PlainBadgeUntil  Key = "policy.plain-until" // {0} last day
	PlainBadgeEnded  Key = "policy.plain-ended"
	PolicyBrokenCopy Key = "policy.copy"
	PolicyBrokenQuit Key = "policy.quit"
)

var policySentences = map[Key]text{
	PolicyTitle:      {"管理员策略", "Administrator's policy"},
	PolicyLocked:     {"这些由管理员设定，不能在这里修改。", "Your administrator set this; it cannot be changed here."},
	PolicyNone:       {"这台电脑没有管理员策略。", "No policy is in force on this computer."},
	PolicyFrom:       {"正在执行的策略：{0}", "Policy in force: {0}"},
	PolicyGood:       {"策略文件没有错误：{0}", "The policy has no mistakes: {0}"},
	PolicyDomains:    {"只能绑定这些域名的邮箱：{0}", "Only mailboxes of these domains can be bound: {0}"},
	PolicyProviders:  {"只能绑定这些服务商：{0}", "Only these providers can be bound: {0}"},
	PolicyServers:    {"{0} 的服务器：收信 {1}，发信 {2}", "Servers of {0}: incoming {1}, outgoing {2}"},
	PolicyUsername:   {"{0} 的用户名：{1}", "User name of {0}: {1}"},
	PolicyPlaintext:  {"{0} 可以不加密，到 {1} 为止", "{0} may go without encryption until {1}"},
	PolicyPlainEnded: {"{0} 不加密的期限 {1} 已过，不再连接", "{0} was allowed without encryption until {1}, and is no longer"},
	PolicyNoPins:     {"不能信任单张证书，也不能为单台服务器添加证书机构", "Single certificates, and authorities for single servers, cannot be trusted"},
	PolicyOAuth:      {"在{0}用这个应用编号登录：{1}", "Sign-in at {0} uses the client id {1}"},
	PolicyAuthority:  {"公司自己的登录页面 {0}，用于 {1}", "The organisation's own sign-in page {0}, for {1}"},

	PolicyVouches:    {"{0} 的证书可以由 {1} 签发", "{1} may vouch for {0}"},
	PolicyPin:        {"{0} 可以使用指纹为 {1} 的证书", "{0} may show the certificate with the fingerprint {1}"},
	PolicyWindow:     {"这台电脑上保留最近 {0} 天的邮件", "{0} days of mail are kept on this computer"},
	PolicyWindowAll:  {"这台电脑上保留全部邮件", "All mail is kept on this computer"},
	PolicyCatalogue:  {"服务商{0}的资料由管理员给出", "What is known of the provider {0} comes from the administrator"},
	PolicySetting:    {"{0}：默认为“{1}”，可以更改", "{0}: “{1}” to begin with; it can be changed"},
	PolicyLockedOne:  {"{0}：保持默认，不能更改", "{0}: as it comes; it cannot be changed"},
	PolicyLockedTo:   {"{0}：“{1}”，不能更改", "{0}: “{1}”; it cannot be changed"},
	PolicyUserGiven:  {"用户名：{0}", "User name: {0}"},
	PolicyByAdmin:    {"由管理员设定", "Set by your administrator"},
	PlainBadge:       {"不加密", "Clear text"},
	PlainBadgeUntil:  {"不加密连接，管理员允许到 {0}", "Clear text, allowed by your administrator until {0}"},
	PlainBadgeEnded:  {"不加密连接，管理员已不再允许", "Clear text, no longer allowed by your administrator"},
	PolicyBrokenCopy: {"复制给管理员的文字", "Copy the text for the administrator"},
	PolicyBrokenQuit: {"退出", "Quit"},
}
