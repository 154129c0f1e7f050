package engine

import (
	"sync"
	"time"

	"letterbox/mail"
)

// status is a worker's SyncStatus; the worker writes it and anybody reads it. Every change is published, the hub
// joins what comes too fast.
type status struct {
	mu      sync.Mutex
	value   mail.SyncStatus
	publish func([]mail.Event)
}

func (s *status) get() mail.SyncStatus {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.value
}

func (s *status) set(change func(*mail.SyncStatus)) {
	s.mu.Lock()
	change(&s.value)
	account := s.value.Account
	s.mu.Unlock()
	s.publish([]mail.Event{mail.SyncStateChanged{Account: account}})
}

func (s *status) activity(a mail.Activity) {
	s.set(func(v *mail.SyncStatus) {
		v.Activity, v.Folder, v.Done, v.Of = a, "", 0, 0
		v.Next = time.Time{}
		if a == mail.Watching {
			v.Problem = nil
		}
	})
}

// Progress is how far a pull of one folder is.
type Progress struct {
	Folder  string // path
	Headers int    // stored in this round
	Bodies  int    // stored in this round
	Of      int    // messages this step works on
}

func (s *status) progress(p Progress) {
	s.set(func(v *mail.SyncStatus) { v.Folder, v.Done, v.Of = p.Folder, p.Headers+p.Bodies, p.Of })
}
