package imap

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"letterbox/mail"
)

// eagerMost is how large a message may be that is sent without the server's consent, where LITERAL+ or LITERAL- (RFC
// 7888) allows that. With a larger one the exchange before it costs less than sending it in vain to a full mailbox;
// LITERAL- sets the same bound.
const eagerMost = 4096

// Append stores a message in a folder, of which Wire is used. received becomes its INTERNALDATE; the zero time, and one
// that servers cannot keep, leave that to the server. The result says where the message is, 0 and 0 where the server does not tell (RFC 4315). After
// an error that broke the session the message may be there or not: Find tells.
func (s *Session) Append(ctx context.Context, to mail.Folder, flags mail.Flags, received time.Time, raw []byte) (validity uint32, uid mail.UID, err error) {
	err = s.run(ctx, mail.StageStore, func() error {
		c := newCommand("APPEND").astring(to.Wire)
		if flags != 0 {
			c.text(flagList(flags))
		}
		if keepable(received) {
			c.text(received.Format(`"_2-Jan-2006 15:04:05 -0700"`))
		}
		eager := len(raw) <= eagerMost && (s.Capable("LITERAL+") || s.Capable("LITERAL-") || s.Capable("IMAP4rev2"))
		st, err := s.do(c.literal(raw, eager), nil)
		if err == nil {
			validity, uid = parseAppendUID(st)
		}
		return err
	})
	return validity, uid, inFolder(err, to.Path)
}

// keepable reports whether servers can keep a time: many count its seconds in 32 bits, and wrap it otherwise.
func keepable(t time.Time) bool {
	seconds := t.Unix()
	return seconds > 0 && seconds <= math.MaxUint32
}

// parseAppendUID reads "UIDVALIDITY UID" (RFC 4315 section 3).
func parseAppendUID(st status) (validity uint32, uid mail.UID) {
	first, second, _ := strings.Cut(st.arg, " ")
	v, ok := number32([]byte(first))
	n, okUID := number32([]byte(strings.TrimSpace(second)))
	if st.code != "APPENDUID" || !ok || !okUID || v == 0 || n == 0 {
		return 0, 0
	}
	return v, mail.UID(n)
}

// literal appends a string of any size and content as a literal; eager says that the server's consent is not waited
// for.
func (c *command) literal(value []byte, eager bool) *command {
	if eager {
		c.text(fmt.Sprintf("{%d+}\r\n", len(value)))
	} else {
		c.text(fmt.Sprintf("{%d}\r\n", len(value)))
	}
	c.pieces = append(c.pieces, value)
	return c
}
