package words

// freeChecklists are those of free mail in China, and of mail that nothing is known of.
var freeChecklists = map[family]checklist{
	familyNone: {
		detail: text{
			"服务器没有说明原因：密码不对、服务没有开启、需要授权码，它可能给出同一句答复。",
			"The server does not say why: a wrong password, a service that is off and a missing authorization code may all get the same answer.",
		},
		refused: []text{
			{"用同一个地址和密码登录一次网页邮箱，确认它们有效。", "Sign in to webmail with the same address and password, to be sure they work."},
			{"在网页邮箱的设置里开启 IMAP/SMTP 服务；如果提供授权码或专用密码，请生成一个并在这里使用。", "In the webmail settings switch IMAP/SMTP on; if an authorization code or app password is offered, create one and use it here."},
			{"用户名可能不是完整的邮箱地址，请向管理员确认，并在高级设置中填写。", "The user name may differ from the address: ask your administrator, and enter it under Advanced."},
		},
		switchOn: []text{
			{"登录网页邮箱，在设置里找到 IMAP/SMTP（或「客户端」）服务并开启。", "Sign in to webmail, find IMAP/SMTP (or mail clients) in the settings, and switch it on."},
			{"找不到这个开关时，请管理员为您开启。", "If there is no such switch, ask your administrator to turn it on."},
		},
		getSecret: []text{
			{"登录网页邮箱，在设置里找到「授权码」或「客户端专用密码」，生成一个。", "Sign in to webmail, find authorization codes or app passwords in the settings, and create one."},
			{"回到这里，用它代替登录密码。", "Come back and use it in place of the login password."},
		},
	},
	familyQQ: {
		detail: text{
			"QQ 邮箱对授权码填错、授权码失效和服务没有开启，给出的是同一句答复。",
			"QQ Mail gives one answer for a mistyped code, a code that has ended, and a service that is off.",
		},
		refused: []text{
			{"确认填的是 16 位的授权码，而不是 QQ 密码。", "Use the 16-letter authorization code, not the QQ password."},
			{"登录网页版，在「设置 › 账号」中确认 IMAP/SMTP 服务已开启。", "In webmail, open Settings › Account and see that IMAP/SMTP is on."},
			{"如果改过 QQ 密码，旧授权码已全部失效，请重新生成一个。", "If you changed the QQ password, every code has ended: create a new one."},
		},
		switchOn: []text{
			{"登录 QQ 邮箱网页版，打开「设置 › 账号」。", "Sign in to QQ Mail on the web and open Settings › Account."},
			{"开启 IMAP/SMTP 服务，用手机或微信验证，记下得到的授权码。", "Switch IMAP/SMTP on, confirm by text message or WeChat, and note the code you get."},
			{"回到这里，填入授权码。", "Come back and enter the code."},
		},
		getSecret: []text{
			{"登录 QQ 邮箱网页版，打开「设置 › 账号」。", "Sign in to QQ Mail on the web and open Settings › Account."},
			{"开启 IMAP/SMTP 服务，用手机或微信验证后会得到一串 16 位的授权码。", "Switch IMAP/SMTP on; after a check by text message or WeChat you get a 16-letter code."},
			{"回到这里，用授权码代替 QQ 密码。", "Come back and use the code in place of the QQ password."},
		},
	},
	familyNetEase: {
		detail: text{
			"网易邮箱对授权码填错、误用登录密码和服务没有开启，给出的是同一句答复。",
			"NetEase gives one answer for a mistyped code, a login password used in its place, and a service that is off.",
		},
		refused: []text{
			{"确认填的是 16 位的授权码，而不是登录密码。", "Use the 16-character authorization code, not the login password."},
			{"登录网页版，在「设置 › POP3/SMTP/IMAP」中确认 IMAP/SMTP 服务已开启。", "In webmail, open Settings › POP3/SMTP/IMAP and see that IMAP/SMTP is on."},
			{"授权码过期或被删除后要重新生成，完成一次短信验证即可。", "A code that ended or was deleted has to be made anew, with a check by text message."},
		},
		switchOn: []text{
			{"登录网页版，打开「设置 › POP3/SMTP/IMAP」。", "In webmail, open Settings › POP3/SMTP/IMAP."},
			{"开启 IMAP/SMTP 服务（POP3 是另一个开关），完成短信验证，记下授权码。", "Switch IMAP/SMTP on (POP3 has its own switch), confirm by text message, and note the code."},
			{"回到这里，填入授权码。", "Come back and enter the code."},
		},
		getSecret: []text{
			{"登录网页版，打开「设置 › POP3/SMTP/IMAP」。", "In webmail, open Settings › POP3/SMTP/IMAP."},
			{"开启 IMAP/SMTP 服务，完成短信验证后会得到一串 16 位的授权码。", "Switch IMAP/SMTP on; after a check by text message you get a 16-character code."},
			{"回到这里，用授权码代替登录密码。", "Come back and use the code in place of the login password."},
		},
	},
}
