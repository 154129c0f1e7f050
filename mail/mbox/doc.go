// Package mbox reads and writes files that hold many messages, one after the other: the mbox formats (RFC 4155).
//
// Its story: a message begins with a line "From ", which is no header field, and ends where the next such line stands
// behind a blank one. What in a message looks like that line is quoted by ">" (mboxo, mboxrd), or the message tells its
// length (mboxcl2). Write writes mboxrd, which can be undone without loss; Read takes all of them, and tells them apart
// message by message.
//
// Invariants: what Write wrote, Read gives back byte by byte, except that every line ends in CRLF then. Flags and the time of
// arrival are kept in the forms that other programs know. Memory is that of one message, which is bounded.
//
// It never interprets a message beyond its Status fields and Content-Length.
package mbox
