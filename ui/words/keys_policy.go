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
	PolicyOAuth:      {"在 {0} 用这个应用编号登录：{1}", "Sign-in at {0} uses the client id {1}"},
	PolicyAuthority:  {"公司自己的登录页面 {0}，用于 {1}", "The organisation's own sign-in page {0}, for {1}"},
}
