package verdict

// providerRules know what a provider's own words mean. They come first: the same words mean other things elsewhere.
var providerRules = []rule{
	// Tencent. One sentence names every reason that there is.
	{families: "Tencent", all: says("service is not open|account is abnormal", "password is incorrect|incorrect password|frequency"), class: "AUTH_AMBIGUOUS"},
	{families: "Tencent", phases: "login", all: says("或|是否| or ", "授权码|密码|password|authorization code", "频繁|频率|frequen", "开启|开通|open|enabled"), class: "AUTH_AMBIGUOUS"},
	{families: "Tencent", all: says("authorization code|authorized code|授权码", "expired|过期|失效"), class: "AUTHCODE_EXPIRED"},
	{families: "Tencent", all: says("客户端专用密码|专用密码|client-specific password"), class: "AUTHCODE_REQUIRED"},
	{families: "Tencent", all: says("frequency|too frequent|频繁|频率"), phases: "connect login", class: "RATE_LIMIT_LOGIN"},
	{families: "Tencent", phases: "mail-from rcpt data", all: says("frequency|too frequent|频繁|频率|sending limit"), class: "RATE_LIMIT_SEND"},
	{families: "Tencent", all: says("invalid input from"), class: "CLIENT_PROTOCOL"},
	{families: "Tencent", all: says("system busy|system is busy"), phases: "login", class: "AUTH_AMBIGUOUS"},
	{families: "Tencent", all: says("mail has saved by smtp"), class: "BENIGN_DUPLICATE"},
	{families: "Tencent", phases: "data", all: says("domain may not be accepted|suspected bounce|content rejected"), class: "SPAM_REJECT"},

	// NetEase: codes of two letters and a colon, in all its personal mail.
	{all: says("hl:icc"), class: "CONN_LIMIT"},
	{all: says("hl:ifc|hl:iha|hl:mep"), class: "RATE_LIMIT_IP"},
	{all: says("dt:rbl|wm:bli|hl:rbl"), class: "IP_REPUTATION"},
	{all: says("wm:blu|wm:bls"), class: "SENDER_REFUSED"},
	{all: says("dt:spm"), code: 4, class: "SPAM_TEMP"},
	{all: says("dt:spm|dt:sum"), class: "SPAM_REJECT"},
	{families: "NetEase", all: says(" mi:|rp:"), code: 4, class: "RATE_LIMIT_SEND"},
	{families: "NetEase", all: says("mi:|rp:"), class: "RATE_LIMIT_SEND"},
	{families: "NetEase", all: says("hl:"), class: "IP_REPUTATION"},
	{families: "NetEase", all: says("dt:"), class: "SPAM_REJECT"},
	{families: "NetEase", phases: "connect", all: says("ip:"), class: "IP_REPUTATION"},
	{families: "NetEase", phases: "login", all: says("user suspended|用户已停用"), class: "ACCOUNT_DISABLED"},
	{families: "NetEase", phases: "login connect select", all: says("has no permission|没有权限"), class: "PROTOCOL_DISABLED_USER"},
	{families: "NetEase", all: says("local user only"), class: "AUTH_REQUIRED"},
	{families: "NetEase", phases: "login", status: "-ERR", all: says("unable to log on"), class: "AUTH_AMBIGUOUS"},
	{all: says("unsafe login"), class: "IMAP_ID_REQUIRED"},

	// NetEase for companies, and Coremail under it: the same codes in all protocols.
	{all: says("err.login.domainnotexist"), class: "WRONG_CLUSTER"},
	{all: says("err.login.reqcode|err.login.needcode|err.login.authcode"), class: "AUTHCODE_REQUIRED"},
	{all: says("err.login.ipdeny|err.login.ip"), class: "IP_DENIED"},
	{all: says("err.login.usernotexist|err.ldap.notfound|err.login.usernotfound"), class: "USER_UNKNOWN"},
	{all: says("err.login.systembusy|err.login.sysbusy|err.login.syserr"), class: "SERVER_TEMP"},
	{all: says("err.login.domainexp"), class: "DOMAIN_EXPIRED"},
	{all: says("err.login.domain"), class: "DOMAIN_DISABLED"},
	{all: says("err.login.userexp|err.login.usrexp"), class: "ACCOUNT_EXPIRED"},
	{all: says("err.login.userstatus|err.login.usrstatus"), class: "ACCOUNT_DISABLED"},
	{all: says("err.login.permdeny"), class: "PROTOCOL_DISABLED_ADMIN"},
	{all: says("err.login.passlocked|err.login.userlock|err.login.lock"), class: "ACCOUNT_LOCKED"},
	{all: says("err.login.toomany|err.login.freq"), class: "RATE_LIMIT_LOGIN"},
	{all: says("err.passchange|err.login.passchange"), class: "PASSWORD_MUST_CHANGE"},
	{all: says("err.passexp|err.login.passexp"), class: "PASSWORD_EXPIRED"},
	{all: says(".passerr"), class: "AUTH_BAD_CREDENTIALS"},
	{all: says("fa_need_auth2"), class: "MFA_REQUIRED"},
	{all: says("fa_mta_rejected"), class: "SEND_REJECTED"},

	// Alibaba, and what its logs for administrators show.
	{all: says("uc_login_source_not_allowed|uc_oper_no_permission"), class: "PROTOCOL_DISABLED_ADMIN"},
	{all: says("uc_", "password"), class: "AUTH_BAD_CREDENTIALS"},
	{all: says("uc_", "lock"), class: "ACCOUNT_LOCKED"},
	{all: says("uc_", "not_exist|notexist"), class: "USER_UNKNOWN"},
	{families: "Alibaba", all: says("authentication failure[1]"), class: "RATE_LIMIT_LOGIN"},
	{families: "Alibaba", all: says("authentication failure[0]"), class: "AUTH_AMBIGUOUS"},
	{families: "Alibaba", all: says("username or passwd is null"), class: "CLIENT_PROTOCOL"},
	{families: "Alibaba", all: says("conform with authentication|is non-local account"), class: "SENDER_MISMATCH"},
	{families: "Alibaba", all: says("is a local account"), class: "AUTH_REQUIRED"},
	{families: "Alibaba", phases: "mail-from", all: says("mailbox unavailable"), class: "ACCOUNT_DISABLED"},
	{families: "Alibaba", all: says("mailbox unavailable"), class: "RCPT_UNKNOWN"},
	{families: "Alibaba", all: says("number of rcpt|number of message|number of mail|achieved the maximum threshold"), phases: "mail-from rcpt", class: "RATE_LIMIT_SEND"},
	{families: "Alibaba", all: says("number of attachments"), class: "SIZE_LIMIT"},
	{families: "Alibaba", all: says("isn't allowed to send|is not allowed to send"), class: "ACCOUNT_DISABLED"},

	// Sina.
	{families: "sina", phases: "login", all: says("auth mode unsupported"), class: "MECH_UNSUPPORTED"},
	{families: "sina", phases: "rcpt", all: says("mail address invalid"), class: "RCPT_UNKNOWN"},
	{families: "sina", protocols: "imap pop3", phases: "login", all: says("auth error|auth failed|login failed|authentication failed"), class: "AUTH_AMBIGUOUS"},

	// Microsoft, whose number 5.7.139 is many things.
	{all: says("authenticated but not connected"), class: "OAUTH_MAILBOX_MISMATCH"},
	{all: says("smtpclientauthentication is disabled|smtp client authentication is disabled"), class: "PROTOCOL_DISABLED_ADMIN"},
	{all: says("basic auth", "disabled|blocked|not supported|not allowed|turned off|retired"), class: "BASIC_AUTH_DISABLED"},
	{all: says("basicauthblocked|logondenied-basicauth"), class: "BASIC_AUTH_DISABLED"},
	{families: "Microsoft", all: says("credentials were incorrect"), class: "AUTH_BAD_CREDENTIALS"},
	{families: "Microsoft", all: says("did not meet the criteria|security defaults|authentication policy|conditional access"), class: "POLICY_BLOCKED"},
	{families: "Microsoft", all: says("strong authentication|multi-factor"), class: "MFA_REQUIRED"},
	{families: "Microsoft", all: says("client was not authenticated"), class: "AUTH_REQUIRED"},
	{all: says("sendasdenied|permissions to send as|permission to send as|send on behalf"), class: "SENDER_MISMATCH"},
	{families: "Microsoft", all: says("bad outbound sender"), class: "ACCOUNT_BLOCKED_SENDING"},
	{families: "Microsoft", enhanced: ".7.500", class: "SEND_RESTRICTED_TEMP"},
	{families: "Microsoft", enhanced: ".7.501", class: "ACCOUNT_BLOCKED_SENDING"},
	{families: "Microsoft", enhanced: ".7.502", class: "ACCOUNT_BLOCKED_SENDING"},
	{families: "Microsoft", enhanced: ".7.503", class: "ACCOUNT_BLOCKED_SENDING"},
	{families: "Microsoft", enhanced: ".7.508", class: "RATE_LIMIT_IP"},
	{families: "Microsoft", enhanced: ".7.511", class: "IP_REPUTATION"},
	{families: "Microsoft", enhanced: ".7.606", class: "IP_REPUTATION"},
	{families: "Microsoft", enhanced: ".7.708", class: "IP_REPUTATION"},
	{families: "Microsoft", enhanced: ".7.705", class: "RATE_LIMIT_DAILY"},
	{families: "Microsoft", enhanced: ".7.750", class: "SENDER_REFUSED"},
	{families: "Microsoft", all: says("tenant has exceeded|submission quota|submissionquota|recipient rate limit|message rate limit|sending limit"), class: "RATE_LIMIT_DAILY"},
	{families: "Microsoft", code: 4, all: says("thread limit"), class: "THROTTLED"},
	{families: "Microsoft", all: says("connection closed. 14"), class: "THROTTLED"},
	{families: "Microsoft", all: says("argument error|command error|protocol error"), class: "CLIENT_PROTOCOL"},
	{families: "Microsoft", phases: "login", enhanced: ".7.3", class: "AUTH_AMBIGUOUS"},

	// Google.
	{families: "gmail", all: says("daily", "exceeded"), class: "RATE_LIMIT_DAILY"},
	{families: "gmail", all: says("unsolicited mail|ip you're using to send"), class: "IP_REPUTATION"},
	{families: "gmail", phases: "login", all: says("for your domain|by your domain"), class: "PROTOCOL_DISABLED_ADMIN"},

	// Yandex, where the person allows mail clients.
	{families: "yandex", phases: "login", all: says("access rights to this service"), class: "PROTOCOL_DISABLED_USER"},

	// Zoho.
	{families: "zoho", phases: "mail-from rcpt", all: says("relaying disallowed as"), class: "SENDER_MISMATCH"},
	{families: "zoho", all: says("yet to enable"), class: "PROTOCOL_DISABLED_USER"},
}
