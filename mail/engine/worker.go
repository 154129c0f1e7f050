package engine

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"letterbox/mail"
)

// bodyShare is how long bodies are fetched before the folders are looked at again.
const bodyShare = 30 * time.Second

// mostHurried is how many rounds may follow each other without watching. A server whose numbers never agree is asked
// again by the clock, not at once.
const mostHurried = 3

// worker keeps one account in step with its server. The fields below run are touched only by the goroutine of run.
type worker struct {
	config  Config
	account mail.Account
	focused func() mail.FolderID
	status  status
	kick    chan struct{} // one slot: "the person asks for a round"
	errands chan errand
	cancel  context.CancelFunc
	done    chan struct{}

	session Session
	help    *helpers
	adopted bool        // the session came from a binding: INBOX is selected, nothing is stored yet
	inbox   mail.Folder // as of the last round
	hurried int         // rounds in a row that openInbox asked for
	heard   bool        // the server has told of news in INBOX
	backoff backoff
	refused refusals
	stale   atomic.Bool // the connection is from before a sleep or a change of network
	held    time.Time   // when the next operation is due that waits to be taken back; zero for none
	settled func()      // hears that operations were pushed or folders pulled
}

func newWorker(config Config, account mail.Account, session Session, focused func() mail.FolderID) *worker {
	w := &worker{config: config, account: account, session: session, adopted: session != nil, focused: focused, kick: make(chan struct{}, 1), errands: make(chan errand, mostErrands), done: make(chan struct{}), settled: func() {}}
	w.help = &helpers{config: config, account: account}
	w.status.publish = config.Publish
	w.status.value = mail.SyncStatus{Account: account.ID, Activity: mail.Stopped}
	return w
}

// Kick asks for a round now. Any goroutine; it never blocks.
func (w *worker) Kick() {
	select {
	case w.kick <- struct{}{}:
	default:
	}
}

// run is the loop: do what the present activity is, learn what happened, go where next says.
func (w *worker) run(ctx context.Context) {
	defer close(w.done)
	defer w.hangUp()
	now := next(mail.Stopped, started)
	for now != mail.Stopped {
		w.status.activity(now)
		in, err := w.step(ctx, now)
		if err != nil {
			in = w.failed(ctx, err)
		}
		if ctx.Err() != nil {
			in = stopped
		}
		now = next(now, in)
	}
	w.status.activity(mail.Stopped)
}

func (w *worker) step(ctx context.Context, now mail.Activity) (input, error) {
	switch now {
	case mail.Connecting:
		return signedIn, w.connect(ctx)
	case mail.Pushing:
		return pushed, w.push(ctx)
	case mail.Pulling:
		return pulled, w.pull(ctx)
	case mail.Watching:
		return w.watch(ctx)
	case mail.Waiting:
		return w.wait(ctx, max(w.backoff.next(), respite(w.status.get().Problem))), nil
	case mail.NeedsAttention:
		return w.wait(ctx, 0), nil
	default:
		return stopped, nil
	}
}

// failed records why a step ended and gives the connection up. A step that was only told to stop is no failure.
func (w *worker) failed(ctx context.Context, err error) input {
	w.hangUp()
	if ctx.Err() != nil {
		return stopped
	}
	p := mail.ProblemOf(err)
	in := failure(p)
	if in == stopped { // the server or a deadline, not us: ctx is alive
		in = lost
	}
	if in == refused && doubtful(p) && !w.refused.believed(w.config.Now()) {
		in = lost
	}
	w.config.Log.Info("round failed", "account", w.account.ID, "code", p.Code, "stage", p.Stage, "err", p.Err)
	w.status.set(func(v *mail.SyncStatus) { v.Problem = p })
	w.refuseErrands(p)
	return in
}

func (w *worker) push(ctx context.Context) (err error) {
	w.held, err = push(ctx, w.config, w.account.ID, w.session)
	w.settled()
	return errors.Join(err, w.tellQueued(ctx))
}

// tellQueued puts how many operations wait into the status. Any goroutine.
func (w *worker) tellQueued(ctx context.Context) error {
	pending, err := w.config.Store.PendingOperations(ctx, w.status.get().Account)
	if err != nil {
		return err
	}
	if w.status.get().Queued != len(pending) {
		w.status.set(func(v *mail.SyncStatus) { v.Queued = len(pending) })
	}
	return nil
}

func (w *worker) connect(ctx context.Context) error {
	if w.session != nil {
		return nil
	}
	// Servers or secret may have changed since the last attempt.
	account, err := accountByID(ctx, w.config.Store, w.account.ID)
	if err != nil {
		return err
	}
	w.account, w.help.account = account, account
	w.stale.Store(false)
	w.session, err = w.config.Open(ctx, account)
	return err
}

func (w *worker) hangUp() {
	w.help.dismiss()
	if w.session == nil {
		return
	}
	if err := w.session.Close(); err != nil {
		w.config.Log.Debug("close session", "account", w.account.ID, "err", err)
	}
	w.session = nil
}

// pull does one round. Bodies give way after bodyShare, so that new mail is never more than that late while a
// large mailbox is being filled.
func (w *worker) pull(ctx context.Context) error {
	giveWay := w.config.Now().Add(bodyShare)
	r := newRound(w.config, w.account.ID, w.session, w.focused, w.status.progress)
	r.errands, r.help = w.errands, w.help
	r.interrupted = func() bool { return len(w.kick) > 0 || w.config.Now().After(giveWay) }
	if w.adopted {
		w.adopted = false
		if err := r.firstScreen(ctx); err != nil {
			return err
		}
	}
	r.heard = w.heard
	if err := r.run(ctx, Bodies); err != nil {
		return err
	}
	w.inbox, w.heard = r.inbox, false
	w.settled()
	if r.unfinished.Load() {
		w.Kick()
	} else {
		w.help.dismiss()
	}
	w.backoff.reset()
	w.refused = nil
	w.status.set(func(v *mail.SyncStatus) { v.Checked, v.Problem = w.config.Now(), nil })
	return nil
}

// watch listens for news until there are some, somebody asks, or the other folders are due.
func (w *worker) watch(ctx context.Context) (input, error) {
	if w.stale.Swap(false) {
		w.hangUp()
		return spent, nil
	}
	if len(w.kick) > 0 {
		<-w.kick
		return askedByPerson, nil
	}
	every := w.config.PollEvery
	if c, collects := w.session.(Collector); collects {
		every = max(every, c.Every())
	}
	if !w.held.IsZero() {
		every = min(every, max(0, w.held.Sub(w.config.Now())))
	}
	watching, stop := context.WithTimeout(ctx, every)
	defer stop()
	if behind, err := w.openInbox(ctx); err != nil || behind {
		w.heard = true
		return news, err
	}
	changed := make(chan struct{}, 1)
	ended := make(chan error, 1)
	go func() { // ends with watching; its owner waits for ended below
		ended <- w.session.Watch(watching, func() {
			select {
			case changed <- struct{}{}:
			default:
			}
		})
	}()
	in := wake
	select {
	case err := <-ended:
		return w.watched(in, watchError(watching, err))
	case <-changed:
		in, w.heard = news, true
	case <-w.kick:
		in = askedByPerson
	}
	stop()
	err := watchError(watching, <-ended)
	if w.stale.Swap(false) {
		w.hangUp()
		return spent, nil
	}
	return w.watched(in, err)
}

// openInbox selects INBOX for watching. behind reports that something came since it was pulled: the server will not
// tell of it again.
func (w *worker) openInbox(ctx context.Context) (behind bool, err error) {
	now, err := w.session.Select(ctx, w.inbox)
	if err != nil {
		return false, err
	}
	pulled, err := w.config.Store.Folder(ctx, w.inbox.ID)
	if err != nil {
		return false, err
	}
	behind = now.UIDValidity != pulled.Sync.UIDValidity || now.UIDNext != pulled.Sync.UIDNext || now.Exists != pulled.Sync.Exists
	if w.hurried++; !behind || w.hurried > mostHurried {
		w.hurried, behind = 0, false
	}
	return behind, nil
}

// watched tells a session that ended by itself, without an error, from one that goes on.
func (w *worker) watched(in input, err error) (input, error) {
	if err == nil && w.session.Broken() {
		w.hangUp()
		return spent, nil
	}
	return in, err
}

// watchError drops the error that says only that watching was ended by us.
func watchError(watching context.Context, err error) error {
	if err == nil || watching.Err() != nil && (mail.IsCanceled(err) || errors.Is(err, context.DeadlineExceeded)) {
		return nil
	}
	return err
}

// wait sleeps for d, for ever when d is 0, or until somebody asks.
func (w *worker) wait(ctx context.Context, d time.Duration) input {
	var due <-chan time.Time
	if d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		due = timer.C
		w.status.set(func(v *mail.SyncStatus) { v.Next = w.config.Now().Add(d) })
	}
	select {
	case <-ctx.Done():
		return stopped
	case <-w.kick:
		w.backoff.reset()
		return askedByPerson
	case <-due:
		return wake
	}
}
