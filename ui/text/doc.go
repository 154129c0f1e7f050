// Package text is what a text editor edits: a text with its lines, a selection in it, the steps that lead back, words
// and paragraphs, find and replace, and spans of style. It draws nothing, measures nothing and knows no window.
//
// A Buffer holds the text as a list of pieces of a few kilobytes, so that an edit in the middle of megabytes moves
// kilobytes; opening a text copies nothing. A Document adds the selection and the history to it. All positions are byte
// offsets, and those that a Document gives away lie between grapheme clusters (UAX 29).
//
// Invariants: the text is valid UTF-8, its lines end in \n, never in \r; a position is never inside a character; undoing
// everything that was done gives back the text that was there. Nothing here is safe for use by several goroutines.
package text
