package imap_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

const charsetRefused = "{tag} NO [BADCHARSET (US-ASCII)] The specified charset is not supported.\r\n"

// searched opens the inbox of a server with three messages.
func searched(t *testing.T, faults ...mailtest.Fault) (*mailtest.Server, *imap.Session) {
	t.Helper()
	server := mailtest.IMAP(t, mailtest.IMAPFaults(faults...))
	for _, subject := range []string{"one", "two", "three"} {
		must(t, server.Append("INBOX", message(subject), time.Date(2026, 3, 2, 10, 20, 30, 0, time.UTC), 0))
	}
	s := open(t, server)
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	return server, s
}

// commands returns what the client said that contains a word.
func commands(server *mailtest.Server, word string) (list []string) {
	for _, said := range server.Said() {
		if strings.Contains(said.Line, word) {
			list = append(list, said.Line)
		}
	}
	return list
}

func TestBodiesAreSearchedInASCIIWithoutACharset(t *testing.T) {
	server, s := searched(t)
	uids, err := s.SearchBody(t.Context(), []string{"text", "two"})
	must(t, err)
	if said := commands(server, "SEARCH"); !slices.Equal(uids, []mail.UID{2}) || len(said) != 1 || strings.Contains(said[0], "CHARSET") {
		t.Errorf("found %v by %q", uids, said)
	}
	if uids, err = s.SearchBody(t.Context(), nil); err != nil || len(uids) > 0 {
		t.Errorf("nothing was asked, and found %v: %v", uids, err)
	}
}

func TestAServerWithoutTheCharsetIsAskedWithoutIt(t *testing.T) {
	server, s := searched(t, mailtest.Fault{On: "SEARCH", Once: true, Reply: charsetRefused})
	for range 2 {
		if _, err := s.SearchBody(t.Context(), []string{"发票"}); err != nil {
			t.Fatal(err)
		}
	}
	said := commands(server, "SEARCH")
	if len(said) != 3 || !strings.Contains(said[0], "CHARSET UTF-8") || strings.Contains(said[1]+said[2], "CHARSET") {
		t.Errorf("asked %q", said)
	}
}

func TestAServerThatDoesNotSearchLeavesTheSessionWhole(t *testing.T) {
	_, s := searched(t, mailtest.Fault{On: "SEARCH", Once: true, Reply: "{tag} BAD SEARCH invalid argument\r\n"})
	_, err := s.SearchBody(t.Context(), []string{"text"})
	if mail.ProblemOf(err) == nil || s.Broken() {
		t.Errorf("%v, broken %v", err, s.Broken())
	}
	if uids, err := s.UIDs(t.Context()); err == nil && len(uids) != 3 {
		t.Errorf("messages %v", uids)
	}
}

// TestDovecotFindsChineseText compares what Dovecot finds with the texts of what was delivered to it.
func TestDovecotFindsChineseText(t *testing.T) {
	running := mailtest.Dovecot(t)
	server := running.Server(mail.TLS)
	corpus := mailtest.NewCorpus(3, 60)
	running.Deliver(server.Username, "INBOX", corpus.All())
	s, err := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: running.Roots()})}).Open(t.Context(), server, running.Credential(server.Username), nil)
	must(t, err)
	defer s.Close()
	_, err = s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	found := 0
	for _, text := range []string{"合同", "发票", "会议", "please"} {
		uids, err := s.SearchBody(t.Context(), []string{text})
		must(t, err)
		for i := range corpus.Len() {
			specimen := corpus.At(i)
			there := strings.Contains(strings.ToLower(strings.ReplaceAll(specimen.Text, "\n", " ")), text)
			if there && !slices.Contains(uids, mail.UID(i+1)) && !strings.Contains(specimen.Charset, "gb") {
				t.Errorf("%s is in message %d (%s), which was not found", text, i+1, specimen.Charset)
			}
			if there {
				found++
			}
		}
	}
	if found == 0 {
		t.Error("the corpus has none of the texts")
	}
}
