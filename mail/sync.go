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
	GMail    uint64    // X-GM-MSGID: the same in every folder that shows the message; 0 on other servers
	Labels   []string  // X-GM-LABELS: paths of folders, and `\Inbox` and the like
}

// NewMessage is a message that a pull adds to a folder.
type NewMessage struct {
	UID        UID
	Flags      Flags
	Received   time.Time
	Size       int64
	Envelope   Envelope
	Attachment Attachment
	GMail      uint64 // as in FetchedHeader
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

// NewLocal is a message that comes into being here: a draft, the copy of a sent message, an imported file.
type NewLocal struct {
	Key        string // at most one message is ever stored under a key; "" for no such promise
	Flags      Flags
	Received   time.Time
	Raw        []byte // RFC 5322
	Envelope   Envelope
	Preview    string
	Attachment Attachment
}

// FolderChanges is what happened in a folder since a SyncState (RFC 7162).
type FolderChanges struct {
	Flags    []UIDFlags // messages that are new or whose flags changed, ascending
	Vanished []UIDRange // messages that went; they need not have been known
	Complete bool       // Vanished was told: without QRESYNC only Flags is
}

// Copied is where COPY or MOVE put messages (COPYUID, RFC 4315 section 3). UIDs is empty where the server does not tell.
type Copied struct {
	UIDValidity uint32
	UIDs        map[UID]UID // by the UID in the folder they came from
}
