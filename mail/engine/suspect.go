package engine

import (
	"context"
	"errors"
	"slices"
	"time"

	"letterbox/mail"
)

// What breaks the connection again and again costs itself and not what lies behind it. The first suspect is the folder:
// from then on it is pulled by UIDs, so that the message at fault is found (breaker). When it is none of the messages,
// the folder is left alone for a while in the end.

// shunnedFor is how long a message is not asked for its flags that broke the connection when it was.
const shunnedFor = 24 * time.Hour

// lookInto reads what is suspected in a folder that is about to be pulled.
func (r *round) lookInto(ctx context.Context, f mail.Folder) (err error) {
	r.blamed = false
	r.suspects, err = r.config.Store.Suspects(ctx, f.ID)
	return err
}

// itself returns what is noted of the folder that is pulled.
func (r *round) itself() (u mail.Unreadable, found bool) {
	if len(r.suspects) == 0 || r.suspects[0].UID != 0 {
		return u, false
	}
	return r.suspects[0], true
}

// suspected reports that the connection broke the last time that the folder was pulled.
func (r *round) suspected() bool {
	u, found := r.itself()
	return found && u.Attempts > 0
}

// rests reports that a folder is left alone. INBOX never is: without it nothing is right.
func (r *round) rests(f mail.Folder) bool {
	u, found := r.itself()
	return found && u.Lack != mail.LackNone && u.Attempts > 0 && f.Role != mail.RoleInbox && r.config.Now().Before(u.Due())
}

// breaksFolder counts against a folder whose pull has broken the connection, unless a message was to blame, and leaves
// it alone when that was once too often.
func (r *round) breaksFolder(ctx context.Context, f mail.Folder, cause error) error {
	var p *mail.Problem
	if cause == nil || r.blamed || ctx.Err() != nil || !errors.As(cause, &p) || !fromServer(p) || !breaks(p.Code) {
		return cause
	}
	times, err := r.config.Store.Suspect(ctx, f.ID, 0)
	if err != nil {
		return errors.Join(cause, err)
	}
	most := mostBreaking
	if connection(p.Code) {
		most = mostLosing
	}
	before, _ := r.itself() // the zero note, which lacks nothing, where none is kept
	if before.Lack == mail.LackNone {
		times -= most - 1
	}
	if times < 1 {
		return cause
	}
	r.config.Log.Warn("a folder breaks the connection", "account", r.account, "folder", f.ID, "code", p.Code)
	note := mail.Unreadable{Lack: mail.LackHeader, Code: p.Code, Reply: p.Reply, Attempts: times, Noted: r.config.Now()}
	return errors.Join(cause, r.config.Store.NoteUnreadable(ctx, f.ID, []mail.Unreadable{note}))
}

// askFlags fetches the flags of messages, ascending. A message of which the server refuses them, or that breaks the
// connection with them, keeps those that it has, and the others get theirs.
func (r *round) askFlags(ctx context.Context, f mail.Folder, uids []mail.UID, each func(mail.UID, mail.Flags)) error {
	a := flagsAsked{round: r, folder: f, each: each}
	for _, u := range r.suspects {
		if at, found := slices.BinarySearch(uids, u.UID); found && u.Attempts >= mostLosing && r.config.Now().Sub(u.Noted) < shunnedFor {
			if err := a.ask(ctx, uids[:at]); err != nil {
				return err
			}
			uids = uids[at+1:]
		}
	}
	return a.ask(ctx, uids)
}

type flagsAsked struct {
	*round
	folder  mail.Folder
	each    func(mail.UID, mail.Flags)
	refused int
}

// ask fetches the flags of all messages between the first and the last, in halves when the server refuses that.
func (a *flagsAsked) ask(ctx context.Context, uids []mail.UID) error {
	if len(uids) == 0 {
		return nil
	}
	got := make(map[mail.UID]bool, len(uids))
	err := a.session.Flags(ctx, []mail.UIDRange{{First: uids[0], Last: uids[len(uids)-1]}}, func(uid mail.UID, flags mail.Flags) error {
		got[uid] = true
		a.each(uid, flags)
		return nil
	})
	switch {
	case err == nil:
		return nil
	case !refusedOne(ctx, a.session, err):
		missing := slices.DeleteFunc(slices.Clone(uids), func(uid mail.UID) bool { return got[uid] })
		_, _, noted := a.breaker(ctx, a.folder, missing, err)
		return errors.Join(err, noted)
	case len(uids) > 1:
		if err := a.ask(ctx, uids[:len(uids)/2]); err != nil {
			return err
		}
		return a.ask(ctx, uids[len(uids)/2:])
	}
	if a.refused++; a.refused > mostLacking {
		return err
	}
	a.config.Log.Warn("the flags of a message are refused", "account", a.account, "folder", a.folder.ID, "uid", uids[0])
	return nil
}
