package message

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// parseDate reads a date as mail has it: RFC 5322 section 3.3 with its obsolete forms, full month names, missing
// seconds or zone, comments, asctime and ISO 8601. It returns false when there is no such date, as on 30 February.
func parseDate(raw []byte) (time.Time, bool) {
	if len(raw) > 256 {
		raw = raw[:256]
	}
	s := strings.TrimSpace(dropComments(string(bytes.ToValidUTF8(raw, nil))))
	if len(s) > 10 && s[4] == '-' && s[7] == '-' {
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00"} {
			if t, err := time.Parse(layout, s); err == nil {
				return t, plausible(t)
			}
		}
	}
	var d dateParts
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == ',' || r == ';' }) {
		d.take(word)
	}
	return d.time()
}

// dateParts collects what the words of a date say; -1 and 0 mean not yet said.
type dateParts struct {
	day, year         int
	month             time.Month
	hour, minute, sec int
	hasClock, hasYear bool
	zone              int // seconds east of UTC
	hasZone, pm       bool
	before            bool // am was said
}

func (d *dateParts) take(word string) {
	switch {
	case strings.Contains(word, ":") && isDigits(word[:1]):
		d.clock(word)
	case d.numericDate(word):
	case isDigits(word):
		d.number(word)
	case d.hasClock && !d.hasZone && (word[0] == '+' || word[0] == '-'):
		d.offset(word)
	default:
		d.letters(strings.ToLower(strings.Trim(word, ".")))
	}
}

// letters reads a month, am or pm, or the name of a zone; days of the week say nothing.
func (d *dateParts) letters(lower string) {
	switch {
	case d.hasClock && lower == "pm":
		d.pm = true
	case d.hasClock && lower == "am":
		d.before = true
	case d.month == 0 && monthOf(lower) != 0:
		d.month = monthOf(lower)
	case d.hasClock && !d.hasZone:
		d.named(lower)
	}
}

// clock reads hh:mm, hh:mm:ss, fractions dropped, and a zone that is glued on.
func (d *dateParts) clock(word string) {
	if d.hasClock {
		return
	}
	if i := strings.IndexAny(word, "+-Zz"); i > 0 {
		defer func(zone string) {
			if zone[0] == '+' || zone[0] == '-' {
				d.offset(zone)
			} else {
				d.hasZone = true
			}
		}(word[i:])
		word = word[:i]
	}
	parts := strings.Split(word, ":")
	if len(parts) > 3 {
		return
	}
	values := [3]int{}
	for i, part := range parts {
		part, _, _ = strings.Cut(part, ".")
		n, err := strconv.Atoi(strings.TrimRight(part, "aApPmM"))
		if err != nil {
			return
		}
		values[i] = n
	}
	d.pm = strings.HasSuffix(strings.ToLower(word), "pm")
	d.hour, d.minute, d.sec = values[0], values[1], values[2]
	d.hasClock = d.hour < 25 && d.minute < 60 && d.sec < 62
}

// numericDate reads 2-Mar-2026 and 2026-03-02, dates without blanks.
func (d *dateParts) numericDate(word string) bool {
	parts := strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '/' })
	if len(parts) != 3 || d.day > 0 || word[0] == '-' {
		return false
	}
	if m := monthOf(strings.ToLower(parts[1])); m != 0 && len(parts[1]) >= 3 {
		d.month = m
		d.number(parts[0])
		d.number(parts[2])
		return true
	}
	month, err := strconv.Atoi(parts[1])
	if err != nil || month < 1 || month > 12 || len(parts[0]) != 4 {
		return false
	}
	d.month = time.Month(month)
	d.number(parts[0])
	d.number(parts[2])
	return true
}

// number takes the day first, unless it can only be the year, then the year (RFC 5322 section 4.3 for two and
// three digits).
func (d *dateParts) number(word string) {
	n, err := strconv.Atoi(word)
	if err != nil {
		return
	}
	switch {
	case d.day == 0 && len(word) <= 2 && n >= 1 && n <= 31:
		d.day = n
	case !d.hasYear && len(word) >= 2 && len(word) <= 4:
		switch {
		case len(word) == 2 && n < 50:
			n += 2000
		case len(word) <= 3 && n < 1000:
			n += 1900
		}
		d.year, d.hasYear = n, true
	}
}

// offset reads +0800, +08:00 and +08.
func (d *dateParts) offset(word string) {
	digits := strings.ReplaceAll(word[1:], ":", "")
	if !isDigits(digits) {
		return
	}
	n, _ := strconv.Atoi(digits)
	seconds := n * 3600
	if len(digits) > 2 {
		seconds = n/100*3600 + n%100*60
	}
	if len(digits) > 4 || seconds > 15*3600 {
		d.hasZone = true
		return
	}
	if word[0] == '-' {
		seconds = -seconds
	}
	d.zone, d.hasZone = seconds, true
}

// named reads the obsolete zones of RFC 5322 section 4.3 and the names that programs print in their place. A letter
// or an unknown name says nothing and counts as UTC. "GMT+0800" is a name with an offset.
func (d *dateParts) named(lower string) {
	if i := strings.IndexAny(lower, "+-"); i > 0 && (lower[:i] == "gmt" || lower[:i] == "utc" || lower[:i] == "ut") {
		d.offset(lower[i:])
		return
	}
	if hours, ok := zones[lower]; ok {
		d.zone, d.hasZone = int(hours*3600), true
	}
}

var zones = map[string]float64{
	"ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0,
	"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
	"ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5,
	"bst": 1, "west": 1, "cet": 1, "met": 1, "mez": 1, "cest": 2, "mest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "msd": 4,
	"hkt": 8, "sgt": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}

func (d *dateParts) time() (time.Time, bool) {
	if d.day == 0 || d.month == 0 || !d.hasYear || !d.hasClock {
		return time.Time{}, false
	}
	if d.pm && d.hour < 12 {
		d.hour += 12
	}
	if d.before && d.hour == 12 {
		d.hour = 0
	}
	t := time.Date(d.year, d.month, d.day, d.hour, d.minute, d.sec, 0, time.FixedZone("", d.zone))
	if t.Day() != d.day && d.hour < 24 && d.sec < 60 {
		return time.Time{}, false
	}
	return t, plausible(t)
}

// plausible keeps out years that no storage and no list can show.
func plausible(t time.Time) bool { return t.Year() >= 1900 && t.Year() <= 9999 }

// monthOf knows the English names and whatever starts like them.
func monthOf(lower string) time.Month {
	if len(lower) < 3 {
		return 0
	}
	if i := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", lower[:3]); i >= 0 && i%3 == 0 {
		return time.Month(i/3 + 1)
	}
	return 0
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
