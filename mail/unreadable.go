package mail

import "time"

// Lack is what could not be read of a message.
type Lack string

// The lacks. A message without one is complete, or nobody has tried to read the rest yet.
const (
	LackNone   Lack = ""
	LackHeader Lack = "header" // nothing is known of it but what the server says about it
	LackBody   Lack = "body"
)

// Unreadable is a message that the server has and that could not be fetched, because of what it is and not because of
// the connection. It is listed all the same, and tried again from time to time.
type Unreadable struct {
	Message  MessageID // 0 in what is yet to be noted
	Folder   FolderID
	UID      UID
	Lack     Lack
	Code     Code   // what went wrong at the last attempt
	Reply    string // the server's words about it, one line
	Attempts int
	Noted    time.Time // the last attempt
}

// patience is how long an unreadable message is left alone after the first attempts: a server may repair it, and must
// not be asked for what it cannot give all the time.
var patience = []time.Duration{0, time.Hour, 6 * time.Hour, 24 * time.Hour}

// Due returns when the message is to be tried again: at once when it was noted without an attempt, then after an hour,
// six hours, a day, and once a week in the end.
func (u Unreadable) Due() time.Time {
	if u.Attempts < len(patience) {
		return u.Noted.Add(patience[u.Attempts])
	}
	return u.Noted.Add(7 * 24 * time.Hour)
}

// Problem returns what a person is told who wants to read the message.
func (u Unreadable) Problem(server Server) *Problem {
	return &Problem{Code: MessageUnreadable, Stage: StageFetch, Server: server, Reply: u.Reply, Retry: RetryLater}
}
