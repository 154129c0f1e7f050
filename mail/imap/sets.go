package imap

import (
	"sort"
	"strconv"

	"letterbox/mail"
)

// setWidth is how many bytes of a sequence set go into one command; servers have limits from 8,000 on.
const setWidth = 4000

// Range is a run of UIDs, both ends included. Last 0 means the highest there is ("*").
type Range = mail.UIDRange

// uidSet is a sorted set of ranges that do not overlap.
type uidSet []Range

// newSet sorts and joins ranges. Ranges that hold nothing vanish.
func newSet(ranges []Range) uidSet {
	sorted := make([]Range, 0, len(ranges))
	for _, r := range ranges {
		if r.First == 0 {
			r.First = 1
		}
		if r.Last == 0 {
			r.Last = ^mail.UID(0)
		}
		if r.First <= r.Last {
			sorted = append(sorted, r)
		}
	}
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].First < sorted[j].First })
	joined := sorted[:0]
	for _, r := range sorted {
		if n := len(joined); n > 0 && (joined[n-1].Last == ^mail.UID(0) || r.First <= joined[n-1].Last+1) {
			joined[n-1].Last = max(joined[n-1].Last, r.Last)
			continue
		}
		joined = append(joined, r)
	}
	return joined
}

// setOf returns the set of single UIDs.
func setOf(uids []mail.UID) uidSet {
	ranges := make([]Range, len(uids))
	for i, uid := range uids {
		ranges[i] = Range{First: max(uid, 1), Last: max(uid, 1)}
	}
	return newSet(ranges)
}

// uids returns the members of a set that was made of single UIDs.
func (s uidSet) uids() []mail.UID {
	var all []mail.UID
	for _, r := range s {
		for uid := r.First; uid <= r.Last; uid++ {
			all = append(all, uid)
		}
	}
	return all
}

// count returns how many members the set has, 0 for one without an end.
func (s uidSet) count() int {
	count := 0
	for _, r := range s {
		if r.Last == ^mail.UID(0) {
			return 0
		}
		count += int(r.Last-r.First) + 1
	}
	return count
}

// contains reports whether uid is in the set.
func (s uidSet) contains(uid mail.UID) bool {
	i := sort.Search(len(s), func(i int) bool { return s[i].Last >= uid })
	return i < len(s) && s[i].First <= uid
}

// parts writes the set as sequence sets (RFC 9051 section 9) of at most setWidth bytes each, with the ranges that
// each holds.
func (s uidSet) parts() (texts []string, sets []uidSet) {
	line := make([]byte, 0, setWidth)
	start := 0
	for i, r := range s {
		if len(line) > setWidth-24 {
			texts, sets = append(texts, string(line)), append(sets, s[start:i])
			line, start = line[:0], i
		}
		if len(line) > 0 {
			line = append(line, ',')
		}
		line = strconv.AppendUint(line, uint64(r.First), 10)
		switch {
		case r.Last == ^mail.UID(0):
			line = append(line, ":*"...)
		case r.Last != r.First:
			line = strconv.AppendUint(append(line, ':'), uint64(r.Last), 10)
		}
	}
	if len(line) > 0 {
		texts, sets = append(texts, string(line)), append(sets, s[start:])
	}
	return texts, sets
}
