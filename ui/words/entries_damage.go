package words

// damageFound explains a file of the profile that turned out to be damaged while it was in use. The next start checks
// it and makes it anew.
var damageFound = entry{
	headlines: []text{{"本机保存的邮件有损坏", "Mail that is stored on this computer is damaged"}},
	details:   []text{{"服务器上的邮件不受影响。", "Mail on the server is untouched."}},
	advice: []text{
		{"退出 Letterbox，再打开一次：损坏的部分会自动重新收取。", "Quit Letterbox and start it again: what is damaged is then fetched anew by itself."},
		{"反复出现时，检查这台电脑的磁盘。", "If it keeps happening, have the disk of this computer checked."},
	},
	who:     WhoYou,
	actions: []ActionKind{ActionRetry, ActionCopy},
}

// profileSalvaged and profileLost explain damage to what no server has: accounts, drafts and the outbox.
var profileSalvaged = entry{
	headlines: []text{{"账号和草稿的文件损坏，已修复", "The file of accounts and drafts was damaged and has been mended"}},
	details: []text{
		{"账号、草稿和待发的邮件都救回来了。", "Accounts, drafts and mail to be sent are all there."},
		{"损坏的文件保留在 {path}。", "The damaged file is kept at {path}."},
	},
	advice:  []text{{"不用做什么；反复出现时，检查这台电脑的磁盘。", "There is nothing to do. If it keeps happening, have the disk of this computer checked."}},
	who:     WhoLetterbox,
	actions: []ActionKind{ActionRetry, ActionCopy},
}

var profileLost = entry{
	headlines: []text{{"账号和草稿的文件损坏，可能没有全部救回", "The file of accounts and drafts was damaged, and some of it may be missing"}},
	details: []text{
		{"能读出来的都已放回原处，服务器上的邮件不受影响。", "What could be read is back in its place. Mail on the server is untouched."},
		{"损坏的文件保留在 {path}。", "The damaged file is kept at {path}."},
	},
	advice: []text{
		{"看看账号、草稿和发件箱是否齐全。", "See whether accounts, drafts and outbox are complete."},
		{"缺少账号时，重新绑定即可。", "If an account is missing, add it again."},
		{"缺少重要的草稿时，请保留损坏的文件，并把技术信息发给我们。", "If an important draft is missing, keep the damaged file and send us the technical details."},
	},
	who:     WhoYou,
	actions: []ActionKind{ActionCopy, ActionRetry},
}
