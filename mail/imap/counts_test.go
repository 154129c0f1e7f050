package imap_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// invented starts a server that makes up its answers, and opens a session.
func invented(t *testing.T, plan mailtest.Invention) (*imap.Session, *mailtest.Invented) {
	t.Helper()
	server := mailtest.NewInvented(t, plan)
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: server.Roots()})})
	s, err := client.Open(t.Context(), server.Server(), mail.Password("pw"), nil)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() }) // some of these servers have ended the connection
	return s, server
}

// saying answers a command with a fixed text.
func saying(name, text string) func(mailtest.Asked) (string, bool) {
	return func(a mailtest.Asked) (string, bool) { return text, a.Name == name }
}

// TestUIDsOfServersThatCannotCount finds every message once, whatever SELECT and SEARCH say of their number and order.
func TestUIDsOfServersThatCannotCount(t *testing.T) {
	const most = 4
	opened := func(exists int) func(mailtest.Asked) (string, bool) {
		return saying("SELECT", fmt.Sprintf("* %d EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n{tag} OK done\r\n", exists))
	}
	twice := strings.Repeat(" 1 2 3 4", 3000)
	for name, c := range map[string]struct {
		lie          func(mailtest.Asked) (string, bool)
		capabilities string
		want         []mail.UID
	}{
		"too many are announced":          {opened(3_000_000), "", []mail.UID{1, 2, 3, 4}},
		"none are announced":              {opened(0), "", []mail.UID{1, 2, 3, 4}},
		"repeated by the search":          {saying("SEARCH", "* SEARCH 1 2 2 3 1 4\r\n* SEARCH 4 3\r\n{tag} OK\r\n"), "", []mail.UID{1, 2, 3, 4}},
		"repeated over and over":          {saying("SEARCH", "* SEARCH"+twice+"\r\n{tag} OK\r\n"), "", []mail.UID{1, 2, 3, 4}},
		"backwards":                       {saying("SEARCH", "* SEARCH 4 3 2 1\r\n{tag} OK\r\n"), "", []mail.UID{1, 2, 3, 4}},
		"overlapping ranges":              {saying("SEARCH", "* ESEARCH (TAG \"{tag}\") UID ALL 3:1,2:4,4\r\n{tag} OK\r\n"), "ESEARCH", []mail.UID{1, 2, 3, 4}},
		"the search keeps some back":      {saying("SEARCH", "* SEARCH 1 2\r\n{tag} OK\r\n"), "", []mail.UID{1, 2, 3, 4}},
		"the search finds nothing":        {saying("SEARCH", "* SEARCH\r\n{tag} OK\r\n"), "", []mail.UID{1, 2, 3, 4}},
		"the search answers nothing":      {saying("SEARCH", "{tag} OK\r\n"), "ESEARCH", []mail.UID{1, 2, 3, 4}},
		"the search finds what is not":    {saying("SEARCH", "* SEARCH 1 2 3 4 9 0 x 99999999999\r\n{tag} OK\r\n"), "", []mail.UID{1, 2, 3, 4, 9}},
		"other words around the search":   {saying("SEARCH", "* 4 EXISTS\r\n* SEARCH 1 2\r\n* OK hm\r\n* SEARCH 3 4\r\n{tag} OK\r\n"), "", []mail.UID{1, 2, 3, 4}},
		"removed while it was looked for": {saying("SEARCH", "* SEARCH 1 2 3\r\n* 4 EXPUNGE\r\n{tag} OK\r\n"), "", []mail.UID{1, 2, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := invented(t, mailtest.Invention{Capabilities: c.capabilities, Folders: []mailtest.InventedFolder{{Name: "INBOX", Messages: most}}, Lie: c.lie})
			_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
			must(t, err)
			if uids, err := s.UIDs(t.Context()); err != nil || !slices.Equal(uids, c.want) {
				t.Errorf("%v, %v", uids, err)
			}
		})
	}
}

// TestMoreUIDsThanAnyFolderHas does not take the memory that a server names in a few bytes.
func TestMoreUIDsThanAnyFolderHas(t *testing.T) {
	s, _ := invented(t, mailtest.Invention{
		Capabilities: "ESEARCH", Folders: []mailtest.InventedFolder{{Name: "INBOX", Messages: 4}},
		Lie: saying("SEARCH", "* ESEARCH UID ALL 1:4294967295\r\n{tag} OK\r\n"),
	})
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	if _, err := s.UIDs(t.Context()); codeOf(err) != mail.LimitExceeded || !s.Broken() {
		t.Error(err)
	}
}

// TestHeadersComeOnceEach takes of headers what was asked for, also when the server repeats itself, mixes the order up,
// tells of others in between, and when its count is too low for the room that headers take.
func TestHeadersComeOnceEach(t *testing.T) {
	long := strings.Repeat("Subject: long\r\n", 8000) // 120 KB each
	s, _ := invented(t, mailtest.Invention{
		Folders: []mailtest.InventedFolder{{Name: "INBOX", Messages: 300}},
		Lie:     saying("SELECT", "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n{tag} OK done\r\n"),
		Header:  func(string, mail.UID) string { return long[:60_000] },
	})
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	seen := map[mail.UID]int{}
	_, err = s.Headers(t.Context(), []imap.Range{{First: 1, Last: 300}}, func(h imap.Header) error {
		seen[h.UID]++
		return nil
	})
	if must(t, err); len(seen) != 300 || seen[7] != 1 {
		t.Errorf("%d messages, %d times", len(seen), seen[7])
	}
}
