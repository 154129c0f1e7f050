// Package box makes the boxes of a document out of its elements (CSS 2.1 chapters 9.2, 12.5 and 17.2).
//
// What comes out obeys the rules that the layout relies on: a block container holds either block-level boxes or
// inline-level ones, never both; a table holds captions, columns and groups of rows, those hold rows, and rows hold
// cells. Anonymous boxes fill in what the document leaves out. Boxes know no sizes.
package box
