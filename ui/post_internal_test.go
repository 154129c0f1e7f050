package ui

import (
	"slices"
	"sync"
	"testing"
)

// TestServeRunsWhatIsPostedInOrder posts from several goroutines; each one's functions must run in the order in which
// it posted them, in the goroutine that serves.
func TestServeRunsWhatIsPostedInOrder(t *testing.T) {
	const posters, each = 4, 100
	p := newPoster()
	seen := make([][]int, posters)
	total := 0
	var posting sync.WaitGroup
	for who := range posters {
		posting.Go(func() {
			for n := range each {
				p.post(func() {
					seen[who] = append(seen[who], n)
					total++
				})
			}
		})
	}
	p.serve(nil, func() bool { return total == posters*each })
	posting.Wait()
	for who, list := range seen {
		if !slices.IsSorted(list) {
			t.Errorf("the functions of %d ran in the order %v", who, list)
		}
	}
}

func TestServeEndsWhenItIsStopped(t *testing.T) {
	stop := make(chan struct{})
	p := newPoster()
	p.post(func() { close(stop) })
	p.serve(stop, func() bool { return false })
	ran := false
	p.post(func() { ran = true })
	p.toToolkit()
	if !ran {
		t.Error("what waited for the toolkit did not run")
	}
}
