package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
)

// frames knows when the toolkit paints: it calls functions on the UI goroutine right before each frame. It belongs
// to that goroutine.
type frames struct {
	hooks []func() bool
	clock *fyne.Animation // the toolkit's animations tick before each frame; nil while there is no hook
}

// each calls f before each frame for as long as it returns true.
func (f *frames) each(hook func() bool) {
	f.hooks = append(f.hooks, hook)
	if f.clock == nil {
		f.clock = &fyne.Animation{Duration: time.Second, RepeatCount: fyne.AnimationRepeatForever, Tick: f.tick}
		f.clock.Start()
	}
}

func (f *frames) tick(float32) {
	f.hooks = slices.DeleteFunc(f.hooks, func(hook func() bool) bool { return !hook() })
	if len(f.hooks) == 0 && f.clock != nil {
		f.clock.Stop()
		f.clock = nil
	}
}
