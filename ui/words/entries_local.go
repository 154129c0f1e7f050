package words

import "letterbox/mail"

// localEntries explain what has nothing to do with a server: what was typed, the keychain, the disk, the policy.
var localEntries = map[mail.Code]entry{
	mail.Unknown: {
		headlines: []text{{"发生了没有料到的问题", "Something unexpected happened"}},
		details: []text{
			{"出问题的步骤是「{stage}」。", "It happened at “{stage}”."},
			{"Letterbox 不知道原因，也不想乱猜。", "Letterbox does not know why, and will not guess."},
		},
		advice: []text{
			{"再试一次。", "Try again."},
			{"仍然出现时，复制技术信息并告诉我们。", "If it happens again, copy the technical details and send them to us."},
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	mail.AddressInvalid: {
		headlines: []text{{"这不是完整的邮箱地址", "This is not a complete email address"}},
		advice:    []text{{"按「名字@域名」的样子填写，例如 zhangwei@example.com。", "Write it as name@domain, for example jane@example.com."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionEdit},
	},
	mail.NothingFound: {
		headlines: []text{
			{"没有查到 {domain} 的邮件服务器", "No mail servers found for {domain}"},
			{"没有查到邮件服务器", "No mail servers found"},
		},
		details: []text{{"公共资料和域名记录里都没有它的设置。", "Neither public records nor the domain itself tell the settings."}},
		advice: []text{
			{"看看 @ 后面的域名有没有写错。", "Check the domain after the @."},
			{"向管理员要收信和发信服务器的地址，填在高级设置中。", "Ask your administrator for the names of the incoming and outgoing servers, and enter them under Advanced."},
		},
		ask:     text{"请告诉我收信（IMAP）和发信（SMTP）服务器的地址、端口和加密方式。", "Which host, port and encryption do we use for IMAP and SMTP?"},
		who:     WhoYou,
		actions: []ActionKind{ActionAdvanced, ActionEdit, ActionRetry, ActionCopyAdmin},
	},
	mail.AlreadyBound: {
		headlines: []text{
			{"{address} 已经绑定", "{address} is already added"},
			{"这个邮箱已经绑定", "This mailbox is already added"},
		},
		advice: []text{
			{"直接在侧栏中打开它。", "Open it in the sidebar."},
			{"要换服务器，先在设置中移除，再重新绑定。", "To change its servers, remove it in the settings and add it again."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit},
	},
	mail.ProfileInUse: {
		headlines: []text{{"Letterbox 已经在运行", "Letterbox is already running"}},
		details:   []text{{"同一份数据同时只能由一个程序使用。", "Only one program at a time can use the same data."}},
		advice: []text{
			{"切换到已经打开的窗口。", "Switch to the window that is open."},
			{"找不到窗口时，结束旧的程序后再打开。", "If there is none, end the old program and start again."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionRetry},
	},
	mail.KeychainLocked: {
		headlines: []text{{"系统钥匙串没有解锁", "The keychain is locked"}},
		details:   []text{{"密码存放在钥匙串里，没有解锁就读不到。", "Passwords are kept there and cannot be read until it is unlocked."}},
		advice: []text{
			{"再试一次，并在系统的提示中输入开机密码。", "Try again and enter your computer's password when the system asks."},
			{"没有出现提示时，注销后重新登录系统。", "If nothing asks, log out of the computer and in again."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionRetry, ActionPassphrase, ActionCopy},
	},
	mail.KeychainMissing: {
		headlines: []text{{"这台电脑没有可用的钥匙串", "This computer has no keychain service"}},
		details:   []text{{"Letterbox 不会把密码写在普通文件里。", "Letterbox does not write passwords into plain files."}},
		advice: []text{
			{"安装并启动 GNOME 密钥环或 KWallet，然后重新登录系统。", "Install and start GNOME Keyring or KWallet, then log in to the computer again."},
			{"或者改用口令保护：密码用您设定的口令加密。", "Or protect them with a passphrase: it encrypts the passwords."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionPassphrase, ActionRetry, ActionCopy},
	},
	mail.SecretMissing: {
		headlines: []text{{"钥匙串里没有这个账号的密码", "The keychain has no password for this account"}},
		details:   []text{{"它可能被清理掉了，或者数据是从另一台电脑复制来的。", "It may have been cleared, or the data came from another computer."}},
		advice:    []text{{"重新填写一次密码或授权码，本机的邮件不受影响。", "Enter the password or code once more. The mail on this computer stays."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionEdit, ActionSignIn},
	},
	mail.CacheDamaged: {
		headlines: []text{{"本机的邮件副本损坏，已重新建立", "The copy of your mail was damaged and is being made anew"}},
		details: []text{
			{"服务器上的邮件不受影响，正在重新收取。", "Mail on the server is untouched and is being fetched again."},
			{"损坏的文件保留在 {path}。", "The damaged file is kept at {path}."},
		},
		advice:  []text{{"不用做什么，等收取完成即可。", "There is nothing to do but wait for the mail."}},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	mail.CacheNewer: {
		headlines: []text{{"本机数据来自更新版本的 Letterbox", "The data comes from a newer Letterbox"}},
		details:   []text{{"为了不弄坏它，这个版本没有打开它。", "This version left it alone so as not to damage it."}},
		advice:    []text{{"安装最新版本后再打开。", "Install the latest version and start again."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionRetry, ActionCopy},
	},
	mail.DiskFull: {
		headlines: []text{{"磁盘已满", "The disk is full"}},
		details:   []text{{"新邮件没有地方保存，已经收到的邮件还在。", "There is no room for new mail. What has been fetched is safe."}},
		advice:    []text{{"清理磁盘空间后再试一次。", "Free some space and try again."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionRetry},
	},
	mail.ReadOnly: {
		headlines: []text{{"无法写入 Letterbox 的数据文件夹", "The data folder of Letterbox cannot be written"}},
		details:   []text{{"文件夹是 {path}。", "The folder is {path}."}},
		advice: []text{
			{"检查这个文件夹的权限，以及磁盘是不是只读。", "Check the permissions of the folder, and whether the disk is read-only."},
			{"公司电脑：请管理员允许写入。", "On a company computer, ask the administrator to allow it."},
		},
		ask:     text{"请允许 Letterbox 写入它的数据文件夹。", "Could you let Letterbox write to its data folder?"},
		who:     WhoYou,
		actions: []ActionKind{ActionRetry, ActionCopyAdmin},
	},
	mail.StorageFailed: {
		headlines: []text{{"读写本机数据时出错", "Reading or writing the data on this computer failed"}},
		details: []text{
			{"出错的文件是 {path}。", "The file is {path}."},
			{"服务器上的邮件不受影响。", "Mail on the server is untouched."},
		},
		advice: []text{
			{"重新打开 Letterbox 再试。", "Quit Letterbox, start it again, and see."},
			{"仍然出现时，检查磁盘，并复制技术信息告诉我们。", "If it happens again, check the disk and send us the technical details."},
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	mail.NotFound: {
		headlines: []text{{"找不到要打开的内容", "What you asked for is not here"}},
		details:   []text{{"它可能刚刚被删除或移走了。", "It may just have been deleted or moved."}},
		advice:    []text{{"刷新后再看一次。", "Refresh and look again."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionRetry},
	},
	mail.PolicyForbids: {
		headlines: []text{{"管理员的策略不允许这样做", "Your administrator's policy does not allow this"}},
		details:   []text{{"这是公司在这台电脑上的设定，Letterbox 照它执行。", "The company set it on this computer, and Letterbox keeps to it."}},
		advice:    []text{{"需要例外时，请管理员更改策略。", "If you need an exception, ask the administrator to change the policy."}},
		ask:       text{"请在 Letterbox 的策略中允许这项操作。", "Could you allow this in the policy of Letterbox?"},
		who:       WhoAdministrator,
		actions:   []ActionKind{ActionCopyAdmin, ActionEdit},
	},
	mail.PolicyInvalid: {
		headlines: []text{{"读不懂管理员的策略", "The administrator's policy cannot be read"}},
		details: []text{
			{"策略在 {path}。", "The policy is at {path}."},
			{"错误：{mistake}。", "What is wrong: {mistake}."},
			{"在它改好之前，Letterbox 不会打开邮箱，已经收到的邮件都还在。", "Until it is corrected, Letterbox opens no mailbox. The mail that is here stays as it is."},
		},
		advice: []text{
			{"请把技术信息发给管理员。", "Send the technical details to the administrator."},
			{"管理员改好后可以用 letterbox policy check 检查，然后重新打开 Letterbox。", "When it is corrected, letterbox policy check tells whether it is in order; then start Letterbox again."},
		},
		ask:     text{"Letterbox 的策略文件有错误，请修正。", "The policy of Letterbox has a mistake. Could you correct it?"},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionCopyAdmin, ActionRetry},
	},
	mail.ConsentNeeded: {
		headlines: []text{{"需要您先确认服务器", "Confirm the servers first"}},
		details:   []text{{"没有人为 {host} 担保，所以密码还没有发出。", "Nobody vouches for {host}, so your password was not sent."}},
		advice:    []text{{"确认它属于您的公司或服务商后，再继续。", "Make sure that it belongs to your company or provider, then go on."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionRetry, ActionAdvanced},
	},
	mail.UsageWrong: {
		headlines: []text{{"命令写得不对", "The command line is wrong"}},
		advice:    []text{{"用 letterbox help 查看用法。", "See letterbox help."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionCopy},
	},
	mail.Canceled: {
		headlines: []text{{"已停止", "Stopped"}},
		advice:    []text{{"需要时再试一次。", "Try again when you like."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionRetry},
	},
}

// entries is the table that explanations are made from.
var entries = merge(networkEntries, secureEntries, signInEntries, serverEntries, outboundEntries, localEntries)
