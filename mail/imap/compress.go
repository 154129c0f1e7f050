package imap

import (
	"context"

	"letterbox/mail"
)

// Compress has everything from here on compressed, in both directions (RFC 4978), where the server offers it; else,
// and when the server refuses, nothing changes. It is worth its time on slow lines only. Before the sign-in there is
// no session, so no secret shares a stream with what somebody else chose. All limits hold for what is unpacked.
func (s *Session) Compress(ctx context.Context) error {
	if s.compressed || !s.Capable("COMPRESS=DEFLATE") {
		return nil
	}
	return s.run(ctx, mail.StageGreet, func() error {
		if _, err := s.do(newCommand("COMPRESS", "DEFLATE"), nil); err != nil {
			return tolerate(err)
		}
		s.compressed = true
		return s.conn.Compress()
	})
}
