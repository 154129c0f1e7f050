package words

import "letterbox/mail"

// Messages that cannot be read, and large ones.
const (
	ListUnreadable    Key = "list.unreadable"     // in place of the subject
	ReaderTryAgain    Key = "reader.try-again"    // an unreadable message
	ReaderSaveRaw     Key = "reader.save-raw"     // the message as a file
	ReaderCopyDetails Key = "reader.copy-details" // for whoever helps
	ReaderKept        Key = "reader.kept"         // what is below is a part only

	ReaderRest        Key = "reader.rest"          // {0} size that is still on the server
	ReaderRestHint    Key = "reader.rest-hint"     // what the button does
	ReaderRestGet     Key = "reader.rest-get"      // the button
	ReaderRestGoOn    Key = "reader.rest-go-on"    // the button, when a part is here
	ReaderRestCancel  Key = "reader.rest-cancel"   // the button, while it comes
	ReaderRestBusy    Key = "reader.rest-busy"     // {0} here of {1}
	ReaderRestStopped Key = "reader.rest-stopped"  // {0} here of {1}
	ReaderRestFailed  Key = "reader.rest-failed"   // {0} here of {1}
	PartOnServer      Key = "reader.part-server"   // {0} size
	PartPercent       Key = "reader.part-percent"  // {0} percent
	PartRetry         Key = "reader.part-retry"    // on a card whose download failed
	PartCancel        Key = "reader.part-cancel"   // on a card that is on its way
	PartDownload      Key = "reader.part-download" // on a card that is on the server
	CommandUnreadable Key = "command.unreadable"   // {0} messages
)

var letterSentences = map[Key]text{
	ListUnreadable:    {"这封邮件暂时读不出来", "This message cannot be read at the moment"},
	ReaderTryAgain:    {"再试一次", "Try again"},
	ReaderSaveRaw:     {"另存为 .eml…", "Save as .eml…"},
	ReaderCopyDetails: {"复制详情", "Copy details"},
	ReaderKept:        {"下面是能读到的部分。", "Below is the part that could be read."},

	ReaderRest:        {"这封邮件很大，还有 {0} 在服务器上", "This is a large message; {0} of it is still on the server"},
	ReaderRestHint:    {"正文已经在这里。附件会在您需要时下载，中断后可以接着下载。", "The text is here. Attachments are downloaded when you want them, and go on where they were interrupted."},
	ReaderRestGet:     {"下载全部", "Download all"},
	ReaderRestGoOn:    {"继续下载", "Go on"},
	ReaderRestCancel:  {"停止", "Stop"},
	ReaderRestBusy:    {"正在下载，已收到 {0}，共 {1}", "Downloading, {0} of {1} so far"},
	ReaderRestStopped: {"已停在 {0}，共 {1}。可以随时接着下载。", "Stopped at {0} of {1}. You can go on at any time."},
	ReaderRestFailed:  {"下载在 {0} 处中断，共 {1}。已收到的不会丢失。", "The download was interrupted at {0} of {1}. Nothing of it is lost."},
	PartOnServer:      {"{0} · 在服务器上", "{0} · on the server"},
	PartPercent:       {"{0}%", "{0}%"},
	PartRetry:         {"没有下载完，点按重试", "Not complete, press to try again"},
	PartCancel:        {"停止下载", "Stop the download"},
	PartDownload:      {"下载", "Download"},
	CommandUnreadable: {"有 {0} 封邮件服务器给不出来，已列在各自的文件夹里，会再试。", "The server cannot hand over {0} message; it is listed in its folder and will be tried again.|The server cannot hand over {0} messages; they are listed in their folders and will be tried again."},
}

// Subject returns what a list shows as the subject of a message.
func Subject(lang Language, m mail.Message) string {
	switch {
	case m.Envelope.Subject != "":
		return m.Envelope.Subject
	case m.Lack == mail.LackHeader:
		return T(lang, ListUnreadable)
	default:
		return T(lang, ListNoSubject)
	}
}

// Join puts one sentence behind another, as the language does.
func Join(lang Language, first, second string) string {
	if lang == ZH {
		return first + second
	}
	return first + " " + second
}
