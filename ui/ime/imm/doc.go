// Package imm is the backend for the input methods of Windows, by the input method manager (imm32), which serves those
// of the text services framework too. On other systems it is empty.
//
// It puts a window procedure before the toolkit's. While a field has the focus, what is composed and what is decided
// goes to the field, and the system draws no composition of its own; all other messages, and all while no field has the
// focus, go on to the toolkit. Keys that the input method takes never reach the toolkit, so that Offer takes none.
//
// Everything runs on the UI goroutine, which is the thread of the windows: Windows calls the window procedure while that
// thread fetches or sends messages.
package imm
