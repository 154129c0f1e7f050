package engine

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"letterbox/mail"
)

// Scope says how much a round brings.
type Scope int

// Headers are always all; bodies follow them.
const (
	HeadersOnly Scope = iota
	Bodies
)

// evicted is how many bodies a round removes at most; the next one goes on.
const evicted = 500

// Summary is what a round did.
type Summary struct {
	Folders    int
	Headers    int
	Bodies     int
	Sent       int // messages that the submission server took
	Failed     int // and that it refused
	Unknown    int // and of which nobody knows
	Unreadable int // messages that are listed and cannot be read
}

// round brings one account in step once. It runs on the goroutine that owns the session.
type round struct {
	config      Config
	account     mail.AccountID
	session     Session
	focus       func() mail.FolderID
	report      func(Progress)
	interrupted func() bool // leave the rest of the bodies for the next round
	errands     <-chan errand
	help        *helpers          // nil: none
	main        *round            // whose help this is; nil for the main one
	telling     sync.Mutex        // guards summary and report, while bodies are stored
	unfinished  atomic.Bool       // bodies were left
	heard       bool              // INBOX has news, whatever the list of folders says of it
	suspects    []mail.Unreadable // of the folder that is pulled
	blamed      bool              // the connection broke on a message, which was noted
	inbox       mail.Folder
	summary     Summary
}

func newRound(config Config, account mail.AccountID, session Session, focus func() mail.FolderID, report func(Progress)) *round {
	return &round{config: config, account: account, session: session, focus: focus, report: report, interrupted: func() bool { return false }}
}

func (r *round) run(ctx context.Context, scope Scope) error {
	folders, err := r.folders(ctx)
	if err != nil {
		return err
	}
	for _, f := range folders {
		if err := r.runErrands(ctx, f.Folder); err != nil {
			return err
		}
		if err := r.folder(ctx, f); err != nil {
			return err
		}
	}
	if scope == HeadersOnly {
		return nil
	}
	if err := r.allBodies(ctx, folders); err != nil {
		return err
	}
	for _, f := range folders {
		if err := r.beginnings(ctx, f.Folder); err != nil {
			return err
		}
	}
	if err := r.mend(ctx); err != nil {
		return err
	}
	if err := r.evict(ctx); err != nil {
		return err
	}
	return r.removeCollected(ctx)
}

// evict removes bodies that have become too old to be kept without being asked for.
func (r *round) evict(ctx context.Context) error {
	before := r.since()
	if before.IsZero() {
		return nil
	}
	_, err := r.config.Store.EvictBodies(ctx, r.account, before, evicted)
	return err
}

// folders reconciles the list of folders and returns those that hold messages, in the order of pulling: INBOX,
// then the one on screen, then by role.
func (r *round) folders(ctx context.Context) ([]listed, error) {
	fromServer, err := r.session.Folders(ctx)
	if err != nil {
		return nil, err
	}
	stored, err := r.config.Store.SaveFolders(ctx, r.account, fromServer)
	if err != nil {
		return nil, err
	}
	told := map[string]mail.SyncState{}
	for _, f := range fromServer {
		told[f.Wire] = f.Sync
	}
	var all []listed
	for _, f := range stored {
		if f.Role == mail.RoleInbox {
			r.inbox = f
		}
		if f.Selectable {
			all = append(all, listed{Folder: f, told: told[f.Wire]})
		}
	}
	r.summary.Folders = len(all)
	focus := r.focus()
	slices.SortStableFunc(all, func(a, b listed) int { return rank(a.Folder, focus) - rank(b.Folder, focus) })
	return all, nil
}

// listed is a folder as stored and what the server told of it with the list; told is zero without LIST-STATUS.
type listed struct {
	mail.Folder
	told mail.SyncState
}

func rank(f mail.Folder, focus mail.FolderID) int {
	order := []mail.Role{mail.RoleInbox, mail.RoleSent, mail.RoleDrafts, mail.RoleNone, mail.RoleArchive, mail.RoleFlagged, mail.RoleAll, mail.RoleJunk, mail.RoleTrash}
	switch {
	case f.Role == mail.RoleInbox:
		return 0
	case f.ID == focus:
		return 1
	default:
		return 2 + slices.Index(order, f.Role)
	}
}

// folder pulls the headers and flags of one folder. A folder that cannot be opened is recorded and left out, so
// that the others still arrive.
func (r *round) folder(ctx context.Context, f listed) error {
	if r.unchanged(f) || r.onlyHere(f.Folder) {
		return nil
	}
	if err := r.lookInto(ctx, f.Folder); err != nil || r.rests(f.Folder) {
		return err
	}
	err := r.pullFolder(ctx, f.Folder)
	var p *mail.Problem
	if err == nil || r.session.Broken() || ctx.Err() != nil || !errors.As(err, &p) || !fromServer(p) {
		return r.breaksFolder(ctx, f.Folder, err)
	}
	r.config.Log.Warn("folder left out", "account", r.account, "folder", f.ID, "code", p.Code)
	return r.config.Store.NoteFolder(ctx, f.ID, p.Code, p.Reply)
}

// fromServer tells a refusal of one folder from a failure of our own disk.
func fromServer(p *mail.Problem) bool { return p.Server.Host != "" }

// believed is how long a folder may be taken for unchanged because the list says so. Lists of some servers are behind.
const believed = 24 * time.Hour

// unchanged reports that the server said the folder is as it was when last pulled to its end. Folders fall due one after
// the other.
func (r *round) unchanged(f listed) bool {
	if r.heard && f.Role == mail.RoleInbox || r.config.Now().Sub(f.Sync.Checked) > believed+time.Duration(f.ID%24)*time.Hour {
		return false
	}
	return f.told.UIDValidity != 0 && f.told.HighestModSeq != 0 && !f.Sync.Checked.IsZero() &&
		f.told.UIDValidity == f.Sync.UIDValidity && f.told.UIDNext == f.Sync.UIDNext &&
		f.told.HighestModSeq == f.Sync.HighestModSeq && f.told.Exists == f.Sync.Exists
}
