package words

// writingClasses explain what a message lacks before it can be sent.
var writingClasses = map[string]entry{
	"NO_RECIPIENT": {
		headlines: []text{{"邮件还没有收件人", "The message has no recipient"}},
		details:   []text{{"邮件没有发给任何人，已经保存。", "The message went to nobody. It is saved."}},
		advice:    []text{{"在「收件人」里填写至少一个地址。", "Enter at least one address under To."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionEdit},
	},
	"ADDRESS_SYNTAX": {
		headlines: []text{
			{"这个地址不完整：{recipients}", "This address is not complete: {recipients}"},
			{"有一个地址不完整", "An address is not complete"},
		},
		details: []text{{"邮件没有发给任何人，已经保存。", "The message went to nobody. It is saved."}},
		advice: []text{
			{"按「名字@域名」的样子填写，多个地址用逗号隔开。", "Write each as name@domain, and separate several with commas."},
		},
		who:     WhoYou,
		actions: []ActionKind{ActionEdit},
	},
}
