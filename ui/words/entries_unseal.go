package words

// wrongPassphrase explains a password file that does not open.
var wrongPassphrase = entry{
	headlines: []text{{"密码文件的口令不对", "The passphrase of the password file is wrong"}},
	details: []text{
		{"密码文件是 {path}，没有口令就打不开，Letterbox 也没有备用的办法。", "The password file is {path}. It cannot be opened without its passphrase, not even by Letterbox."},
	},
	advice: []text{
		{"检查大小写和输入法，再输入一次口令。", "Check capitals and the keyboard layout, and enter the passphrase again."},
		{"忘记口令时，移走这个文件，再重新填写每个邮箱的密码；本机的邮件不受影响。", "If it is forgotten, move the file away and enter the password of each mailbox again. The mail on this computer stays."},
	},
	who:     WhoYou,
	actions: []ActionKind{ActionPassphrase, ActionRetry, ActionCopy},
}

// unsealFailed explains a stored secret that this computer's key does not open.
var unsealFailed = entry{
	headlines: []text{{"保存的密码在这台电脑上打不开", "The stored password cannot be opened on this computer"}},
	details: []text{
		{"打开它的钥匙在系统钥匙串里，可能被清理或重新生成过，或者数据来自另一台电脑。", "The key to it is in the keychain: it may have been cleared or made anew, or the data came from another computer."},
	},
	advice:  []text{{"重新填写密码或重新登录一次，本机的邮件和发件箱都保留。", "Enter the password or sign in once more. The mail and the outbox on this computer stay."}},
	who:     WhoYou,
	actions: []ActionKind{ActionEdit, ActionSignIn},
}
