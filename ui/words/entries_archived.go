package words

// archived explains a message of an unbound account whose text was never fetched.
var archived = entry{
	headlines: []text{{"这封邮件的正文没有保存下来", "The text of this message was not kept"}},
	details: []text{{
		"邮箱解除绑定时只保留了本机已有的内容，这封邮件的正文当时还没有下载。",
		"When the mailbox was removed, what this computer had was kept, and the text of this message had not been fetched.",
	}},
	advice:  []text{{"重新绑定这个邮箱，正文就能取回，原有的邮件也会接着用。", "Add the mailbox again: the text can be fetched then, and the mail that was kept is used again."}},
	who:     WhoYou,
	actions: []ActionKind{ActionEdit},
}
