package engine_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
)

// oddDate is a message with a Date and an INTERNALDATE, and whether its body belongs into a window of 30 days.
type oddDate struct {
	name, date, received string
	recent               bool
}

// oddDates are messages of impossible times, and some of possible ones. "now" stands for the time of the test, "then" for
// a time a year ago.
var oddDates = []oddDate{
	{"both right", "now", "now", true},
	{"sent in 1970", "Thu, 01 Jan 1970 00:00:00 +0000", "now", true},
	{"sent in 1900", "Mon, 01 Jan 1900 00:00:00 +0000", "now", true},
	{"sent in 2106", "Mon, 08 Feb 2106 06:28:16 +0000", "now", true},
	{"sent in 9999", "Fri, 31 Dec 9999 23:59:59 +0000", "now", true},
	{"sent at no time", "yesterday, after tea", "now", true},
	{"received in 1970", "now", " 1-Jan-1970 00:00:00 +0000", true},
	{"received in 1900", "now", " 1-Jan-1900 00:00:00 +0000", true},
	{"received in 2106", "now", " 8-Feb-2106 06:28:16 +0000", true},
	{"received in 9999", "now", "31-Dec-9999 23:59:59 +0000", true},
	{"received at no time", "now", "32-Foo-99999 99:99:99", true},
	{"nothing is known", "", "", true},
	{"all in 1970", "Thu, 01 Jan 1970 00:00:00 +0000", " 1-Jan-1970 00:00:00 +0000", true},
	{"all in 9999", "Fri, 31 Dec 9999 23:59:59 +0000", "31-Dec-9999 23:59:59 +0000", true},
	{"old", "then", "then", false},
	{"old, sent in 2106", "Mon, 08 Feb 2106 06:28:16 +0000", "then", false},
	{"old, received in 1970", "then", " 1-Jan-1970 00:00:00 +0000", false},
	{"old, received in 2106", "then", " 8-Feb-2106 06:28:16 +0000", false},
}

// dated invents the messages of oddDates, the first of the list under the highest UID.
func dated(now time.Time) mailtest.Invention {
	at := func(text, layout string) string {
		switch text {
		case "now":
			return now.Format(layout)
		case "then":
			return now.AddDate(-1, 0, 0).Format(layout)
		}
		return text
	}
	of := func(uid mail.UID) int { return len(oddDates) - int(uid) }
	return mailtest.Invention{
		Folders: []mailtest.InventedFolder{{Name: "INBOX", Messages: len(oddDates)}},
		Header: func(_ string, uid mail.UID) string {
			return fmt.Sprintf("Subject: %s\r\nMessage-ID: <%d@x>\r\nDate: %s\r\n", oddDates[of(uid)].name, uid, at(oddDates[of(uid)].date, time.RFC1123Z))
		},
		Received: func(_ string, uid mail.UID) string {
			return at(oddDates[of(uid)].received, "_2-Jan-2006 15:04:05 -0700")
		},
	}
}

// TestOddDates lists messages of impossible times where somebody looks for them, and keeps the bodies of those that have
// just come.
func TestOddDates(t *testing.T) {
	now := time.Now()
	f := newFable(t, dated(now.Add(-time.Minute)))
	f.window = 30 * 24 * time.Hour
	for range 2 {
		_, err := f.round(engine.Bodies)
		f.must(err)
	}
	f.holds("INBOX", mail.UID(len(oddDates)))
	for _, m := range f.list("INBOX") {
		c := oddDates[slices.IndexFunc(oddDates, func(c oddDate) bool { return c.name == m.Envelope.Subject })]
		age := now.Sub(m.When())
		if c.recent != (age < 24*time.Hour) || age < -time.Hour || age > 367*24*time.Hour || m.HasBody != c.recent {
			t.Errorf("%s: dated %v, body %v", c.name, m.When(), m.HasBody)
		}
	}
	list := f.list("INBOX")
	if !slices.IsSortedFunc(list, func(a, b mail.Message) int { return b.When().Compare(a.When()) }) {
		t.Error("the list is not in the order of its dates")
	}
	// Nobody has looked at them, and they have become old: the bodies go, the messages stay.
	f.later = 60 * 24 * time.Hour
	_, err := f.round(engine.Bodies)
	f.must(err)
	f.holds("INBOX", mail.UID(len(oddDates)))
	for _, m := range f.list("INBOX") {
		if m.HasBody {
			t.Errorf("%s: %v is kept for ever", m.Envelope.Subject, m.When())
		}
	}
}
