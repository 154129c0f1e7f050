package mail

import "time"

// Flags are the system flags of RFC 9051 section 2.3.2 and the keywords of RFC 5788 that the product shows.
type Flags uint16

// The flags.
const (
	Seen Flags = 1 << iota
	Answered
	Flagged
	Deleted
	Draft
	Forwarded
	Junk
	NotJunk
	MDNSent
)

// Has reports whether all flags of want are set.
func (f Flags) Has(want Flags) bool { return f&want == want }

var flagNames = []struct {
	flag Flags
	wire string
}{
	{Seen, `\Seen`},
	{Answered, `\Answered`},
	{Flagged, `\Flagged`},
	{Deleted, `\Deleted`},
	{Draft, `\Draft`},
	{Forwarded, "$Forwarded"},
	{Junk, "$Junk"},
	{NotJunk, "$NotJunk"},
	{MDNSent, "$MDNSent"},
}

// Wire returns the names that IMAP uses, in a fixed order.
func (f Flags) Wire() []string {
	var names []string
	for _, n := range flagNames {
		if f.Has(n.flag) {
			names = append(names, n.wire)
		}
	}
	return names
}

// ParseFlag returns the flag of an IMAP name, ignoring case; 0 for a keyword the product does not show.
func ParseFlag(wire string) Flags {
	for _, n := range flagNames {
		if equalFold(n.wire, wire) {
			return n.flag
		}
	}
	return 0
}

func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		x, y := a[i], b[i]
		if 'A' <= x && x <= 'Z' {
			x += 'a' - 'A'
		}
		if 'A' <= y && y <= 'Z' {
			y += 'a' - 'A'
		}
		if x != y {
			return false
		}
	}
	return true
}

// Envelope is the part of the header that lists and readers show, decoded to valid UTF-8 without control
// characters. Date is the zero time when the header has none that can be read.
type Envelope struct {
	Subject    string
	From       []Address
	ReplyTo    []Address
	To         []Address
	Cc         []Address
	Bcc        []Address
	Date       time.Time
	MessageID  string   // Message-ID without angle brackets
	InReplyTo  string   // the first one, without angle brackets
	References []string // oldest first, without angle brackets
}

// Sender returns the first address of From, the zero Address when there is none.
func (e Envelope) Sender() Address {
	if len(e.From) == 0 {
		return Address{}
	}
	return e.From[0]
}

// Attachment tells what is known about attachments before the body is there.
type Attachment uint8

// AttachmentUnknown until the body has been read; the header's Content-Type makes a guess LikelyAttachment.
const (
	AttachmentUnknown Attachment = iota
	NoAttachment
	HasAttachment
)

// Message is one row of a list.
type Message struct {
	ID         MessageID
	Account    AccountID
	Folder     FolderID
	UID        UID
	Envelope   Envelope
	Flags      Flags
	Size       int64     // bytes, RFC822.SIZE
	Received   time.Time // INTERNALDATE
	Preview    string    // the first words of the text, one line; "" until the body is there
	Attachment Attachment
	HasBody    bool // the body is stored locally
	Lack       Lack // what could not be read of it
}

// astray is how far clocks may differ.
const astray = 48 * time.Hour

// earliest is a time before which nobody's mail is from: clocks that were never set stand in 1970 or 1980.
var earliest = time.Date(1981, 1, 1, 0, 0, 0, 0, time.UTC)

// Believable reports whether a message may be from a time: there was mail already, and it is not to come.
func Believable(t, now time.Time) bool { return !t.Before(earliest) && !t.After(now.Add(astray)) }

// When returns the time that orders and dates the message: the header's date if it is believable, also against the
// server's arrival time, else the arrival time.
func (m Message) When() time.Time {
	d := m.Envelope.Date
	switch {
	case d.Before(earliest) && !m.Received.IsZero():
		return m.Received
	case m.Received.Before(earliest):
		return d
	case d.After(m.Received.Add(astray)):
		return m.Received
	default:
		return d
	}
}

// Newest is the beginning of the list of a folder.
type Newest struct {
	Messages []Message // newest first
	Of       int       // messages that the folder holds here
}

// IDs returns the messages' ids in their order, never nil.
func (n Newest) IDs() []MessageID {
	ids := make([]MessageID, len(n.Messages))
	for i, m := range n.Messages {
		ids[i] = m.ID
	}
	return ids
}
