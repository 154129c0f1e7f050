package words

import "letterbox/mail"

// The changes that a server did not carry out.
const (
	ConflictsTitle  Key = "conflicts.title"
	ConflictsHint   Key = "conflicts.hint"
	ConflictsNone   Key = "conflicts.none"
	ConflictsBanner Key = "conflicts.banner" // {0} changes
	ConflictsFirst  Key = "conflicts.first"  // what the banner says below
	ConflictsShow   Key = "conflicts.show"
	ConflictsMore   Key = "conflicts.more"  // {0} older changes
	ConflictsReply  Key = "conflicts.reply" // {0} the server's words

	ConflictFlags     Key = "conflict.flags"     // {0} messages, {1} folder
	ConflictMove      Key = "conflict.move"      // {0} messages, {1} folder, {2} target
	ConflictCopy      Key = "conflict.copy"      // {0} messages, {1} folder, {2} target
	ConflictDelete    Key = "conflict.delete"    // {0} messages, {1} folder
	ConflictAppend    Key = "conflict.append"    // {0} folder
	ConflictCreate    Key = "conflict.create"    // {0} folder
	ConflictRename    Key = "conflict.rename"    // {0} folder
	ConflictRemove    Key = "conflict.remove"    // {0} folder
	ConflictSubscribe Key = "conflict.subscribe" // {0} folder
	ConflictUnnamed   Key = "conflict.unnamed"   // instead of a folder that is gone
	ConflictOther     Key = "conflict.other"     // an unknown kind
	BecameFlags       Key = "conflict.became-flags"
	BecameBack        Key = "conflict.became-back" // {0} folder
	BecameNoCopy      Key = "conflict.became-no-copy"
	BecameHere        Key = "conflict.became-here" // {0} folder
	BecameNoFolder    Key = "conflict.became-no-folder"
	BecameOldName     Key = "conflict.became-old-name"
	BecameShown       Key = "conflict.became-shown"
	BecameUnchanged   Key = "conflict.became-unchanged"
)

var conflictSentences = map[Key]text{
	ConflictsTitle:  {"没有完成的更改", "Changes that were not made"},
	ConflictsHint:   {"这些更改服务器没有接受，已经退回，邮件没有丢失。需要的话可以再做一次。", "The server did not accept these changes. They were taken back and no mail is lost. You can make them again."},
	ConflictsNone:   {"所有的更改服务器都接受了。", "The server has accepted every change."},
	ConflictsBanner: {"有 {0} 项更改服务器没有接受", "The server did not accept {0} change|The server did not accept {0} changes"},
	ConflictsFirst:  {"已经退回，邮件没有丢失。", "Taken back; no mail is lost."},
	ConflictsShow:   {"查看", "Show"},
	ConflictsMore:   {"还有 {0} 项更早的更改", "{0} older change|{0} older changes"},
	ConflictsReply:  {"服务器的原话：{0}", "The server said: {0}"},

	ConflictFlags:     {"更改「{1}」中 {0} 封邮件的标记", "Mark {0} message in {1}|Mark {0} messages in {1}"},
	ConflictMove:      {"把 {0} 封邮件从「{1}」移到「{2}」", "Move {0} message from {1} to {2}|Move {0} messages from {1} to {2}"},
	ConflictCopy:      {"把 {0} 封邮件从「{1}」复制到「{2}」", "Copy {0} message from {1} to {2}|Copy {0} messages from {1} to {2}"},
	ConflictDelete:    {"彻底删除「{1}」中的 {0} 封邮件", "Delete {0} message in {1} for good|Delete {0} messages in {1} for good"},
	ConflictAppend:    {"把一封邮件存到服务器的「{0}」", "Store a message in {0} on the server"},
	ConflictCreate:    {"新建文件夹「{0}」", "Create the folder {0}"},
	ConflictRename:    {"给文件夹「{0}」改名或换位置", "Rename or move the folder {0}"},
	ConflictRemove:    {"删除文件夹「{0}」", "Delete the folder {0}"},
	ConflictSubscribe: {"显示或隐藏文件夹「{0}」", "Show or hide the folder {0}"},
	ConflictUnnamed:   {"已删除的文件夹", "a folder that is gone"},
	ConflictOther:     {"一项更改", "A change"},

	BecameFlags:     {"标记恢复成了服务器上的样子。", "The marks are again as on the server."},
	BecameBack:      {"邮件回到了「{0}」。", "The messages are back in {0}."},
	BecameNoCopy:    {"没有留下副本，原来的邮件还在。", "There is no copy; the original messages are where they were."},
	BecameHere:      {"邮件留在这台电脑的「{0}」中，服务器上没有。", "The message stays in {0} on this computer; the server does not have it."},
	BecameNoFolder:  {"文件夹没有建立，放进去的邮件回到了原处。", "The folder was not made; messages put into it are back where they were."},
	BecameOldName:   {"文件夹恢复了原来的名称。", "The folder has its old name again."},
	BecameShown:     {"文件夹和里面的邮件都还在。", "The folder and its messages are still there."},
	BecameUnchanged: {"没有任何变化。", "Nothing has changed."},
}

// conflictWords holds what was wanted and what became of it, for each kind of operation.
var conflictWords = map[mail.OperationKind][2]Key{
	mail.KindSetFlags:     {ConflictFlags, BecameFlags},
	mail.KindMove:         {ConflictMove, BecameBack},
	mail.KindCopy:         {ConflictCopy, BecameNoCopy},
	mail.KindDelete:       {ConflictDelete, BecameBack},
	mail.KindAppend:       {ConflictAppend, BecameHere},
	mail.KindCreateFolder: {ConflictCreate, BecameNoFolder},
	mail.KindRenameFolder: {ConflictRename, BecameOldName},
	mail.KindDeleteFolder: {ConflictRemove, BecameShown},
	mail.KindSubscribe:    {ConflictSubscribe, BecameUnchanged},
}

// ConflictWanted says what an operation was to do.
func ConflictWanted(lang Language, c mail.Conflict) string {
	key := conflictWords[c.Kind][0]
	folder, target := pathName(lang, c.Folder, c.Role), pathName(lang, c.Target, c.Into)
	switch c.Kind {
	case mail.KindSetFlags, mail.KindMove, mail.KindCopy, mail.KindDelete:
		return T(lang, key, c.Messages, folder, target)
	case mail.KindAppend, mail.KindCreateFolder, mail.KindRenameFolder, mail.KindDeleteFolder, mail.KindSubscribe:
		return T(lang, key, folder)
	default:
		return T(lang, ConflictOther)
	}
}

// ConflictBecame says what there is now instead.
func ConflictBecame(lang Language, c mail.Conflict) string {
	w, ok := conflictWords[c.Kind]
	if !ok {
		return T(lang, BecameUnchanged)
	}
	return T(lang, w[1], pathName(lang, c.Folder, c.Role))
}

// ConflictWhy says why an operation was not carried out.
func ConflictWhy(lang Language, c mail.Conflict) string {
	return Explain(lang, &mail.Problem{Code: c.Code, Class: c.Class, Reply: c.Reply}).Headline
}

// pathName returns what to call a folder that may be gone: by its role, else by its path.
func pathName(lang Language, path string, role mail.Role) string {
	switch {
	case path == "":
		return T(lang, ConflictUnnamed)
	case role != mail.RoleNone:
		return FolderName(lang, mail.Folder{Path: path, Role: role})
	default:
		return path
	}
}
