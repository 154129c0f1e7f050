package words

// classes explain what a server's reply says more precisely than the code. The keys are the classes of
// mail.Problem; a class that is not here is explained by its code.
var classes = merge(signInClasses, accountClasses, waitingClasses, sendingClasses, outboundClasses, sessionClasses, interceptedClasses, lookupClasses, authorityClasses, policyClasses, cardClasses, writingClasses)

// signInClasses explain refused sign-ins, in the browser too, and what Letterbox itself finds.
var signInClasses = map[string]entry{
	"ARCHIVED": archived,
	"AUTH_BAD_CREDENTIALS": {
		headlines: []text{{"{Name}拒绝了登录", "{Name} refused the sign-in"}},
		details:   []text{{"服务器说地址或密码不对。复制来的密码里多一个空格，也会这样。", "The server says that address or password is wrong. One blank too many in a pasted password is enough."}},
		advice: []text{
			{"用同一个地址和密码登录一次网页邮箱，确认它们有效。", "Sign in to webmail with the same address and password, to be sure they work."},
			{"邮箱需要授权码或专用密码时，登录密码在这里用不了。", "If the mailbox needs an authorization code or app password, the login password does not work here."},
			{"用户名可能不是邮箱地址，可以在高级设置中修改。", "The user name may differ from the address; it can be changed under Advanced."},
		},
		closing: beforeTryingAgain,
		ask:     text{"请确认我的用户名和密码，以及邮箱是否允许邮件客户端。", "Could you check my user name and password, and whether mail clients are allowed?"},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit, ActionOpen, ActionRetry, ActionCopyAdmin},
	},
	"AUTHCODE_EXPIRED": {
		headlines: []text{{"{Name}的授权码已失效", "The authorization code for {name} has ended"}},
		details:   []text{{"改过登录密码，或授权码到了期限，旧的就不能用了。", "A changed login password or the end of its time makes a code useless."}},
		advice: []text{
			{"登录网页邮箱，重新生成一个授权码。", "Sign in to webmail and create a new code."},
			{"回到这里，填入新的授权码。", "Come back and enter the new one."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit, ActionOpen},
	},
	"PASSWORD_EXPIRED":     passwordEnded,
	"PASSWORD_MUST_CHANGE": passwordEnded,
	"MFA_REQUIRED":         finishInWebmail,
	"WEB_LOGIN_REQUIRED":   finishInWebmail,
	"BASIC_AUTH_DISABLED": {
		headlines: []text{{"{Name}不再接受密码，请用浏览器登录", "{Name} no longer takes passwords"}},
		details:   []text{{"这是服务商或管理员的决定，与您的密码对不对无关。", "The provider or administrator decided so; your password may well be right."}},
		advice: []text{
			{"选择用浏览器登录。", "Sign in with the browser instead."},
			{"登录页面要求批准时，请管理员批准 Letterbox。", "If the page asks for approval, ask the administrator to approve Letterbox."},
		},
		ask:     text{"请批准应用 Letterbox 用浏览器登录（OAuth 2.0）访问邮件。", "Could you approve the app Letterbox for mail by browser sign-in (OAuth 2.0)?"},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionSignIn, ActionEdit, ActionCopyAdmin},
	},
	"PROTOCOL_DISABLED_ADMIN": {
		headlines: []text{
			{"管理员没有为这个邮箱开启 {protocol}", "The administrator has not enabled {protocol} for this mailbox"},
			{"管理员没有为这个邮箱开启客户端服务", "The administrator has not enabled mail clients for this mailbox"},
		},
		details: []text{
			{"账号和密码没有问题，只有管理员能打开这个开关。", "Address and password are fine; only the administrator has this switch."},
			{"它在{place}。", "It is in {place}."},
		},
		advice: []text{
			{"点「复制给管理员」，把文字发给管理员。", "Copy the text for the administrator and send it."},
			{"开启后回到这里再试一次，有时要等几分钟。", "Once it is enabled, try again; it may take some minutes."},
		},
		ask:     text{"请为我的邮箱开启 {protocol} 客户端访问。", "Could you enable {protocol} access for my mailbox?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	"USER_UNKNOWN": {
		headlines: []text{{"{Name}没有这个账号", "{Name} does not know this account"}},
		details:   []text{{"地址写错了，或者这个邮箱还没有建立。", "The address is misspelt, or the mailbox does not exist yet."}},
		advice: []text{
			{"核对邮箱地址的每一个字母。", "Check every letter of the address."},
			{"新同事的邮箱：请管理员确认已经开通。", "For a new colleague, ask the administrator whether the mailbox has been made."},
		},
		ask:     text{"请确认邮箱 {address} 已经开通。", "Could you check that the mailbox {address} exists?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionEdit, ActionCopyAdmin, ActionRetry},
	},
	"OAUTH_MAILBOX_MISMATCH": {
		headlines: []text{
			{"登录的是 {signed-in}，不是这个邮箱", "You signed in as {signed-in}, not to this mailbox"},
			{"登录通过了，但是{name}没有打开这个邮箱", "{Name} let you sign in, but does not open the mailbox"},
		},
		details: []text{
			{"可能是浏览器里选了另一个账号，也可能这个邮箱没有开启 IMAP，或者没有邮箱的许可证。", "Perhaps another account was chosen in the browser, or IMAP is off for this mailbox, or it has no licence for mail."},
		},
		advice: []text{
			{"重新登录，在页面上选择{address}。", "Sign in again and choose {address} on the page."},
			{"已经选对时，请管理员为这个邮箱开启 IMAP，并核对许可证。", "If you chose the right one, ask the administrator to enable IMAP for it and to check its licence."},
		},
		ask:     text{"请为我的邮箱开启 IMAP 和「经过身份验证的 SMTP」。", "Could you enable IMAP and Authenticated SMTP for my mailbox?"},
		who:     WhoYou,
		actions: []ActionKind{ActionSignIn, ActionEdit, ActionCopyAdmin},
	},
	"OAUTH_APP_MISCONFIG":     unregistered,
	"OAUTH_REAUTH":            grantEnded,
	"OAUTH_TOKEN_REJECTED":    tokenRefused,
	"TOKEN_EXPIRED":           tokenRefused,
	"OAUTH_CONSENT":           notGranted,
	"OAUTH_CA_BLOCKED":        conditionalAccess,
	"OAUTH_WRONG_CLOUD":       otherDirectory,
	"OAUTH_WRONG_TENANT":      otherDirectory,
	"OAUTH_ADMIN_CONSENT":     needsApproval,
	"OAUTH_APP_UNVERIFIED":    needsApproval,
	"OAUTH_USER_NOT_ASSIGNED": needsApproval,
	"OAUTH_USER_CANCEL": {
		headlines: []text{{"浏览器登录没有完成", "The browser sign-in was not finished"}},
		details:   []text{{"页面被关闭，或者选择了取消。", "The page was closed or cancelled."}},
		advice:    []text{{"再登录一次，在页面上完成所有步骤。", "Sign in again and go through to the end."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionSignIn, ActionEdit},
	},
	"SENDER_MISMATCH": {
		headlines: []text{{"{Name}不允许用这个发件人地址", "{Name} does not allow this sender"}},
		details:   []text{{"发件人要与登录的邮箱相同，或是已经授权的别名。", "The sender has to be the mailbox that signs in, or an alias granted to it."}},
		advice: []text{
			{"把发件人改成登录的邮箱地址。", "Use the address of the mailbox as the sender."},
			{"要用别名时，请管理员授权「代表发送」。", "To use an alias, ask the administrator for the right to send as it."},
		},
		ask:     text{"请授权我的邮箱用这个地址发信。", "Could you let my mailbox send as this address?"},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit, ActionCopyAdmin},
	},
	"SIZE_LIMIT": {
		headlines: []text{{"邮件太大，{name}不接受", "The message is too large for {name}"}},
		details: []text{
			{"这封邮件有 {size}，{name}最多接受 {limit}。", "It has {size}; {name} takes at most {limit}."},
			{"附件在发送时会增大约三分之一。", "Attachments grow by about a third when they are sent."},
		},
		advice: []text{
			{"压缩或拆分附件，再发一次。", "Compress or split the attachments and send again."},
			{"也可以改发网盘链接。", "Or send a link to a shared file."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit, ActionRetry},
	},
	"RATE_LIMIT_SEND":    sendingLimit,
	"RATE_LIMIT_DAILY":   sendingLimit,
	"DAMAGE_FOUND":       damageFound,
	"CERT_REVOKED":       certificateRevoked,
	"CERT_NOT_YET_VALID": certificateTooNew,
	"CERT_CHANGED":       certificateChanged,
	"CERT_PIN_ENDED":     certificateEnded,
	"CERT_NOT_NAMED":     certificateNotNamed,
	"PIN_PUBLIC_HOST":    exceptionPublic,
	"PIN_FORBIDDEN":      exceptionForbidden,
	"WRONG_PASSPHRASE":   wrongPassphrase,
	"UNSEAL_FAILED":      unsealFailed,
	"SEALED":             sealedKeys,
	"SERVER_UNPROVEN":    serverUnproven,
	"ATTEMPTS_SPENT":     attemptsSpent,
	"PROFILE_SALVAGED":   profileSalvaged,
	"HOST_MISTAKEN":      hostMistaken,
	"CATALOGUE_INVALID":  catalogueInvalid,
	"PROFILE_LOST":       profileLost,
	"CHANGES_LOST":       changesLost,
	"IMAP_ID_REQUIRED": {
		headlines: []text{{"{Name}认为这次登录不安全", "{Name} takes this sign-in for unsafe"}},
		details:   []text{{"Letterbox 已经表明身份，服务商仍要求您确认。", "Letterbox has introduced itself; the provider still wants you to confirm."}},
		advice: []text{
			{"登录一次网页邮箱，按提示确认。", "Sign in to webmail once and confirm what it asks."},
			{"重新生成授权码，再试一次。", "Create a new authorization code and try again."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionRetry, ActionOpen, ActionEdit},
	},
}

var passwordEnded = entry{
	headlines: []text{{"{Name}要求先修改密码", "{Name} wants the password changed first"}},
	details:   []text{{"密码已过期，或者新邮箱的初始密码还没有改过。", "It has run out, or the first password of a new mailbox is still in use."}},
	advice: []text{
		{"登录网页邮箱，按提示修改密码。", "Sign in to webmail and change the password as asked."},
		{"回到这里，填入新的密码。", "Come back and enter the new one."},
	},
	who:     WhoYou,
	actions: []ActionKind{ActionEdit, ActionOpen, ActionRetry},
}

var finishInWebmail = entry{
	headlines: []text{{"{Name}要求先在网页上验证", "{Name} wants you to confirm on the web first"}},
	details:   []text{{"服务商想确认是您本人，这一步只能在网页上完成。", "The provider wants to be sure that it is you; that can only be done on the web."}},
	advice: []text{
		{"登录网页邮箱，完成短信、扫码或其他验证。", "Sign in to webmail and finish the check by message, code or scan."},
		{"开启了两步验证时，在网页上生成授权码或专用密码，在这里使用。", "With two-step verification, create an authorization code or app password there and use it here."},
		{"完成后回到这里再试一次。", "Then come back and try again."},
	},
	who:     WhoYou,
	actions: []ActionKind{ActionRetry, ActionOpen, ActionEdit},
}

var needsApproval = entry{
	headlines: []text{{"组织的管理员还没有批准 Letterbox", "Your organisation has not approved Letterbox"}},
	details:   []text{{"公司规定，访问邮件的程序要先由管理员批准。", "The company wants programs that read mail to be approved first."}},
	advice: []text{
		{"点「复制给管理员」，把文字发给管理员。", "Copy the text for the administrator and send it."},
		{"批准后回到这里，重新登录。", "Once it is approved, come back and sign in again."},
	},
	ask:     text{"请在组织中批准应用 Letterbox 访问邮件（IMAP 和 SMTP）。", "Could you approve the app Letterbox for mail (IMAP and SMTP) in our organisation?"},
	who:     WhoAdministrator,
	actions: []ActionKind{ActionCopyAdmin, ActionSignIn, ActionRetry},
}

var sendingLimit = entry{
	headlines: []text{{"{Name}的发信数量已到上限", "{Name} takes no more mail from you for now"}},
	details: []text{
		{"服务商限制每小时或每天能发多少封。", "Providers limit how many messages go out in an hour or a day."},
		{"邮件留在发件箱里。", "The message stays in the outbox."},
	},
	advice: []text{
		{"过几个小时再发，或者减少收件人。", "Send it in a few hours, or to fewer people."},
		{"需要更高的上限时，请联系管理员或服务商。", "If you need a higher limit, ask the administrator or provider."},
	},
	ask:     text{"我的邮箱到了发信上限，请帮忙提高。", "My mailbox has reached its sending limit. Could you raise it?"},
	who:     WhoProvider,
	actions: []ActionKind{ActionRetry, ActionCopyAdmin, ActionCopy},
}
