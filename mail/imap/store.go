package imap

import (
	"context"
	"strings"

	goimap "github.com/emersion/go-imap/v2"

	"letterbox/mail"
)

// StoreFlags adds and removes flags of messages in the selected folder. Messages that are gone are passed over by
// the server.
func (s *Session) StoreFlags(ctx context.Context, uids []mail.UID, add, remove mail.Flags) error {
	return s.run(ctx, mail.StageStore, func() error {
		if err := s.store(uids, goimap.StoreFlagsAdd, add); err != nil {
			return err
		}
		return s.store(uids, goimap.StoreFlagsDel, remove)
	})
}

func (s *Session) store(uids []mail.UID, op goimap.StoreFlagsOp, flags mail.Flags) error {
	if flags == 0 {
		return nil
	}
	change := &goimap.StoreFlags{Op: op, Silent: true}
	for _, name := range flags.Wire() {
		change.Flags = append(change.Flags, goimap.Flag(name))
	}
	return eachCommand(uids, func(_ string, part []mail.UID) error {
		var set goimap.UIDSet
		for _, uid := range part {
			set.AddNum(goimap.UID(uid))
		}
		return s.granted(s.library().Store(set, change, nil).Close())
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
