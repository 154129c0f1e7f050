package words

// hostMistaken explains a server that people are told to use and that does not serve their mail.
var hostMistaken = entry{
	headlines: []text{
		{"正确的服务器地址是 {instead}", "The right server is {instead}"},
		{"服务器地址 {host} 不对", "{host} is not the right server"},
	},
	details: []text{
		{"有些说明里写的 {host} 不提供邮件服务。", "Some guides name {host}, which does not serve mail."},
		{"Letterbox 改用了正确的地址，密码没有发到别处。", "Letterbox uses the right one instead; the password goes nowhere else."},
	},
	advice: []text{
		{"把您手上的说明改成 {instead}。", "Correct your guide to {instead}."},
		{"需要时在高级设置里查看所用的服务器。", "Look at the servers in use under Advanced."},
	},
	who:     WhoLetterbox,
	actions: []ActionKind{ActionAdvanced, ActionCopy},
}

// catalogueInvalid explains a file with providers that cannot be used.
var catalogueInvalid = entry{
	headlines: []text{{"服务商资料文件无法使用", "The file with providers cannot be used"}},
	details: []text{
		{"文件是 {path}。", "The file is {path}."},
		{"Letterbox 用的是其余的资料，绑定和收信不受影响。", "Letterbox goes by what else it knows; your mail is not affected."},
	},
	advice: []text{
		{"修正或移走这个文件，再重新打开 Letterbox。", "Correct the file or take it away, and open Letterbox again."},
		{"文件是管理员放置的时，请把技术信息发给管理员。", "If an administrator put it there, send them the technical details."},
	},
	ask:     text{"Letterbox 的服务商资料文件有错误，请修正。", "The file with providers for Letterbox has a mistake. Could you correct it?"},
	who:     WhoAdministrator,
	actions: []ActionKind{ActionCopyAdmin, ActionCopy},
}
