package bus

import (
	"context"
	"time"

	"letterbox/ui/ime"
)

// worker does what the fields want, and hands over what the input method tells. Its methods run on one goroutine.
type worker struct {
	config Config
	tasks  *tasks
	inbox  *inbox
	finder finder
	screen screen

	service *service // nil while there is no input method
	again   *time.Timer
	pause   time.Duration // until the next look for one

	sink  ime.Sink // nil while no field has the focus
	shown string   // what sink shows as composition
	left  string   // what was composed when the field was reset; "" after the key that follows
	rect  ime.Rect // of the caret in its window
	told  ime.Rect // of the caret on the screen, as the input method knows it
}

// How long the worker waits before it looks for an input method again, while a field has the focus. One that did not
// answer is left alone for longer.
const (
	firstPause = time.Second
	lastPause  = 30 * time.Second
	hungPause  = 10 * time.Second
)

func newWorker(c Config) *worker {
	in := &inbox{wake: make(chan struct{}, 1)}
	w := &worker{
		config: c, tasks: &tasks{wake: make(chan struct{}, 1)}, inbox: in,
		finder: finder{config: c, inbox: in}, screen: screen{display: c.Display}, again: time.NewTimer(lastPause),
	}
	w.again.Stop()
	return w
}

func (w *worker) run(ctx context.Context) {
	defer w.screen.close()
	defer w.finder.close(w.service)
	defer w.again.Stop()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-w.tasks.wake:
			for _, task := range w.tasks.take() {
				task(ctx, w)
			}
		case <-w.inbox.wake:
			w.hear(ctx)
		case <-w.again.C:
			w.connect(ctx)
		case <-w.screen.moved():
			w.place(ctx)
		}
	}
}

// connect looks for an input method if there is none, and shows it the field with the focus.
func (w *worker) connect(ctx context.Context) {
	if w.service != nil {
		return
	}
	call, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	w.service = w.finder.find(call)
	if w.service == nil {
		w.look(firstPause)
		return
	}
	w.again.Stop()
	w.pause = 0
	if w.sink != nil {
		w.enter(ctx)
		w.place(ctx)
	}
}

// look sets the time of the next look for an input method.
func (w *worker) look(least time.Duration) {
	w.pause = min(max(2*w.pause, least), lastPause)
	w.again.Stop()
	if w.sink != nil {
		w.again.Reset(w.pause)
	}
}

func (w *worker) enter(ctx context.Context) {
	w.told = ime.Rect{}
	w.tell(w.call(ctx, "FocusIn"))
	w.listen(ctx)
}

func (w *worker) focus(ctx context.Context, s ime.Sink) {
	w.sink, w.shown, w.left, w.rect = s, "", "", ime.Rect{}
	switch {
	case w.service != nil:
		w.enter(ctx)
	case w.pause < hungPause:
		w.connect(ctx)
	default:
		w.look(hungPause)
	}
}

func (w *worker) reset(ctx context.Context, s ime.Sink) {
	left := w.shown
	w.sink, w.shown, w.left = nil, "", ""
	w.call(ctx, "Reset")
	w.listen(ctx)
	w.sink, w.left = s, left
}

func (w *worker) leave(ctx context.Context) {
	if w.sink == nil {
		return
	}
	w.sink, w.shown, w.left = nil, "", ""
	w.call(ctx, "Reset")
	w.call(ctx, "FocusOut")
	w.listen(ctx)
	w.again.Stop()
}

func (w *worker) key(ctx context.Context, k ime.Key, taken func(bool)) {
	if w.service == nil || w.sink == nil {
		w.config.Post(func() { taken(false) })
		return
	}
	call, cancel := context.WithTimeout(ctx, w.config.Wait)
	defer cancel()
	before := w.shown
	handled, err := w.service.offer(call, k)
	told, kept := w.listen(ctx)
	w.left = ""
	if err != nil {
		handled = len(told) > 0 // it ended between what the key brought about and the answer
		kept = append(kept, w.lose(ctx, err)...)
	}
	if !handled {
		told = w.rescue(ctx, before, told)
	}
	w.tell(append(told, kept...), func() { taken(handled) })
}

// hear passes on what the input method tells without a key.
func (w *worker) hear(ctx context.Context) {
	before := w.shown
	told, kept := w.listen(ctx)
	w.tell(append(w.rescue(ctx, before, told), kept...))
}

func (w *worker) caret(ctx context.Context, r ime.Rect) {
	w.rect = r
	w.place(ctx)
}

// place tells the input method where the caret is on the screen.
func (w *worker) place(ctx context.Context) {
	if w.service == nil || w.sink == nil || w.rect == (ime.Rect{}) {
		return
	}
	at, known := w.rect, false
	at.X, at.Y, known = w.screen.translate(ctx, at)
	if known && at != w.told {
		w.told = at
		w.service.tell(w.service.rect, int32(at.X), int32(at.Y), int32(at.Width), int32(at.Height))
	}
}

// tell has the field do what the input method said, and then calls then, on the UI goroutine.
func (w *worker) tell(effects []effect, then ...func()) {
	to := w.sink
	if to == nil {
		effects = nil
	}
	if len(effects) == 0 && len(then) == 0 {
		return
	}
	w.config.Post(func() {
		for _, e := range effects {
			e.apply(to)
		}
		for _, f := range then {
			f()
		}
	})
}
