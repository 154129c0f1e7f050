package imap

import (
	"context"

	"letterbox/mail"
)

// Exists returns how many messages the session believes the selected folder to have.
func (s *Session) Exists() int { return int(s.exists) }

// Noop asks the server for news.
func (s *Session) Noop(ctx context.Context) error { return s.run(ctx, mail.StageFetch, s.noop) }

// Pays is the rule by which sessions are compressed.
var Pays = pays

// Compressed reports whether a session is.
func (s *Session) Compressed() bool { return s.compressed }
