package view

import (
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// outboxStanding says in a word or two where a message stands.
func outboxStanding(lang words.Language, o mail.Outgoing, now time.Time) (string, widget.Tone) {
	switch o.State {
	case mail.OutgoingQueued:
		if o.Due.After(now) {
			return words.T(lang, words.OutboxWaiting, words.Clock(lang, o.Due, now)), widget.ToneQuiet
		}
		return words.T(lang, words.OutboxSoon), widget.ToneQuiet
	case mail.OutgoingSending, mail.OutgoingLeaving:
		return words.T(lang, words.OutboxSending), widget.ToneAccent
	case mail.OutgoingFailed:
		if n := refusals(o); n > 0 && n < len(o.Verdicts) {
			return words.T(lang, words.OutboxPartly, n), widget.ToneFailed
		}
		return words.T(lang, words.OutboxFailed), widget.ToneFailed
	case mail.OutgoingUnknown:
		return words.T(lang, words.OutboxUnknown), widget.ToneWaiting
	default:
		return words.T(lang, words.OutboxSent), widget.ToneGood
	}
}

func refusals(o mail.Outgoing) int {
	n := 0
	for _, v := range o.Verdicts {
		if v.Problem != nil {
			n++
		}
	}
	return n
}

// outboxWhy says why a message has not left, and what to do.
func outboxWhy(lang words.Language, o mail.Outgoing, now time.Time) string {
	if o.State == mail.OutgoingUnknown {
		return words.T(lang, words.OutboxUnsure)
	}
	if o.Problem == nil || o.State != mail.OutgoingFailed && o.State != mail.OutgoingQueued {
		return ""
	}
	x := words.Explain(lang, o.Problem)
	said := x.Headline
	if n := refusals(o); o.State == mail.OutgoingFailed && n > 0 && n < len(o.Verdicts) {
		return strings.Join(x.Advice[:min(len(x.Advice), 1)], "") // what happened stands at each of them
	}
	if o.State == mail.OutgoingQueued {
		if !o.Due.After(now) {
			return said
		}
		return words.T(lang, words.OutboxLater, said, words.Clock(lang, o.Due, now))
	}
	stop := ". "
	if lang == words.ZH {
		stop = "。"
	}
	if x.Detail != "" {
		said += stop + x.Detail
	} else {
		said += strings.TrimRight(stop, " ")
	}
	if len(x.Advice) > 0 {
		if lang != words.ZH {
			said += " "
		}
		said += x.Advice[0]
	}
	return said
}

// outboxRefused names those who did not get the message, each with the reason.
func outboxRefused(lang words.Language, o mail.Outgoing) []string {
	if o.State != mail.OutgoingFailed {
		return nil
	}
	var lines []string
	for _, v := range o.Verdicts {
		if v.Problem == nil {
			continue
		}
		if len(lines) == outboxMost {
			lines = append(lines, words.T(lang, words.OutboxMore, refusals(o)-outboxMost))
			break
		}
		lines = append(lines, words.T(lang, words.OutboxRefused, v.Address.Spec(), words.Explain(lang, v.Problem).Headline))
	}
	return lines
}
