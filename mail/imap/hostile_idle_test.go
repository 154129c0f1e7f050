package imap_test

import (
	"slices"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// TestHostileWhileWatched pushes to a client in IDLE what no server should. The watch ends with a diagnosis, soon and in
// little memory; where nothing is wrong enough for that, the connection ends for another reason, and that is told.
func TestHostileWhileWatched(t *testing.T) {
	before := mailtest.PeakMemory(t)
	t.Run("pushes", func(t *testing.T) {
		for name, c := range map[string]struct {
			pushed string
			then   mailtest.Action
			want   []mail.Code
		}{
			"bytes of no kind":              {"\x00\xff\xfe\x80 \x1b[2J\r\n\r\n)(\r\n", mailtest.Drop, []mail.Code{mail.ProtocolViolation, mail.ConnectionLost}},
			"more messages than can be":     {"* 4294967295 EXISTS\r\n", mailtest.Drop, []mail.Code{mail.LimitExceeded, mail.ConnectionLost}},
			"more messages than numbers":    {"* 99999999999999999999 EXISTS\r\n", mailtest.Drop, []mail.Code{mail.ProtocolViolation, mail.ConnectionLost}},
			"fewer messages than there are": {"* 0 EXISTS\r\n", mailtest.Drop, []mail.Code{mail.ProtocolViolation, mail.ConnectionLost}},
			"a line without an end":         {"* OK ", mailtest.Flood, []mail.Code{mail.LimitExceeded, mail.ProtocolViolation}},
			"lines without an end":          {"* OK still here\r\n", mailtest.Flood, []mail.Code{mail.LimitExceeded}},
			"messages without an end":       {"* 7 EXISTS\r\n", mailtest.Flood, []mail.Code{mail.LimitExceeded}},
			"flags without an end":          {"* 1 FETCH (FLAGS (\\Seen))\r\n", mailtest.Flood, []mail.Code{mail.LimitExceeded}},
			"removals without an end":       {"* 1 EXPUNGE\r\n", mailtest.Flood, []mail.Code{mail.LimitExceeded, mail.ProtocolViolation}},
			"all vanished, without an end":  {"* VANISHED 1:4294967295\r\n", mailtest.Flood, []mail.Code{mail.LimitExceeded, mail.ProtocolViolation}},
			"the removal of nothing":        {"* 0 EXPUNGE\r\n", mailtest.Drop, []mail.Code{mail.ProtocolViolation, mail.ConnectionLost}},
			"the removal of what is not":    {"* 99 EXPUNGE\r\n", mailtest.Drop, []mail.Code{mail.ProtocolViolation}},
			"vanished, what cannot be":      {"* VANISHED 0,x:*\r\n", mailtest.Drop, []mail.Code{mail.ProtocolViolation, mail.ConnectionLost}},
			"flags of what is not":          {"* 99 FETCH (FLAGS (\\Seen))\r\n", mailtest.Drop, []mail.Code{mail.ProtocolViolation, mail.ConnectionLost}},
			"a literal of four gigabytes":   {"* 1 FETCH (BODY[] {4000000000}\r\n", mailtest.Hang, []mail.Code{mail.LimitExceeded}},
			"a literal of no size":          {"* 1 FETCH (BODY[] {-1}\r\n", mailtest.Drop, []mail.Code{mail.ProtocolViolation, mail.ConnectionLost}},
			"an answer to no command":       {"L9999 OK lie\r\n", mailtest.Drop, []mail.Code{mail.ProtocolViolation, mail.ConnectionLost}},
			"a second consent":              {"+ idling\r\n+ idling\r\n", mailtest.Drop, []mail.Code{mail.ProtocolViolation, mail.ConnectionLost}},
			"a goodbye":                     {"* BYE [UNAVAILABLE] later\r\n", mailtest.Drop, []mail.Code{mail.ServerBusy, mail.ConnectionLost}},
			"another sign-in":               {"* PREAUTH hello\r\n* CAPABILITY IMAP4rev1\r\n", mailtest.Drop, []mail.Code{mail.ProtocolViolation, mail.ConnectionLost}},
			"nothing":                       {"", mailtest.Hang, []mail.Code{mail.TimedOut}},
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				fault := mailtest.Fault{On: "IDLE", Reply: "+ idling\r\n" + c.pushed, Then: c.then, Again: c.pushed}
				s, server := watcher(t, imap.Config{Poll: time.Hour, Alive: time.Hour, Limits: hostileLimits}, make(idles, 1000), fault)
				if c.then == mailtest.Hang && c.pushed == "" {
					s, server = watcher(t, imap.Config{Poll: time.Millisecond, Alive: time.Millisecond}, make(idles, 1000), fault)
				}
				err := s.Watch(t.Context(), func() {})
				if p := mail.ProblemOf(err); p == nil || !slices.Contains(c.want, p.Code) || p.Retry == "" || !s.Broken() {
					t.Errorf("got %v, broken %v", err, s.Broken())
				}
				if said := server.Said(); slices.ContainsFunc(said, func(l mailtest.Said) bool { return !l.Secure }) {
					t.Error("something was said in clear")
				}
			})
		}
	})
	if grown := mailtest.PeakMemory(t) - before; grown > mailtest.MemoryFactor*200<<20 {
		t.Errorf("memory grew by %d MB", grown>>20)
	}
}
