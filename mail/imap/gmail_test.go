package imap_test

import (
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// TestGmailTellsWhichMessagesAreTheSame asks for Gmail's own words about messages, of Gmail only.
func TestGmailTellsWhichMessagesAreTheSame(t *testing.T) {
	for items, want := range map[string]imap.Header{
		`X-GM-MSGID 1278455344230334865 X-GM-LABELS (\Inbox "\\Sent" "foo bar" &UXZO1mWHTvZZOQ- {3}` + "\r\n" + `a)b)`: {GMail: 1278455344230334865, Labels: []string{`\Inbox`, `\Sent`, "foo bar", "其他文件夹", "a)b"}},
		`X-GM-LABELS () X-GM-MSGID 7`:                              {GMail: 7},
		`X-GM-LABELS NIL X-GM-MSGID x`:                             {},
		`X-GM-MSGID 99999999999999999999 X-GM-LABELS (("" (b)) ""`: {},
	} {
		server := mailtest.IMAP(t, mailtest.IMAPFaults(
			mailtest.Fault{On: "AUTHENTICATE", Reply: "{tag} OK [CAPABILITY IMAP4rev1 X-GM-EXT-1] in\r\n"},
			mailtest.Fault{On: "SELECT", Reply: "* 1 EXISTS\r\n{tag} OK\r\n"},
			mailtest.Fault{On: "FETCH", Reply: "* 1 FETCH (UID 1 BODY[HEADER] \"x\" " + items + ")\r\n{tag} OK\r\n"},
		))
		s := open(t, server)
		_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
		must(t, err)
		count := 0
		_, err = s.Headers(t.Context(), []imap.Range{{First: 1}}, func(h imap.Header) error {
			count++
			if h.GMail != want.GMail || !slices.Equal(h.Labels, want.Labels) {
				t.Errorf("%s: got %d %q", items, h.GMail, h.Labels)
			}
			return nil
		})
		if must(t, err); count != 1 || !askedForLabels(server) {
			t.Errorf("%s: %d headers, asked %v", items, count, askedForLabels(server))
		}
	}
	server := mailtest.IMAP(t)
	s := selectedMessage(t, server)
	_, err := s.Headers(t.Context(), []imap.Range{{First: 1}}, func(imap.Header) error { return nil })
	if must(t, err); askedForLabels(server) {
		t.Error("a server that is not Gmail's was asked for labels")
	}
}

func askedForLabels(server *mailtest.Server) bool {
	return slices.ContainsFunc(server.Said(), func(s mailtest.Said) bool { return strings.Contains(s.Line, "X-GM-LABELS") })
}
