package words

import "letterbox/mail"

// beforeTryingAgain is the caution that keeps accounts from being locked.
var beforeTryingAgain = text{"为避免账号被锁定，再次尝试前请先更改其中一项。", "To keep the account from being locked, change one of these before trying again."}

// signInEntries explain why a server does not let the person in. The advice of the first two comes from the
// provider's checklist.
var signInEntries = map[mail.Code]entry{
	mail.AuthRejected: {
		headlines: []text{{"{Name}拒绝了登录", "{Name} refused the sign-in"}},
		closing:   beforeTryingAgain,
		ask:       text{"请确认我的邮箱允许用 {protocol} 客户端登录，以及用户名的写法。", "Could you check that my mailbox allows {protocol} clients, and how the user name is written?"},
		who:       WhoYou,
		actions:   []ActionKind{ActionRetry, ActionOpen, ActionEdit, ActionCopyAdmin},
	},
	mail.AppPasswordNeeded: {
		headlines: []text{{"{Name}要的是授权码或专用密码，不是登录密码", "{Name} wants an authorization code or app password"}},
		details:   []text{{"登录密码在邮件客户端里用不了，需要另外生成一个。", "The login password does not work in mail clients; a separate one has to be made."}},
		advice: []text{
			{"登录网页邮箱，在设置里生成授权码或专用密码。", "Sign in to webmail and create an authorization code or app password."},
			{"回到这里，用它代替登录密码。", "Come back and use it in place of the login password."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit, ActionOpen, ActionHelp},
	},
	mail.SignInExpired: {
		headlines: []text{{"{Name}的登录已失效", "The sign-in to {name} has ended"}},
		details:   []text{{"授权到期、密码改过，或者在别处被撤销，都会这样。本机的邮件还在。", "A grant that ran out, a changed password or a sign-out elsewhere does this. The mail on this computer is still here."}},
		advice: []text{
			{"重新登录；如果改过密码，请填新的。", "Sign in again; if you changed the password, use the new one."},
			{"使用授权码时，请重新生成一个。", "With an authorization code, create a new one."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionSignIn, ActionEdit, ActionOpen},
	},
	mail.ConsentDenied: {
		headlines: []text{{"没有得到访问{name}的许可", "Access to {name} was not granted"}},
		details:   []text{{"登录页面没有同意 Letterbox 收发邮件：您选择了拒绝，或公司不允许自行同意。", "The sign-in page did not allow Letterbox to read and send mail: you declined, or the company does not let people agree by themselves."}},
		advice: []text{
			{"重新登录，并在页面上同意访问邮件。", "Sign in again and agree to the access on the page."},
			{"页面写着需要管理员批准时，请管理员批准 Letterbox。", "If the page says that an administrator has to approve, ask for Letterbox to be approved."},
		},
		ask:     text{"请在组织中批准应用 Letterbox 访问邮件（IMAP 和 SMTP）。", "Could you approve the app Letterbox for mail (IMAP and SMTP) in our organisation?"},
		who:     WhoYou,
		actions: []ActionKind{ActionSignIn, ActionRetry, ActionCopyAdmin},
	},
	mail.MechanismMissing: {
		headlines: []text{{"与{name}没有共同的登录方式", "{Name} has no sign-in method in common with Letterbox"}},
		details:   []text{{"服务器提供的登录方式，在这个连接上都用不了。", "None of the methods that the server offers can be used on this connection."}},
		advice: []text{
			{"服务商支持浏览器登录时，返回上一步选择它。", "If the provider has a browser sign-in, go back and choose the provider."},
			{"公司自建的邮箱：请管理员在加密连接上开启 PLAIN 或 LOGIN。", "For a company's own server, ask the administrator to enable PLAIN or LOGIN on encrypted connections."},
		},
		ask:     text{"请在 {host} 的加密连接上开启 PLAIN 或 LOGIN 登录方式。", "Could you enable PLAIN or LOGIN on encrypted connections to {host}?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionSignIn, ActionEdit, ActionAdvanced, ActionCopyAdmin},
	},
	mail.ProtocolDisabled: {
		headlines: []text{
			{"{Name}没有为这个邮箱开启 {protocol}", "{protocol} is switched off for this mailbox"},
			{"{Name}没有为这个邮箱开启客户端服务", "Mail clients are switched off for this mailbox"},
		},
		details: []text{{"账号没有问题，只是邮件客户端的服务还关着。", "The account is fine; only the service for mail clients is off."}},
		ask:     text{"请为我的邮箱开启 {protocol} 客户端访问。", "Could you enable {protocol} access for my mailbox?"},
		who:     WhoYou,
		actions: []ActionKind{ActionRetry, ActionOpen, ActionCopyAdmin},
	},
	mail.AccountUnavailable: {
		headlines: []text{{"{Name}停用或锁定了这个账号", "{Name} has locked or disabled this account"}},
		details: []text{
			{"也可能是账号不存在，或者域名已经到期。", "The account may also not exist, or the domain may have run out."},
			{"服务器的说法是：「{reply}」。", "The server says: “{reply}”."},
		},
		advice: []text{
			{"核对邮箱地址有没有写错。", "Check the address for a typing mistake."},
			{"登录一次网页邮箱，看看那里的提示。", "Sign in to webmail once and see what it says."},
			{"公司邮箱：请管理员恢复账号。", "For corporate mail, ask the administrator to restore the account."},
		},
		ask:     text{"我的邮箱 {address} 似乎被停用或锁定，请帮忙恢复。", "My mailbox {address} seems to be locked or disabled. Could you restore it?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin, ActionOpen, ActionEdit, ActionRetry},
	},
	mail.AccessDenied: {
		headlines: []text{{"{Name}的规则不允许这次访问", "A rule of {name} does not allow this"}},
		details: []text{
			{"可能只允许公司网络、指定的设备、地区或程序。", "It may only allow the company network, or certain devices, countries or programs."},
			{"服务器的说法是：「{reply}」。", "The server says: “{reply}”."},
		},
		advice: []text{
			{"公司邮箱：连上公司网络或 VPN 再试。", "For corporate mail, connect to the company network or VPN and try again."},
			{"请管理员允许这台电脑用邮件客户端访问。", "Ask the administrator to allow mail clients on this computer."},
		},
		ask:     text{"请允许我用邮件客户端访问邮箱，或告诉我有什么限制。", "Could you allow my mail client, or tell me which rule applies?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	mail.RateLimited: {
		headlines: []text{{"{Name}暂时限制了登录", "{Name} is limiting sign-ins for now"}},
		details: []text{
			{"短时间内登录或连接得太多。密码不一定有问题。", "There were too many sign-ins or connections in a short time. The password may well be right."},
			{"服务器要求等待 {after}。", "The server asks us to wait {after}."},
		},
		advice: []text{
			{"等十五分钟再试，期间不要反复点，否则会被限制得更久。", "Wait a quarter of an hour; trying again and again makes it longer."},
			{"在其他设备上退出不用的邮件程序，它们会占用连接。", "Quit mail programs on other devices that you do not need; they take up connections."},
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
}

// attemptsSpent explains a sign-in that Letterbox itself holds back after refusals, before the server locks the account.
var attemptsSpent = entry{
	headlines: []text{
		{"先等 {after}，再登录{name}", "Wait {after} before signing in to {name} again"},
		{"先等一分钟，再登录{name}", "Wait a minute before signing in to {name} again"},
	},
	details: []text{
		{"服务器在一分钟内拒绝了两次登录。再试下去，有的服务商会锁定账号。", "The server refused two sign-ins within a minute. Some providers lock an account that goes on."},
		{"这一次没有连接服务器。", "This time the server was not asked."},
	},
	advice: []text{
		{"先核对用户名，以及这里要的是登录密码还是授权码。", "Check the user name meanwhile, and whether a password or an authorization code is wanted here."},
	},
	who:     WhoYou,
	actions: []ActionKind{ActionEdit, ActionRetry, ActionCopy},
}
