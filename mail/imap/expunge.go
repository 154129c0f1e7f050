package imap

import (
	"context"
	"errors"

	goimap "github.com/emersion/go-imap/v2"

	"letterbox/mail"
)

// Expunge removes messages of the selected folder for good, and no others. A server without UIDPLUS (RFC 4315) only
// knows how to remove everything that is marked as deleted; there the marks of other messages are taken off before
// and put on again afterwards. When that is cut off, such a message has lost its mark, but is there.
func (s *Session) Expunge(ctx context.Context, uids []mail.UID) error {
	return s.run(ctx, mail.StageStore, func() error {
		if !s.has("UIDPLUS") {
			return s.expungeAll(uids)
		}
		return eachCommand(uids, func(set string, part []mail.UID) error {
			if err := s.store(part, goimap.StoreFlagsAdd, mail.Deleted); err != nil {
				return err
			}
			_, err := s.do(newCommand("UID EXPUNGE", set), nil)
			return err
		})
	})
}

// expungeAll removes all that is marked as deleted, after seeing to it that this is what was asked for.
func (s *Session) expungeAll(uids []mail.UID) error {
	asked := setOf(uids)
	marked, err := s.searchFor("DELETED")
	if err != nil {
		return err
	}
	var others []mail.UID
	for _, uid := range marked {
		if !asked.contains(uid) {
			others = append(others, uid)
		}
	}
	if err := s.store(others, goimap.StoreFlagsDel, mail.Deleted); err != nil {
		return err
	}
	err = s.store(uids, goimap.StoreFlagsAdd, mail.Deleted)
	if err == nil {
		_, err = s.do(newCommand("EXPUNGE"), nil)
	}
	var refused *refusal
	if err != nil && !errors.As(err, &refused) {
		return err
	}
	if again := s.store(others, goimap.StoreFlagsAdd, mail.Deleted); again != nil {
		return again
	}
	return err
}
