package pop3

import (
	"context"

	"letterbox/mail"
)

// Bare returns what the server's list says of messages: their sizes. It asks for nothing. Messages that the server does
// not have are left out.
func (m *Mailbox) Bare(ctx context.Context, uids []mail.UID, each func(mail.FetchedHeader) error) error {
	if err := m.number(ctx); err != nil {
		return err
	}
	entries, numbers := m.entriesOf(uids)
	for _, e := range entries {
		if err := each(mail.FetchedHeader{UID: numbers[e.Number], Size: e.Size}); err != nil {
			return err
		}
	}
	return nil
}

// Refusal returns why the server did not send a message when it was last asked for it; nil when it did not refuse.
func (m *Mailbox) Refusal(uid mail.UID) *mail.Problem {
	e, there := m.entries[uid]
	if !there {
		return nil
	}
	return m.session.refused[e.Number]
}
