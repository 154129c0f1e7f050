package imap

import (
	"strings"

	"letterbox/mail"
)

// attributeRoles are the special-use attributes of RFC 6154, and those of XLIST, its forerunner, in lower case.
var attributeRoles = map[string]mail.Role{
	`\inbox`: mail.RoleInbox, `\drafts`: mail.RoleDrafts, `\sent`: mail.RoleSent, `\junk`: mail.RoleJunk, `\spam`: mail.RoleJunk,
	`\trash`: mail.RoleTrash, `\archive`: mail.RoleArchive, `\all`: mail.RoleAll, `\allmail`: mail.RoleAll,
	`\flagged`: mail.RoleFlagged, `\starred`: mail.RoleFlagged,
}

// nameRoles are the names that providers give their folders when they do not say what they are for, in lower case
// and in order of trust: of two folders with names for one role, the earlier name gets it.
var nameRoles = []struct {
	role  mail.Role
	names []string
}{
	{mail.RoleDrafts, []string{"drafts", "draft", "草稿箱", "草稿夹", "草稿", "寄件草稿"}},
	{mail.RoleSent, []string{"sent messages", "sent items", "sent", "sent mail", "sent-mail", "已发送", "已发送邮件", "已发邮件", "发件箱", "寄件備份", "寄件匣", "已傳送的郵件", "已寄出"}},
	{mail.RoleJunk, []string{"junk", "junk email", "junk e-mail", "spam", "bulk mail", "垃圾邮件", "垃圾箱", "垃圾邮件箱", "垃圾郵件"}},
	{mail.RoleTrash, []string{"trash", "deleted messages", "deleted items", "deleted", "bin", "已删除", "已删除邮件", "垃圾桶", "废件箱", "刪除的郵件", "已刪除的郵件"}},
	{mail.RoleArchive, []string{"archive", "archives", "归档", "存档", "封存"}},
}

// assignRoles gives roles by name where no folder has got the role by attribute. Only folders at the top, or
// directly below INBOX, are considered: a folder "Trash" inside a project is the person's own.
func assignRoles(folders []mail.Folder) {
	taken := make(map[mail.Role]bool)
	byName := make(map[string]int)
	for i, f := range folders {
		taken[f.Role] = true
		if name := topName(f); name != "" && f.Role == mail.RoleNone && f.Selectable {
			byName[name] = i
		}
	}
	for _, n := range nameRoles {
		for _, name := range n.names {
			if i, found := byName[name]; found && !taken[n.role] {
				folders[i].Role, taken[n.role] = n.role, true
			}
		}
	}
}

func topName(f mail.Folder) string {
	path := strings.ToLower(f.Path)
	if f.Delimiter == "" {
		return path
	}
	path = strings.TrimPrefix(path, "inbox"+strings.ToLower(f.Delimiter))
	if strings.Contains(path, f.Delimiter) {
		return ""
	}
	return path
}
