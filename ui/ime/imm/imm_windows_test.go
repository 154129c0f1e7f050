package imm

import (
	"runtime"
	"strings"
	"syscall"
	"testing"
	"unicode/utf16"
	"unsafe"

	"letterbox/ui/ime"
)

var (
	kernel32        = syscall.NewLazyDLL("kernel32.dll")
	createWindow    = user32.NewProc("CreateWindowExW")
	defWindowProc   = user32.NewProc("DefWindowProcW")
	destroyWindow   = user32.NewProc("DestroyWindow")
	dispatchMessage = user32.NewProc("DispatchMessageW")
	peekMessage     = user32.NewProc("PeekMessageW")
	registerClass   = user32.NewProc("RegisterClassExW")
	sendMessage     = user32.NewProc("SendMessageW")
	setFocus        = user32.NewProc("SetFocus")
	setComposition  = imm32.NewProc("ImmSetCompositionStringW")
	moduleHandle    = kernel32.NewProc("GetModuleHandleW")
)

// windowClass is WNDCLASSEXW.
type windowClass struct {
	size, style                        uint32
	procedure                          uintptr
	classExtra, windowExtra            int32
	instance, icon, cursor, background uintptr
	menu, name                         *uint16
	smallIcon                          uintptr
}

// toolkit writes down the characters that reach the window procedure behind ours.
type toolkit struct{ characters []rune }

var behind toolkit

func toolkitProc(window, message, wide, long uintptr) uintptr {
	const character = 0x0102 // WM_CHAR
	if message == character {
		behind.characters = append(behind.characters, rune(wide))
	}
	result, _, _ := defWindowProc.Call(window, message, wide, long)
	return result
}

// field is a Sink that writes down what it is told.
type field struct{ log []string }

func (f *field) Compose(c ime.Composition) { f.log = append(f.log, "~"+c.Text) }
func (f *field) Commit(text string)        { f.log = append(f.log, "+"+text) }

func (f *field) did() string {
	log := strings.Join(f.log, " ")
	f.log = nil
	return log
}

func openWindow(t *testing.T) uintptr {
	t.Helper()
	runtime.LockOSThread() // a window belongs to its thread
	name, _ := syscall.UTF16PtrFromString("letterbox-test")
	instance, _, _ := moduleHandle.Call(0)
	class := windowClass{procedure: syscall.NewCallback(toolkitProc), instance: instance, name: name}
	class.size = uint32(unsafe.Sizeof(class))
	_, _, _ = registerClass.Call(uintptr(unsafe.Pointer(&class)))
	const visible = 0x10CF0000 // WS_OVERLAPPEDWINDOW | WS_VISIBLE
	window, _, err := createWindow.Call(0, uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(name)), visible, 10, 10, 300, 200, 0, 0, instance, 0)
	if window == 0 {
		t.Fatal(err)
	}
	_, _, _ = setFocus.Call(window)
	pump()
	return window
}

// pump handles the messages that wait.
func pump() {
	var message [12]uintptr
	for {
		const remove = 1
		if more, _, _ := peekMessage.Call(uintptr(unsafe.Pointer(&message)), 0, 0, 0, remove); more == 0 {
			return
		}
		_, _, _ = dispatchMessage.Call(uintptr(unsafe.Pointer(&message)))
	}
}

// compose has the input method manager compose a text, as an input method would.
func compose(window uintptr, text string) {
	const setString = 0x0009 // SCS_SETSTR
	units := utf16.Encode([]rune(text + "\x00"))
	withContext(window, func(context uintptr) {
		_, _, _ = setComposition.Call(context, setString, uintptr(unsafe.Pointer(&units[0])), uintptr(2*(len(units)-1)), 0, 0)
	})
	pump()
}

// decide has the input method manager commit what is composed.
func decide(window uintptr) {
	const complete = 1 // CPS_COMPLETE
	withContext(window, func(context uintptr) {
		_, _, _ = notifyIME.Call(context, notifyCompositionString, complete, 0)
	})
	pump()
}

func TestMessagesBecomeText(t *testing.T) {
	window := openWindow(t)
	b, f := New(), &field{}
	b.Focus(f)
	b.Caret(ime.Rect{Window: window, X: 20, Y: 30, Width: 1, Height: 18})

	compose(window, "ni")
	compose(window, "你好")
	composed := f.did()
	decide(window)
	decided := f.did()
	t.Logf("composed %q, decided %q", composed, decided)
	if !strings.HasSuffix(composed, "~ni ~你好") || strings.Count(decided, "+你好") != 1 || strings.Count(decided, "+") != 1 {
		t.Errorf("composed %q, decided %q", composed, decided)
	}
	if len(behind.characters) > 0 {
		t.Errorf("%q came twice", string(behind.characters))
	}

	compose(window, "shi")
	f.did()
	next := &field{}
	b.Reset(next)
	decide(window)
	if f.did() != "" || strings.Contains(next.did(), "+") || len(behind.characters) > 0 {
		t.Errorf("what was reset comes: %q, %q, %q", f.log, next.log, string(behind.characters))
	}
	compose(window, "jie")
	if got := next.did(); !strings.HasSuffix(got, "~jie") {
		t.Errorf("after a reset: %q", got)
	}
	b.Leave()
	if _, _, _ = sendMessage.Call(window, 0x0102, 'a', 0); string(behind.characters) != "a" {
		t.Errorf("without a field, the toolkit gets %q", string(behind.characters))
	}

	b.Off()
	b.Caret(ime.Rect{Window: window, X: 1, Y: 1, Height: 18})
	if context, _, _ := getContext.Call(window); context != 0 {
		t.Error("a secret field has an input context")
	}
	b.Focus(f)
	b.Caret(ime.Rect{Window: window, X: 2, Y: 2, Height: 18})
	if context, _, _ := getContext.Call(window); context == 0 {
		t.Error("the input context did not come back")
	}
	b.Close()
	_, _, _ = destroyWindow.Call(window)
}

func TestTheCaretIsAnswered(t *testing.T) {
	window := openWindow(t)
	b, f := New(), &field{}
	b.Focus(f)
	b.Caret(ime.Rect{Window: window, X: 20, Y: 30, Width: 1, Height: 18})
	origin := point{20, 30}
	_, _, _ = clientToScreen.Call(window, uintptr(unsafe.Pointer(&origin)))
	var p charPosition
	p.size = uint32(unsafe.Sizeof(p))
	if ok, _, _ := sendMessage.Call(window, msgRequest, queryCharPosition, uintptr(unsafe.Pointer(&p))); ok != 1 || p.at != origin || p.height != 18 {
		t.Errorf("answered %d with %+v, want %+v", ok, p, origin)
	}
	b.Close()
	_, _, _ = destroyWindow.Call(window)
}
