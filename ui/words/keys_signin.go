package words

// What the command line says about a sign-in in the browser.
const (
	CommandSignInOpen   Key = "command.sign-in-open"   // {0} link
	CommandSignInCopy   Key = "command.sign-in-copy"   // {0} link
	CommandSignInDevice Key = "command.sign-in-device" // {0} link, {1} code
	CommandRenewed      Key = "command.renewed"        // {0} address
)

var commandSignInSentences = map[Key]text{
	CommandSignInOpen: {
		"请在打开的浏览器页面上登录。没有看到页面时，把这个链接复制到本机的浏览器里：\n{0}",
		"Sign in on the page that opens in the browser. If there is none, copy this link into a browser on this computer:\n{0}",
	},
	CommandSignInCopy: {
		"没能打开浏览器。请把这个链接复制到本机的浏览器里登录：\n{0}",
		"The browser could not be opened. Copy this link into a browser on this computer and sign in there:\n{0}",
	},
	CommandSignInDevice: {
		"请在任意一台设备上打开 {0}，输入代码 {1} 并登录。",
		"On any device, open {0}, enter the code {1} and sign in.",
	},
	CommandRenewed: {"{0} 已重新登录，本机的邮件和设置都保留。", "{0} is signed in again. Its mail and settings here are as they were."},
}
