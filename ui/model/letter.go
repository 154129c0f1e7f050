package model

import (
	"context"
	"io"
	"time"

	"letterbox/mail"
)

// Phase is how far the message that is read has come.
type Phase string

// The phases.
const (
	LetterNone    Phase = "none"    // no message is selected
	LetterLoading Phase = "loading" // its body is on the way
	LetterShown   Phase = "shown"
	LetterAbsent  Phase = "absent" // its body is not stored, and there is no connection
	LetterGone    Phase = "gone"   // it is no longer in the mailbox
	LetterFailed  Phase = "failed" // it could not be read: see Problem
)

// slow is how long work may take before it shows itself.
const slow = 300 * time.Millisecond

// LetterState is the message that is read.
type LetterState struct {
	Phase   Phase
	ID      mail.MessageID
	Message mail.Message // zero until Known
	Known   bool
	Body    mail.Body // when shown
	Problem *mail.Problem
	Slow    bool // loading takes long enough to say so
	Parts   map[string]Saving
	Failure *mail.Problem // a flag could not be changed
	Rest    Rest          // when the body is the beginning of a large message
	Page    PageState     // how it is shown
}

// Saving is what happens to an attachment. The map of a LetterState is never changed in place.
type Saving struct {
	Busy    bool
	Done    bool
	Problem *mail.Problem
}

// LetterConfig holds what a Letter needs.
type LetterConfig struct {
	Scope  *Scope
	Reader Reader
	Mailer Mailer
	// OpenFile keeps what fill writes in a private temporary file of that name and opens it with the program that
	// the system has for it. It is called off the UI goroutine. nil: attachments can only be saved.
	OpenFile func(ctx context.Context, name string, fill func(io.Writer) error) error
	// Fetcher brings the rest of large messages. nil: there are none.
	Fetcher Fetcher
	// Pictures fetches what pages want from the network. nil: nothing is ever fetched.
	Pictures PictureFetcher
	// Prefs remembers what the person chose for a sender. nil: nothing is remembered.
	Prefs Preferences
}

// Letter shows one message and marks it as read once it is shown. It belongs to the UI goroutine.
type Letter struct {
	LetterConfig
	state   LetterState
	changed func(LetterState)

	unseen                    bool // shown, and not yet looked at whether to mark it as read
	heading, reading, waiting slot
	flags                     sequence
	downloads                 map[mail.MessageID]*download

	fetching, proving, sourcing slot
	arrived                     map[string][]byte // pictures that are to be shown soon
}

// NewLetter makes an empty reader.
func NewLetter(c LetterConfig) *Letter {
	return &Letter{LetterConfig: c, state: LetterState{Phase: LetterNone}, changed: func(LetterState) {}}
}

// Observe sets who draws the state and has it drawn at once.
func (l *Letter) Observe(changed func(LetterState)) {
	l.changed = changed
	changed(l.state)
}

// State returns what is shown.
func (l *Letter) State() LetterState { return l.state }

// Show reads a message. row is what the list knows of it already; its zero value when nothing. Zero id shows none.
func (l *Letter) Show(id mail.MessageID, row mail.Message) {
	l.heading.stop()
	l.reading.stop()
	l.waiting.stop()
	l.unseen = false
	l.leavePage()
	page := PageState{Zoom: l.state.Page.Zoom, Fit: l.state.Page.Fit}
	l.state = LetterState{Phase: LetterNone, Page: page}
	if id != 0 {
		l.state = LetterState{Phase: LetterLoading, ID: id, Message: row, Known: row.ID == id, Page: page}
		l.readHeading()
		l.readBody()
	}
	l.changed(l.state)
}

// Retry reads the body again.
func (l *Letter) Retry() {
	if l.state.ID == 0 || l.state.Phase == LetterLoading {
		return
	}
	l.reload()
}

// reload reads the message anew.
func (l *Letter) reload() {
	l.state.Phase, l.state.Problem = LetterLoading, nil
	l.readHeading()
	l.readBody()
	l.changed(l.state)
}

// readHeading reads what a list row shows: it is up to date here even if the row is not.
func (l *Letter) readHeading() {
	id := l.state.ID
	run(l.Scope, &l.heading,
		func(ctx context.Context) ([]mail.Message, error) {
			return l.Reader.Messages(ctx, []mail.MessageID{id})
		},
		func(rows []mail.Message, err error) {
			switch {
			case err != nil && !l.state.Known:
				l.fail(err)
			case err == nil && len(rows) == 0:
				l.gone()
			case err == nil:
				l.state.Message, l.state.Known = rows[0], true
				l.markRead()
			}
			l.changed(l.state)
		})
}

func (l *Letter) readBody() {
	id := l.state.ID
	run(l.Scope, &l.waiting,
		func(ctx context.Context) (struct{}, error) {
			timer := time.NewTimer(slow)
			defer timer.Stop()
			select {
			case <-timer.C:
				return struct{}{}, nil
			case <-ctx.Done():
				return struct{}{}, ctx.Err()
			}
		},
		func(_ struct{}, err error) {
			if err == nil && l.state.Phase == LetterLoading {
				l.state.Slow = true
				l.changed(l.state)
			}
		})
	run(l.Scope, &l.reading,
		func(ctx context.Context) (mail.Body, error) { return l.Reader.Body(ctx, id) },
		func(body mail.Body, err error) {
			l.waiting.stop()
			l.state.Slow = false
			switch p := mail.ProblemOf(err); {
			case p != nil && (p.Code != mail.MessageUnreadable || body.Text == ""):
				l.fail(err)
			default: // with a problem it is what could be read
				l.state.Phase, l.state.Body, l.state.Problem = LetterShown, body, p
				l.begun(body)
				l.beginPage(body)
				l.unseen = true
				l.markRead()
			}
			l.changed(l.state)
		})
}

func (l *Letter) fail(err error) {
	p := mail.ProblemOf(err)
	l.state.Problem = p
	switch p.Code {
	case mail.BodyNotStored:
		l.state.Phase = LetterAbsent
	case mail.MessageGone, mail.NotFound:
		l.gone()
	default:
		l.state.Phase = LetterFailed
	}
}

func (l *Letter) gone() {
	l.reading.stop()
	l.waiting.stop()
	l.state.Phase = LetterGone
}

// waits reports whether the body that is shown is none, or a part of one that could not be read.
func (l *Letter) waits() bool {
	switch l.state.Phase {
	case LetterAbsent, LetterFailed:
		return true
	case LetterShown:
		return l.state.Problem != nil
	default:
		return false
	}
}

// Apply asks again for what events say has changed.
func (l *Letter) Apply(events []mail.Event) {
	if l.state.ID == 0 || l.state.Phase == LetterGone {
		return
	}
	heading, body := false, false
	for _, e := range events {
		switch e := e.(type) {
		case mail.Resync:
			heading = true
		case mail.MessagesChanged:
			heading = heading || !l.state.Known || e.Folder == l.state.Message.Folder
		case mail.BodiesStored:
			for _, id := range e.Messages {
				body = body || id == l.state.ID
			}
		}
	}
	if body && l.waits() {
		l.Retry()
		return
	}
	if heading {
		l.readHeading()
	}
}
