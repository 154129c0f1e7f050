package discover

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"letterbox/mail"
)

// Query is what is looked for.
type Query struct {
	Address mail.Address
	Domain  string          // of the address, in ASCII
	Chosen  mail.ProviderID // what the person picked; "" for nothing
}

// Source is one place that may know servers.
type Source interface {
	// Rank orders the sources; 0 is the best. No two have the same.
	Rank() int
	// Find returns candidates, best first; none and no error when the source has an answer and knows nothing. An
	// error that wraps errNetwork means that the source could not be asked.
	Find(ctx context.Context, q Query) ([]mail.Candidate, error)
}

// errNetwork marks that a source could not be asked at all.
var errNetwork = errors.New("not reached")

// finder looks in one place, as Source.Find does.
type finder func(ctx context.Context) ([]mail.Candidate, error)

type answer struct {
	rank       int
	candidates []mail.Candidate
	err        error
}

// Run asks all sources at once and returns the candidates of the best that has any, those that read by IMAP before
// those that read by POP3. When one has answered, those of lower rank are cancelled and those of higher rank get the
// grace time. It waits for every goroutine that it started. Errors are *mail.Problem: Offline when every source failed
// on the network, else NothingFound.
func Run(ctx context.Context, sources []Source, q Query, grace time.Duration) ([]mail.Candidate, error) {
	finders := make(map[int]finder, len(sources))
	for _, s := range sources {
		finders[s.Rank()] = func(ctx context.Context) ([]mail.Candidate, error) { return s.Find(ctx, q) }
	}
	best, reached, err := race(ctx, finders, grace)
	if len(best) > 0 {
		return inOrder(best, q.Chosen), nil
	}
	switch {
	case ctx.Err() != nil && errors.Is(context.Cause(ctx), context.Canceled):
		return nil, &mail.Problem{Code: mail.Canceled, Stage: mail.StageDiscover, Retry: mail.RetryNever, Err: ctx.Err()}
	case len(sources) > 0 && !reached:
		return nil, &mail.Problem{Code: mail.Offline, Stage: mail.StageDiscover, Retry: mail.RetryLater, Err: err}
	}
	return nil, &mail.Problem{Code: mail.NothingFound, Stage: mail.StageDiscover, Retry: mail.RetryAfterChange, Err: err}
}

// race runs the finders, which are keyed by rank, all at once, and returns the answer of the best that has one. reached
// reports whether any of them could be asked. All have ended when it returns.
func race(ctx context.Context, finders map[int]finder, grace time.Duration) (best []mail.Candidate, reached bool, err error) {
	var running sync.WaitGroup
	defer running.Wait()
	answers := make(chan answer, len(finders))
	cancels := make(map[int]context.CancelFunc, len(finders))
	for rank, find := range finders {
		one, cancel := context.WithCancel(ctx)
		defer cancel()
		cancels[rank] = cancel
		running.Go(func() {
			list, err := find(one)
			answers <- answer{rank, list, err}
		})
	}
	return collect(ctx, answers, cancels, grace)
}

// collect gathers answers until nothing better can come. reached reports whether any source could be asked; err is
// the last failure, for the log.
func collect(ctx context.Context, answers <-chan answer, cancels map[int]context.CancelFunc, grace time.Duration) (best []mail.Candidate, reached bool, err error) {
	var late <-chan time.Time
	bestRank := -1
	for waiting := len(cancels); waiting > 0; waiting-- {
		var a answer
		select {
		case a = <-answers:
		case <-late:
			return best, reached, err
		case <-ctx.Done():
			return best, reached, errors.Join(err, ctx.Err())
		}
		cancels[a.rank]()
		delete(cancels, a.rank)
		if a.err != nil {
			err = a.err
		}
		reached = reached || a.err == nil || !errors.Is(a.err, errNetwork)
		if len(a.candidates) == 0 || bestRank >= 0 && a.rank > bestRank {
			continue
		}
		if bestRank < 0 {
			timer := time.NewTimer(grace)
			defer timer.Stop()
			late = timer.C
		}
		best, bestRank = a.candidates, a.rank
		if !betterRunning(cancels, bestRank) {
			return best, reached, err
		}
	}
	return best, reached, err
}

// betterRunning cancels what is worse than rank and reports whether anything better is still running.
func betterRunning(cancels map[int]context.CancelFunc, rank int) bool {
	better := false
	for r, cancel := range cancels {
		if r > rank {
			cancel()
		} else {
			better = true
		}
	}
	return better
}

// siblings asks several places of one source at once, the best first; the answer of a better one is waited for only a
// moment. The error, which wraps errNetwork, says that none of them could be asked.
func siblings(ctx context.Context, grace time.Duration, finders ...finder) ([]mail.Candidate, error) {
	ranked := make(map[int]finder, len(finders))
	for i, find := range finders {
		ranked[i] = find
	}
	best, reached, err := race(ctx, ranked, grace/4)
	if len(best) > 0 || reached {
		return best, nil
	}
	return nil, err
}

// inOrder drops repeated pairs of servers, names the chosen provider where the source knows none, and puts IMAP before
// POP3.
func inOrder(list []mail.Candidate, chosen mail.ProviderID) []mail.Candidate {
	seen := make(map[[2]mail.Server]bool, len(list))
	var kept []mail.Candidate
	for _, c := range list {
		key := [2]mail.Server{c.Incoming, c.Outgoing}
		if seen[key] {
			continue
		}
		seen[key] = true
		if c.Provider == "" {
			c.Provider = chosen
		}
		kept = append(kept, c)
	}
	slices.SortStableFunc(kept, func(x, y mail.Candidate) int { return protocolOrder(x.Incoming) - protocolOrder(y.Incoming) })
	return kept
}
