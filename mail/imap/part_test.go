package imap_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// inParts fetches a message part by part, until one is short.
func inParts(t *testing.T, s *imap.Session, uid mail.UID, offset, count int64) []byte {
	t.Helper()
	var whole bytes.Buffer
	for size := count; size == count; offset += size {
		must(t, s.Part(t.Context(), uid, offset, count, func(n int64, r io.Reader) error {
			size = n
			got, err := io.Copy(&whole, r)
			if got != n {
				t.Errorf("%d bytes of %d", got, n)
			}
			return err
		}))
	}
	return whole.Bytes()
}

// TestPartsOfRealServers puts a message together again, from the start and from the middle on.
func TestPartsOfRealServers(t *testing.T) {
	large := append(message("large"), bytes.Repeat([]byte("0123456789abcde\r\n"), 30_000)...)
	sessions := map[string]func(*testing.T) *imap.Session{"memory": func(t *testing.T) *imap.Session { return open(t, mailtest.IMAP(t)) }}
	for name, start := range realServers {
		sessions[name] = func(t *testing.T) *imap.Session { return openReal(t, start(t)) }
	}
	for name, start := range sessions {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			inbox := mail.Folder{Wire: "INBOX"}
			_, uid, err := s.Append(t.Context(), inbox, 0, time.Time{}, large)
			must(t, err)
			_, err = s.Select(t.Context(), inbox)
			must(t, err)
			if got := inParts(t, s, uid, 0, 200_000); !bytes.Equal(got, large) {
				t.Errorf("%d bytes of %d", len(got), len(large))
			}
			if got := inParts(t, s, uid, 123_457, 100_001); !bytes.Equal(got, large[123_457:]) {
				t.Errorf("%d bytes of the rest", len(got))
			}
			err = s.Part(t.Context(), uid+1, 0, 10, func(int64, io.Reader) error { return nil })
			if codeOf(err) != mail.MessageGone || s.Broken() {
				t.Errorf("of no message: %v", err)
			}
		})
	}
}

// TestOddParts takes what servers make of a request for bytes 10 to 14.
func TestOddParts(t *testing.T) {
	const whole = "0123456789abcdefghij"
	literal := func(text string) string { return fmt.Sprintf("{%d}\r\n%s", len(text), text) }
	for name, c := range map[string]struct {
		reply, want string
		code        mail.Code
	}{
		"everything":             {"UID 1 BODY[] " + literal(whole), "abcde", ""},
		"everything, quoted":     {`UID 1 BODY[] "` + whole + `"`, "abcde", ""},
		"less than the offset":   {"UID 1 BODY[] " + literal("012"), "", ""},
		"more than was asked":    {"UID 1 BODY[]<10> " + literal("abcdefgh"), "abcde", ""},
		"a short end":            {"UID 1 BODY[]<10> " + literal("ab"), "ab", ""},
		"nothing":                {"UID 1 BODY[]<10> NIL", "", ""},
		"the UID behind it":      {"BODY[]<10> " + literal("abcde") + " UID 1", "abcde", ""},
		"twice":                  {"UID 1 BODY[]<10> " + literal("abcde") + " BODY[]<10> " + literal("fffff"), "abcde", ""},
		"another part":           {"UID 1 BODY[]<0> " + literal("01234"), "", mail.ProtocolViolation},
		"another message":        {"UID 2 BODY[]<10> " + literal("abcde"), "", mail.MessageGone},
		"an origin that is none": {"UID 1 BODY[]<x> " + literal(whole), "abcde", ""},
		"a huge origin":          {"UID 1 BODY[]<99999999999999999999> " + literal(whole), "abcde", ""},
		"a huge part":            {"UID 1 BODY[]<10> {99999999999}\r\n", "", mail.LimitExceeded},
		"no body":                {"UID 1 FLAGS ()", "", mail.MessageGone},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.IMAP(t)
			s := selectedMessage(t, server)
			server.Misbehave(mailtest.Fault{On: "FETCH", Reply: "* 1 FETCH (" + c.reply + ")\r\n{tag} OK\r\n"})
			var got strings.Builder
			err := s.Part(t.Context(), 1, 10, 5, func(_ int64, r io.Reader) error {
				_, err := io.Copy(&got, r)
				return err
			})
			if codeOf(err) != c.code || got.String() != c.want {
				t.Errorf("got %q, %v", got.String(), err)
			}
		})
	}
}
