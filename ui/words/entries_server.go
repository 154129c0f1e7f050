package words

import "letterbox/mail"

// serverEntries explain what a server refuses or does wrong once the person is signed in.
var serverEntries = map[mail.Code]entry{
	mail.ServerBusy: {
		headlines: []text{{"{Name}暂时忙不过来", "{Name} is busy for the moment"}},
		details:   []text{{"服务器说这是暂时的，与账号和密码无关。", "The server says that this passes; it has nothing to do with your password."}},
		advice:    []text{{"Letterbox 会自己再试，您也可以过几分钟手动再试。", "Letterbox tries again by itself; or try in a few minutes."}},
		who:       WhoLetterbox,
		actions:   []ActionKind{ActionRetry, ActionCopy},
	},
	mail.QuotaExceeded: {
		headlines: []text{{"邮箱空间已满", "The mailbox is full"}},
		details:   []text{{"{Name}不再接受新的邮件，直到腾出空间。", "{Name} takes no more mail until there is room."}},
		advice: []text{
			{"清空「已删除」和「垃圾邮件」。", "Empty Deleted and Junk."},
			{"删除或转存带大附件的旧邮件。", "Delete old mail with large attachments, or keep it elsewhere."},
			{"公司邮箱：请管理员扩大容量。", "For corporate mail, ask the administrator for more room."},
		},
		ask:     text{"我的邮箱空间已满，请帮忙扩容。", "My mailbox is full. Could you give it more room?"},
		who:     WhoYou,
		actions: []ActionKind{ActionOpen, ActionRetry, ActionCopyAdmin},
	},
	mail.FolderMissing: {
		headlines: []text{
			{"服务器上没有文件夹「{folder}」", "The server has no folder “{folder}”"},
			{"服务器上没有这个文件夹", "The server does not have this folder"},
		},
		details: []text{{"它可能在别处被改名或删除了。", "It may have been renamed or deleted elsewhere."}},
		advice:  []text{{"再试一次，Letterbox 会重新读取文件夹列表。", "Try again; Letterbox reads the list of folders anew."}},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	mail.RecipientRejected: {
		headlines: []text{{"有收件人被{name}拒绝", "{Name} refused a recipient"}},
		details: []text{
			{"服务器的说法是：「{reply}」。", "The server says: “{reply}”."},
			{"邮件没有发给任何人。", "The message went to nobody."},
		},
		advice: []text{
			{"核对收件人地址的拼写。", "Check how the address is spelt."},
			{"移除这个收件人后，可以先发给其他人。", "Without this recipient the message can go to the others."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit, ActionRetry},
	},
	mail.SendRefused: {
		headlines: []text{{"{Name}没有发送这封邮件", "{Name} did not send this message"}},
		details: []text{
			{"服务器的说法是：「{reply}」。", "The server says: “{reply}”."},
			{"邮件留在发件箱里，不会再自动发送。", "It stays in the outbox and is not sent again by itself."},
		},
		advice: []text{
			{"减少收件人或附件，改一改内容，再发一次。", "Send it again with fewer recipients or attachments, or other words."},
			{"仍被拒绝时，请联系服务商，并附上技术信息。", "If it is refused again, ask the provider and include the technical details."},
		},
		who:     WhoProvider,
		actions: []ActionKind{ActionRetry, ActionHelp, ActionCopy},
	},
	mail.ProtocolViolation: {
		headlines: []text{{"{Name}的答复不合规范", "{Name} gave an answer that breaks the rules"}},
		details:   []text{{"Letterbox 读不懂它，为了不弄错您的邮件，停在了这里。", "Letterbox could not read it, and stopped so that your mail stays right."}},
		advice: []text{
			{"再试一次，有时只是暂时的。", "Try again; sometimes it passes."},
			{"反复出现时，请复制技术信息并告诉我们。", "If it keeps happening, copy the technical details and send them to us."},
		},
		who:     WhoProvider,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	mail.LimitExceeded: {
		headlines: []text{{"内容超出了 Letterbox 的上限", "This is more than Letterbox takes"}},
		details:   []text{{"上限用来防止异常的数据占满这台电脑。", "The limits keep odd data from filling this computer."}},
		advice:    []text{{"在网页邮箱中打开这部分内容。", "Open this part in webmail."}},
		who:       WhoLetterbox,
		actions:   []ActionKind{ActionOpen, ActionRetry, ActionCopy},
	},
	mail.ServerRefused: {
		headlines: []text{
			{"{Name}在「{stage}」这一步拒绝了请求", "{Name} refused at “{stage}”"},
			{"{Name}拒绝了请求", "{Name} refused the request"},
		},
		details: []text{
			{"服务器的说法是：「{reply}」。", "The server says: “{reply}”."},
		},
		advice: []text{
			{"再试一次。", "Try again."},
			{"仍被拒绝时，把技术信息发给管理员或服务商。", "If it is refused again, send the technical details to the administrator or provider."},
		},
		who:     WhoProvider,
		actions: []ActionKind{ActionRetry, ActionCopyAdmin, ActionCopy},
	},
	mail.MessageGone: {
		headlines: []text{{"服务器上已没有这封邮件", "The server no longer has this message"}},
		details:   []text{{"它可能在别的设备上被删除或移走了。", "It may have been deleted or moved on another device."}},
		advice:    []text{{"在「已删除」或其他文件夹里找找看。", "Look in Deleted or in other folders."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionRetry},
	},
	mail.MessageUnreadable: {
		headlines: []text{{"服务器给不出这封邮件", "The server cannot hand over this message"}},
		details:   []text{{"邮件在服务器上，但读取它时出错，多半是邮件在那里受损了。其他邮件不受影响，Letterbox 会隔一段时间再试。", "The message is on the server, but reading it fails there; most likely it is damaged. Other mail is not affected, and Letterbox tries again from time to time."}},
		advice:    []text{{"可以现在再试一次，或在邮箱的网页版里打开它。如果很重要，请把详情发给邮箱服务商。", "Try again now, or open it in your provider’s webmail. If it matters, send the details to your provider."}},
		who:       WhoProvider,
		actions:   []ActionKind{ActionRetry, ActionCopy},
	},
	mail.BodyNotStored: {
		headlines: []text{{"正文还没有下载，现在又没有连接", "The text is not here yet, and there is no connection"}},
		details:   []text{{"列表里的信息已保存在本机，正文会在连上之后取回。", "The list is on this computer; the text comes once there is a connection."}},
		advice:    []text{{"连上网络后再打开这封邮件。", "Open the message again once you are online."}},
		who:       WhoNetwork,
		actions:   []ActionKind{ActionRetry},
	},
}
