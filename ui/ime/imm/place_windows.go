package imm

import "unsafe"

// line is the place of the caret's line in its window.
func (b *Backend) line() rect {
	return rect{int32(b.at.X), int32(b.at.Y), int32(b.at.X + b.at.Width), int32(b.at.Y + b.at.Height)}
}

// place tells the input method where the caret is: its own windows go below the line.
func (b *Backend) place() {
	if b.at.Window == 0 {
		return
	}
	line := b.line()
	withContext(b.at.Window, func(context uintptr) {
		composed := compositionForm{style: stylePoint, at: point{line.left, line.top}, area: line}
		_, _, _ = setCompositionWindow.Call(context, uintptr(unsafe.Pointer(&composed)))
		candidates := candidateForm{style: styleExclude, at: point{line.left, line.bottom}, area: line}
		_, _, _ = setCandidateWindow.Call(context, uintptr(unsafe.Pointer(&candidates)))
	})
}

// moveCaret moves the system's caret, which is never shown but which some input methods follow.
func (b *Backend) moveCaret() {
	if b.caret != b.at.Height {
		if made, _, _ := createCaret.Call(b.at.Window, 0, 1, uintptr(b.at.Height)); made != 0 {
			b.caret = b.at.Height
		}
	}
	if b.caret != 0 {
		_, _, _ = setCaretPos.Call(uintptr(b.at.X), uintptr(b.at.Y))
	}
}

// answerPosition fills in where a character of the composition is on the screen. All are said to be at its beginning.
func (b *Backend) answerPosition(window uintptr, p *charPosition) {
	line := b.line()
	p.at, p.height = point{line.left, line.top}, uint32(b.at.Height)
	_, _, _ = clientToScreen.Call(window, uintptr(unsafe.Pointer(&p.at)))
	var corner point
	_, _, _ = getClientRect.Call(window, uintptr(unsafe.Pointer(&p.document)))
	_, _, _ = clientToScreen.Call(window, uintptr(unsafe.Pointer(&corner)))
	p.document = rect{corner.x, corner.y, corner.x + p.document.right, corner.y + p.document.bottom}
}
