package imap

import (
	"context"

	"letterbox/mail"
)

// Bare fetches what the server knows of messages without reading them: flags, dates and sizes. It is for messages whose
// headers do not come. Those that the server no longer has are left out. An error of each ends the fetch, breaks the
// session, and is returned as it is.
func (s *Session) Bare(ctx context.Context, uids []mail.UID, each func(Header) error) error {
	return s.run(ctx, mail.StageFetch, func() error {
		want := setOf(uids)
		texts, _ := want.parts()
		for _, text := range texts {
			c := newCommand("UID FETCH", text, "(UID FLAGS INTERNALDATE RFC822.SIZE)")
			c.room = 1 << 10 * int64(s.exists)
			_, err := s.do(c, func(u untagged) error {
				if u.name != "FETCH" {
					return nil
				}
				item := parseFetch(u)
				if item.uid == 0 || !want.contains(item.uid) || !item.hasFlags && item.size == 0 && item.received.IsZero() {
					return nil
				}
				if err := each(Header{UID: item.uid, Flags: item.flags, Received: item.received, Size: item.size}); err != nil {
					return consumerError{err}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
