package imm

import (
	"syscall"
	"unsafe"
)

// What these calls return is looked at only where something follows from it. A call that fails leaves the input method
// where it was: its window is elsewhere, or keys arrive as they are, and nothing that was typed is lost.
var (
	user32 = syscall.NewLazyDLL("user32.dll")
	imm32  = syscall.NewLazyDLL("imm32.dll")

	callWindowProc   = user32.NewProc("CallWindowProcW")
	clientToScreen   = user32.NewProc("ClientToScreen")
	createCaret      = user32.NewProc("CreateCaret")
	destroyCaret     = user32.NewProc("DestroyCaret")
	getClientRect    = user32.NewProc("GetClientRect")
	setCaretPos      = user32.NewProc("SetCaretPos")
	setWindowLongPtr = user32.NewProc("SetWindowLongPtrW")

	associateContext     = imm32.NewProc("ImmAssociateContextEx")
	compositionString    = imm32.NewProc("ImmGetCompositionStringW")
	getContext           = imm32.NewProc("ImmGetContext")
	notifyIME            = imm32.NewProc("ImmNotifyIME")
	releaseContext       = imm32.NewProc("ImmReleaseContext")
	setCandidateWindow   = imm32.NewProc("ImmSetCandidateWindow")
	setCompositionWindow = imm32.NewProc("ImmSetCompositionWindow")
)

// Messages and their flags, from winuser.h and imm.h.
const (
	msgDestroyed        = 0x0082 // WM_NCDESTROY, the last one
	msgStartComposition = 0x010D
	msgEndComposition   = 0x010E
	msgComposition      = 0x010F
	msgSetContext       = 0x0281
	msgChar             = 0x0286
	msgRequest          = 0x0288

	showCompositionWindow = 0x80000000 // of WM_IME_SETCONTEXT
	queryCharPosition     = 6          // of WM_IME_REQUEST

	gcsComposition = 0x0008
	gcsAttributes  = 0x0010
	gcsCursor      = 0x0080
	gcsResult      = 0x0800

	targetConverted    = 1 // attributes of what the candidates are for
	targetNotConverted = 3

	notifyCompositionString = 0x0015
	cancelComposition       = 4

	contextDefault = 0x0010 // of ImmAssociateContextEx

	stylePoint   = 0x0002 | 0x0020 // CFS_POINT | CFS_FORCE_POSITION
	styleExclude = 0x0080

	windowProcedure = ^uintptr(3) // GWLP_WNDPROC, which is -4
)

type point struct{ x, y int32 }

type rect struct{ left, top, right, bottom int32 }

// compositionForm is COMPOSITIONFORM.
type compositionForm struct {
	style uint32
	at    point
	area  rect
}

// candidateForm is CANDIDATEFORM.
type candidateForm struct {
	index, style uint32
	at           point
	area         rect
}

// charPosition is IMECHARPOSITION.
type charPosition struct {
	size, char uint32
	at         point
	height     uint32
	document   rect
}

// withContext calls f with the input context of a window, if it has one.
func withContext(window uintptr, f func(context uintptr)) {
	context, _, _ := getContext.Call(window)
	if context == 0 {
		return
	}
	f(context)
	_, _, _ = releaseContext.Call(window, context)
}

// bytesOf reads a part of the composition as it is.
func bytesOf(context, part uintptr) []byte {
	n, _, _ := compositionString.Call(context, part, 0, 0)
	if int32(n) <= 0 {
		return nil
	}
	b := make([]byte, int32(n))
	n, _, _ = compositionString.Call(context, part, uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)))
	return b[:min(max(int(int32(n)), 0), len(b))]
}

// textOf reads a part of the composition that is text, in UTF-16.
func textOf(context, part uintptr) []uint16 {
	b := bytesOf(context, part)
	text := make([]uint16, len(b)/2)
	for i := range text {
		text[i] = uint16(b[2*i]) | uint16(b[2*i+1])<<8
	}
	return text
}

// cursorOf reads the caret of the composition, in units of UTF-16.
func cursorOf(context uintptr) int {
	at, _, _ := compositionString.Call(context, gcsCursor, 0, 0)
	return int(int16(at))
}
