package words

// policyClasses explain what an administrator does not let people bind.
var policyClasses = map[string]entry{
	"DOMAIN_FORBIDDEN": {
		headlines: []text{{"这台电脑不能绑定这个邮箱", "This mailbox cannot be added on this computer"}},
		details:   []text{{"管理员只允许绑定指定域名的邮箱。没有连接任何服务器。", "Your administrator allows only mailboxes of certain domains. No server was contacted."}},
		advice: []text{
			{"检查地址是否写对，通常应当是公司邮箱。", "Check the address; it is usually meant to be the company's."},
			{"确实需要绑定时，请管理员在策略中加上这个域名。", "If you do need it, ask the administrator to add the domain to the policy."},
		},
		ask:     text{"请在 Letterbox 策略的 allowed_domains 中加上这个域名。", "Could you add the domain to allowed_domains in the policy of Letterbox?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionEdit, ActionCopyAdmin},
	},
	"SERVERS_FORBIDDEN": {
		headlines: []text{{"管理员不允许使用这些服务器", "Your administrator does not allow these servers"}},
		details:   []text{{"管理员指定了可以使用的服务器或服务商。密码没有发出。", "Your administrator chose the servers or providers that may be used. Your password was not sent."}},
		advice: []text{
			{"不用自己填服务器：只填地址和密码，Letterbox 会用管理员设定的服务器。", "Leave the servers out: with the address and the password alone, Letterbox uses those that the administrator set."},
			{"确实需要这些服务器时，请管理员更改策略。", "If you do need these servers, ask the administrator to change the policy."},
		},
		ask:     text{"请在 Letterbox 的策略中允许服务器 {host}。", "Could you allow the server {host} in the policy of Letterbox?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionEdit, ActionCopyAdmin},
	},
	"ACCOUNT_FORBIDDEN": {
		headlines: []text{{"管理员的策略不再允许这个邮箱连接", "The administrator's policy no longer lets this mailbox connect"}},
		details:   []text{{"已经收到的邮件都还在，可以继续阅读。没有连接任何服务器。", "The mail that is already here stays and can be read. No server was contacted."}},
		advice: []text{
			{"还需要这个邮箱时，请管理员在策略中允许它。", "If you still need the mailbox, ask the administrator to allow it in the policy."},
			{"不再需要时，可以在设置中移除它。", "If you no longer need it, you can remove it in the settings."},
		},
		ask:     text{"请在 Letterbox 的策略中允许这个邮箱和服务器 {host}。", "Could you allow this mailbox and the server {host} in the policy of Letterbox?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin},
	},
}
