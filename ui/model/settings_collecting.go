package model

import "letterbox/mail"

// CollectDays are the days after which mail may be removed from a maildrop that can be chosen, ascending; 0 is as soon as
// it is safe here.
var CollectDays = []int{0, 7, 30, 90}

// Collecting reads the choice of what becomes of an account's mail on its server, and draws it by changed from then on.
// nil when there is none: only a maildrop is collected from.
func (s *Settings) Collecting(a mail.Account, changed func(CollectingState)) *Collecting {
	if s.collects == nil || a.Archived || a.Incoming.Protocol != mail.POP3 {
		return nil
	}
	return NewCollecting(s.scope, s.collects, a.ID, changed)
}
