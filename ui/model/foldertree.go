package model

import (
	"cmp"
	"slices"
	"strings"

	"letterbox/mail"
)

// roleOrder is the order of the folders with a role; they stand above the person's own.
var roleOrder = []mail.Role{
	mail.RoleInbox, mail.RoleFlagged, mail.RoleDrafts, mail.RoleSent, mail.RoleArchive, mail.RoleJunk, mail.RoleTrash, mail.RoleAll,
}

// branch is a folder of the person's own with what lies below it.
type branch struct {
	folder   mail.Folder
	names    []string
	children []*branch
}

// arrange returns the lines of an account's folders: those with a role first, wherever the server keeps them, then
// the person's own as a tree. A level that holds no messages and one child shares the child's line; a level that
// holds nothing at all is left out.
func arrange(folders []mail.Folder, folded map[mail.FolderID]bool) []FolderNode {
	var lines []FolderNode
	var own []mail.Folder
	taken := map[mail.Role]bool{}
	for _, role := range roleOrder {
		for _, f := range folders {
			if f.Role == role && f.Selectable && !taken[role] {
				taken[role] = true
				lines = append(lines, FolderNode{Folder: f, Names: []string{f.Name()}, Count: waiting(f)})
			}
		}
	}
	for _, f := range folders {
		first := slices.IndexFunc(lines, func(n FolderNode) bool { return n.Folder.ID == f.ID })
		if first < 0 {
			own = append(own, f)
		}
	}
	for _, b := range grow(own) {
		lines = b.lines(lines, 0, folded)
	}
	return lines
}

// waiting returns the number beside a folder: unread messages, or drafts to be finished. Nobody needs to be told
// of unread mail among the sent and the deleted.
func waiting(f mail.Folder) int {
	switch f.Role {
	case mail.RoleDrafts:
		return f.Total
	case mail.RoleSent, mail.RoleTrash, mail.RoleAll, mail.RoleFlagged:
		return 0
	default:
		return f.Unread
	}
}

// grow makes trees of folders by their paths.
func grow(folders []mail.Folder) []*branch {
	slices.SortFunc(folders, func(a, b mail.Folder) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Path), strings.ToLower(b.Path)), cmp.Compare(a.Path, b.Path))
	})
	byPath := make(map[string]*branch, len(folders))
	for _, f := range folders {
		byPath[f.Path] = &branch{folder: f, names: []string{f.Name()}}
	}
	root := &branch{}
	for _, f := range folders {
		parent := root
		if p, ok := byPath[parentPath(f)]; ok {
			parent = p
		}
		parent.children = append(parent.children, byPath[f.Path])
	}
	root.prune()
	return root.children
}

func parentPath(f mail.Folder) string {
	if f.Delimiter == "" {
		return ""
	}
	return f.Path[:max(strings.LastIndex(f.Path, f.Delimiter), 0)]
}

// prune drops branches without any messages and joins levels that need no line of their own.
func (b *branch) prune() {
	var kept []*branch
	for _, c := range b.children {
		c.prune()
		switch {
		case c.folder.Selectable || len(c.children) > 1:
			kept = append(kept, c)
		case len(c.children) == 1:
			only := c.children[0]
			only.names = append(slices.Clone(c.names), only.names...)
			kept = append(kept, only)
		}
	}
	b.children = kept
}

// lines appends the lines of a branch. A folded branch counts for all that it hides.
func (b *branch) lines(list []FolderNode, depth int, folded map[mail.FolderID]bool) []FolderNode {
	node := FolderNode{Folder: b.folder, Names: b.names, Depth: depth, Count: waiting(b.folder), Children: len(b.children) > 0, Folded: folded[b.folder.ID]}
	if node.Children && node.Folded {
		for _, n := range b.hidden() {
			node.Count += n
		}
		return append(list, node)
	}
	list = append(list, node)
	for _, c := range b.children {
		list = c.lines(list, depth+1, folded)
	}
	return list
}

func (b *branch) hidden() []int {
	var counts []int
	for _, c := range b.children {
		counts = append(append(counts, waiting(c.folder)), c.hidden()...)
	}
	return counts
}
