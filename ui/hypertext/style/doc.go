// Package style computes the values of properties for elements (CSS 2.1 chapter 6).
//
// Declarations come from the sheet of the program, from presentational attributes, from the style elements of the
// document and from style attributes; a Cascade picks for every property the one that wins, and computes it against
// the style of the parent. Lengths are in CSS px as float32; percentages stay what they are until the layout knows
// of what. A Style is immutable once computed.
package style
