package imap

import (
	"context"

	goimap "github.com/emersion/go-imap/v2"

	"letterbox/mail"
)

// StoreFlags adds and removes flags of messages in the selected folder. Messages that are gone are passed over by
// the server.
func (s *Session) StoreFlags(ctx context.Context, uids []mail.UID, add, remove mail.Flags) error {
	return s.run(ctx, mail.StageStore, func() error {
		for _, change := range []struct {
			op    goimap.StoreFlagsOp
			flags mail.Flags
		}{{goimap.StoreFlagsAdd, add}, {goimap.StoreFlagsDel, remove}} {
			if change.flags == 0 {
				continue
			}
			if err := s.store(uids, &goimap.StoreFlags{Op: change.op, Silent: true, Flags: wireFlags(change.flags)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// mostInCommand is how many UIDs a command names, so that its line stays below what servers take.
const mostInCommand = 500

func (s *Session) store(uids []mail.UID, change *goimap.StoreFlags) error {
	for len(uids) > 0 {
		n := min(len(uids), mostInCommand)
		var set goimap.UIDSet
		for _, uid := range uids[:n] {
			set.AddNum(goimap.UID(uid))
		}
		if err := s.granted(s.library().Store(set, change, nil).Close()); err != nil {
			return err
		}
		uids = uids[n:]
	}
	return nil
}

func wireFlags(flags mail.Flags) []goimap.Flag {
	var list []goimap.Flag
	for _, name := range flags.Wire() {
		list = append(list, goimap.Flag(name))
	}
	return list
}
