package app

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	startGC    = 400              // percent of garbage beside what is in use, while the window opens: there is little of either
	startTime  = time.Second      // how long that is
	windowGC   = 30               // afterwards; two thirds of what is in use are fonts, which cost no time
	restTime   = 10 * time.Second // how often memory is looked at
	worthwhile = 4 << 20          // bytes that are worth giving back
)

// tidy runs keepSmall until the house is closed.
func (h *house) tidy(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { // ends with the house
		defer close(done)
		keepSmall(ctx)
	}()
	h.later(func() {
		cancel()
		<-done
	})
}

// keepSmall has the program hold little more memory than it uses, for as long as the window is open: it collects
// garbage earlier than programs do that have a machine to themselves, but for the time in which the window opens, and
// gives back what scrolling through a large folder has left behind. It returns when ctx ends.
func keepSmall(ctx context.Context) {
	defer debug.SetGCPercent(debug.SetGCPercent(startGC))
	look := time.NewTicker(startTime)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
			look.Reset(restTime)
			debug.SetGCPercent(windowGC)
			if unused() > worthwhile {
				debug.FreeOSMemory()
			}
		}
	}
}

// unused returns how many bytes are garbage, or free and still held.
func unused() uint64 {
	samples := []metrics.Sample{
		{Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"},
	}
	metrics.Read(samples)
	free, objects, live := samples[0].Value.Uint64(), samples[1].Value.Uint64(), samples[2].Value.Uint64()
	return free + max(objects, live) - live
}
