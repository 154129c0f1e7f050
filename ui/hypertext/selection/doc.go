// Package selection finds out what is at a place of a page, and which places a piece of its text has.
//
// An Index lists the text of a page in document order, as it is copied: a line feed between blocks, a tab between
// cells. Positions count its characters, so that a selection is two numbers, survives a new layout of the same
// document at another width, and is found again by searching.
package selection
