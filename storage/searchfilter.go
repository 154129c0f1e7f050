package storage

import (
	"context"
	"slices"
	"strings"

	"letterbox/mail"
	"letterbox/mail/search"
	"letterbox/mail/search/pinyin"
)

// idSet is a set of messages, a bit for each number.
type idSet docSet

// filters answers the conditions of an expression that mail.db alone knows about.
type filters struct {
	db       *DB
	ctx      context.Context
	folders  []mail.Folder
	accounts map[mail.AccountID]string // address and label, in canonical form
	sets     map[search.Expr]idSet
}

// roleNames are what people call the folders that have a role, in canonical form.
var roleNames = map[mail.Role][]string{
	mail.RoleInbox:   {"inbox", "收件箱", "收件匣"},
	mail.RoleDrafts:  {"drafts", "draft", "草稿箱", "草稿", "草稿夹"},
	mail.RoleSent:    {"sent", "已发送", "已发邮件", "发件箱", "寄件备份"},
	mail.RoleJunk:    {"junk", "spam", "垃圾邮件", "垃圾箱"},
	mail.RoleTrash:   {"trash", "deleted", "bin", "已删除", "已删除邮件", "废纸篓", "回收站", "垃圾桶"},
	mail.RoleArchive: {"archive", "归档", "存档", "封存"},
	mail.RoleAll:     {"all mail", "所有邮件"},
	mail.RoleFlagged: {"starred", "星标邮件"},
}

// everywhere are the names of no folder but all.
var everywhere = []string{"all", "anywhere", "everywhere", "所有", "全部", "任何地方"}

// newFilters reads what is known of accounts and folders, if that is wanted.
func (db *DB) newFilters(ctx context.Context, folders bool) (*filters, error) {
	f := &filters{db: db, ctx: ctx, accounts: map[mail.AccountID]string{}, sets: map[search.Expr]idSet{}}
	if !folders {
		return f, nil
	}
	accounts, err := db.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		f.accounts[a.ID] = search.CanonicalOf([]string{a.Address.Spec(), a.Label})
		folders, err := db.Folders(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		f.folders = append(f.folders, folders...)
	}
	return f, nil
}

// confined reports whether an expression names folders or accounts.
func confined(e search.Expr) bool {
	switch e := e.(type) {
	case search.All:
		return slices.ContainsFunc(e, confined)
	case search.Any:
		return slices.ContainsFunc(e, confined)
	case search.Not:
		return confined(e.Expr)
	case search.In, search.Account:
		return true
	default:
		return false
	}
}

// gather reads what the conditions of e need.
func (f *filters) gather(r Reader, e search.Expr) (err error) {
	switch e := e.(type) {
	case search.All:
		for _, part := range e {
			if err := f.gather(r, part); err != nil {
				return err
			}
		}
	case search.Any:
		for _, part := range e {
			if err := f.gather(r, part); err != nil {
				return err
			}
		}
	case search.Not:
		return f.gather(r, e.Expr)
	case search.Is:
		f.sets[e], err = f.state(r, e.State)
	case search.In:
		f.sets[e], err = f.inFolders(r, f.named(e.Name))
	case search.Account:
		f.sets[e], err = f.inFolders(r, f.ofAccount(e.Name))
	default:
	}
	return err
}

func (f *filters) state(r Reader, s search.State) (idSet, error) {
	query := map[search.State]string{
		search.Unread:   "SELECT json_group_array(id) FROM message INDEXED BY message_unread WHERE flags & 1 = 0",
		search.Flagged:  "SELECT json_group_array(id) FROM message INDEXED BY message_flagged WHERE flags & 4 <> 0",
		search.Answered: "SELECT json_group_array(id) FROM message WHERE flags & 2 <> 0",
		search.Draft:    "SELECT json_group_array(id) FROM message WHERE flags & 16 <> 0",
	}[s]
	ids, err := numbers[mail.MessageID](r.c, query)
	return setOf(ids), err
}

func setOf(ids []mail.MessageID) idSet {
	if len(ids) == 0 {
		return nil
	}
	set := newDocSet(int(slices.Max(ids)) + 1)
	for _, id := range ids {
		set.add(uint32(id))
	}
	return idSet(set)
}

func (f *filters) inFolders(r Reader, folders []mail.FolderID) (idSet, error) {
	ids, err := numbers[mail.MessageID](r.c, "SELECT json_group_array(id) FROM message INDEXED BY message_list WHERE folder IN (SELECT value FROM json_each(?))", jsonNumbers(folders))
	return setOf(ids), err
}

// named returns the folders that a name stands for: those of its path, last level or role, else those whose path
// contains it, else those that are read so.
func (f *filters) named(name string) (list []mail.FolderID) {
	if slices.Contains(everywhere, name) {
		return f.which(func(mail.Folder) bool { return true })
	}
	list = f.which(func(folder mail.Folder) bool {
		return canonical(folder.Path) == name || canonical(folder.Name()) == name || slices.Contains(roleNames[folder.Role], name)
	})
	if len(list) == 0 {
		list = f.which(func(folder mail.Folder) bool { return strings.Contains(canonical(folder.Path), name) })
	}
	if len(list) == 0 {
		list = f.which(func(folder mail.Folder) bool { return readSo(folder, name) })
	}
	return list
}

// readSo reports whether a name is how the Chinese name of a folder, or of its role, is read.
func readSo(folder mail.Folder, name string) bool {
	return slices.ContainsFunc(append([]string{folder.Path}, roleNames[folder.Role]...), func(known string) bool {
		return pinyin.Match(known, name)
	})
}

func canonical(text string) string { return strings.TrimSpace(search.Canonical(text)) }

func (f *filters) ofAccount(name string) []mail.FolderID {
	return f.which(func(folder mail.Folder) bool { return strings.Contains(f.accounts[folder.Account], name) })
}

func (f *filters) which(want func(mail.Folder) bool) (list []mail.FolderID) {
	for _, folder := range f.folders {
		if want(folder) {
			list = append(list, folder.ID)
		}
	}
	return list
}

// documents makes a set of documents of a set of messages.
func (c *catalog) documents(set idSet) docSet {
	s := newDocSet(len(c.docs))
	if len(set) == 0 {
		return s
	}
	c.live.each(func(doc uint32) {
		if docSet(set).has(uint32(c.docs[doc].message)) {
			s.add(doc)
		}
	})
	return s
}
