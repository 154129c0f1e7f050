package words

// The page of the passphrase that seals the account keys.
const (
	PassphraseTitle   Key = "passphrase.title"
	PassphraseHint    Key = "passphrase.hint"
	PassphraseFirst   Key = "passphrase.first"
	PassphraseAgain   Key = "passphrase.again"
	PassphraseShort   Key = "passphrase.short" // {0} least number of characters
	PassphraseDiffers Key = "passphrase.differs"
	PassphraseStart   Key = "passphrase.start" // what it means, three sentences
	PassphraseLost    Key = "passphrase.lost"
	PassphraseFile    Key = "passphrase.file"
	PassphraseNext    Key = "passphrase.next"
	PassphrasePromise Key = "passphrase.promise" // at the foot of the steps
	UnlockTitle       Key = "unlock.title"
	UnlockHint        Key = "unlock.hint"
	UnlockField       Key = "unlock.field"
	UnlockNext        Key = "unlock.next"
	UnlockLost        Key = "unlock.lost"
)

var passphraseSentences = map[Key]text{
	PassphraseTitle:   {"用口令保护密码", "Protect your passwords with a passphrase"},
	PassphraseHint:    {"这台电脑的钥匙串用不了，可以由您设定一个口令来代替它。", "The keychain of this computer cannot be used. A passphrase of yours can take its place."},
	PassphraseFirst:   {"口令", "Passphrase"},
	PassphraseAgain:   {"再输入一次", "The same once more"},
	PassphraseShort:   {"至少要 {0} 个字符，几个不相干的词连在一起就很好。", "Use at least {0} characters. A few unrelated words make a good one."},
	PassphraseDiffers: {"两次输入的口令不一样。", "The two are not the same."},
	PassphraseStart:   {"每次打开 Letterbox 时问一次。不输入也能看本机的邮件，只是不收发。", "Letterbox asks for it once each time it starts. Without it you can read the mail on this computer, but not fetch or send any."},
	PassphraseLost:    {"请记牢它：忘记了就没有办法找回，只能重新填写每个邮箱的密码，邮件不会丢。", "Keep it in mind. A forgotten passphrase cannot be recovered: you would enter the password of each mailbox again. No mail is lost."},
	PassphraseFile:    {"密码加密后只存在这台电脑上，口令本身不保存在任何地方。", "The passwords stay on this computer, encrypted. The passphrase itself is not kept anywhere."},
	PassphraseNext:    {"保护并继续绑定", "Protect and go on"},
	PassphrasePromise: {"密码由您的口令加密，只保存在本机。\nLetterbox 只与您的邮件服务器通信。", "Your password stays on this computer, encrypted by your passphrase.\nLetterbox talks to your mail server directly."},
	UnlockTitle:       {"输入口令", "Enter your passphrase"},
	UnlockHint:        {"邮箱的密码由您的口令保护着，输入后开始收发邮件。", "Your passphrase protects the passwords of your mailboxes. Mail is fetched and sent once you have entered it."},
	UnlockField:       {"口令", "Passphrase"},
	UnlockNext:        {"解锁", "Unlock"},
	UnlockLost:        {"本机的邮件不用口令也能看。口令找不回来；忘记时，移走数据文件夹里的 keys.sealed，再重新填写每个邮箱的密码。", "The mail on this computer can be read without it. A forgotten passphrase cannot be recovered: move keys.sealed out of the data folder and enter the password of each mailbox again."},
}
