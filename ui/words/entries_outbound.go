package words

import "letterbox/mail"

// outboundEntries explain what can happen to a message on its way out.
var outboundEntries = map[mail.Code]entry{
	mail.SendUnknown: {
		headlines: []text{{"不确定邮件有没有发出", "This message may have been sent"}},
		details: []text{
			{"邮件已经全部交给{name}，但还没收到回答，连接就断了。", "All of it reached {name}, and the connection ended before the answer came."},
			{"为了不重复发送，Letterbox 不会自己再发。", "So that nobody gets it twice, Letterbox does not send it again by itself."},
		},
		advice: []text{
			{"看看「已发送」里有没有这封邮件；在那里就是已经发出。", "Look for it in Sent: if it is there, it has gone out."},
			{"没有时，可以再发一次，或先问问收件人。", "If it is not, send it again, or ask a recipient first."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
}

// outboundClasses explain what keeps a message from being sent before anybody was asked.
var outboundClasses = map[string]entry{
	"UTF8_UNSUPPORTED": {
		headlines: []text{{"{Name}还不支持这样的地址或标题", "{Name} does not take such addresses or headers yet"}},
		details: []text{
			{"@ 前面有英文以外的文字：{recipients}。", "Before the @ there are letters that are not English: {recipients}."},
			staysInOutbox,
		},
		advice: []text{
			{"请收件人提供一个英文的地址，用它再发一次。", "Ask for an address in English letters, and send to that one."},
			{"发件人是这样的地址时，请换一个发件人。", "If the sender's address is like that, use another sender."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit, ActionCopy},
	},
	"EIGHT_BIT_UNSUPPORTED": {
		headlines: []text{{"{Name}只接受英文编码的邮件", "{Name} takes mail in plain ASCII only"}},
		details:   []text{{"这封邮件的内容要先重新编码才能发送。", "The message has to be encoded anew before it can be sent."}, staysInOutbox},
		advice: []text{
			{"把内容作为附件放进一封新邮件，再发一次。", "Attach it to a new message and send that."},
			{"经常遇到时，请把技术信息发给服务商。", "If it happens often, send the technical details to the provider."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit, ActionCopy},
	},
	"LINE_TOO_LONG": {
		headlines: []text{{"邮件里有一行太长，没有发送", "A line of the message is too long to be sent"}},
		details:   []text{{"邮件里的一行最多 998 个字节，更长的会在路上被截断。", "A line of mail has at most 998 bytes; longer ones are cut on the way."}, staysInOutbox},
		advice: []text{
			{"把内容作为附件放进一封新邮件，再发一次。", "Attach it to a new message and send that."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit, ActionCopy},
	},
	"ENVELOPE_ADDRESS": {
		headlines: []text{
			{"这个地址不能用来发信：{recipients}", "Mail cannot be sent with this address: {recipients}"},
			{"邮件还没有收件人", "The message has no recipient"},
		},
		details: []text{{"邮件没有发给任何人。", "The message went to nobody."}},
		advice:  []text{{"按「名字@域名」的样子核对地址，去掉空格和尖括号。", "Write each as name@domain, without blanks or angle brackets."}},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit},
	},
}
