// Package mail is the domain of Letterbox: the words every other package speaks.
//
// It holds types only, imports the standard library only, does no I/O and starts no goroutine, so every
// package may import it and it can be read in one sitting. Its words are those of the standards:
//
//	Account      one bound mailbox of one person: an address, an incoming and an outgoing server
//	Server       where and how to reach one of the two: protocol, host, port, security, user name
//	Credential   what proves the person's identity to a server; never printable
//	Candidate    a pair of servers that discovery proposes, with its origin and whether it may be trusted
//	Folder       an IMAP mailbox (RFC 9051 section 5.1); "folder" because "mailbox" already means account here
//	Role         what a folder is for: the special-use attributes of RFC 6154
//	SyncState    UIDVALIDITY, UIDNEXT (RFC 9051 section 2.3.1.1) and HIGHESTMODSEQ (RFC 7162)
//	Message      one row of a list: an envelope, flags, size and a preview; never a body
//	Envelope     the header fields people read (RFC 9051 section 2.3.5, RFC 5322 section 3.6)
//	Body, Part   the decoded text of a message and its MIME leaves (RFC 2045)
//	Operation    an intention of the person that must reach the server
//	Event        "something changed": ids, never data; readers ask again
//	Check        one step of reaching a server, how long it took and what it found
//	Problem      the diagnosis: the only error that crosses from the adapters into the rest
//
// Invariants: identifiers of different things are different types; the zero value of Security, Protocol and
// AuthMethod is invalid; no method of Credential but Reveal returns the secret.
package mail
