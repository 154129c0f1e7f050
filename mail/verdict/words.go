package verdict

// The rules of this file know telling words of servers of any make. Within a list the particular stands before the
// general.

// foreignRules tell a server that speaks another protocol than the port was expected to.
var foreignRules = []rule{
	{protocols: "imap submission", phases: "connect", status: "+OK", class: "WRONG_PROTOCOL_PORT"},
	{protocols: "imap", phases: "connect", status: "-ERR", class: "WRONG_PROTOCOL_PORT"},
	{protocols: "imap pop3", phases: "connect", code: 2, class: "WRONG_PROTOCOL_PORT"},
	{protocols: "imap pop3", phases: "connect", code: 5, class: "WRONG_PROTOCOL_PORT"},
	{protocols: "pop3 submission", phases: "connect", status: "OK PREAUTH BYE", class: "WRONG_PROTOCOL_PORT"},
	{phases: "connect starttls login", all: says("http/1.|http/2|<html|<!doctype|ssh-2.0|rfb 00"), class: "WRONG_PROTOCOL_PORT"},
	{all: says("does not look like a tls handshake|wrong version number|plain http request|unknown protocol|not an ssl|unsupported protocol:|ssl23_get_server_hello|tls on a plaintext|packet length too long|record overflow|record layer"), class: "TLS_MODE_MISMATCH"},
	{phases: "starttls", protocols: "none", all: says("protocol version|handshake failure|no cipher|no shared cipher"), class: "TLS_MODE_MISMATCH"},
	{all: says("certificate is valid for|certificate is not valid for|hostname mismatch|host name mismatch|doesn't match host|does not match the host|name mismatch|no alternative certificate subject|common name"), class: "CERT_NAME_MISMATCH"},
	{all: says("stub received bad data"), class: "LOCAL_CREDENTIAL_TOO_BIG"},
	{all: says("starttls first|starttls command first|stls first|stls command first|issue a starttls|issue starttls|starttls before|issue a stls|use starttls|use stls|starttls is required|starttls required"), class: "TLS_REQUIRED"},
	{all: says("encryption required|encryption needed|encryption is required|must use tls|must use ssl|use tls|tls required|tls needed|ssl needed|needs tls|tls is required|ssl required|ssl is required|requires ssl|requires tls|requires encryption|use ssl|secure connection required|secure connection is required|only allowed over|requires a secure|session encryption is required|before authentication"), class: "TLS_REQUIRED"},
	{all: says("plaintext auth|cleartext auth|plaintext login|cleartext login|plaintext password|cleartext password|clear text password", "disallow|disabled|not allowed|not permitted|denied|forbidden|without"), class: "TLS_REQUIRED"},
	{phases: "connect login", all: says("login|logon|auth|password|plain", "insecure connection|unencrypted connection|unsecured connection|not encrypted|non-secure|accepted over tls|accepted over ssl|accepted over a secure"), class: "TLS_REQUIRED"},
	{all: says("stronger authentication"), class: "TLS_REQUIRED"},
	{protocols: "imap", phases: "connect login", all: says("logindisabled", "auth=xoauth2|auth=oauthbearer"), class: "BASIC_AUTH_DISABLED"},
	{protocols: "imap", phases: "connect", all: says("logindisabled", "starttls"), class: "TLS_REQUIRED"},
}

// secretRules tell what the secret has to be, and what the person has to do elsewhere first.
var secretRules = []rule{
	{all: says("authorization code|authorisation code|authorized code|auth code|authcode|授权码|授權碼|授权密码", "expired|has been reset|过期|失效|invalid since"), class: "AUTHCODE_EXPIRED"},
	{all: says("authorization code|authorisation code|authorized code|auth code|authcode|授权码|授權碼|授权密码|client authorization password|客户端授权"), class: "AUTHCODE_REQUIRED"},
	{all: says("application-specific password|application specific password|app-specific password|app specific password|application password|app password|app-password|apppassword|third-party password|third party password|专用密码|安全密码|client password|客户端密码|应用密码|第三方客户端|device password|security password|dedicated password|client-specific password|client specific password|special password|separate password|独立密码|外部客户端|password for third-party|password for third party|password for mail clients|invalidsecondfactor"), class: "APP_PASSWORD_REQUIRED"},
	{phases: "login", all: says("please use oauth|use oauth|oauth is required|oauth required|modern auth|use xoauth2|only oauth"), class: "BASIC_AUTH_DISABLED"},
	{phases: "login", all: says("oauth", "must|only|requires|please use"), class: "BASIC_AUTH_DISABLED"},
	{phases: "login", all: says("password auth|authentication method|plain auth", "disabled|no longer"), class: "BASIC_AUTH_DISABLED"},
	{phases: "login connect", all: says("unknown auth|unsupported auth|unrecognized auth|unrecognised auth|auth type not supported|unsupported sasl|auth mechanism|authentication mechanism|authentication method|authentication type|auth mode|auth method|sasl mechanism|mechanism", "unknown|unsupported|not supported|unrecognized|unrecognised|not available|not enabled|invalid|too weak|not implemented|not allowed|unavailable"), class: "MECH_UNSUPPORTED"},
	{phases: "connect login", all: says("no mechanism|no worthy mech|no suitable mech|no supported auth|no compatible auth|no common mech"), class: "MECH_UNSUPPORTED"},
	{protocols: "imap", phases: "login", status: "BAD", all: says("authenticate", "unknown|unrecognized|unrecognised|unsupported|not supported"), class: "MECH_UNSUPPORTED"},
	{protocols: "imap", phases: "login", all: says("login not allowed|login command is not|use authenticate"), class: "MECH_UNSUPPORTED"},
	{phases: "login", all: says("auth command|authenticate command|login command|command auth|auth not|auth is not|authentication not|authentication is not", "not implemented|not supported|not enabled|not available|not advertised|unsupported|unrecognized|disabled"), class: "MECH_UNSUPPORTED"},

	{phases: "login", all: says("password|passwd|密码|口令", "expired|has expired|has lapsed|will expire|isn't valid any more|is no longer valid|过期|失效"), class: "PASSWORD_EXPIRED"},
	{phases: "connect login select", all: says("web browser|weblogin|web login|sign in on the web|log in on the web|login on the web|log on to webmail|log in to webmail|login to webmail|login via the web|via webmail|through webmail|网页登录|登录网页|登录网页版|网页版|login to your account at|verify your account|verify your identity|unusual activity|unusual sign|unrecognized device|unrecognised device|unknown device|new device|confirm it by sms|by sms|suspicious|identity verification|身份验证页|异常登录|异地登录|account needs verification|accept the terms|agree to the terms|terms of service|user agreement"), class: "WEB_LOGIN_REQUIRED"},
	{phases: "login", all: says("captcha|verify code|图形验证码|滑块"), class: "WEB_LOGIN_REQUIRED"},
	{phases: "login", all: says("two-factor|two factor|two-step|two step|2-step|2fa|second factor|multi-factor|multifactor|mfa|one-time password|otp required|verification code|二次验证|二次认证|双因素|双因子|多因素|两步认证|动态口令|两步验证|双重验证|动态密码|短信验证"), class: "MFA_REQUIRED"},
	{phases: "login", all: says("must change|password reset|new password|set a new one|change your password|change password|need to change|reset your password|password must be changed|password change required|initial password|修改密码|更改密码|重置密码|初始密码|weak password|password is too weak|弱密码|密码强度|password too simple|密码过于简单|a password transition is needed"), class: "PASSWORD_MUST_CHANGE"},
	{phases: "login select fetch idle", all: says("session expired|accesstokenexpired|access token expired|access token has expired|token expired|token has expired|token is expired|oauth token expired"), class: "TOKEN_EXPIRED"},
	{phases: "login select", all: says("invalid access token|invalid_token|token is invalid|invalid token|access token|bad token|oauth", "invalid|rejected|not valid|failed|denied|bad|revoked"), class: "OAUTH_TOKEN_REJECTED"},
}

// wrongRules are sentences that say that the name or the password is wrong. The families in reticent say them of
// other things too.
var wrongRules = []rule{
	{families: "Tencent NetEase", phases: "login", all: says("login error"), class: "AUTH_AMBIGUOUS"},
	{phases: "login", all: says("密码错误|密码不正确|密码有误|口令错误|incorrect password|wrong password|password is wrong|password is incorrect|bad password|password error"), families: "NetEase Alibaba Tencent feishu sohu 139 189 263", class: "AUTH_BAD_CREDENTIALS"},
	{phases: "login", families: reticent, status: "NO -ERR BAD", class: "AUTH_AMBIGUOUS", all: says("fail|invalid|incorrect|error|denied|refused|rejected|unable|unsuccessful|not accepted|错误|失败|wrong|bad ")},
	{phases: "login", all: says("invalid|incorrect|wrong|bad|mismatch|unknown|not match|doesn't match|error|not valid|not accepted|错误|不正确|有误|不匹配|refused|rejected|denied|fail|unsuccessful|unable|no such", "password|passwd|passphrase|credential|login|log in|log on|logon|username|user name|user or|userid|auth|sign in|signin|密码|口令|帐号|账号|用户名|登录|验证|认证"), protocols: "imap pop3", class: "AUTH_BAD_CREDENTIALS"},
}

// accountRules tell of the account, the domain, and of protocols that somebody switched off.
var accountRules = []rule{
	{phases: "login", all: says("has been migrated|has moved|been moved to|was moved to|migrated to|invalid on this server|not on this server|wrong server|try another server|use another server|已迁移"), class: "WRONG_CLUSTER"},
	{protocols: "imap pop3", phases: "select", all: says("mailbox is locked|mailbox locked|folder is locked"), class: "MAILBOX_IN_USE"},
	{protocols: "imap pop3", phases: "login select", all: says("accessed by another|opened by another|in use by another|being used by|another client|another process"), class: "MAILBOX_IN_USE"},
	{phases: "connect login select fetch append search idle", all: says("bandwidth limit|command or bandwidth"), class: "THROTTLED"},
	{protocols: "imap pop3", all: says("locked by another|already locked|another pop|another session|lock maildrop|maildrop is locked|maildrop locked"), class: "MAILBOX_IN_USE"},
	{phases: "connect login select", all: says(" or imap is| or pop3 is| or pop is| or smtp is| or imap access| or pop access| or service is|或未开启|或未开通|或者未开", "disabled|not enabled|not open|off|未开启|未开通|未开"), class: "AUTH_AMBIGUOUS"},
	{phases: "connect login select", all: says("imap|pop3|pop |pop.|smtp|protocol|access|service|client|协议|服务|客户端", "not allowed for this|not allowed for your|disabled by the admin|disabled by your admin|disabled by admin|by your domain|for your domain|for this domain|by administrator|by the administrator|by admin|by your admin|by system admin|by the system admin|by your system admin|by your organization|by your organisation|contact your administrator to enable|not permitted for|your administrator has|管理员"), class: "PROTOCOL_DISABLED_ADMIN"},
	{phases: "connect login select", all: says("not licensed|no license|licence|not allowed to use|not permitted to use|is not authorized to use|does not have permission to use|does not have access rights|no access rights|您没有权限|无权使用|未授权使用"), class: "PROTOCOL_DISABLED_ADMIN"},
	{phases: "connect login select", all: says("imap|pop3|pop |pop.|smtp|protocol|service|协议|服务|功能", "not enabled|is disabled|are disabled|disabled for|is off|turned off|switched off|not open|not opened|not activated|not been activated|has not been enabled|must be enabled|please enable|to enable|enable it|need to enable|not available for|disabled|未开启|未开通|没有开启|没有开通|已关闭|未启用|未打开|需要开启|请开启|请先开启"), class: "PROTOCOL_DISABLED_USER"},
	{phases: "login", all: says("has no permission|no permission|no smtp permission|no imap permission|no pop permission|no pop3 permission"), class: "PROTOCOL_DISABLED_USER"},
	{phases: "login", all: says("enable imap|enable pop|enable smtp|allow less secure|less secure app|external access"), class: "PROTOCOL_DISABLED_USER"},

	{phases: "login", all: says("domain|域名|企业", "expired|过期|到期|欠费"), class: "DOMAIN_EXPIRED"},
	{phases: "login", all: says("domain|域名|企业", "disabled|suspended|not active|inactive|停用|禁用|冻结|blocked|locked"), class: "DOMAIN_DISABLED"},
	{protocols: "imap pop3", phases: "connect login select", all: says("simultaneous|concurrent", "session|connection|user|login"), class: "CONN_LIMIT"},
	{all: says("maximum number of connections|too many simultaneous|too many concurrent|too many connections|too many open connections|too many sessions|connection limit|connections limit|connections exceeded|concurrent connections|concurrent smtp|simultaneous connections|session limit|max connections|maximum connections|maximum pop3 connections|maximum imap connections|connections reached|concurrent users|concurrent logins|concurrent sessions|连接数|并发"), class: "CONN_LIMIT"},
	{phases: "login connect", all: says("too many|try again in|temporarily|exceeded|excessive", "login|log in|attempt|auth|sign in|failed|failure|password|credential|bad"), class: "RATE_LIMIT_LOGIN"},
	{phases: "login select", all: says("administratively locked|locked for inactivity|locked out|locked due|is locked|been locked|account locked|user locked|lockout|account is lock|被锁|锁定|已锁"), class: "ACCOUNT_LOCKED"},
	{phases: "login select", all: says("account|user|mailbox|subscription|帐号|账号|账户|帐户|用户|邮箱", "expired|has expired|has ended|has lapsed|过期|到期"), class: "ACCOUNT_EXPIRED"},
	{phases: "login select", all: says("account|user|mailbox|login|帐号|账号|账户|帐户|用户|邮箱", "disabled|suspended|deactivated|inactive|not active|no longer active|been deleted|was deleted|been removed|已删除|blocked|frozen|closed|terminated|banned|停用|禁用|冻结|注销|封禁|封停|暂停|停止服务|余额不足|不可用"), class: "ACCOUNT_DISABLED"},
	{phases: "login", all: says("unknown user name or bad password|unknown user name or password|unknown username or bad password|unknown username or password|unknown user or bad password|unknown user or password"), class: "AUTH_BAD_CREDENTIALS"},
	{phases: "login", all: says("user unknown|unknown user|no such user|no such account|no such mailbox|user not found|account not found|mailbox not found|user doesn't exist|user does not exist|account doesn't exist|account does not exist|mailbox doesn't exist|mailbox does not exist|no mailbox here|user not exist|account not exist|not a local user|用户不存在|帐号不存在|账号不存在|账户不存在|邮箱不存在|用户名不存在|无此用户|unknown account"), class: "USER_UNKNOWN"},
	{phases: "login", all: says("not a mailbox|is a group|is an alias|mailing list|distribution list|group address|邮件组|不是邮箱|have a mail file|no mail file|does not have a mailbox|doesn't have a mailbox|has no mailbox|not a mail user|not mail enabled|mailbox not provisioned|没有邮箱|未开通邮箱"), class: "NOT_A_MAILBOX"},
	{phases: "login", all: says("domain|域名|域", "not exist|not found|unknown|no such|不存在"), class: "USER_UNKNOWN"},
	{phases: "login", all: says("authorization-id|authorization id|authorization identity|not authorized to log in as|proxy authorization|cannot act as"), class: "AUTHZ_FAILED"},

	{phases: "connect login select", all: says("ip is not allowed|ip address is not allowed|ip not allowed|ip address not allowed|ip denied|ip is denied|from your ip|from this ip|your ip address|this ip address|from this location|from your location|from this country|your country|from this network|from your network|from outside|from abroad|your host is not|host is not permitted|host not permitted|not permitted to connect|not allowed to connect|ip地址|此ip|该ip|您的ip|登录地|白名单|not in whitelist|not in the whitelist|outside the allowed|geo|intranet|internal network|internal ip|内网|局域网|境外|海外登录"), status: "NO BAD BYE -ERR", class: "IP_DENIED"},
	{phases: "login", protocols: "submission", all: says("ip is not allowed|ip address is not allowed|ip not allowed|ip denied|from your ip|from this ip|from this location|from your location|from this network|from your network|from outside|from abroad|country|geograph|intranet|internal network|ip地址|白名单|内网|局域网|境外|not in whitelist"), class: "IP_DENIED"},
	{phases: "rcpt", all: says("not in whitelist"), class: "IP_DENIED"},
	{phases: "connect login select", all: says("conditional access|by policy|policy violation|access policy|security policy|login policy|policy restrict|violates policy|device is not allowed|unmanaged device|compliance|安全策略|策略限制|access denied by"), class: "POLICY_BLOCKED"},
	{phases: "connect login select", all: says("imap|pop3|smtp|service|protocol|mail client|third-party client|third party client|协议|服务|客户端", "not permitted|not allowed|forbidden|prohibited|不允许|禁止"), class: "PROTOCOL_DISABLED_ADMIN"},
}

// limitRules tell that it is a matter of time.
var limitRules = []rule{
	{all: says("too many|limit", "invalid imap|invalid command|bad command|unrecognized command|unrecognised command|unknown command|protocol error"), class: "CLIENT_PROTOCOL"},
	{phases: "connect login", all: says("login rate limit|rate limit hit|too many login|too many failed|too many authentication|too many auth|too many invalid|too many bad|too much fail|too many attempts|too many wrong|too many incorrect|login frequency|logins too frequent|login too frequent|too frequent|frequently|登录频率|尝试次数|过于频繁|次数过多|太频繁|次数超限"), class: "RATE_LIMIT_LOGIN"},
	{phases: "connect login", all: says("minimum time between|interval too short|too soon|login delay|login too often|too often|slow down|wait before"), class: "RATE_LIMIT_LOGIN"},
	{phases: "connect", all: says("too many", "from your ip|from this ip|messages|mails"), class: "RATE_LIMIT_IP"},
	{phases: "connect login select fetch append search idle", all: says("bandwidth limit|exceeded command|throttl|suggested backoff|too many requests|too many commands|request rate|rate limit|quota for commands|overquota for bandwidth|流量"), class: "THROTTLED"},
	{phases: "connect login select fetch idle", protocols: "pop3 imap", all: says("mailbox is in use|mailbox in use|already locked|is locked by|maildrop is locked|unable to lock|cannot lock|can't lock|mailbox locked|lock busy|locked by another|another pop|another session|in use by another|already in use|邮箱正在使用"), class: "MAILBOX_IN_USE"},
	{phases: "connect login select fetch append search idle", protocols: "imap pop3", status: "BYE", all: says("signing off|logging out|logout|goodbye|bye bye|see you|sayonara"), class: "INFO_CLOSE"},
	{phases: "connect login select fetch append search idle starttls", all: says("system busy|server busy|server is busy|system is busy|too busy|overload|temporar|try again|try later|retry later|maintenance|backend|not available at|currently unavailable|service unavailable|service not available|service is unavailable|server unavailable|can't connect to|cannot connect to|could not connect to|unable to connect to|unable to contact|can't contact|cannot contact|could not contact|not responding|no response from|server unreachable|is unreachable|at this time|at present|shutting down|shutdown|restarting|timeout|timed out|autologout|idle for too long|inactivity|internal error|internal server|system error|system problem|server error|database|load average|系统繁忙|繁忙|请重试|系统忙|稍后|服务器忙|维护|系统错误|服务不可用|超时"), status: "NO BAD BYE -ERR", class: "SERVER_TEMP"},
}

// folderRules tell of folders, space and copies.
var folderRules = []rule{
	{protocols: "imap", phases: "login", status: "BAD", command: "AUTHENTICATE", all: says("command|argument|syntax|parse|implemented"), class: "MECH_UNSUPPORTED"},
	{protocols: "imap", phases: "append", all: says("size limit|too large|too big|message size|exceeds size|exceeds maximum"), class: "SIZE_LIMIT"},
	{all: says("mail has saved by|already saved by smtp|already stored by smtp|message already exists|duplicate message"), protocols: "imap", class: "BENIGN_DUPLICATE"},
	{all: says("over quota|overquota|quota exceed|exceeds quota|exceeded quota|exceeded your quota|quota full|out of quota|exceeded storage|exceeded the storage|storage limit|storage quota|mailbox is full|mailbox full|mailbox has exceeded|inbox is full|mailbox size limit|out of storage|insufficient storage|no space left|disk full|disk quota|not enough space|not enough storage|邮箱已满|容量已满|空间不足|空间已满|容量不足|超出容量|邮箱容量"), class: "QUOTA_FULL"},
	{protocols: "imap pop3", phases: "select fetch append", all: says("read-only|read only|readonly|只读"), class: "FOLDER_READONLY"},
	{protocols: "imap", phases: "select append fetch", all: says("reserved|system folder|cannot be renamed|cannot be deleted|can't delete|cannot delete|cannot rename|can not create|not allowed to create|系统文件夹|special folder|predefined"), class: "FOLDER_RESERVED"},
	{protocols: "imap", phases: "select append fetch", all: says("folder not exist|mailbox does not exist|mailbox doesn't exist|unknown mailbox|unknown folder|no such mailbox|no such folder|mailbox not found|folder not found|nonexistent mailbox|non-existent|doesn't exist|does not exist|not exist|not found|no mailbox|cannot open|can't open|invalid mailbox|invalid folder|noselect|文件夹不存在|不存在"), class: "FOLDER_MISSING"},
	{protocols: "imap", all: says("could not parse|parse error|syntax error|invalid argument|unknown command|unrecognized command|unrecognised command|bad command|command unknown|command unrecognized|command not recognized|missing argument|missing or invalid|unexpected argument|invalid arguments|invalid command|bad syntax|unsupported command|not implemented|unimplemented|badcharset|charset is not supported|unsupported charset|invalid header|invalid message|contains bare|bare newline|8bit|nul character|invalid sequence|out of sequence|wrong state|invalid state|not in|not valid in|illegal in"), status: "NO BAD", class: "CLIENT_PROTOCOL"},
	{protocols: "pop3", all: says("protocol error|unknown command|unrecognized command|invalid command|command not|bad command|syntax error|wrong state|not valid in|invalid in this|out of sequence"), class: "CLIENT_PROTOCOL"},
}
