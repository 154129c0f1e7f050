// Package press makes the pages that a window shows: it lays documents out and paints their tiles beside the window's
// goroutine, and hands out what the window needs to know of them.
//
// A Press owns fonts, letter shapes and scaled pictures, and does one thing at a time; whoever asks waits for what is
// done before. A Leaf never changes once it is there, so that a window may ask it for links and selections while the
// press works on something else. The press starts no goroutine and fetches nothing.
package press
