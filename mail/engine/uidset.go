package engine

import (
	"slices"

	"letterbox/mail"
)

// difference returns what is in a and not in b. Both are ascending; so is the result.
func difference(a, b []mail.UID) []mail.UID {
	var only []mail.UID
	j := 0
	for _, uid := range a {
		for j < len(b) && b[j] < uid {
			j++
		}
		if j == len(b) || b[j] != uid {
			only = append(only, uid)
		}
	}
	return only
}

// common returns what is in both a and b. Both are ascending; so is the result.
func common(a, b []mail.UID) []mail.UID { return difference(a, difference(a, b)) }

// ranges joins neighbours of an ascending list, so that a command names a run once.
func ranges(uids []mail.UID) []mail.UIDRange {
	var set []mail.UIDRange
	for _, uid := range uids {
		if n := len(set); n > 0 && set[n-1].Last+1 == uid {
			set[n-1].Last = uid
			continue
		}
		set = append(set, mail.UIDRange{First: uid, Last: uid})
	}
	return set
}

// newestFirst cuts an ascending list into ascending chunks of at most size, the newest chunk first.
func newestFirst(uids []mail.UID, size int) [][]mail.UID {
	var chunks [][]mail.UID
	for end := len(uids); end > 0; end -= size {
		chunks = append(chunks, slices.Clone(uids[max(0, end-size):end]))
	}
	return chunks
}
