package demo

import (
	"slices"
	"time"

	"letterbox/mail"
)

// letters makes the whole mailbox, in each folder by date, so that UIDs and dates agree.
func letters(now time.Time) ([]sealed, error) {
	var all []letter
	for _, chapter := range [][]letter{thread(), specials(), routine(), business(), project(), outgoing(), stored()} {
		all = append(all, chapter...)
	}
	list := make([]sealed, 0, len(all))
	for i, l := range all {
		l.flags |= mail.Seen
		s, err := l.letter(l.when.at(now), i+1)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(x, y sealed) int { return x.date.Compare(y.date) })
	markUnread(list)
	return list, nil
}

// unread says how many of the newest messages of a folder are looked at, and how many of each five are unread.
var unread = map[string]struct{ newest, ofFive int }{
	inbox:     {25, 4},
	eastChina: {8, 3},
	junk:      {6, 4},
}

// markUnread takes \Seen from some of the newest messages, and leaves those alone that somebody has dealt with.
func markUnread(list []sealed) {
	met := make(map[string]int)
	for i := len(list) - 1; i >= 0; i-- {
		rule, some := unread[list[i].folder]
		n := met[list[i].folder]
		met[list[i].folder]++
		if some && n < rule.newest && n%5 < rule.ofFive && list[i].flags&(mail.Answered|mail.Flagged) == 0 {
			list[i].flags &^= mail.Seen
		}
	}
}

// series makes one letter of each row of a table by a template. The dates go back from the first day in steps.
func series[T any](rows []T, first moment, step int, write func(i int, row T) letter) []letter {
	var list []letter
	for i, row := range rows {
		l := write(i, row)
		l.when = moment{first.days + i*step, (first.hour+i*3)%10 + 8, (first.minute + i*17) % 60}
		list = append(list, l)
	}
	return list
}
