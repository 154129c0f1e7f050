package pop3

import "letterbox/mail"

// classLoginDelay is a sign-in that came too soon after the one before (RFC 2449 section 8.1.1).
const classLoginDelay = "LOGIN_DELAY"

// codeClasses are the response codes of RFC 2449 section 8.1 and RFC 3206. A code counts after the words that tell
// more than it does: Gmail puts [AUTH] before very different ones.
var codeClasses = map[string]string{
	"AUTH":        "AUTH_BAD_CREDENTIALS",
	"IN-USE":      "MAILBOX_IN_USE",
	"LOGIN-DELAY": classLoginDelay,
	"SYS/TEMP":    "SERVER_TEMP",
	"SYS/PERM":    "SERVER_PERM",
}

// fragment is a rule about words in a reply. The first that applies decides, so what is particular stands before
// what is general.
type fragment struct {
	host  string     // part of the host's name; "" for any
	stage mail.Stage // "" for any
	words []string   // lower case; one of them is enough
	class string
}

var fragments = []fragment{
	// codes of NetEase's and Alibaba's mail for companies
	{words: []string{"err.login.passerr", "err.ldap.passerr"}, class: "AUTH_BAD_CREDENTIALS"},
	{words: []string{"err.login.ipdeny"}, class: "IP_DENIED"},
	{words: []string{"err.login.usernotexist", "err.ldap.notfound"}, class: "USER_UNKNOWN"},
	{words: []string{"err.login.systembusy"}, class: "SERVER_TEMP"},
	{words: []string{"err.login.domainexped"}, class: "DOMAIN_EXPIRED"},
	{words: []string{"err.login.domainstatus", "err.login.domaindeny"}, class: "DOMAIN_DISABLED"},
	{words: []string{"err.login.usrstatus", "err.login.userstatus"}, class: "ACCOUNT_DISABLED"},
	{words: []string{"err.login.permdeny", "uc_oper_no_permission", "uc_login_source_not_allowed"}, class: "PROTOCOL_DISABLED_ADMIN"},
	{words: []string{"err.passchange"}, class: "PASSWORD_MUST_CHANGE"},

	// what a secret has to be
	{words: []string{"code is expired", "code has expired", "授权码已过期", "授权码过期", "授权码失效"}, class: "AUTHCODE_EXPIRED"},
	{words: []string{"authorized code", "authorization code", "authorisation code", "授权码", "授權碼", "client authorization password", "客户端授权密码"}, class: "AUTHCODE_REQUIRED"},
	{words: []string{"application-specific password", "app-specific password", "app password", "application specific password", "专用密码", "安全密码", "客户端密码", "应用密码", "mailapppassword"}, class: "APP_PASSWORD_REQUIRED"},
	{words: []string{"basic authentication is disabled", "basicauthblocked", "basic auth is disabled", "authentication method is disabled"}, class: "BASIC_AUTH_DISABLED"},
	{words: []string{"stronger authentication", "must use tls", "use tls", "use stls", "stls first", "stls command first", "must issue a stls", "ssl required", "requires ssl", "plaintext authentication disallowed", "cleartext authentication"}, class: "TLS_REQUIRED"},
	{words: []string{"unknown authentication method", "unsupported authentication", "authentication mechanism is not supported", "mechanism not supported"}, class: "MECH_UNSUPPORTED"},

	// what the person has to do elsewhere
	{words: []string{"web browser", "web login required", "weblogin", "sign in on the web", "log in via", "login via the web", "网页登录", "请登录网页", "verify your account", "unusual activity"}, class: "WEB_LOGIN_REQUIRED"},
	{words: []string{"two-factor", "two factor", "2fa", "second factor", "multi-factor", "二次验证", "两步验证"}, class: "MFA_REQUIRED"},
	{words: []string{"password has expired", "password expired", "password isn't valid any more", "密码已过期", "密码过期"}, class: "PASSWORD_EXPIRED"},
	{words: []string{"must change your password", "change password", "修改密码", "weak password", "弱密码"}, class: "PASSWORD_MUST_CHANGE"},

	// the protocol is switched off
	{words: []string{"for your domain", "not allowed for this account", "disabled by the administrator", "disabled by your administrator", "by your domain administrator", "管理员已关闭", "管理员禁用", "管理员未开启"}, class: "PROTOCOL_DISABLED_ADMIN"},
	{words: []string{"not enabled for pop", "enable pop", "pop is disabled", "pop3 is disabled", "pop is not enabled", "pop3 is not enabled", "pop service is not", "pop3 service is not", "pop access is disabled", "pop access is not", "pop access not", "pop3 access is", "pop3 access not", "pop disabled", "pop3 disabled", "未开启pop", "未开通pop", "pop3服务未开启", "pop服务未开启", "pop3已关闭", "has not been enabled", "service is not open", "has no permission"}, class: "PROTOCOL_DISABLED_USER"},

	// the account
	{words: []string{"account is locked", "account locked", "locked out", "administratively locked", "locked for inactivity", "user is locked", "帐号被锁", "账号被锁", "账户被锁", "已锁定", "account has been locked", "account has been administratively locked"}, class: "ACCOUNT_LOCKED"},
	{words: []string{"account is disabled", "account disabled", "account has been disabled", "account is suspended", "account suspended", "user is disabled", "帐号已禁用", "账号已禁用", "账户已停用", "已冻结", "has been blocked", "account is blocked"}, class: "ACCOUNT_DISABLED"},
	{words: []string{"account has expired", "account expired", "帐号已过期", "账号已过期"}, class: "ACCOUNT_EXPIRED"},
	{words: []string{"domain is disabled", "domain disabled", "域名已停用"}, class: "DOMAIN_DISABLED"},
	{words: []string{"domain has expired", "domain expired", "域名已过期"}, class: "DOMAIN_EXPIRED"},
	{stage: mail.StageAuthenticate, words: []string{"user unknown", "unknown user", "no such user", "no mailbox here", "user not found", "account does not exist", "user doesn't exist", "user does not exist", "用户不存在", "帐号不存在", "账号不存在"}, class: "USER_UNKNOWN"},
	{words: []string{"authenticated but not connected"}, class: "OAUTH_MAILBOX_MISMATCH"},

	// rules of a company or a provider
	{words: []string{"ip is not allowed", "ip address is not allowed", "ip not allowed", "ip地址", "ip denied", "from your ip"}, class: "IP_DENIED"},
	{words: []string{"conditional access", "blocked by policy", "policy violation", "access policy", "安全策略"}, class: "POLICY_BLOCKED"},

	// wait
	{words: []string{"maximum number of connections", "too many simultaneous", "too many connections", "connection limit", "connections exceeded", "连接数"}, class: "CONN_LIMIT"},
	{words: []string{"rate limit hit", "too many login", "too many failed", "too many authentication", "too many invalid", "too much fail", "login frequency limited", "login frequency", "登录频率", "尝试次数", "过于频繁"}, class: "RATE_LIMIT_LOGIN"},
	{words: []string{"minimum time between", "too soon", "login delay", "logging in too frequently", "login too often"}, class: classLoginDelay},
	{words: []string{"bandwidth limit", "exceeded command", "throttl", "suggested backoff", "too many requests", "request rate"}, class: "THROTTLED"},
	{words: []string{"session expired", "accesstokenexpired", "token expired", "token has expired"}, class: "TOKEN_EXPIRED"},
	{words: []string{"invalid access token", "invalid_token", "token is invalid"}, class: "OAUTH_TOKEN_REJECTED"},
	{words: []string{"mailbox is in use", "mailbox in use", "maildrop already locked", "maildrop is locked", "unable to lock", "mailbox is locked", "mailbox locked", "locked by another", "another pop"}, class: "MAILBOX_IN_USE"},
	{words: []string{"system busy", "server busy", "system is busy", "temporarily", "temporary", "try again later", "try later", "maintenance", "系统繁忙", "系统忙", "稍后再试", "internal error", "internal server error"}, class: "SERVER_TEMP"},
	{words: []string{"protocol error"}, class: "CLIENT_PROTOCOL"},
	{words: []string{"over quota", "quota exceeded", "mailbox is full", "mailbox full", "邮箱已满", "容量已满"}, class: "QUOTA_FULL"},

	// a wording that says the password is wrong
	{stage: mail.StageAuthenticate, words: []string{"invalid login", "invalid user", "invalid password", "invalid credentials", "incorrect password", "wrong password", "bad password", "password error", "password is wrong", "password incorrect", "incorrect username", "bad username", "username or password", "user name or password", "user or password", "密码错误", "密码不正确", "帐号或密码", "账号或密码", "用户名或密码"}, class: "AUTH_BAD_CREDENTIALS"},
}

// meaning is what a class comes to.
type meaning struct {
	code  mail.Code
	retry mail.Retry
}

var (
	signIn      = meaning{mail.AuthRejected, mail.RetryAfterChange}
	appSecret   = meaning{mail.AppPasswordNeeded, mail.RetryAfterChange}
	switchedOff = meaning{mail.ProtocolDisabled, mail.RetryAfterChange}
	mechanism   = meaning{mail.MechanismMissing, mail.RetryAfterChange}
	account     = meaning{mail.AccountUnavailable, mail.RetryAfterChange}
	denied      = meaning{mail.AccessDenied, mail.RetryAfterChange}
	ended       = meaning{mail.SignInExpired, mail.RetryAfterChange}
	limited     = meaning{mail.RateLimited, mail.RetryLater}
	busy        = meaning{mail.ServerBusy, mail.RetryLater}
)

var meanings = map[string]meaning{
	"AUTH_BAD_CREDENTIALS": signIn, "AUTH_AMBIGUOUS": signIn,
	"AUTHCODE_REQUIRED": appSecret, "AUTHCODE_EXPIRED": appSecret, "APP_PASSWORD_REQUIRED": appSecret,
	"PROTOCOL_DISABLED_USER": switchedOff, "PROTOCOL_DISABLED_ADMIN": switchedOff,
	"BASIC_AUTH_DISABLED": mechanism, "MECH_UNSUPPORTED": mechanism,
	"WEB_LOGIN_REQUIRED": denied, "MFA_REQUIRED": denied,
	"PASSWORD_EXPIRED": ended, "PASSWORD_MUST_CHANGE": ended, "TOKEN_EXPIRED": {mail.SignInExpired, mail.RetryLater}, "OAUTH_TOKEN_REJECTED": ended,
	"ACCOUNT_LOCKED": account, "ACCOUNT_DISABLED": account, "ACCOUNT_EXPIRED": account,
	"DOMAIN_DISABLED": account, "DOMAIN_EXPIRED": account, "USER_UNKNOWN": account,
	"IP_DENIED": denied, "POLICY_BLOCKED": denied, "OAUTH_MAILBOX_MISMATCH": denied,
	"RATE_LIMIT_LOGIN": limited, "CONN_LIMIT": limited, "THROTTLED": limited, classLoginDelay: limited,
	"SERVER_TEMP": busy, "MAILBOX_IN_USE": busy,
	"SERVER_PERM":     {mail.ServerRefused, mail.RetryAfterChange},
	"QUOTA_FULL":      {mail.QuotaExceeded, mail.RetryAfterChange},
	"TLS_REQUIRED":    {mail.TLSNotOffered, mail.RetryAfterChange},
	"CLIENT_PROTOCOL": {mail.ServerRefused, mail.RetryNever},
}
