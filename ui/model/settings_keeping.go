package model

import (
	"context"
	"slices"
	"strconv"

	"letterbox/mail"
)

// PrefUndoSend keeps how many seconds a message waits before it leaves, 0 to 30.
const PrefUndoSend = "undo_send"

// UndoSends are the seconds that can be chosen, ascending.
var UndoSends = []int{0, 5, 10, 20, 30}

const undoSendUsual = 10 // as long as nothing was chosen

// PrefSignature keeps the signature of an account.
func PrefSignature(id mail.AccountID) string { return "signature." + strconv.FormatInt(int64(id), 10) }

// PrefWindow keeps how many days of an account's bodies stay on this computer, "" or "0" for all.
func PrefWindow(id mail.AccountID) string { return "window_days." + strconv.FormatInt(int64(id), 10) }

// Windows are the days that can be chosen; 0 is all.
var Windows = []int{30, 90, 365, 0}

// Keeping tells how much room mail takes on this computer and gives room back. Its methods may be called from any
// goroutine.
type Keeping interface {
	// Size returns about how many bytes an account takes.
	Size(ctx context.Context, account mail.AccountID) (int64, error)
	// Free removes the bodies of an account that are older than its window, and returns about how many bytes that gave
	// back. What no server has is never removed.
	Free(ctx context.Context, account mail.AccountID) (freed int64, err error)
}

// Room is what an account's mail takes on this computer.
type Room struct {
	Known   bool // Size is there
	Size    int64
	Freeing bool
	Freed   int64 // by the last Free; -1 for none since the account was opened
}

// keepWith sets what measures and frees, nil for nothing, and who has an account ask its server.
func (s *Settings) keepWith(keeping Keeping, refresh func(mail.AccountID)) {
	s.keeping, s.refresh = keeping, refresh
	s.state.CanKeep = keeping != nil
}

// readUndoSend reads the choice as the one that sends does.
func (s *Settings) readUndoSend() {
	s.state.UndoSend = undoSendUsual
	if n, err := strconv.Atoi(s.prefs.Get(PrefUndoSend)); err == nil {
		s.state.UndoSend = min(max(n, 0), UndoSends[len(UndoSends)-1])
	}
}

// SetUndoSend chooses how many seconds a message waits before it leaves.
func (s *Settings) SetUndoSend(seconds int) {
	if seconds == s.state.UndoSend || s.Locked(PrefUndoSend) {
		return
	}
	s.state.UndoSend = seconds
	s.prefs.Set(PrefUndoSend, strconv.Itoa(seconds))
	s.changed(s.state)
}

// SetSignature changes what is added below the mail of an account. It is kept as it is typed.
func (s *Settings) SetSignature(id mail.AccountID, text string) {
	s.prefs.Set(PrefSignature(id), text)
	if id == s.state.Editing {
		s.state.Signature = text
	}
}

// SetWindow chooses how many days of the open account's bodies stay on this computer, 0 for all. A longer time brings
// what is missing at once; a shorter one removes what is older little by little, or with Free.
func (s *Settings) SetWindow(days int) {
	before := s.state.Window
	if id := s.state.Editing; id == 0 || days == before || s.state.WindowLocked {
		return
	}
	s.state.Window = days
	s.prefs.Set(PrefWindow(s.state.Editing), strconv.Itoa(days))
	if s.refresh != nil && before != 0 && (days == 0 || days > before) {
		s.refresh(s.state.Editing)
	}
	s.state.Room.Freed = -1
	s.changed(s.state)
}

// open reads what is chosen for the account that is shown, and measures it.
func (s *Settings) open() {
	id := s.state.Editing
	s.measuring.stop()
	s.state.Signature, s.state.Window, s.state.WindowLocked = "", 0, false
	s.state.Room = Room{Freed: -1}
	if id == 0 {
		return
	}
	s.state.Signature = s.prefs.Get(PrefSignature(id))
	if days, err := strconv.Atoi(s.prefs.Get(PrefWindow(id))); err == nil && slices.Contains(Windows, days) {
		s.state.Window = days
	}
	if days, ruled := s.policy.window(); ruled {
		s.state.Window, s.state.WindowLocked = days, true
	}
	s.measure()
}

func (s *Settings) measure() {
	if s.keeping == nil {
		return
	}
	id := s.state.Editing
	run(s.scope, &s.measuring,
		func(ctx context.Context) (int64, error) { return s.keeping.Size(ctx, id) },
		func(size int64, err error) {
			s.state.Room.Known, s.state.Room.Size = err == nil, size
			s.changed(s.state)
		})
}

// Free removes the bodies of the open account that are older than its window.
func (s *Settings) Free() {
	id := s.state.Editing
	if id == 0 || s.keeping == nil || s.measuring.busy() {
		return
	}
	s.state.Room.Freeing, s.state.Problem = true, nil
	run(s.scope, &s.measuring,
		func(ctx context.Context) (int64, error) { return s.keeping.Free(ctx, id) },
		func(freed int64, err error) {
			s.state.Room.Freeing, s.state.Problem = false, mail.ProblemOf(err)
			if err == nil {
				s.state.Room.Freed = freed
			}
			s.measure()
			s.changed(s.state)
		})
	s.changed(s.state)
}

// window returns how many days the administrator has bodies kept, if there is a rule.
func (p *Policy) window() (days int, ruled bool) {
	if p == nil || p.Window == nil {
		return 0, false
	}
	return p.Window()
}
