package widget

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func longText(bytes int) string {
	var b strings.Builder
	for i := 0; b.Len() < bytes; i++ {
		fmt.Fprintf(&b, "第 %d 段：各位好，附件是更新后的合同审批流程，请在周五前确认。The quick brown fox jumps over the lazy dog, again and again.\n\n", i)
	}
	return b.String()
}

func openPage(t testing.TB, v *TextView) (*Page, fyne.Window) {
	t.Helper()
	page := NewPage(NewColumn(0, v), fyne.NewSquareSize(Gap16))
	w := test.NewWindow(page)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, 700))
	t.Cleanup(w.Close)
	return page, w
}

func TestLongTextHasFewObjects(t *testing.T) {
	themed(t, ModeLight)
	v := NewTextView(TextViewEvents{})
	page, _ := openPage(t, v)
	begun := time.Now()
	v.SetText(longText(200<<10), nil)
	page.Refresh()
	t.Logf("200 KB set and wrapped in %v, %d lines", time.Since(begun), len(v.lines))
	if n := len(test.WidgetRenderer(v).Objects()); n == 0 || n > 60 {
		t.Fatalf("%d objects for a window of 29 lines", n)
	}
	begun = time.Now()
	const notches = 50
	for range notches {
		page.ScrollBy(72)
	}
	t.Logf("a notch of the wheel takes %v", time.Since(begun)/notches)
	first := test.WidgetRenderer(v).Objects()[0].(*canvas.Text)
	if y := first.Position().Y; y < 50*72-400 {
		t.Errorf("after scrolling the first line is at %v", y)
	}
	page.ScrollBy(1e9)
	objects := test.WidgetRenderer(v).Objects()
	if last := objects[len(objects)-1].(*canvas.Text); !strings.HasSuffix(strings.TrimSpace(v.text), last.Text) {
		t.Errorf("the end of the text is not shown but %q", last.Text)
	}
}

func mouse(x, y float32) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary}
}

func TestSelectAndCopy(t *testing.T) {
	app := themed(t, ModeLight)
	v := NewTextView(TextViewEvents{})
	openPage(t, v)
	v.SetText("一二三四五六\nhello", nil)
	v.MouseDown(mouse(15, 10))
	v.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(46, 12)}})
	if got := v.Selected(); got != "二三" {
		t.Errorf("selected %q", got)
	}
	v.TypedShortcut(&fyne.ShortcutCopy{Clipboard: app.Clipboard()})
	if got := app.Clipboard().Content(); got != "二三" {
		t.Errorf("copied %q", got)
	}
	v.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := v.Selected(); got != "一二三四五六\nhello" {
		t.Errorf("selected %q", got)
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := v.Selected(); got != "" {
		t.Errorf("after Esc %q is selected", got)
	}
	v.SelectWordAt(fyne.NewPos(20, 30))
	if got := v.Selected(); got != "hello" {
		t.Errorf("the word is %q", got)
	}
}

func TestFollowLinks(t *testing.T) {
	themed(t, ModeLight)
	var followed, hovered []string
	v := NewTextView(TextViewEvents{Follow: func(u string) { followed = append(followed, u) }, Hover: func(u string) { hovered = append(hovered, u) }})
	openPage(t, v)
	v.SetText("看这里 和那里", []TextLink{{Start: 0, End: 9, URL: "https://a.example/"}, {Start: 10, End: 19, URL: "https://b.example/"}})
	v.MouseMoved(mouse(5, 10))
	v.MouseDown(mouse(5, 10))
	v.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 10)})
	v.MouseMoved(mouse(500, 10))
	v.Tapped(&fyne.PointEvent{Position: fyne.NewPos(500, 10)})
	v.FocusGained()
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := strings.Join(followed, " "); got != "https://a.example/ https://b.example/" {
		t.Errorf("followed %q", got)
	}
	if got := strings.Join(hovered, " "); got != "https://a.example/ " {
		t.Errorf("hovered %q", got)
	}
}
