package search

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// periodNames are the names of periods, for suggestions.
var periodNames = []string{
	"today", "yesterday", "last week", "this week", "last month", "this month", "last year", "this year",
	"今天", "昨天", "前天", "本周", "上周", "本月", "上月", "今年", "去年", "前年",
}

// named are periods by their names: a unit of the calendar and how many before the present one.
var named = map[string]struct {
	unit rune // d, w, m, y
	back int
}{
	"today": {'d', 0}, "今天": {'d', 0}, "今日": {'d', 0}, "yesterday": {'d', 1}, "昨天": {'d', 1}, "昨日": {'d', 1}, "前天": {'d', 2}, "大前天": {'d', 3},
	"this week": {'w', 0}, "week": {'w', 0}, "本周": {'w', 0}, "这周": {'w', 0}, "这一周": {'w', 0}, "本星期": {'w', 0}, "这个星期": {'w', 0}, "这星期": {'w', 0},
	"last week": {'w', 1}, "previous week": {'w', 1}, "上周": {'w', 1}, "上一周": {'w', 1}, "上星期": {'w', 1}, "上个星期": {'w', 1}, "上礼拜": {'w', 1}, "上上周": {'w', 2},
	"this month": {'m', 0}, "month": {'m', 0}, "本月": {'m', 0}, "这个月": {'m', 0}, "这月": {'m', 0},
	"last month": {'m', 1}, "previous month": {'m', 1}, "上月": {'m', 1}, "上个月": {'m', 1}, "上上个月": {'m', 2},
	"this year": {'y', 0}, "year": {'y', 0}, "今年": {'y', 0}, "本年": {'y', 0}, "last year": {'y', 1}, "previous year": {'y', 1}, "去年": {'y', 1}, "前年": {'y', 2},
}

var weekdays = map[string]time.Weekday{
	"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday,
	"周一": time.Monday, "周二": time.Tuesday, "周三": time.Wednesday, "周四": time.Thursday, "周五": time.Friday, "周六": time.Saturday, "周日": time.Sunday, "周天": time.Sunday,
	"星期一": time.Monday, "星期二": time.Tuesday, "星期三": time.Wednesday, "星期四": time.Thursday, "星期五": time.Friday, "星期六": time.Saturday, "星期日": time.Sunday, "星期天": time.Sunday,
}

var (
	numeric  = regexp.MustCompile(`^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?$`)
	monthDay = regexp.MustCompile(`^(\d{1,2})(?:[-/.](\d{1,2})|月(?:(\d{1,2})[日号]?)?)$`)
	recent   = regexp.MustCompile(`^(?:last|past|previous|最近|近|过去)? ?(\d{1,4}) ?(?:个)?(d|day|days|天|日|w|week|weeks|周|星期|m|month|months|月|y|year|years|年)(?:内|以内|之内|来)?$`)
)

// parsePeriod reads a date or a period as people write them: 2026, 2026-03, 2026年3月5日, 3月5日, yesterday, 上周, 周一,
// "last 7 days", 3天内.
func parsePeriod(text string, now time.Time) (During, bool) {
	text = strings.Join(strings.Fields(strings.ToLower(halfWidth(text))), " ")
	f := foldings()
	text = strings.Map(func(r rune) rune {
		if s, ok := f.simplified[r]; ok {
			return s
		}
		return r
	}, text)
	if n, ok := named[text]; ok {
		return calendar(n.unit, n.back, now), true
	}
	if day, ok := weekdays[text]; ok {
		return calendar('d', (int(now.Weekday())-int(day)+7)%7, now), true
	}
	if m := numeric.FindStringSubmatch(text); m != nil {
		return dated(number(m[1]), number(m[2]), number(m[3]), now.Location())
	}
	if m := monthDay.FindStringSubmatch(text); m != nil {
		return lately(number(m[1]), number(m[2]+m[3]), now)
	}
	if m := recent.FindStringSubmatch(text); m != nil {
		return back(number(m[1]), m[2], now), true
	}
	return During{}, false
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // the expressions let only short digits through; none is 0
	return n
}

// calendar returns the day, week from Monday, month or year that lies so many before the present one.
func calendar(unit rune, before int, now time.Time) During {
	y, m, d := now.Date()
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, now.Location()) }
	switch unit {
	case 'd':
		return During{day(y, m, d-before), day(y, m, d-before+1)}
	case 'w':
		monday := d - (int(now.Weekday())+6)%7 - 7*before
		return During{day(y, m, monday), day(y, m, monday+7)}
	case 'm':
		first := m - time.Month(before)
		return During{day(y, first, 1), day(y, first+1, 1)}
	default:
		return During{day(y-before, 1, 1), day(y-before+1, 1, 1)}
	}
}

// dated returns a year, a month or a day; false when the calendar has none like it.
func dated(y, m, d int, zone *time.Location) (During, bool) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, zone) }
	month := time.Month(m)
	switch {
	case m == 0 && d == 0:
		return During{day(y, 1, 1), day(y+1, 1, 1)}, y > 0
	case m < 1 || m > 12:
		return During{}, false
	case d == 0:
		return During{day(y, month, 1), day(y, month+1, 1)}, true
	}
	from := day(y, month, d)
	return During{from, day(y, month, d+1)}, d <= 31 && from.Month() == month
}

// lately returns the last month, or day of a month, of that number that has begun.
func lately(m, d int, now time.Time) (During, bool) {
	during, ok := dated(now.Year(), m, d, now.Location())
	if ok && during.From.After(now) {
		return dated(now.Year()-1, m, d, now.Location())
	}
	return during, ok
}

// back returns the time from so many days, weeks, months or years ago on, without end.
func back(n int, unit string, now time.Time) During {
	y, m, d := now.Date()
	switch unit[0] {
	case 'd':
		d -= n
	case 'w':
		d -= 7 * n
	case 'm':
		m -= time.Month(n)
	case 'y':
		y -= n
	default:
		switch unit {
		case "天", "日":
			d -= n
		case "周", "星期":
			d -= 7 * n
		case "月":
			m -= time.Month(n)
		default:
			y -= n
		}
	}
	return During{From: time.Date(y, m, d, 0, 0, 0, 0, now.Location())}
}
