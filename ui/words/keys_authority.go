package words

import "letterbox/mail"

// Sentences about authorities that are added from a file, and about certificates that nobody may accept.
const (
	AuthorityAdd         Key = "authority.add"
	AuthorityTitle       Key = "authority.title"
	AuthorityMeaning     Key = "authority.meaning"
	AuthorityHost        Key = "authority.host"
	AuthorityHostHint    Key = "authority.host-hint"
	AuthorityHostWrong   Key = "authority.host-wrong"
	CertificateMadeUp    Key = "certificate.made-up" // {0} product
	CertificateMadeUpWho Key = "certificate.made-up-who"
)

var authoritySentences = map[Key]text{
	AuthorityAdd:       {"从文件添加机构", "Add an authority from a file"},
	AuthorityTitle:     {"让这个机构为一台服务器担保", "Let this authority vouch for one server"},
	AuthorityMeaning:   {"它签发的证书将对您填写的服务器有效，对别的服务器无效。随时可以移除。", "Its certificates will count for the server you enter, and for no other. You can take this back at any time."},
	AuthorityHost:      {"服务器地址", "Server name"},
	AuthorityHostHint:  {"例如 mail.corp.example，与账号设置中的一致", "For example mail.corp.example, as in the account's settings"},
	AuthorityHostWrong: {"这不是服务器地址。请填写像 mail.corp.example 这样的名字。", "This is not the name of a server. Enter one like mail.corp.example."},
	CertificateMadeUp: {
		"「{0}」临时做的证书不能在这里接受：接受之后，它就能读到您的密码和邮件。",
		"A certificate that “{0}” made up cannot be accepted here: “{0}” could then read your password and your mail.",
	},
	CertificateMadeUpWho: {
		"这要由管理员决定：把这台服务器排除在检查之外，或者在这台电脑上安装公司的根证书。",
		"That is for the administrator to decide: to exempt this server from inspection, or to install the company's root certificate on this computer.",
	},
}

// authorityClasses explain files that hold no authority.
var authorityClasses = map[string]entry{
	mail.ClassNoAuthority: {
		headlines: []text{{"这个文件里没有机构的证书", "There is no authority's certificate in this file"}},
		details:   []text{{"需要的是公司根证书的文件，通常以 .pem、.crt 或 .cer 结尾。", "What is needed is the file of the company's root certificate; it often ends in .pem, .crt or .cer."}},
		advice:    []text{{"请向管理员要这个文件。", "Ask the administrator for this file."}},
		who:       WhoYou,
		actions:   []ActionKind{ActionRetry},
	},
}
