package words

// changesLost explains damage to the mail that is stored on this computer, among which was something that no server has.
var changesLost = entry{
	headlines: []text{{"本机保存的邮件有损坏，等待同步的改动可能没有全部救回", "Mail stored on this computer was damaged, and some changes that waited may be missing"}},
	details: []text{
		{"服务器上的邮件会重新收取，不受影响。", "Mail on the server is untouched and is fetched anew."},
		{"还没有传到服务器的改动，能读出来的都已放回原处。", "Of the changes that the server does not have yet, what could be read is back in its place."},
		{"损坏的文件保留在 {path}。", "The damaged file is kept at {path}."},
	},
	advice: []text{
		{"看看最近的移动、标记和删除是否还在，缺少的再做一次。", "See whether your latest moves, marks and deletions are there, and do again what is missing."},
		{"反复出现时，检查这台电脑的磁盘。", "If it keeps happening, have the disk of this computer checked."},
	},
	who:     WhoYou,
	actions: []ActionKind{ActionRetry, ActionCopy},
}
