package words

import (
	"time"

	"letterbox/mail"
)

// Steps, the status line and the settings.
const (
	StageDiscover     Key = "stage.discover"
	StageResolve      Key = "stage.resolve"
	StageConnect      Key = "stage.connect"
	StageSecure       Key = "stage.secure"
	StageGreet        Key = "stage.greet"
	StageAuthenticate Key = "stage.authenticate"
	StageIdentify     Key = "stage.identify"
	StageList         Key = "stage.list"
	StageOpen         Key = "stage.open"
	StageFetch        Key = "stage.fetch"
	StageSubmit       Key = "stage.submit"
	StageStore        Key = "stage.store"
	StageSignIn       Key = "stage.sign-in"
	StageReady        Key = "stage.ready" // the last step of the outgoing server
	StepDone          Key = "step.done"
	StepRunning       Key = "step.running"
	StepFailed        Key = "step.failed"
	StepPending       Key = "step.pending"
	StepSkipped       Key = "step.skipped"

	AgoNow     Key = "ago.now"
	AgoMinutes Key = "ago.minutes" // {0}
	AgoAt      Key = "ago.at"      // {0} a Date

	StatusStopped    Key = "status.stopped"
	StatusConnecting Key = "status.connecting"
	StatusPushing    Key = "status.pushing"
	StatusPulling    Key = "status.pulling"    // {0} folder
	StatusPullingOf  Key = "status.pulling-of" // {0} folder, {1} done, {2} all
	StatusOffline    Key = "status.offline"    // {0} time
	StatusOfflineNow Key = "status.offline-now"
	StatusRetryAt    Key = "status.retry-at" // {0} time
	StatusAttention  Key = "status.attention"
	StatusStored     Key = "status.stored"      // {0} stored, {1} all
	StatusStoredFrom Key = "status.stored-from" // {0} oldest month with bodies
	StatusWaiting    Key = "status.waiting"     // {0} operations not sent yet
	StatusShow       Key = "status.show"        // opens the explanation

	SettingsTitle      Key = "settings.title"
	SettingsLanguage   Key = "settings.language"
	SettingsSystem     Key = "settings.system"
	SettingsChinese    Key = "settings.chinese"
	SettingsEnglish    Key = "settings.english"
	SettingsTheme      Key = "settings.theme"
	SettingsLight      Key = "settings.light"
	SettingsDark       Key = "settings.dark"
	SettingsDensity    Key = "settings.density"
	SettingsRoomy      Key = "settings.roomy"
	SettingsCompact    Key = "settings.compact"
	SettingsAccounts   Key = "settings.accounts"
	SettingsAdd        Key = "settings.add"
	SettingsRemove     Key = "settings.remove"
	SettingsRemoveWhat Key = "settings.remove-what" // what removing does
	SettingsRemoved    Key = "settings.removed"     // {0} account
	SettingsNone       Key = "settings.none"
)

// stageNames holds the name of each step.
var stageNames = map[mail.Stage]Key{
	mail.StageDiscover: StageDiscover, mail.StageResolve: StageResolve, mail.StageConnect: StageConnect,
	mail.StageSecure: StageSecure, mail.StageGreet: StageGreet, mail.StageAuthenticate: StageAuthenticate,
	mail.StageIdentify: StageIdentify, mail.StageList: StageList, mail.StageOpen: StageOpen,
	mail.StageFetch: StageFetch, mail.StageSubmit: StageSubmit, mail.StageStore: StageStore,
	mail.StageSignIn: StageSignIn,
}

// Status returns the sentence of the status line for what an account's worker does, at the time now.
func Status(lang Language, s mail.SyncStatus, now time.Time) string {
	switch s.Activity {
	case mail.Connecting:
		return T(lang, StatusConnecting)
	case mail.Pushing:
		return T(lang, StatusPushing)
	case mail.Pulling:
		folder := s.Folder
		if folder == "" || folder == "INBOX" {
			folder = T(lang, RoleInbox)
		}
		if s.Of > 0 {
			return T(lang, StatusPullingOf, folder, s.Done, s.Of)
		}
		return T(lang, StatusPulling, folder)
	case mail.Waiting:
		return waiting(lang, s, now)
	case mail.NeedsAttention:
		if s.Problem != nil {
			return Explain(lang, s.Problem).Headline
		}
		return T(lang, StatusAttention)
	case mail.Watching:
		if !s.Checked.IsZero() {
			return Ago(lang, s.Checked, now)
		}
		return T(lang, AgoNow)
	default:
		return T(lang, StatusStopped)
	}
}

func waiting(lang Language, s mail.SyncStatus, now time.Time) string {
	said := T(lang, StatusOfflineNow)
	switch {
	case s.Problem != nil && s.Problem.Code != mail.Offline:
		said = Explain(lang, s.Problem).Headline
	case !s.Checked.IsZero():
		said = T(lang, StatusOffline, Date(lang, s.Checked, now))
	}
	if s.Next.After(now) {
		said += T(lang, StatusRetryAt, s.Next.In(now.Location()).Format("15:04"))
	}
	return said
}

var statusSentences = map[Key]text{
	StageDiscover:     {"查找设置", "Find the settings"},
	StageResolve:      {"查找服务器", "Find the server"},
	StageConnect:      {"建立连接", "Connect"},
	StageSecure:       {"安全连接 (TLS)", "Secure (TLS)"},
	StageGreet:        {"服务器应答", "Greeting"},
	StageAuthenticate: {"登录", "Sign in"},
	StageIdentify:     {"表明身份", "Introduce this program"},
	StageList:         {"读取文件夹", "Read the folders"},
	StageOpen:         {"打开收件箱", "Open the inbox"},
	StageFetch:        {"读取邮件", "Read mail"},
	StageSubmit:       {"发送", "Send"},
	StageStore:        {"保存到本机", "Store on this computer"},
	StageSignIn:       {"浏览器登录", "Sign in with the browser"},
	StageReady:        {"可以发信", "Ready to send"},
	StepDone:          {"已完成", "done"},
	StepRunning:       {"进行中", "running"},
	StepFailed:        {"失败", "failed"},
	StepPending:       {"等待", "waiting"},
	StepSkipped:       {"不需要", "not needed"},

	AgoNow:     {"刚刚更新", "Updated just now"},
	AgoMinutes: {"{0} 分钟前更新", "Updated {0} min ago"},
	AgoAt:      {"{0} 更新", "Updated {0}"},

	StatusStopped:    {"未在收取", "Not checking for mail"},
	StatusConnecting: {"正在连接…", "Connecting…"},
	StatusPushing:    {"正在同步您的更改…", "Sending your changes…"},
	StatusPulling:    {"正在收取「{0}」…", "Fetching {0}…"},
	StatusPullingOf:  {"正在收取「{0}」 {1} / {2}", "Fetching {0}, {1} of {2}"},
	StatusOffline:    {"离线，上次更新 {0}", "Offline since {0}"},
	StatusOfflineNow: {"离线", "Offline"},
	StatusRetryAt:    {"，{0} 再试", ", next try at {0}"},
	StatusAttention:  {"需要您处理", "Needs your attention"},
	StatusStored:     {"已离线保存 {0} / {1} 封", "{0} of {1} kept offline"},
	StatusStoredFrom: {"正文自 {0} 起", "texts since {0}"},
	StatusWaiting:    {"{0} 项更改等待发送", "{0} change waits to be sent|{0} changes wait to be sent"},
	StatusShow:       {"查看", "Show"},

	SettingsTitle:      {"设置", "Settings"},
	SettingsLanguage:   {"语言", "Language"},
	SettingsSystem:     {"跟随系统", "System"},
	SettingsChinese:    {"中文", "中文"},
	SettingsEnglish:    {"English", "English"},
	SettingsTheme:      {"外观", "Appearance"},
	SettingsLight:      {"浅色", "Light"},
	SettingsDark:       {"深色", "Dark"},
	SettingsDensity:    {"列表密度", "List density"},
	SettingsRoomy:      {"宽松", "Roomy"},
	SettingsCompact:    {"紧凑", "Compact"},
	SettingsAccounts:   {"邮箱", "Mailboxes"},
	SettingsAdd:        {"添加邮箱", "Add a mailbox"},
	SettingsRemove:     {"移除", "Remove"},
	SettingsRemoveWhat: {"移除只清除本机的副本，服务器上的邮件不受影响。", "Removing clears the copy on this computer. Mail on the server stays."},
	SettingsRemoved:    {"已移除 {0}", "Removed {0}"},
	SettingsNone:       {"还没有绑定邮箱。", "No mailbox added yet."},
}
