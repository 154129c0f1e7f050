package engine

import (
	"math/rand/v2"
	"time"

	"letterbox/mail"
)

const (
	firstWait = 5 * time.Second
	longWait  = 15 * time.Minute
)

// backoff spaces attempts: doubling from firstWait to longWait, each shortened by up to a quarter so that many
// desks that lost the same server do not come back in the same second. Success or the person resets it.
type backoff struct{ failures int }

func (b *backoff) reset() { b.failures = 0 }

func (b *backoff) next() time.Duration {
	wait := longWait
	if b.failures < 8 {
		wait = min(firstWait<<b.failures, longWait)
	}
	b.failures++
	return wait - time.Duration(rand.Int64N(int64(wait/4)+1)) //nolint:gosec // spreads load, hides nothing
}

// respite returns how long a server is left alone at least: as long as it asks for, at most four times what a backoff
// ever takes; and longWait where it counts sign-ins and does not say, or where its refusal is in doubt.
func respite(p *mail.Problem) time.Duration {
	if doubtful(p) {
		return longWait
	}
	if p == nil || p.Code != mail.RateLimited {
		return 0
	}
	if after, err := time.ParseDuration(p.Facts[mail.FactAfter]); err == nil {
		return min(after, 4*longWait)
	}
	if p.Class == "RATE_LIMIT_LOGIN" {
		return longWait
	}
	return 0
}
