package model

import (
	"fmt"
	"testing"

	"letterbox/mail"
)

// manyFolders returns a tree of folders, the first seventy of which hold the others.
func manyFolders(n int) []mail.Folder {
	folders := []mail.Folder{{ID: 1, Path: "INBOX", Wire: "INBOX", Delimiter: "/", Role: mail.RoleInbox, Selectable: true}}
	for i := 1; i < n; i++ {
		path := fmt.Sprintf("Customers %d", i%70)
		if i >= 70 {
			path += fmt.Sprintf("/Project %d", i)
		}
		folders = append(folders, mail.Folder{ID: mail.FolderID(i + 1), Path: path, Delimiter: "/", Selectable: true, Unread: 1})
	}
	return folders
}

// TestTheTreeGrowsWithItsFolders counts the memory that the lines of many folders take to make: twice as many take
// twice as much, folded or not.
func TestTheTreeGrowsWithItsFolders(t *testing.T) {
	for _, folded := range []map[mail.FolderID]bool{nil, {2: true, 3: true}} {
		taken := func(n int) float64 {
			folders := manyFolders(n)
			return testing.AllocsPerRun(3, func() {
				if lines := arrange(folders, folded); len(lines) < n-2*n/70 || len(lines) > n {
					t.Errorf("%d lines of %d folders", len(lines), n)
				}
			})
		}
		if few, many := taken(2500), taken(5000); many > 2.2*few {
			t.Errorf("2,500 folders take %v allocations, 5,000 %v", few, many)
		}
	}
}
