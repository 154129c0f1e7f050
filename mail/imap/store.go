package imap

import (
	"context"
	"strings"

	"letterbox/mail"
)

// StoreFlags adds and removes flags of messages in the selected folder. Messages that are gone are passed over by
// the server.
func (s *Session) StoreFlags(ctx context.Context, uids []mail.UID, add, remove mail.Flags) error {
	return s.run(ctx, mail.StageStore, func() error {
		if err := s.store(uids, "+FLAGS.SILENT", add); err != nil {
			return err
		}
		return s.store(uids, "-FLAGS.SILENT", remove)
	})
}

func (s *Session) store(uids []mail.UID, change string, flags mail.Flags) error {
	if flags == 0 {
		return nil
	}
	return eachCommand(uids, func(set string, _ []mail.UID) error {
		_, err := s.do(newCommand("UID STORE", set, change, flagList(flags)), nil)
		return err
	})
}

func flagList(flags mail.Flags) string { return "(" + strings.Join(flags.Wire(), " ") + ")" }

// mostInCommand is how many UIDs a command that changes something names, so that its line stays below what servers
// take, and the time that it needs below what is waited for.
const mostInCommand = 500

// eachCommand hands out UIDs in portions for one command each, as a sequence set and in ascending order. UIDs that no
// message can have are left out: in a set, 0 or the largest number would stand for another message.
func eachCommand(uids []mail.UID, command func(set string, part []mail.UID) error) error {
	part := make([]mail.UID, 0, min(len(uids), mostInCommand))
	give := func() error {
		if len(part) == 0 {
			return nil
		}
		texts, sets := setOf(part).parts()
		for i, text := range texts {
			if err := command(text, sets[i].uids()); err != nil {
				return err
			}
		}
		part = part[:0]
		return nil
	}
	for _, uid := range uids {
		if uid == 0 || uid == ^mail.UID(0) {
			continue
		}
		if part = append(part, uid); len(part) == mostInCommand {
			if err := give(); err != nil {
				return err
			}
		}
	}
	return give()
}
