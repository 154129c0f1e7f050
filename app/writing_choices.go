package app

import (
	"strconv"
	"time"

	"letterbox/mail"
	"letterbox/mail/message"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// undoSendKey names the choice of how many seconds a message waits before it goes out.
const undoSendKey = model.PrefUndoSend

// signatureKey names the signature of an account.
func signatureKey(account mail.AccountID) string { return model.PrefSignature(account) }

// undoSendOf reads the choice: at most half a minute, ten seconds when nothing was chosen.
func undoSendOf(chosen string) time.Duration {
	seconds, err := strconv.Atoi(chosen)
	if err != nil {
		seconds = 10
	}
	return time.Duration(min(max(seconds, 0), 30)) * time.Second
}

// wordingIn is how replies introduce the original in a language. Times are those of this computer.
func wordingIn(lang words.Language) message.Wording {
	day := func(at time.Time) string { return words.LongDate(lang, at.Local()) }
	clock := func(at time.Time) string { return at.Local().Format("15:04") }
	return message.Wording{
		Wrote: func(name string, at time.Time) string {
			return words.T(lang, words.QuoteWrote, day(at), clock(at), name)
		},
		Forwarded: words.T(lang, words.QuoteForwarded),
		From:      words.T(lang, words.QuoteFrom), Date: words.T(lang, words.QuoteDate), Subject: words.T(lang, words.QuoteSubject),
		To: words.T(lang, words.QuoteTo), Cc: words.T(lang, words.QuoteCc),
		Stamp:   func(at time.Time) string { return day(at) + " " + clock(at) },
		Reply:   words.T(lang, words.SubjectReply),
		Forward: words.T(lang, words.SubjectForward),
	}
}
