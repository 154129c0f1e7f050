// Package cocoa is the backend for the input methods of macOS. It has never run: it is written against AppKit's
// documentation of NSTextInputClient and what the toolkit's window library does. On other systems it is empty.
//
// The content view of the toolkit's windows is a text input client that composes nothing and reports a key before the
// input method sees it. The methods of its class are replaced here: while a field has the focus, what is composed and
// decided goes to the field, keys are the input method's as long as something is composed, and the place of the caret is
// answered. While no field has the focus, and in views of other classes, everything is as it was. In a secret field the
// system itself keeps input methods away (secure event input).
//
// Everything runs on the UI goroutine, which is the main thread. Keys that the input method takes never reach the
// toolkit, so that Offer takes none.
package cocoa
