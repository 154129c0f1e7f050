package words

// The wizard.
const (
	AppName       Key = "app.name"
	RailType      Key = "rail.type"
	RailAccount   Key = "rail.account"
	RailVerify    Key = "rail.verify"
	RailPromise   Key = "rail.promise"
	ButtonNext    Key = "button.next"
	ButtonBack    Key = "button.back"
	ButtonCancel  Key = "button.cancel"
	ButtonClose   Key = "button.close"
	ButtonStop    Key = "button.stop"
	ButtonUndo    Key = "button.undo"
	ButtonSave    Key = "button.save"
	ButtonToMail  Key = "button.to-mail"
	ButtonBind    Key = "button.bind"
	ButtonSignIn  Key = "button.sign-in"
	ButtonConsent Key = "button.consent"

	TypeTitle       Key = "type.title"
	TypeHint        Key = "type.hint"
	TypePlaceholder Key = "type.placeholder"
	TypeNothing     Key = "type.nothing" // no provider matches the words
	TypeNothingHint Key = "type.nothing-hint"
	TypeAddress     Key = "type.address" // {0} an address whose provider is not known
	TypeTryDemo     Key = "type.try-demo"
	TypeRecognised  Key = "type.recognised" // {0} provider

	AccountTitle       Key = "account.title"
	AccountAddress     Key = "account.address"
	AccountPlaceholder Key = "account.placeholder"
	AccountRecognised  Key = "account.recognised" // {0} provider
	AccountChosen      Key = "account.chosen"     // {0} provider
	AccountOpenPage    Key = "account.open-page"
	AccountHelp        Key = "account.help"
	AccountSearching   Key = "account.searching"
	AccountReveal      Key = "account.reveal"
	AccountBrowser     Key = "account.browser" // {0} provider: what happens at the browser sign-in
	AccountBrowserSafe Key = "account.browser-safe"

	SecretPassword   Key = "secret.password"
	SecretCode       Key = "secret.code"
	SecretCodeNot    Key = "secret.code-not" // {0} short provider name, e.g. QQ
	SecretAppNot     Key = "secret.app-not"
	SecretEither     Key = "secret.either"
	SecretMissing    Key = "secret.missing"
	DoubtBlanks      Key = "doubt.blanks"
	DoubtWide        Key = "doubt.wide"
	DoubtNotACode    Key = "doubt.not-a-code"
	AddressEmpty     Key = "address.empty"
	AddressNoAt      Key = "address.no-at"
	AddressBadDomain Key = "address.domain"
	AddressBadLocal  Key = "address.local"
	AdvancedFold     Key = "advanced.fold"
	AdvancedNone     Key = "advanced.none" // servers are not known yet
	AdvancedTitle    Key = "advanced.title"
	AdvancedHint     Key = "advanced.hint"
	AdvancedIncoming Key = "advanced.incoming"
	AdvancedOutgoing Key = "advanced.outgoing"
	AdvancedProtocol Key = "advanced.protocol"
	AdvancedHost     Key = "advanced.host"
	AdvancedPort     Key = "advanced.port"
	AdvancedSecurity Key = "advanced.security"
	AdvancedUsername Key = "advanced.username"
	AdvancedUseFound Key = "advanced.use-found"
	AdvancedBadHost  Key = "advanced.bad-host"
	AdvancedBadPort  Key = "advanced.bad-port"
	SecurityTLS      Key = "security.tls"
	SecuritySTARTTLS Key = "security.starttls"
	SecurityPlain    Key = "security.plain"
	SourcePreset     Key = "source.preset"
	SourceAutoconfig Key = "source.autoconfig"
	SourceISPDB      Key = "source.ispdb"
	SourceMX         Key = "source.mx"
	SourceSRV        Key = "source.srv"
	SourceGuess      Key = "source.guess"
	SourceTyped      Key = "source.typed"
	SourcePolicy     Key = "source.policy"

	ConsentTitle  Key = "consent.title"  // {0} domain
	ConsentDetail Key = "consent.detail" // {0} host, {1} domain
	ConsentHow    Key = "consent.how"
	ConsentServer Key = "consent.server"

	VerifyTitle     Key = "verify.title"
	VerifyHint      Key = "verify.hint"
	VerifyReceiving Key = "verify.receiving" // {0} host
	VerifySending   Key = "verify.sending"   // {0} host
	VerifyDemo      Key = "verify.demo"

	DoneTitle   Key = "done.title" // {0} address
	DoneHint    Key = "done.hint"
	DoneDemo    Key = "done.demo"
	ProblemMore Key = "problem.more" // fold of the technical words
	ProblemCopy Key = "problem.copy"
	ProblemDone Key = "problem.copied"
)

var wizardSentences = map[Key]text{
	AppName:       {"Letterbox 信箱", "Letterbox"},
	RailType:      {"选择邮箱类型", "Mailbox type"},
	RailAccount:   {"账号与授权", "Account"},
	RailVerify:    {"验证", "Verify"},
	RailPromise:   {"密码只保存在本机的钥匙串中。\nLetterbox 只与您的邮件服务器通信。", "Your password stays in this computer's keychain.\nLetterbox talks to your mail server directly."},
	ButtonNext:    {"下一步", "Next"},
	ButtonBack:    {"上一步", "Back"},
	ButtonCancel:  {"取消", "Cancel"},
	ButtonClose:   {"关闭", "Close"},
	ButtonStop:    {"停止", "Stop"},
	ButtonUndo:    {"撤销", "Undo"},
	ButtonSave:    {"保存", "Save"},
	ButtonToMail:  {"进入邮箱", "Open the mailbox"},
	ButtonBind:    {"验证并绑定", "Verify and add"},
	ButtonSignIn:  {"用浏览器登录", "Sign in with the browser"},
	ButtonConsent: {"使用这些服务器", "Use these servers"},

	TypeTitle:       {"您使用哪一种邮箱？", "Which mailbox do you use?"},
	TypeHint:        {"也可以直接输入邮箱地址，我们会识别它。", "Or just type the address: we will recognise it."},
	TypePlaceholder: {"输入邮箱地址，或搜索服务商", "Type an address, or search providers"},
	TypeNothing:     {"没有找到这个服务商", "No provider by that name"},
	TypeNothingHint: {"输入完整的邮箱地址，我们会替您查找服务器。", "Type the full address, and we will look the servers up."},
	TypeAddress:     {"按「下一步」查找 {0} 的服务器。", "Next looks up the servers of {0}."},
	TypeTryDemo:     {"试用演示邮箱", "Try the demo mailbox"},
	TypeRecognised:  {"已识别：{0}", "Recognised: {0}"},

	AccountTitle:       {"输入账号", "Enter your account"},
	AccountAddress:     {"邮箱地址", "Email address"},
	AccountPlaceholder: {"name@example.com", "name@example.com"},
	AccountRecognised:  {"已识别：{0}", "Recognised: {0}"},
	AccountChosen:      {"{0}", "{0}"},
	AccountOpenPage:    {"打开设置页面", "Open the settings page"},
	AccountHelp:        {"查看官方说明", "Read the provider's guide"},
	AccountSearching:   {"正在查找服务器…", "Looking up the servers…"},
	AccountReveal:      {"按住显示", "Hold to show"},
	AccountBrowser:     {"接下来会打开浏览器，请在{0}的页面上登录并同意 Letterbox 收发邮件。", "The browser opens next. Sign in on the page of {0} and allow Letterbox to read and send mail."},
	AccountBrowserSafe: {"密码只输入在服务商自己的页面上，Letterbox 看不到它。", "You type the password on the provider's own page; Letterbox never sees it."},

	SecretPassword:   {"邮箱密码", "Password"},
	SecretCode:       {"授权码（不是登录密码）", "Authorization code (not the login password)"},
	SecretCodeNot:    {"授权码（不是{0}密码）", "Authorization code (not the {0} password)"},
	SecretAppNot:     {"专用密码（不是登录密码）", "App password (not the login password)"},
	SecretEither:     {"密码，或客户端专用密码", "Password, or client password"},
	SecretMissing:    {"还没有填写。", "This is still empty."},
	DoubtBlanks:      {"里面有空格，验证时会去掉。", "There are blanks in it; they are left out when signing in."},
	DoubtWide:        {"里面有全角字符，请用英文输入法重新输入。", "It has full-width characters; type it again with a Latin keyboard."},
	DoubtNotACode:    {"这看起来不像授权码。授权码只有字母和数字，在网页邮箱中生成。", "This does not look like an authorization code. Codes have letters and digits only, and are made in webmail."},
	AddressEmpty:     {"请填写邮箱地址。", "Enter the email address."},
	AddressNoAt:      {"地址里缺少 @。", "The address has no @."},
	AddressBadDomain: {"@ 后面的域名不完整。", "What follows the @ is not a complete domain."},
	AddressBadLocal:  {"@ 前面的名字里有不能用的字符。", "The name before the @ has characters that cannot be used."},

	AdvancedFold:     {"高级设置：{0}", "Advanced: {0}"},
	AdvancedNone:     {"高级设置：手动填写服务器", "Advanced: enter the servers yourself"},
	AdvancedTitle:    {"高级设置", "Advanced settings"},
	AdvancedHint:     {"通常不用修改。不确定时，请保持原样，或向管理员询问。", "These rarely need a change. When in doubt leave them, or ask your administrator."},
	AdvancedIncoming: {"收信服务器", "Incoming server"},
	AdvancedOutgoing: {"发信服务器", "Outgoing server"},
	AdvancedProtocol: {"协议", "Protocol"},
	AdvancedHost:     {"服务器地址", "Host"},
	AdvancedPort:     {"端口", "Port"},
	AdvancedSecurity: {"加密方式", "Encryption"},
	AdvancedUsername: {"用户名", "User name"},
	AdvancedUseFound: {"恢复自动查找的设置", "Use what was found"},
	AdvancedBadHost:  {"请填写服务器地址，例如 imap.example.com。", "Enter a host name, for example imap.example.com."},
	AdvancedBadPort:  {"端口是 1 到 65535 之间的数字。", "A port is a number from 1 to 65535."},
	SecurityTLS:      {"SSL/TLS", "SSL/TLS"},
	SecuritySTARTTLS: {"STARTTLS", "STARTTLS"},
	SecurityPlain:    {"不加密", "None"},
	SourcePreset:     {"来自内置的服务商资料", "From the built-in catalogue of providers"},
	SourceAutoconfig: {"来自服务商公布的配置", "Published by the provider"},
	SourceISPDB:      {"来自公共邮箱配置库", "From the public database of mail settings"},
	SourceMX:         {"根据域名的收信记录推断", "Concluded from the domain's mail record"},
	SourceSRV:        {"来自域名的服务记录", "From the domain's service records"},
	SourceGuess:      {"根据常见命名猜测，尚未确认", "Guessed from common names, not confirmed"},
	SourceTyped:      {"由您填写", "Typed by you"},
	SourcePolicy:     {"由管理员设定", "Set by your administrator"},

	ConsentTitle:  {"确认{0}的服务器", "Confirm the servers of {0}"},
	ConsentDetail: {"这些服务器是推断出来的，没有人为它们担保。密码会发送给它们，请先确认它们属于您的公司或服务商。", "These servers were concluded, and nobody vouches for them. Your password goes to them: make sure that they belong to your company or provider."},
	ConsentHow:    {"不确定时，请把这两个地址发给管理员确认。", "If you are not sure, send the two names to your administrator."},
	ConsentServer: {"密码将发送到", "Your password goes to"},

	VerifyTitle:     {"正在验证", "Verifying"},
	VerifyHint:      {"通常不超过几秒钟。", "This usually takes a few seconds."},
	VerifyReceiving: {"收信 {0}", "Receiving {0}"},
	VerifySending:   {"发信 {0}", "Sending {0}"},
	VerifyDemo:      {"演示邮箱在本机运行，不连接网络。", "The demo mailbox runs on this computer, without a network."},

	DoneTitle:   {"已绑定，正在收取最近的邮件", "Added. Fetching the latest mail"},
	DoneHint:    {"{0} 已可以使用。较早的邮件会在后台继续收取，您可以先开始阅读。", "{0} is ready. Older mail keeps coming in the background while you read."},
	DoneDemo:    {"演示邮箱里都是示例邮件，随时可以在设置中移除。", "The demo mailbox holds sample mail. Remove it in the settings at any time."},
	ProblemMore: {"技术信息", "Technical details"},
	ProblemCopy: {"复制", "Copy"},
	ProblemDone: {"已复制", "Copied"},
}
