package model

import (
	"context"
	"regexp"
	"strings"

	"letterbox/mail"
)

// Send queues the message and closes the window. What is missing is told at its field, and an attachment that the text
// speaks of is asked about, once.
func (m *Compose) Send() {
	if m.over || m.state.Loading || m.state.Sending || m.state.Files > 0 {
		return
	}
	m.completing.stop()
	m.state.Suggesting, m.state.Suggestions = "", nil
	if m.state.Wrong = m.check(); m.state.Wrong != nil {
		m.changed(m.state)
		return
	}
	if !m.asked && len(m.state.Draft.Files) == 0 && speaksOfFiles(m.state.Draft) {
		m.asked, m.state.Forgot = true, true
		m.changed(m.state)
		return
	}
	m.state.Forgot, m.state.Sending, m.state.Problem = false, true, nil
	m.changed(m.state)
	m.pausing.stop()
	draft := m.outward()
	draft.To, draft.Cc, draft.Bcc = tidy(draft.To), tidy(draft.Cc), tidy(draft.Bcc)
	var sent mail.OutgoingID
	m.order.do(m.Scope,
		func(ctx context.Context) error {
			draft.ID = m.id
			var err error
			sent, err = m.Writer.Send(ctx, draft)
			return err
		},
		func(err error) { m.queued(sent, err) })
}

func (m *Compose) queued(sent mail.OutgoingID, err error) {
	m.state.Sending = false
	if err == nil {
		m.end(Ending{Sent: sent})
		return
	}
	p := mail.ProblemOf(err)
	switch p.Class {
	case "NO_RECIPIENT":
		m.state.Wrong = map[ComposeField]Wrong{FieldTo: {Err: mail.ErrAddressEmpty}}
	case "ADDRESS_SYNTAX":
		m.state.Wrong = map[ComposeField]Wrong{FieldTo: {Typed: p.Facts[mail.FactRecipients], Err: mail.ErrAddressNoAt}}
	default:
		m.state.Problem = p
	}
	m.edited() // what was not sent is kept at least
}

// check returns what is wrong with the recipients, nil when nothing is.
func (m *Compose) check() map[ComposeField]Wrong {
	wrong := map[ComposeField]Wrong{}
	some := false
	for _, f := range composeFields {
		for _, r := range recipients(*m.field(f)) {
			some = true
			if _, told := wrong[f]; r.err != nil && !told {
				wrong[f] = Wrong{Typed: r.typed, Err: r.err}
			}
		}
	}
	if !some {
		wrong[FieldTo] = Wrong{Err: mail.ErrAddressEmpty}
	}
	if len(wrong) == 0 {
		return nil
	}
	return wrong
}

// ofFiles finds words that announce an attachment, in both languages.
var ofFiles = regexp.MustCompile(`(?i)附件|附上|随信|随附|见附|\battach(ed|ment|ments|ing)?\b|\benclosed\b`)

// speaksOfFiles reports whether what the person wrote themselves announces an attachment: not what they quote.
func speaksOfFiles(c mail.Composition) bool {
	if c.Purpose.Kind == mail.PurposeNew && ofFiles.MatchString(c.Subject) {
		return true
	}
	for line := range strings.Lines(c.Text) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, ">"):
			continue
		case strings.HasPrefix(line, "-----"), strings.HasPrefix(line, "_____"): // a forwarded message begins
			return false
		case ofFiles.MatchString(line):
			return true
		}
	}
	return false
}

const mostSuggestions = 6

// complete asks for people who match the entry that is being typed.
func (m *Compose) complete(f ComposeField, text string) {
	typed := strings.TrimSpace(text[lastTyped(text):])
	m.completing.stop()
	m.state.Suggesting, m.state.Suggestions = "", nil
	m.changed(m.state)
	if typed == "" {
		return
	}
	run(m.Scope, &m.completing,
		func(ctx context.Context) ([]mail.Address, error) {
			return m.Writer.Complete(ctx, typed, mostSuggestions)
		},
		func(people []mail.Address, err error) {
			if err == nil && len(people) > 0 && !(len(people) == 1 && people[0].Spec() == typed) {
				m.state.Suggesting, m.state.Suggestions = f, people
				m.changed(m.state)
			}
		})
}

// Choose puts a suggestion in the place of what was typed.
func (m *Compose) Choose(i int) {
	f := m.state.Suggesting
	if f == "" || i < 0 || i >= len(m.state.Suggestions) {
		return
	}
	at := m.field(f)
	m.SetField(f, (*at)[:lastTyped(*at)]+writeRecipient(m.state.Suggestions[i])+", ")
}

// DismissSuggestions takes the suggestions away.
func (m *Compose) DismissSuggestions() {
	m.completing.stop()
	if m.state.Suggesting != "" {
		m.state.Suggesting, m.state.Suggestions = "", nil
		m.changed(m.state)
	}
}
