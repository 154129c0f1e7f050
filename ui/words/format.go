package words

import (
	"fmt"
	"strconv"
	"time"

	"letterbox/mail"
)

// Count writes a number with its thousands grouped: 31,022.
func Count(n int) string {
	if n < 0 {
		return "-" + Count(-n)
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Size writes a number of bytes as people say it: 512 B, 184 KB, 1.4 MB. A kilobyte has 1,024 bytes here.
func Size(bytes int64) string {
	const step = 1024
	if bytes < step {
		return strconv.FormatInt(max(bytes, 0), 10) + " B"
	}
	value, unit := float64(bytes)/step, "KB"
	for _, next := range []string{"MB", "GB", "TB"} {
		if value < 999.5 {
			break
		}
		value, unit = value/step, next
	}
	if value < 9.95 && unit != "KB" {
		return fmt.Sprintf("%.1f %s", value, unit)
	}
	return fmt.Sprintf("%.0f %s", value, unit)
}

// Elapsed writes how long a step took: 4 ms, 1.2 s, 75 s.
func Elapsed(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return "1 ms"
	case d < time.Second:
		return strconv.FormatInt(d.Milliseconds(), 10) + " ms"
	case d < 10*time.Second:
		return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
	default:
		return strconv.FormatFloat(d.Seconds(), 'f', 0, 64) + " s"
	}
}

var (
	weekdaysZH = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}
	weekdaysEN = [...]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}
)

// Date writes when a message came, for a list, in now's time zone: 10:04 today, then Yesterday, Sat within the
// last six days, 18 Nov within this year, else 2025-11-18. It is "" for the zero time.
func Date(lang Language, t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(now.Location())
	switch days := daysBetween(t, now); {
	case days == 0:
		return t.Format("15:04")
	case days == 1:
		return T(lang, DayYesterday)
	case days > 1 && days < 7:
		if lang == ZH {
			return weekdaysZH[t.Weekday()]
		}
		return weekdaysEN[t.Weekday()]
	case t.Year() == now.Year():
		return dayAndMonth(lang, t)
	default:
		return t.Format("2006-01-02")
	}
}

// Stamp writes date and time of a message for its reader: 11月23日 09:41, 23 Nov, 09:41; with the year when it is
// another one. It is "" for the zero time.
func Stamp(lang Language, t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(now.Location())
	switch {
	case t.Year() != now.Year():
		return t.Format("2006-01-02 15:04")
	case lang == ZH:
		return dayAndMonth(lang, t) + " " + t.Format("15:04")
	default:
		return dayAndMonth(lang, t) + ", " + t.Format("15:04")
	}
}

func dayAndMonth(lang Language, t time.Time) string {
	if lang == ZH {
		return fmt.Sprintf("%d月%d日", t.Month(), t.Day())
	}
	return t.Format("2 Jan")
}

// daysBetween counts the midnights from t to now.
func daysBetween(t, now time.Time) int {
	day := func(x time.Time) time.Time {
		return time.Date(x.Year(), x.Month(), x.Day(), 12, 0, 0, 0, time.UTC)
	}
	return int(day(now).Sub(day(t)).Hours() / 24)
}

// Ago writes how long ago something was checked: just now, 3 min ago, at 10:04, yesterday.
func Ago(lang Language, t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return T(lang, AgoNow)
	case d < time.Hour:
		return T(lang, AgoMinutes, int(d.Minutes()))
	default:
		return T(lang, AgoAt, Date(lang, t, now))
	}
}

// FolderName returns what to call a folder: the role's name in the person's language, else its own name.
func FolderName(lang Language, f mail.Folder) string {
	if key, ok := roleNames[f.Role]; ok {
		return T(lang, key)
	}
	return f.Name()
}

// StageName returns the name of a step on a server, as the lists of steps show it.
func StageName(lang Language, server mail.Protocol, stage mail.Stage) string {
	if server == mail.Submission && (stage == mail.StageOpen || stage == mail.StageSubmit) {
		return T(lang, StageReady)
	}
	if key, ok := stageNames[stage]; ok {
		return T(lang, key)
	}
	return string(stage)
}

// ListComma returns what stands between the members of an enumeration.
func ListComma(lang Language) string {
	if lang == ZH {
		return "、"
	}
	return ", "
}
