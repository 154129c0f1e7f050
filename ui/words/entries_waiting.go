package words

// keepsTrying is said of what Letterbox tries again by itself.
var keepsTrying = text{"Letterbox 过一会儿会自己再试，不用反复点。", "Letterbox tries again by itself in a while; there is no need to press anything."}

// waitingClasses explain what passes by itself.
var waitingClasses = map[string]entry{
	"RATE_LIMIT_LOGIN": {
		headlines: []text{{"登录次数太多，{name}要我们等一等", "Too many sign-ins: {name} wants us to wait"}},
		details: []text{
			{"密码不一定有问题。", "The password may well be right."},
			{"服务器要求等待 {after}。", "The server asks us to wait {after}."},
		},
		advice: []text{
			{"Letterbox 到时间会自己再试；期间反复登录，会被限制得更久。", "Letterbox tries again by itself when it is time; signing in again and again makes it longer."},
			{"退出其他设备上还在用旧密码的邮件程序，它们也算在次数里。", "Quit mail programs on other devices that still use an old password; they count too."},
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	"RATE_LIMIT_IP": {
		headlines: []text{{"当前网络连接{name}的次数太多", "Too many connections to {name} come from this network"}},
		details: []text{
			{"同一个网络里的同事也算在一起，与您的账号和密码无关。", "Everybody in the same network counts; it has nothing to do with your account or password."},
			{"服务器要求等待 {after}。", "The server asks us to wait {after}."},
		},
		advice: []text{
			keepsTrying,
			{"着急时换一个网络，例如手机热点。", "If you are in a hurry, use another network, a phone's hotspot for example."},
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	"CONN_LIMIT": {
		headlines: []text{{"同时连接{name}的程序太多", "Too many programs are connected to {name}"}},
		details:   []text{{"每个邮箱能同时打开的连接有上限，手机和其他电脑也算在内。", "A mailbox has a limit of connections at a time, and phones and other computers count."}},
		advice: []text{
			{"在其他设备上退出不用的邮件程序。", "Quit mail programs on other devices that you do not need."},
			keepsTrying,
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	"THROTTLED": {
		headlines: []text{{"{Name}要我们收得慢一点", "{Name} wants us to fetch more slowly"}},
		details: []text{
			{"短时间内收取的邮件太多，与账号和密码无关。", "Much mail was fetched in a short time; it has nothing to do with your account or password."},
			{"服务器要求等待 {after}。", "The server asks us to wait {after}."},
		},
		advice:  []text{keepsTrying},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	"MAILBOX_IN_USE": {
		headlines: []text{{"另一个程序正在收取这个邮箱", "Another program is fetching this mailbox"}},
		details:   []text{{"用 POP3 收信时，同一时间只能有一个程序打开邮箱。", "With POP3 only one program can have a mailbox open at a time."}},
		advice: []text{
			{"在手机或其他电脑上退出收取这个邮箱的程序。", "Quit the program that fetches it on your phone or another computer."},
			keepsTrying,
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	"OAUTH_TRANSIENT": {
		headlines: []text{{"登录服务暂时出了问题", "The sign-in service has a passing fault"}},
		details:   []text{{"问题在登录服务那边，与账号和密码无关。", "The fault is on its side; it has nothing to do with your account or password."}},
		advice: []text{
			{"过一两分钟，再用浏览器登录一次。", "Sign in with the browser again in a minute or two."},
			{"反复出现时，把技术信息发给管理员。", "If it keeps happening, send the technical details to the administrator."},
		},
		ask:     text{"登录服务反复出错，请帮忙看看。", "The sign-in service keeps failing. Could you look at it?"},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionSignIn, ActionRetry, ActionCopyAdmin},
	},
	"GREYLIST_TEMP": {
		headlines: []text{{"对方的服务器要求过一会儿再送", "The recipient's server wants the message again later"}},
		details:   []text{{"很多服务器第一次都会这样答复，用来挡住垃圾邮件。邮件留在发件箱里。", "Many servers answer so at first, to keep spam out. The message stays in the outbox."}},
		advice:    []text{keepsTrying},
		who:       WhoLetterbox,
		actions:   []ActionKind{ActionRetry, ActionCopy},
	},
	"SEND_RESTRICTED_TEMP": {
		headlines: []text{{"{Name}暂时不让这个网络发信", "{Name} takes no mail from this network for now"}},
		details:   []text{{"服务商在观察来自这个网络的邮件，过一阵会自己放开。邮件留在发件箱里。", "The provider is watching mail from this network, and lets go by itself. The message stays in the outbox."}},
		advice:    []text{keepsTrying},
		who:       WhoLetterbox,
		actions:   []ActionKind{ActionRetry, ActionCopy},
	},
	"SPAM_TEMP": {
		headlines: []text{{"{Name}暂时把这封邮件当成了垃圾邮件", "{Name} takes this message for spam for now"}},
		details:   []text{{"邮件留在发件箱里。", "The message stays in the outbox."}},
		advice: []text{
			keepsTrying,
			{"仍然发不出去时，减少链接和附件，或者分开发给各个收件人。", "If it still does not go out, use fewer links and attachments, or write to the recipients one by one."},
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionEdit, ActionCopy},
	},
}
