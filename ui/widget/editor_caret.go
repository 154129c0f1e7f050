package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

const (
	blinkPeriod = 1060 * time.Millisecond
	blinkTimes  = 12 // then the caret stays, until something happens
)

// blink has the caret of an editor come and go. Only the caret is drawn anew, and only when it changes.
type blink struct {
	editor *Editor
	on     bool
	moving *fyne.Animation // nil while the editor has no focus
}

func newBlink(e *Editor) *blink { return &blink{editor: e, on: true} }

// restart shows the caret and begins a period, if the editor has the focus.
func (b *blink) restart() {
	b.stop()
	if !b.editor.focused {
		return
	}
	b.moving = &fyne.Animation{Duration: blinkPeriod, RepeatCount: blinkTimes, Curve: fyne.AnimationLinear, Tick: b.tick}
	b.moving.Start()
}

func (b *blink) stop() {
	if b.moving != nil {
		b.moving.Stop()
		b.moving = nil
	}
	b.on = true
}

// tick is told which part of the period has passed.
func (b *blink) tick(part float32) {
	on := part < 0.5 || part >= 1
	if b.on == on {
		return
	}
	b.on = on
	caret := b.editor.paper.caret
	if shows := b.editor.caretShows(); caret.Hidden == shows {
		caret.Hidden = !shows
		canvas.Refresh(caret)
	}
}
