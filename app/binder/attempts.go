package binder

import (
	"slices"
	"sync"
	"time"

	"letterbox/mail"
)

// At most so many refused sign-ins go to a server for one user within the span.
const (
	refusalsAtMost = 2
	refusalSpan    = time.Minute
)

// attempts remembers when servers refused a user. An attempt counts from its beginning, so that two at the same time
// do not pass as one, and no longer when it ends in anything but a refusal. The zero value is ready.
type attempts struct {
	mu      sync.Mutex
	counted map[signIn][]time.Time
}

// signIn is what a server counts by.
type signIn struct{ address, username string }

func signInTo(s mail.Server) signIn { return signIn{s.HostPort(), s.Username} }

// attempt is one sign-in at each of some servers.
type attempt struct {
	at      time.Time
	servers []mail.Server
}

// begin counts an attempt. It returns the problem of the first server that has refused often enough lately, with the
// time to wait; nothing is counted then.
func (a *attempts) begin(now time.Time, servers ...mail.Server) (attempt, *mail.Problem) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.forget(now)
	for _, s := range servers {
		if spent := a.counted[signInTo(s)]; len(spent) >= refusalsAtMost {
			wait := spent[len(spent)-refusalsAtMost].Add(refusalSpan).Sub(now)
			return attempt{}, &mail.Problem{
				Code: mail.RateLimited, Class: "ATTEMPTS_SPENT", Stage: mail.StageAuthenticate, Server: s, Retry: mail.RetryLater,
				Facts: map[string]string{mail.FactAfter: max(wait, time.Second).Round(time.Second).String()},
			}
		}
	}
	if a.counted == nil {
		a.counted = make(map[signIn][]time.Time)
	}
	for _, s := range servers {
		a.counted[signInTo(s)] = append(a.counted[signInTo(s)], now)
	}
	return attempt{now, servers}, nil
}

// end takes back what was counted for servers that did not refuse.
func (a *attempts) end(one attempt, report mail.Report) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, s := range one.servers {
		if refusedBy(report, s.Protocol) {
			continue
		}
		key := signInTo(s)
		if i := slices.Index(a.counted[key], one.at); i >= 0 {
			a.counted[key] = slices.Delete(a.counted[key], i, i+1)
		}
	}
}

// forget drops what is older than the span. A clock that was set back does not make anybody wait for longer than it.
func (a *attempts) forget(now time.Time) {
	for key, times := range a.counted {
		times = slices.DeleteFunc(times, func(t time.Time) bool { return now.Sub(t) >= refusalSpan || now.Before(t) })
		if len(times) == 0 {
			delete(a.counted, key)
			continue
		}
		a.counted[key] = times
	}
}

// refusedBy reports whether the server of a protocol said no to the sign-in. A connection that broke is no answer.
func refusedBy(report mail.Report, protocol mail.Protocol) bool {
	return slices.ContainsFunc(report.Checks, func(c mail.Check) bool {
		if c.Server != protocol || c.Stage != mail.StageAuthenticate || c.Problem == nil {
			return false
		}
		switch c.Problem.Code {
		case mail.AuthRejected, mail.AppPasswordNeeded, mail.SignInExpired, mail.AccountUnavailable, mail.AccessDenied,
			mail.ProtocolDisabled, mail.RateLimited, mail.ServerRefused:
			return true
		default:
			return false
		}
	})
}
