package engine

import (
	"context"
	"sync/atomic"
	"time"

	"letterbox/mail"
)

// A sender hands one account's outgoing messages to its submission server, oldest first, one at a time. It is a
// goroutine beside the worker, with connections of its own, so that sending waits neither for a long pull nor for
// another account.
//
// What it is about to do is stored before it does it: the attempt before the connection is made, and that the message
// is leaving before its last byte goes. So a crash, a power cut and a lost connection all leave one of three things
// behind: a message that certainly was not taken, which is tried again; one that certainly was; and one that may have
// been, which is looked for in Sent and else shown to the person. None is sent twice without being asked for, and none
// is forgotten.
type sender struct {
	config  Config
	account mail.AccountID
	kick    chan struct{} // one slot: "look at the outbox"
	pushed  func()        // asks the worker for a round: there is a copy to be stored
	cancel  context.CancelFunc
	done    chan struct{}

	hurry atomic.Bool
	looks map[mail.OutgoingID]int // how often each message of unknown fate was looked for since the start
}

// A server may store its copy of a message a moment after it has lost the connection.
const (
	mostLooks = 3
	nextLook  = 15 * time.Second
)

func newSender(config Config, account mail.AccountID, pushed func()) *sender {
	return &sender{config: config, account: account, kick: make(chan struct{}, 1), pushed: pushed, done: make(chan struct{}), looks: map[mail.OutgoingID]int{}}
}

// Kick has the outbox looked at now. Any goroutine; it never blocks.
func (s *sender) Kick() {
	select {
	case s.kick <- struct{}{}:
	default:
	}
}

// Hurry has what waits out a failure tried now. Any goroutine; it never blocks.
func (s *sender) Hurry() {
	s.hurry.Store(true)
	s.Kick()
}

// run sends what is due until ctx ends.
func (s *sender) run(ctx context.Context) {
	defer close(s.done)
	for ctx.Err() == nil {
		next, _, err := s.round(ctx)
		if err != nil && ctx.Err() == nil {
			s.config.Log.Warn("outbox", "account", s.account, "err", err)
			next = s.config.Now().Add(time.Minute)
		}
		s.sleep(ctx, next)
	}
}

// sleep waits until a time, for ever when it is zero, or until somebody asks.
func (s *sender) sleep(ctx context.Context, until time.Time) {
	var due <-chan time.Time
	if !until.IsZero() {
		timer := time.NewTimer(max(until.Sub(s.config.Now()), 0))
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
	case <-s.kick:
	case <-due:
	}
}

// round goes through the outbox once and returns when something in it is due next, zero for nothing.
func (s *sender) round(ctx context.Context) (next time.Time, sum Summary, err error) {
	account, err := accountByID(ctx, s.config.Store, s.account)
	if err != nil || account.Archived {
		return time.Time{}, sum, err
	}
	outbox, err := s.config.Store.Outbox(ctx, s.account)
	if err != nil {
		return time.Time{}, sum, err
	}
	hurry := s.hurry.Swap(false)
	for _, before := range outbox {
		retries := before.State == mail.OutgoingQueued && before.Problem != nil
		if retries && (hurry || before.Due.After(s.config.Now().Add(longRetry))) { // nothing waits as long: the clock went back
			before.Due = time.Time{}
		}
		after, err := s.settle(ctx, account, before)
		if err != nil {
			return next, sum, err
		}
		sum.count(before.State, after.State)
		if due := s.due(after); !due.IsZero() && (next.IsZero() || due.Before(next)) {
			next = due
		}
	}
	return next, sum, nil
}

// due returns when something is to be done about a message, zero when it does not wait for a time.
func (s *sender) due(o mail.Outgoing) time.Time {
	switch {
	case o.State == mail.OutgoingQueued:
		return o.Due
	case o.State == mail.OutgoingUnknown && s.looks[o.ID] < mostLooks && len(o.Taken) == 0:
		return s.config.Now().Add(nextLook)
	default:
		return time.Time{}
	}
}

// count adds a message that this round has settled.
func (s *Summary) count(before, after mail.OutgoingState) {
	if before == after || before == mail.OutgoingSent {
		return
	}
	switch after {
	case mail.OutgoingSent, mail.OutgoingCopied:
		s.Sent++
	case mail.OutgoingFailed:
		s.Failed++
	case mail.OutgoingUnknown:
		s.Unknown++
	case mail.OutgoingQueued, mail.OutgoingSending, mail.OutgoingLeaving:
	}
}

// settle takes a message as far as it goes now, from wherever it stands, and returns how it stands then.
func (s *sender) settle(ctx context.Context, account mail.Account, o mail.Outgoing) (mail.Outgoing, error) {
	var err error
	if o.State == mail.OutgoingSending { // nothing left before the crash
		o, err = s.outcome(ctx, o, mail.Outcome{State: mail.OutgoingQueued, Due: s.config.Now()})
	}
	if err == nil && o.State == mail.OutgoingQueued && !o.Due.After(s.config.Now()) {
		o, err = s.send(ctx, account, o)
	}
	if err == nil && o.State == mail.OutgoingLeaving {
		o, err = s.outcome(ctx, o, mail.Outcome{State: mail.OutgoingUnknown, Problem: &mail.Problem{
			Code: mail.SendUnknown, Stage: mail.StageSubmit, Server: account.Outgoing, Retry: mail.RetryNever,
		}})
	}
	if err == nil && o.State == mail.OutgoingUnknown {
		o, err = s.lookFor(ctx, account, o)
	}
	if err == nil && o.State == mail.OutgoingSent {
		o, err = s.keepCopy(ctx, account, o)
	}
	return o, err
}

// outcome stores how a message stands, even when ctx has ended meanwhile: what was done is known.
func (s *sender) outcome(ctx context.Context, o mail.Outgoing, outcome mail.Outcome) (mail.Outgoing, error) {
	if err := s.config.Store.SettleOutgoing(context.WithoutCancel(ctx), o.ID, outcome); err != nil {
		return o, err
	}
	o.State, o.Due, o.Problem, o.Verdicts, o.Reply = outcome.State, outcome.Due, outcome.Problem, outcome.Verdicts, outcome.Reply
	return o, nil
}
