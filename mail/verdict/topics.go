package verdict

// The words of this file are grouped by what they speak of. A rule of two or three groups knows sentences that nobody
// has collected yet; that is why such rules come after those that know a sentence.
const (
	aProtocol = "imap|pop3|pop |pop/|pop服务|smtp|protocol|mail client|email client|third-party client|third party client|third-party app|third party app|client access|external client|external mail|desktop client|协议|客户端|第三方"
	isOff     = "disabled|not enabled|isn't enabled|not been enabled|never been enabled|not imap enabled|not pop enabled|not smtp enabled|turned off|switched off|deactivated|not activated|not active|is off|switch is closed|is closed|not open|isn't on|not turned on|not switched on|not part of|isn't part of|not included|isn't included|does not include|doesn't include|not available on|not available in|not available with|not subscribed|未开启|尚未开|没有开启|没开启|未开通|没有开通|没开通|未启用|未打开|未开放|没有开放|已关闭|关闭了|被关闭|处于关闭|已禁用|被禁用|已停用|不包含|不支持|请开启|请先开启|请打开|开启后|被您关闭|中打开|中开启|not offered|isn't offered|only paying|paying customers|paid plan|upgrade your plan|switch on|switch it on|turn on|turn it on"
	isBarred  = "not allowed|isn't allowed|not permitted|blocked|restricted|forbid|forbidden|prohibited|revoked|disallowed|may not use|cannot use|限制|禁止|不允许|不能使用|无法使用|没有开放"
	byAdmin   = "admin|postmaster|organization|organisation|your company|your employer|it department|it team|helpdesk|help desk|tenant|管理员|企业|公司|单位|租户|网管"
	anAccount = "account|user|mailbox|member|subscriber|帐号|账号|账户|帐户|用户|邮箱|成员"
	aSecret   = "password|passphrase|passwd|credential|secret|密码|口令"
	isWrong   = "incorrect|wrong|invalid|mismatch|not match|错误|不正确|有误"
	aNetwork  = "network|your ip|this ip|office ip|ip address|ip range|the lan|location|country|region|网络|ip地址|ip段|地区|境外|异地|国外|海外"
	isTooMany = "too many|exceeded|exceeds|超过次数|次数超|次数过多|次数已|多次|频繁|过于频繁|小时后|分钟后|minutes|an hour|hours"
	aSender   = "sender|from address|mail from|header from|from header|from:|envelope|发件人|发信人|发件地址|发信地址"
	aReceiver = "recipient|rcpt|addressee|收件人|收信人|接收人"
	isOver    = "too many|too much|limit|maximum|max |exceed|more than|threshold|allowance|quota|used up|over the|过多|超过|超出|超限|上限|限制|太多"
	aMessage  = "message|mail|letter|attachment|content|file|extension|executable|archive|link|邮件|信件|附件|内容|正文|链接"
	isRefused = "reject|refuse|denied|deny|block|not accept|unaccept|cannot be accepted|can't be accepted|not allowed|not permitted|prohibited|banned|forbidden|declined|discarded|拒绝|拒收|禁止|不允许|退回|拦截|被拒"
)

// firmRules know sentences in which two topics together leave no doubt, whatever else is said.
var firmRules = []rule{
	{phases: "connect login select", all: says(aSecret, " or | either |或", aProtocol, isOff), class: "AUTH_AMBIGUOUS"},
	{phases: "login", all: says("login|logon|log in|logins|connection|client|access|auth|登录|访问|客户端|使用", aNetwork, "allow list|allowlist|allowed list|whitelist|disallowed|not allowed|not permitted|restricted|switched off|only from|limited to|限制|不允许|禁止|拒绝|不在"), without: "too many|frequen|频繁|次数|attempt", class: "IP_DENIED"},
	{phases: "connect login select", all: says(aProtocol, isOff+"|"+isBarred, byAdmin), without: "mechanism|method|plaintext|cleartext|oauth|basic auth|policy|conditional|策略|网络|password|密码", class: "PROTOCOL_DISABLED_ADMIN"},
	{families: "exchange", phases: "connect login select", all: says(aProtocol, isOff), class: "PROTOCOL_DISABLED_ADMIN"},
	{phases: "connect login select", all: says(aProtocol, isOff), without: "mechanism|method|plaintext|cleartext|oauth|basic auth|logindisabled|admin|authenticate|domain|command|apop|cram|ntlm|server unavailable|系统|account is disabled|account disabled|user disabled|user is disabled|account has been disabled|account is not active|account not active|account deactivated|account was deactivated|account has been deactivated|not allowed|授权码|专用密码|安全密码|authorization code|管理员|or password|by policy|mailbox is disabled|账户|for this account|for user|不支持", class: "PROTOCOL_DISABLED_USER"},
	{phases: "login connect", all: says("ip |address|host|client", "banned|blocked|ban |barred|封禁", "minute|hour|temporar|for a while|later|稍后|分钟|小时"), class: "RATE_LIMIT_IP"},
	{phases: "login", all: says(aSecret+"|attempt|login|登录|尝试", "超过次数|次数超|次数过多|次数已|错误次数|小时后|分钟后|连续输错|连续错误|输错"), without: "锁|冻结|lock|验证码", class: "RATE_LIMIT_LOGIN"},
	{phases: "login", all: says(aSecret, "安全级别|强度|过低|太弱|过弱|过于简单|too weak|too simple|too short|too old|complexity|strength|not strong|must be changed|needs to be changed|has to be changed|at least|characters|change it|needs changing|must be renewed|must be updated"), without: isWrong, class: "PASSWORD_MUST_CHANGE"},
	{phases: "login", all: says("web interface|in a browser|in your browser|with a browser|using a browser|on our website|on the website|网页端|浏览器|扫码|微信扫"), without: isWrong + "|enable|开启|授权码|app password|oauth|switch on|turn on", class: "WEB_LOGIN_REQUIRED"},
	{protocols: "submission", phases: "mail-from data", all: says(aSender, "match|same as|identical|belong|not own|doesn't own|isn't yours|not yours|logged in as|signed in as|login name|authenticated as|auth user|authenticated user|authorized user|alias of|一致|相同|不符|匹配|登录帐号|登录账号"), without: "not logged in|not authenticated|authentication required|authentication is required|spf|dkim|dmarc|mx record|helo|spam|domain not found", class: "SENDER_MISMATCH"},
}

// broadRules know of what a sentence speaks where no rule knows the sentence.
var broadRules = []rule{
	{phases: "connect login mail-from", all: says("ssl|tls", "need|require|must|only|first|before|please|use |without|请|需|必须"), without: "certificate|unavailable|not available|fail|handshake|error|证书", class: "TLS_REQUIRED"},
	{phases: "login", all: says("accept|agree|confirm|同意|接受|确认", "terms|agreement|privacy|conditions|条款|隐私"), class: "WEB_LOGIN_REQUIRED"},
	{phases: "login", all: says("moved|migrated|relocated|transferred|hosted on|lives on|迁移|搬迁", "connect to|use |server|host|another|请使用|服务器"), without: "being |temporar|later|正在|稍后", class: "WRONG_CLUSTER"},
	{phases: "login", all: says("name|user|account|address|mailbox|帐号|账号|用户|邮箱", "not known|don't know|doesn't know|does not know|do not know|not recogni|never heard|nobody|no one|查无|未注册|没有找到|找不到"), without: aSecret + "|command|network|ip ", class: "USER_UNKNOWN"},
	{phases: "connect login", all: says("under a layer|security layer|confidentiality|encrypted connection|encrypted channel|encrypted session|without tls|without ssl|without encryption|over tls|over ssl|secure channel|加密连接|加密方式|ssl连接|使用ssl|ssl加密|tls加密"), class: "TLS_REQUIRED"},
	{phases: "login", all: says("apop|cram|ntlm|digest|gssapi|scram|auth plain|auth login|xoauth2|oauthbearer|sasl", "not supported|unsupported|not available|unavailable|not implemented|not offered|unknown|不支持"), class: "MECH_UNSUPPORTED"},
	{protocols: "pop3", phases: "login select", all: says("mailbox|maildrop|mail drop|spool|邮箱", "busy|has the lock|in use|another|locked|正在使用|占用|被使用"), class: "MAILBOX_IN_USE"},
	{phases: "login", all: says("trial|subscription|plan|licence|license|contract|service|membership|account|mailbox|套餐|服务|帐号|账号|邮箱", "run out|ran out|ended|expired|lapsed|renew|unpaid|overdue|到期|过期|续费|欠费"), without: aSecret + "|token|session|certificate|code", class: "ACCOUNT_EXPIRED"},
	{phases: "login", all: says(anAccount+"|access", "on hold|suspen|paused|barred|closed|cancelled|canceled|terminated|removed|deleted|dormant|hibernat|frozen|freez|revoked|archived|no longer exist|off-boarded|left the|停用|冻结|注销|被封|休眠|禁用|销户|离职|异常"), class: "ACCOUNT_DISABLED"},
	{phases: "connect login select", all: says(aProtocol, "has no right|have no right|not entitled|not granted|no access|access denied|not assigned|not provisioned|未授权|无权限|没有权限"), without: isWrong, class: "PROTOCOL_DISABLED_ADMIN"},
	{phases: "login", all: says("attempt|login|log in|sign-in|sign in|auth|登录|尝试", isTooMany), class: "RATE_LIMIT_LOGIN"},
	{phases: "connect login select fetch append search idle", status: "NO BAD BYE -ERR", all: says("unavailable|not available|out of service|out of order|is down|are down|not reachable|unreachable|cannot reach|can't reach|could not reach|lost connection|connection lost|connection refused|connection reset|i/o error|io error|read error|write error|disk error|resource|out of memory|unexpected error|fatal error|something went wrong|crash|upgrade|migrat|升级|出错|异常|故障|未响应|错误，请"), without: aSecret + "|用户名", class: "SERVER_TEMP"},

	{protocols: "imap", phases: "append select fetch", all: says("quota|allowance|storage|space|mailbox|account|limit|空间|容量|配额|邮箱", "full|100%|exceed|exhaust|used up|over |no more|not enough|out of|insufficient|reached|超出|超过|已满|用完|用尽|不足|满了"), class: "QUOTA_FULL"},
	{protocols: "imap", phases: "select fetch append", all: says("permission|access denied|denied|acl|not permitted|not allowed|no right|insufficient right|forbidden|权限"), class: "FOLDER_READONLY"},
	{protocols: "imap", phases: "select", all: says("open|select|format|exist|access|find|locate|unknown|invalid|deleted|noselect|无法打开|找不到"), status: "NO", class: "FOLDER_MISSING"},
	{protocols: "pop3 imap", phases: "fetch", all: says("no such message|message not found|no message|unknown message|invalid message|not that many|already deleted|message deleted|has been deleted|been expunged|out of range|message number|邮件不存在"), class: "CLIENT_PROTOCOL"},

	{protocols: "submission", phases: "mail-from rcpt data", all: says(aReceiver, isOver), without: "quota|容量|size|mailbox|storage|空间", class: "RCPT_TOO_MANY"},
	{protocols: "submission", phases: "rcpt data", all: says("quota|storage|space|mailbox|inbox|邮箱|空间|容量|信箱", "full|exceed|exhaust|used up|over |no more|not enough|out of|insufficient|超出|超过|已满|用完|用尽|不足|满了"), without: "size|mb|send|hour|day|发送", class: "QUOTA_FULL"},
	{protocols: "submission", phases: "data mail-from", all: says(aMessage, "large|size|big|bytes|mb|megabyte|大小|过大|太大"), without: "spam|domain", class: "SIZE_LIMIT"},
	{protocols: "submission", phases: "mail-from rcpt data", all: says("sent|send|sending|outgoing|outbound|submission|messages|mails|发送|发信|发件|投递", isOver+"|slow down|频率|过快|太快"), class: "RATE_LIMIT_SEND"},
	{protocols: "submission", phases: "mail-from rcpt data", all: says("relay|中继|转发", "not |deny|denied|refus|reject|forbid|prohibit|disallow|no |不允许|拒绝|禁止|不支持"), class: "RELAY_DENIED"},
	{protocols: "submission", phases: "mail-from rcpt data", all: says("sign in|signed in|log in|logged in|logon|authenticate|认证|登录", "first|before|must|need|not |please|required|先|未"), class: "AUTH_REQUIRED"},
	{protocols: "submission", phases: "mail-from data rcpt", all: says("account|your mailbox|sending|outbound|帐号|账号|账户|发信", "suspen|frozen|freez|disabled|restricted|paused|on hold|locked|abuse|冻结|停用|禁用|封|异常|限制"), without: aReceiver + "|that account|this account does|address", class: "ACCOUNT_BLOCKED_SENDING"},
	{protocols: "submission", phases: "connect mail-from rcpt data", all: says("ip |your address|your network|ip address|client address|connecting host|sending host|sending server|dynamic|residential|ptr|reverse", isRefused+"|policy|listed|blacklist|reputation|dynamic|missing|abuse"), class: "IP_REPUTATION"},
	{protocols: "submission", phases: "rcpt", all: says("user|mailbox|address|account|recipient|person|inbox|alias|customer|用户|邮箱|地址|收件人|帐号|账号", "not exist|unknown|no such|no longer|moved|invalid|isn't|not here|not valid|not found|nobody|never heard|closed|deleted|not listed|no one|无效|已注销|找不到|没有该|错误"), class: "RCPT_UNKNOWN"},
	{protocols: "submission", phases: "mail-from data", all: says(aMessage, "advert|scam|fraud|unwanted|bulk|uce|malicious|敏感|广告|诈骗|钓鱼|违法|可疑"), class: "SPAM_REJECT"},
	{protocols: "submission", phases: "data", code: 5, all: says(aMessage, isRefused), class: "SEND_REJECTED"},
}
