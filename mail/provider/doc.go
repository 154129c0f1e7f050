// Package provider knows the mail providers: what people call them, which domains and mail exchangers are theirs,
// where their servers are, what they want as the password and where that is made.
//
// The knowledge is data, not code: assets/providers.json, or a file of the same schema that an administrator puts
// in its place. Load reads and checks all of it at once, so that a Catalogue in hand is a catalogue without holes:
// every text has both languages, every link is https, every server, page, tip and pattern names its source, a page that
// nobody has found is listed as unknown, and nothing is listed twice.
//
// # Schema
//
//	schema     1
//	checked    the day the whole was last gone through
//	sources    short name → where the fact can be looked up
//	cards      the ten providers of the first page in their order, with a shorter name where the page needs one
//	providers  one entry per provider, see entryJSON
//	mx         patterns of mail exchangers, specific before general; the first match decides
//
// A pattern is a host name, ".suffix" for everything below it, or a name with "*" for any characters of one label.
// A pattern with "gateway" belongs to a security gateway, which says nothing about where the mailbox is. A domain
// "outlook.*" stands for the name under any country's suffix. A server's host may hold "{domain}". Where IMAP is
// switched on is told by enable_tip and enable_url, or always_on says that there is no switch.
//
// A Catalogue never changes after Load and is safe for concurrent use. The package does no I/O: it never resolves
// a name and never contacts a server.
package provider
