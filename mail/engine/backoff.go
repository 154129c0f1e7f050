package engine

import (
	"math/rand/v2"
	"time"
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
