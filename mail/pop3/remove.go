package pop3

import (
	"context"
	"errors"
	"fmt"

	"letterbox/mail"
)

// Remove removes messages from the maildrop and returns those that are gone then. It ends the session: a server carries
// out what was asked only when it is taken leave of (RFC 1939 section 6). A message whose size is not that of the list,
// which is then another one under the same name, stays, and so do those that the server refuses to mark. When the answer
// to the farewell does not come, or is a refusal, none counts as gone: the next session shows which are.
func (m *Mailbox) Remove(ctx context.Context, list []mail.Removable) (gone []mail.UID, err error) {
	if err := m.number(ctx); err != nil {
		return nil, err
	}
	s := m.session
	err = s.run(ctx, mail.StageStore, func() error {
		for _, r := range list {
			e, there := m.entries[r.UID]
			if !there || e.Size != r.Size || e.Size == 0 {
				continue
			}
			var refused *refusal
			switch _, err := s.do(fmt.Sprintf("DELE %d", e.Number)); {
			case errors.As(err, &refused):
				continue
			case err != nil:
				return err
			}
			gone = append(gone, r.UID)
		}
		if len(gone) == 0 {
			return nil
		}
		s.broken = true // there is nothing behind a farewell
		_, err := s.do("QUIT")
		return err
	})
	if err != nil {
		return nil, err
	}
	return gone, nil
}
