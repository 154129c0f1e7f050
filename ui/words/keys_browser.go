package words

// The pages of the sign-in in the browser.
const (
	BrowserTitle      Key = "browser.title" // {0} provider
	BrowserWaiting    Key = "browser.waiting"
	BrowserPreparing  Key = "browser.preparing"   // before the browser was opened
	BrowserHint       Key = "browser.hint"        // {0} address
	BrowserGoOn       Key = "browser.go-on"       // {0} provider
	BrowserOneWindow  Key = "browser.one-window"  // which window counts
	BrowserFailed     Key = "browser.failed"      // it could not be opened
	BrowserLink       Key = "browser.link"        // heads the link
	BrowserCopyLink   Key = "browser.copy-link"   //
	BrowserOpenAgain  Key = "browser.open-again"  //
	BrowserLeft       Key = "browser.left"        // {0} minutes:seconds
	BrowserDevice     Key = "browser.device"      // to the code on another device
	BrowserHere       Key = "browser.here"        // back to the browser of this computer
	BrowserApproval   Key = "browser.approval"    // copies the text for the administrator
	BrowserSettings   Key = "browser.settings"    // opens the registration
	DeviceTitle       Key = "device.title"        //
	DeviceHint        Key = "device.hint"         //
	DeviceOpen        Key = "device.open"         // the first step
	DeviceType        Key = "device.type"         // the second step
	DeviceCopyCode    Key = "device.copy-code"    //
	OtherTitle        Key = "other.title"         // {0} who signed in
	OtherTitleUnknown Key = "other.title-unknown" //
	OtherDetail       Key = "other.detail"        // {0} the address typed
	OtherUse          Key = "other.use"           // {0} who signed in
	OtherKeep         Key = "other.keep"          // {0} the address typed
	OtherKeepWhen     Key = "other.keep-when"     // {0} the address typed, {1} who signed in
	OtherAgain        Key = "other.again"         //
	OtherAgainWhen    Key = "other.again-when"    // {0} the address typed

	RegisterTitle    Key = "register.title"     // {0} provider
	RegisterHint     Key = "register.hint"      //
	RegisterKnown    Key = "register.known"     // in place of the hint when there is a client id
	RegisterLocked   Key = "register.locked"    //
	RegisterSteps    Key = "register.steps"     // heads what the administrator does
	RegisterConsole  Key = "register.console"   //
	RegisterOpen     Key = "register.open"      //
	RegisterDesktop  Key = "register.desktop"   //
	RegisterRedirect Key = "register.redirect"  //
	RegisterScopes   Key = "register.scopes"    //
	RegisterBack     Key = "register.back"      // the client id comes back here
	RegisterCopyAll  Key = "register.copy-all"  //
	RegisterClient   Key = "register.client"    //
	RegisterTenant   Key = "register.tenant"    //
	RegisterAny      Key = "register.any"       // placeholder of the tenant
	RegisterSecret   Key = "register.secret"    //
	RegisterOptional Key = "register.optional"  // placeholder of the secret
	RegisterNext     Key = "register.next"      //
	RegisterAsk      Key = "register.ask"       // begins the text for the administrator
	RegisterApprove  Key = "register.approve"   // {0} address, {1} link: asks the administrator to approve
	RegisterThanks   Key = "register.thank-you" // ends the text for the administrator
	RegisterItem     Key = "register.item"      // {0} what, {1} value: a line of that text
)

var browserSentences = map[Key]text{
	BrowserTitle:      {"在浏览器中登录{0}", "Sign in to {0} in the browser"},
	BrowserWaiting:    {"等待登录完成", "Waiting for the sign-in"},
	BrowserPreparing:  {"正在打开浏览器…", "Opening the browser…"},
	BrowserHint:       {"请用 {0} 登录，并同意 Letterbox 收发邮件。", "Sign in as {0} and allow Letterbox to read and send mail."},
	BrowserGoOn:       {"请到刚刚打开的浏览器窗口里继续，页面来自{0}。", "Go on in the browser window that has just opened. Its page is from {0}."},
	BrowserOneWindow:  {"登录完成后回到这里，会自动继续。每次登录只认最近打开的一个页面。", "When you are done there, this page goes on by itself. Only the page that was opened last counts."},
	BrowserFailed:     {"没能打开浏览器。请复制链接，在本机的任意浏览器中打开。", "The browser could not be opened. Copy the link and open it in any browser on this computer."},
	BrowserLink:       {"登录链接", "Sign-in link"},
	BrowserCopyLink:   {"复制链接", "Copy link"},
	BrowserOpenAgain:  {"重新打开浏览器", "Open the browser again"},
	BrowserLeft:       {"还剩 {0}", "{0} left"},
	BrowserDevice:     {"在另一台设备上登录", "Sign in on another device"},
	BrowserHere:       {"改用本机浏览器", "Use the browser here"},
	BrowserApproval:   {"页面说需要管理员批准？复制给管理员的文字", "Does the page ask for an administrator? Copy the text to send"},
	BrowserSettings:   {"登录设置", "Sign-in settings"},
	DeviceTitle:       {"在另一台设备上登录", "Sign in on another device"},
	DeviceHint:        {"手机或任何一台能上网的电脑都可以。", "A phone or any computer with a browser will do."},
	DeviceOpen:        {"在那台设备的浏览器里打开", "Open this page on the other device"},
	DeviceType:        {"输入这个代码并登录", "Enter this code and sign in"},
	DeviceCopyCode:    {"复制代码", "Copy code"},
	OtherTitle:        {"登录的是 {0}", "You signed in as {0}"},
	OtherTitleUnknown: {"登录的是另一个账号", "You signed in to another account"},
	OtherDetail:       {"您填写的地址是 {0}。请选择怎样继续，此前不会绑定任何邮箱。", "You entered {0}. Choose how to go on; nothing is added before that."},
	OtherUse:          {"使用 {0}", "Use {0}"},
	OtherKeep:         {"仍然绑定 {0}", "Still add {0}"},
	OtherKeepWhen:     {"如果 {0} 是 {1} 的别名或共享邮箱，可以仍然绑定它。", "If {0} is an alias of {1}, or a shared mailbox it may read, you can still add it."},
	OtherAgain:        {"重新登录", "Sign in again"},
	OtherAgainWhen:    {"如果选错了账号，请重新登录，并在页面上选择 {0}。", "If you chose the wrong account, sign in again and choose {0} on the page."},

	RegisterTitle:    {"{0}的登录需要先登记", "Sign-in to {0} has to be registered first"},
	RegisterHint:     {"登录页面只接受登记过的应用。管理员做一次，全公司都能使用。", "The sign-in page takes registered apps only. An administrator does it once."},
	RegisterKnown:    {"Letterbox 已经登记。只有管理员换过登记时才需要修改。", "Letterbox is registered. Change this only if your administrator registered it anew."},
	RegisterLocked:   {"由管理员的策略设定，不能在这里修改。", "Set by your administrator's policy; it cannot be changed here."},
	RegisterSteps:    {"请管理员这样做", "What the administrator does"},
	RegisterConsole:  {"打开管理页面", "Open the console"},
	RegisterOpen:     {"打开", "Open"},
	RegisterDesktop:  {"新建一个桌面应用（公共客户端），名称填 Letterbox", "Create a desktop app (public client) named Letterbox"},
	RegisterRedirect: {"填写重定向地址", "Enter the redirect URI"},
	RegisterScopes:   {"添加权限", "Add the permissions"},
	RegisterBack:     {"把得到的应用编号填在上面", "Enter the client id that you get above"},
	RegisterCopyAll:  {"全部复制给管理员", "Copy all for the administrator"},
	RegisterClient:   {"应用编号（Client ID）", "Client ID"},
	RegisterTenant:   {"租户", "Tenant"},
	RegisterAny:      {"留空则不限", "Empty for any"},
	RegisterSecret:   {"客户端密钥", "Client secret"},
	RegisterOptional: {"没有则留空", "Empty if there is none"},
	RegisterNext:     {"保存并登录", "Save and sign in"},
	RegisterAsk:      {"您好，请为邮件客户端 Letterbox 登记一个桌面应用（公共客户端），让我们能用浏览器登录邮箱：", "Hello, could you register a desktop app (public client) for the mail client Letterbox, so that we can sign in to our mail by browser?"},
	RegisterApprove:  {"您好，我想用邮件客户端 Letterbox 收发 {0} 的邮件，需要管理员批准一次。请打开这个链接并同意：\n{1}", "Hello, I would like to read {0} with the mail client Letterbox, which an administrator has to approve once. Could you open this link and accept?\n{1}"},
	RegisterThanks:   {"完成后请把应用编号（Client ID）发给我，单一租户时也请告诉我租户。谢谢。", "Then send me the client id, and the tenant if it is for one tenant only. Thank you."},
	RegisterItem:     {"{0}：{1}", "{0}: {1}"},
}
