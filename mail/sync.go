package mail

import "time"

// UIDRange is a range of UIDs, both ends included. Last 0 stands for "*", the newest message.
type UIDRange struct{ First, Last UID }

// FetchedHeader is what one FETCH response says of a message: everything a list row is made of.
type FetchedHeader struct {
	UID      UID
	Flags    Flags
	Received time.Time // INTERNALDATE
	Size     int64     // RFC822.SIZE, bytes
	Raw      []byte    // the header fields asked for, as sent; valid only until the callback returns
}

// NewMessage is a message that a pull adds to a folder.
type NewMessage struct {
	UID        UID
	Flags      Flags
	Received   time.Time
	Size       int64
	Envelope   Envelope
	Attachment Attachment
}

// UIDFlags is the flags of one message as the server has them.
type UIDFlags struct {
	UID   UID
	Flags Flags
}

// Missing is a message whose body is not stored yet.
type Missing struct {
	ID   MessageID
	UID  UID
	Size int64 // bytes, as the server announced
}

// NewBody is a body that a pull stores.
type NewBody struct {
	Message    MessageID
	Raw        []byte // the message as the server sent it
	Preview    string
	Attachment Attachment
}

// Pending is an operation that waits for the server.
type Pending struct {
	ID       OperationID
	Op       Operation // only messages that are still there
	Created  time.Time
	Attempts int  // failed so far
	Code     Code // of the last failure, "" when there was none
}
