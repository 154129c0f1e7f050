package mailtest

import "letterbox/mail"

// Invariant is one of the promises that hold whatever happened to a program, a connection or a disk. The method of
// Promises that has its name checks it.
type Invariant struct {
	Number   string
	Name     string
	Sentence string
}

// Invariants are all promises.
var Invariants = []Invariant{
	{"I1", "NothingShownIsLost", "A message that was shown as received disappears only when the server or the person removed it."},
	{"I2", "NothingComesBack", "What was deleted stays away."},
	{"I3", "SentAtMostOnce", "A message is taken for delivery at most once, unless the person asked for more."},
	{"I4", "NoSilentNonSend", "A message that was to be sent ends as sent, failed, unknown or queued, and what is said of it is true."},
	{"I5", "OneCopyInSent", "A message that was sent lies in Sent exactly once."},
	{"I6", "DraftsSurvive", "The last saved version of a draft survives, and the server has at most one copy of it."},
	{"I7", "Converged", "After one sync without faults, folder, number, flags and bytes of every message are the server's."},
	{"I8", "SecondSyncIdle", "One more sync fetches nothing and writes nothing."},
	{"I9", "DoneInOrder", "What was done offline is done in its order, each exactly once, or is reported."},
	{"I10", "OthersUntouched", "A fault of one account changes nothing in another."},
	{"I11", "OwnBodies", "No message has the body of another."},
	{"I12", "ReadersGoOn", "Whoever reads waits neither for the network nor for a writer."},
	{"I13", "Sound", "Whenever it is killed, the profile opens without repair and all its pages are sound."},
	{"I14", "LocalOnlyStays", "What the server says of its folders never deletes what exists only here."},
	{"I15", "SecretsStay", "No secret is in anything that is printed or written in clear."},
}

// Lies is a message where it lies. ID, its Message-ID, and Hash, of its bytes, may be empty where one side does not tell.
type Lies struct {
	Folder string
	UID    mail.UID
	Flags  string
	ID     string
	Hash   string
}
