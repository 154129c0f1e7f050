package words

// abroadChecklists are those of providers outside China.
var abroadChecklists = map[family]checklist{
	familyOther: {
		detail: text{
			"服务器没有说明原因：密码不对、服务没有开启、需要专用密码，它可能给出同一句答复。",
			"The server does not say why: a wrong password, a service that is off and a missing app password may all get the same answer.",
		},
		refused: []text{
			{"用同一个地址登录一次网页邮箱，确认账号可用。", "Sign in to webmail with the same address, to be sure the account works."},
			{"在网页邮箱的设置里确认 IMAP/SMTP 服务已开启。", "In the webmail settings see that IMAP/SMTP is on."},
			{"如果服务商提供授权码或专用密码，请生成一个并在这里使用。", "If the provider offers an authorization code or app password, create one and use it here."},
		},
		switchOn: []text{
			{"登录网页邮箱，在设置里找到 IMAP/SMTP 服务并开启。", "Sign in to webmail, find IMAP/SMTP in the settings, and switch it on."},
			{"开启后回到这里再试一次；有的服务商要过几分钟才生效。", "Then come back and try again; with some providers it takes a few minutes."},
		},
		getSecret: []text{
			{"登录网页邮箱，在账号安全设置里生成授权码或专用密码。", "Sign in to webmail and create an authorization code or app password in the security settings."},
			{"回到这里，用它代替登录密码。", "Come back and use it in place of the login password."},
		},
	},
	familyGmail: {
		detail: text{
			"Google 不接受账号密码，只接受浏览器登录，或两步验证后生成的专用密码。",
			"Google does not take the account password: only signing in with the browser, or an app password made after 2-step verification.",
		},
		refused: []text{
			{"最简单：返回上一步，选择用浏览器登录。", "The simplest way: go back and sign in with the browser."},
			{"使用专用密码时，请在 Google 账号的「安全性」中重新生成一个。", "With an app password: create a new one under Security in your Google Account."},
			{"公司或学校的账号，请管理员允许 IMAP。", "With an account of a company or school, ask the administrator to allow IMAP."},
		},
		switchOn: []text{
			{"个人账号的 IMAP 总是开启的；公司或学校的账号，请管理员在管理控制台允许 IMAP。", "IMAP is always on for personal accounts. For a company or school, the administrator allows it in the admin console."},
			{"开启后回到这里再试一次。", "Then come back and try again."},
		},
		getSecret: []text{
			{"最简单：返回上一步，选择用浏览器登录。", "The simplest way: go back and sign in with the browser."},
			{"或者在 Google 账号中开启两步验证，生成一个 16 位的专用密码，在这里使用它。", "Or turn on 2-step verification in your Google Account, create a 16-character app password, and use it here."},
		},
	},
	familyMicrosoft: {
		detail: text{
			"Microsoft 不再接受密码，只接受浏览器登录；登录之后，邮箱还要允许 IMAP。",
			"Microsoft no longer takes passwords, only signing in with the browser; and the mailbox has to allow IMAP.",
		},
		refused: []text{
			{"重新用浏览器登录，并确认选中的是这个邮箱的账号。", "Sign in with the browser again, and see that you choose the account of this mailbox."},
			{"请管理员为您的邮箱开启 IMAP 和「经过身份验证的 SMTP」。", "Ask the administrator to enable IMAP and Authenticated SMTP for your mailbox."},
			{"个人 Outlook.com 账号：在网页版「设置 › 邮件 › 转发和 IMAP」中开启 IMAP。", "With a personal Outlook.com account, turn IMAP on under Settings › Mail › Forwarding and IMAP."},
		},
		switchOn: []text{
			{"请管理员在 Exchange 管理中心为您的邮箱开启 IMAP 和「经过身份验证的 SMTP」。", "Ask the administrator to enable IMAP and Authenticated SMTP for your mailbox in the Exchange admin center."},
			{"个人 Outlook.com 账号：在网页版「设置 › 邮件 › 转发和 IMAP」中开启 IMAP。", "With a personal Outlook.com account, turn IMAP on under Settings › Mail › Forwarding and IMAP."},
			{"更改可能要过一小时才生效。", "The change may take up to an hour."},
		},
	},
	familyApple: {
		detail: text{
			"Apple 不接受 Apple 账户的密码，只接受 App 专用密码。",
			"Apple does not take the password of your Apple Account, only an app-specific password.",
		},
		refused: []text{
			{"在 Apple 账户的「登录与安全」中生成 App 专用密码，并在这里使用它。", "In your Apple Account, under Sign-In and Security, create an app-specific password and use it here."},
			{"改过 Apple 账户密码后，旧的专用密码全部失效，请重新生成。", "If you changed the password of your Apple Account, every app-specific password has ended: create a new one."},
			{"确认地址是 iCloud 邮件地址，而不是只用来登录的地址。", "Make sure that this is your iCloud Mail address, not one that only signs you in."},
		},
		switchOn: []text{
			{"在 iPhone 或 Mac 的 iCloud 设置中开启「iCloud 邮件」。", "Turn iCloud Mail on in the iCloud settings of your iPhone or Mac."},
			{"开启后回到这里再试一次。", "Then come back and try again."},
		},
		getSecret: []text{
			{"打开 Apple 账户网页，进入「登录与安全 › App 专用密码」。", "Open your Apple Account on the web: Sign-In and Security › App-Specific Passwords."},
			{"生成一个专用密码，回到这里使用它。", "Create one, come back, and use it here."},
		},
	},
}
