package mail

import "time"

// OutgoingState is where a message stands on its way to the submission server.
type OutgoingState string

// The states. A message found in OutgoingLeaving at start-up may or may not have been accepted (RFC 1047); one in
// OutgoingSending was not.
const (
	OutgoingQueued  OutgoingState = "queued"
	OutgoingSending OutgoingState = "sending" // stored, with the attempt counted, before the connection is made
	OutgoingLeaving OutgoingState = "leaving" // stored before the last byte goes: from here on it may have been taken
	OutgoingSent    OutgoingState = "sent"    // accepted; the person's own copy is still to be stored
	OutgoingCopied  OutgoingState = "copied"  // accepted, and the copy is stored: nothing is left to do
	OutgoingFailed  OutgoingState = "failed"  // refused; the person decides
	OutgoingUnknown OutgoingState = "unknown" // the connection broke after the last byte; the person decides
)

// Outgoing is a message of the outbox. Its bytes are the same in every attempt and are read on their own.
type Outgoing struct {
	ID           OutgoingID
	Account      AccountID
	MessageID    string // Message-ID without angle brackets
	State        OutgoingState
	Attempts     int // begun so far
	Created      time.Time
	Changed      time.Time
	Due          time.Time // not sent before: the person may take it back, or a failure is waited out
	ReversePath  Address
	ForwardPaths []ForwardPath
	Subject      string
	Size         int64 // bytes
	Purpose      Purpose
	Taken        []Address          // of ForwardPaths: those for whom the server has taken it, while others remain
	Problem      *Problem           // of the last attempt
	Verdicts     []RecipientVerdict // of the last attempt, where the server got as far
	Reply        string             // what the server said when it took the message
}

// Rest returns those who are still to get the message.
func (o Outgoing) Rest() []ForwardPath {
	if len(o.Taken) == 0 {
		return o.ForwardPaths
	}
	taken := make(map[Address]bool, len(o.Taken))
	for _, a := range o.Taken {
		taken[a] = true
	}
	var rest []ForwardPath
	for _, p := range o.ForwardPaths {
		if !taken[p.Address] {
			rest = append(rest, p)
		}
	}
	return rest
}

// Outcome is how an attempt to send ended.
type Outcome struct {
	State    OutgoingState
	Due      time.Time // of the next attempt, when State is OutgoingQueued
	Problem  *Problem
	Verdicts []RecipientVerdict
	Reply    string
	Taken    []Address // for whom the server took it, while others remain; they are added to Outgoing.Taken
}

// PurposeKind says why a message is written.
type PurposeKind string

// The kinds.
const (
	PurposeNew      PurposeKind = "new"
	PurposeReply    PurposeKind = "reply"
	PurposeReplyAll PurposeKind = "reply-all"
	PurposeForward  PurposeKind = "forward"
	PurposeEdit     PurposeKind = "edit" // a draft that the server had
)

// Purpose is why a message is written and after which other one. Once it is sent, the message that it answers or forwards is
// flagged so.
type Purpose struct {
	Kind    PurposeKind
	Message MessageID // 0 for PurposeNew
}

// Composition is a message being written. What the person typed is kept as it was typed, finished or not.
type Composition struct {
	ID         DraftID // 0: not stored yet
	Account    AccountID
	MessageID  string // Message-ID without angle brackets, the same in every copy and in the message that is sent
	From       Address
	To         string // address lists (RFC 5322 section 3.4), perhaps unfinished
	Cc         string
	Bcc        string
	Subject    string
	Text       string // UTF-8 with "\n" line ends
	Rich       Rich   // of a message that another program wrote
	Purpose    Purpose
	InReplyTo  string
	References []string
	Files      []DraftFile
	Revision   int64     // counts the saved states; set by storage
	Changed    time.Time // set by storage
	Copy       MessageID // the copy in the Drafts folder, 0 when there is none; set by storage
	CopyOf     int64     // the Revision that Copy shows; set by storage
}

// DraftFile is a file attached to a Composition; its bytes are read on their own.
type DraftFile struct {
	ID        DraftFileID
	Name      string // without folders
	MediaType string
	Size      int64 // bytes
}
