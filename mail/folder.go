package mail

import (
	"strings"
	"time"
)

// Role is what a folder is for (RFC 6154, and INBOX of RFC 9051 section 5.1).
type Role string

// The roles. RoleNone is a folder of the person's own.
const (
	RoleNone    Role = ""
	RoleInbox   Role = "inbox"
	RoleDrafts  Role = "drafts"
	RoleSent    Role = "sent"
	RoleJunk    Role = "junk"
	RoleTrash   Role = "trash"
	RoleArchive Role = "archive"
	RoleAll     Role = "all"
	RoleFlagged Role = "flagged"
)

// Folder is one mailbox of an account.
type Folder struct {
	ID         FolderID
	Account    AccountID
	Path       string // decoded to UTF-8, levels joined by Delimiter, e.g. "项目/测试"
	Wire       string // the name exactly as the server sent it (modified UTF-7 or UTF-8); what commands use
	Delimiter  string // "" when the server has no hierarchy
	Role       Role
	Selectable bool // false for \Noselect and \NonExistent
	Total      int  // messages known locally
	Unread     int  // of these without \Seen
	Sync       SyncState
}

// Name returns the last level of the path.
func (f Folder) Name() string {
	if f.Delimiter == "" {
		return f.Path
	}
	return f.Path[strings.LastIndex(f.Path, f.Delimiter)+len(f.Delimiter):]
}

// Depth returns how many levels lie above the folder.
func (f Folder) Depth() int {
	if f.Delimiter == "" {
		return 0
	}
	return strings.Count(f.Path, f.Delimiter)
}

// SyncState is where a folder stands against the server.
type SyncState struct {
	UIDValidity   uint32
	UIDNext       UID    // the server's at the last pull
	HighestModSeq uint64 // 0 when the server has no CONDSTORE
	Exists        int    // the server's message count at the last pull
	Checked       time.Time
}
