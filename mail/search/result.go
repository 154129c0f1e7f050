package search

import (
	"slices"
	"time"

	"letterbox/mail"
)

// Entry is what an index is to know of a message.
type Entry struct {
	Message  mail.Message
	Text     Text   // without what Message has
	Language string // a code of Languages, or ""
	Cut      bool   // the text was not read to its end
}

// Complete fills the fields of the text that are known from the message.
func (e *Entry) Complete() {
	env := e.Message.Envelope
	e.Text.Subject, e.Text.From, e.Text.Cc = env.Subject, people(env.From), people(env.Cc)
	e.Text.To = append(people(env.To), people(env.Bcc)...)
}

func people(list []mail.Address) []string {
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = a.Name + " <" + a.Spec() + ">"
	}
	return names
}

// Batch are messages that changed since they were indexed.
type Batch struct {
	Changed []mail.Message   // in the order in which they are to be indexed
	Gone    []mail.MessageID // to be forgotten
	Seen    int64            // the newest change that was looked at
	Log     []Change         // what is done with when the batch is
}

// Change is that something that the index knows of a message changed.
type Change struct {
	ID      int64
	Message mail.MessageID
}

// Empty reports whether nothing changed.
func (b *Batch) Empty() bool { return len(b.Log) == 0 }

// Keep leaves only the first n messages in the batch; the others stay changed.
func (b *Batch) Keep(n int) {
	later := map[mail.MessageID]bool{}
	for _, m := range b.Changed[n:] {
		later[m.ID] = true
	}
	b.Changed = b.Changed[:n]
	b.Log = slices.DeleteFunc(b.Log, func(c Change) bool { return later[c.Message] })
}

// Saved is a search that was kept under a name.
type Saved struct {
	Name  string
	Query string // as typed
}

// Order is the order of hits.
type Order uint8

// The orders.
const (
	Newest   Order = iota // by date
	Relevant              // first what has the words in subject, people and names of files, then in the text, then in quotations; each by date
)

// Request asks for one page of hits.
type Request struct {
	Query   Query
	Order   Order
	Folders []mail.FolderID // only these; all when there are none
	Account mail.AccountID  // only this one; all for 0
	Grouped bool            // one hit for each conversation, its first one
	After   Position        // of the last hit of the page before; the zero Position for the first page
	Limit   int             // 0: 50
	Count   bool            // Total is to be exact, however long that takes
	Plain   bool            // without snippets
}

// Position is where a hit stands among all.
type Position struct {
	Score   int
	Time    int64
	Message mail.MessageID
	Set     bool
}

// Hit is a message that was found.
type Hit struct {
	Message  mail.Message
	Snippet  Snippet // of the text, of a file when the words stand only there, or the text's beginning
	File     string  // name of the file that Snippet is of
	Subject  []Span  // marks in the subject
	Sender   []Span  // marks in the sender's name
	Others   int     // more hits in the conversation, when grouped
	Server   bool    // the server found it: the text is not here
	Position Position
}

// Result is one page of hits.
type Result struct {
	Hits     []Hit
	Total    int  // messages that match; when not Exact, at most so many
	Exact    bool // Total was counted
	More     bool // there is another page
	Coverage Coverage
}

// Coverage says what was searched.
type Coverage struct {
	Messages    int       // in all folders here
	Indexed     int       // of these, in the index
	Waiting     int       // changes that the index has yet to take
	Bodies      int       // messages whose text is in the index, not only their header
	BodiesSince time.Time // the text of every message from then on is in the index; zero when that is so of none. The oldest message's date when it is so of all
	Cut         int       // messages whose text or files were too large or damaged to be read to their end
	Skipped     []Skipped // what was not read of messages and their files, and why: the most frequent first
	Bytes       int64     // size of the index on disk
	Text        int64     // size of the text in it
}

// Skipped is how many messages have a text or a file that was not read to its end, for one reason.
type Skipped struct {
	Reason   Reason
	Messages int
}

// Whole reports whether everything that is here was searched.
func (c Coverage) Whole() bool {
	return c.Indexed >= c.Messages && c.Waiting == 0 && c.Bodies >= c.Messages
}

// Count is one choice to narrow a search, and how many hits remain.
type Count struct {
	Name  string // as shown
	Query string // to be added to the query
	Hits  int
}

// Facets are choices to narrow a search, the most frequent first.
type Facets struct {
	People      []Count
	Folders     []FolderCount
	Months      []Count // newest first
	Attachments int     // hits with attachments
	Total       int
}

// FolderCount is how many hits a folder has.
type FolderCount struct {
	Folder mail.FolderID
	Hits   int
}
