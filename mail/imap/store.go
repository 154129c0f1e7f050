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
		texts, _ := setOf(uids).parts()
		for _, text := range texts {
			for _, change := range []struct {
				sign  string
				flags mail.Flags
			}{{"+", add}, {"-", remove}} {
				if change.flags == 0 {
					continue
				}
				list := "(" + strings.Join(change.flags.Wire(), " ") + ")"
				if _, err := s.do(newCommand("UID STORE", text, change.sign+"FLAGS.SILENT", list), nil); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
