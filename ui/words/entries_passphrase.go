package words

// sealedKeys explains keys that wait for their passphrase after a start.
var sealedKeys = entry{
	headlines: []text{{"邮箱由您的口令锁着", "Your mailboxes are locked by your passphrase"}},
	details: []text{
		{"本机的邮件可以照常看，收发邮件要等输入口令之后。", "The mail on this computer can be read. Fetching and sending wait for the passphrase."},
	},
	advice: []text{
		{"输入口令。", "Enter the passphrase."},
		{"使用命令时，用 --passphrase-file 指定写有口令的文件。", "For a command, name a file that holds it with --passphrase-file."},
	},
	who:     WhoYou,
	actions: []ActionKind{ActionPassphrase, ActionCopy},
}
