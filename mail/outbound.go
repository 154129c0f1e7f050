package mail

import "io"

// Outbound is a message on its way to a submission server: the envelope (RFC 5321 section 2.3.1) and the content.
type Outbound struct {
	// ReversePath is whom the servers tell about failures; the zero Address is the null reverse-path.
	ReversePath Address
	// ForwardPaths are those who get the message, whatever its header says.
	ForwardPaths []ForwardPath
	// Content opens the message at its beginning: header and body as RFC 5322 has them, with any line ends. It is
	// called twice and must give the same bytes both times. Errors are *Problem.
	Content func() (io.ReadCloser, error)
	// Return says how much of the message comes back in a report of failure.
	Return ReturnContent
	// EnvelopeID comes back in every report (RFC 3461 section 4.4). At most 100 bytes; a longer one is not sent.
	EnvelopeID string
	// Proceed is asked when the server refused some recipients and accepted others, and says whether the others
	// get the message. nil: nobody gets it.
	Proceed func(verdicts []RecipientVerdict) bool
	// Taken, which may be nil, is told after each time that the server took the message for some of the recipients
	// and did not hear of the others, because it takes so many at once only: before they are named in another
	// transaction with the same content. An error, which is a *Problem, ends the submission. Without Taken there is
	// one transaction only.
	Taken func(recipients []Address) error
	// Progress, which may be nil, hears how many bytes of the message have been sent, of how many.
	Progress func(sent, total int64)
}

// ForwardPath is one recipient in the envelope.
type ForwardPath struct {
	Address Address
	Notify  Notify
}

// Notify says what a recipient's server shall report (RFC 3461 section 4.1). Values are added up; the zero value leaves
// it to the server, and NotifyNever excludes the others.
type Notify uint8

// The occasions of a report.
const (
	NotifySuccess Notify = 1 << iota
	NotifyFailure
	NotifyDelay
	NotifyNever
)

// ReturnContent says how much of a message comes back in a report (RFC 3461 section 4.3). The zero value leaves it to
// the server.
type ReturnContent string

// The answers.
const (
	ReturnFull    ReturnContent = "FULL"
	ReturnHeaders ReturnContent = "HDRS"
)

// Receipt is what a submission server said.
type Receipt struct {
	// Recipients are the verdicts on the forward-paths, in their order; empty when the server was not asked.
	Recipients []RecipientVerdict
	// Reply is what the server said when it took the message, often with a name by which its administrator finds it.
	// One line; "" when it did not take the message.
	Reply string
	// Limit is the largest message that the server takes, in bytes; 0 when it has none or did not tell. Known is
	// whether it was asked.
	Limit int64
	Known bool
	// Reports is whether the server was asked for the reports that the Outbound asks for. It is not when it does not
	// know how.
	Reports bool
}

// RecipientVerdict is what the server said about one recipient.
type RecipientVerdict struct {
	Address Address
	Problem *Problem // nil: accepted
}

// Refused returns the verdicts that are refusals.
func (r Receipt) Refused() []RecipientVerdict {
	var refused []RecipientVerdict
	for _, v := range r.Recipients {
		if v.Problem != nil {
			refused = append(refused, v)
		}
	}
	return refused
}
