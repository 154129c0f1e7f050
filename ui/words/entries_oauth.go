package words

// unregistered explains an authority that does not know Letterbox, or not as it is.
var unregistered = entry{
	headlines: []text{{"Letterbox 还没有在登录服务正确登记", "Letterbox is not registered with the sign-in service yet"}},
	details: []text{{
		"登录页面只接受登记过的应用，这一步由管理员做一次，之后所有人都能用。",
		"The sign-in page takes registered apps only. An administrator does this once, then it works for everybody.",
	}},
	advice: []text{
		{"管理员打开 {console}，新建一个桌面应用（公共客户端）。", "As an administrator, open {console} and create a desktop app (public client)."},
		{"重定向地址填写 {redirect}。", "Enter {redirect} as the redirect URI."},
		{"权限填写：{scopes}。", "Add these permissions: {scopes}."},
		{"把得到的应用编号填入 Letterbox 的登录设置，或写进管理员的策略。", "Enter the client id that you get in the sign-in settings of Letterbox, or in the administrator's policy."},
		{"已经登记过时，请核对应用编号、租户和重定向地址。", "If it is registered already, check the client id, the tenant and the redirect URI."},
	},
	ask: text{
		"请登记一个桌面应用，让我们能用浏览器登录邮箱，并把应用编号告诉我。所需内容见下。",
		"Could you register a desktop app, so that we can sign in to our mail by browser, and tell me its client id? What it needs is below.",
	},
	who:     WhoAdministrator,
	actions: []ActionKind{ActionCopyAdmin, ActionEdit},
}

// grantEnded explains a sign-in that the authority does not renew any more.
var grantEnded = entry{
	headlines: []text{{"{Name}的登录已失效", "The sign-in to {name} has ended"}},
	details: []text{{
		"改过密码、在别处退出，或者太久没有使用，都会这样。本机的邮件和发件箱都还在。",
		"A changed password, a sign-out elsewhere or a long pause does this. The mail and the outbox on this computer are still here.",
	}},
	advice:  []text{{"用浏览器重新登录一次，然后接着收发。", "Sign in again with the browser; then mail goes on where it stopped."}},
	who:     WhoLetterbox,
	actions: []ActionKind{ActionSignIn, ActionEdit},
}

// tokenRefused explains a mail server that takes no fresh token either.
var tokenRefused = entry{
	headlines: []text{{"{Name}不接受这次浏览器登录", "{Name} does not accept the browser sign-in"}},
	details: []text{{
		"登录本身成功了，但是邮件服务器不让这个账号用它收发邮件。",
		"The sign-in itself went well, but the mail server does not let this account use it for mail.",
	}},
	advice: []text{
		{"重新登录，在页面上选择{address}。", "Sign in again and choose {address} on the page."},
		{"用户名与地址不同时，请在高级设置里填写。", "If the user name is not the address, enter it under Advanced."},
		{"请管理员为这个邮箱开启 IMAP、POP 和 SMTP 的客户端访问。", "Ask the administrator to allow mail clients by IMAP, POP and SMTP for this mailbox."},
	},
	ask:     text{"请为我的邮箱开启 IMAP 和「经过身份验证的 SMTP」。", "Could you enable IMAP and Authenticated SMTP for my mailbox?"},
	who:     WhoLetterbox,
	actions: []ActionKind{ActionSignIn, ActionAdvanced, ActionCopyAdmin},
}

// notGranted explains a sign-in that did not allow all that mail needs.
var notGranted = entry{
	headlines: []text{{"登录页面没有给出全部权限", "The sign-in page did not grant everything that mail needs"}},
	details: []text{
		{"Letterbox 只能做页面上同意过的事。", "Letterbox can only do what the page allowed."},
		{"还缺少：{missing}。", "This is missing: {missing}."},
	},
	advice: []text{
		{"重新登录，不要取消页面上任何一项。", "Sign in again and leave every item on the page ticked."},
		{"页面写着需要管理员批准时，请管理员批准 Letterbox。", "If the page says that an administrator has to approve, ask for Letterbox to be approved."},
	},
	ask:     text{"请在组织中批准应用 Letterbox 访问邮件（IMAP 和 SMTP）。", "Could you approve the app Letterbox for mail (IMAP and SMTP) in our organisation?"},
	who:     WhoLetterbox,
	actions: []ActionKind{ActionSignIn, ActionCopyAdmin},
}

// conditionalAccess explains a company's rule about devices and places.
var conditionalAccess = entry{
	headlines: []text{{"公司的规则不允许在这台设备上登录", "A rule of your company does not allow the sign-in on this device"}},
	details: []text{
		{"可能只允许公司管理的设备、公司网络或指定的地区。", "It may allow managed devices, the company network or certain countries only."},
		{"服务器的说法是：「{reply}」。", "The server says: “{reply}”."},
	},
	advice: []text{
		{"连上公司网络或 VPN 再试。", "Connect to the company network or VPN and try again."},
		{"请管理员允许这台电脑用 Letterbox 登录。", "Ask the administrator to allow Letterbox on this computer."},
	},
	ask:     text{"请允许我在这台电脑上用 Letterbox 登录邮箱，或告诉我有什么条件。", "Could you allow Letterbox on this computer, or tell me what it has to meet?"},
	who:     WhoAdministrator,
	actions: []ActionKind{ActionCopyAdmin, ActionSignIn},
}

// otherDirectory explains an account that belongs to another cloud or organisation than the one asked.
var otherDirectory = entry{
	headlines: []text{{"这个账号不属于所选的组织或服务", "This account belongs to another organisation or service"}},
	details: []text{{
		"例如世纪互联的账号要选「世纪互联」，个人账号要选 Outlook.com。",
		"An account at 21Vianet, for example, needs that choice, and a personal one needs Outlook.com.",
	}},
	advice: []text{
		{"返回上一步，选择账号所在的服务商。", "Go back and choose the provider that the account is with."},
		{"登录设置里填了租户时，请核对它。", "If a tenant is entered in the sign-in settings, check it."},
	},
	who:     WhoYou,
	actions: []ActionKind{ActionEdit, ActionSignIn},
}
