package view

import (
	"time"

	"letterbox/mail"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// outboxStanding says in a word or two where a message stands.
func outboxStanding(lang words.Language, o mail.Outgoing, now time.Time) (string, widget.Tone) {
	tone := widget.ToneGood
	switch o.State {
	case mail.OutgoingQueued:
		tone = widget.ToneQuiet
	case mail.OutgoingSending, mail.OutgoingLeaving:
		tone = widget.ToneAccent
	case mail.OutgoingFailed:
		tone = widget.ToneFailed
	case mail.OutgoingUnknown:
		tone = widget.ToneWaiting
	case mail.OutgoingSent, mail.OutgoingCopied:
	}
	return words.OutgoingStanding(lang, o, now), tone
}
