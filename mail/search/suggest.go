package search

import "unicode/utf8"

// nearest returns the candidate that given may have been meant for, "" when none is near: at most one wrong letter in
// a short word and two in a long one.
func nearest(given string, candidates []string) string {
	g := []rune(given)
	best, least := "", 3
	for _, c := range candidates {
		n := utf8.RuneCountInString(c)
		allowed := 1
		if n >= 5 {
			allowed = 2
		}
		if n < 2 || len(g) < 2 || n-len(g) > allowed || len(g)-n > allowed {
			continue
		}
		if d := distance(g, []rune(c)); d <= allowed && d < min(least, n) {
			best, least = c, d
		}
	}
	return best
}

// distance counts the letters that are wrong, missing, too many or swapped with their neighbour.
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range b {
		rows[0][j+1] = j + 1
	}
	for i := range a {
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			d := min(rows[i][j+1]+1, rows[i+1][j]+1, rows[i][j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = d
		}
	}
	return rows[len(a)][len(b)]
}
