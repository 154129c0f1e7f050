// Package storage keeps everything that one profile knows, in one folder:
//
//	profile.db     accounts, sealed secrets, settings, trusted certificates, drafts, outbox: what no server
//	               can give back
//	mail.db        folders, messages, queued operations: a copy of what servers hold
//	bodies.db      raw messages up to 256 KB, zstd
//	bodies/xx/     raw messages above that, one zstd file each
//	letterbox.lock held by the process that has the profile open
//
// The split is about loss. profile.db is small and written with synchronous=FULL: a draft that was saved is there
// after a power cut, and damage to the large cache cannot reach it. mail.db and bodies.db can be fetched again and
// are written with synchronous=NORMAL: they never become inconsistent, but the last commits may be missing after a
// power cut, among them flag changes that were still queued. A cache file that is damaged is set aside under
// "<name>.damaged-<time>" and begun anew; of a damaged profile.db everything that can still be read is carried
// over. Open reports both in its Notice.
//
// Each file has one writing connection and four reading ones (WAL), so readers never wait for a writer. View and
// Update run a function in a transaction of mail.db; a View has no writing methods and its connection refuses
// writes. The other methods of DB are one such transaction each, except where their comment says that long lists
// are cut into several. Events are noted in the transaction and published after the commit, or not at all.
//
// Across the files there is no common transaction; the order of the steps replaces it. A body is stored before its
// message says so, and removed after its message is gone, so a crash leaves at worst a body that nobody refers to.
// An account's row goes before its cached mail. Open removes such left-overs. mail.db and bodies.db carry the same
// random mark: if one of them was begun anew, the bodies are dropped rather than attached to the wrong messages.
//
// Invariants, whatever the moment of a crash: folder.total and folder.unread equal the rows of message; a message
// with HasBody has its body; identifiers are never reused. All times are unix milliseconds in UTC. All files have
// mode 0600 and folders 0700, as far as the system has modes.
//
// The package never speaks to a server, never parses a message, never sees a secret in clear, and never changes a
// file of a newer version. All exported errors are *mail.Problem. DB is safe for concurrent use.
package storage
