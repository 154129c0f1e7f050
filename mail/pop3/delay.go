package pop3

import (
	"strconv"
	"sync"
	"time"

	"letterbox/mail"
)

// longestDelay is as much as a server is believed that wants to be left alone.
const longestDelay = time.Hour

// delays remembers when the next sign-in to a maildrop is welcome. The zero value is ready.
type delays struct {
	mu   sync.Mutex
	next map[maildrop]time.Time
}

type maildrop struct{ address, username string }

func (d *delays) signedIn(s mail.Server, delay time.Duration) {
	if delay == 0 {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.next == nil {
		d.next = map[maildrop]time.Time{}
	}
	d.next[maildrop{s.HostPort(), s.Username}] = time.Now().Add(delay)
}

// tooEarly returns the problem of a sign-in that the server would refuse, nil when the time has passed.
func (d *delays) tooEarly(s mail.Server) *mail.Problem {
	d.mu.Lock()
	defer d.mu.Unlock()
	wait := time.Until(d.next[maildrop{s.HostPort(), s.Username}])
	if wait <= 0 {
		return nil
	}
	return &mail.Problem{
		Code: mail.RateLimited, Class: "RATE_LIMIT_LOGIN", Stage: mail.StageAuthenticate, Server: s, Retry: mail.RetryLater,
		Facts: map[string]string{mail.FactAfter: wait.Round(time.Second).String()},
	}
}

// LoginDelay returns how long the server wants to be left alone after a sign-in (RFC 2449 section 6.5), at most an
// hour; 0 when it does not say.
func (s *Session) LoginDelay() time.Duration {
	words := s.caps["LOGIN-DELAY"]
	if len(words) == 0 {
		return 0
	}
	seconds, err := strconv.ParseUint(words[0], 10, 31)
	if err != nil {
		return 0
	}
	return min(time.Duration(seconds)*time.Second, longestDelay)
}
