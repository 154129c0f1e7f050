package engine

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"letterbox/mail"
)

const (
	mostConnections = 5         // of an account, however many its server allows
	keptConnections = 2         // of these: the worker's own, and one for whoever waits to read a message
	worthHelp       = 50        // bodies that must be missing in further folders before a connection is opened for them
	aloneFor        = time.Hour // how long a server that refused one more connection is not asked again
)

// helpers opens further connections of an account, where its server allows them. Between the rounds of a long pull they
// are kept: servers count how often somebody signs in. The fields above mu belong to the goroutine of the round.
type helpers struct {
	config  Config
	account mail.Account
	alone   time.Time // until then the account has no further connection

	mu    sync.Mutex
	spare []Session
}

// session returns a connection that was kept, or a new one. Any goroutine of the round.
func (h *helpers) session(ctx context.Context) (Session, error) {
	h.mu.Lock()
	if n := len(h.spare); n > 0 {
		kept := h.spare[n-1]
		h.spare = h.spare[:n-1]
		h.mu.Unlock()
		return kept, nil
	}
	h.mu.Unlock()
	return h.config.Open(ctx, h.account)
}

// release keeps a connection for the next round if there is more to do, else it closes it. Any goroutine of the round.
func (h *helpers) release(s Session, more bool) {
	if !more || s.Broken() {
		_ = s.Close() // what it brought is stored
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.spare = append(h.spare, s)
}

// dismiss closes the connections that were kept.
func (h *helpers) dismiss() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.spare {
		_ = s.Close() // nobody waits for anything from it
	}
	h.spare = nil
}

// most returns how many connections may help now.
func (h *helpers) most() int {
	if h == nil || h.config.Connections == nil || h.config.Now().Before(h.alone) {
		return 0
	}
	return max(0, min(h.config.Connections(h.account), mostConnections)-keptConnections)
}

// bodiesQueue is the folders whose bodies are missing. Each is with one connection at a time, so that nothing is fetched
// or stored twice.
type bodiesQueue struct {
	mu      sync.Mutex
	waiting []listed
	focus   func() mail.FolderID
}

// next takes the folder that comes first now: INBOX, then the one on screen. ok is false when there is none.
func (q *bodiesQueue) next() (f listed, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		return f, false
	}
	first, focus := 0, q.focus()
	for i, f := range q.waiting {
		if rank(f.Folder, focus) < rank(q.waiting[first].Folder, focus) {
			first = i
		}
	}
	f = q.waiting[first]
	q.waiting = append(q.waiting[:first], q.waiting[first+1:]...)
	return f, true
}

func (q *bodiesQueue) putBack(f listed) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, f)
}

// allBodies stores the missing bodies of all folders, those of further folders side by side where the server allows more
// connections. When one of these fails, its folder is left to the round's own, and nobody is told: the account works.
func (r *round) allBodies(ctx context.Context, folders []listed) error {
	queue := &bodiesQueue{focus: r.focus}
	beyond := 0 // bodies that are missing in folders after the first
	for _, f := range folders {
		missing, err := r.config.Store.Bodyless(ctx, f.ID, worthHelp, r.since())
		if err != nil {
			return err
		}
		if len(missing) == 0 {
			continue
		}
		if len(queue.waiting) > 0 {
			beyond += len(missing)
		}
		queue.waiting = append(queue.waiting, f)
	}
	if beyond < worthHelp || r.collects() || r.labels() || r.interrupted() { // side by side, twins would be fetched both
		return r.drain(ctx, queue)
	}
	return r.sideBySide(ctx, queue)
}

// drain stores the bodies of the folders that wait, one after the other.
func (r *round) drain(ctx context.Context, queue *bodiesQueue) error {
	for {
		f, ok := queue.next()
		if !ok {
			return nil
		}
		if err := r.bodies(ctx, f); err != nil {
			return err
		}
	}
}

// sideBySide is drain on several connections.
func (r *round) sideBySide(ctx context.Context, queue *bodiesQueue) error {
	work, ctx := errgroup.WithContext(ctx)
	most := min(r.help.most(), len(queue.waiting)-1)
	ended := make(chan bool, most)
	for range most {
		work.Go(func() error {
			came, err := r.assist(ctx, queue)
			ended <- came
			return err
		})
	}
	work.Go(func() error {
		err := r.drain(ctx, queue)
		for range most {
			select {
			case came := <-ended:
				if !came {
					r.help.alone = r.config.Now().Add(aloneFor)
				}
			case <-ctx.Done():
				return errors.Join(err, ctx.Err())
			}
		}
		if err != nil {
			return err
		}
		return r.drain(ctx, queue) // what was put back
	})
	return work.Wait()
}

// assist opens one more connection and drains the queue with it. came is false when the server did not let it in. Errors
// are those of our own side.
func (r *round) assist(ctx context.Context, queue *bodiesQueue) (came bool, err error) {
	session, err := r.help.session(ctx)
	if err != nil {
		r.config.Log.Info("no further connection", "account", r.account, "code", mail.ProblemOf(err).Code)
		return false, nil
	}
	defer func() { r.help.release(session, err == nil && r.unfinished.Load()) }()
	aside := &round{config: r.config, account: r.account, session: session, focus: r.focus, interrupted: r.interrupted, main: r}
	for {
		f, ok := queue.next()
		if !ok {
			return true, nil
		}
		err := aside.bodies(ctx, f)
		var p *mail.Problem
		switch {
		case err == nil:
		case errors.As(err, &p) && fromServer(p) && ctx.Err() == nil:
			r.config.Log.Info("further connection ended", "account", r.account, "folder", f.ID, "code", p.Code)
			queue.putBack(f)
			return true, nil
		default:
			return true, err
		}
	}
}

// stored counts bodies and tells of them. Any goroutine of the round.
func (r *round) stored(f mail.Folder, bodies int) {
	if r.main != nil {
		r.main.stored(f, bodies)
		return
	}
	r.telling.Lock()
	defer r.telling.Unlock()
	r.summary.Bodies += bodies
	r.report(Progress{Folder: f.Path, Bodies: r.summary.Bodies, Of: f.Total})
}

// leave notes that bodies were left for the next round.
func (r *round) leave() {
	if r.main != nil {
		r.main.leave()
	}
	r.unfinished.Store(true)
}
