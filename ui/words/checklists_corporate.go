package words

// corporateChecklists are those of corporate mail in China.
var corporateChecklists = map[family]checklist{
	familyExmail: {
		detail: text{
			"服务器没有说明原因：它对「密码错误」「未开启服务」「未使用客户端专用密码」给出同一句答复。",
			"The server does not say why: it gives one answer for a wrong password, a service that is off, and a missing client password.",
		},
		refused: []text{
			{"登录企业邮箱网页版，在「设置 › 收发信设置」中开启 IMAP/SMTP 服务。", "In webmail, open Settings › Send and receive, and switch IMAP/SMTP on."},
			{"如果开启了安全登录，请生成「客户端专用密码」，并在这里使用它。", "If secure sign-in is on, create a client password and use it here."},
			{"如果是新邮箱，请先在网页版修改初始密码。", "If the mailbox is new, change its first password in webmail."},
		},
		switchOn: []text{
			{"登录企业邮箱网页版，在「设置 › 收发信设置」中开启 IMAP/SMTP 服务。", "In webmail, open Settings › Send and receive, and switch IMAP/SMTP on."},
			{"开关是灰色的：请管理员在管理后台的「安全管理 › 客户端访问限制」中放行。", "If the switch is grey, the administrator has to allow it under Security › Client access."},
		},
		getSecret: []text{
			{"登录企业邮箱网页版，打开「设置 › 邮箱绑定」。", "In webmail, open Settings › Mailbox binding."},
			{"在「安全登录」下点「生成新密码」，得到一串 16 位的客户端专用密码。", "Under secure sign-in choose Generate new password; you get a 16-character client password."},
			{"回到这里，用它代替邮箱密码。", "Come back and use it in place of the mailbox password."},
		},
	},
	familyNetEaseQiye: {
		detail: text{
			"服务器没有说明原因：密码不对、没有用客户端授权密码、管理员限制了登录，它可能给出同一句答复。",
			"The server does not say why: a wrong password, a missing client password and a rule of the administrator may all get the same answer.",
		},
		refused: []text{
			{"登录企业邮箱网页版，在「设置 › 客户端设置」中确认 IMAP/SMTP 服务已开启。", "In webmail, open Settings › Client settings and see that IMAP/SMTP is on."},
			{"在同一页生成「客户端授权密码」（需要绑定手机），并在这里使用它。", "On the same page create a client authorization password (it needs a bound phone) and use it here."},
			{"仍被拒绝时，请管理员检查「安全登录 › 登录限制」。", "If it is still refused, ask the administrator to check Secure login › Login limits."},
		},
		switchOn: []text{
			{"登录企业邮箱网页版，在「设置 › 客户端设置」中开启 IMAP/SMTP 服务。", "In webmail, open Settings › Client settings, and switch IMAP/SMTP on."},
			{"没有这个开关时，请管理员为您开启。", "If there is no such switch, ask your administrator to turn it on."},
		},
		getSecret: []text{
			{"登录企业邮箱网页版，打开「设置 › 客户端设置」。", "In webmail, open Settings › Client settings."},
			{"生成「客户端授权密码」，需要先绑定手机。", "Create a client authorization password; bind a phone first."},
			{"回到这里，用它代替登录密码。", "Come back and use it in place of the login password."},
		},
	},
	familyAlibaba: {
		detail: text{
			"服务器没有说明原因：密码不对、没有用三方客户端安全密码、管理员没有勾选 IMAP，它给出同一句答复。",
			"The server does not say why: it gives one answer for a wrong password, a missing client password, and IMAP that the administrator has not allowed.",
		},
		refused: []text{
			{"登录网页版，在「设置 › 账户与安全 › 三方客户端安全管理」中生成安全密码，并在这里使用它。", "In webmail, open Settings › Account and security › Third-party clients, create a security password, and use it here."},
			{"没有这个菜单时，请确认登录密码能登录网页版。", "If there is no such menu, check that the login password works in webmail."},
			{"仍被拒绝时，请管理员在「员工账号」中勾选 IMAP/SMTP。", "If it is still refused, ask the administrator to tick IMAP/SMTP for your account."},
		},
		switchOn: []text{
			{"请管理员在域管理后台的「员工账号」中，为您勾选 IMAP/SMTP。", "Ask the administrator to tick IMAP/SMTP for your account in the domain console."},
			{"开启后回到这里再试一次。", "Then come back and try again."},
		},
		getSecret: []text{
			{"登录网页版，打开「设置 › 账户与安全 › 账户安全」。", "In webmail, open Settings › Account and security › Account security."},
			{"在「三方客户端安全管理」中生成一个安全密码。", "Under Third-party clients create a security password."},
			{"回到这里，用它代替登录密码。", "Come back and use it in place of the login password."},
		},
	},
	familyFeishu: {
		detail: text{
			"服务器没有说明原因：专用密码不对，或管理员没有允许第三方客户端，答复是一样的。",
			"The server does not say why: a wrong client password and a client that the administrator has not allowed get the same answer.",
		},
		refused: []text{
			{"确认填的是专用密码，而不是飞书的登录密码。", "Use the client password, not the Feishu login password."},
			{"在飞书的「邮箱 › 设置 › 第三方邮箱客户端登录」中重新生成专用密码。", "In Feishu, open Mail › Settings › Third-party mail clients, and create the client password anew."},
			{"没有这个菜单时，请管理员在管理后台允许第三方客户端。", "If there is no such menu, the administrator has to allow third-party clients first."},
		},
		switchOn: []text{
			{"请管理员在飞书管理后台允许使用第三方邮箱客户端。", "Ask the administrator to allow third-party mail clients in the admin console."},
			{"在飞书的「邮箱 › 设置 › 第三方邮箱客户端登录」中开启，并生成专用密码。", "In Feishu, open Mail › Settings › Third-party mail clients, switch it on, and create a client password."},
		},
		getSecret: []text{
			{"打开飞书，进入「邮箱 › 设置 › 第三方邮箱客户端登录」。", "Open Feishu and go to Mail › Settings › Third-party mail clients."},
			{"生成专用密码；没有这个菜单时，请管理员先允许第三方客户端。", "Create a client password; if there is no such menu, the administrator has to allow clients first."},
			{"回到这里，用它代替登录密码。", "Come back and use it in place of the login password."},
		},
	},
	familyExchange: {
		detail: text{
			"服务器没有说明原因：用户名的写法不对、域密码过期，答复是一样的。",
			"The server does not say why: a user name in the wrong form and a domain password that has ended get the same answer.",
		},
		refused: []text{
			{"用登录公司电脑的域密码；如果刚改过，请用新的。", "Use the domain password of your work computer; if you just changed it, the new one."},
			{"在高级设置中换一种用户名：邮箱地址、域名加反斜线加用户名，或只写用户名。", "Under Advanced try the user name in another form: the address, the domain with a backslash and the name, or the name alone."},
			{"请管理员确认您的邮箱允许 IMAP。", "Ask the administrator whether IMAP is allowed for your mailbox."},
		},
		switchOn: []text{
			{"请管理员启动 IMAP 服务，并为您的邮箱允许 IMAP 和 SMTP。", "Ask the administrator to start the IMAP service and to allow IMAP and SMTP for your mailbox."},
			{"开启后回到这里再试一次。", "Then come back and try again."},
		},
	},
}
