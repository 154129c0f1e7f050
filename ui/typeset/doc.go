// Package typeset sets a text in lines: it shapes, wraps, and answers where a character stands and which one stands
// where. It draws nothing and knows no toolkit: whoever draws takes the pieces of the lines that are visible.
//
// The text is divided into blocks, a paragraph each, or a part of one that is very long. A block that nobody has looked
// at has only an estimate of its lines; it is shaped once it is to be seen, and its count becomes exact. So opening
// megabytes costs a walk over their characters, and an edit shapes one block. What was shaped is kept for the blocks
// looked at last. Settle looks at a part of the text and says where its first line has gone.
//
// Lines break where UAX 14 allows, and never before closing or after opening Chinese punctuation (GB/T 15834); a word
// wider than a line breaks between grapheme clusters. Blanks hang over the end of a line. Text from right to left is
// reordered by runs, as deep as the shaper's one level of direction goes.
//
// Invariants: lines follow each other without gaps, cover the text, and begin and end between grapheme clusters;
// widths are those that the toolkit draws, since both shape with the same font, library and size. A Layout belongs to
// one goroutine.
package typeset
