// Package css reads style sheets and style attributes into rules with typed longhand declarations.
//
// Tokens come from tdewolff/parse, selectors are matched by cascadia; values, shorthands and media queries are
// read here. As CSS 2.1 section 4.2 demands, what is not understood is dropped alone: a declaration, or a rule whose
// selector nobody knows. Nothing is ever fetched: @import and @font-face are skipped, a url() is a name only.
//
// Values are immutable once parsed and may be shared between goroutines.
package css
