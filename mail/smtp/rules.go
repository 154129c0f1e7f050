package smtp

import "strings"

// rule says which class a reply has. All conditions that are set must hold.
type rule struct {
	family   string   // words of which one is the server's family; "" for any
	phases   string   // words of which one is the phase; "" for any
	code     int      // 535 exactly, 4 for all 4xx; 0 for any
	enhanced string   // without its first digit, ".7.8"; ".4." for a whole subject; "" for any
	has      []string // fragments of the text in small letters, all of which must be there
	class    string
}

func has(fragments ...string) []string { return fragments }

// providerRules know what a provider's own words mean. They come first: the same words mean other things elsewhere.
var providerRules = []rule{
	// Tencent. A failed sign-in does not tell why, unless it speaks of the code.
	{family: "qq tencent_exmail", has: has("authorization code is expired"), class: "AUTHCODE_EXPIRED"},
	{family: "qq tencent_exmail", has: has("authorization code"), class: "AUTHCODE_REQUIRED"},
	{family: "qq tencent_exmail", has: has("authorized code"), class: "AUTHCODE_REQUIRED"},
	{family: "qq tencent_exmail", has: has("授权码", "过期"), class: "AUTHCODE_EXPIRED"},
	{family: "qq tencent_exmail", has: has("授权码"), class: "AUTHCODE_REQUIRED"},
	{family: "qq tencent_exmail", has: has("客户端专用密码"), class: "AUTHCODE_REQUIRED"},
	{family: "qq tencent_exmail", has: has("service is not open"), class: "AUTH_AMBIGUOUS"},
	{family: "qq tencent_exmail", has: has("login frequency limited"), class: "RATE_LIMIT_LOGIN"},
	{family: "qq tencent_exmail", has: has("frequency"), class: "RATE_LIMIT_LOGIN", phases: "login"},
	{family: "qq tencent_exmail", has: has("frequency"), class: "RATE_LIMIT_SEND"},
	{family: "qq tencent_exmail", has: has("mail from address must be same"), class: "SENDER_MISMATCH"},
	{family: "qq tencent_exmail", has: has("invalid input from"), class: "CLIENT_PROTOCOL"},
	{family: "qq tencent_exmail", has: has("system busy"), phases: "login", class: "AUTH_AMBIGUOUS"},

	// NetEase, personal: codes of two letters and a colon.
	{family: "netease", has: has("hl:icc"), class: "CONN_LIMIT"},
	{family: "netease", has: has("hl:ifc"), class: "RATE_LIMIT_IP"},
	{family: "netease", has: has("hl:iha"), class: "RATE_LIMIT_IP"},
	{family: "netease", has: has("dt:rbl"), class: "IP_REPUTATION"},
	{family: "netease", has: has("wm:bli"), class: "IP_REPUTATION"},
	{family: "netease", has: has("wm:blu"), class: "SENDER_REFUSED"},
	{family: "netease", code: 4, has: has("dt:spm"), class: "SPAM_TEMP"},
	{family: "netease", has: has("dt:spm"), class: "SPAM_REJECT"},
	{family: "netease", has: has("dt:"), class: "SPAM_REJECT"},
	{family: "netease", has: has("mi:"), class: "RATE_LIMIT_SEND"},
	{family: "netease", has: has("rp:"), class: "RATE_LIMIT_SEND"},
	{family: "netease", has: has("ip:"), phases: "connect", class: "IP_REPUTATION"},
	{family: "netease", phases: "login any", has: has("user has no permission"), class: "PROTOCOL_DISABLED_USER"},
	{family: "netease", phases: "login any", has: has("user suspended"), class: "ACCOUNT_DISABLED"},
	{family: "netease", has: has("too much fail authentication"), class: "RATE_LIMIT_LOGIN"},
	{family: "netease", has: has("local user only"), class: "AUTH_REQUIRED"},
	{family: "netease", has: has("mail from must equal authorized user"), class: "SENDER_MISMATCH"},
	{family: "netease", phases: "login", has: has("authentication failed"), class: "AUTH_AMBIGUOUS"},

	// NetEase, corporate: the same codes in all protocols.
	{has: has("err.login.domainnotexist"), class: "WRONG_CLUSTER"},
	{has: has("err.login.reqcode"), class: "AUTHCODE_REQUIRED"},
	{has: has("err.login.ipdeny"), class: "IP_DENIED"},
	{has: has("err.login.usernotexist"), class: "USER_UNKNOWN"},
	{has: has("err.ldap.notfound"), class: "USER_UNKNOWN"},
	{has: has("err.login.systembusy"), class: "SERVER_TEMP"},
	{has: has("err.login.domainexp"), class: "DOMAIN_EXPIRED"},
	{has: has("err.login.domainstatus"), class: "DOMAIN_DISABLED"},
	{has: has("err.login.domaindeny"), class: "DOMAIN_DISABLED"},
	{has: has("err.login.userstatus"), class: "ACCOUNT_DISABLED"},
	{has: has("err.login.usrstatus"), class: "ACCOUNT_DISABLED"},
	{has: has("err.login.permdeny"), class: "PROTOCOL_DISABLED_ADMIN"},
	{has: has("err.login.passlocked"), class: "ACCOUNT_LOCKED"},
	{has: has("err.passchange"), class: "PASSWORD_MUST_CHANGE"},
	{has: has("err.passexp"), class: "PASSWORD_EXPIRED"},
	{has: has(".passerr"), class: "AUTH_BAD_CREDENTIALS"},
	{has: has("fa_need_auth2"), class: "MFA_REQUIRED"},
	{has: has("fa_mta_rejected"), class: "SEND_REJECTED"},

	// Alibaba.
	{family: "alibaba", has: has("authentication failure[0]"), class: "AUTH_AMBIGUOUS"},
	{family: "alibaba", has: has("authentication failure[1]"), class: "RATE_LIMIT_LOGIN"},
	{family: "alibaba", phases: "login any", code: 526, class: "AUTH_AMBIGUOUS"},
	{family: "alibaba", has: has("username or passwd is null"), class: "CLIENT_PROTOCOL"},
	{family: "alibaba", has: has("conform with authentication"), class: "SENDER_MISMATCH"},
	{family: "alibaba", has: has("is non-local account"), class: "SENDER_MISMATCH"},
	{family: "alibaba", has: has("is a local account"), class: "AUTH_REQUIRED"},
	{family: "alibaba", phases: "mail-from", has: has("mailbox unavailable"), class: "ACCOUNT_DISABLED"},
	{family: "alibaba", has: has("mailbox unavailable"), class: "RCPT_UNKNOWN"},
	{family: "alibaba", has: has("number of rcpt attempts"), class: "RATE_LIMIT_SEND"},
	{family: "alibaba", has: has("number of attachments"), class: "SIZE_LIMIT"},
	{family: "alibaba", has: has("isn't allowed to send"), class: "ACCOUNT_DISABLED"},
	{has: has("uc_login_source_not_allowed"), class: "PROTOCOL_DISABLED_ADMIN"},
	{has: has("uc_oper_no_permission"), class: "PROTOCOL_DISABLED_ADMIN"},
	{code: 4, has: has("behaviour spam"), class: "SPAM_TEMP"},
	{has: has("reject by", "spam"), class: "SPAM_REJECT"},

	// Sina.
	{family: "sina", phases: "login", has: has("auth mode unsupported"), class: "MECH_UNSUPPORTED"},
	{family: "sina", phases: "rcpt", has: has("mail address invalid"), class: "RCPT_UNKNOWN"},

	// Microsoft. 5.7.139 is many things.
	{family: "microsoft", has: has("basic authentication is"), class: "BASIC_AUTH_DISABLED"},
	{family: "microsoft", has: has("smtpclientauthentication is disabled"), class: "PROTOCOL_DISABLED_ADMIN"},
	{family: "microsoft", has: has("did not meet the criteria"), class: "POLICY_BLOCKED"},
	{family: "microsoft", has: has("security defaults"), class: "POLICY_BLOCKED"},
	{family: "microsoft", has: has("credentials were incorrect"), class: "AUTH_BAD_CREDENTIALS"},
	{family: "microsoft", has: has("account locked"), class: "ACCOUNT_LOCKED"},
	{family: "microsoft", has: has("password expired"), class: "PASSWORD_EXPIRED"},
	{family: "microsoft", has: has("strong authentication"), class: "MFA_REQUIRED"},
	{family: "microsoft", has: has("client was not authenticated"), class: "AUTH_REQUIRED"},
	{family: "microsoft", has: has("sendasdenied"), class: "SENDER_MISMATCH"},
	{family: "microsoft", has: has("permissions to send as"), class: "SENDER_MISMATCH"},
	{family: "microsoft", has: has("bad outbound sender"), class: "ACCOUNT_BLOCKED_SENDING"},
	{family: "microsoft", enhanced: ".7.500", class: "SEND_RESTRICTED_TEMP"},
	{family: "microsoft", enhanced: ".7.501", class: "ACCOUNT_BLOCKED_SENDING"},
	{family: "microsoft", enhanced: ".7.502", class: "ACCOUNT_BLOCKED_SENDING"},
	{family: "microsoft", enhanced: ".7.503", class: "ACCOUNT_BLOCKED_SENDING"},
	{family: "microsoft", enhanced: ".7.511", class: "IP_REPUTATION"},
	{family: "microsoft", has: has("tenant has exceeded"), class: "RATE_LIMIT_DAILY"},
	{family: "microsoft", has: has("submission quota"), class: "RATE_LIMIT_DAILY"},
	{family: "microsoft", phases: "login", enhanced: ".7.3", class: "AUTH_AMBIGUOUS"},

	// Gmail.
	{family: "gmail", has: has("log in", "web browser"), class: "WEB_LOGIN_REQUIRED"},
	{family: "gmail", has: has("daily", "sending", "exceeded"), class: "RATE_LIMIT_DAILY"},
	{family: "gmail", has: has("unsolicited mail"), class: "IP_REPUTATION"},

	// Providers whose refusals do not tell whether the secret or a switch is wrong.
	{family: "yandex", phases: "login", has: has("invalid user or password"), class: "AUTH_AMBIGUOUS"},
	{family: "zoho gmx yandex", phases: "login", code: 535, class: "AUTH_AMBIGUOUS"},
}

// wordRules know telling words of servers of any make.
var wordRules = []rule{
	{has: has("application-specific password"), class: "APP_PASSWORD_REQUIRED"},
	{has: has("application password"), class: "APP_PASSWORD_REQUIRED"},
	{has: has("app password"), class: "APP_PASSWORD_REQUIRED"},
	{has: has("app-specific password"), class: "APP_PASSWORD_REQUIRED"},
	{has: has("authorization code", "expired"), class: "AUTHCODE_EXPIRED"},
	{has: has("authorization code"), class: "AUTHCODE_REQUIRED"},
	{has: has("授权码"), class: "AUTHCODE_REQUIRED"},
	{has: has("too many", "auth"), class: "RATE_LIMIT_LOGIN"},
	{has: has("too many", "login"), class: "RATE_LIMIT_LOGIN"},
	{has: has("too many failed"), class: "RATE_LIMIT_LOGIN"},
	{has: has("login rate limit"), class: "RATE_LIMIT_LOGIN"},
	{has: has("too many", "connections"), class: "CONN_LIMIT"},
	{has: has("concurrent", "connections"), class: "CONN_LIMIT"},
	{has: has("must issue a starttls"), class: "TLS_REQUIRED"},
	{has: has("starttls", "first"), class: "TLS_REQUIRED"},
	{has: has("encryption required"), class: "TLS_REQUIRED"},
	{phases: "login any", has: has("account", "locked"), class: "ACCOUNT_LOCKED"},
	{phases: "login any", has: has("user is locked"), class: "ACCOUNT_LOCKED"},
	{phases: "login any", has: has("account", "disabled"), class: "ACCOUNT_DISABLED"},
	{phases: "login any", has: has("user", "disabled"), class: "ACCOUNT_DISABLED"},
	{phases: "login any", has: has("account", "suspended"), class: "ACCOUNT_DISABLED"},
	{phases: "login any", has: has("account", "expired"), class: "ACCOUNT_EXPIRED"},
	{phases: "login any", has: has("password", "expired"), class: "PASSWORD_EXPIRED"},
	{phases: "login", has: has("must change", "password"), class: "PASSWORD_MUST_CHANGE"},
	{phases: "login", has: has("smtp", "disabled"), class: "PROTOCOL_DISABLED_USER"},
	{phases: "login", has: has("not enabled"), class: "PROTOCOL_DISABLED_USER"},
	{phases: "login", has: has("verification code"), class: "MFA_REQUIRED"},
	{phases: "login", has: has("two-factor"), class: "MFA_REQUIRED"},
	{phases: "login", has: has("ip", "not allowed"), class: "IP_DENIED"},
	{has: has("you must check for new mail"), class: "POP_BEFORE_SMTP"},
	{has: has("pop before smtp"), class: "POP_BEFORE_SMTP"},
	{has: has("not in whitelist"), class: "IP_DENIED"},
	{has: has("authentication is required"), class: "AUTH_REQUIRED"},
	{has: has("authentication required"), class: "AUTH_REQUIRED"},
	{has: has("daily", "limit"), class: "RATE_LIMIT_DAILY"},
	{has: has("receiving mail too quickly"), class: "GREYLIST_TEMP"},
	{has: has("greylist"), class: "GREYLIST_TEMP"},
	{has: has("graylist"), class: "GREYLIST_TEMP"},
	{has: has("blocked using"), class: "IP_REPUTATION"},
	{has: has("ip is listed"), class: "IP_REPUTATION"},
	{has: has("is listed by"), class: "IP_REPUTATION"},
	{has: has("blacklist"), class: "IP_REPUTATION"},
	{has: has("blocklist"), class: "IP_REPUTATION"},
	{has: has("virus"), class: "VIRUS"},
	{has: has("relay", "denied"), class: "RELAY_DENIED"},
	{has: has("permitted to relay"), class: "RELAY_DENIED"},
	{has: has("relaying"), class: "RELAY_DENIED"},
	{has: has("not allowed to send as"), class: "SENDER_MISMATCH"},
	{has: has("sender address rejected", "not owned"), class: "SENDER_MISMATCH"},
	{phases: "mail-from", has: has("must be same"), class: "SENDER_MISMATCH"},
	{phases: "mail-from", has: has("must match"), class: "SENDER_MISMATCH"},
	{has: has("line too long"), class: "CLIENT_PROTOCOL"},
	{has: has("recipient already"), class: "RCPT_DUPLICATE"},
	{has: has("too many recipients"), class: "RCPT_TOO_MANY"},
	{has: has("over quota"), class: "QUOTA_FULL"},
	{has: has("quota exceeded"), class: "QUOTA_FULL"},
	{has: has("mailbox", "full"), class: "QUOTA_FULL"},
	{has: has("message size"), class: "SIZE_LIMIT"},
	{has: has("message too large"), class: "SIZE_LIMIT"},
	{phases: "data", code: 4, has: has("spam"), class: "SPAM_TEMP"},
	{phases: "data", has: has("spam"), class: "SPAM_REJECT"},
}

// enhancedRules follow RFC 3463, RFC 5248 and the IANA registry.
var enhancedRules = []rule{
	{enhanced: ".1.1", class: "RCPT_UNKNOWN"},
	{enhanced: ".1.2", class: "RCPT_UNKNOWN"},
	{enhanced: ".1.3", class: "RCPT_UNKNOWN"},
	{enhanced: ".1.6", class: "RCPT_UNKNOWN"},
	{enhanced: ".1.10", class: "RCPT_UNKNOWN"},
	{enhanced: ".1.7", class: "SENDER_REFUSED"},
	{enhanced: ".1.8", class: "SENDER_REFUSED"},
	{phases: "login", enhanced: ".2.1", class: "ACCOUNT_DISABLED"},
	{code: 4, enhanced: ".2.1", class: "GREYLIST_TEMP"},
	{enhanced: ".2.1", class: "RCPT_REFUSED"},
	{enhanced: ".2.2", class: "QUOTA_FULL"},
	{enhanced: ".2.3", class: "SIZE_LIMIT"},
	{enhanced: ".3.4", class: "SIZE_LIMIT"},
	{enhanced: ".5.3", class: "RCPT_TOO_MANY"},
	{code: 4, enhanced: ".3.", class: "SERVER_TEMP"},
	{code: 4, enhanced: ".4.", class: "SERVER_TEMP"},
	{code: 4, enhanced: ".7.0", class: "SERVER_TEMP"},
	{enhanced: ".7.9", class: "MECH_UNSUPPORTED"},
	{enhanced: ".7.4", class: "MECH_UNSUPPORTED"},
	{enhanced: ".7.10", class: "TLS_REQUIRED"},
	{enhanced: ".7.11", class: "TLS_REQUIRED"},
	{enhanced: ".7.12", class: "PASSWORD_MUST_CHANGE"},
	{enhanced: ".7.13", class: "ACCOUNT_DISABLED"},
	{enhanced: ".7.14", class: "POLICY_BLOCKED"},
	{phases: "login any", enhanced: ".7.8", class: "AUTH_BAD_CREDENTIALS"},
	{phases: "mail-from rcpt data any", code: 530, class: "AUTH_REQUIRED"},
	{phases: "data any", enhanced: ".7.26", class: "SEND_REJECTED"},
}

// codeRules are the last resort: the three digits, which say little.
var codeRules = []rule{
	{phases: "login", family: "qq tencent_exmail netease alibaba microsoft", code: 5, class: "AUTH_AMBIGUOUS"},
	{phases: "login", code: 530, class: "AUTH_REQUIRED"},
	{phases: "login", code: 538, class: "TLS_REQUIRED"},
	{phases: "login", code: 534, class: "MECH_UNSUPPORTED"},
	{phases: "login", code: 504, class: "MECH_UNSUPPORTED"},
	{phases: "login", code: 502, class: "MECH_UNSUPPORTED"},
	{phases: "login", code: 432, class: "PASSWORD_MUST_CHANGE"},
	{phases: "login", code: 525, class: "ACCOUNT_DISABLED"},
	{phases: "login", code: 535, class: "AUTH_BAD_CREDENTIALS"},
	{phases: "login", code: 551, class: "AUTH_BAD_CREDENTIALS"},
	{phases: "login", code: 500, class: "CLIENT_PROTOCOL"},
	{phases: "login", code: 501, class: "CLIENT_PROTOCOL"},
	{phases: "login", code: 503, class: "CLIENT_PROTOCOL"},
	{phases: "login", code: 5, class: "AUTH_AMBIGUOUS"},
	{code: 552, phases: "rcpt", class: "QUOTA_FULL"},
	{code: 552, class: "SIZE_LIMIT"},
	{code: 452, phases: "rcpt", class: "RCPT_TOO_MANY"},
	{phases: "rcpt", code: 450, class: "GREYLIST_TEMP"},
	{code: 4, class: "SERVER_TEMP"},
	{code: 235, class: "INFO_OK"},
	{code: 2, class: "INFO_OK"},
	{code: 500, class: "CLIENT_PROTOCOL"},
	{code: 502, class: "CLIENT_PROTOCOL"},
	{code: 503, class: "CLIENT_PROTOCOL"},
	{code: 504, class: "CLIENT_PROTOCOL"},
	{phases: "connect", code: 5, class: "POLICY_BLOCKED"},
	{phases: "mail-from", code: 501, class: "SENDER_MISMATCH"},
	{phases: "mail-from", code: 5, class: "SENDER_REFUSED"},
	{phases: "rcpt", code: 550, class: "RCPT_UNKNOWN"},
	{phases: "rcpt", code: 551, class: "RCPT_UNKNOWN"},
	{phases: "rcpt", code: 553, class: "RCPT_UNKNOWN"},
	{phases: "rcpt", code: 5, class: "RCPT_REFUSED"},
	{code: 501, class: "CLIENT_PROTOCOL"},
	{phases: "data", code: 5, class: "SEND_REJECTED"},
	{code: 535, class: "AUTH_BAD_CREDENTIALS"},
}

// families by the end of the host's name, specific before general.
var families = []struct{ host, family string }{
	{"exmail.qq.com", "tencent_exmail"},
	{"qq.com", "qq"},
	{"qiye.163.com", "netease_qiye"},
	{"ym.163.com", "netease_qiye"},
	{"163.com", "netease"},
	{"126.com", "netease"},
	{"yeah.net", "netease"},
	{"188.com", "netease"},
	{"aliyun.com", "alibaba"},
	{"mxhichina.com", "alibaba"},
	{"gmail.com", "gmail"},
	{"googlemail.com", "gmail"},
	{"office365.com", "microsoft"},
	{"outlook.com", "microsoft"},
	{"outlook.cn", "microsoft"},
	{"office365.us", "microsoft"},
	{"sina.com", "sina"},
	{"sina.cn", "sina"},
	{"yandex.com", "yandex"},
	{"yandex.ru", "yandex"},
	{"gmx.net", "gmx"},
	{"gmx.com", "gmx"},
	{"web.de", "gmx"},
}

// family returns whose words a server speaks: by its host, else by the name of the provider, which may be an id of
// the catalogue or of the command line.
func family(host, provider string) string {
	host = strings.ToLower(host)
	for _, f := range families {
		if host == f.host || strings.HasSuffix(host, "."+f.host) {
			return f.family
		}
	}
	if strings.Contains("."+host, ".zoho.") {
		return "zoho"
	}
	for _, f := range []struct{ prefix, family string }{
		{"netease_qiye", "netease_qiye"},
		{"netease", "netease"},
		{"ali", "alibaba"},
		{"m365", "microsoft"},
		{"outlook", "microsoft"},
		{"exchange_online", "microsoft"},
		{"tencent", "tencent_exmail"},
	} {
		if strings.HasPrefix(provider, f.prefix) {
			return f.family
		}
	}
	return provider
}
