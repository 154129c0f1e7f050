package words

import (
	"strings"
	"time"

	"letterbox/mail"
)

// OutgoingStanding says in a word or two where a message stands on its way.
func OutgoingStanding(lang Language, o mail.Outgoing, now time.Time) string {
	switch o.State {
	case mail.OutgoingQueued:
		if o.Due.After(now) {
			return T(lang, OutboxWaiting, Clock(lang, o.Due, now))
		}
		return T(lang, OutboxSoon)
	case mail.OutgoingSending, mail.OutgoingLeaving:
		return T(lang, OutboxSending)
	case mail.OutgoingFailed:
		if n := Refusals(o); n > 0 && n < len(o.Verdicts) {
			return T(lang, OutboxPartly, n)
		}
		return T(lang, OutboxFailed)
	case mail.OutgoingUnknown:
		return T(lang, OutboxUnknown)
	case mail.OutgoingSent, mail.OutgoingCopied:
		return T(lang, OutboxSent)
	default:
		return T(lang, OutboxSent)
	}
}

// Refusals counts the recipients that the server refused in the last attempt.
func Refusals(o mail.Outgoing) int {
	n := 0
	for _, v := range o.Verdicts {
		if v.Problem != nil {
			n++
		}
	}
	return n
}

// OutgoingWhy says why a message has not left, and what to do; "" when there is nothing to say.
func OutgoingWhy(lang Language, o mail.Outgoing, now time.Time) string {
	if o.State == mail.OutgoingUnknown {
		return T(lang, OutboxUnsure)
	}
	if o.Problem == nil || o.State != mail.OutgoingFailed && o.State != mail.OutgoingQueued {
		return ""
	}
	x := Explain(lang, o.Problem)
	said := x.Headline
	if n := Refusals(o); o.State == mail.OutgoingFailed && n > 0 && n < len(o.Verdicts) {
		return strings.Join(x.Advice[:min(len(x.Advice), 1)], "") // what happened stands at each of them
	}
	if o.State == mail.OutgoingQueued {
		if !o.Due.After(now) {
			return said
		}
		return T(lang, OutboxLater, said, Clock(lang, o.Due, now))
	}
	stop := ". "
	if lang == ZH {
		stop = "。"
	}
	if x.Detail != "" {
		said += stop + x.Detail
	} else {
		said += strings.TrimRight(stop, " ")
	}
	if len(x.Advice) > 0 {
		if lang != ZH {
			said += " "
		}
		said += x.Advice[0]
	}
	return said
}

// OutgoingRefused names those who did not get a message that failed, each with the reason, at most so many; a last line
// counts the others.
func OutgoingRefused(lang Language, o mail.Outgoing, most int) []string {
	if o.State != mail.OutgoingFailed {
		return nil
	}
	var lines []string
	for _, v := range o.Verdicts {
		if v.Problem == nil {
			continue
		}
		if len(lines) == most {
			return append(lines, T(lang, OutboxMore, Refusals(o)-most))
		}
		lines = append(lines, T(lang, OutboxRefused, v.Address.Spec(), Explain(lang, v.Problem).Headline))
	}
	return lines
}
