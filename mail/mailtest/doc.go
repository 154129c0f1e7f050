// Package mailtest is real servers for tests: in-process IMAP and SMTP servers with switchable faults, and the
// system's own Dovecot and Cyrus with a configuration of their own. It also makes mail: a Corpus is a mailbox of any
// size whose every byte follows from a seed, with the truth about each message.
//
// Nothing here mocks: clients under test speak the protocol over TCP and TLS on 127.0.0.1. No certificate, password
// or message is valid anywhere else, and no server ever reaches another machine. Servers and their files end with
// the test that started them. What the machine lacks skips a test, except where CI is set: there it fails.
package mailtest
