package imap

import (
	"context"
	"fmt"

	"letterbox/mail"
)

// verify proves that mail can be read: folders are listed, INBOX opens, a header arrives.
func (s *Session) verify(ctx context.Context, note func(mail.Check)) error {
	err := s.step(ctx, mail.StageList, note, func() (string, error) {
		folders, err := s.folders(ctx, false)
		return fmt.Sprintf("%d folders", len(folders)), err
	})
	if err != nil {
		return err
	}
	err = s.step(ctx, mail.StageOpen, note, func() (string, error) {
		state, err := s.Select(ctx, mail.Folder{Path: "INBOX", Wire: "INBOX", Role: mail.RoleInbox, Selectable: true})
		return fmt.Sprintf("%d messages", state.Exists), err
	})
	if err != nil {
		return err
	}
	return s.step(ctx, mail.StageFetch, note, func() (string, error) {
		if s.exists == 0 {
			return "empty", nil
		}
		size := 0
		_, err := s.HeadersLast(ctx, 1, func(h Header) error {
			size = len(h.Raw)
			return nil
		})
		return fmt.Sprintf("%d bytes", size), err
	})
}
