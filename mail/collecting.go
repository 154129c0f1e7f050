package mail

// Collecting is what becomes of mail on the server of a maildrop (POP3) when it has been collected. The zero value leaves
// it there, which is what every account does until the person decides otherwise.
type Collecting struct {
	Remove bool // from the server, once it is safe here
	Days   int  // so many days after it was first seen; 0 as soon as it is safe here
}

// Removable is a message that may be removed from a maildrop, and the size that the server told of it when it was
// collected: one of another size under the same name is another message.
type Removable struct {
	Message MessageID
	UID     UID
	Size    int64 // bytes, as the server announced
}
