package engine

import "testing"

func TestBackoffGrowsToItsLimitAndResets(t *testing.T) {
	var b backoff
	limit := firstWait
	for range 20 {
		wait := b.next()
		if wait > limit || wait < limit*3/4 {
			t.Fatalf("wait %v, want within a quarter below %v", wait, limit)
		}
		limit = min(2*limit, longWait)
	}
	b.reset()
	if wait := b.next(); wait > firstWait {
		t.Errorf("after reset the first wait is %v", wait)
	}
}
