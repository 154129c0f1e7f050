package words

// The menu of the window.
const (
	MenuMailbox    Key = "menu.mailbox"
	MenuMessage    Key = "menu.message"
	MenuView       Key = "menu.view"
	MenuNext       Key = "menu.next"
	MenuPrevious   Key = "menu.previous"
	MenuToggleRead Key = "menu.toggle-read"
	MenuToggleStar Key = "menu.toggle-star"
	MenuQuit       Key = "menu.quit"
)

var menuSentences = map[Key]text{
	MenuMailbox:    {"信箱", "Mailbox"},
	MenuMessage:    {"邮件", "Message"},
	MenuView:       {"显示", "View"},
	MenuNext:       {"下一封", "Next message"},
	MenuPrevious:   {"上一封", "Previous message"},
	MenuToggleRead: {"标为未读或已读", "Mark as unread or read"},
	MenuToggleStar: {"加上或取消星标", "Star or unstar"},
	MenuQuit:       {"退出", "Quit"},
}
