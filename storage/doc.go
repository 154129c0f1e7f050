// Package storage keeps everything that one profile knows, in one folder:
//
//	profile.db     accounts, sealed secrets, settings, trusted certificates, drafts, outbox: what no server
//	               can give back
//	mail.db        folders, messages, queued operations, people seen: a copy of what servers hold, and what they
//	               are still to be told
//	bodies.db      raw messages up to 256 KB, zstd
//	bodies/xx/     raw messages above that, one zstd file each
//	drafts/        files attached to drafts, as they are
//	search.db      the index of search, made from mail.db and bodies.db whenever it is missing or no good
//	letterbox.lock held by the process that has the profile open
//	*.backup-v<n>-<time>  profile.db, and a small mail.db, before their schema changed; the last two
//
// The split is about loss. profile.db is small and written with synchronous=FULL: a draft that was saved is there
// after a power cut, and damage to the large cache cannot reach it. mail.db and bodies.db can be fetched again and
// are written with synchronous=NORMAL: they never become inconsistent, but the last commits may be missing after a
// power cut, among them flag changes that were still queued. KeepMessage alone, whose message no server has, commits
// there with FULL. A cache file that is damaged is set aside under
// "<name>.damaged-<time>" and begun anew with what can be read of it and no server has: operations that wait, messages
// that are only here, collected mail. Of a damaged profile.db everything that can still be read is carried over. Open
// reports both in its Notice, and whether something may be lost.
//
// Operations are applied here at once and queued in the same transaction. A message keeps its MessageID for life: when
// it is moved, its row goes to the other folder without a UID (in SQL uid is -id then), and where it still is on the
// server stands with the operation. The UID comes from the server's answer (DoneOperation), or from the next pull,
// which knows the message by Message-ID and size (AddMessages). Deleted messages wait in a folder that is never
// listed. What cannot be carried out is put back (FailOperation) and written down (Conflicts). A pull never brings
// back what was taken away here, and no evidence from a server, neither a missing folder nor a new UIDVALIDITY,
// removes a message that no server has had.
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
// One goroutine, begun by Open and ended by Close, fills in people of old messages and gives free space back.
//
// search.db follows mail.db: triggers write down which messages changed, in the transaction that changes them, and
// whoever keeps the index takes these notes away when it has them. Its damage costs nothing but the time to index again.
//
// Invariants, whatever the moment of a crash: folder.total and folder.unread equal the rows of message; a message
// with HasBody has its body; identifiers are never reused; under a key KeepMessage stores once; a message of the
// outbox whose fate is not known is never sent again without RetryOutgoing. All times are unix milliseconds in UTC. All files have
// mode 0600 and folders 0700, as far as the system has modes.
//
// The package never speaks to a server, never parses a message, never sees a secret in clear, and never changes a
// file of a newer version. All exported errors are *mail.Problem. DB is safe for concurrent use.
package storage
