package words

import "letterbox/mail"

// interceptedClasses explain connections that something on the way opens.
var interceptedClasses = map[string]entry{
	mail.ClassIntercepted: {
		headlines: []text{
			{"与{name}的连接被「{product}」接管了", "“{product}” takes over the connection to {name}"},
			{"与{name}的连接被安全软件接管了", "Security software takes over the connection to {name}"},
		},
		details: []text{
			{"应答的不是服务器自己的证书，而是「{issuer}」临时做的一张，这台电脑不信任它。", "What answered was not the server's own certificate but one that “{issuer}” had made up, which this computer does not trust."},
			{"密码没有发出。", "Your password was not sent."},
		},
		advice: []text{
			{"这台电脑上装有「{product}」的话，在它的设置中关闭对加密邮件的检查。", "If “{product}” is installed here, turn off its inspection of encrypted mail in its settings."},
			{"公司的网络：请管理员把 {host} 排除在检查之外，或者在这台电脑上安装公司的根证书。", "In a company's network, ask the administrator to exempt {host}, or to install the company's root certificate on this computer."},
			{"换一个网络再试，例如手机热点。", "Try another network, such as a phone's hotspot."},
		},
		ask: text{
			"「{product}」检查了到 {host} 的加密连接。请将这台服务器排除在外，或安装公司的根证书。",
			"“{product}” inspects the encrypted connection to {host}. Could you exempt this server, or install the company's root certificate?",
		},
		who:     WhoAdministrator,
		actions: []ActionKind{ActionRetry, ActionCertificate, ActionCopyAdmin},
	},
}
