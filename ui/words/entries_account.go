package words

import "letterbox/mail"

// accountClasses explain what a server says of the account, the domain, or the place that a person signs in from.
var accountClasses = map[string]entry{
	"ACCOUNT_LOCKED": {
		headlines: []text{{"{Name}锁定了这个账号", "{Name} has locked this account"}},
		details: []text{{
			"密码连续输错，或者太久没有登录，都会这样。锁定期间继续尝试，往往会锁得更久。",
			"A row of refused sign-ins or a long pause does this. Trying on often makes it last longer.",
		}},
		advice: []text{
			{"登录一次网页邮箱，看看那里有没有解锁的办法。", "Sign in to webmail once and see whether it offers a way out."},
			{"公司邮箱：点「复制给管理员」，把文字发给管理员，请他解锁。", "For corporate mail, copy the text for the administrator and ask for the lock to be lifted."},
			{"解锁之前，先退出手机等设备上还在用旧密码的邮件程序。", "Until then, quit mail programs on other devices that still use an old password."},
		},
		ask:     text{"我的邮箱 {address} 被锁定了，请帮忙解锁。", "My mailbox {address} is locked. Could you unlock it?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin, ActionOpen, ActionRetry},
	},
	"ACCOUNT_DISABLED": {
		headlines: []text{{"{Name}停用了这个账号", "{Name} has disabled this account"}},
		details: []text{
			{"这与密码无关，换密码也登录不了。", "It has nothing to do with the password; another one does not help."},
			{"服务器的说法是：「{reply}」。", "The server says: “{reply}”."},
		},
		advice: []text{
			{"登录一次网页邮箱，看看那里的提示。", "Sign in to webmail once and see what it says."},
			{"公司邮箱：点「复制给管理员」，把文字发给管理员，请他重新启用。", "For corporate mail, copy the text for the administrator and ask for the account to be enabled."},
		},
		ask:     text{"我的邮箱 {address} 似乎被停用了，请帮忙重新启用。", "My mailbox {address} seems to be disabled. Could you enable it?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin, ActionOpen, ActionRetry},
	},
	"ACCOUNT_EXPIRED": {
		headlines: []text{{"这个账号在{name}已经到期", "This account at {name} has run out"}},
		details:   []text{{"续期之后，原来的密码通常还能用。", "Once it is renewed, the same password usually works again."}},
		advice: []text{
			{"公司邮箱：点「复制给管理员」，把文字发给管理员，请他续期。", "For corporate mail, copy the text for the administrator and ask for it to be renewed."},
			{"个人邮箱：登录网页邮箱，按提示续期。", "For your own mail, sign in to webmail and renew it there."},
		},
		ask:     text{"我的邮箱 {address} 已经到期，请帮忙续期。", "My mailbox {address} has run out. Could you renew it?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin, ActionOpen, ActionRetry},
	},
	"DOMAIN_DISABLED": {
		headlines: []text{
			{"{domain} 的邮箱服务被停用了", "Mail for {domain} has been suspended"},
			{"公司的邮箱服务被停用了", "The company's mail has been suspended"},
		},
		details: []text{{"受影响的是整个公司，与您的账号和密码无关。", "This concerns the whole company, not your account or password."}},
		advice: []text{
			{"点「复制给管理员」，把文字发给管理员，由他与服务商联系。", "Send the administrator the text: they can take it up with the provider."},
			{"恢复之后回到这里再试一次。", "Once it is back, try again."},
		},
		ask:     text{"我们的域名 {domain} 的邮箱服务似乎被停用了，请与服务商联系。", "Mail for our domain {domain} seems to be suspended. Could you ask the provider?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	"DOMAIN_EXPIRED": {
		headlines: []text{
			{"{domain} 的邮箱服务已经到期", "Mail for {domain} has run out"},
			{"公司的邮箱服务已经到期", "The company's mail has run out"},
		},
		details: []text{{"要由公司续费，与您的账号和密码无关。", "The company has to renew it; it has nothing to do with your account or password."}},
		advice: []text{
			{"点「复制给管理员」，把文字发给管理员，请他续费。", "Copy the text for the administrator and ask for it to be renewed."},
			{"续费之后回到这里再试一次。", "Once it is renewed, try again."},
		},
		ask:     text{"我们的域名 {domain} 的邮箱服务已经到期，请续费。", "Mail for our domain {domain} has run out. Could you renew it?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	"NOT_A_MAILBOX": {
		headlines: []text{{"这个地址不是可以登录的邮箱", "This address is not a mailbox that signs in"}},
		details:   []text{{"它可能是邮件组、别名或共享邮箱。", "It may be a group, an alias or a shared mailbox."}},
		advice: []text{
			{"用您自己的邮箱地址绑定：发给邮件组和别名的信也会到那里。", "Add your own address instead: mail to a group or an alias arrives there."},
			{"共享邮箱：请管理员告诉您怎样登录它。", "For a shared mailbox, ask the administrator how to sign in to it."},
		},
		ask:     text{"我想用邮件客户端访问 {address}，请告诉我该用哪个账号登录。", "I would like to use {address} in a mail client. Which account do I sign in with?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionEdit, ActionCopyAdmin},
	},
	"WRONG_CLUSTER": {
		headlines: []text{{"您的邮箱在{name}的另一组服务器上", "Your mailbox is on other servers of {name}"}},
		details:   []text{{"同一家服务商有几组服务器，这一组不认识您的账号。", "The provider has several groups of servers, and this one does not know your account."}},
		advice: []text{
			{"换成另一组服务器，再试一次。也可以在高级设置中自己填写。", "Try the other servers. You can also enter them yourself under Advanced."},
			{"不确定时，请管理员告诉您服务器地址。", "If you are not sure, ask the administrator for the host names."},
		},
		ask:     text{"请告诉我收信和发信服务器的正确地址。", "What are the right names of the incoming and outgoing servers?"},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionCorrect, ActionAdvanced, ActionRetry, ActionCopyAdmin},
	},
	"IP_DENIED": {
		headlines: []text{{"{Name}不允许从当前网络登录", "{Name} does not allow sign-ins from this network"}},
		details: []text{
			{"账号和密码没有问题，限制的是您所在的网络或地区。", "Address and password are fine; the limit is on the network or country you are in."},
			{"管理员在{place}设定这项限制。", "The administrator sets it in {place}."},
		},
		advice: []text{
			{"连上公司网络或 VPN，再试一次。", "Connect to the company network or VPN and try again."},
			{"需要在外面使用时，点「复制给管理员」，把文字发给管理员。", "If you need it from elsewhere, copy the text for the administrator and send it."},
		},
		ask:     text{"请允许我从现在的网络用邮件客户端登录邮箱。", "Could you allow my mail client to sign in from the network I am in?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionRetry, ActionCopyAdmin},
	},
	"POLICY_BLOCKED": {
		headlines: []text{{"{Name}的登录规则拦下了这次登录", "A sign-in rule at {name} stopped this"}},
		details: []text{
			{"密码不一定有问题：规则可能要求指定的设备、网络或登录方式。", "The password may well be right: a rule may ask for certain devices, networks or ways to sign in."},
			{"管理员在{place}设定这项规则。", "The administrator sets it in {place}."},
			{"服务器的说法是：「{reply}」。", "The server says: “{reply}”."},
		},
		advice: []text{
			{"连上公司网络或 VPN，再试一次。", "Connect to the company network or VPN and try again."},
			{"仍被拦下时，点「复制给管理员」，把文字发给管理员。", "If it is stopped again, copy the text for the administrator and send it."},
		},
		ask:     text{"请允许我用邮件客户端（{protocol}）登录邮箱，或告诉我要满足什么条件。", "Could you allow my mail client ({protocol}), or tell me what it has to meet?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	"AUTHZ_FAILED": {
		headlines: []text{{"这个用户名无权打开这个邮箱", "This user name may not open this mailbox"}},
		details:   []text{{"登录本身通过了，但用户名与要打开的邮箱对不上。", "The sign-in itself went well, but the user name does not go with the mailbox."}},
		advice: []text{
			{"在高级设置中核对用户名；多数邮箱用完整的地址。", "Check the user name under Advanced; most mailboxes want the whole address."},
			{"共享邮箱：请管理员给您访问权限，并告诉您用户名的写法。", "For a shared mailbox, ask the administrator for access and for the form of the user name."},
		},
		ask:     text{"请确认我可以访问邮箱 {address}，以及用户名的写法。", "Could you check that I may use the mailbox {address}, and how the user name is written?"},
		who:     WhoYou,
		actions: []ActionKind{ActionAdvanced, ActionEdit, ActionCopyAdmin},
	},
	"AUTHCODE_REQUIRED": {
		headlines: []text{{"{Name}要的是授权码，不是登录密码", "{Name} wants an authorization code"}},
		details:   []text{{"登录密码只能用来登录网页。邮件客户端要另外生成一个授权码，随时可以作废重来。", "The login password is for webmail only. A mail client takes a code that is made for it and can be replaced at any time."}},
		advice:    signInEntries[mail.AppPasswordNeeded].advice,
		who:       WhoYou,
		actions:   []ActionKind{ActionEdit, ActionOpen, ActionHelp},
	},
	"APP_PASSWORD_REQUIRED": {
		headlines: []text{{"{Name}要的是专用密码，不是登录密码", "{Name} wants an app password"}},
		details:   []text{{"开启两步验证后，登录密码在邮件客户端里用不了。两步验证请保持开启，另外生成一个专用密码即可。", "With two-step verification on, the login password does not work in mail clients. Keep it on and make an app password."}},
		advice:    signInEntries[mail.AppPasswordNeeded].advice,
		who:       WhoYou,
		actions:   []ActionKind{ActionEdit, ActionOpen, ActionHelp},
	},
	"MECH_UNSUPPORTED": {
		headlines: []text{{"{Name}不接受这种登录方式", "{Name} does not take this kind of sign-in"}},
		details:   []text{{"密码不一定有问题，只是服务器要用别的方式登录。", "The password may well be right; the server wants another way to sign in."}},
		advice: []text{
			{"服务商支持浏览器登录时，改用浏览器登录。", "If the provider has a browser sign-in, use that."},
			{"公司自建的邮箱：点「复制给管理员」，把文字发给管理员。", "For a company's own server, copy the text for the administrator and send it."},
		},
		ask:     text{"请在 {host} 的加密连接上开启 PLAIN 或 LOGIN 登录方式。", "Could you enable PLAIN or LOGIN on encrypted connections to {host}?"},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionSignIn, ActionEdit, ActionAdvanced, ActionCopyAdmin},
	},
}
