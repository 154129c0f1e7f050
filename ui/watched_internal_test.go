package ui

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/early"
)

// memory is what a toolkit remembers of objects: what it was last asked about, or painted, no longer ago than it may be.
type memory struct {
	now  time.Duration
	life time.Duration
	last map[fyne.CanvasObject]time.Duration
}

func (m *memory) canvasOf(o fyne.CanvasObject) fyne.Canvas {
	if at, known := m.last[o]; !known || m.now-at > m.life {
		return nil
	}
	m.last[o] = m.now
	return struct{ fyne.Canvas }{}
}

func (m *memory) paint(objects []fyne.CanvasObject) {
	for _, o := range objects {
		m.last[o] = m.now
	}
}

func TestForgottenWindowIsNoticed(t *testing.T) {
	life, err := time.ParseDuration(early.CacheTime)
	if err != nil {
		t.Fatal(err)
	}
	text := canvas.NewText("mail", nil)
	c := watch(text)
	l, _ := c.Layout.(*watched)
	m := &memory{life: life, last: map[fyne.CanvasObject]time.Duration{}}
	m.paint(c.Objects)
	noticed := time.Duration(-1)
	for ; noticed < 0 && m.now < time.Minute; m.now += turn {
		if l.forgotten(c.Objects, m.canvasOf) {
			noticed = m.now
		}
	}
	if late := noticed - life; late <= 0 || late > 2*turn {
		t.Errorf("noticed after %v; what is painted is remembered for %v", noticed, life)
	}
}

func TestRememberedWindowIsLeftAlone(t *testing.T) {
	c := watch(canvas.NewText("mail", nil))
	l, _ := c.Layout.(*watched)
	m := &memory{life: 3 * time.Second, last: map[fyne.CanvasObject]time.Duration{}}
	for ; m.now < time.Minute; m.now += turn {
		m.paint(c.Objects) // as every frame does in which there is nothing to paint
		if l.forgotten(c.Objects, m.canvasOf) {
			t.Fatalf("taken for forgotten after %v", m.now)
		}
	}
}

func TestMarksTakeNoRoom(t *testing.T) {
	text := canvas.NewRectangle(nil)
	text.SetMinSize(fyne.NewSize(20, 10))
	c := watch(text)
	c.Resize(fyne.NewSize(300, 200))
	if text.Size() != c.Size() || c.MinSize() != text.MinSize() {
		t.Errorf("%v of %v", text.Size(), c.Size())
	}
	if slices.ContainsFunc(c.Objects[1:], func(o fyne.CanvasObject) bool { return o.Size() != fyne.Size{} }) {
		t.Error("a mark has a size")
	}
}
