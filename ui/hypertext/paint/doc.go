// Package paint lists what a laid-out page shows, in the order in which it is painted (CSS 2.1 Appendix E).
//
// The list is flat and knows no device: fills, borders, pictures and runs of glyphs, each with its place on the page,
// its clip and its opacity. Whoever paints it, for a screen or for paper, needs nothing else; whoever changes colors,
// for dark surroundings, changes them here.
package paint
