package model

import (
	"context"
	"time"

	"letterbox/mail"
)

// SaveState is how far the text is on its way to the disk.
type SaveState string

// The states.
const (
	SaveNothing SaveState = ""       // nothing was changed yet
	SavePending SaveState = "typing" // changed, to be saved within a second
	SaveRunning SaveState = "saving"
	SaveDone    SaveState = "saved"
	SaveFailed  SaveState = "failed" // see SaveProblem; it is tried again
)

// ComposeField names an address field.
type ComposeField string

// The fields.
const (
	FieldTo  ComposeField = "to"
	FieldCc  ComposeField = "cc"
	FieldBcc ComposeField = "bcc"
)

// ComposeField's values in the order of the window.
var composeFields = []ComposeField{FieldTo, FieldCc, FieldBcc}

// Wrong is what is wrong with an address field.
type Wrong struct {
	Typed string // the entry that is no address; "" when there is no recipient at all
	Err   error  // one of the mail.ErrAddress errors
}

// ComposeState is a message being written.
type ComposeState struct {
	Loading bool          // it is being prepared
	Problem *mail.Problem // it could not be prepared, attached to or sent
	Draft   mail.Composition
	Senders []mail.Account // to choose from
	Save    SaveState
	SavedAt time.Time
	SaveErr *mail.Problem
	Wrong   map[ComposeField]Wrong // never changed in place
	Forgot  bool                   // the text speaks of an attachment and there is none: the question stands
	Sending bool
	Files   int // files on their way into the draft

	Suggesting  ComposeField // the field that Suggestions are for; "" for none
	Suggestions []mail.Address
}

// ComposeConfig holds what a Compose needs.
type ComposeConfig struct {
	Scope   *Scope
	Writer  Writer
	Account mail.AccountID
	Purpose mail.Purpose
	To      string         // who a new message goes to, as a link says; may be ""
	Senders []mail.Account // accounts that can send
	Speaks  func() string  // the language of quotes
	Now     func() time.Time
	// Over hears, once, that the window is to close, and how it ended.
	Over func(c *Compose, how Ending)
}

// Ending is how writing ended.
type Ending struct {
	Sent    mail.OutgoingID // not 0: it is in the outbox
	Kept    bool            // the draft is kept
	Discard bool            // the person wants the draft gone
}

// Compose is one window in which a message is written. What is typed is on disk within a second, one save at a time,
// and nothing that was typed is lost by closing. It belongs to the UI goroutine.
type Compose struct {
	ComposeConfig
	state   ComposeState
	changed func(ComposeState)
	raised  func()

	begun        mail.Composition // as it was prepared
	edits, saved int              // counts changes; the number of the one that is on disk
	asked        bool             // about the attachment
	saving       bool             // a save is under way
	leaving      func()           // what happens once everything is saved; nil unless the window is to close
	over         bool

	beginning, pausing, completing slot
	order                          sequence     // saves, files and the end, one after the other
	id                             mail.DraftID // belongs to the work of order
}

// NewCompose prepares a message in the background.
func NewCompose(c ComposeConfig) *Compose {
	m := &Compose{ComposeConfig: c, changed: func(ComposeState) {}, raised: func() {}}
	m.state = ComposeState{Loading: true, Senders: c.Senders}
	run(c.Scope, &m.beginning,
		func(ctx context.Context) (mail.Composition, error) {
			return c.Writer.Begin(ctx, c.Account, c.Purpose, c.Speaks())
		},
		func(draft mail.Composition, err error) {
			m.state.Loading, m.state.Problem = false, mail.ProblemOf(err)
			if err == nil {
				if c.To != "" {
					draft.To = c.To
				}
				m.open(draft)
			}
			m.changed(m.state)
		})
	return m
}

// openCompose goes on with a draft that is there.
func openCompose(c ComposeConfig, draft mail.Composition) *Compose {
	m := &Compose{ComposeConfig: c, changed: func(ComposeState) {}, raised: func() {}}
	m.state.Senders = c.Senders
	m.open(draft)
	return m
}

func (m *Compose) open(draft mail.Composition) {
	m.state.Draft, m.begun, m.id = draft, draft, draft.ID
	if draft.Revision > 0 {
		m.state.Save, m.state.SavedAt = SaveDone, draft.Changed
	}
}

// Observe sets who draws the state and has it drawn at once.
func (m *Compose) Observe(changed func(ComposeState)) {
	m.changed = changed
	changed(m.state)
}

// OnRaise sets who brings the window to the front when its draft is opened again.
func (m *Compose) OnRaise(raised func()) { m.raised = raised }

// State returns what is shown.
func (m *Compose) State() ComposeState { return m.state }

// SetField changes an address field.
func (m *Compose) SetField(f ComposeField, text string) {
	at := m.field(f)
	if *at == text {
		return
	}
	*at = text
	m.state.Wrong = nil
	m.edited()
	m.complete(f, text)
}

func (m *Compose) field(f ComposeField) *string {
	switch f {
	case FieldCc:
		return &m.state.Draft.Cc
	case FieldBcc:
		return &m.state.Draft.Bcc
	default:
		return &m.state.Draft.To
	}
}

// SetSubject changes the subject.
func (m *Compose) SetSubject(text string) {
	if m.state.Draft.Subject != text {
		m.state.Draft.Subject = text
		m.edited()
	}
}

// SetText changes the text.
func (m *Compose) SetText(text string) {
	if m.state.Draft.Text != text {
		m.state.Draft.Text, m.state.Forgot = text, false
		m.edited()
	}
}

// SetSender chooses the account that sends.
func (m *Compose) SetSender(id mail.AccountID) {
	for _, a := range m.state.Senders {
		if a.ID == id && id != m.state.Draft.Account {
			m.state.Draft.Account, m.state.Draft.From = id, a.Address
			m.edited()
		}
	}
}
