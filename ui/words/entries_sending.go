package words

// serverSays quotes the server where it knows more than we do.
var serverSays = text{"服务器的说法是：「{reply}」。", "The server says: “{reply}”."}

// staysInOutbox says what becomes of a message that was refused for good.
var staysInOutbox = text{"邮件留在发件箱里，不会再自动发送。", "It stays in the outbox and is not sent again by itself."}

// sendingClasses explain why a message, its sender or a recipient was refused.
var sendingClasses = map[string]entry{
	"IP_REPUTATION": {
		headlines: []text{{"{Name}不收来自当前网络的邮件", "{Name} takes no mail from this network"}},
		details:   []text{{"这个网络的地址在防垃圾邮件的名单上，与您的账号和内容无关。", "The address of this network is on a list against spam; it has nothing to do with your account or your words."}, staysInOutbox},
		advice: []text{
			{"换一个网络再发，例如公司网络、VPN 或手机热点。", "Send from another network: the company's, a VPN or a phone's hotspot."},
			{"公司网络被列入名单时，把技术信息发给管理员。", "If it is the company's network, send the technical details to the administrator."},
		},
		ask:     text{"我们网络的出口地址被列入了防垃圾邮件名单，请申请移除。", "The address of our network is on a list against spam. Could you have it taken off?"},
		who:     WhoProvider,
		actions: []ActionKind{ActionRetry, ActionCopyAdmin, ActionCopy},
	},
	"SPAM_REJECT": {
		headlines: []text{{"{Name}把这封邮件当作垃圾邮件退回", "{Name} refused the message as spam"}},
		details:   []text{serverSays, staysInOutbox},
		advice: []text{
			{"减少链接、图片和附件，改一改标题，再发一次。", "Use fewer links, pictures and attachments, change the subject, and send it again."},
			{"仍被退回时，把技术信息发给服务商。", "If it is refused again, send the technical details to the provider."},
		},
		who:     WhoProvider,
		actions: []ActionKind{ActionEdit, ActionHelp, ActionCopy},
	},
	"ACCOUNT_BLOCKED_SENDING": {
		headlines: []text{{"{Name}停止了这个账号的发信", "{Name} has stopped this account from sending"}},
		details:   []text{{"通常是因为账号发出过大量可疑的邮件，密码可能被别人知道了。收信不受影响。", "This usually follows a lot of suspicious mail; somebody may know the password. Receiving goes on."}, staysInOutbox},
		advice: []text{
			{"马上在网页邮箱修改密码，并退出所有设备。", "Change the password in webmail now, and sign all devices out."},
			{"请管理员或服务商检查账号，解除限制。", "Ask the administrator or provider to check the account and lift the limit."},
		},
		ask:     text{"我的邮箱 {address} 被停止发信，请检查账号并解除限制。", "My mailbox {address} may not send any more. Could you check it and lift the limit?"},
		who:     WhoProvider,
		actions: []ActionKind{ActionOpen, ActionCopyAdmin, ActionCopy},
	},
	"VIRUS": {
		headlines: []text{{"{Name}在这封邮件里查出了病毒", "{Name} found a virus in the message"}},
		details:   []text{staysInOutbox},
		advice: []text{
			{"从邮件中移除附件，用安全软件检查它和这台电脑。", "Take the attachment out, and have it and this computer scanned."},
			{"确认是误报时，把文件放到网盘，改发链接。", "If you are sure that it is clean, send a link to the file instead."},
		},
		who:     WhoProvider,
		actions: []ActionKind{ActionEdit, ActionCopy},
	},
	"RELAY_DENIED": {
		headlines: []text{{"{Name}不肯替您转送这封邮件", "{Name} does not pass this message on"}},
		details:   []text{{"多半是发信服务器不是您邮箱的那一台，或者这次连接没有登录。", "The outgoing server is probably not the one of your mailbox, or the connection was not signed in."}, staysInOutbox},
		advice: []text{
			{"在高级设置中核对发信服务器，并确认发信也要登录。", "Check the outgoing server under Advanced, and that it signs in too."},
			{"不确定时，请管理员或服务商告诉您发信服务器。", "If you are not sure, ask the administrator or provider for the outgoing server."},
		},
		ask:     text{"请告诉我发信服务器的地址、端口和登录方式。", "Which host, port and sign-in do we use for sending?"},
		who:     WhoProvider,
		actions: []ActionKind{ActionAdvanced, ActionCopyAdmin, ActionCopy},
	},
	"SENDER_REFUSED": {
		headlines: []text{{"{Name}不接受这个发件人", "{Name} does not accept this sender"}},
		details:   []text{serverSays, staysInOutbox},
		advice: []text{
			{"把发件人改成登录的邮箱地址，再发一次。", "Use the address of the mailbox as the sender and send it again."},
			{"仍被拒绝时，把技术信息发给服务商。", "If it is refused again, send the technical details to the provider."},
		},
		who:     WhoProvider,
		actions: []ActionKind{ActionEdit, ActionCopy},
	},
	"RCPT_UNKNOWN": {
		headlines: []text{{"有收件人的地址不存在", "The address of a recipient does not exist"}},
		details:   []text{serverSays, {"邮件没有发给任何人。", "The message went to nobody."}},
		advice: []text{
			{"核对收件人地址的每一个字母。", "Check every letter of the address."},
			{"移除这个收件人，先发给其他人。", "Take it out and send to the others first."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit, ActionRetry},
	},
	"RCPT_TOO_MANY": {
		headlines: []text{{"收件人太多，{name}不接受", "Too many recipients for {name}"}},
		details:   []text{{"服务商限制一封邮件的收件人数。邮件没有发给任何人。", "Providers limit how many people one message goes to. It went to nobody."}},
		advice: []text{
			{"把收件人分成几批，每批各发一次。", "Split the recipients and send it several times."},
			{"经常要发给很多人时，请管理员建一个邮件组。", "If you often write to many, ask the administrator for a group address."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit, ActionRetry},
	},
	"RCPT_DUPLICATE": {
		headlines: []text{{"同一个收件人写了两次", "A recipient is named twice"}},
		details:   []text{{"收件人和抄送里有同一个地址。", "The same address is in To and Cc."}},
		advice:    []text{{"删去重复的一个，再发一次。", "Take one of them out and send it again."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionEdit, ActionRetry},
	},
	"AUTH_REQUIRED": {
		headlines: []text{{"{Name}要求登录后才能发信", "{Name} wants a sign-in before it sends"}},
		details:   []text{{"这次连接没有登录，或者登录没有生效。", "The connection was not signed in, or the sign-in did not count."}},
		advice: []text{
			{"再试一次，Letterbox 会先登录。", "Try again; Letterbox signs in first."},
			{"仍然这样时，在高级设置中核对发信服务器的端口：465 或 587。", "If that does not help, check the port for sending under Advanced: 465 or 587."},
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionAdvanced, ActionCopy},
	},
	"POP_BEFORE_SMTP": {
		headlines: []text{{"{Name}要求先收一次信，再发信", "{Name} wants mail to be fetched before it sends"}},
		details:   []text{{"有些旧的服务器用收信来确认身份。邮件留在发件箱里。", "Some old servers take fetching as the proof of who you are. The message stays in the outbox."}},
		advice: []text{
			{"刷新一次收件箱，Letterbox 随后再发。", "Refresh the inbox; Letterbox sends it afterwards."},
			{"在高级设置中换用端口 465 或 587，通常就不用这样了。", "With port 465 or 587 under Advanced this is usually not needed."},
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionAdvanced, ActionCopy},
	},
}
