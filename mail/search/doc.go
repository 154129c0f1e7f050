// Package search is the language in which people ask for mail, and what it means for a text to match.
//
// Parse turns what was typed into an expression, and never fails: what cannot be meant is explained by a Note beside
// the expression, with a suggestion where one is near, and is never dropped in silence. Operators have English and
// Chinese names; colons, quotes and parentheses may be full-width.
//
// Matching is defined on the canonical form of texts (Canonical), in which case, accents, full and half width, and
// traditional and simplified characters are one. It consists of words, which are runs of letters and digits of scripts
// that put blanks between words, and of runs of characters of scripts that do not: Chinese, Japanese, Korean, Thai and
// the like, and pictograms. A query matches a field if its canonical form stands there as it is, with whole words; in
// a run of characters it may begin and end anywhere. Punctuation between two words says nothing; between two
// characters it separates. A line break between two characters in a long line separates nothing, because mail is
// wrapped at a column.
//
// An index of Terms answers a query with every document that matches and, unless Lookups says that it is exact, some
// that do not; Matches decides about those. The two agree because both work on the canonical form.
//
// The package computes: no SQL, no network, no goroutine. All functions are safe for concurrent use.
package search
