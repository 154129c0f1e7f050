package verdict

// The words of this file are grouped by what they speak of. A rule of two or three groups knows sentences that nobody
// has collected yet; that is why such rules come after those that know a sentence.
const (
	aProtocol = "imap|pop3|pop |pop/|pop服务|smtp|protocol|mail client|email client|third-party client|third party client|third-party app|third party app|client access|external client|external mail|desktop client|协议|客户端|第三方"
	isOff     = "been closed|service closed|disabled|not enabled|isn't enabled|not been enabled|never been enabled|not imap enabled|not pop enabled|not smtp enabled|turned off|switched off|deactivated|not activated|not active|is off|switch is closed|is closed|not open|isn't on|not turned on|not switched on|not part of|isn't part of|not included|isn't included|does not include|doesn't include|not available on|not available in|not available with|not subscribed|未开启|尚未开|没有开启|没开启|未开通|没有开通|没开通|未启用|未打开|未开放|没有开放|已关闭|关闭了|被关闭|处于关闭|已禁用|被禁用|已停用|不包含|不支持|请开启|请先开启|请打开|开启后|被您关闭|中打开|中开启|not offered|isn't offered|only paying|paying customers|paid plan|upgrade your plan|switch on|switch it on|turn on|turn it on"
	isBarred  = "not allowed|isn't allowed|not permitted|blocked|restricted|forbid|forbidden|prohibited|revoked|disallowed|may not use|cannot use|限制|禁止|不允许|不能使用|无法使用|没有开放"
	byAdmin   = "admin|postmaster|organization|organisation|your company|your employer|it department|it team|helpdesk|help desk|tenant|管理员|企业|公司|单位|租户|网管"
	anAccount = "account|user|mailbox|member|subscriber|帐号|账号|账户|帐户|用户|邮箱|成员"
	aSecret   = "password|passphrase|passwd|credential|secret|密码|口令"
	isWrong   = "incorrect|wrong|invalid|mismatch|not match|错误|不正确|有误"
	aLogin    = "login|log in|log on|logon|logins|sign-in|sign in|signing in|auth|登录|登陆|认证|验证"
	aNetwork  = " ip |home country|office|当前ip|登录ip|ip不|ip未|ip已|本ip|client ip|network|your ip|this ip|office ip|ip address|ip range|the lan|location|country|region|网络|ip地址|ip段|地区|境外|异地|国外|海外"
	isTooMany = "too many|exceeded|exceeds|超过次数|次数超|次数过多|次数已|多次|频繁|过于频繁|小时后|分钟后|minutes|an hour|hours"
	aSender   = "sender|from address|mail from|header from|from header|from:|envelope|发件人|发信人|发件地址|发信地址"
	aReceiver = "recipient|rcpt|addressee|收件人|收信人|接收人"
	isPlain   = "plaintext|plain text|plain-text|cleartext|clear text|clear-text|unencrypted|明文"
	isOver    = "at most|too many|too much|limit|maximum|max |exceed|more than|threshold|allowance|quota|used up|over the|过多|超过|超出|超限|上限|限制|太多"
	aMessage  = "message|mail|letter|attachment|content|file|extension|executable|archive|link|邮件|信件|附件|内容|正文|链接"
	isRefused = "reject|refuse|denied|deny|block|not accept|unaccept|cannot be accepted|can't be accepted|not allowed|not permitted|prohibited|banned|forbidden|declined|discarded|拒绝|拒收|禁止|不允许|退回|拦截|被拒"
)

// firmRules know sentences in which two topics together leave no doubt, whatever else is said.
var firmRules = []rule{
	{phases: "connect login select", all: says(aSecret+"|fail|失败|"+isWrong, " or | either |或", aProtocol, isOff), class: "AUTH_AMBIGUOUS"},
	{phases: "login", families: reticent, all: says("不存在|not exist|unknown|not found|no such", " or |或", aSecret), class: "AUTH_AMBIGUOUS"},
	{phases: "login", all: says("不存在|not exist|unknown|not found|no such", " or |或", aSecret), class: "AUTH_BAD_CREDENTIALS"},
	{phases: "login", all: says("webmail only|only webmail|only in webmail|only via web|only through web|web only|only the web|仅网页|只能网页|只允许网页|仅限网页|仅支持网页"), class: "PROTOCOL_DISABLED_ADMIN"},
	{phases: "login", all: says(isPlain, isRefused+"|disabled|refused|only|need|without|disallow|不"), class: "TLS_REQUIRED"},
	{phases: "login", all: says("oauth|modern auth", aSecret+"|basic|plain", "retired|no longer|removed|withdrawn|discontinued|phased out|must|sign in with|instead|不再|停止"), without: "token|app password|access token", class: "BASIC_AUTH_DISABLED"},
	{phases: "login", all: says("account|user|login|帐号|账号|账户|帐户|用户", " locked|锁定|被锁|已锁"), without: "another|session|maildrop|in use|mailbox lock|mailbox is lock|by policy|security defaults|disabled or|or locked|locked or", class: "ACCOUNT_LOCKED"},
	{protocols: "imap pop3", phases: "connect login", all: says(" ip |your ip|ip address|your address|this address|your host|ip地址|该ip|您的ip", "blocked|banned|blacklisted|denylisted|被封|封禁|已被禁", "attempt|fail|login|abuse|wrong|尝试|失败|多次"), class: "RATE_LIMIT_IP"},
	{protocols: "imap pop3", phases: "connect login", all: says(" ip |your ip|ip address|your address|this address|your host|ip地址|该ip|您的ip", "blocked|banned|blacklisted|denylisted|被封|封禁|已被禁"), class: "IP_DENIED"},
	{phases: "login", all: says(aNetwork, "white list|allow list|allowlist|allowed list|whitelist|disallowed|not allowed|not permitted|restricted|switched off|only from|limited to|限制|不允许|禁止|拒绝|不在"), without: "too many|frequen|频繁|次数|attempt", class: "IP_DENIED"},
	{phases: "connect login select", all: says(aProtocol, isOff+"|"+isBarred, byAdmin), without: "mechanism|method|plaintext|cleartext|oauth|basic auth|policy|conditional|策略|网络|password|密码", class: "PROTOCOL_DISABLED_ADMIN"},
	{families: "exchange", phases: "connect login select", all: says(aProtocol, isOff), class: "PROTOCOL_DISABLED_ADMIN"},
	{phases: "connect login select", all: says(aProtocol, isOff), without: "mechanism|method|plaintext|cleartext|oauth|basic auth|logindisabled|admin|authenticate|domain|command|apop|cram|ntlm|server unavailable|系统|account is disabled|account disabled|user disabled|user is disabled|account has been disabled|account is not active|account not active|account deactivated|account was deactivated|account has been deactivated|not allowed|授权码|专用密码|安全密码|authorization code|管理员|or password|by policy|mailbox is disabled|账户|for this account|for user|不支持", class: "PROTOCOL_DISABLED_USER"},
	{phases: "login connect", all: says(" ip |ip address|your address|host|client", "banned|blocked|ban |barred|封禁", "minute|hour|temporar|for a while|later|稍后|分钟|小时"), class: "RATE_LIMIT_IP"},
	{phases: "login", all: says(aSecret+"|attempt|login|登录|尝试", "超过次数|次数超|次数过多|次数已|错误次数|小时后|分钟后|连续输错|连续错误|输错"), without: "锁|冻结|lock|验证码", class: "RATE_LIMIT_LOGIN"},
	{phases: "login", all: says("基础认证|基本认证|基本身份验证|基本验证", "不支持|停用|禁用|请使用|关闭|不再"), class: "BASIC_AUTH_DISABLED"},
	{phases: "login", all: says(aSecret, "was valid until|out of date|outdated|pick another|pick a new|choose a new|choose another|no longer accepted|has aged"), without: isWrong + "|app password|characters", class: "PASSWORD_EXPIRED"},
	{phases: "login", all: says(aSecret, "安全级别|强度|过低|太弱|过弱|过于简单|too weak|too simple|too short|too old|complexity|strength|not strong|must be changed|needs to be changed|has to be changed|at least|characters|change it|needs changing|must be renewed|must be updated"), without: isWrong, class: "PASSWORD_MUST_CHANGE"},
	{phases: "login", all: says("web interface|in a browser|in your browser|with a browser|using a browser|on our website|on the website|网页端|浏览器|扫码|微信扫"), without: isWrong + "|enable|开启|授权码|app password|oauth|switch on|turn on", class: "WEB_LOGIN_REQUIRED"},
	{protocols: "submission", phases: "mail-from rcpt data", all: says("not logged in|not signed in|not authenticated|before sending|without authentication|without logging in|未登录|未认证|未经认证|没有登录"), without: "spf|dkim|dmarc|sendernotauthenticated", class: "AUTH_REQUIRED"},
	{protocols: "submission", phases: "mail-from rcpt data", code: 5, all: says("account|user|mailbox|帐号|账号|账户|用户", "may not send|cannot send|can't send|may no longer send|not allowed to send mail|不能发信|无法发信"), without: " as | with ", class: "ACCOUNT_BLOCKED_SENDING"},
	{protocols: "submission", phases: "mail-from", code: 5, all: says("user|account|mailbox|帐号|账号|账户|用户", "suspended|frozen|停用|冻结|封禁"), class: "ACCOUNT_BLOCKED_SENDING"},
	{protocols: "submission", phases: "mail-from rcpt data", all: says("signed in as|logged in as|authenticated as|登录的是", "send|address|from|发"), class: "SENDER_MISMATCH"},
	{protocols: "submission", phases: "rcpt", code: 5, all: says("relay|forward|deliver", "stranger|foreign|non-local|not local|not hosted|other domain|remote domain|external domain|not one of our"), class: "RELAY_DENIED"},
	{protocols: "submission", phases: "mail-from data", all: says(aSender, "login user|must be the|must be your|must use|may only|only be|match|same as|identical|belong|not own|doesn't own|isn't yours|not yours|logged in as|signed in as|login name|authenticated as|auth user|authenticated user|authorized user|alias of|一致|相同|不符|匹配|登录帐号|登录账号"), without: "not logged in|not authenticated|authentication required|authentication is required|spf|dkim|dmarc|mx record|helo|spam|domain not found", class: "SENDER_MISMATCH"},
}

// broadRules know of what a sentence speaks where no rule knows the sentence.
var broadRules = []rule{
	{phases: "connect login mail-from", all: says("ssl|tls", "inactive|not active|not permitted|not allowed|need|require|must|only|first|before|please| use |without|请|需|必须"), without: "certificate|unavailable|not available|fail|handshake|error|证书", class: "TLS_REQUIRED"},
	{phases: "login", all: says("authenticator|second step|one-time|passcode|security token|验证器|动态码|令牌|二次验证"), class: "MFA_REQUIRED"},
	{phases: "connect login select", all: says(aProtocol, "权限|permission|privilege|role|right|licen|feature|package", " no |not |没有|无|未|ask|need|without|lack|missing"), without: "mechanism|" + isWrong, class: "PROTOCOL_DISABLED_ADMIN"},
	{phases: "login", all: says("policy|policies|managed device|compliant|compliance|trusted device|enrolled|策略|合规|受管|可信设备", isRefused+"|only|require|not |must|限制"), without: aSecret, class: "POLICY_BLOCKED"},
	{phases: "login", all: says("accept|agree|confirm|同意|接受|确认", "terms|agreement|privacy|conditions|条款|隐私"), class: "WEB_LOGIN_REQUIRED"},
	{phases: "login", all: says("moved|migrated|relocated|transferred|hosted on|lives on|stored on|located on|served by|home server|迁移|搬迁", "connect to| use |log in there|sign in there|server|host|another|请使用|服务器"), without: "being |temporar|later|正在|稍后", class: "WRONG_CLUSTER"},
	{phases: "login", all: says("name|user|account|address|mailbox|帐号|账号|用户|邮箱", "not known|don't know|doesn't know|does not know|do not know|not recogni|never heard|nobody|no one|查无|未注册|没有找到|找不到"), without: aSecret + "|command|network|ip ", class: "USER_UNKNOWN"},
	{phases: "connect login", all: says("under a layer|security layer|confidentiality|encrypted connection|encrypted channel|encrypted session|without tls|without ssl|without encryption|over tls|over ssl|secure channel|加密连接|加密方式|ssl连接|使用ssl|ssl加密|tls加密"), class: "TLS_REQUIRED"},
	{phases: "login", all: says("apop|cram|ntlm|digest|gssapi|scram|auth plain|auth login|xoauth2|oauthbearer|sasl", "not supported|unsupported|not available|unavailable|not implemented|not offered|unknown|不支持"), class: "MECH_UNSUPPORTED"},
	{protocols: "pop3 imap", phases: "login select", all: says(" lock|lock file", "obtain|acquire|get |could not|unable|cannot|failed to"), without: "account|locked", class: "MAILBOX_IN_USE"},
	{phases: "connect login select", all: says("maximum|too many|limit|exceed| only |already have|already open|最大|过多|超过", "session|connection|concurren|simultan|登录数|连接|会话|在线"), without: "attempt|fail|per minute|per hour|次数", class: "CONN_LIMIT"},
	{protocols: "pop3", phases: "login select", all: says("mailbox|maildrop|mail drop|spool|邮箱", "busy|has the lock|in use|another|locked|正在使用|占用|被使用"), class: "MAILBOX_IN_USE"},
	{phases: "login", all: says("trial|subscription|plan|licence|license|contract|service|membership|account|mailbox|套餐|服务|帐号|账号|邮箱", "run out|ran out|ended|expired|lapsed|renew|unpaid|overdue|到期|过期|续费|欠费"), without: aSecret + "|token|session|certificate|code", class: "ACCOUNT_EXPIRED"},
	{phases: "login", all: says(anAccount+"|access", "on hold|suspen|paused|barred|closed|cancelled|canceled|terminated|removed|deleted|dormant|hibernat|frozen|freez|revoked|archived|no longer exist|off-boarded|left the|停用|冻结|注销|被封|休眠|禁用|销户|离职|异常"), class: "ACCOUNT_DISABLED"},
	{phases: "connect login select", all: says(aProtocol, "has no right|have no right|not entitled|not granted|no access|access denied|not assigned|not provisioned|未授权|无权限|没有权限"), without: isWrong, class: "PROTOCOL_DISABLED_ADMIN"},
	{phases: "login", all: says("attempt|尝试|"+aLogin, isTooMany), class: "RATE_LIMIT_LOGIN"},
	{phases: "connect login select fetch append search idle", status: "NO BAD BYE -ERR", all: says("unavailable|not available|out of service|out of order|is down|are down|not reachable|unreachable|cannot reach|can't reach|could not reach|lost connection|connection lost|connection refused|connection reset|i/o error|io error|read error|write error|disk error|resource|out of memory|unexpected error|fatal error|something went wrong|crash|corrupt|damaged|upgrade|migrat|升级|内部错误|服务器错误|内部异常|出错|异常|故障|未响应|错误，请"), without: aSecret + "|用户名", class: "SERVER_TEMP"},

	{protocols: "imap", phases: "append select fetch", all: says("quota|allowance|storage|space|mailbox|account|limit|store|disk|空间|容量|配额|邮箱", "full|100%|exceed|exhaust|used up|over |no more|not enough|out of|insufficient|reached|超出|超过|已满|用完|用尽|不足|满了"), class: "QUOTA_FULL"},
	{protocols: "imap", phases: "select fetch append", all: says("permission|access denied|denied|acl|not permitted|not allowed|no right|insufficient right|forbidden|权限"), class: "FOLDER_READONLY"},
	{protocols: "imap", phases: "select", status: "NO", all: says("already exist|mailbox exists|folder exists|已存在"), class: "FOLDER_RESERVED"},
	{protocols: "imap", phases: "select", all: says("open|select|format|exist|access|find|locate|unknown|invalid|deleted|removed|noselect|无法打开|找不到"), status: "NO", class: "FOLDER_MISSING"},
	{protocols: "pop3 imap", phases: "fetch select append", all: says("internal|failure while|failure in|failed to|unable to read|cannot read|can't read|could not read|read error"), without: "parse|argument|no such", class: "SERVER_TEMP"},
	{protocols: "imap", phases: "fetch", all: says("message|mail|uid|sequence|邮件", "no such|not found|no longer|unknown|invalid|deleted|expunged|gone|out of range|only |vanished|not exist|不存在|已删除"), class: "CLIENT_PROTOCOL"},

	{protocols: "submission", phases: "mail-from rcpt data", all: says(aReceiver, isOver), without: "quota|容量|size|mailbox|storage|空间", class: "RCPT_TOO_MANY"},
	{protocols: "submission", phases: "rcpt data", all: says("quota|storage|space|mailbox|inbox|邮箱|空间|容量|信箱", "full|exceed|exhaust|used up|over |no more|not enough|out of|insufficient|超出|超过|已满|用完|用尽|不足|满了"), without: "size| mb|send|hour|day|发送", class: "QUOTA_FULL"},
	{protocols: "submission", phases: "data mail-from", all: says(aMessage, "large|size| big|bytes| mb|mb |megabyte|大小|过大|太大"), without: "spam|domain", class: "SIZE_LIMIT"},
	{protocols: "submission", phases: "mail-from rcpt data", all: says("sent|send|sending|outgoing|outbound|submission|messages|mails|letters|发送|发信|发件|投递", isOver+"|slow down|频率|过快|太快"), class: "RATE_LIMIT_SEND"},
	{protocols: "submission", phases: "mail-from rcpt data", all: says("relay|中继|转发", " not |deny|denied|refus|reject|forbid|prohibit|disallow| no |不允许|拒绝|禁止|不支持"), class: "RELAY_DENIED"},
	{protocols: "submission", phases: "mail-from rcpt data", all: says("sign in|signed in|log in|logged in|logon|authenticate|认证|登录", "first|before|must|need|not |please|required|先|未"), class: "AUTH_REQUIRED"},
	{protocols: "submission", phases: "mail-from data rcpt", all: says("account|your mailbox|sending|outbound|帐号|账号|账户|发信", "suspen|frozen|freez|disabled|restricted|paused|on hold|locked|abuse|冻结|停用|禁用|封|异常|限制"), without: aReceiver + "|that account|this account does|address", class: "ACCOUNT_BLOCKED_SENDING"},
	{protocols: "submission", phases: "connect mail-from rcpt data", all: says(" ip |your ip|ip address|your address|your network|ip address|client address|connecting host|sending host|sending server| dynamic|residential| ptr|reverse", isRefused+"|policy|listed|blacklist|reputation|dynamic|missing|abuse"), class: "IP_REPUTATION"},
	{protocols: "submission", phases: "rcpt", all: says("user|mailbox|address|account|recipient|person|inbox|alias|customer|用户|邮箱|地址|收件人|帐号|账号", "not exist|unknown|no such|no longer|moved|invalid|isn't|not here|not valid|not found|nobody|never heard|closed|deleted|not listed|no one|无效|已注销|找不到|没有该|错误"), class: "RCPT_UNKNOWN"},
	{protocols: "submission", phases: "mail-from data", all: says(aMessage, "advert|scam|fraud|unwanted|bulk|uce|malicious|敏感|广告|诈骗|钓鱼|违法|可疑"), class: "SPAM_REJECT"},
	{protocols: "submission", phases: "data", code: 5, all: says(aMessage, isRefused), class: "SEND_REJECTED"},
}
