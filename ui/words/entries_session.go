package words

import "letterbox/mail"

// by returns an entry that somebody else acts on.
func (e entry) by(w Who) entry {
	e.who = w
	return e
}

// sessionClasses explain how the connection has to be set up, what a folder allows, and answers that are no failure.
var sessionClasses = map[string]entry{
	"TLS_REQUIRED": {
		headlines: []text{{"{Name}要求先加密再登录", "{Name} wants encryption before the sign-in"}},
		details:   []text{{"密码没有发出。", "Your password was not sent."}},
		advice: []text{
			{"在高级设置中把加密方式改为 SSL/TLS：收信端口 993，发信端口 465。", "Under Advanced change the encryption to SSL/TLS: port 993 for receiving, 465 for sending."},
			{"或者改为 STARTTLS：收信端口 143，发信端口 587。", "Or to STARTTLS: port 143 for receiving, 587 for sending."},
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionCorrect, ActionAdvanced, ActionRetry, ActionCopy},
	},
	"TLS_MODE_MISMATCH":   secureEntries[mail.PlainPort].by(WhoLetterbox),
	"WRONG_PROTOCOL_PORT": secureEntries[mail.WrongProtocol].by(WhoLetterbox),
	"CERT_NAME_MISMATCH":  secureEntries[mail.TLSWrongName].by(WhoLetterbox),
	"FOLDER_RESERVED": {
		headlines: []text{{"这个文件夹由服务器保管，不能更改", "The server keeps this folder for itself"}},
		details:   []text{serverSays},
		advice:    []text{{"换一个名字，或者在别的文件夹下面新建。", "Use another name, or make it inside another folder."}},
		who:       WhoLetterbox,
		actions:   []ActionKind{ActionRetry, ActionCopy},
	},
	"FOLDER_READONLY": {
		headlines: []text{{"这个文件夹只能看，不能更改", "This folder can be read but not changed"}},
		details:   []text{{"没有权限在里面移动、删除或标记邮件。", "You may not move, delete or mark mail in it."}},
		advice:    []text{{"需要更改时，请文件夹的主人或管理员给您权限。", "If you need to, ask its owner or the administrator for the right."}},
		ask:       text{"请给我更改文件夹「{folder}」的权限。", "Could you let me change the folder “{folder}”?"},
		who:       WhoLetterbox,
		actions:   []ActionKind{ActionRetry, ActionCopyAdmin},
	},
	"CLIENT_PROTOCOL": {
		headlines: []text{{"{Name}没有听懂 Letterbox 的请求", "{Name} did not understand Letterbox"}},
		details: []text{
			{"这是 Letterbox 的问题，不是您的，邮件没有丢失。", "That is for Letterbox to mend, not for you; no mail is lost."},
			serverSays,
		},
		advice: []text{
			{"再试一次；其余的功能可以照常使用。", "Try again; everything else goes on."},
			{"反复出现时，复制技术信息并告诉我们。", "If it keeps happening, copy the technical details and send them to us."},
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	"LOCAL_CREDENTIAL_TOO_BIG": {
		headlines: []text{{"登录凭证太大，系统的凭据管理器存不下", "The sign-in is too large for the system's store of passwords"}},
		details:   []text{{"Letterbox 会把它加密存在自己的文件里，系统里只留钥匙。", "Letterbox keeps it encrypted in a file of its own, and only the key in the system."}},
		advice: []text{
			{"再登录一次。", "Sign in once more."},
			{"仍然这样时，复制技术信息并告诉我们。", "If it happens again, copy the technical details and send them to us."},
		},
		who:     WhoLetterbox,
		actions: []ActionKind{ActionRetry, ActionCopy},
	},
	"BENIGN_DUPLICATE": harmless(text{"服务器已经存好了这封邮件", "The server has stored this message already"}),
	"QUIRK_EMPTY":      harmless(text{"服务器这次没有内容可答", "The server had nothing to answer this time"}),
	"INFO_OK":          harmless(text{"服务器答复一切正常", "The server says that all is well"}),
	"INFO_CLOSE":       harmless(text{"服务器正常结束了连接", "The server ended the connection in good order"}),
	"INFO_FINGERPRINT": harmless(text{"服务器在打招呼，一切正常", "The server is greeting; all is well"}),
}

// harmless explains an answer that is no failure.
func harmless(headline text) entry {
	return entry{
		headlines: []text{headline},
		details:   []text{{"这不是错误，邮件不受影响。", "This is no failure, and your mail is not affected."}},
		advice:    []text{{"不用做什么。", "There is nothing to do."}},
		who:       WhoLetterbox,
		actions:   []ActionKind{ActionCopy},
	}
}
