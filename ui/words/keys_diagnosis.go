package words

import "letterbox/mail"

// The page that checks a connection, the support report and the record of conversations.
const (
	DiagnosisTitle     Key = "diagnosis.title"
	DiagnosisHint      Key = "diagnosis.hint"
	DiagnosisRunning   Key = "diagnosis.running"
	DiagnosisWell      Key = "diagnosis.well"
	DiagnosisStopped   Key = "diagnosis.stopped"
	DiagnosisAgain     Key = "diagnosis.again"
	DiagnosisSendTest  Key = "diagnosis.send-test"
	DiagnosisTest      Key = "diagnosis.test" // the step
	DiagnosisSent      Key = "diagnosis.sent"
	DiagnosisBack      Key = "diagnosis.back" // {0} folder, {1} time
	DiagnosisNotBack   Key = "diagnosis.not-back"
	DiagnosisFindings  Key = "diagnosis.findings" // fold of what each step learnt
	DiagnosisReceiving Key = "diagnosis.receiving"
	DiagnosisSending   Key = "diagnosis.sending"
	DiagnosisOpen      Key = "diagnosis.open" // menu item and button

	TestSubject Key = "test.subject" // of the message that a diagnosis sends
	TestText    Key = "test.text"

	ReportTitle    Key = "report.title"
	ReportOpen     Key = "report.open" // menu item and button
	ReportHint     Key = "report.hint"
	ReportMaking   Key = "report.making"
	ReportCopy     Key = "report.copy"
	ReportSave     Key = "report.save"
	ReportTrace    Key = "report.trace"
	ReportWhole    Key = "report.whole"
	ReportNoTrace  Key = "report.no-trace"
	ReportWritten  Key = "report.written" // {0} file
	ReportSaved    Key = "report.saved"
	ReportVersions Key = "report.versions"
	ReportSettings Key = "report.settings"
	ReportPolicy   Key = "report.policy"
	ReportStore    Key = "report.store"
	ReportAccount  Key = "report.account" // {0} shortened address
	ReportServers  Key = "report.servers"
	ReportState    Key = "report.state"
	ReportProblem  Key = "report.problem"
	ReportChecks   Key = "report.checks" // {0} time
	ReportNone     Key = "report.none"
	ReportPrivacy  Key = "report.privacy"
)

var diagnosisSentences = map[Key]text{
	DiagnosisTitle:     {"检查连接", "Check the connection"},
	DiagnosisHint:      {"收信和发信的每一步都会试一遍，邮件不会有任何改动。", "Every step of receiving and sending is tried. No mail is changed."},
	DiagnosisRunning:   {"正在检查，通常不超过几秒钟。", "Checking. This usually takes a few seconds."},
	DiagnosisWell:      {"收信和发信都正常", "Receiving and sending both work"},
	DiagnosisStopped:   {"检查已停止", "The check was stopped"},
	DiagnosisAgain:     {"重新检查", "Check again"},
	DiagnosisSendTest:  {"给自己发一封测试邮件", "Send a test message to myself"},
	DiagnosisTest:      {"发送测试邮件", "Send a test message"},
	DiagnosisSent:      {"测试邮件已交给发信服务器；有没有回到收件箱，见下面每一步的发现。", "The sending server took the test message. Whether it came back stands in what each step found."},
	DiagnosisBack:      {"{1} 后回到了「{0}」", "back in {0} after {1}"},
	DiagnosisNotBack:   {"已发出，但还没有回来，可能只是慢；过几分钟再看看收件箱", "sent, but it has not come back yet. It may just be slow: look into the inbox in some minutes"},
	DiagnosisFindings:  {"每一步的发现", "What each step found"},
	DiagnosisReceiving: {"收信", "Receiving"},
	DiagnosisSending:   {"发信", "Sending"},
	DiagnosisOpen:      {"检查连接", "Check the connection"},

	TestSubject: {"来自 Letterbox 的测试邮件", "Test message from Letterbox"},
	TestText: {
		"这封邮件由 Letterbox 在检查连接时发给您自己。收到它，说明发信和收信都正常，可以直接删除。",
		"Letterbox sent you this message while it checked the connection. Sending and receiving both work; you can delete it.",
	},

	ReportTitle:    {"支持报告", "Support report"},
	ReportOpen:     {"支持报告", "Support report"},
	ReportHint:     {"这份报告只在您发给别人之后才会离开这台电脑。发送之前可以先看一遍。", "This report leaves this computer only if you send it. Read it before you do."},
	ReportMaking:   {"正在整理…", "Putting it together…"},
	ReportCopy:     {"复制全文", "Copy all"},
	ReportSave:     {"保存为文件", "Save to a file"},
	ReportTrace:    {"通信记录", "Conversation with the servers"},
	ReportWhole:    {"整份报告", "Whole report"},
	ReportNoTrace:  {"启动以来还没有与服务器通信。", "Nothing has been exchanged with the servers since the start."},
	ReportWritten:  {"报告已保存到 {0}。", "The report is in {0}."},
	ReportSaved:    {"已保存", "Saved"},
	ReportVersions: {"版本与系统", "Versions and system"},
	ReportSettings: {"设置", "Settings"},
	ReportPolicy:   {"管理员策略", "Administrator's policy"},
	ReportStore:    {"本机存储", "Stored on this computer"},
	ReportAccount:  {"账号 {0}", "Account {0}"},
	ReportServers:  {"服务器", "Servers"},
	ReportState:    {"状态", "State"},
	ReportProblem:  {"最近的问题", "Last problem"},
	ReportChecks:   {"最近一次检查（{0}）", "Last check ({0})"},
	ReportNone:     {"无", "none"},
	ReportPrivacy: {
		"邮箱地址已缩短。报告中没有密码、令牌、联系人、文件夹名、邮件主题和正文。",
		"Addresses are shortened. There are no passwords, tokens, contacts, folder names, subjects or texts of mail in here.",
	},
}

// checkStatuses holds the word for each outcome.
var checkStatuses = map[mail.CheckStatus]Key{
	mail.CheckOK: StepDone, mail.CheckFailed: StepFailed, mail.CheckSkipped: StepSkipped, mail.CheckRunning: StepRunning,
}

// CheckStatus returns the word for the outcome of a step.
func CheckStatus(lang Language, s mail.CheckStatus) string {
	if key, ok := checkStatuses[s]; ok {
		return T(lang, key)
	}
	return T(lang, StepPending)
}
